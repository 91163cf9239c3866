/** The files that CMS publishes, and copies of them: recognized by their heads, read, and told what is wrong in them. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { editionRows } from '../server/generated/editions.js';
import { codesOf } from '../server/src/codes/answers.js';
import { joinedEditions } from '../server/src/codes/editions.js';
import { codeWords } from '../server/src/features/words/code.js';
import { diagnosisWords } from '../server/src/features/words/diagnosis.js';
import { readTableFile } from '../server/src/files/tables.js';
import { editionsOf, missingParts } from '../server/src/tables/collect.js';
import { tableReader } from '../server/src/tables/recognize.js';
import type { Table, TableRead } from '../server/src/tables/table.js';
import { addOnFile, bytesOf, diagnosisFile, feeScheduleFile, mueFile, pairFile } from './support/cms-files.js';
import { editions } from './support/codes.js';

/** Read as a whole, and in parts that cut through everything: both must give the same. */
function read(path: string, text: string): TableRead {
  const bytes = bytesOf(text);
  const whole = tableReader({ path });
  whole.push(bytes);
  const cut = tableReader({ path });
  for (let at = 0; at < bytes.length; at += 7) cut.push(bytes.subarray(at, at + 7));
  const [one, other] = [whole.end(), cut.end()];
  expect(other).toEqual(one);
  return one;
}

function tableOf(path: string, text: string): Table {
  const found = read(path, text);
  if ('fault' in found) throw new Error(`${found.fault.line}: ${found.fault.message}`);
  return found.table;
}

function codesWith(...tables: readonly Table[]) {
  return codesOf(joinedEditions(editions, editionsOf(tables)), 'test');
}

const januaryRelease = '2027 National Physician Fee Schedule Relative Value File January Release';

describe('a fee schedule', () => {
  const text = feeScheduleFile(januaryRelease, [
    { code: '64493', global: '010', bilateral: '0' },
    { code: '99199', global: 'ZZZ', parts: '1' },
    { code: '99199', modifier: '26', global: 'XXX' },
  ]);
  const codes = codesWith(tableOf('new.csv', text));

  test('answers from its first day on, and the one that comes with the tool before', () => {
    expect(codes.feeSchedule('64493', '2027-01-01')).toMatchObject({
      global: '010',
      bilateral: '0',
      edition: 'CMS fee schedule of 2027-01',
    });
    expect(codes.feeSchedule('64493', '2026-12-31')).toMatchObject({ global: '000', bilateral: '1' });
    expect(codes.painCode('64493', '2027-01-01')?.global).toBe('010');
    expect(codes.painCode('64493', '2026-12-31')?.global).toBe('000');
    expect(codes.bilateralIndicator('64493', '2027-01-01')).toBe('0');
    expect(codes.bilateralIndicator('64493', '2026-12-31')).toBe('1');
  });

  test('makes a code known that no table of the tool has, by its row without modifier', () => {
    expect(codesWith().standing('99199', '2027-02-01').kind).toBe('valid');
    const fresh = codesWith(tableOf('x.csv', feeScheduleFile(januaryRelease, [{ code: '64999' }, { code: '6456T' }])));
    expect(codesWith().standing('6456T', '2027-02-01').kind).toBe('unknown');
    expect(fresh.standing('6456T', '2027-02-01').kind).toBe('valid');
    expect(codes.feeSchedule('99199', '2027-01-01')).toMatchObject({ global: 'ZZZ', partsIndicator: '1' });
  });

  test('says that a code is gone only where it is whole', () => {
    const thousands = Array.from({ length: 10_001 }, (_, index) => ({ code: `${10_000 + index}` }));
    const whole = codesWith(tableOf('x.csv', feeScheduleFile(januaryRelease, thousands)));
    expect(whole.standing('64493', '2027-01-01')).toEqual({ kind: 'unknown', goneFrom: 'CMS fee schedule of 2027-01' });
    expect(whole.standing('64493', '2026-12-31').kind).toBe('valid');
    expect(codes.standing('64494', '2027-01-01').kind).toBe('valid');
  });

  test('is dated by its title, its name or its archive', async () => {
    const from = (path: string, title: string) => {
      const table = tableOf(path, feeScheduleFile(title, [{ code: '64493' }]));
      return table.edition.from;
    };
    expect(from('anything.csv', '2025 National Physician Fee Schedule Relative Value File October Release')).toBe(
      '2025-10-01',
    );
    expect(from('PPRRVU2026_Jul_nonQPP.csv', '2026 National Physician Fee Schedule Relative Value File')).toBe(
      '2026-07-01',
    );
    expect(from('PPRRVU25_JAN.csv', '')).toBe('2025-01-01');
    const zip = zipSync({
      'a.csv': strToU8(feeScheduleFile('', [{ code: '64493' }])),
      'GPCI2025.csv': strToU8('10112,AL,00,ALABAMA,1.0\n'),
    });
    expect((await fromMemory('rvu26d.zip', zip)).tables[0]?.edition.from).toBe('2026-10-01');
  });

  test.each([
    [
      'without its date',
      'x.csv',
      feeScheduleFile('', [{ code: '64493' }]),
      undefined,
      /release is unknown.* PPRRVU2026_Oct.csv/,
    ],
    [
      'cut off in a row',
      'x.csv',
      feeScheduleFile(januaryRelease, [{ code: '64493' }]).slice(0, -40),
      11,
      /expected 31 columns, found 2\d/,
    ],
    [
      'with another status',
      'x.csv',
      feeScheduleFile(januaryRelease, [{ code: '64493', status: '12' }]),
      11,
      /one-letter status, found "12"/,
    ],
    [
      'with a head of another name',
      'x.csv',
      feeScheduleFile(januaryRelease, []).replace('BILAT', 'BOTH'),
      10,
      /lack BILAT SURG/,
    ],
    [
      'cut off in its heads',
      'x.csv',
      feeScheduleFile(januaryRelease, []).slice(0, 300),
      undefined,
      /headings match no file/,
    ],
  ])('%s is refused', (_, path, broken, line, message) => {
    const found = read(path, broken);
    expect('fault' in found && found.fault.line).toBe(line);
    expect('fault' in found && found.fault.message).toMatch(message);
  });
});

