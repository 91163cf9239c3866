/** A flood of findings helps nobody: after a thousand in one encounter the rest are counted in one. */
import type { Encounter } from '../encounter/encounter.js';
import type { Severity } from '../policy/policy.js';
import { counted } from '../text/words.js';
import type { Reported } from './judge.js';

/** encounter-format.md, "Reading what is half right". */
const most = 1000;

const worstFirst: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The first thousand findings, and one on the heading that counts the rest, as severe as the worst of them. */
export function capped(encounter: Encounter, findings: readonly Reported[]): readonly Reported[] {
  if (findings.length <= most) return findings;
  const rest = findings.slice(most);
  const severity = worstFirst.find((level) => rest.some((finding) => finding.severity === level)) ?? 'hint';
  const at = encounter.heading ?? { start: 0, end: Math.max(1, Math.min(encounter.text.length, 80)) };
  const message = `${counted(rest.length, 'further finding')} in this encounter ${rest.length === 1 ? 'is' : 'are'} not listed, after the first ${most}`;
  const summary: Reported = { rule: 'syntax', severity, severityFrom: { kind: 'rule' }, at, message };
  // It stands on the heading, before what stands below it.
  const before = findings.slice(0, most).filter((finding) => finding.at.start <= at.start);
  return [...before, summary, ...findings.slice(before.length, most)];
}
