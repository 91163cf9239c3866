/** Whole tables against what is answered from them: a rule's page holds a case or two, this every row. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledCodes } from '../server/src/codes/bundled.js';
import { feeSchedules } from '../server/src/codes/fee-schedule.js';
import { rowsOf } from './support/tables.js';

const { standing, modifier, diagnosis } = bundledCodes;

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

  test('converts its units only where a source says how', () => {
    const perUnit = (code: string): readonly (number | undefined)[] => {
      const found = standing(code, '2026-11-16');
      return found.kind === 'deleted' ? found.successors.map(({ unitsPerUnit }) => unitsPerUnit) : [];
    };
    expect(['J1020', 'J1030', 'J1040', 'J2001'].map(perUnit)).toEqual([[20], [40], [80], [10, 10]]);
    expect(['J2920', 'J2930', 'J1170', 'S0020', 'C9290'].flatMap(perUnit)).toEqual(Array(5).fill(undefined));
  });
});

test('every HCPCS code begins and ends on the list’s days', () => {
  const wrong: string[] = [];
  const expectKind = (code: string, date: string, kind: string): void => {
    const found = standing(code, date).kind;
    if (found !== kind) wrong.push(`${code} on ${date}: ${found}, not ${kind}`);
  };
  for (const { code = '', added = '', terminated = '' } of rowsOf('hcpcs_level2_2025-10.csv')) {
    if (added) expectKind(code, dayAfter(added, -1), 'not-yet');
    expectKind(code, added || '2026-11-16', 'valid');
    expectKind(code, terminated || '2026-11-16', 'valid');
    if (terminated) expectKind(code, dayAfter(terminated), 'deleted');
  }
  expect(wrong).toEqual([]);
});

test('every pain code begins on its first day', () => {
  const wrong = rowsOf('codes.csv').filter(
    ({ code = '', since = '' }) =>
      since && (standing(code, dayAfter(since, -1)).kind !== 'not-yet' || standing(code, since).kind !== 'valid'),
  );
  expect(wrong).toEqual([]);
});

test('every HCPCS modifier begins and ends on the list’s days', () => {
  const wrong = rowsOf('hcpcs_modifiers_2025-10.csv').filter(
    ({ modifier: name = '', added = '', terminated = '' }) =>
      (added && modifier(name, dayAfter(added, -1)).kind !== 'not-yet') ||
      modifier(name, added || undefined).kind !== 'valid' ||
      (terminated && modifier(name, dayAfter(terminated)).kind !== 'ended'),
  );
  expect(wrong).toEqual([]);
});

test('every diagnosis of the set is billable in its year, and none of its headers', () => {
  const file = new URL('../server/data/icd10cm_fy2026_billable.txt', import.meta.url);
  const billable = readFileSync(file, 'utf8').split(/\s+/).filter(Boolean);
  const withPoint = (code: string): string => (code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
  const headers = new Set(
    billable.flatMap((code) => Array.from({ length: code.length - 3 }, (_, cut) => code.slice(0, cut + 3))),
  );
  expect(billable.length).toBe(74_719);
  for (const date of ['2025-10-01', '2026-09-30']) {
    expect(billable.filter((code) => diagnosis(withPoint(code), date).kind !== 'valid')).toEqual([]);
    expect([...headers].filter((code) => diagnosis(withPoint(code), date).kind !== 'header')).toEqual([]);
  }
});

test('of a code without a status in a fee schedule nothing is said about places', () => {
  const facts = {
    global: '000',
    bilateral: '1',
    partsIndicator: '0',
    isUnpricedOutside: true,
    isUnpricedInFacility: false,
  };
  const rows = new Map([
    ['64493', { ...facts, status: 'A' }],
    ['64494', { ...facts, status: '' }],
    ['64495', { ...facts, status: 'AC' }],
  ]);
  const { unpriced } = feeSchedules([{ from: '2027-01-01', name: 'fees', file: 'fees.csv', rows }]);
  expect([...rows.keys()].map((code) => unpriced(code, '2027-01-01')?.places)).toEqual([
    'non-facility',
    undefined,
    undefined,
  ]);
});

describe('how a claim comes back', () => {
  const rows = rowsOf('remark_codes.csv');
  const ways = [...new Set(rows.map(({ rule = '' }) => rule))].flatMap((rule) => bundledCodes.denials(rule));

  test('is told in as many ways as the table has, each with a condition, reason or explanation of its own', () => {
    expect(ways).toHaveLength(rows.length);
    expect(ways.filter(({ explanation }) => explanation === '')).toEqual([]);
    expect(bundledCodes.denials('toString')).toEqual([]);
  });

  test('holds no code that has no meaning here', () => {
    const used = ways.flatMap(({ carc, rarc }) => [...(carc ? [carc] : []), ...rarc]);
    expect([...new Set(used)].filter((code) => bundledCodes.remark(code) === undefined)).toEqual([]);
  });

  test('is less sure of a group that its source does not state', () => {
    const [first] = bundledCodes.denials('authorization-required');
    expect(first).toMatchObject({ group: 'CO', groupConfidence: 'unconfirmed', carc: '197', confidence: 'verified' });
    const [duplicate] = bundledCodes.denials('duplicate-line');
    expect(duplicate).toMatchObject({ group: 'OA', groupConfidence: 'verified', carc: '18', confidence: 'verified' });
  });

  test('names what comes from memory unconfirmed', () => {
    const remembered = rows.filter(({ confidence }) => confidence === 'knowledge').length;
    expect(ways.filter(({ confidence }) => confidence === 'unconfirmed')).toHaveLength(remembered);
  });
});
