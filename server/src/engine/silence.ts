/**
 * "One mistake, one finding": where two rules report one mistake, only the one that says most is kept. Which rule
 * silences which is the rules' own data; this only compares their subjects.
 */
import type { Policy } from '../policy/policy.js';
import type { Finding, Rule, RuleId, Subject } from '../rules/rule.js';
import { addTo } from '../text/grouped.js';

export interface Spoken {
  readonly rule: Rule;
  readonly finding: Finding;
  /** The policy that it was judged by: that of its own day. */
  readonly policy: Policy | undefined;
}

/** The findings that no other one silences, in order. */
export function spoken(all: readonly Spoken[]): readonly Spoken[] {
  const speakers = new Map<RuleId, Spoken[]>();
  const speaks = (each: Spoken, about: readonly RuleId[] | undefined): void => {
    for (const id of about ?? []) addTo(speakers, id, each);
  };
  const yielded = new Set(all.flatMap(({ finding }) => finding.yieldsTo ?? []));
  const yieldedTo = new Map<RuleId, Spoken[]>();
  for (const each of all) {
    speaks(each, each.rule.silences);
    speaks(each, each.finding.silences);
    if (yielded.has(each.rule.id)) addTo(yieldedTo, each.rule.id, each);
  }
  if (speakers.size === 0 && yielded.size === 0) return all;
  return all.filter((silenced) => {
    const sayingMore = [
      ...(speakers.get(silenced.rule.id) ?? []),
      ...(silenced.finding.yieldsTo ?? []).flatMap((id) => yieldedTo.get(id) ?? []),
    ];
    return !sayingMore.some(
      (speaker) => speaker.rule !== silenced.rule && shareSubject(speaker.finding.about, silenced.finding.about),
    );
  });
}

function shareSubject(one: Subject | undefined, other: Subject | undefined): boolean {
  if (!one || !other) return false;
  if (one.everywhere || other.everywhere) return true;
  if (one.sides && other.sides && !one.sides.some((side) => other.sides?.includes(side))) return false;
  const sharesLine = one.lines?.some((line) => other.lines?.includes(line)) ?? false;
  return (
    sharesLine || (one.sessions?.some((session) => other.sessions?.some((name) => isSame(session, name))) ?? false)
  );
}

/** A kind without a region is the kind in every region. */
function isSame(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}
