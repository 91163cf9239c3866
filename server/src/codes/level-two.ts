/** HCPCS level II: when a code was added and ended, and CMS's title of it. */
import type { LevelTwoDays, LevelTwoEdition } from './editions.js';

/** `since 2024-04-01`; where only two lists tell, their names: `in the HCPCS list of 2026-07, not in that of 2026-01`. */
export function addedWords({ added, addedAfter }: LevelTwoDays): string {
  return addedAfter === undefined
    ? `since ${added}`
    : `in the HCPCS list of ${added.slice(0, 7)}, not in that of ${addedAfter.slice(0, 7)}`;
}

export interface LevelTwo {
  /** The code's days; undefined for a code that is not in the list. */
  days(code: string): LevelTwoDays | undefined;
  /** CMS's own title. */
  title(code: string): string | undefined;
  codes(): Iterable<string>;
  /** From this day on no code is missing from the list. */
  readonly completeFrom: string;
}

/** The questions to these lists, from the oldest to the newest: each has what the ones before it had, so the newest answers. */
export function levelTwoOf(editions: readonly LevelTwoEdition[]): LevelTwo {
  const newest = editions.at(-1);
  return {
    days: (code) => newest?.rows.get(code),
    title: (code) => newest?.title(code),
    codes: () => newest?.rows.keys() ?? [],
    completeFrom: editions.map(({ answersFrom }) => answersFrom).sort()[0] ?? '9999-12-31',
  };
}
