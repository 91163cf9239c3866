/** Completion of dates: the last one of the file, today and yesterday; what is typed in another form, as the format writes it. */
import { earlier, type IsoDate, isIsoDate, isoFromParts, isoFromUs, isoInWords } from '../../../clinical/dates.js';
import type { Offered } from '../../offer.js';
import type { Cursor } from './cursor.js';
import { noOffers, typedText } from './matching.js';
import { type ValuePlace, valueCandidate } from './value-offer.js';

interface Meant {
  readonly date: IsoDate;
  readonly detail: string;
}

/** The dates on which a service may have been: none that is yet to come, unless it is typed in full. */
export function dateOffers(cursor: Cursor, place: ValuePlace): Offered {
  const { today } = cursor.world;
  const typed = typedText(cursor, place.typed).trim();
  return typed === ''
    ? offersOf(place, '', usualDates(cursor, place))
    : convertedOffers(place, typed, meantBy(typed, today));
}

/** What is typed of a date of birth, as the format writes it. */
export function bornOffers(cursor: Cursor, place: ValuePlace): Offered {
  const { today } = cursor.world;
  const typed = typedText(cursor, place.typed).trim();
  return convertedOffers(place, typed, bornMeant(typed, today));
}

function usualDates({ world: { today }, known, checked }: Cursor, { of }: ValuePlace): readonly Meant[] {
  const own = of === 'line' ? checked.judgment.encounter.date?.value : undefined;
  const last = known.here.find(({ date }) => date)?.date?.value;
  const yesterday = earlier(today, { count: 1, unit: 'day' });
  return [
    ...(own ? [{ date: own, detail: "the encounter's" }] : []),
    ...(last ? [{ date: last, detail: 'last in this file' }] : []),
    { date: today, detail: 'today' },
    { date: yesterday, detail: 'yesterday' },
  ];
}

function convertedOffers(place: ValuePlace, typed: string, dates: readonly Meant[]): Offered {
  if (typed === '' || isIsoDate(typed)) return noOffers;
  return offersOf(place, typed, dates);
}

/** Another digit means another date: whatever is typed, the editor asks again. */
function offersOf(place: ValuePlace, typed: string, dates: readonly Meant[]): Offered {
  const unique = dates.filter(({ date }, index) => dates.findIndex((each) => each.date === date) === index);
  const offers = unique.map(({ date, detail }, rank) => {
    const { offer } = valueCandidate(place, date, rank, { kind: 'date', detail });
    return typed === '' ? offer : { ...offer, filter: typed };
  });
  return { offers, isIncomplete: offers.length > 0 };
}

const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The dates that somebody who types this on a day may mean, the likeliest first. */
function meantBy(typed: string, today: IsoDate): readonly Meant[] {
  const whole = wholeDate(typed);
  if (whole) return [{ date: whole, detail: weekday(whole) }];
  const lower = typed.toLowerCase();
  const named = [
    ...('today'.startsWith(lower) ? [{ date: today, detail: 'today' }] : []),
    ...('yesterday'.startsWith(lower)
      ? [{ date: earlier(today, { count: 1, unit: 'day' }), detail: 'yesterday' }]
      : []),
    ...(lower.length >= 2 ? dayNames.filter((name) => name.startsWith(lower)) : []).map((name) =>
      lastNamed(dayNames.indexOf(name), today),
    ),
  ];
  if (named.length > 0) return named;
  return [...monthsAndDays(typed), ...begunDates(typed, today)].flatMap(([month, day]) => lastOn(month, day, today));
}

/** A date with its year, in whatever order it is written. */
function wholeDate(typed: string): IsoDate | undefined {
  const digits = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(typed);
  // 20261116 has its year first; 11162026 has it last.
  return (
    isoFromUs(typed) ??
    (/^\d{6}$/.test(typed) ? undefined : isoFromParts(typed)) ??
    isoInWords(typed) ??
    (digits ? isoFromUs(`${digits[1]}/${digits[2]}/${digits[3]}`) : undefined)
  )?.date;
}

type MonthAndDay = readonly [month: number, day: number];

/** `11/16`, `1116`, `Nov 16`, `11/1` on the way to it. */
function monthsAndDays(typed: string): readonly MonthAndDay[] {
  const parted = /^(\d{1,2})[/.-](\d{1,2})[/.-]?$/.exec(typed);
  if (parted) return [[Number(parted[1]), Number(parted[2])]];
  const run = /^\d{3,4}$/.exec(typed)?.[0];
  if (run !== undefined) {
    const cuts = run.length === 4 ? [2] : [1, 2];
    return cuts.map((cut) => [Number(run.slice(0, cut)), Number(run.slice(cut))] as const);
  }
  const words = /^([a-z]{3,9})\.?\s+(\d{1,2})$/i.exec(typed);
  const named = words && isoInWords(`${words[1]} ${words[2]}, 2024`)?.date;
  return named ? [[Number(named.slice(5, 7)), Number(named.slice(8))]] : [];
}

/** A day alone is one of this month or the last. */
function begunDates(typed: string, today: IsoDate): readonly MonthAndDay[] {
  const day = /^\d{1,2}$/.exec(typed)?.[0];
  if (day === undefined) return [];
  const month = Number(today.slice(5, 7));
  const isToCome = Number(day) > Number(today.slice(8));
  return [[isToCome ? (month === 1 ? 12 : month - 1) : month, Number(day)]];
}

/** The last such day that is not to come. */
function lastOn(month: number, day: number, today: IsoDate): readonly Meant[] {
  const year = Number(today.slice(0, 4));
  const inYear = (each: number): IsoDate => `${each}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const found = [inYear(year), inYear(year - 1)].find((date) => isIsoDate(date) && date <= today);
  return found === undefined ? [] : [{ date: found, detail: weekday(found) }];
}

function lastNamed(day: number, today: IsoDate): Meant {
  const back = (weekdayOf(today) - day + 7) % 7;
  const date = earlier(today, { count: back, unit: 'day' });
  return { date, detail: back === 0 ? 'today' : weekday(date) };
}

function weekday(date: IsoDate): string {
  const name = dayNames[weekdayOf(date)] ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function weekdayOf(date: IsoDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** A birth date with its year; of two digits both centuries that are possible, the later one last: patients are seldom children. */
function bornMeant(typed: string, today: IsoDate): readonly Meant[] {
  const isShort = /^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2}|\d{6})$/.test(typed);
  const whole = wholeDate(typed);
  if (!whole) return [];
  const dates = isShort ? [`19${whole.slice(2)}`, whole] : [whole];
  return dates
    .filter((date) => isIsoDate(date) && date <= today && yearsSince(date, today) <= oldest)
    .map((date) => ({ date, detail: ageWords(date, today) }));
}

/** Nobody treated is older. */
const oldest = 115;

function ageWords(born: IsoDate, today: IsoDate): string {
  return `${yearsSince(born, today)} years old today`;
}

function yearsSince(born: IsoDate, today: IsoDate): number {
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
}
