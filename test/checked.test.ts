/** What judged an encounter and what was not checked: each kind of it with a case that says so and one close by that does not. */
import { describe, expect, test } from 'vitest';
import { codesOf } from '../server/src/codes/answers.js';
import { joinedEditions } from '../server/src/codes/editions.js';
import { readEncounter } from '../server/src/encounter/read.js';
import { checkedOf } from '../server/src/engine/checked.js';
import { judge } from '../server/src/engine/judge.js';
import type { World } from '../server/src/engine/judgment.js';
import { checkedInShort, checkedLines } from '../server/src/features/words/checked.js';
import { abstractOf } from '../server/src/neighbors/abstract.js';
import type { History, PastEncounter } from '../server/src/neighbors/history.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { defineRule } from '../server/src/rules/rule.js';
import { editions, shippedCodes } from './support/codes.js';

/** Invented payers: what is expected of them does not change with the files that ship. */
const own = {
  'acme.payer.yaml': `
payer: acme
name: Acme
extends: medicare
require:
  - { for: facet-injection, at-least: { relief: 80% } }
  - { for: trigger-point, guidance: [none] }
  - { for: vertebral-augmentation, documentation: [indication] }
`,
  'states.payer.yaml': `
payer: states
name: States
extends: cpt
require:
  - { for: facet-injection, when: { state: AZ }, documentation: [indication] }
  - { for: trigger-point, when: { claim: facility }, documentation: [indication] }
  - { for: joint-injection, documentation: [indication], severity: off }
authorization:
  - { for: 62323, place: 24, when: { state: AZ } }
`,
  'dated.payer.yaml': `
payer: dated
name: Dated
extends: cpt
require:
  - { for: facet-injection, documentation: [indication], from: 2026-01-01 }
`,
  'counting.payer.yaml': `
payer: counting
name: Counting
extends: cpt
limits:
  - { for: trigger-point, sessions: { max: 3, within: 12 months, per: region } }
  - { for: facet-injection, sessions: { max: 3, within: 12 months, per: region }, from: 2026-09-01 }
require:
  - { for: nerve-block, documentation: [indication] }
  - { for: facet-injection, documentation: [indication], until: 2026-08-31 }
`,
  'relieving.payer.yaml': `
payer: relieving
name: Relieving
extends: cpt
require:
  - { for: facet-injection, prior: { procedure: facet-injection, relief: 80% } }
  - { for: facet-injection, repeat: { relief: 50%, within: 12 months } }
`,
  'lenient.payer.yaml':
    'payer: lenient\nname: Lenient\nextends: acme\nseverity: { bundled-pair: off, level-limit: off }\n',
  'turning-1.payer.yaml': 'payer: turning\nname: Turning\nextends: acme\nuntil: 2026-09-16\n',
  'turning-2.payer.yaml':
    'payer: turning\nname: Turning\nextends: acme\neffective: 2026-09-17\nseverity: { bundled-pair: off }\n',
  'years-2025.payer.yaml': 'payer: years\nname: Years\nextends: acme\nuntil: 2025-12-31\n',
  'years-2026.payer.yaml': 'payer: years\nname: Years\nextends: acme\neffective: 2026-02-01\nuntil: 2026-12-31\n',
  'torn.payer.yaml': 'payer: torn\nname: [\n',
  'torn-child.payer.yaml': 'payer: torn-child\nextends: acme\nname: [\n',
  'plain.payer.yaml':
    'payer: plain\nname: Plain\nextends: cpt\nrequire:\n  - { for: facet-injection, documentation: [indication] }\n',
  'general.payer.yaml': 'payer: general\nname: General\nextends: cpt\nnot-checked: [coverage, prior authorization]\n',
};
/** Built-in policies that say only something of a procedure. */
const partial = {
  'partial.payer.yaml': `
payer: partial
name: Partial
limits:
  - { for: [facet-injection, transforaminal-epidural, facet-destruction, sacroiliac-injection], levels-per-side: 2 }
require:
  - { for: [trigger-point, sacroiliac-injection], documentation: [indication] }
authorization:
  - for: [trigger-point, sacroiliac-injection]
not-covered:
  - for: 64624
`,
  'partial-medicare.payer.yaml':
    'payer: partial-medicare\nname: Partial\nbilling-rules: cms\nlimits:\n  - { for: facet-injection, levels-per-side: 2 }\n',
  'partial-general.payer.yaml':
    'payer: partial-general\nname: Partial\nnot-checked: [coverage]\nlimits:\n  - { for: facet-injection, levels-per-side: 2 }\n',
};
const policies = createPolicies(
  [...shippedFiles(), ...Object.entries(own).map(([file, text]) => ({ file, text, shipped: false }))],
  { ruleIds: rules.map(({ id }) => id), codes: shippedCodes },
);
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };

