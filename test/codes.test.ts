/** Whole tables against what is answered from them: a rule's page holds a case or two, this every row. */
import { describe, expect, test } from 'vitest';
import { remembered } from '../server/src/codes/remembered.js';
import { shippedCodes } from './support/codes.js';
import { rowsOf } from './support/tables.js';

const { standing, modifier, diagnosis } = shippedCodes;

function dayAfter(date: string, days = 1): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

describe('a deleted code', () => {
  for (const { code = '', last_date: last = '', successors = '' } of rowsOf('deleted_codes.csv')) {
    test(`${code} is valid to its last day and has its successors from the next`, () => {
      const [lastDay, firstWithout] = last ? [last, dayAfter(last)] : ['2019-12-31', '2020-01-01'];
      expect(standing(code, lastDay).kind).toMatch(/^(?:valid|undecided)$/);
      for (const date of [firstWithout, '2026-11-16']) {
        const found = standing(code, date);
        expect(found).toMatchObject({ kind: 'deleted', lastDate: last || undefined });
        const named = found.kind === 'deleted' ? found.successors.map((successor) => successor.code) : [];
        expect(named.join(' ')).toBe(successors);
      }
    });
  }

  test('converts a drug as the titles of the two codes say', () => {
    const titles = new Map(rowsOf('hcpcs_level2_2026-07.csv.gz').map(({ code = '', title = '' }) => [code, title]));
    const mg = (code: string): number => Number(/([\d.]+) mg$/.exec(titles.get(code) ?? '')?.[1]);
    const drugs = rowsOf('deleted_codes.csv').filter(({ successors = '' }) => /^J/.test(successors));
    expect(drugs.length).toBeGreaterThan(8);
    for (const { code = '', successors = '', successor_units } of drugs) {
      for (const successor of successors.split(' ')) {
        const units = Math.round((mg(code) / mg(successor)) * 1000) / 1000;
        expect([code, successor, successor_units]).toEqual([code, successor, units ? String(units) : '']);
      }
    }
  });

  test('converts its units only where a source says how', () => {
    const perUnit = (code: string): readonly (number | undefined)[] => {
      const found = standing(code, '2026-11-16');
      return found.kind === 'deleted' ? found.successors.map(({ unitsPerUnit }) => unitsPerUnit) : [];
    };
    expect(['J1020', 'J1030', 'J1040', 'J2001'].map(perUnit)).toEqual([[20], [40], [80], [10, 10]]);
    expect(['J2920', 'J2930', 'J1170', 'C9290'].map(perUnit)).toEqual([[8], [25], [40], [1]]);
    // 30 mL, of any strength.
    expect(perUnit('S0020')).toEqual([undefined]);
  });
});

test('every HCPCS code begins and ends on the list’s days', () => {
  const wrong: string[] = [];
  const expectKind = (code: string, date: string, kind: string): void => {
    const found = standing(code, date).kind;
    if (found !== kind) wrong.push(`${code} on ${date}: ${found}, not ${kind}`);
  };
  const rows = rowsOf('hcpcs_level2_2026-07.csv.gz');
  for (const { code = '', added = '', terminated_2025_10: last = '' } of rows) {
    if (added.startsWith('by ')) continue;
    if (added) expectKind(code, dayAfter(added, -1), 'not-yet');
    expectKind(code, added || '2026-09-30', 'valid');
    expectKind(code, last || '2026-09-30', 'valid');
    if (last) expectKind(code, dayAfter(last), 'deleted');
  }
  expect(wrong).toEqual([]);
});

test('a HCPCS code that is only known to be there by a release begins between it and the one before', () => {
  const kinds = (code: string, ...dates: readonly string[]) => dates.map((date) => standing(code, date).kind);
  expect(kinds('J2711', '2025-10-01', '2025-12-31', '2026-01-01')).toEqual(['not-yet', 'undecided', 'valid']);
  expect(kinds('J0463', '2026-01-01', '2026-06-30', '2026-07-01')).toEqual(['not-yet', 'undecided', 'valid']);
});

test('a HCPCS code that is only known to be gone is deleted from the day on which it was gone', () => {
  expect(standing('J1941', '2026-09-30').kind).toBe('valid');
  expect(standing('J1941', '2026-10-01')).toMatchObject({ kind: 'deleted', lastDate: undefined });
  // Without a word about its end, none is known.
  expect(standing('J0585', '2026-11-16').kind).toBe('valid');
});

