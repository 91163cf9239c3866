/**
 * Reads one payer policy file: YAML to the schema's content, with what is wrong where it is wrong. What breaks is left
 * out, the rest holds. Knows no other file.
 */
import { type ErrorCode, parseDocument } from 'yaml';
import type { Codes } from '../codes/codes.js';
import type { Span } from '../text/span.js';
import { entriesIn } from './entries.js';
import type { AnyEntry } from './entry.js';
import { spanOfError, spanOfKey, spanOfValue } from './locate.js';
import type { PolicyProblem } from './problem.js';
import { type PolicyContent, policySchema } from './schema.js';
import { unknownNames } from './unknown-names.js';
import { type Plain, plainValue } from './values.js';
import { type Fault, faultsOf } from './wording.js';

/** The names that a policy may use. */
export interface Vocabulary {
  readonly ruleIds: readonly string[];
  readonly codes: Codes;
}

export interface PolicySource {
  /** The shipped file's name or the workspace file's path. */
  readonly file: string;
  readonly text: string;
  /** Whether it came with the tool: the workspace's files take the place of those. */
  readonly shipped: boolean;
}

/** What could be read of a policy file. */
export interface PolicyDocument {
  readonly file: string;
  readonly content: PolicyContent;
  /** What the file's own lists say, nothing inherited. */
  readonly entries: readonly AnyEntry[];
  /** The YAML it was read from, for whoever asks locate.ts where something stands. */
  readonly root: unknown;
  /** Where the values stand by which files refer to each other. */
  readonly at: { readonly payer: Span; readonly extends: Span; readonly effective: Span };
}

export interface ParsedPolicy {
  /** Undefined where the whole file cannot be read: it is no YAML, or has no id. */
  readonly document?: PolicyDocument | undefined;
  readonly problems: readonly PolicyProblem[];
}

// The longest payer policy would be some 20 kB; `yaml` needs up to two seconds for 256 kB of brackets.
const longestFile = 256_000;
const mostProblems = 100;

/** The policy that a file holds, and what is wrong in it, in the order of the text. Never throws. */
export function parsePolicy({ file, text, shipped }: PolicySource, vocabulary: Vocabulary): ParsedPolicy {
  if (text.length > longestFile) {
    const message = `The file has ${text.length} characters: a policy has at most ${longestFile}`;
    return { problems: [{ rule: 'payer-syntax', at: { start: 0, end: 1 }, message }] };
  }
  const document = yamlOf(text);
  if (!document) {
    const message = 'The file nests deeper than any policy';
    return { problems: [{ rule: 'payer-syntax', at: { start: 0, end: Math.min(1, text.length) }, message }] };
  }
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ code, message, pos }): PolicyProblem => {
      return { rule: 'payer-syntax', at: spanOfError(text, pos), message: yamlWords(code, message) };
    });
    return { problems: inOrder(problems) };
  }
  const root: unknown = document.contents;
  const { value, problems: inValues } = plainValue(document);
  // A key may be nothing but a comment, or a value nothing at all: what cannot be marked is marked where it stands.
  const problems = inValues.map((problem) => ({ ...problem, at: markable(text, problem.at) }));
  if (value === undefined) return { problems: inOrder(problems) };
  const { content, faults } = readable(value, vocabulary.ruleIds);
  const inForm = [...problems, ...faults.slice(0, mostProblems).map((fault) => problemOf(fault, root, text))];
  if (!content) return { problems: inOrder(inForm) };
  const unknown = unknownNames(content, vocabulary.codes, (path) => markable(text, spanOfValue(root, path)));
  const all = inOrder([...inForm, ...unknown]);
  const at = {
    payer: spanOfValue(root, ['payer']),
    extends: spanOfValue(root, ['extends']),
    effective: content.effective ? spanOfValue(root, ['effective']) : spanOfValue(root, ['payer']),
  };
  const entries = entriesIn(content, { file, shipped, root });
  return { document: { file, content, entries, root, at }, problems: all };
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

/** What is left when all that breaks has been left out: an entry or a key of a mapping at a time. */
function readable(
  whole: Plain,
  ruleIds: readonly string[],
): { content: PolicyContent | undefined; faults: readonly Fault[] } {
  const schema = policySchema(ruleIds);
  const faults: Fault[] = [];
  let value = whole;
  // Each round leaves something out; a second one is needed where keys are compared only once each is right.
  for (let round = 0; round < 10; round += 1) {
    const result = schema.safeParse(value);
    if (result.success) return { content: result.data, faults };
    const found = result.error.issues.flatMap((issue) => faultsOf(issue, value, schema));
    faults.push(...found);
    const left = found.map(({ path, key }) => (key === undefined ? path : [...path, key]).slice(0, 2));
    if (left.some(([first]) => first === undefined || first === 'payer')) break;
    value = without(value, left);
  }
  return { content: undefined, faults };
}

function without(value: Plain, paths: readonly (readonly PropertyKey[])[]): Plain {
  if (typeof value === 'string') return value;
  const leftOut = new Map<string, (readonly PropertyKey[])[]>();
  for (const [key, ...below] of paths) {
    const known = leftOut.get(String(key));
    if (known) known.push(below);
    else leftOut.set(String(key), [below]);
  }
  const kept = (key: string, inner: Plain): readonly Plain[] => {
    const below = leftOut.get(key);
    if (!below) return [inner];
    return below.some((path) => path.length === 0) ? [] : [without(inner, below)];
  };
  // What is left out of a list leaves its place empty, so that the others stand where they stood.
  if (isList(value)) return value.map((inner, index) => kept(`${index}`, inner)[0]) as readonly Plain[];
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => kept(key, inner).map((left) => [key, left])),
  );
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function problemOf({ rule, path, key, message, replacement }: Fault, root: unknown, text: string): PolicyProblem {
  const span = key === undefined ? spanOfValue(root, path) : spanOfKey(root, path, key);
  const at = markable(text, span);
  return { rule, at, message, replacement };
}

function markable(text: string, span: Span): Span {
  return span.end > span.start && span.end <= text.length ? span : spanOfError(text, [span.start, span.end]);
}

function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return [...problems]
    .sort((one, other) => one.at.start - other.at.start || one.at.end - other.at.end)
    .slice(0, mostProblems);
}

const words: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'This line is indented differently from its neighbours',
  TAB_AS_INDENT: 'A tab indents this line: YAML takes spaces only',
  MISSING_CHAR: 'A bracket, quote or colon is missing here',
  MULTIPLE_DOCS: 'A file holds one policy: a second one begins here',
  BLOCK_AS_IMPLICIT_KEY: 'A line holds one key: a second one stands here',
  MULTILINE_IMPLICIT_KEY: 'This line has no colon behind its key',
};

function yamlWords(code: ErrorCode, message: string): string {
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) {
    return 'A bracket that was opened above is not closed before this line';
  }
  return words[code] ?? `This cannot be read as YAML: ${message.split('\n')[0]?.replace(/\.$/, '') ?? code}`;
}
