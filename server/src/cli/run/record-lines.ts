/** Records as they come, a line each: cut at line ends in whichever parts they are read, with the numbers of their lines. */

/** Some lines of an input, whole. */
export interface RecordLines {
  /** The input as its user names it. */
  readonly file: string;
  /** The number of the first of them, from 1. */
  readonly line: number;
  /** Their bytes; nothing where the line is longer than any record, and not read. */
  readonly bytes: Uint8Array | undefined;
}

/** No record is longer; one that is would have to be held as a whole. */
export const longestRecord = 64 * 1024 * 1024;

const lineFeed = 10;

/** The lines of an input: what has come is given at once, up to its last line end. */
export async function* recordLines(file: string, parts: AsyncIterable<Uint8Array>): AsyncIterable<RecordLines> {
  let line = 1;
  let pending: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    let from = 0;
    if (length > longestRecord) {
      // The rest of a line that is not read.
      const end = part.indexOf(lineFeed);
      if (end < 0) continue;
      yield { file, line, bytes: undefined };
      line += 1;
      from = end + 1;
      [pending, length] = [[], 0];
    }
    const last = part.lastIndexOf(lineFeed);
    if (last >= from) {
      const bytes = Buffer.concat([...pending, part.subarray(from, last + 1)]);
      yield { file, line, bytes };
      line += countIn(bytes);
      from = last + 1;
      [pending, length] = [[], 0];
    }
    if (from === part.length) continue;
    length += part.length - from;
    if (length > longestRecord) pending = [];
    else pending.push(Uint8Array.from(part.subarray(from)));
  }
  if (length > longestRecord) yield { file, line, bytes: undefined };
  else if (length > 0) yield { file, line, bytes: Buffer.concat(pending) };
}

function countIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

/** The texts of some lines, without their line ends; undefined for one that is not UTF-8. */
export function* textsOfLines(bytes: Uint8Array): Iterable<string | undefined> {
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, from);
    const end = found < 0 ? bytes.length : found;
    yield decodedLine(bytes.subarray(from, end));
    from = end + 1;
  }
}

// A byte order mark is no character of a line.
const decoder = new TextDecoder('utf-8', { fatal: true });

function decodedLine(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
