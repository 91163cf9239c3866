/**
 * Reads the YAML of one of our files into plain values, with what is wrong in it. Bounded in time and memory whatever the
 * text is; knows no key.
 */
import { type ErrorCode, parseDocument } from 'yaml';
import { longestFile } from './bounds.js';
import { markable, spanOfError } from './locate.js';
import { type FoundProblem, inOrder } from './problem.js';
import { type Plain, plainValue } from './values.js';

/** What one of our files is called in messages. */
export interface FileKind<Prefix extends string = string> {
  /** Of its rules' names: payer-syntax, payer-schema. */
  readonly prefix: Prefix;
  readonly noun: string;
  /** Keys as they may appear in it. */
  readonly opening: string;
  /** The key without which the file cannot be used. */
  readonly needs?: string | undefined;
}

type FormProblem<Prefix extends string> = FoundProblem<`${Prefix}-syntax` | `${Prefix}-schema`>;

export interface ReadYaml<Prefix extends string> {
  /** Undefined if the text cannot be read as such a file. */
  readonly value: Plain | undefined;
  /** The nodes of `yaml`, for locate.ts. */
  readonly root: unknown;
  /** In the order of the text. */
  readonly problems: readonly FormProblem<Prefix>[];
}

/** The plain values in the text, each scalar as it was written. Never throws. */
export function readYaml<Prefix extends string>(text: string, { prefix, noun }: FileKind<Prefix>): ReadYaml<Prefix> {
  const failed = (message: string): ReadYaml<Prefix> => {
    const at = { start: 0, end: Math.min(1, text.length) };
    return { value: undefined, root: undefined, problems: [{ rule: `${prefix}-syntax`, at, message }] };
  };
  const tooDeep = `The file is nested too deeply for a ${noun}`;
  if (text.length > longestFile) {
    return failed(`The file has ${text.length} characters; a ${noun} can have at most ${longestFile}`);
  }
  const document = opensTooMany(text) ? undefined : yamlOf(text);
  if (!document) return failed(tooDeep);
  if (document.errors.length > 0) {
    // The parser reports this for brackets, and throws for indentation.
    if (document.errors.some(({ message }) => /call stack/.test(message))) return failed(tooDeep);
    const problems = document.errors.map(({ code, message, pos }) => {
      return { rule: `${prefix}-syntax` as const, at: spanOfError(text, pos), message: yamlWords(code, message, noun) };
    });
    return { value: undefined, root: document.contents, problems: inOrder(problems) };
  }
  const { value, problems } = plainValue(document, noun);
  return {
    value,
    root: document.contents,
    // A key may be only a comment, or a value empty: what has no characters is marked where it would be.
    problems: inOrder(
      problems.map(({ kind, at, message }) => ({
        rule: `${prefix}-${kind}` as const,
        at: markable(text, at),
        message,
      })),
    ),
  };
}

/** `yaml` needs seconds to find that thousands of brackets never close. */
function opensTooMany(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length && open < 1_000; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5b || unit === 0x7b) open += 1;
    else if ((unit === 0x5d || unit === 0x7d) && open > 0) open -= 1;
  }
  return open >= 1_000;
}

function yamlOf(text: string) {
  try {
    // `failsafe` leaves every scalar the string that was written; at the level `silent` a second document is not reported.
    return parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  } catch {
    // Only a nesting of thousands of levels ends here, when the stack is used up.
    return undefined;
  }
}

const words: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'This line is indented differently from its neighbors',
  TAB_AS_INDENT: 'This line is indented with a tab; use spaces',
  MISSING_CHAR: 'A bracket, quote or colon is missing here',
  BLOCK_AS_IMPLICIT_KEY: 'Only one key is allowed per line; put the text in quotes or on a new line',
  MULTILINE_IMPLICIT_KEY: 'Add a colon after the key on this line',
};

function yamlWords(code: ErrorCode, message: string, noun: string): string {
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) {
    return 'A bracket opened above is not closed before this line';
  }
  if (code === 'MULTIPLE_DOCS') return `A file can hold only one ${noun}; a second one starts here`;
  return words[code] ?? `Not valid YAML: ${message.split('\n')[0]?.replace(/\.$/, '') ?? code}`;
}
