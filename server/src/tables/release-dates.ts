/** Of when a file is: out of its name, the name of its archive, or what stands above its heads. */
import type { IsoDate } from '../clinical/dates.js';
import type { FileName } from './table.js';

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function names({ path, archive = '' }: FileName): readonly string[] {
  // A folder may be called anything.
  return [path.replace(/^.*[\\/]/, ''), archive.replace(/^.*[\\/]/, '')];
}

function firstFound<Found>(texts: readonly string[], find: (text: string) => Found | undefined): Found | undefined {
  for (const text of texts) {
    const found = find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function dated(year: string | number, month: number, day: string | number = 1): IsoDate | undefined {
  const full = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  if (full < 1990 || full > 2100 || !(month >= 1 && month <= 12)) return undefined;
  return `${full}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function monthNumber(word: string | undefined): number {
  return months.indexOf((word ?? '').slice(0, 3).toUpperCase()) + 1;
}

/** `2026q3`, `2026-q3`, `V2026Q4`. */
function quarterIn(text: string): IsoDate | undefined {
  const [, year = '', quarter = ''] = /(20\d\d)[-_ ]?q([1-4])/i.exec(text) ?? [];
  return year ? dated(year, Number(quarter) * 3 - 2) : undefined;
}

/** `PPRRVU2025_Oct.csv`, `rvu25d.zip`; "2025 National Physician Fee Schedule Relative Value File January Release". */
export function feeScheduleFrom(file: FileName, preamble: string): IsoDate | undefined {
  const [, titleYear = '', titleMonth] =
    /(20\d\d) National Physician Fee Schedule Relative Value File\s+([A-Za-z]+) Release/.exec(preamble) ?? [];
  const titled = titleYear ? dated(titleYear, monthNumber(titleMonth)) : undefined;
  const named = firstFound(names(file), (name) => {
    const [, year = '', month] = /PPRRVU(\d{4}|\d\d)_([A-Za-z]{3})/i.exec(name) ?? [];
    if (year) return dated(year, monthNumber(month));
    const [, short = '', letter = ''] = /rvu(\d\d)([a-d])/i.exec(name) ?? [];
    return short ? dated(short, 'abcd'.indexOf(letter.toLowerCase()) * 3 + 1) : undefined;
  });
  return titled ?? named;
}

/** `MCR_MUE_PractitionerServices_Eff_10-01-2026.csv`; "effective October 1, 2026". */
export function mueFrom(file: FileName, preamble: string): IsoDate | undefined {
  return firstFound([...names(file), preamble], (text) => {
    const [, month = '', day = '', year = ''] = /(?:^|\D)(\d\d)[-_](\d\d)[-_](20\d\d)(?:\D|$)/.exec(text) ?? [];
    if (year) return dated(year, Number(month), day);
    const [, word, ofMonth = '', ofYear = ''] = /effective (?:date:? )?([A-Za-z]+) (\d\d?), (20\d\d)/i.exec(text) ?? [];
    return (ofYear ? dated(ofYear, monthNumber(word), ofMonth) : undefined) ?? quarterIn(text);
  });
}

/** `ccipra-v323r0-f1.txt`: version 32.3 is that of 2026's fourth quarter; `…-2026q4-practitioner-ptp-edits-….zip`. */
export function pairsFrom(file: FileName): IsoDate | undefined {
  return firstFound(names(file), (name) => {
    const [, major = '', minor = ''] = /cci(?:pra|oph)-?v(\d\d)([0-3])r\d/i.exec(name) ?? [];
    return (major ? dated(1994 + Number(major), Number(minor) * 3 + 1) : undefined) ?? quarterIn(name);
  });
}

/**
 * The first day in the name of one of our own copies (server/data/): `mue_practitioner_2026-04-01.csv`, `pprrvu_2025-10.csv`,
 * `pfs_2026_jul_partial.csv`, `ncci_ptp_core_2026q3.csv`, `modifier_codes_2024.csv`.
 */
export function dayInName(file: FileName): IsoDate | undefined {
  return firstFound(names(file), (name) => {
    const [, year = '', month = '', day] = /(?:^|\D)(20\d\d)-(\d\d)(?:-(\d\d))?(?:\D|$)/.exec(name) ?? [];
    if (year) return dated(year, Number(month), day);
    const [, ofYear = '', word] = /(?:^|\D)(20\d\d)_([A-Za-z]{3})/.exec(name) ?? [];
    const named = ofYear ? dated(ofYear, monthNumber(word)) : undefined;
    const alone = /(?:^|[^\d.])(20\d\d)(?:[_.]|$)/.exec(name)?.[1];
    return named ?? quarterIn(name) ?? (alone ? dated(alone, 1) : undefined);
  });
}

/** Which of a quarter's files it is. */
export function partOf(file: FileName): number | undefined {
  return firstFound(names(file), (name) => {
    const part = /[-_]f(\d)\b/i.exec(name)?.[1];
    return part === undefined ? undefined : Number(part);
  });
}

/** `AOC_V2026Q4-MCR.txt`. */
export function addOnsFrom(file: FileName): IsoDate | undefined {
  return firstFound(names(file), quarterIn);
}

/** `icd10cm-codes-2027.txt` begins on the first of October before; `icd10cm-codes-April-1-2026.txt` on its own day. */
export function diagnosesFrom(file: FileName): { readonly from: IsoDate; readonly year: number } | undefined {
  return firstFound(names(file), (name) => {
    const [, word, day = '', dayYear = ''] = /([A-Za-z]{3,9})[-_ ](\d\d?)[-_ ](20\d\d)/.exec(name) ?? [];
    const month = monthNumber(word);
    const own = dayYear && month > 0 ? dated(dayYear, month, day) : undefined;
    if (own) return { from: own, year: Number(dayYear) + (month >= 10 ? 1 : 0) };
    const year = /(?:^|\D)(20\d\d)(?:\D|$)/.exec(name)?.[1];
    const from = year ? dated(Number(year) - 1, 10) : undefined;
    return from ? { from, year: Number(year) } : undefined;
  });
}

/** The year in a descriptor file's name. */
export function descriptorsYear(file: FileName): string | undefined {
  return firstFound(names(file), (name) => /(?:^|\D)(20\d\d)(?:\D|$)/.exec(name)?.[1]);
}

/** `2026 Q4`. */
export function quarterWords(date: IsoDate): string {
  return `${date.slice(0, 4)} Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