/** A right claim of a day on which every table is new enough. */
const clean = `encounter 1
patient: MRN-77001
born: 1958-03-14
sex: F
date: 2026-09-16
payer: acme
place: 11
provider: 1234567893
diagnoses
  A: M47.816
procedure facet-injection
  intent: diagnostic
  series: first
  technique: medial-branch
  levels: L4-L5
  side: left
  guidance: fluoroscopy
  relief: 85% for 6 hours
  indication: three months of axial pain
lines
  64493-LT  x1  A
`;
type Change = readonly [from: string | RegExp, to: string];
const changed = (...changes: readonly Change[]): string =>
  changes.reduce((text, [from, to]) => {
    const after = text.replace(from, to);
    if (after === text) throw new Error(`nothing changed by ${from}`);
    return after;
  }, clean);
const on = (date: string): Change => ['2026-09-16', date];
const paidBy = (payer: string): Change => ['payer: acme', `payer: ${payer}`];
const billing = (...lines: readonly string[]): Change => [
  '  64493-LT  x1  A\n',
  lines.map((line) => `  ${line}\n`).join(''),
];

/** An earlier session of the patient, so that the sessions before are known; other places than in the claims. */
const earlierSession: History = {
  version: '1',
  latest: pastOf('2020-03-02'),
  earlier: undefined,
};
function pastOf(date: string): PastEncounter {
  const text = `encounter 0\npatient: MRN-77001\ndate: ${date}\nprocedure trigger-point\n  site: calf\nlines\n  20552  x1  A\n`;
  const past = abstractOf(readEncounter(text, shippedCodes), shippedCodes).past();
  if (!past) throw new Error('nothing is told of the earlier session');
  return { ...past, file: 'earlier.encounter', ordinal: 0 };
}

const judged = (text: string, by = world) => judge(by, text, [], earlierSession);
const said = (text: string, by = world): readonly string[] =>
  checkedOf(judged(text, by)).notChecked.map(({ what, why }) => `${what}: ${why}`);

const ofThePayer = 'bilateral forms, unit limits, coverage and prior authorization are not checked';

test('of a right claim of a covered day nothing is left out, and what judged it is said', () => {
  const checked = checkedOf(judged(clean));
  expect(checked.notChecked).toEqual([]);
  expect(checkedInShort(checked)).toBe('checked in full (acme)');
  expect(checkedLines(checked)).toEqual([
    'Judged by Acme (acme; acme.payer.yaml), in force for every date',
    'Tables: CMS fee schedule of 2025-10; CMS practitioner MUE table, 2026-04-01; NCCI 2026 Q3; CMS add-on code file of 2026-04-01; ICD-10-CM FY2026',
    'Not checked: nothing was left out',
  ]);
});

