/** How a claim with a finding comes back: group code, reason (CARC) and remarks (RARC), each with its condition and how sure it is. */
import { denialRows, remarkRows } from '../../generated/remark-codes.js';
import { once } from '../text/once.js';

/** How sure a fact is, as in policies: read in the source, read where it is quoted, or neither. */
export type Sureness = 'verified' | 'second-hand' | 'unconfirmed';

/** One way in which it comes back; a rule may have several, each under its condition. */
export interface Denial {
  /** When it is this one, in words; undefined where it is the usual one. */
  readonly when: string | undefined;
  /** `CO` the practice, `PR` the patient, `OA` other; undefined where no source says. */
  readonly group: string | undefined;
  /** Less sure than the reason where its source does not state the group. */
  readonly groupConfidence: Sureness;
  /** Undefined where no remittance comes back: rejected earlier, or found when the record is reviewed. */
  readonly carc: string | undefined;
  readonly rarc: readonly string[];
  readonly explanation: string;
  readonly confidence: Sureness;
  readonly source: string | undefined;
}

/** A reason or remark code in our words. */
export interface Remark {
  readonly kind: 'CARC' | 'RARC';
  readonly explanation: string;
}

const byRule = once(() => {
  const found = new Map<string, Denial[]>();
  for (const row of denialRows) {
    const rule = row.rule ?? '';
    const all = found.get(rule) ?? [];
    found.set(rule, all);
    all.push(denialOf(row));
  }
  return found;
});

const remarks = once(
  () =>
    new Map(
      remarkRows.map(({ code = '', kind, explanation = '' }): [string, Remark] => [
        code,
        { kind: kind === 'RARC' ? 'RARC' : 'CARC', explanation },
      ]),
    ),
);

/** The ways in which a claim with this rule's finding comes back, the usual one first; empty where none is known. */
export function denialsOf(rule: string): readonly Denial[] {
  return byRule().get(rule) ?? [];
}

/** What a reason or remark code means. */
export function remarkOf(code: string): Remark | undefined {
  return remarks().get(code);
}

function denialOf(row: Readonly<Record<string, string>>): Denial {
  const { when, group, carc, rarc = '', explanation = '', source } = row;
  const confidence = surenessOf(row.confidence);
  return {
    when: when || undefined,
    group: group || undefined,
    groupConfidence: /group not stated/i.test(source ?? '') ? 'unconfirmed' : confidence,
    carc: carc || undefined,
    rarc: rarc.split(' ').filter(Boolean),
    explanation,
    confidence,
    source: source || undefined,
  };
}

function surenessOf(confidence: string | undefined): Sureness {
  return confidence === 'verified' || confidence === 'second-hand' ? confidence : 'unconfirmed';
}
