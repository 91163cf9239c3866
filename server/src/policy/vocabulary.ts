/** The words that a policy is written in: severities, regions, bilateral forms, and the names it takes from rules and code tables. */
import type { Codes } from '../codes/codes.js';

/** The severities, the worst first. */
export const severityLevels = ['error', 'warning', 'information', 'hint'] as const;

export type Severity = (typeof severityLevels)[number];

/** What a rule can be set to: a severity, or off. */
export const severityWords = [...severityLevels, 'off'] as const;

/** The worse one first, for sorting. */
export function byWorst(one: Severity | 'off', other: Severity | 'off'): number {
  return severityWords.indexOf(one) - severityWords.indexOf(other);
}

/** Whether a severity is worse than another. */
export function isWorse(one: Severity | 'off', other: Severity | 'off'): boolean {
  return byWorst(one, other) < 0;
}

/** What sessions are counted per. */
export const sessionGroups = ['region', 'level', 'level-and-side', 'site', 'patient'] as const;

/** The window of sessions that ends with the year. */
export const calendarYear = 'calendar-year';

export const regions = ['cervical-thoracic', 'lumbar-sacral'] as const;

/** How a payer takes one service done on both sides; payer-policy.md, "Bilateral forms". */
export type BilateralForm = 'modifier-50' | 'rt-lt' | 'two-lines' | 'units-2';

export const bilateralForms: readonly BilateralForm[] = ['modifier-50', 'rt-lt', 'two-lines', 'units-2'];

/** The forms in a coder's words. */
export const formWords: Readonly<Record<BilateralForm, string>> = {
  'modifier-50': 'one line with modifier 50',
  'rt-lt': 'an RT line and an LT line',
  'two-lines': 'two lines',
  'units-2': 'one line with 2 units',
};

/** The names that a policy may use. */
export interface Vocabulary {
  readonly ruleIds: readonly string[];
  readonly codes: Codes;
}
