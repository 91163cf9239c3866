/**
 * Reads one payer policy file: YAML to the schema's content, with what is wrong where it is wrong. What breaks is left
 * out, the rest holds. Knows no other file.
 */
import type { Codes } from '../codes/codes.js';
import type { Span } from '../text/span.js';
import { entriesIn } from './entries.js';
import type { AnyEntry } from './entry.js';
import type { JudgedPolicy } from './judged.js';
import { markable, spanOfValue } from './locate.js';
import { inOrder, type PolicyProblem } from './problem.js';
import { readable } from './readable.js';
import { type PolicyContent, policySchema } from './schema.js';
import { unknownNames } from './unknown-names.js';
import { readYaml } from './yaml.js';

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
  /** What of it judges, where that was read before. */
  readonly judged?: () => JudgedPolicy | undefined;
}

/** What could be read of a policy file. */
export interface PolicyDocument {
  readonly file: string;
  readonly text: string;
  readonly shipped: boolean;
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

const kind = { prefix: 'payer', noun: 'policy', opening: 'payer: and name:', needs: 'payer' } as const;

/** The policy that a file holds, and what is wrong in it, in the order of the text. Never throws. */
export function parsePolicy({ file, text, shipped }: PolicySource, vocabulary: Vocabulary): ParsedPolicy {
  const yaml = readYaml(text, kind);
  if (yaml.value === undefined) return { problems: yaml.problems };
  const { root } = yaml;
  const { content, problems } = readable(yaml, policySchema(vocabulary.ruleIds), text, kind);
  const inForm = [...yaml.problems, ...problems];
  if (!content) return { problems: inOrder(inForm) };
  const unknown = unknownNames(content, vocabulary.codes, (path) => markable(text, spanOfValue(root, path)));
  const at = {
    payer: spanOfValue(root, ['payer']),
    extends: spanOfValue(root, ['extends']),
    effective: content.effective ? spanOfValue(root, ['effective']) : spanOfValue(root, ['payer']),
  };
  const entries = entriesIn(content, { file, shipped, root });
  return { document: { file, text, shipped, content, entries, root, at }, problems: inOrder([...inForm, ...unknown]) };
}
