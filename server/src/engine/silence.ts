/**
 * "One mistake, one finding": where two rules speak of one mistake, the one that says most speaks alone. Which rule
 * silences which is the rules' own data; this only compares their subjects.
 */
import type { Finding, Rule, Subject } from '../rules/rule.js';

export interface Spoken {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** The findings that no other one silences, in their order. */
export function spoken(all: readonly Spoken[]): readonly Spoken[] {
  const yielded = new Set(all.flatMap(({ finding }) => finding.yieldsTo ?? []));
  const speakers = all.filter(
    ({ rule, finding }) => rule.silences?.length || finding.silences?.length || yielded.has(rule.id),
  );
  if (speakers.length === 0) return all;
  return all.filter(
    (silenced) =>
      !speakers.some(
        (speaker) =>
          speaker.rule !== silenced.rule &&
          saysMore(speaker, silenced) &&
          shareSubject(speaker.finding.about, silenced.finding.about),
      ),
  );
}

function saysMore(speaker: Spoken, silenced: Spoken): boolean {
  const { rule, finding } = speaker;
  return (
    (rule.silences?.includes(silenced.rule.id) ?? false) ||
    (finding.silences?.includes(silenced.rule.id) ?? false) ||
    (silenced.finding.yieldsTo?.includes(rule.id) ?? false)
  );
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
