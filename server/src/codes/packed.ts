/** Unpacks the generated tables: codes grouped by what is said of them, and front-coded words. Knows no table's meaning. */

const codeLength = 5;

/** What each code's group says of it; of a code in two groups the first. */
export function byCode(groups: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, codes] of Object.entries(groups)) {
    for (const code of codesIn(codes)) if (!found.has(code)) found.set(code, key);
  }
  return found;
}

/** The codes of a group. */
export function codesIn(joined: string): readonly string[] {
  const codes: string[] = [];
  for (let at = 0; at < joined.length; at += codeLength) codes.push(joined.slice(at, at + codeLength));
  return codes;
}

/** The sorted words of a front-coded list. */
export function unpackedWords(packed: string): readonly string[] {
  let before = '';
  return packed.split(' ').map((entry) => {
    before = before.slice(0, entry.charCodeAt(0) - 48) + entry.slice(1);
    return before;
  });
}

/** A value that is computed when it is first asked for. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