describe('an MUE table', () => {
  const name = 'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv';
  const text = mueFile([
    ['64493', 2, '2 Date of Service Edit: Policy'],
    ['J1010', 900, '3 Date of Service Edit: Clinical'],
  ]);

  test('answers from its first day on', () => {
    const codes = codesWith(tableOf(name, text));
    expect(codes.mue('64493', '2026-10-01')).toMatchObject({
      units: 2,
      indicator: 2,
      quarter: '2026 Q4',
      effective: '2026-10-01',
    });
    expect(codes.mue('64493', '2026-09-30')).toMatchObject({ units: 1, quarter: '2026 Q2' });
    expect(codes.mue('J1010', '2027-05-01')).toMatchObject({ units: 900, indicator: 3 });
  });

  test('of tabs is the same', () => {
    const tabs =
      'HCPCS/CPT Code\tPractitioner Services MUE Values\tMUE Adjudication Indicator\tMUE Rationale\n64493\t2\t2 Date of Service Edit: Policy\tClinical: Data\n';
    expect(codesWith(tableOf(name, tabs)).mue('64493', '2026-10-01')?.units).toBe(2);
  });

  test.each([
    [
      'of hospitals',
      text.replace('Practitioner', 'Outpatient Hospital'),
      5,
      /MUE table for outpatient hospital services/,
    ],
    ['with words for units', text.replace('64493,2,', '64493,two,'), 7, /number of units, found "two"/],
    ['cut off in a quoted cell', text.slice(0, -12), 8, /quote is never closed/],
    ['cut off between two cells', text.slice(0, text.indexOf(',"3 Date')), 8, /expected 3 columns, found 2/],
  ])('%s is refused', (_, broken, line, message) => {
    const found = read(name, broken);
    expect('fault' in found && found.fault.message).toMatch(message);
    expect('fault' in found && found.fault.line).toBe(line);
  });
});

