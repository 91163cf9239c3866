/** Facts about codes are data, where a coder can review them: no code in TypeScript decides anything, and the tables agree with each other. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { codeClassRows } from '../server/generated/code-classes.js';
import { codeRelationRows } from '../server/generated/code-relations.js';
import { diagnosisFamilyRows } from '../server/generated/diagnosis-families.js';
import { diagnosisRegionRows } from '../server/generated/diagnosis-regions.js';
import { drugNameRows } from '../server/generated/drug-names.js';
import { editionRows } from '../server/generated/editions.js';
import { medicareCodeRows } from '../server/generated/medicare-codes.js';
import { nerveRows } from '../server/generated/nerves.js';
import { painCodeRows } from '../server/generated/pain-codes.js';
import { amountOf, timesIn } from '../server/src/clinical/doses.js';
import { diagnosisSideOf, spinePartOf } from '../server/src/codes/diagnosis-places.js';
import { shippedOf } from '../server/src/codes/shipped-editions.js';
import { painDiagnoses, plainDiagnosis, usualDiagnoses } from '../server/src/codes/usual-diagnoses.js';
import { shippedCodes } from './support/codes.js';

const root = new URL('../', import.meta.url);
const code = /\b(?:\d{5}|[A-Z]\d{4}|\d{4}[A-Z])\b/g;
/** With their point, also as a regular expression writes it. */
const diagnosis = /\b[A-Z]\d[0-9AB]\\?\.[0-9A-Z]{0,4}/g;

/** Codes as examples, in words that a user reads: they decide nothing. */
const examples: Readonly<Record<string, string>> = {
  'server/src/cli/options.ts': '64493',
  'server/src/encounter/headings.ts': '64493',
  'server/src/encounter/service-line.ts': '64493',
  // A part of a drug's national number.
  'server/src/encounter/values.ts': '00023',
  // The page about the encounter format, whose encounters are examples, and what a field's help names.
  'server/src/features/explain/format-page.ts':
    '22513 22515 48213 48214 64493 64494 64495 64999 97110 99152 99153 99812',
  'server/src/features/words/field.ts': '00023 48213 64493 99812',
  'server/src/features/policy/example-snippet.ts': '64493',
  'server/src/policy/scalars.ts': '64490 64495',
  'server/src/policy/schema.ts': '64490 64492 64493 64495 64615 64633 64636 99151 99157 J0585 J0588',
  'server/src/policy/skeleton.ts': '64490 64492 64493 64495',
  'server/src/policy/unknown-names.ts': '64490 64495',
  'server/src/rules/complexity-with-25.ts': 'G2211',
  'server/src/rules/unknown-code.ts': '64493 J1010',
};

/** Diagnoses as examples. */
const diagnosisExamples: Readonly<Record<string, string>> = {
  'server/src/encounter/diagnosis-line.ts': 'M47.816',
  'server/src/encounter/headings.ts': 'M47.816',
  'server/src/features/encounter/hover.ts': 'M47.81',
  'server/src/features/explain/format-page.ts': 'M47.816 M47.817 M54.50 M80.08XA',
  'server/src/features/policy/example-snippet.ts': 'M47.816',
  'server/src/policy/scalars.ts': 'M47.812 M47.817',
  'server/src/policy/schema.ts': 'M47.812 M47.817',
  'server/src/policy/skeleton.ts': 'M47.812 M47.817',
  'server/src/policy/unknown-names.ts': 'M47.812 M47.817',
  'server/src/rules/invalid-diagnosis.ts': 'M47.816',
};

