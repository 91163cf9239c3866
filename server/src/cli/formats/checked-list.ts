/**
 * What judged the encounters of a run, as reports for programs list it behind the findings: kept until then, what many of them
 * have in common once and their ids as bytes.
 */
import { type CheckedEntry, checkedEntry } from '../checked.js';
import { jsonText } from '../json-text.js';
import type { ReportedPart } from '../report.js';

/** The entries of one file. */
export interface CheckedPiece {
  /** The file's name as JSON. */
  readonly file: string;
  /** The ids as JSON, a line each; an empty one where an encounter has none. */
  readonly ids: string;
  /** What is said of each encounter, as a place among `said`. */
  readonly which: readonly number[];
  readonly said: readonly string[];
}

/** Collects what is said of a file's encounters, part by part. */
export function checkedPiece(file: string) {
  const said = new Map<string, number>();
  const which: number[] = [];
  let ids = '';
  return {
    add({ encounter, checked }: ReportedPart): void {
      if (!checked) return;
      const entry = checkedEntry(encounter, checked());
      const place = said.get(entry.rest) ?? said.size;
      said.set(entry.rest, place);
      which.push(place);
      ids += `${entry.id}\n`;
    },
    piece: (): CheckedPiece => ({ file: jsonText(file), ids, which, said: [...said.keys()] }),
  };
}

/** The entries of a run: taken file by file, then listed as JSON texts. */
export function checkedList() {
  const places = new Map<string, number>();
  const files: { readonly file: string; readonly ids: Buffer; readonly which: Uint32Array }[] = [];
  return {
    take({ file, ids, which, said }: CheckedPiece): void {
      if (which.length === 0) return;
      const own = said.map((each) => {
        const place = places.get(each) ?? places.size;
        places.set(each, place);
        return place;
      });
      files.push({ file, ids: Buffer.from(ids), which: Uint32Array.from(which, (place) => own[place] ?? 0) });
    },
    *entries(): Iterable<string> {
      const said = [...places.keys()];
      for (const { file, ids, which } of files) {
        const each = ids.toString().split('\n');
        for (const [index, place] of which.entries()) yield entryText(file, each[index] ?? '', said[place] ?? '}');
      }
    },
  };
}

/** What is said of one encounter, as JSON. */
export function entryText(file: string, id: CheckedEntry['id'], rest: CheckedEntry['rest']): string {
  return `{"file":${file},${id === '' ? '' : `"encounter":${id},`}${rest}`;
}
