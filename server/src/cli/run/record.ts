/** One record: an encounter's text in a line of JSON, with keys of its sender's, which are given back as they were written. */
import { jsonText, shownJson } from '../json-text.js';

interface ReadRecord {
  /** All members but the encounter, as JSON. */
  readonly members: readonly string[];
  readonly encounter: string;
}

/** What is wrong with a line is told in words that hold nothing of it: it may be a patient's. */
interface RecordFault {
  readonly error: string;
}

/** The keys of an answer that are the tool's own. */
const ownKeys: readonly string[] = ['encounter', 'findings', 'checked'];

/** Reads a line that is not empty. */
export function readRecord(line: string): ReadRecord | RecordFault {
  const value = parsed(line);
  if (value === undefined) return { error: 'the line is not JSON' };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { error: 'the line is not an object' };
  // What an object inherits is no member of it.
  const encounter: unknown = Object.getOwnPropertyDescriptor(value, 'encounter')?.value;
  if (encounter === undefined) return { error: 'the record has no encounter' };
  if (typeof encounter !== 'string') return { error: 'the encounter of the record is not a text' };
  const members = new Map<string, string>();
  for (const [key, text] of membersOf(line)) if (!ownKeys.includes(key)) members.set(key, text);
  return { members: [...members].map(([key, text]) => `${jsonText(key)}:${shownJson(text)}`), encounter };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * The members of an object that is known to be JSON, each value as it is written: a number with more digits than ours have, as
 * an id may be, would come back as another.
 */
function* membersOf(line: string): Iterable<readonly [key: string, value: string]> {
  let depth = 0;
  let start = 0;
  let key: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    if (unit === 34) {
      const end = stringEnd(line, at);
      if (depth === 1 && key === undefined) key = String(JSON.parse(line.slice(at, end)));
      at = end - 1;
    } else if (unit === 123 || unit === 91) {
      depth += 1;
    } else if (unit === 58 && depth === 1) {
      start = at + 1;
    } else if (unit === 125 || unit === 93 || (unit === 44 && depth === 1)) {
      if (depth === 1 && key !== undefined) yield [key, line.slice(start, at).trim()];
      if (depth === 1) key = undefined;
      if (unit !== 44) depth -= 1;
    }
  }
}

/** Behind the quotation mark that ends the string which begins here. */
function stringEnd(line: string, start: number): number {
  let at = start + 1;
  while (at < line.length && line.charCodeAt(at) !== 34) at += line.charCodeAt(at) === 92 ? 2 : 1;
  return at + 1;
}