describe('a table', () => {
  test.each([
    // A year after its first day it is a year old, and not older.
    ['2026-10-01', []],
    [
      '2026-10-02',
      ['fees: the newest whole fee schedule at hand is of 2025-10-01, 12 months before the date of service'],
    ],
    [
      '2026-11-16',
      ['fees: the newest whole fee schedule at hand is of 2025-10-01, 13 months before the date of service'],
    ],
    // A newer one is at hand, and was not yet in force.
    [
      '2025-07-01',
      [
        'diagnoses: the oldest ICD-10-CM code set at hand begins on 2025-10-01, after the date of service: what it says may not have been so yet',
      ],
    ],
    [
      '2026-01-16',
      [
        'units: the table of medically unlikely edits at hand for that day is of 2024-07-01, 18 months before the date of service',
        'pairs: the NCCI pairs at hand for that day are of 2024-07-01, 18 months before the date of service',
      ],
    ],
    [
      '2027-10-01',
      [
        'fees: the newest whole fee schedule at hand is of 2025-10-01, 24 months before the date of service',
        'units: the newest table of medically unlikely edits at hand is of 2026-04-01, 18 months before the date of service',
        'pairs: the newest NCCI pairs at hand are of 2026-07-01, 15 months before the date of service',
        'add-ons: the newest add-on code file at hand is of 2026-04-01, 18 months before the date of service',
        'diagnoses: the newest ICD-10-CM code set at hand is FY2027, which ended 2027-09-30, before the date of service',
      ],
    ],
  ])('older than a year on the date of service, or not in force yet, is said: %s', (date, expected) => {
    expect(said(changed(on(date)))).toEqual(expected);
  });

  test('before its first edition is said with the first day for which it answers', () => {
    const began = (what: string) => expect.stringMatching(new RegExp(`^${what}`));
    expect(said(changed(on('2024-06-02')))).toEqual([
      began('fees: the oldest whole fee schedule at hand begins on 2025-01-01, after'),
      began('units: the oldest table of medically unlikely edits at hand begins on 2024-07-01, after'),
      began('pairs: the oldest NCCI pairs at hand begin on 2024-07-01, after the date of service: what they say may'),
      began('add-ons: the oldest add-on code file at hand begins on 2024-06-03, after'),
      began('diagnoses: the oldest'),
    ]);
    // One day later a file answers that itself is newer.
    expect(said(changed(on('2024-06-03'))).filter((gap) => gap.startsWith('add-ons'))).toEqual([]);
  });

  test('of unit limits is not missed where the claim is not checked with it', () => {
    const units = (...changes: readonly Change[]) => {
      const { tables, notChecked } = checkedOf(judged(changed(on('2026-01-16'), ...changes)));
      const reasons = notChecked.filter(({ what }) => what === 'units').map(({ why }) => why);
      return [tables.some(({ table }) => table === 'units'), reasons];
    };
    expect(units()).toEqual([
      true,
      [
        'the table of medically unlikely edits at hand for that day is of 2024-07-01, 18 months before the date of service',
      ],
    ]);
    expect(units(['place: 11', 'place: 24\nclaim: facility'])).toEqual([
      false,
      [expect.stringContaining("CMS's unit limits at hand are for practitioners:")],
    ]);
    expect(units(paidBy('cpt'))).toEqual([false, []]);
  });

  test('of the user’s own answers and is called so', () => {
    const [fees] = editions.feeSchedules.filter(({ isWhole }) => isWhole);
    if (!fees) throw new Error('no fee schedule');
    const newer = {
      ...fees,
      from: '2026-07-01',
      answersFrom: '2026-07-01',
      name: 'CMS fee schedule of 2026-07',
      file: 'a.csv',
    };
    const none = { ...editions, feeSchedules: [], mues: [], pairs: [], addOns: [], diagnoses: [], diagnosisTitles: [] };
    const other = { ...none, levelTwo: [], modifiers: [], descriptors: [], feeSchedules: [newer] };
    const by = { ...world, codes: codesOf(joinedEditions(editions, other), 'own') };
    const text = changed(on('2026-11-16'));
    expect(said(text, by)).toEqual([]);
    expect(checkedLines(checkedOf(judged(text, by)))[1]).toContain('CMS fee schedule of 2026-07 (your own); ');
  });
});

