/** Which modifiers there are on a date. */
import type { ModifierStanding } from './codes.js';
import type { ModifierDays, ModifierEdition } from './editions.js';

interface Modifiers {
  /** What the lists say about a modifier on the date. */
  standing(modifier: string, date: string | undefined): ModifierStanding;
  /** CMS's own title of a HCPCS modifier. */
  title(modifier: string): string | undefined;
  /** Every modifier of the lists. */
  all(): readonly string[];
}

/** The questions to these lists, from the oldest to the newest: of each kind the newest one answers. */
export function modifiersOf(editions: readonly ModifierEdition[]): Modifiers {
  const newestOf = (kind: ModifierEdition['of']) => editions.findLast((edition) => edition.of === kind);
  const [hcpcs, cpt] = [newestOf('hcpcs'), newestOf('cpt')];
  const daysOf = (modifier: string): ModifierDays | undefined => hcpcs?.rows.get(modifier) ?? cpt?.rows.get(modifier);
  return {
    standing(modifier, date) {
      const days = daysOf(modifier);
      if (days) {
        if (date !== undefined && days.added && date < days.added) return { kind: 'not-yet', firstDate: days.added };
        if (date !== undefined && days.lastDate && date > days.lastDate) {
          return { kind: 'ended', lastDate: days.lastDate };
        }
        return { kind: 'valid' };
      }
      if (!/^[0-9A-Z]{2}$/.test(modifier)) return { kind: 'unknown' };
      const list = /^\d\d$/.test(modifier) ? cpt : hcpcs;
      if (!list || (date !== undefined && date <= list.until)) return { kind: 'unknown' };
      return { kind: 'unlisted', edition: list.name };
    },
    title: (modifier) => daysOf(modifier)?.title,
    all: () => [...new Set([...(cpt?.rows.keys() ?? []), ...(hcpcs?.rows.keys() ?? [])])].sort(),
  };
}
