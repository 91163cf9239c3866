/**
 * What a finding rests on, and how the claim would come back: the statements of the payer's policy with their places and
 * published sources, the tables with their dates, the reason and remark codes. Plain data, for any report.
 */
import type { Denial } from '../../codes/denials.js';
import type { Reported, World } from '../../engine/judgment.js';
import type { Confidence } from '../../policy/entry.js';
import { entryWords } from '../../policy/words.js';
import type { Span } from '../../text/span.js';

export interface ProofStatement {
  /** The policy that says it, its id and name. */
  readonly policy: string;
  readonly name: string;
  readonly says: string;
  readonly file: string;
  readonly shipped: boolean;
  /** In that file. */
  readonly at: Span;
  readonly source?: string | undefined;
  /** The day on which the source was read. */
  readonly read?: string | undefined;
  readonly confidence: Confidence;
}

export interface Proof {
  readonly statements: readonly ProofStatement[];
  /** "CMS add-on code file, 2024-06-03". */
  readonly tables: readonly string[];
  readonly denials: readonly Denial[];
}

/** The proof of a finding. */
export function proofOf({ rules, codes }: Pick<World, 'rules' | 'codes'>, finding: Reported): Proof {
  const rule = rules.find(({ id }) => id === finding.rule);
  return {
    statements: (finding.entries ?? []).map((entry) => {
      const { origin, source, read, confidence } = entry;
      const { policy, policyName: name, file, shipped, at } = origin;
      return { policy, name, says: entryWords(entry), file, shipped, at, source, read, confidence };
    }),
    tables: (rule?.tables ?? []).map((table) => codes.editions[table]),
    denials: finding.isOfClaim === false ? [] : codes.denials(finding.rule),
  };
}