describe('the payer', () => {
  test.each([
    ['Maria Lopez', [`payer: no policy file has the payer's name as its id or alias: ${ofThePayer}`]],
    [
      'torn-child',
      ["payer: the payer's policy file cannot be read: what Acme says, which it extends, is checked instead"],
    ],
    ['torn', [`payer: the payer's policy file cannot be read: ${ofThePayer}`]],
    [
      'general',
      [
        'coverage: the policy of General is a general one and does not say',
        'prior authorization: the policy of General is a general one and does not say',
      ],
    ],
    ['years', []],
    ['acme', []],
  ])('without a policy of its own is said: %s', (payer, expected) => {
    expect(said(payer === 'acme' ? clean : changed(paidBy(payer)))).toEqual(expected);
  });

  test('that the encounter does not name is said', () => {
    expect(said(changed([/payer: .*\n/, '']))).toEqual([`payer: the encounter names no payer: ${ofThePayer}`]);
  });

  test('without a policy in force on the date is said with the dates that there are', () => {
    expect(said(changed(paidBy('years'), on('2026-01-16'))).filter((gap) => gap.startsWith('payer'))).toEqual([
      'payer: Years has no policy in force on the date of service, only until 2025-12-31 and from 2026-02-01 to 2026-12-31: the nearest in time is used',
    ]);
  });

  test('whose policy says nothing about what is billed is said, with the groups and codes', () => {
    const block = changed(
      ['procedure facet-injection', 'procedure nerve-block'],
      [/ {2}(intent|series|technique|levels).*\n/, ''],
      [/ {2}(series|technique|levels).*\n/, ''],
      [/ {2}(technique|levels).*\n/, ''],
      [/ {2}levels.*\n/, '  site: greater occipital\n'],
      billing('64405-LT  x1  A'),
    );
    expect(said(block)).toEqual([
      'coverage: the policy of Acme says nothing about nerve-block (64405): limits, documentation, authorization and coverage are not known',
    ]);
    // A visit needs no statement, and a general policy has said already what it does not know.
    expect(said(changed(billing('99213  x1  A', '64493-LT  x1  A')))).toEqual([]);
    expect(said(block.replace('payer: acme', 'payer: general')).filter((gap) => gap.includes('nerve-block'))).toEqual(
      [],
    );
  });
});

test('of a procedure of which a built-in policy says only some, what it does not say is named', () => {
  const by: World = {
    ...world,
    policies: createPolicies(
      [
        ...shippedFiles(),
        ...Object.entries(partial).map(([file, text]) => ({ file, text, shipped: true })),
        {
          file: 'own-partial.payer.yaml',
          text: partial['partial.payer.yaml'].replace('partial', 'own'),
          shipped: false,
        },
      ],
      { ruleIds: rules.map(({ id }) => id), codes: shippedCodes },
    ),
  };
  const gaps = (payer: string, ...changes: readonly Change[]) =>
    said(changed(paidBy(payer), ...changes), by).filter((gap) => gap.startsWith('policy'));
  const facet =
    'policy: the policy of Partial has no entry for documentation or prior authorization of facet-injection';
  expect(gaps('partial')).toEqual([facet]);
  expect(gaps('partial', billing('64493-LT  x1  A', '64494-LT  x1  A', '99213  x1  A'))).toEqual([facet]);
  expect(gaps('partial', billing('64493-LT  x1  A', '20552  x1  A', '64483-LT  x1  A'))).toEqual([
    `${facet} and transforaminal-epidural, nor for limits of trigger-point`,
  ]);
  expect(gaps('partial', billing('64493-LT  x1  A', '20552  x1  A', '64483-LT  x1  A', '64635-LT  x1  A'))).toEqual([
    `${facet} and transforaminal-epidural, nor for limits of trigger-point; some of these are missing for 1 more procedure too`,
  ]);
  // Of what is not paid at all nothing more need be known; of another group it says all; of one it says nothing at all.
  expect(gaps('partial', billing('64624-LT  x1  A'))).toEqual([]);
  expect(gaps('partial', billing('27096-LT  x1  A'))).toEqual([]);
  expect(gaps('partial', billing('64405-LT  x1  A'))).toEqual([]);
  // Medicare's policies, a practice's own, a general one, and no date to choose the entries by.
  expect(gaps('partial-medicare')).toEqual([]);
  expect(gaps('own')).toEqual([]);
  expect(gaps('partial-general')).toEqual([]);
  expect(gaps('partial', [/date: .*\n/, ''])).toEqual([]);
});

