/** Which `allow` comment applies to a finding: the comments by rule and place, so that many of them cost no more than a few. */

import type { IsoDate } from '../clinical/dates.js';
import type { Allow, Encounter } from '../encounter/encounter.js';
import type { RuleId } from '../rules/rule.js';
import { lastAtMost } from '../text/ascending.js';
import { addTo } from '../text/grouped.js';

/** The comments that allow a rule's finding which starts at an offset, the one that covers the least text first. */
type Allowing = (rule: RuleId, start: number) => readonly Allow[];

/** For comments that cover the same block: more of them allow nothing more. */
const mostAlike = 10;

/** The comments of an encounter that allow anything on that day. */
export function allowing({ allows, blocks, text }: Encounter, today: IsoDate): Allowing {
  if (allows.length === 0) return () => [];
  const headings = new Set(blocks.map(({ span }) => span.start));
  const byRule = new Map<RuleId, Ranked[]>();
  allows.forEach((allow, rank) => {
    if (allow.reason === undefined || allow.unreadableUntil || (allow.until && allow.until.value < today)) return;
    for (const { value } of allow.rules) addTo(byRule, value, { allow, rank });
  });
  const sorted = new Map<RuleId, readonly (readonly Ranked[])[]>();
  return (rule, start) => {
    const all = byRule.get(rule);
    if (!all) return [];
    const kinds = sorted.get(rule) ?? byExtent(all, headings, text.length);
    sorted.set(rule, kinds);
    return kinds.flatMap((kind) => speakingAt(kind, start)).map(({ allow }) => allow);
  };
}

interface Ranked {
  readonly allow: Allow;
  /** Its place among all comments. */
  readonly rank: number;
}

/** Those for lines, for sections, for the whole encounter: of each kind no two overlap that do not start together. */
function byExtent(
  all: readonly Ranked[],
  headings: ReadonlySet<number>,
  length: number,
): readonly (readonly Ranked[])[] {
  const whole: Ranked[] = [];
  const sections: Ranked[] = [];
  const lines: Ranked[] = [];
  for (const each of all) {
    const { start, end } = each.allow.speaksFor;
    if (start === 0 && end === length) whole.push(each);
    else (headings.has(start) ? sections : lines).push(each);
  }
  return [lines, sections, whole].map((kind) =>
    kind.sort((one, other) => one.allow.speaksFor.start - other.allow.speaksFor.start || one.rank - other.rank),
  );
}

/** Those that start last before the offset and reach it. */
function speakingAt(kind: readonly Ranked[], at: number): readonly Ranked[] {
  const last = kind[lastUpTo(kind, at)];
  if (!last) return [];
  const first = lastUpTo(kind, last.allow.speaksFor.start - 1) + 1;
  return kind
    .slice(first, first + mostAlike)
    .filter(({ allow: { speaksFor } }) => speaksFor.start <= at && at < Math.max(speaksFor.end, speaksFor.start + 1));
}

/** The position of the last one that starts at or before the offset; -1 where none does. */
function lastUpTo(kind: readonly Ranked[], at: number): number {
  return lastAtMost(kind.length, (rank) => kind[rank]?.allow.speaksFor.start ?? 0, at);
}
