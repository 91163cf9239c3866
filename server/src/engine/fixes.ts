/**
 * Which fixes are offered: a fix is offered only where judging its result shows that it removes its finding and adds
 * none that is worse. And "fix all": the fixes that are right whatever the record says, applied together.
 */
import type { History } from '../neighbours/history.js';
import type { Neighbour } from '../neighbours/neighbour.js';
import type { Severity } from '../policy/policy.js';
import { type Fix, fixesOf } from '../rules/rule.js';
import { applyEdits, type Edit } from '../text/span.js';
import { type Judgement, judge, type Reported, type World } from './judge.js';

const rank: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

/** More rounds than any chain of safe fixes needs; a bound, so that two rules that disagree cannot go on for ever. */
const mostRounds = 20;

/** The finding's fixes that do what they promise. */
export function offeredFixes(
  world: World,
  before: Judgement,
  finding: Reported,
  neighbours: readonly Neighbour[],
): readonly Fix[] {
  return fixesOf(finding).filter((fix) => {
    const text = applyEdits(before.encounter.text, fix.edits);
    if (text === before.encounter.text) return false;
    return keepsPromise(fix, finding, before, judge(world, text, neighbours, before.situation.history));
  });
}

/** The text with every safe fix applied; the same text where there is none. */
export function fixAll(
  world: World,
  text: string,
  neighbours: readonly Neighbour[],
  history?: History | undefined,
): string {
  let current = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const judgement = judge(world, current, neighbours, history);
    const edits: Edit[] = [];
    for (const finding of judgement.findings) {
      if (finding.allowed || !fixesOf(finding).some(({ applies }) => applies === 'safe')) continue;
      const fix = offeredFixes(world, judgement, finding, neighbours).find(({ applies }) => applies === 'safe');
      if (fix && !edits.some((edit) => fix.edits.some((other) => overlaps(edit, other)))) edits.push(...fix.edits);
    }
    if (edits.length === 0) return current;
    current = applyEdits(current, edits);
  }
  return current;
}

function keepsPromise(fix: Fix, finding: Reported, before: Judgement, after: Judgement): boolean {
  const standing = (judgement: Judgement): readonly Reported[] => judgement.findings.filter(({ allowed }) => !allowed);
  const countOf = (findings: readonly Reported[], rule: string): number =>
    findings.filter((each) => each.rule === rule).length;
  const was = standing(before);
  const is = standing(after);
  if (!fix.leavesBlank && countOf(is, finding.rule) >= countOf(was, finding.rule)) return false;
  const rulesWorse = new Set(
    is.filter(({ severity }) => rank[severity] > rank[finding.severity]).map(({ rule }) => rule),
  );
  return [...rulesWorse].every((rule) => {
    const worse = (findings: readonly Reported[]): number =>
      findings.filter((each) => each.rule === rule && rank[each.severity] > rank[finding.severity]).length;
    return worse(is) <= worse(was);
  });
}

function overlaps(one: Edit, other: Edit): boolean {
  return one.span.start < other.span.end && other.span.start < one.span.end
    ? true
    : one.span.start === other.span.start && one.span.end === other.span.end;
}