describe('codes', () => {
  test('stand in no TypeScript that decides by them', () => {
    expect(foundIn(code)).toEqual(examples);
  });

  test('of diagnoses neither', () => {
    expect(foundIn(diagnosis)).toEqual(diagnosisExamples);
  });

  test.each([
    ["const single = { 'M54.2': 'neck pain' };", 'M54.2'],
    ["const exact = ['M47.81', 'M47.89'];", 'M47.81 M47.89'],
    ['const sided = /^(?:M17\\.[13]|M25\\.56)[12]$/;', 'M17 M25.56'],
    ["// M54.2 is neck pain\nconst region = 'C2-C3'; const units = 'x1.5';", ''],
  ])('of diagnoses are found in %s', (text, codes) => {
    expect(codesIn(text, diagnosis).join(' ')).toBe(codes);
  });

  test.each([
    ["const sacroiliac = '27096';", '27096'],
    ['const pairs = { J2001: 10, 64420: 2 };', '64420 J2001'],
    ['const nerve = /^(?:64450|0213T)$/;', '0213T 64450'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is TypeScript
    ['const first = `64490 ${second} 64491`;', '64490 64491'],
    ["// 64490 is the first level\nconst url = 'https://example.com'; /* 64491 */", ''],
  ])('are found in %s', (text, codes) => {
    expect(codesIn(text, code).join(' ')).toBe(codes);
  });
});

describe('code_classes.csv', () => {
  test('says of each class which codes, in ranges of one form and in their order', () => {
    const wrong = codeClassRows.filter(({ first = '', last = '' }) => {
      return ![first, last].every((each) => /^(?:\d{5}|[A-Z]\d{4}|\d{4}[A-Z])$/.test(each)) || first > last;
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['visit', '99213', '99216'],
    ['takes-25', '99417', '64493'],
    ['office-visit', '99215', '99221'],
    ['visit-complexity', 'G2211', 'G2212'],
    ['preventive-visit', 'G0439', 'G0440'],
    ['physical-therapy-evaluation', '97162', '97165'],
    ['presumptive-drug-test', '80306', '80308'],
    ['definitive-drug-test', 'G0659', 'G0484'],
    ['waived-test', '80305', '80306'],
    ['in-person', '96372', '96380'],
    ['two-bodies', '64628', '64629'],
    ['arthrography', '73525', '73526'],
    ['arthrography-injection', '27094', '27096'],
    ['includes-imaging', '64484', '64485'],
    ['add-on', '64421', '64420'],
    ['in-force', '64567', '64568'],
  ] as const)('has %s: %s, and not %s', (name, inside, outside) => {
    expect([inside, outside].map((each) => shippedCodes.isA(each, name))).toEqual([true, false]);
  });

  test('has no class that no question is for', () => {
    const questions = readFileSync(new URL('server/src/codes/codes.ts', root), 'utf8');
    const names = new Set(codeClassRows.map((row) => row.class ?? ''));
    expect([...names].filter((name) => !questions.includes(`| '${name}'`))).toEqual([]);
  });
});

describe('code_relations.csv', () => {
  test.each([
    ['both-sides', '64486', '64488'],
    ['both-sides', '64467', '64469'],
    ['further', '22514', '22515'],
    ['never-paid-after', '63650', '63661 63662'],
    ['dry-needling', '20553', '20561'],
    ['percutaneous', '63655', '63650'],
    ['paddle', '63650', '63655'],
    ['paddle', '63655', ''],
    ['dry-needling', '20561', ''],
    ['both-sides', '64488', ''],
    ['never-paid-after', '63661', ''],
  ] as const)('says of %s: %s has %s', (relation, code, others) => {
    expect(shippedCodes.related(code, relation).join(' ')).toBe(others);
  });

  test('names codes that codes.csv has a row for', () => {
    const named = codeRelationRows.flatMap(({ code = '', other = '' }) => [code, other]);
    expect(named.filter((each) => !shippedCodes.painCode(each))).toEqual([]);
  });

  test('has no relation that no question is for', () => {
    const questions = readFileSync(new URL('server/src/codes/codes.ts', root), 'utf8');
    const names = new Set(codeRelationRows.map((row) => row.relation ?? ''));
    expect([...names].filter((name) => !questions.includes(`| '${name}'`))).toEqual([]);
  });

  test('gives both sides to codes that the fee schedule has for one', () => {
    const pairs = codeRelationRows.filter(({ relation }) => relation === 'both-sides');
    const sides = pairs.flatMap(({ code = '', other = '' }) =>
      [code, other].map((each) => shippedCodes.bilateralIndicator(each)),
    );
    expect(new Set(sides.map((side, at) => `${at % 2} ${side}`))).toEqual(new Set(['0 1', '1 2']));
  });
});

describe('medicare_codes.csv', () => {
  const inPlace = (code: string): string | undefined =>
    shippedCodes
      .medicareInPlaceOf(code)
      ?.codes.map((each) => [each.code, ...each.modifiers].join('-'))
      .join(' ');

  test.each([
    ['98000', '99202-95'],
    ['98007', '99215-95'],
    ['98011', '99205-93'],
    ['98015', '99215-93'],
    ['97014', 'G0283'],
    ['99418', 'G0316 G0317'],
    ['98016', undefined],
    ['99213', undefined],
  ])('in place of %s has %s', (code, codes) => {
    expect(inPlace(code)).toBe(codes);
  });

  test('is about codes that the newest fee schedule denies, and names codes that it does not', () => {
    const denied = (code = ''): boolean => ['B', 'I', 'N'].includes(shippedCodes.feeSchedule(code)?.status ?? '');
    const wrong = medicareCodeRows.filter(
      ({ first, last, instead = '' }) =>
        !denied(first) || !denied(last) || instead.split(' ').some((code) => code !== '' && denied(code)),
    );
    expect(wrong).toEqual([]);
  });

  test('says what notes of codes.csv say', () => {
    const noted = painCodeRows.flatMap(({ code = '', note = '' }) => {
      const named = /^Medicare: (\w{5})$/.exec(note)?.[1];
      return named ? [[code, named]] : [];
    });
    expect(noted.length).toBeGreaterThan(1);
    expect(noted.map(([code = '']) => [code, inPlace(code)])).toEqual(noted);
  });
});

describe('codes.csv', () => {
  const columns: Readonly<Record<string, (row: Readonly<Record<string, string>>) => unknown>> = {
    reported: ({ code = '' }) => shippedCodes.painCode(code)?.reported,
    site: ({ code = '' }) => shippedCodes.painCode(code)?.site,
    guidance: ({ code = '' }) => shippedCodes.painCode(code)?.guidance,
    imaging: ({ code = '' }) => shippedCodes.painCode(code)?.imaging,
    rung: ({ code = '' }) => shippedCodes.painCode(code)?.rung,
  };

  test.each(Object.entries(columns))(
    'is read whole in column %s: no value that the reader does not know',
    (name, read) => {
      const rows = painCodeRows.filter((row) => row[name] !== undefined);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter((row) => read(row) !== row[name])).toEqual([]);
    },
  );

  test.each(['without_imaging', 'facility_of'])('names in column %s codes that it has a row for', (name) => {
    const named = painCodeRows.flatMap((row) => row[name] ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((each) => !shippedCodes.painCode(each))).toEqual([]);
  });
});

describe('nerves.csv', () => {
  const codes = nerveRows.flatMap(({ block = '', block_each_further = '', block_both_sides = '', destruction = '' }) =>
    `${block} ${block_each_further} ${block_both_sides} ${destruction}`.split(' ').filter(Boolean),
  );
  const listed = (text = ''): readonly string[] => text.split('; ').filter(Boolean);

  test('names codes that codes.csv has a row for, each for one nerve', () => {
    expect(codes.filter((each) => !shippedCodes.painCode(each))).toEqual([]);
    expect(codes.filter((each, at) => codes.indexOf(each) !== at)).toEqual([]);
  });

  test('has the codes for any other nerve, which no site is called', () => {
    const { block, destruction } = shippedCodes.otherNerve;
    expect([block.length, destruction.length]).toEqual([1, 1]);
    expect(shippedCodes.nerve('any other nerve')).toBeUndefined();
  });

  test('gives each name to one nerve, in lower case, and a source and a confidence to each row', () => {
    const names = nerveRows.flatMap(({ nerve = '', other_names }) => [nerve.toLowerCase(), ...listed(other_names)]);
    expect(names.filter((name, at) => names.indexOf(name) !== at || name !== name.toLowerCase())).toEqual([]);
    const confidences = new Set(['verified', 'knowledge', 'unverified']);
    expect(nerveRows.filter(({ source, confidence }) => !source || !confidences.has(confidence ?? ''))).toEqual([]);
  });

  test('refers to its own rows, and has codes either in a row or in the one that bills it', () => {
    const rows = new Set(nerveRows.map(({ nerve }) => nerve));
    const named = nerveRows.flatMap(({ billed_as, branches }) => [...listed(billed_as), ...listed(branches)]);
    expect(named.filter((name) => !rows.has(name) && !/^S[123]$/.test(name))).toEqual([]);
    expect(nerveRows.filter(({ billed_as, block, destruction }) => billed_as && (block || destruction))).toEqual([]);
    expect(nerveRows.filter(({ one_unit = '' }) => !['', 'side', 'nerve'].includes(one_unit))).toEqual([]);
  });

  test('finds each nerve by each of its names, with a side and the words of a procedure around it', () => {
    const names = nerveRows.flatMap(({ nerve = '', other_names }) =>
      [nerve, ...listed(other_names)].map((name) => [nerve, name] as const),
    );
    const named = names.filter(([nerve]) => nerve !== 'any other' && nerve !== 'unlisted');
    const wrong = named.filter(([nerve, name]) =>
      [name, `Left ${name} block`, `the ${name.toUpperCase()} injection (right)`].some(
        (written) => shippedCodes.nerve(written)?.nerve.name !== nerve,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['Rt GON block', 'greater occipital', ''],
    ['greater occipital nerves', 'greater occipital', ''],
    ['superior lateral genicular nerve of the left knee', 'superolateral genicular', ''],
    ['SLGN', 'superolateral genicular', ''],
    ['genicular (SLGN)', 'superolateral genicular', ''],
    ['greater occipital nerve (GON)', 'greater occipital', ''],
    ['saphenous (adductor canal)', 'saphenous', ''],
    ['all three genicular branches', 'genicular', ''],
    ['genicular nerves x3', 'genicular', ''],
    ['intercostal nerves T5-T7', 'intercostal', 'T5 T6 T7'],
    ['T5, T7 intercostal', 'intercostal', 'T5 T7'],
    ['5th to 7th intercostal nerves', 'intercostal', 'T5 T6 T7'],
    ['intercostal, ribs 5 and 6', 'intercostal', 'T5 T6'],
    ['S1-S3 lateral branches', 'sacral lateral branches', 'S1 S2 S3'],
    ['L5 dorsal ramus', 'L5 dorsal ramus', ''],
    ['lumbar sympathetic at L3', 'lumbar or thoracic sympathetic', 'L3'],
    ["Morton's neuroma", 'plantar common digital', ''],
    ['ilioinguinal/iliohypogastric nerve', 'ilioinguinal', ''],
    ['axillary nerve', 'axillary nerve', ''],
  ])('reads %s', (site, nerve, numbers) => {
    const named = shippedCodes.nerve(site);
    expect([named?.nerve.name, named?.numbers.join(' ')]).toEqual([nerve, numbers]);
  });

  test.each([
    'axillary',
    'occipital nerve',
    'hypogastric plexus',
    'T13',
    'L5',
    'unlisted',
    'medial branch',
    'knee',
    '',
  ])('does not know which nerve %s is', (site) => {
    expect(shippedCodes.nerve(site)).toBeUndefined();
  });

  test('gives the names that rules ask for', () => {
    const asked = ['genicular', 'sciatic', 'sacroiliac joint'];
    expect(asked.filter((name) => !nerveRows.some(({ nerve }) => nerve === name))).toEqual([]);
  });
});

describe('drug_names.csv', () => {
  test('names drugs that codes.csv has a row with a unit for, each name once', () => {
    expect(drugNameRows.filter(({ code = '' }) => !shippedCodes.painCode(code)?.unit)).toEqual([]);
    const names = drugNameRows.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names.filter((name = '') => name !== name.toLowerCase())).toEqual([]);
  });

  test('says of one dose what the billing unit can measure', () => {
    const sized = drugNameRows.filter(({ one_dose }) => one_dose);
    expect(sized.length).toBeGreaterThan(5);
    const unreadable = sized.filter(({ one_dose = '', code = '' }) => {
      const unit = shippedCodes.painCode(code)?.unit ?? '';
      const amount = amountOf(one_dose);
      return one_dose !== unit && (!amount || timesIn(amount, unit) === undefined);
    });
    expect(unreadable).toEqual([]);
  });
});

describe('diagnosis_families.csv', () => {
  const titleOf = (code: string): string => shippedCodes.diagnosisTitle(code) ?? '';

  test('says of each code with a side what its official title says', () => {
    const sided = diagnosisFamilyRows.filter(({ last_character }) => last_character === 'side');
    const codes = sided.flatMap(({ family }) => [`${family}1`, `${family}2`]);
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !titleOf(code).includes(` ${diagnosisSideOf(code)?.side}`))).toEqual([]);
  });

  test('says of each code of a region what its official title says', () => {
    const families = diagnosisFamilyRows.filter(({ last_character }) => last_character === 'region');
    const codes = families
      .flatMap(({ family }) => diagnosisRegionRows.map(({ character }) => `${family}${character}`))
      .filter((code) => titleOf(code));
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !titleOf(code).includes(`, ${spinePartOf(code)?.words.split(' ')[0]} `))).toEqual([]);
  });

  test.each(['M54.50', 'M47.819', 'M47.810', 'M17.10', 'G56.03', 'M25.569', 'M47', ''])(
    'says nothing of %s, whose last character is neither',
    (code) => {
      expect([spinePartOf(code), diagnosisSideOf(code)]).toEqual([undefined, undefined]);
    },
  );
});

