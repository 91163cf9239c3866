/** What other policies change in the findings of the same encounters. */
import { type CheckedFile, checkFiles, type EncounterFile, newMemory } from '../engine/check.js';
import type { Reported, World } from '../engine/judgment.js';

/** One encounter whose findings differ. */
export interface Impact {
  readonly file: string;
  /** Which encounter of the file, from 0, and where it starts. */
  readonly ordinal: number;
  readonly start: number;
  readonly encounter?: string | undefined;
  /** The heading's place in the encounter. */
  readonly heading?: { readonly start: number; readonly end: number } | undefined;
  readonly added: readonly Reported[];
  readonly removed: readonly Reported[];
}

/** What judges every file, or each of them. */
type JudgedBy = World | ((file: string) => World);

/**
 * The encounters of the files that the two worlds judge differently. A finding is the same if rule, place, severity and
 * allowance are: a reworded message changes nothing for the coder.
 */
export function impact(before: JudgedBy, after: JudgedBy, files: readonly EncounterFile[]): readonly Impact[] {
  const was = checkFiles(before, files, newMemory());
  const is = checkFiles(after, files, newMemory());
  return is.flatMap((file, index) => impactOn(was[index], file));
}

function impactOn(before: CheckedFile | undefined, { file, encounters }: CheckedFile): readonly Impact[] {
  return encounters.flatMap(({ ordinal, start, judgment }): readonly Impact[] => {
    const old = before?.encounters[ordinal]?.judgment.findings ?? [];
    const added = beyond(judgment.findings, old);
    const removed = beyond(old, judgment.findings);
    if (added.length === 0 && removed.length === 0) return [];
    const { id, heading } = judgment.encounter;
    return [{ file, ordinal, start, encounter: id?.value, heading, added, removed }];
  });
}

/** The findings without a match among the others; of equal ones only the surplus. */
function beyond(findings: readonly Reported[], others: readonly Reported[]): readonly Reported[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(likeness(other), (counts.get(likeness(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    const left = counts.get(likeness(finding)) ?? 0;
    counts.set(likeness(finding), left - 1);
    return left <= 0;
  });
}

function likeness({ rule, severity, at, allowed }: Reported): string {
  return `${rule} ${severity} ${at.start} ${at.end} ${allowed ? 'allowed' : ''}`;
}