test('a facility claim is not checked with the unit limits for hospitals, nor for certain with their pairs', () => {
  const facility = (place: string, ...changes: readonly Change[]) =>
    said(changed(['place: 11', `place: ${place}\nclaim: facility`], ...changes));
  const pair = billing('62320  x1  A', '62321  x1  A', '80307  x9  A');
  const ofTables = (gaps: readonly string[]) => gaps.filter((gap) => /^(units|pairs)/.test(gap));
  const units =
    "units: CMS's unit limits at hand are for practitioners, not for hospitals: the units of this facility claim are checked only by what the codes themselves say";
  expect(ofTables(facility('22', pair))).toEqual([
    units,
    'pairs: the NCCI pairs at hand are for practitioners, not for hospitals: on this facility claim bundled-pair only warns, and a pair that only the table for hospitals has is not found',
  ]);
  expect(ofTables(facility('24', pair))).toEqual([
    "units: CMS's unit limits at hand are for practitioners: the units of this facility claim are checked only by what the codes themselves say",
    'pairs: the NCCI pairs at hand are for practitioners: on this facility claim bundled-pair only warns',
  ]);
  // One code is in no pair; the payer's own limits are not CMS's; a physician's claim there is checked with both.
  expect(ofTables(facility('22'))).toEqual([units]);
  expect(ofTables(facility('22', paidBy('cpt')))).toEqual([]);
  expect(ofTables(said(changed(['place: 11', 'place: 22'], pair)))).toEqual([]);
});

test('what is said of a facility claim is what the rules do', () => {
  const found = (place: string, claim: string) =>
    judged(
      changed(
        ['place: 11', `place: ${place}\nclaim: ${claim}`],
        billing('62320  x1  A', '62321  x1  A', '80307  x9  A'),
      ),
    )
      .findings.filter(({ rule }) => rule === 'bundled-pair' || rule === 'units-exceed-mue')
      .map(({ rule, severity }) => `${rule} ${severity}`);
  expect(found('22', 'facility')).toEqual(['bundled-pair warning']);
  expect(found('24', 'facility')).toEqual(['bundled-pair warning']);
  expect(found('24', 'professional')).toEqual(['bundled-pair error', 'units-exceed-mue error']);
});

test('a policy that says something in some states, kinds of claim or never says it only there', () => {
  const nothing = (what: string) =>
    `coverage: the policy of States says nothing about ${what}: limits, documentation, authorization and coverage are not known`;
  const states = (...changes: readonly Change[]) => said(changed(paidBy('states'), ...changes));
  expect(states()).toEqual([
    'state: the encounter names no state, and what the policy of States says about 64493 differs by state',
  ]);
  expect(states(['place: 11', 'place: 11\nstate: AZ'])).toEqual([]);
  expect(states(['place: 11', 'place: 11\nstate: OH'])).toEqual([nothing('facet-injection (64493)')]);
  const other = (line: string): readonly Change[] => [
    [/procedure [\s\S]*lines/, 'procedure other\n  guidance: fluoroscopy\nlines'],
    billing(line),
  ];
  expect(states(...other('20552  x1  A'))).toEqual([nothing('trigger-point (20552)')]);
  expect(states(...other('20552  x1  A'), ['place: 11', 'place: 22\nclaim: facility'])).toEqual([]);
  expect(states(...other('20610-LT  x1  A'))).toEqual([nothing('joint-injection (20610)')]);
  // The state decides of a number at one place only, and of none that is there.
  const center: Change = ['place: 11', 'place: 24'];
  expect(states(...other('62323  x1  A'))).toEqual([]);
  expect(states(...other('62323  x1  A'), center)).toEqual([
    'state: the encounter names no state, and what the policy of States says about 62323 differs by state',
  ]);
  expect(states(...other('62323  x1  A'), ['place: 11', 'place: 24\nauthorization: A-77'])).toEqual([]);
});