describe('a file of pairs', () => {
  const rows = [
    '20610 | 20604 |  | 20200101 | * | 0 | Mutually exclusive procedures',
    '64493 | 76000 | * | 19960101 | * | 1 | Misuse of Column Two code with Column One code',
    '64493 | 77002 |  | 20261001 | * | 0 | Standards of medical/surgical practice',
    '64493 | 96372 |  | 20200101 | 20261231 | 1 | Standards of medical/surgical practice',
    '64493 | 99211 |  | 20261001 | 20261001 | 9 | Standards of medical/surgical practice',
    '99213 | 64493 |  | 20261001 | * | 9 | Mutually exclusive procedures',
  ];
  const name = 'ccipra-v323r0-f1.txt';
  const codes = codesWith(tableOf(name, pairFile(rows)));

  test('answers by the days in its rows', () => {
    expect(codes.pair('64493', '77002', '2026-10-01')).toEqual({
      column1: '64493',
      column2: '77002',
      indicator: 0,
      rationale: 'Standards of medical/surgical practice',
      edition: 'NCCI 2026 Q4',
      isBeforeEdition: false,
    });
    expect(codes.pair('64493', '77002', '2026-09-30')).toBeUndefined();
    expect(codes.pair('64493', '96372', '2026-12-31')?.indicator).toBe(1);
    expect(codes.pair('64493', '96372', '2027-01-01')).toBeUndefined();
    expect(codes.pair('64493', '99211', '2026-10-01')).toBeUndefined();
    expect(codes.pair('64493', '76000', '2001-01-01')?.indicator).toBe(1);
  });

  test('leaves to the tool’s own pairs what is older than it, and codes it does not have', () => {
    const others = codesWith().pairsOf('62321');
    expect(codes.pair('64493', '77003', '2026-06-30')?.edition).toBe('NCCI 2024 Q3');
    expect(codes.pair('64493', '77003', '2026-09-30')?.edition).toBe('NCCI 2026 Q3');
    expect(codes.pair('64493', '64999', '2026-10-01')).toBeUndefined();
    expect(codes.pair('62321', others[0]?.column2 ?? '', '2026-10-01')?.edition).toBe('NCCI 2026 Q3');
  });

  test('lists both sides for hovers', () => {
    expect(codes.pairsOf('64493', '2026-10-01').map(({ column2 }) => column2)).toEqual(['76000', '77002', '96372']);
    expect(codes.pairsUnder('64493', '2026-10-01').map(({ column1 }) => column1)).toEqual(['99213']);
  });

  test('shows in hovers the codes that a pain practice bills on the date, the nearest kinds first, and no others', () => {
    const low = ['10060', '11000', '12001', '13100', '13101', '13102', '13120'];
    const ours = ['20550', '62323', '64999', '95970'];
    const of = (column2: readonly string[]): string | undefined => {
      const pairs = column2.map((code) => `64493 | ${code} |  | 20200101 | * | 1 | Standards of practice`);
      const words = codeWords(codesWith(tableOf(name, pairFile(pairs))), '64493', '2026-10-01', undefined).join('\n');
      return /NCCI column 1 [^:]*: only if separate with (.*) \(/.exec(words)?.[1];
    };
    expect(of([...low, ...ours])).toBe('62323, 20550, 64999, 95970');
    expect(of(low)).toBeUndefined();
    // Deleted in 2010: in codes.csv it never was, and nobody bills it on that day.
    expect(of(['64475', '64483', '11000'])).toBe('64483');
  });

  test('may be out of order, of commas, or the second of a quarter', () => {
    const turned = codesWith(tableOf(name, pairFile([...rows].reverse())));
    expect(turned.pair('20610', '20604', '2026-10-01')?.indicator).toBe(0);
    expect(turned.pair('64493', '96372', '2026-10-01')?.indicator).toBe(1);
    const sheet =
      'Column 1,Column 2,*=in existence prior to 1996,Effective Date,Deletion Date *=no data,Modifier 0=not allowed 1=allowed 9=not applicable,PTP Edit Rationale\n20610,20604,,20200101,*,0,"Misuse, of a kind"\n';
    expect(codesWith(tableOf('ccipra-v323r0-f1.csv', sheet)).pair('20610', '20604', '2026-10-01')?.rationale).toBe(
      'Misuse, of a kind',
    );
    const second = tableOf('ccipra-v323r0-f2.txt', pairFile(rows.slice(0, 1)));
    expect(missingParts([second])[0]?.message).toMatch(/NCCI 2026 Q4 pairs lack f1/);
    expect(missingParts([second, tableOf(name, pairFile(rows))])).toEqual([]);
  });

  test.each([
    ['of hospitals', 'ccioph-v323r0-f1.txt', pairFile(rows), undefined, /outpatient hospital pairs/],
    ['cut off between two columns', name, pairFile(rows).slice(0, -40), 12, /expected 7 columns, found 4/],
    ['cut off in a word', name, pairFile(rows).slice(0, -15), 12, /in the middle of a line: "Mutually exclu/],
    [
      'with another indicator',
      name,
      pairFile(['20610 | 20604 |  | 20200101 | * | 2 | x']),
      7,
      /indicator 0, 1 or 9, found "2"/,
    ],
    [
      'with a wrong date',
      name,
      pairFile(['20610 | 20604 |  | 2020-1-1 | * | 1 | x']),
      7,
      /date such as 20261001, found "2020-1-1"/,
    ],
    ['of heads alone', name, pairFile([]), undefined, /no pair/],
  ])('%s is refused', (_, path, broken, line, message) => {
    const found = read(path, broken);
    expect('fault' in found && found.fault.message).toMatch(message);
    expect('fault' in found && found.fault.line).toBe(line);
  });
});

describe('an add-on code file', () => {
  const name = 'AOC_V2026Q4-MCR.txt';
  const text = addOnFile([
    { type: '1', addOn: '64494', primary: '64493' },
    { type: '1', addOn: '64494', primary: '64490', until: '2026365' },
    { type: '2', addOn: '0054T', primary: 'CCCCC' },
    { type: '3', addOn: '6456T', primary: '64493' },
  ]);

  test('answers by its quarter and by the days in its rows', () => {
    const codes = codesWith(tableOf(name, text));
    const primaries = (date: string) => codes.addOn('64494', date)?.primaries.map(({ code }) => code);
    expect(primaries('2026-12-31')).toEqual(['64490', '64493']);
    expect(primaries('2027-01-01')).toEqual(['64493']);
    expect(primaries('2026-09-30')).toEqual(['64490', '64493']);
    expect(codes.addOn('64494', '2026-12-31')?.edition).toBe('CMS add-on code file of 2026-10-01');
    expect(codes.addOn('0054T', '2026-12-31')?.isContractorsChoice).toBe(true);
    expect(codes.addOn('6456T', '2026-12-31')).toMatchObject({ isComplete: false });
    expect(codes.addOnsOf('64493')).toContain('6456T');
  });

  test('keeps the primaries that contractors published beyond it', () => {
    const rows = ['64491', '64493'].map((addOn) => ({ type: '1', addOn, primary: '64490' }));
    const before = codesWith().addOn('64491', '2026-12-31')?.primaries ?? [];
    const after = codesWith(tableOf(name, addOnFile(rows))).addOn('64491', '2026-12-31')?.primaries ?? [];
    expect(after.map(({ code }) => code).sort()).toEqual(before.map(({ code }) => code).sort());
  });

  test('is read from the workbook saved as CSV too', () => {
    const sheet =
      'AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT,Special_Instruction_Notes\n1,64494,,64493,,2013091,,\n';
    expect(codesWith(tableOf('AOC_V2026Q4-MCR.csv', sheet)).addOn('64494', '2026-12-31')?.edition).toMatch(
      /2026-10-01/,
    );
  });

  test('with a line of another form is refused', () => {
    const found = read(name, `${text}64494 64493\r\n`);
    expect('fault' in found && found.fault).toMatchObject({ line: 5, message: expect.stringMatching(/fixed columns/) });
  });
});

describe('a list of diagnoses', () => {
  test('of long ago leaves the years up to the ones that come with the tool as they were without it', () => {
    const old = diagnosisFile(['M47816', 'M545', 'M5136', 'G4311', 'M722']);
    const codes = codesWith(tableOf('icd10cm-codes-2019.txt', old));
    const known = ['M47.816', 'M54.16', 'M54.5', 'M54.50', 'M51.36', 'M51.360', 'M72.2', 'M72.20', 'M54', 'M99.999'];
    const days = ['2019-10-01', '2021-09-30', '2021-10-01', '2024-09-30', '2024-10-01', '2025-09-30', '2025-10-01'];
    for (const day of [...days, '2026-10-01']) {
      for (const code of known) {
        expect([day, code, codes.diagnosis(code, day)]).toEqual([day, code, codesWith().diagnosis(code, day)]);
      }
    }
    expect(codes.diagnosis('M54.16', '2019-09-30')).toMatchObject({ kind: 'not-yet' });
    // Its last day lies in the years between.
    expect(codes.diagnosis('G43.11', '2023-03-16').kind).toBe('valid');
    expect(codes.diagnosis('G43.11', '2025-10-01').kind).not.toBe('valid');
    expect(codes.diagnosis('M72.2', '2019-09-30').kind).toBe('valid');
  });

  const set = diagnosisFile(['M47816', 'M4781A', 'M5450', 'A000']);

  test('answers for its fiscal year, with certainty', () => {
    const codes = codesWith(tableOf('icd10cm-codes-2027.txt', set));
    expect(codes.diagnosis('M47.81A', '2026-10-01').kind).toBe('valid');
    expect(codes.diagnosis('M47.81A', '2026-09-30')).toMatchObject({ kind: 'not-yet', firstDate: '2026-10-01' });
    expect(codes.diagnosis('M54.2', '2026-10-01')).toMatchObject({ kind: 'ended', lastDate: '2026-09-30' });
    expect(codes.diagnosis('M99.999', '2026-10-01')).toMatchObject({ kind: 'unknown', isCertain: true });
    expect(codes.diagnosis('M99.999', '2027-10-01')).toMatchObject({ kind: 'unknown', isCertain: false });
    expect(codes.diagnosis('M47.81', '2026-10-01')).toMatchObject({ kind: 'header', children: ['M47.816', 'M47.81A'] });
    expect(codes.diagnosisEdition('2026-10-01')).toBe('ICD-10-CM FY2027');
    expect(codes.diagnosisEdition('2026-09-30')).toBe('ICD-10-CM FY2026');
  });

  test('has no titles: a code of it alone is told to be without one', () => {
    const codes = codesWith(tableOf('icd10cm-codes-2027.txt', set));
    const said = (code: string): string => diagnosisWords(codes, code, '2026-10-01').join('\n');
    expect(said('M47.81A')).toContain('its title is not in the tables');
    expect(said('M47.816')).not.toContain('its title');
    expect(said('M47.816')).toContain('lumbar region');
    expect(said('M54.2')).toContain('Valid until 2026-09-30');
  });

  test('may be the ordered list, of which only the billable codes count, or that of April', () => {
    const ordered =
      '00001 A00     0 Words                        Words\n00002 A000    1 Words                        Words\n00003 A001    1 Words                        Words\n';
    const codes = codesWith(tableOf('icd10cm-order-2027.txt', ordered));
    expect(codes.diagnosis('A00', '2026-10-01').kind).toBe('header');
    expect(codes.diagnosis('A00.0', '2026-10-01').kind).toBe('valid');
    expect(tableOf('icd10cm-codes-April-1-2026.txt', set).edition).toMatchObject({
      from: '2026-04-01',
      until: '2026-09-30',
    });
  });

  test.each([
    ['without its year', 'codes.txt', set, undefined, /year is unknown/],
    [
      'with a line of another form',
      'icd10cm-codes-2027.txt',
      `${set}what is this\n`,
      5,
      /diagnosis code in a seven-character column/,
    ],
  ])('%s is refused', (_, path, broken, line, message) => {
    const found = read(path, broken);
    expect('fault' in found && found.fault.message).toMatch(message);
    expect('fault' in found && found.fault.line).toBe(line);
  });
});

describe('a copy with fewer columns, as those that come with the tool are', () => {
  test.each(editionRows.filter(({ kind }) => kind !== 'deleted-codes'))('$file is of $from', ({ file = '', from }) => {
    const bytes = readFileSync(new URL(`../server/data/${file}`, import.meta.url));
    const reader = tableReader({ path: file.replace(/\.gz$/, '') });
    reader.push(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    const found = reader.end();
    const table = 'table' in found ? found.table : undefined;
    const days = table?.kind === 'diagnosis-titles' ? editionsOf([table]).diagnoses : [table?.edition];
    expect(days.map((each) => each?.from)).toContain(from);
  });

  test('of a fee schedule answers for its codes, and leaves what it lacks to older ones', () => {
    const codes = codesWith(
      tableOf('fees_2027-01.csv', 'code,status,nonfacility_na,facility_na\n64493,C,NA,\n6456T,A,,\n'),
    );
    expect(codes.feeSchedule('64493', '2027-01-01')).toMatchObject({ status: 'C', global: '000', bilateral: '1' });
    expect(codes.unpriced('64493', '2027-01-01')).toMatchObject({ places: 'non-facility', isBeforeEdition: false });
    expect(codes.feeSchedule('64494', '2027-01-01')?.edition).toBe('CMS fee schedule of 2026-07');
    expect(codes.standing('6456T', '2027-01-01').kind).toBe('valid');
  });

  test.each([
    ['A', 'non-facility'],
    ['N', undefined],
  ])('a code of status %s without a price outside a facility is unpriced there: %s', (status, places) => {
    const text = feeScheduleFile(januaryRelease, [{ code: '64493', status, unpricedOutside: true }]);
    for (const table of [
      tableOf('x.csv', text),
      tableOf('fees_2027-01.csv', `code,status,nonfacility_na,facility_na\n64493,${status},NA,\n`),
    ]) {
      expect(editionsOf([table]).feeSchedules[0]?.rows.get('64493')?.unpriced).toBe(places);
    }
  });

  test('of add-on codes has its days, and a pair that ended on its first day was never in force', () => {
    const rows = [
      '64494,64493,1,2013-04-01,,,',
      '64494,64490,1,2023-01-01,,,2027-06-30',
      '64494,64633,1,2024-01-01,2024-01-01,,',
    ];
    const codes = codesWith(
      tableOf('addons_2027-01-01.csv', `addon,primary,type,from,to,addon_ended,primary_ended\n${rows.join('\n')}\n`),
    );
    const primaries = (date: string) => codes.addOn('64494', date)?.primaries.map(({ code }) => code);
    expect([primaries('2027-06-30'), primaries('2027-07-01')]).toEqual([['64490', '64493'], ['64493']]);
  });

  test('of pairs is a quarter as it was: a part of it is silent about codes that it does not name', () => {
    const part = tableOf(
      'pairs_2026q4.csv',
      'column1,column2,modifier_indicator,rationale\n62321,62320,1,Words\n64493,77003,0,\n',
    );
    const some = codesWith(part);
    expect(some.pair('62321', '62320', '2026-10-01')).toMatchObject({ indicator: 1, edition: 'NCCI 2026 Q4' });
    expect(some.pair('62321', '77003', '2026-10-01')).toBeUndefined();
    expect(some.pair('20610', '0232T', '2026-10-01')?.edition).toBe('NCCI 2026 Q3');
    // Between the two quarters the stricter one may have been in force.
    expect(some.pair('62321', '62320', '2026-09-30')).toMatchObject({
      indicator: 0,
      doubt: 'indicator 1 in NCCI 2026 Q4',
    });
    const whole = codesWith(tableOf('pairs_2026q4_whole.txt', '62321||62320\n64493|77003|\n'));
    expect(whole.pair('20610', '0232T', '2026-10-01')).toBeUndefined();
    expect(whole.pair('62321', '62320', '2026-10-01')?.indicator).toBe(1);
    expect(whole.pair('64493', '77003', '2026-10-01')?.indicator).toBe(0);
  });

  test('of HCPCS and of modifiers takes the place of the older lists', () => {
    const codes = codesWith(
      tableOf(
        'hcpcs_2026-10.csv',
        'code,title,added,terminated_2026_07,active_2026_10\nJ1010,"Injection, of ours",2024-04-01,,yes\nJ9998,New,by 2026-10,,\nJ9997,Gone,2020-01-01,,no\n',
      ),
      tableOf(
        'modifiers_2026-10.csv',
        'modifier,title,added,terminated\n1Z,A new one,2026-10-01,\nLT,Left,1990-01-01,\nRT,Right,1990-01-01,2026-09-30\n',
      ),
    );
    expect(codes.levelTwoTitle('J1010')).toBe('Injection, of ours');
    const kinds = (code: string, ...dates: readonly string[]) => dates.map((date) => codes.standing(code, date).kind);
    expect(kinds('J9998', '2026-07-01', '2026-09-30', '2026-10-01')).toEqual(['not-yet', 'undecided', 'valid']);
    expect(kinds('J9997', '2026-09-30', '2026-10-01')).toEqual(['valid', 'deleted']);
    const modifiers = ['1Z', 'LT', 'RT', '2Z'].map((each) => codes.modifier(each, '2026-11-16').kind);
    expect(modifiers).toEqual(['valid', 'valid', 'ended', 'unknown']);
  });

  test('of diagnoses with their titles is two years', () => {
    const codes = codesWith(
      tableOf(
        'icd10cm_titles.csv',
        'code,title,years\nM47816,Words,both\nM4781A,"New, words",2028\nM4781B,Old words,2027\n',
      ),
    );
    expect(codes.diagnosis('M47.81A', '2027-10-01').kind).toBe('valid');
    expect(codes.diagnosis('M47.81A', '2027-09-30')).toMatchObject({ kind: 'not-yet', firstDate: '2027-10-01' });
    expect(codes.diagnosis('M47.81B', '2027-10-01')).toMatchObject({ kind: 'ended', lastDate: '2027-09-30' });
    expect(codes.diagnosisTitle('M47.81A')).toBe('New, words');
  });

  test.each([
    ['fees.csv', 'code,status\n64493,A\n', undefined, /release is unknown/],
    ['fees_2027-01.csv', 'code,status\n64493,Active\n', 2, /one-letter status, found "Active"/],
    ['pairs.csv', 'column1,column2,modifier_indicator,rationale\n64493,77003,0,\n', undefined, /quarter is unknown/],
    ['pairs_2026q4.csv', 'column1,column2,modifier_indicator,rationale\n64493,77003,2,\n', 2, /indicator 0, 1 or 9/],
    ['pairs_2026q4.csv', 'column1,column2,modifier_indicator,rationale\n64493,7700,0,\n', 2, /five-character code/],
    ['pairs_2026q4.txt', '64493|77003|\n64494|77003|\n64495|77003|\n64493\n', 4, /two lists of codes/],
    ['hcpcs_2026-10.csv', 'code,title,added,terminated_2026_07,active_2026_10\nJ1010,x,soon,,\n', 2, /a date such as/],
    ['hcpcs_2026-10.csv', 'code,title,added,terminated_2026_07,active_2026_10\nJ1010,x,,soon,\n', 2, /a date such as/],
    ['hcpcs_2026-10.csv', 'code,title,added,terminated,active_2026_10\nJ1010,x,,,\n', 1, /headings lack TERMINATED_/],
    ['modifiers_2026-10.csv', 'modifier,title,added\nLTX,Left,\n', 2, /two characters, found "LTX"/],
    ['modifiers_2026-10.csv', 'modifier,title,added\nLT,Left,always\n', 2, /a date such as 2026-07-01, found "always"/],
    ['modifiers_2026-10.csv', 'modifier,title\nLT,Left\n', undefined, /match no file of a known kind/],
    ['icd10cm_titles.csv', 'code,title,years\nM47816,Words,never\n', 2, /both or a year, found "never"/],
    ['icd10cm_titles.csv', 'code,title,years\nM47.816,Words,both\n', 2, /without its point/],
  ])('%s with %j is refused', (path, broken, line, message) => {
    const found = read(path, broken);
    expect('fault' in found && found.fault.message).toMatch(message);
    expect('fault' in found && found.fault.line).toBe(line);
  });
});

describe('descriptors', () => {
  test('are a code, a tab or a comma, and words', () => {
    const tabs = codesWith(
      tableOf('LONGULT 2027.txt', 'A license line\n64493\tOur words, with a comma\n64494\tmore\n64495\tand more\n'),
    );
    expect(tabs.descriptor('64493')).toEqual({ text: 'Our words, with a comma', edition: 'AMA descriptors of 2027' });
    const quoted = codesWith(tableOf('own.csv', '64493,"Our words, quoted"\n64494,mu \xc2\xb5\n64495,more\n'));
    expect(quoted.descriptor('64493')?.text).toBe('Our words, quoted');
    expect(quoted.descriptor('64494')?.text).toBe('mu µ');
    expect(quoted.descriptor('62321')).toBeUndefined();
  });

  test('with a row of another form are refused', () => {
    const found = read('own.csv', '64493,ours\n64494,ours\n64495,ours\n64496\n');
    expect('fault' in found && found.fault.line).toBe(4);
  });
});

describe('a zip archive', () => {
  const name = 'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv';
  const mue = strToU8(mueFile([['64493', 2, '2 Policy']]));

  test('is read member by member, and what is none of the tables is passed over', async () => {
    const zip = zipSync({ [name]: mue, 'readme.txt': strToU8('Words'), 'x.xlsx': mue });
    expect(await fromMemory('mue.zip', zip)).toMatchObject({
      tables: [{ kind: 'mue', edition: { from: '2026-10-01', file: `mue.zip/${name}` } }],
      faults: [],
    });
  });

  test('that is cut off, damaged, empty of tables or of workbooks alone is refused', async () => {
    const large = mueFile(Array.from({ length: 5000 }, (_, index) => [`${10_000 + index * 7}`, index, '2 Policy']));
    const zip = zipSync({ [name]: strToU8(large) });
    const message = async (bytes: Uint8Array) => (await fromMemory('mue.zip', bytes)).faults[0]?.message;
    expect(await message(zip.subarray(0, zip.length / 2))).toMatch(/incomplete/);
    expect(await message(zip.map((byte, at) => (at > 200 && at < 2000 ? byte ^ 0x55 : byte)))).toBeDefined();
    expect(await message(zipSync({ 'a.pdf': mue }))).toMatch(/no file of a known kind/);
    expect(await message(zipSync({ 'a.xlsx': mue }))).toMatch(/Excel workbook/);
    expect(await message(zipSync({ [name]: mue.subarray(0, mue.length - 12) }))).toMatch(
      new RegExp(`^${name}: an opening quote`),
    );
  });
});

test('a file of nothing that is known says what would be', () => {
  for (const text of ['', 'Shopping\nmilk\n', '10112,AL,00,ALABAMA\n', '\xff\xfeH\0C\0']) {
    const found = read('x.txt', text);
    expect('fault' in found && found.kind).toBe(undefined);
    expect('fault' in found && found.fault.message).toMatch(/empty|no file of a known kind|UTF-16/);
  }
});

function fromMemory(file: string, bytes: Uint8Array) {
  async function* parts() {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }
  return readTableFile(file, { parts: parts(), stamp: '' });
}
