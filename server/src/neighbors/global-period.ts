/** Which earlier procedure of the same provider still covers a day with its global period. */
import { daysBetween, earlier } from '../clinical/dates.js';
import type { Encounter } from '../encounter/encounter.js';
import { type History, latestFirst, type PastEncounter } from './history.js';
import type { PastSurgery } from './past.js';

/** The longest global period there is, in days. */
const longest = 90;

/** No patient has more at once. */
const mostPeriods = 20;

export interface OpenPeriod {
  readonly surgery: PastSurgery;
  readonly encounter: PastEncounter;
  /** Since the surgery. */
  readonly daysSince: number;
}

/**
 * The earlier procedures whose global period the encounter's day lies in, the latest first: of the same patient, provider and payer, on
 * professional claims. None where one of these is not stated.
 */
export function openPeriods(encounter: Encounter, history: History | undefined): readonly OpenPeriod[] {
  const { date, provider, payer, claim } = encounter;
  if (!history || !date || !provider || !payer || claim !== 'professional') return [];
  const before = earlier(date.value, { count: longest + 1, unit: 'day' });
  const found: OpenPeriod[] = [];
  for (const past of latestFirst(history, before)) {
    if (past.claim !== 'professional' || past.provider !== provider.value) continue;
    if (past.payer?.toLowerCase() !== payer.value.toLowerCase()) continue;
    const daysSince = daysBetween(past.date, date.value);
    for (const surgery of past.surgeries)
      if (daysSince <= surgery.days) found.push({ surgery, encounter: past, daysSince });
    if (found.length >= mostPeriods) break;
  }
  return found;
}