describe('the patient’s history', () => {
  const history = (history: History | undefined, ...changes: readonly Change[]) =>
    checkedOf(judge(world, changed(...changes), [], history)).notChecked.map(({ what, why }) => `${what}: ${why}`);
  const unnamed: Change = [/patient: .*\n/, ''];
  const alone =
    'history: no earlier session of this patient was read, so session limits were counted with this one alone';

  test('that session limits need is missed without a patient, and without an earlier session', () => {
    expect(history(undefined, paidBy('counting'))).toEqual([alone]);
    expect(history(undefined, paidBy('counting'), unnamed)).toEqual([
      'history: no patient is named, so earlier sessions could not be counted',
    ]);
    expect(history(earlierSession, paidBy('counting'))).toEqual([]);
  });

  test('is not missed where the policy in force counts nothing of what is billed', () => {
    expect(history(undefined, paidBy('counting'), on('2026-08-31'))).toEqual([]);
    expect(history(undefined, paidBy('plain'), unnamed)).toEqual([]);
    // Nothing is billed for it.
    expect(history(undefined, paidBy('counting'), billing('99213  x1  A'))).toEqual([]);
  });

  test('that tells of the relief from earlier sessions is missed where the record does not tell of it', () => {
    const told = (field: string): Change => ['  indication:', `  ${field}\n  indication:`];
    const unread =
      'history: no earlier session of this patient was read, so what the payer requires of them was not looked up';
    expect(history(undefined, paidBy('relieving'))).toEqual([unread]);
    expect(history(undefined, paidBy('relieving'), unnamed)).toEqual([
      'history: no patient is named, so earlier sessions could not be looked up',
    ]);
    const blocks = told('prior-blocks: 85%');
    expect(history(undefined, paidBy('relieving'), blocks)).toEqual([unread]);
    expect(history(undefined, paidBy('relieving'), blocks, told('prior-relief: 85% for 3 months'))).toEqual([]);
  });
});

const noDate =
  'date of service: there is no date of service that can be read: the newest policy and tables are used, whether or not they were in force, without what the policy says only from or until some day, and earlier sessions are not counted';

test('a policy whose entries have dates is not said to say nothing where the encounter has none', () => {
  const nothing =
    'coverage: the policy of Dated says nothing about facet-injection (64493): limits, documentation, authorization and coverage are not known';
  expect(said(changed(paidBy('dated'), [/date: .*\n/, '']))).toEqual([noDate]);
  expect(said(changed(paidBy('dated')))).toEqual([]);
  expect(said(changed(paidBy('dated'), on('2025-12-16'))).filter((gap) => gap.startsWith('coverage'))).toEqual([
    nothing,
  ]);
});

test('a missing date of service is said, and one that every line has of its own is not missing', () => {
  const without = changed([/date: .*\n/, '']);
  expect(said(without)).toEqual([noDate]);
  expect(said(without.replace(/payer: .*\n/, ''))[0]).toBe(
    'date of service: there is no date of service that can be read: the newest tables are used, whether or not they were in force',
  );
  const dated = without.replace('x1  A\n', 'x1  A\n    date: 2026-09-16\n');
  expect(said(dated)).toEqual([]);
  expect(checkedOf(judged(dated)).date).toBe('2026-09-16');
});

