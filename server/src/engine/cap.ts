/** A flood of findings helps no one: after a thousand in one encounter, one finding counts the rest. */
import type { Encounter } from '../encounter/encounter.js';
import { severityLevels } from '../policy/vocabulary.js';
import type { Span } from '../text/span.js';
import { counted } from '../text/words.js';
import type { Reported } from './judgment.js';

/** encounter-format.md, "Reading what is half right". */
const most = 1000;

/** The first thousand findings, and one on the heading that counts the rest, as severe as the worst of them. */
export function capped(encounter: Encounter, findings: readonly Reported[]): readonly Reported[] {
  if (findings.length <= most) return findings;
  const rest = findings.slice(most);
  const severity = severityLevels.find((level) => rest.some((finding) => finding.severity === level)) ?? 'hint';
  const at = encounter.heading ?? { start: 0, end: Math.max(1, Math.min(encounter.text.length, 80)) };
  const message = `${counted(rest.length, 'more finding')} in this encounter ${rest.length === 1 ? 'is' : 'are'} not listed: only the first ${most} are`;
  const summary: Reported = { rule: 'syntax', severity, severityFrom: { kind: 'rule' }, at, message };
  // It is on the heading, so it comes before what is below it.
  const before = findings.slice(0, most).filter((finding) => finding.at.start <= at.start);
  return [...before, summary, ...findings.slice(before.length, most)];
}

/** The encounter as it is judged: no claim, not even a hospital's, has that many lines or procedures. */
export function bounded(encounter: Encounter): Encounter {
  const { lines, procedures } = encounter;
  if (lines.length <= most && procedures.length <= most) return encounter;
  return { ...encounter, kept: [], lines: lines.slice(0, most), procedures: procedures.slice(0, most) };
}

/** What of the encounter is over the limit, and so not checked. */
export function overLimit({ lines, procedures }: Encounter): readonly OverLimit[] {
  const limited = [
    { what: 'claim lines', all: lines.length, most, at: lines[most]?.code.span },
    { what: 'procedures', all: procedures.length, most, at: procedures[most]?.kindSpan },
  ];
  return limited.flatMap(({ at, ...each }) => (at ? [{ ...each, at }] : []));
}

interface OverLimit {
  readonly what: string;
  readonly all: number;
  readonly most: number;
  /** The first one that is not checked. */
  readonly at: Span;
}

/** Reports that the lines and procedures over the limit are not checked. */
export function unjudged(encounter: Encounter): readonly Reported[] {
  return overLimit(encounter).map(({ what, all, at }): Reported => {
    const message = `This encounter has ${all} ${what}: only the first ${most} are checked, not those from here on`;
    return { rule: 'syntax', severity: 'error', severityFrom: { kind: 'rule' }, at, message };
  });
}
