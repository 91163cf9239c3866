/** Which earlier procedure of the same provider still covers a day with its global period. */
import { daysBetween, earlier } from '../clinical/dates.js';
import type { Encounter } from '../encounter/encounter.js';
import { type History, latestFirst, type PastEncounter } from './history.js';
import type { PastSurgery } from './past.js';

/** The longest global period there is, in days. */
const longest = 90;

interface OpenPeriod {
  readonly surgery: PastSurgery;
  readonly encounter: PastEncounter;
  /** Since the surgery. */
  readonly daysSince: number;
}

/**
 * The latest earlier procedure whose global period the encounter's day lies in: of the same patient, provider and payer, on
 * professional claims. Undefined where there is none or one of these is not stated.
 */
export function openPeriod(encounter: Encounter, history: History | undefined): OpenPeriod | undefined {
  const { date, provider, payer, claim } = encounter;
  if (!history || !date || !provider || !payer || claim !== 'professional') return undefined;
  const before = earlier(date.value, { count: longest + 1, unit: 'day' });
  for (const past of latestFirst(history, before)) {
    if (past.claim !== 'professional' || past.provider !== provider.value) continue;
    if (past.payer?.toLowerCase() !== payer.value.toLowerCase()) continue;
    const daysSince = daysBetween(past.date, date.value);
    const surgery = past.surgeries.find(({ days }) => daysSince <= days);
    if (surgery) return { surgery, encounter: past, daysSince };
  }
  return undefined;
}