describe('the record', () => {
  test.each<[string, readonly Change[], readonly string[]]>([
    [
      'no procedure',
      [[/procedure [\s\S]*lines/, 'lines']],
      ['record: no procedure is documented for 64493: there is no record to compare with'],
    ],
    [
      'a procedure of no known kind',
      [['procedure facet-injection', 'procedure levitation']],
      ['record: a procedure has no kind, or one that is not known: what is billed is not compared with it'],
    ],
    [
      'no level',
      [[/ {2}levels.*\n/, '']],
      ['levels: no level or nerve is documented for facet-injection: its levels are not counted'],
    ],
    ['nerves in place of levels', [['levels: L4-L5', 'nerves: L3, L4']], []],
    [
      'a level that cannot be read',
      [['levels: L4-L5', 'levels: L4-L5, somewhere']],
      ['levels: a level, nerve or side cannot be read for facet-injection: its levels are not counted'],
    ],
    [
      'a level without a sure family',
      [['levels: L4-L5', 'levels: C1-C2']],
      ['levels: which codes C0-C1 and C1-C2 belong to is not certain for facet-injection: its levels are not counted'],
    ],
    ['no guidance', [[/ {2}guidance.*\n/, '']], ['guidance: no guidance is documented for 64493, which needs it']],
    [
      'no relief',
      [[/ {2}relief.*\n/, '']],
      [
        'relief: no relief is documented for facet-injection: whether it reached the 80% that Acme asks for is not known',
      ],
    ],
  ])('with %s', (_, changes, expected) => {
    expect(said(changed(...changes))).toEqual(expected);
  });

  test('of a void is not asked for what a payer wants documented: coverage is what was not checked', () => {
    const without: Change = [/ {2}relief.*\n/, ''];
    expect(said(changed(without, ['place: 11', 'place: 11\nfrequency: void']))).toEqual([
      'coverage: the claim is void and asks for no payment: limits, documentation, authorization and coverage are not checked',
    ]);
    expect(said(changed(without, ['place: 11', 'place: 11\nfrequency: replacement']))).toEqual([
      'relief: no relief is documented for facet-injection: whether it reached the 80% that Acme asks for is not known',
    ]);
  });

  test('without relief is whole where the payer does not ask for it', () => {
    expect(said(changed(paidBy('plain'), [/ {2}relief.*\n/, '']))).toEqual([]);
  });

  const triggerPoint = (...lines: readonly string[]): string =>
    changed(
      [/procedure [\s\S]*lines/, ['procedure trigger-point', '  site: trapezius', ...lines, 'lines'].join('\n')],
      billing('20552  x1  A'),
    );

  test('without the guidance that the payer asks for', () => {
    expect(said(triggerPoint())).toEqual(['guidance: no guidance is documented for 20552, which needs it']);
    expect(said(triggerPoint('  guidance: none'))).toEqual([]);
  });

  const augmentation = (...lines: readonly string[]): string =>
    changed(
      [
        /procedure [\s\S]*lines/,
        ['procedure vertebral-augmentation', '  guidance: fluoroscopy', ...lines, 'lines'].join('\n'),
      ],
      billing('22514  x1  A'),
    );

  test.each([
    ['', ['bodies: no vertebral body is documented for vertebral-augmentation: its vertebral bodies are not counted']],
    [
      '  bodies: L1, hip',
      ['bodies: a vertebral body cannot be read for vertebral-augmentation: its vertebral bodies are not counted'],
    ],
    ['  bodies: L1', []],
  ])('of vertebral bodies: %s', (bodies, expected) => {
    expect(said(bodies === '' ? augmentation() : augmentation(bodies))).toEqual(expected);
  });
});

describe('codes', () => {
  test('of which nothing is known are said; a code that there is not is a finding of its own', () => {
    expect(said(changed(billing('64493-LT  x1  A', '93000  x1  A', '71046  x1  A')))).toEqual([
      'codes: what 93000 and 71046 are for is not known: they are not compared with the record',
    ]);
    expect(said(changed(billing('64493-LT  x1  A', '99213  x1  A', '64439  x1  A')))).toEqual([]);
  });

  test('on a date for which no table is complete are not known to be codes', () => {
    const old = said(changed(on('2016-03-01'), billing('64493-LT  x1  A', '64999  x1  A', '0999T  x1  A')));
    expect(old.filter((gap) => gap.startsWith('codes'))).toEqual([
      'codes: no table at hand is complete for the date of service: whether 0999T was a code then is not known',
    ]);
  });

  test('are named up to five', () => {
    const many = ['93000', '71046', '80053', '85025', '36415', '70450', '73721'].map((code) => `${code}  x1  A`);
    expect(said(changed(billing('64493-LT  x1  A', ...many)))).toEqual([
      'codes: what 93000, 71046, 80053, 85025, 36415 and 2 more are for is not known: they are not compared with the record',
    ]);
  });
});

test('an encounter that is too large says how much of it was checked', () => {
  const lines = (count: number) =>
    changed(billing('64493-LT  x1  A', ...Array.from({ length: count - 1 }, () => '99213  x1  A')));
  expect(said(lines(1001))).toEqual([
    'claim lines: the encounter has 1001 claim lines, and only the first 1000 are checked',
  ]);
  expect(said(lines(1000))).toEqual([]);
  const procedures = (count: number) => changed(['lines\n', `${'procedure evaluation\n'.repeat(count - 1)}lines\n`]);
  expect(said(procedures(1001))).toContain(
    'procedures: the encounter has 1001 procedures, and only the first 1000 are checked',
  );
  expect(said(procedures(1000))).toEqual([]);
});

