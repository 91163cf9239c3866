/**
 * Reads one payer policy file: YAML to the schema's content, with what is wrong and where. What breaks is left
 * out; the rest holds. Knows no other file.
 */

import { markable, spanOfValue } from '../yaml/locate.js';
import { inOrder } from '../yaml/problem.js';
import { readYaml } from '../yaml/read.js';
import { readable } from '../yaml/readable.js';
import type { PolicyDocument, PolicySource } from './document.js';
import { entriesIn } from './entries.js';
import type { PolicyProblem } from './problem.js';
import { policySchema } from './schema.js';
import { unknownNames } from './unknown-names.js';
import type { Vocabulary } from './vocabulary.js';

export interface ParsedPolicy {
  /** Undefined if the whole file cannot be read: it is not YAML, or has no id. */
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
