/** Rows of pairs as they are read: typed arrays that grow, so that a million rows are five blocks of memory and no objects. */

export interface PairColumns {
  readonly size: number;
  readonly column1: Uint32Array;
  readonly column2: Uint32Array;
  readonly from: Uint16Array;
  readonly until: Uint16Array;
  readonly said: Uint8Array;
}

/** Rows to which rows can be added. */
export function growing() {
  let room = 65_536;
  let size = 0;
  let column1 = new Uint32Array(room);
  let column2 = new Uint32Array(room);
  let from = new Uint16Array(room);
  let until = new Uint16Array(room);
  let said = new Uint8Array(room);
  const grow = (): void => {
    room *= 2;
    column1 = larger(column1, new Uint32Array(room));
    column2 = larger(column2, new Uint32Array(room));
    from = larger(from, new Uint16Array(room));
    until = larger(until, new Uint16Array(room));
    said = larger(said, new Uint8Array(room));
  };
  return {
    size: () => size,
    add(first: number, second: number, start: number, end: number, what: number): void {
      if (size === room) grow();
      column1[size] = first;
      column2[size] = second;
      from[size] = start;
      until[size] = end;
      said[size] = what;
      size += 1;
    },
    columns: (): PairColumns => ({ size, column1, column2, from, until, said }),
  };
}

function larger<Numbers extends { set(numbers: Numbers): void }>(old: Numbers, fresh: Numbers): Numbers {
  fresh.set(old);
  return fresh;
}
