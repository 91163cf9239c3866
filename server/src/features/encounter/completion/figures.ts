/** Completion of figures: pain scores, relief with its duration, minutes. What was measured is left for the coder to type. */
import type { ProcedureKind } from '../../../syntax/vocabulary.js';
import type { Offered } from '../../offer.js';
import { type Cursor, procedureAt } from './cursor.js';
import { type Candidate, noOffers, typedText } from './matching.js';
import { type ValuePlace, valueCandidate } from './value-offer.js';

/** The scores from 0 to 10; none where one is typed: `1` is one, and not the beginning of 10. */
export function scoreOffers(cursor: Cursor, place: ValuePlace): Offered {
  if (typedText(cursor, place.typed).trim() !== '') return noOffers;
  const scores = Array.from({ length: 11 }, (_, score) => String(score));
  // Before it was bad, after it is better.
  const order = place.field === 'pain-before' ? [...scores].reverse() : scores;
  return asked(order.map((score, rank) => valueCandidate(place, score, rank)));
}

/** A share and how long it lasted: hours after a block that was to find out, else months. */
export function reliefOffers(cursor: Cursor, place: ValuePlace): Offered {
  const typed = typedText(cursor, place.typed);
  const [, share = '', percent = '', rest] = /^\s*(\d{0,3})\s*(%?)(\s.*)?$/.exec(typed) ?? [];
  if (typed.trim() !== '' && (share === '' || Number(share) > 100)) return noOffers;
  // `85%` is whole: Enter after it is a new line.
  if (percent !== '' && rest === undefined) return noOffers;
  const candidates = durationsOf(cursor, place).map((unit, index): Candidate => {
    const written = share === '' ? '…' : share;
    return valueCandidate(place, `${written}% for … ${unit}`, index === 0 ? 0 : index + 1, {
      text: `${share}% for  ${unit}`,
      snippet: share === '' ? `\${1}% for \${2} ${unit}` : `${share}% for \${1} ${unit}`,
      detail: 'how much, how long',
    });
  });
  const alone = share === '' ? [] : [valueCandidate(place, `${share}%`, 1, { detail: 'how long is not told' })];
  const all = [...candidates, ...(percent === '' ? alone : [])].map(({ offer, words }) => {
    return { offer: typed.trim() === '' ? offer : { ...offer, filter: typed }, words };
  });
  const isBegun = rest === undefined || rest.trim() === '' || ' for '.startsWith(rest.toLowerCase());
  return isBegun ? asked(all) : noOffers;
}

function durationsOf(cursor: Cursor, { field }: ValuePlace): readonly string[] {
  const own = procedureAt(cursor);
  const isDiagnostic = own?.intent ? own.intent.value === 'diagnostic' : own?.kind === 'facet-injection';
  const isOfBlock = field === 'prior-blocks' || (isDiagnostic && own?.kind !== 'facet-destruction');
  return isOfBlock ? ['hours', 'days', 'weeks', 'months'] : ['months', 'weeks', 'days', 'hours'];
}

/** Usual times of what is billed by the minute. */
const usualMinutes: Partial<Readonly<Record<ProcedureKind, readonly number[]>>> = {
  sedation: [15, 20, 30, 45, 60],
  therapy: [15, 30, 45, 60],
};

/** Usual times, where none is typed. */
export function minuteOffers(cursor: Cursor, place: ValuePlace): Offered {
  if (typedText(cursor, place.typed).trim() !== '') return noOffers;
  const kind = procedureAt(cursor)?.kind;
  const usual = (kind && usualMinutes[kind]) ?? usualMinutes.therapy ?? [];
  return asked(usual.map((minutes, rank) => valueCandidate(place, String(minutes), rank)));
}

function asked(candidates: readonly Candidate[]): Offered {
  return { offers: candidates.map(({ offer }) => offer), isIncomplete: true };
}
