/** The packed form of the tables: whatever is packed is answered as it was, and the shipped ones say what CMS's files say. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeTableParts, packedFile, shelvedParts } from '../scripts/generate/pack.mjs';
import { pairParts } from '../scripts/generate/pack-pairs.mjs';
import { codesOf } from '../server/src/codes/answers.js';
import { inflate } from '../server/src/tables/inflate.js';
import { packedPairs } from '../server/src/tables/packed-pairs.js';
import { codeTable, DamagedTableError, partsOf } from '../server/src/tables/parts.js';
import { shelvesOf } from '../server/src/tables/shelves.js';
import { shippedEditions } from '../server/src/tables/shipped.js';
import { shippedCodes } from './support/codes.js';
import { rowsOf } from './support/tables.js';

const code = fc.stringMatching(/^[0-9A-Z]\d{3}[0-9A-Z]$/);
const someDay = '2026-11-16';

function packed(parts: Parameters<typeof packedFile>[0]) {
  const file = packedFile(parts);
  return () => partsOf((from, to) => file.subarray(from, to), inflate);
}

test('a table of codes says of each code what it said, and nothing of others', () => {
  fc.assert(
    fc.property(fc.dictionary(code, fc.stringMatching(/^[ -~]{0,8}$/)), code, (rows, other) => {
      const table = codeTable(packed(codeTableParts(Object.entries(rows))), (said) => said);
      expect([...table.keys()]).toEqual(Object.keys(rows).sort());
      for (const each of [...Object.keys(rows), other]) expect(table.get(each)).toBe(rows[each]);
      expect(['', '6449', '644933', 'abcde', 'Ünïcö'].map((each) => table.has(each))).toEqual(Array(5).fill(false));
    }),
  );
});

test('a table of which a bit is another answers nothing', () => {
  fc.assert(
    fc.property(fc.dictionary(code, fc.stringMatching(/^[ -~]{0,8}$/), { minKeys: 1 }), fc.nat(), (rows, place) => {
      const file = packedFile(codeTableParts(Object.entries(rows)));
      const first = 4 + 3 * 12;
      const damaged = Uint8Array.from(file);
      const at = first + (place % (file.length - first));
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (place % 8));
      const table = codeTable(
        () => partsOf((from, to) => damaged.subarray(from, to), inflate),
        (said) => said,
      );
      expect(() => table.get(Object.keys(rows)[0] ?? '')).toThrow(DamagedTableError);
    }),
  );
});

test('shelves give each line, and the lines that begin alike in order', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[A-C][0-2]{1,4}$/), fc.stringMatching(/^[ -~]{1,8}$/)), (lines) => {
      const keys = Object.keys(lines).sort();
      const shelves = shelvesOf(
        packed(
          shelvedParts(
            keys.map((key) => `${key} ${lines[key]}`),
            2,
          ),
        ),
      );
      for (const key of [...keys, 'D0', 'A', '']) expect(shelves.get(key)).toBe(lines[key]);
      for (const prefix of ['', 'A', 'A1', 'B02', 'D']) {
        const found = [...shelves.beginning(prefix)].map(([key]) => key);
        expect(found).toEqual(keys.filter((key) => key.startsWith(prefix)));
      }
    }),
  );
});

describe('a quarter of pairs', () => {
  const indicator = fc.constantFrom(0, 1, 9);
  const quarter = fc.dictionary(
    code,
    fc.dictionary(code, fc.tuple(indicator, fc.constantFrom('', 'Sequential procedure'))),
  );

  test('says of any two codes what it said, from both sides', () => {
    fc.assert(
      fc.property(quarter, code, (said, other) => {
        const lists = Object.entries(said).map(
          ([column1, list]) =>
            [column1, Object.entries(list).map(([column2, [each, why]]) => [column2, each, why] as const)] as const,
        );
        const pairs = packedPairs(packed(pairParts(new Map(lists))), true, () => new Map());
        const firsts = [...Object.keys(said), other];
        const seconds = [...new Set([...Object.values(said).flatMap(Object.keys), other])];
        const rows = firsts.flatMap((column1) =>
          seconds.flatMap((column2) => {
            const found = said[column1]?.[column2];
            return found ? [{ column1, column2, indicator: found[0], rationale: found[1] }] : [];
          }),
        );
        expect(firsts.flatMap((one) => seconds.flatMap((two) => pairs.on(one, two, someDay) ?? []))).toEqual(rows);
        const listed = firsts.flatMap((one) => [...pairs.ofColumn1(one, someDay)]);
        const turned = seconds.flatMap((two) => [...pairs.ofColumn2(two, someDay)]);
        const byCodes = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();
        expect(byCodes(listed)).toEqual(byCodes(rows));
        expect(byCodes(turned)).toEqual(byCodes(rows));
      }),
    );
  });

  test('of 2026 Q3 is whole: every pair of every column 1 code, as CMS has it', () => {
    const file = new URL('../server/data/ncci_ptp_practitioner_2026q3_whole.txt.gz', import.meta.url);
    const lines = gunzipSync(readFileSync(file)).toString('latin1').trim().split('\n');
    let count = 0;
    const wrong = lines.filter((line) => {
      const [column1 = '', never = '', apart = ''] = line.split('|');
      const rows = shippedCodes.pairsOf(column1, '2026-07-01');
      count += rows.length;
      const listed = (wanted: number) =>
        rows.flatMap(({ indicator: each, column2 }) => (each === wanted ? [column2] : [])).join(' ');
      return listed(0) !== never || listed(1) !== apart;
    });
    expect(wrong).toEqual([]);
    expect([lines.length, count]).toEqual([10_839, 1_728_585]);
  });

  test('of 2026 Q3 has CMS’s words for the pairs of the pain codes', () => {
    const rows = rowsOf('ncci_ptp_core_2026q3.csv');
    const wrong = rows.filter(({ column1 = '', column2 = '', modifier_indicator: written, rationale }) => {
      const pair = shippedCodes.pair(column1, column2, '2026-07-01');
      return pair?.indicator !== Number(written) || pair.rationale !== rationale;
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBe(7_594);
  });
});

describe('between two quarters', () => {
  const said = (column1: string, column2: string, date: string) => {
    const pair = shippedCodes.pair(column1, column2, date);
    return pair && [pair.indicator, pair.edition, pair.isBeforeEdition, pair.doubt];
  };

  test('a pair that both have is certain', () => {
    expect(said('62321', '62320', '2025-06-16')).toEqual([0, 'NCCI 2024 Q3', false, undefined]);
  });

  test('a pair that only the later one has, or only the earlier one, is not', () => {
    expect(said('64415', '77002', '2025-06-16')).toEqual([
      1,
      'NCCI 2026 Q3',
      true,
      'newer than the date of service; not in NCCI 2024 Q3',
    ]);
    expect(said('64493', 'J2001', '2025-06-16')).toEqual([1, 'NCCI 2024 Q3', true, 'no longer in NCCI 2026 Q3']);
    expect(said('64493', 'J2001', '2026-07-01')).toBeUndefined();
  });

  test('a pair with two indicators is the one that no modifier answers, and not certain', () => {
    expect(said('22513', '62321', '2025-06-16')).toEqual([0, 'NCCI 2024 Q3', true, 'indicator 1 in NCCI 2026 Q3']);
    expect(said('22513', '62321', '2026-07-01')).toEqual([1, 'NCCI 2026 Q3', false, undefined]);
  });

  test('a pair of codes of which the earlier quarter says nothing is the later one’s', () => {
    expect(said('0232T', '36415', '2025-06-16')).toEqual([1, 'NCCI 2026 Q3', true, 'newer than the date of service']);
  });

  test('each of the changes that CMS made between them is a warning', () => {
    const rows = rowsOf('ncci_ptp_core_2024q3.csv');
    const changed = rows.filter(({ column1 = '', column2 = '', modifier_indicator: before }) => {
      const now = shippedCodes.pair(column1, column2, '2026-07-01');
      return now?.indicator !== Number(before);
    });
    // 95 deleted, 36 with another indicator.
    expect(changed.length).toBe(131);
    const certain = changed.filter(
      ({ column1 = '', column2 = '' }) => !shippedCodes.pair(column1, column2, '2025-06-16')?.isBeforeEdition,
    );
    expect(certain).toEqual([]);
  });
});

test('a table is read when it is first asked, and no other', () => {
  const folder = new URL('../server/generated/tables/', import.meta.url);
  const read: string[] = [];
  const codes = codesOf(
    shippedEditions({
      bytes: (name, from, to) => {
        if (!read.includes(name)) read.push(name);
        return readFileSync(new URL(name, folder)).subarray(from, to);
      },
      inflate,
    }),
    '',
  );
  expect(read).toEqual([]);
  codes.mue('64493', someDay);
  codes.mue('64494', someDay);
  expect(read).toEqual(['mue_practitioner_2026-04-01.table']);
  codes.diagnosis('M47.816', someDay);
  expect(read).toEqual(['mue_practitioner_2026-04-01.table', 'icd10cm_titles.table']);
});
