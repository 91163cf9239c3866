/** Which modifiers there are on a date. */
import { datedModifiers, listedModifiers } from '../../generated/modifiers.js';
import { once } from '../text/once.js';
import { newestBundled } from './bundled-editions.js';
import type { ModifierStanding } from './codes.js';

/** CPT's own modifiers, and HCPCS's: each list applies up to a day. */
const cptList = newestBundled('cpt-modifiers');
const hcpcsList = newestBundled('hcpcs-modifiers');

const dated = once(
  () =>
    new Map(datedModifiers.map(([modifier = '', added = '', terminated = '']) => [modifier, { added, terminated }])),
);
const listed = once(() => new Set(listedModifiers));

/** What the lists say about a modifier on the date. */
export function modifierStanding(modifier: string, date: string | undefined): ModifierStanding {
  const dates = dated().get(modifier);
  if (dates) {
    if (date !== undefined && dates.added && date < dates.added) return { kind: 'not-yet', firstDate: dates.added };
    if (date !== undefined && dates.terminated && date > dates.terminated) {
      return { kind: 'ended', lastDate: dates.terminated };
    }
    return { kind: 'valid' };
  }
  if (listed().has(modifier)) return { kind: 'valid' };
  if (!/^[0-9A-Z]{2}$/.test(modifier)) return { kind: 'unknown' };
  const { until, name } = /^\d\d$/.test(modifier) ? cptList : hcpcsList;
  if (date !== undefined && date <= until) return { kind: 'unknown' };
  return { kind: 'unlisted', edition: name };
}

/** Every modifier of the lists. */
export function allModifiers(): readonly string[] {
  return [...new Set([...listed(), ...dated().keys()])].sort();
}