test('every pain code begins on its first day', () => {
  const wrong = rowsOf('codes.csv').filter(
    ({ code = '', since = '' }) =>
      since && (standing(code, dayAfter(since, -1)).kind !== 'not-yet' || standing(code, since).kind !== 'valid'),
  );
  expect(wrong).toEqual([]);
});

test('every HCPCS modifier begins and ends on the list’s days', () => {
  const wrong = rowsOf('hcpcs_modifiers_2026-01.csv').filter(
    ({ modifier: name = '', added = '', terminated = '' }) =>
      (added && modifier(name, dayAfter(added, -1)).kind !== 'not-yet') ||
      modifier(name, added || undefined).kind !== 'valid' ||
      (terminated && modifier(name, dayAfter(terminated)).kind !== 'ended'),
  );
  expect(wrong).toEqual([]);
});

test('every diagnosis of the set is billable in its year, and none of its headers', () => {
  const rows = rowsOf('icd10cm_titles.csv.gz');
  const withPoint = (code: string): string => (code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
  // The numbers that CMS gives.
  for (const [year, count, ...dates] of [
    ['2026', 74_719, '2025-10-01', '2026-09-30'],
    ['2027', 74_879, '2026-10-01', '2027-09-30'],
  ] as const) {
    const billable = rows.flatMap(({ code = '', years }) => (years === 'both' || years === year ? [code] : []));
    expect(billable.length).toBe(count);
    const headers = new Set(
      billable.flatMap((code) => Array.from({ length: code.length - 3 }, (_, cut) => code.slice(0, cut + 3))),
    );
    for (const date of dates) {
      expect(billable.filter((code) => diagnosis(withPoint(code), date).kind !== 'valid')).toEqual([]);
      expect([...headers].filter((code) => diagnosis(withPoint(code), date).kind !== 'header')).toEqual([]);
    }
  }
});

describe('how a claim comes back', () => {
  const rows = rowsOf('remark_codes.csv');
  const ways = [...new Set(rows.map(({ rule = '' }) => rule))].flatMap((rule) => shippedCodes.denials(rule));

  test('is told in as many ways as the table has, each with a condition, reason or explanation of its own', () => {
    expect(ways).toHaveLength(rows.length);
    expect(ways.filter(({ explanation }) => explanation === '')).toEqual([]);
    expect(shippedCodes.denials('toString')).toEqual([]);
  });

  test('holds no code that has no meaning here', () => {
    const used = ways.flatMap(({ carc, rarc }) => [...(carc ? [carc] : []), ...rarc]);
    expect([...new Set(used)].filter((code) => shippedCodes.remark(code) === undefined)).toEqual([]);
  });

  test('is less sure of a group that its source does not state', () => {
    const [first] = shippedCodes.denials('authorization-required');
    expect(first).toMatchObject({ group: 'CO', groupConfidence: 'unconfirmed', carc: '197', confidence: 'verified' });
    const [duplicate] = shippedCodes.denials('duplicate-line');
    expect(duplicate).toMatchObject({ group: 'OA', groupConfidence: 'verified', carc: '18', confidence: 'verified' });
  });

  test('names what comes from memory unconfirmed', () => {
    const remembered = rows.filter(({ confidence }) => confidence === 'knowledge').length;
    expect(ways.filter(({ confidence }) => confidence === 'unconfirmed')).toHaveLength(remembered);
  });
});

test('an answer that is kept is that of its code and day, however many are asked', () => {
  let count = 0;
  const answer = remembered((code, date) => {
    count += 1;
    return `${code} on ${date}`;
  });
  const days = Array.from({ length: 450 }, (_, at) => dayAfter('2026-10-01', at));
  const asked = [...days, ...days].flatMap((day) => ['64493', '64494', '64493'].map((code) => [code, day] as const));
  expect(asked.filter(([code, day]) => answer(code, day) !== `${code} on ${day}`)).toEqual([]);
  // Each once a day, and again where more days were asked than are kept.
  expect(count).toBe(1800);
  expect([answer('64494', days.at(-1)), count]).toEqual(['64494 on 2027-12-24', 1800]);
  // What is longer than a code is not kept: it may hold a whole file.
  const [first, second] = [answer('much longer than a code', undefined), answer('much longer than a code', undefined)];
  expect([first, count]).toEqual([second, 1802]);
});