test('a rule that an error stopped is said', () => {
  const failing = defineRule({
    id: 'failing',
    summary: 'Fails',
    severity: 'error',
    // biome-ignore lint/correctness/useYield: it fails before it finds anything
    *check() {
      throw new Error('a bug');
    },
  });
  expect(said(clean, { ...world, rules: [...rules, failing] })).toEqual([
    'failing: an internal error stopped this rule',
  ]);
});

describe('rules that are off', () => {
  const bundled = 'rules: bundled-pair is off';

  test.each<[string, World, string, readonly string[]]>([
    ['a setting', { ...world, severities: { 'bundled-pair': 'off' } }, 'acme', [bundled]],
    ['the project file', { ...world, projectSeverities: { 'bundled-pair': 'off' } }, 'acme', [bundled]],
    ['the policy', world, 'lenient', ['rules: bundled-pair and level-limit are off']],
    [
      'the policy, against which a setting says otherwise',
      { ...world, severities: { 'level-limit': 'hint' } },
      'lenient',
      [bundled],
    ],
    ['none, only less severe', { ...world, severities: { 'bundled-pair': 'hint' } }, 'acme', []],
  ])('are said: by %s', (_, by, payer, expected) => {
    expect(said(clean.replace('payer: acme', `payer: ${payer}`), by)).toEqual(expected);
  });

  test('are named up to five', () => {
    const ids = rules
      .slice(0, 7)
      .map(({ id }) => id)
      .sort();
    const severities = Object.fromEntries(ids.map((id) => [id, 'off' as const]));
    expect(said(clean, { ...world, severities })).toEqual([`rules: ${ids.slice(0, 5).join(', ')} and 2 more are off`]);
  });

  test('on one day only are said with the day', () => {
    const days = changed(paidBy('turning'), billing('64493-LT  x1  A', '99213  x1  A\n    date: 2026-09-17'));
    expect(said(days)).toEqual(['rules: of 2026-09-17: bundled-pair is off']);
  });
});

describe('lines of several days', () => {
  const days = changed(
    paidBy('years'),
    on('2025-12-16'),
    billing('64493-LT  x1  A', '99213  x1  A\n    date: 2026-02-03'),
  );

  test('are judged by the policies and tables of each, and say which', () => {
    const checked = checkedOf(judged(days));
    expect(checked.days.map(({ date, policy }) => [date, policy?.file])).toEqual([
      ['2025-12-16', 'years-2025.payer.yaml'],
      ['2026-02-03', 'years-2026.payer.yaml'],
    ]);
    expect(checked.policy?.file).toBe('years-2025.payer.yaml');
    expect(checkedInShort(checked)).toBe('4 things not checked (years)');
    const lines = checkedLines(checked);
    expect(lines[0]).toBe('Judged on 2025-12-16 by Years (years; years-2025.payer.yaml), in force until 2025-12-31');
    expect(lines[2]).toBe(
      'Judged on 2026-02-03 by Years (years; years-2026.payer.yaml), in force from 2026-02-01 to 2026-12-31',
    );
    expect(lines[4]).toBe(
      'Not checked: units: of 2025-12-16: the table of medically unlikely edits at hand for that day is of 2024-07-01, 17 months before the date of service',
    );
  });

  test('that one policy and the same tables judge are said as one', () => {
    const same = changed(billing('64493-LT  x1  A', '99213  x1  A\n    date: 2026-09-17'));
    const checked = checkedOf(judged(same));
    expect([checked.days, checked.notChecked]).toEqual([[], []]);
  });

  test('say of a gap that all of them have nothing but what it is', () => {
    const all = changed(paidBy('nobody'), billing('64493-LT  x1  A', '99213  x1  A\n    date: 2026-09-17'));
    expect(said(all)).toEqual([`payer: no policy file has the payer's name as its id or alias: ${ofThePayer}`]);
  });
});