describe.each([
  ['usual_diagnoses.csv', usualDiagnoses()],
  ['pain_diagnoses.csv', painDiagnoses()],
])('%s', (_, codes) => {
  test('has codes that are billable in some year, each once and in order', () => {
    expect(codes.filter((code) => !shippedCodes.diagnosisTitle(code))).toEqual([]);
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  test('has plain words only where they say something that the title does not', () => {
    const repeated = codes.filter((code) =>
      shippedCodes
        .diagnosisTitle(code)
        ?.toLowerCase()
        .includes(plainDiagnosis(code) ?? '\n'),
    );
    expect(repeated).toEqual([]);
  });
});

describe('editions.csv', () => {
  const data = new URL('server/data/', root);
  const readme = readFileSync(new URL('README.md', data), 'utf8');

  test('has a row for a file that is there, and no two of one release', () => {
    const files = editionRows.map(({ file = '' }) => file);
    const there = readdirSync(data);
    expect(files.filter((file) => !there.includes(file))).toEqual([]);
    const rows = editionRows.map(({ file, release }) => `${file} ${release}`);
    expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([]);
  });

  test('leaves no table of CMS out: what has a date in its name has a row', () => {
    const dated = readdirSync(data).filter((file) => /20\d\d|fy\d/.test(file));
    expect(dated.filter((file) => !editionRows.some((row) => row.file === file))).toEqual([]);
  });

  test('goes from the oldest to the newest within a kind, each with its days and its name', () => {
    for (const kind of new Set(editionRows.map((row) => row.kind ?? ''))) {
      const days = editionRows.flatMap((row) => (row.kind === kind ? [row.from ?? row.until ?? ''] : []));
      expect([kind, ...days]).toEqual([kind, ...[...days].sort()]);
      expect([kind, ...days.filter((day) => !/^20\d\d-\d\d-\d\d$/.test(day))]).toEqual([kind]);
    }
    expect(editionRows.filter(({ name, release }) => !name || !release)).toEqual([]);
  });

  test('is what answers: each MUE table from its first day to the next one', () => {
    const limits = shippedOf('mue').map(({ from, release }) => [from, release]);
    expect(
      limits.map(([from]) => shippedCodes.mue('64493', from)).map((mue) => [mue?.effective, mue?.quarter]),
    ).toEqual(limits);
  });

  test('names files that the page about the tables tells the source of', () => {
    expect(readdirSync(data).filter((file) => file !== 'README.md' && !readme.includes(`| ${file} `))).toEqual([]);
  });
});

/** The codes of this form in each file of ours that has any. */
function foundIn(form: RegExp): Readonly<Record<string, string>> {
  const found = ['server/src/', 'client/src/'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .map((file) => folder + file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const codes = codesIn(readFileSync(new URL(file, root), 'utf8'), form);
        return codes.length > 0 ? [[file, codes.join(' ')] as const] : [];
      }),
  );
  return Object.fromEntries(found);
}

/** The codes of this form in a TypeScript text, its comments left out, sorted. */
function codesIn(text: string, form: RegExp): readonly string[] {
  const file = ts.createSourceFile('text.ts', text, ts.ScriptTarget.Latest);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    let isLeaf = true;
    ts.forEachChild(node, (child) => {
      isLeaf = false;
      visit(child);
    });
    if (isLeaf)
      for (const [each] of node.getText(file).matchAll(form)) found.add(each.replace('\\.', '.').replace(/\.$/, ''));
  };
  visit(file);
  return [...found].sort();
}
