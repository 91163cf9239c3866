/** Payer policies as their author meets them: which file judges an encounter, what it inherits, what is reported where. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgedOf } from '../server/src/policy/document.js';
import type { AnyEntry } from '../server/src/policy/entry.js';
import { namesCode } from '../server/src/policy/names.js';
import { parsePolicy } from '../server/src/policy/parse.js';
import { createPolicies, type PolicyFile } from '../server/src/policy/policies.js';
import { formsFor, type Policy } from '../server/src/policy/policy.js';
import { entryWords } from '../server/src/policy/words.js';
import { rules } from '../server/src/rules/index.js';
import { covered } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';
import { policyPage } from './support/policy-page.js';

const folder = new URL('../server/payers/', import.meta.url);
const shipped: readonly PolicyFile[] = readdirSync(folder)
  .filter((file) => file.endsWith('.payer.yaml'))
  .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8'), shipped: true }));
/** Rules that judge by the shipped entries, which their examples expect. */
const rulesOfPolicies = [
  'authorization-required',
  'diagnosis-not-covered',
  'frequency-limit',
  'guidance-required',
  'insufficient-relief',
  'level-limit',
  'missing-documentation',
  'not-covered',
  'not-together',
  'required-modifier',
  'technique-mismatch',
  'unmet-prior',
];
const vocabulary = {
  ruleIds: [...new Set([...rules.map(({ id }) => id), ...rulesOfPolicies])],
  codes: shippedCodes,
};
const today = '2026-11-24';

describe('the shipped policies', () => {
  const policies = createPolicies(shipped, vocabulary);

  const generic = ['auto', 'commercial', 'medicaid', 'self-pay', 'tricare', 'veterans-affairs', 'workers-compensation'];

  test('are these, and nothing is wrong in or between them', () => {
    const contractors = ['cgs', 'first-coast', 'ngs', 'noridian', 'novitas', 'palmetto', 'wps'];
    const commercial = ['aetna', 'anthem', 'cigna', 'evicore', 'priority-health', 'uhc'];
    const regional = ['bcbs-massachusetts', 'emblemhealth', 'healthpartners', 'highmark', 'south-carolina-blues'];
    const states = ['alabama-medicaid', 'mississippi-workers-compensation'];
    const advantage = ['bcbs-arizona', 'blue-cross-nc', 'humana', 'uhc'].map((plan) => `${plan}-medicare-advantage`);
    const shared = ['cpt', 'medicare', ...contractors.map((name) => `medicare-${name}`)];
    const ids = policies.known.map(({ id }) => id).sort();
    expect(ids).toEqual([...shared, ...commercial, ...regional, ...states, ...advantage, ...generic].sort());
    expect(shipped.map(({ file }) => file.replace('.payer.yaml', '')).sort()).toEqual(ids);
    expect(policies.problems).toEqual([]);
  });

  test('have their examples last: what judges is what stands before them', () => {
    for (const { file, text } of shipped) {
      const keys = [...text.matchAll(/^([a-z-]+):/gm)].map(([, key]) => key);
      expect([file, keys.includes('examples') ? keys.at(-1) : 'examples']).toEqual([file, 'examples']);
    }
  });

  test('no two answer to one name', () => {
    const names = policies.known.flatMap(({ id, aliases }) => [id, ...aliases]).map((name) => name.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(generic)('%s has the conventions of CPT, asserts what was read, and says what is not checked', (id) => {
    const policy = inForce(policies.choose(id, today));
    expect(policy).toMatchObject({ id, mue: 'none', billingRules: 'none' });
    expect(policy.bilateral).toEqual(inForce(policies.choose('cpt', today)).bilateral);
    expect(policy.notChecked.length).toBeGreaterThan(0);
    expect(policy.entries.map(({ key }) => key)).toEqual(
      id === 'tricare' ? ['documentation', 'at-least', 'prior', 'technique'] : [],
    );
  });

  test('a state of workers\u2019 compensation whose rules were read does not say that they are not checked', () => {
    const mississippi = inForce(policies.choose('MS WC', today));
    expect(mississippi.id).toBe('mississippi-workers-compensation');
    expect(mississippi.notChecked).toEqual([]);
    expect(mississippi.mue).toBe('none');
    expect(inForce(policies.choose('WC', today)).notChecked.length).toBeGreaterThan(0);
  });

  test.each([
    ['Medi-Cal', 'medicaid'],
    ['tx medicaid', 'medicaid'],
    ['AL Medicaid', 'alabama-medicaid'],
    ['TRICARE East', 'tricare'],
    ['VA', 'veterans-affairs'],
    ["Workers' Comp", 'workers-compensation'],
    ['Worker\u2019s Comp', 'workers-compensation'],
    ['Self Pay', 'self-pay'],
    ['MVA', 'auto'],
    ['PPO', 'commercial'],
    ['BCBS AZ MA', 'bcbs-arizona-medicare-advantage'],
    ['BCBSNC MA', 'blue-cross-nc-medicare-advantage'],
    ['BCBSMA', 'bcbs-massachusetts'],
    ['Blue Cross Blue Shield of Massachusetts', 'bcbs-massachusetts'],
    ['SC Blues', 'south-carolina-blues'],
    ['Highmark BCBS', 'highmark'],
    ['Emblem Health', 'emblemhealth'],
    ['Mississippi Workers\u2019 Comp', 'mississippi-workers-compensation'],
    ['Humana Military', 'tricare'],
  ])('%s is %s', (name, id) => {
    expect(inForce(policies.choose(name, today)).id).toBe(id);
  });

  test.each([
    'medicade',
    'Meritain',
    'Molina Medicaid',
    'Medicare Part A',
    'Medicare-Medicaid Plan',
    'Humana Medicaid',
    'Alabama Medicare',
    'TRICARE Medicare',
    'humana',
    'bcbs arizona',
    'alabama',
    'mississippi',
    'South Carolina',
    'massachusetts',
    'Mississippi Medicare',
    'BCBS NC',
    'BCBSNC',
    'BCBSMN',
    'Blue Cross Blue Shield',
    'Health Partners Plans',
    'Highmark Wholecare',
    'BCBS',
    'BCN',
    'health',
    'blue cross',
  ])('%s is no policy, and none is offered in its place', (name) => {
    expect(policies.choose(name, today)).toEqual({ kind: 'unknown', nearest: undefined });
  });

  test.each([
    ['priority', 'priority-health'],
    ['palmetto gba jm part b', undefined],
    ['Noridian Medicare', 'medicare-noridian'],
    ['Medicare Noridian JE', 'medicare-noridian'],
    ['Medicaid - Texas', 'medicaid'],
    ['UHC Medicare', 'uhc-medicare-advantage'],
    ['Aetna Medicare', undefined],
    ['workers', 'workers-compensation'],
    ['anthem blue', 'anthem'],
    ['Workers Comp Mississippi', 'mississippi-workers-compensation'],
    ['WC Mississippi', 'mississippi-workers-compensation'],
  ])('%s is read by its words as %s', (name, id) => {
    const choice = policies.choose(name, today);
    expect(choice.kind === 'part' ? choice.policy.id : undefined).toBe(id);
  });

  test('a policy in the workspace may take a name that was only part of another', () => {
    const own = withShipped({ 'a.payer.yaml': 'payer: priority\nnot-checked: coverage\n' });
    expect(inForce(own.choose('priority', today))).toMatchObject({ id: 'priority', notChecked: ['coverage'] });
    const plan = withShipped({ 'a.payer.yaml': 'payer: ohio\nextends: medicaid\n' });
    expect(inForce(plan.choose('ohio', today)).notChecked).toEqual([]);
    expect(plan.choose('ohoi', today)).toEqual({ kind: 'unknown', nearest: undefined });
  });

  test('cpt takes 50 on the primary code, two lines or two units on an add-on code, and has no unit limits', () => {
    const cpt = inForce(policies.choose('cpt', today));
    expect(cpt.bilateral).toEqual({ primary: ['modifier-50'], addOn: ['two-lines', 'units-2'] });
    expect(cpt.mue).toBe('none');
  });

  test.each(policies.known.map(({ id }) => id).filter((id) => id.startsWith('medicare')))(
    '%s takes 50 on every line, a surgery center RT and LT, and CMS limits the units, on any date',
    (id) => {
      for (const date of ['2009-06-01', '2026-11-16', '2040-01-01']) {
        const policy = inForce(policies.choose(id, date));
        expect(policy.bilateral).toEqual({
          primary: ['modifier-50'],
          addOn: ['modifier-50'],
          surgeryCenter: ['rt-lt'],
        });
        expect(policy.mue).toBe('cms');
        expect(policy.source).toMatch(/^https:\/\/www\.cms\.gov\//);
      }
    },
  );

  const documents = shipped.flatMap((file) => parsePolicy(file, vocabulary).document ?? []);
  const written = documents.flatMap(({ file, content, entries }) => entries.map((entry) => ({ file, content, entry })));
  const named = ({ file, entry }: { file: string; entry: AnyEntry }) => `${file}: ${entryWords(entry)}`;

  test('each entry says how sure it is and when it was read, which is no day before it holds', () => {
    // An entry that says nothing of its confidence counts as verified: here each must say it.
    const silent = documents.flatMap(({ file, content }) =>
      [
        ...(content.limits ?? []),
        ...(content.require ?? []),
        ...(content.authorization ?? []),
        ...(content['not-covered'] ?? []),
        ...(content['not-together'] ?? []),
        ...(content['only-beside'] ?? []),
        ...(content['covered-diagnoses'] ?? []),
      ].flatMap((item) => (item?.confidence && item.read ? [] : `${file}: ${item?.for.written.join(', ')}`)),
    );
    expect(silent).toEqual([]);
    expect(written.length).toBeGreaterThan(80);
    expect(written.filter(({ entry: { from = '', read = '' } }) => from > read).map(named)).toEqual([]);
  });

  test('no entry names nothing, or a code that is deleted on a day on which the entry holds', () => {
    const dead = written.flatMap((each) => {
      const { names, from = '2026-11-24', until = '2026-11-24' } = each.entry;
      // A code without a row in codes.csv is none that a pain practice's policy speaks of.
      const codes = shippedCodes.painCodes
        .map(({ code }) => code)
        .filter((code) => namesCode(names, code, shippedCodes));
      const isDead = codes.some((code) =>
        [from, until].some((day) => shippedCodes.standing(code, day).kind !== 'valid'),
      );
      return codes.length === 0 || isDead ? [named(each)] : [];
    });
    expect(dead).toEqual([]);
    const gone = written.flatMap(({ entry: { names, until = today } }) =>
      names.written
        .filter((name) => /\d/.test(name))
        .flatMap((name) => name.split('-'))
        .filter((code) => shippedCodes.standing(code, until < today ? until : today).kind !== 'valid'),
    );
    expect(gone).toEqual([]);
  });

  test('no entry sharpens what its rule says', () => {
    const loud = written.filter(({ entry: { severity } }) => severity === 'error');
    expect(loud.map(named)).toEqual([]);
  });

  test('what is taken back is something that is inherited', () => {
    for (const { content, entry } of written.filter(({ entry: { severity } }) => severity === 'off')) {
      const day = entry.until ?? today;
      const parent = inForce(policies.choose(content.extends, day));
      const own = inForce(policies.choose(content.payer, day));
      const isSame = (other: AnyEntry) => entryWords(other).startsWith(entryWords(entry));
      expect(parent.entries.some(isSame), entryWords(entry)).toBe(true);
      expect(own.entries.some(isSame), entryWords(entry)).toBe(false);
    }
  });

  test('the diagnoses of one contractor are in its own file, not in that of all', () => {
    // What a national determination names is the same for all.
    const files = written
      .filter(({ entry: { key, source = '' } }) => key === 'covered-diagnoses' && !source.includes('ncdid='))
      .map(({ file }) => file);
    expect(files).toContain('medicare-noridian.payer.yaml');
    expect(files).not.toContain('medicare.payer.yaml');
  });

  test('every file with entries has examples, some that find something and some clean', () => {
    for (const { file, content, entries } of documents.filter((document) => document.entries.length > 0)) {
      const expected = (content.examples ?? []).map((example) => example?.expect.length ?? 0);
      expect(
        expected.some((count) => count === 0),
        file,
      ).toBe(true);
      // A finding of an unconfirmed entry is information, and of one taken back there is none.
      const canBeSeen = entries.some(({ confidence, severity }) => confidence !== 'unconfirmed' && severity !== 'off');
      expect(!canBeSeen || expected.some((count) => count > 0), file).toBe(true);
    }
  });

  test('stand in docs/payer-policies.md as they are: npm run golden writes it', () => {
    const page = readFileSync(new URL('../docs/payer-policies.md', import.meta.url), 'utf8');
    expect(page).toBe(policyPage(shipped, vocabulary));
  });

  test('only the surgery center itself writes RT and LT lines', () => {
    const medicare = inForce(policies.choose('medicare', today));
    const form = (claim: 'professional' | 'facility', place: string) =>
      formsFor(medicare, { isAddOn: false }, { claim, place: { value: place } });
    expect([form('facility', '24'), form('facility', '22'), form('professional', '24')]).toEqual([
      ['rt-lt'],
      ['modifier-50'],
      ['modifier-50'],
    ]);
  });

  test('an alias is the same in any case and spacing', () => {
    expect(inForce(policies.choose('  NORIDIAN   je ', today)).id).toBe('medicare-noridian');
  });

  test('a slip in an id or an alias leads to the id, and no payer to none', () => {
    expect(policies.choose('medicare-noridan', today)).toEqual({ kind: 'unknown', nearest: 'medicare-noridian' });
    expect(policies.choose('Palmeto GBA', today)).toEqual({ kind: 'unknown', nearest: 'medicare-palmetto' });
    expect(policies.choose('zenith-mutual', today)).toEqual({ kind: 'unknown', nearest: undefined });
    expect([policies.choose(undefined, today), policies.choose(' ', today)]).toEqual([
      { kind: 'absent' },
      { kind: 'absent' },
    ]);
  });
});

describe("the workspace's own policies", () => {
  test('inherit key by key', () => {
    const policies = withShipped({
      'acme.payer.yaml': `
payer: acme
extends: medicare
bilateral:
  add-on: [rt-lt, two-lines]
severity:
  level-undercount: off
`,
      'plus.payer.yaml': `
payer: acme-plus
name: Acme Plus
extends: acme
mue: none
source: https://acme.example/plus
severity: { not-covered: error }
`,
    });
    expect(policies.problems).toEqual([]);
    expect(inForce(policies.choose('acme-plus', today))).toMatchObject({
      id: 'acme-plus',
      name: 'Acme Plus',
      file: 'plus.payer.yaml',
      source: 'https://acme.example/plus',
      bilateral: { primary: ['modifier-50'], addOn: ['rt-lt', 'two-lines'], surgeryCenter: ['rt-lt'] },
      mue: 'none',
      severity: {
        'level-undercount': { level: 'off', policy: 'acme', depth: 1 },
        'not-covered': { level: 'error', policy: 'acme-plus', depth: 0 },
      },
    });
    expect(inForce(policies.choose('acme', today)).name).toBe('acme');
  });

  const saidOf = (policy: Policy) =>
    policy.entries.map((entry) => [entryWords(entry), entry.severity, entry.origin.policy]);

  test('inherit an entry unless one with the same for, when, with and beside takes its place', () => {
    const policies = createPolicies(
      [
        {
          file: 'base.payer.yaml',
          text: `payer: base
authorization:
  - { for: 64615, with: J0585-J0588 }
  - { for: 62323, when: { state: [AZ, WA] }, voluntary: prepayment review }
not-together:
  - { for: 99152, beside: facet-injection }
only-beside:
  - { for: 64615, beside: J0585 }
`,
          shipped: false,
        },
        {
          file: 'plan.payer.yaml',
          text: `payer: plan
extends: base
authorization:
  - { for: 64615, with: j0585 - j0588, severity: warning }
  - { for: 64615, with: J0585, severity: hint }
  - { for: 62323, when: { state: [wa, AZ] }, severity: off }
not-together:
  - { for: 99152, beside: facet-destruction, severity: hint }
  - { for: 99152, beside: facet-injection, severity: off }
`,
          shipped: false,
        },
      ],
      vocabulary,
    );
    expect(policies.problems).toEqual([]);
    expect(saidOf(inForce(policies.choose('plan', today)))).toEqual([
      ['64615, with j0585 - j0588 on the claim: prior authorization', 'warning', 'plan'],
      ['64615, with J0585 on the claim: prior authorization', 'hint', 'plan'],
      ['99152: not paid on the day of facet-destruction', 'hint', 'plan'],
      ['64615: paid only with J0585 on the claim', undefined, 'base'],
    ]);
  });

  test.each([
    ['read from their files', false],
    ['read when the tool was built', true],
  ])(
    'of Medicare Advantage, %s, inherit nothing that holds for Original Medicare alone, and neither do their own plans',
    (_, isReadBefore) => {
      const readBefore = (source: PolicyFile): PolicyFile => {
        const { document } = parsePolicy(source, vocabulary);
        return { ...source, shipped: true, judged: () => document && JSON.parse(JSON.stringify(judgedOf(document))) };
      };
      const policies = createPolicies(
        [
          ['base', 'authorization:\n  - { for: 63650, original-medicare: true }\n  - { for: 64633 }\n'],
          ['contractor', 'extends: base\nnot-covered:\n  - { for: 64625, original-medicare: true }\n'],
          ['plan', 'extends: contractor\nmedicare-advantage: true\n'],
          ['plan-two', 'extends: plan\nauthorization: [{ for: 62330, original-medicare: true }]\n'],
        ]
          .map(([payer, text]) => ({ file: `${payer}.payer.yaml`, text: `payer: ${payer}\n${text}`, shipped: false }))
          .map((source) => (isReadBefore ? readBefore(source) : source)),
        vocabulary,
      );
      expect(policies.problems).toEqual([]);
      const said = (payer: string) => saidOf(inForce(policies.choose(payer, today))).map(([words]) => words);
      expect(said('contractor')).toEqual([
        '64625, Original Medicare only: not covered',
        '63650, Original Medicare only: prior authorization',
        '64633: prior authorization',
      ]);
      expect(said('plan')).toEqual(['64633: prior authorization']);
      expect(said('plan-two')).toEqual([
        '62330, Original Medicare only: prior authorization',
        '64633: prior authorization',
      ]);
    },
  );

  test('that say nothing of bilateral forms take each of them, and follow the unit limits of CMS', () => {
    const acme = inForce(withShipped({ 'a.payer.yaml': 'payer: acme\n' }).choose('acme', today));
    expect(acme.bilateral.primary).toEqual(['modifier-50', 'rt-lt', 'two-lines', 'units-2']);
    expect(acme.mue).toBe('cms');
    // Medicare's billing rules are asked of those alone that say they follow them.
    expect(acme.billingRules).toBe('none');
    const plan = { 'a.payer.yaml': 'payer: acme\nextends: medicare\n' };
    expect(inForce(withShipped(plan).choose('acme', today)).billingRules).toBe('cms');
    const lines = inForce(
      withShipped({ 'a.payer.yaml': 'payer: acme\nbilateral: { primary: rt-lt }\n' }).choose('acme', today),
    );
    expect(lines.bilateral.addOn[0]).toBe('rt-lt');
  });

  test('take the place of the shipped policy of the same id', () => {
    const policies = withShipped({
      'own.payer.yaml': 'payer: medicare\nname: Our Medicare\nbilateral: { primary: two-lines }\n',
    });
    expect(inForce(policies.choose('Medicare', today)).bilateral.primary).toEqual(['two-lines']);
    // The contractors extend what now is `medicare`.
    expect(inForce(policies.choose('Noridian', today)).bilateral.primary).toEqual(['two-lines']);
    expect(policies.choose('Original Medicare', today).kind).toBe('unknown');
  });

  test('may extend the shipped policy of their own id, and then keep its name and aliases', () => {
    const policies = withShipped({
      'own.payer.yaml':
        'payer: Medicare-Noridian\nextends: medicare-noridian\naliases: [Our MAC]\nseverity: { level-undercount: hint }\n',
    });
    expect(policies.problems).toEqual([]);
    for (const name of ['medicare-noridian', 'Noridian JE', 'our mac']) {
      const policy = inForce(policies.choose(name, today));
      expect([policy.file, policy.bilateral.addOn, policy.severity]).toEqual([
        'own.payer.yaml',
        ['modifier-50'],
        { 'level-undercount': { level: 'hint', policy: 'Medicare-Noridian', depth: 0 } },
      ]);
    }
  });

  test('keep numbers as they are written', () => {
    const policies = withShipped({ 'a.payer.yaml': 'payer: 00123\nname: 64493\naliases: [00987, 1e3]\n' });
    expect(policies.problems).toEqual([]);
    expect(inForce(policies.choose('00123', today))).toMatchObject({ id: '00123', name: '64493' });
    expect(inForce(policies.choose('00987', today)).id).toBe('00123');
    expect(inForce(policies.choose('1E3', today)).id).toBe('00123');
    expect(policies.choose('123', today).kind).toBe('unknown');
  });
});

describe('several files of one payer', () => {
  const policies = withShipped({
    'old.payer.yaml':
      'payer: acme\nname: Acme 2025\neffective: 2025-01-01\nuntil: 2025-06-30\nbilateral: { primary: rt-lt }\n',
    'new.payer.yaml': 'payer: acme\nname: Acme 2026\neffective: 2026-01-01\nextends: medicare\n',
    'child.payer.yaml': 'payer: acme-child\nextends: acme\n',
  });

  test('judge by the date of service, first and last day included', () => {
    const named = (date: string) => inForce(policies.choose('acme', date)).name;
    expect(['2025-01-01', '2025-06-30', '2026-01-01', '2030-01-01'].map(named)).toEqual([
      'Acme 2025',
      'Acme 2025',
      'Acme 2026',
      'Acme 2026',
    ]);
  });

  test('between and before them the nearest in time judges, and says which there are', () => {
    const ranges = ['from 2025-01-01 to 2025-06-30', 'from 2026-01-01'];
    for (const [date, name] of [
      ['2024-01-01', 'Acme 2025'],
      ['2025-09-29', 'Acme 2025'],
      ['2025-10-15', 'Acme 2026'],
    ]) {
      expect(policies.choose('acme', date)).toMatchObject({ kind: 'nearest', policy: { name }, ranges });
    }
  });

  test('without a date of service the newest judges', () => {
    expect(inForce(policies.choose('acme', undefined)).name).toBe('Acme 2026');
  });

  test('a parent is the one in force on the date', () => {
    const forms = (date: string) => inForce(policies.choose('acme-child', date)).bilateral.primary;
    expect([forms('2025-03-01'), forms('2026-03-01')]).toEqual([['rt-lt'], ['modifier-50']]);
  });

  test('that share a day are reported on both', () => {
    const files = {
      'a.payer.yaml': 'payer: acme\nuntil: 2026-03-31\n',
      'b.payer.yaml': 'payer: acme\neffective: 2026-03-31\n',
    };
    const message = "Two acme files are in force on 2026-03-31; end one with until before the other's effective date";
    expect(reports(files)).toEqual([
      ['a.payer.yaml', 'payer-overlap', 'acme', message],
      ['b.payer.yaml', 'payer-overlap', '2026-03-31', message],
    ]);
    expect(reports({ ...files, 'b.payer.yaml': 'payer: acme\neffective: 2026-04-01\n' })).toEqual([]);
  });
});

describe('a file in which something breaks', () => {
  test('is reported where it breaks, and the rest of it holds', () => {
    const text = `payer: acme
nmae: Acme
extends: medicare
effective: 2026-02-30
bilateral:
  primary: modifer-50
  add-on: [two-lines, units]
  surgery-centre: rt-lt
mue:
source: acme.pdf
severity:
  level-undercont: off
  not-covered: quiet
  syntax: hint
mue: none
`;
    const form = 'use modifier-50, rt-lt, two-lines or units-2';
    expect(reports({ 'acme.payer.yaml': text }).map(([, ...rest]) => rest)).toEqual([
      ['payer-schema', 'nmae', 'Unknown key nmae in the policy; did you mean name?'],
      ['payer-schema', '2026-02-30', 'effective is 2026-02-30; use a calendar date such as 2026-04-16'],
      ['payer-schema', 'modifer-50', `primary is modifer-50; ${form}`],
      ['payer-schema', 'units', `add-on is units; ${form}`],
      ['payer-schema', 'surgery-centre', 'Unknown key surgery-centre in bilateral; did you mean surgery-center?'],
      ['payer-schema', 'mue', 'mue is empty; use cms or none'],
      [
        'payer-schema',
        'acme.pdf',
        'source is acme.pdf; use the URL of the published policy, such as https://payer.example/policy.pdf',
      ],
      ['payer-unknown-rule', 'level-undercont', 'Unknown rule level-undercont; did you mean level-undercount?'],
      ['payer-schema', 'quiet', 'not-covered is quiet; use error, warning, information, hint or off'],
      ['payer-schema', 'mue', 'Duplicate key mue; only the first one is used'],
    ]);
    const policy = inForce(withShipped({ 'acme.payer.yaml': text }).choose('acme', '2020-01-01'));
    expect(policy).toMatchObject({
      mue: 'cms',
      severity: { syntax: { level: 'hint' } },
      bilateral: { primary: ['modifier-50'] },
    });
  });

  test('offers the nearest word', () => {
    const { problems } = parsed('payer: acme\nbilaterl: {}\nmue: cns\n');
    expect(problems.map(({ replacement }) => replacement)).toEqual(['bilateral', 'cms']);
  });

  test('a last day before the first is left out', () => {
    const text = 'payer: acme\neffective: 2026-04-16\nuntil: 2025-03-31\n';
    expect(reports({ 'a.payer.yaml': text })).toEqual([
      [
        'a.payer.yaml',
        'payer-schema',
        '2025-03-31',
        'until is 2025-03-31; use a date on or after effective (2026-04-16)',
      ],
    ]);
    expect(inForce(withShipped({ 'a.payer.yaml': text }).choose('acme', '2027-01-01')).until).toBeUndefined();
  });

  test.each([
    ['no id', 'name: Acme\nmue: cms\n', 'name', 'Missing key payer in the policy'],
    [
      'an id of two words',
      'payer: acme plan\n',
      'acme plan',
      'payer is acme plan; use one word of letters, digits, hyphens, periods or underscores, such as medicare-noridian',
    ],
    [
      'a list',
      '- payer: acme\n',
      '- payer: acme\n',
      'A policy must have keys and values, such as payer: and name: (found a list)',
    ],
  ])('cannot be used with %s', (_, text, at, message) => {
    expect(reports({ 'a.payer.yaml': text })).toEqual([['a.payer.yaml', 'payer-schema', at, message]]);
    expect(parsed(text).document).toBeUndefined();
  });

  test('the keys of coverage and limits are accepted', () => {
    const text =
      'payer: acme\nnot-covered: [{ for: 64492 }]\nlimits: []\nrequire: []\nauthorization: []\nnot-together: []\nonly-beside: []\ncovered-diagnoses: []\nexamples: []\n';
    expect(reports({ 'a.payer.yaml': text })).toEqual([]);
  });

  test('the keys about other codes, states and programs are told what they may hold', () => {
    const text = `payer: acme
medicare-advantage: maybe
limits:
  - { for: 62323, sessions: { max: 4, within: calendar-yaer, per: side } }
  - { for: 62323, levels-per-session: 1, of: same-intent }
require:
  - { for: 62323, repeat: { within: 2 years } }
authorization:
  - { for: 62323, when: { state: [AZ, ZZ] }, original-medicare: false }
  - { for: 62323, with: [J0585, 9999X] }
not-together:
  - { for: 99152 }
  - { for: 99152, beside: facet-injections }
only-beside:
  - { for: 64615, beside: J0585-J0588 }
`;
    expect(reports({ 'a.payer.yaml': text }).map(([, rule, at, message]) => [rule, at, message])).toEqual([
      ['payer-schema', 'maybe', 'medicare-advantage is maybe; use true, or leave the key out'],
      [
        'payer-schema',
        'calendar-yaer',
        'within is calendar-yaer; use calendar-year, or a length of time such as 12 months',
      ],
      ['payer-schema', 'side', 'per is side; use region, level, level-and-side, site or patient'],
      ['payer-schema', 'same-intent', 'of is same-intent; use of together with interval'],
      ['payer-schema', '{ within: 2 years }', 'This entry says nothing; add relief or for'],
      ['payer-schema', 'ZZ', 'state is ZZ; use the two letters of a state such as AZ'],
      ['payer-schema', 'false', 'original-medicare is false; use true, or leave the key out'],
      ['payer-unknown-code', '9999X', '9999X is not in any code table'],
      ['payer-schema', '{ for: 99152 }', 'Missing key beside in this not-together entry'],
      ['payer-unknown-code', 'facet-injections', 'Unknown code group facet-injections; did you mean facet-injection?'],
    ]);
  });
});

describe('an entry', () => {
  const lines = (...entry: string[]) => `payer: acme\nlimits:\n  - ${entry.join('\n    ')}\n`;
  const marked = (text: string) => reports({ 'a.payer.yaml': text }).map(([, , at, message]) => [at, message]);

  test('that says nothing is marked on its first line, in a sentence about it', () => {
    expect(marked(lines('for: facet-injection', 'when: { intent: diagnostic }'))).toEqual([
      [
        'for: facet-injection',
        'This entry says nothing; add levels-per-session, levels-per-side, regions-per-session, sessions or interval',
      ],
    ]);
    expect(marked('payer: acme\nrequire: [{ for: 64493 }]\n')[0]?.[1]).toMatch(
      /^This entry says nothing; .* modifiers,/,
    );
  });

  test('that says nothing for a misspelled key is one mistake, and one finding', () => {
    expect(marked(lines('for: facet-injection', 'level-per-session: 2'))).toEqual([
      ['level-per-session', 'Unknown key level-per-session in limits; did you mean levels-per-session?'],
    ]);
    expect(marked(lines('for: facet-injection', 'levels-per-session: two'))).toEqual([
      ['two', 'levels-per-session is two; use a whole number from 1 to 99'],
    ]);
  });

  test('without its for, or with a misspelled one, is one finding too', () => {
    expect(marked(lines('levels-per-session: 2', 'interval: 2 weeks'))).toEqual([
      ['levels-per-session: 2', 'Missing key for in this limits entry'],
    ]);
    expect(marked(lines('fro: facet-injection', 'levels-per-session: 2'))).toEqual([
      ['fro', 'Unknown key fro in limits'],
    ]);
    expect(marked(lines('for: facet-injection', 'sessions: { max: 4, pre: region }'))).toEqual([
      ['pre', 'Unknown key pre in sessions; did you mean per?'],
    ]);
    expect(marked(lines('for: facet-injection', 'sessions: { max: 4 }'))).toEqual([
      ['sessions', 'Missing key per in sessions'],
    ]);
  });
});

describe('a key that belongs elsewhere', () => {
  const said = (text: string) =>
    reports({ 'a.payer.yaml': `payer: acme\n${text}\n` }).flatMap(([, rule, at, message]) =>
      message?.startsWith('Unknown key') ? [[rule, at, message]] : [],
    );
  const lists = 'limits, require, authorization, not-covered, not-together, only-beside or covered-diagnoses';

  test.each([
    ['original-medicare: true', 'original-medicare', 'the policy', lists],
    ['with: J0585', 'with', 'the policy', lists],
    ['voluntary: prepayment review', 'voluntary', 'the policy', 'authorization'],
    ['not-covered: [{ for: 64492, voluntary: x }]', 'voluntary', 'not-covered', 'authorization'],
    ['not-covered: [{ for: 64492, beside: 64493 }]', 'beside', 'not-covered', 'not-together or only-beside'],
    ['not-covered: [{ for: 64492, state: TX }]', 'state', 'not-covered', 'when'],
    ['not-covered: [{ for: 64492, when: { with: J0585 } }]', 'with', 'when', lists],
    ['require: [{ for: 64492, relief: 80% }]', 'relief', 'require', 'at-least, prior or repeat'],
    ['limits: [{ for: 64492, interval: 2 weeks, mue: none }]', 'mue', 'limits', 'the policy'],
  ])('is told where: %s', (text, key, where, home) => {
    expect(said(text)).toEqual([['payer-schema', key, `Unknown key ${key} in ${where}; it belongs in ${home}`]]);
  });

  test('and one that belongs nowhere is told the keys that there are, or nothing', () => {
    expect(said('not-covered: [{ for: 64492, constructor: x }]')).toEqual([
      ['payer-schema', 'constructor', expect.not.stringContaining('belongs')],
    ]);
    expect(said('not-covered: [{ for: 64492, when: { weather: x } }]')[0]?.[2]).toBe(
      'Unknown key weather in when; use intent, series, technique, guidance, place, region, claim or state',
    );
  });
});

test('a claim is not held for a yes or a no', () => {
  const said = (held: string) =>
    reports({ 'a.payer.yaml': `payer: acme\nauthorization: [{ for: 64493, voluntary: ${held} }]\n` });
  for (const held of ['true', 'True', 'yes', 'no', 'false', 'off']) {
    expect(said(held)).toEqual([
      [
        'a.payer.yaml',
        'payer-schema',
        held,
        `voluntary is ${held}; use what the claim is held for, such as prepayment review`,
      ],
    ]);
  }
  expect(said('prepayment review')).toEqual([]);
  expect(said('no payment before review')).toEqual([]);
});

test('a rule that an example expects and nobody has is told with the nearest', () => {
  const text = 'payer: acme\nexamples:\n  - name: x\n    encounter: y\n    expect: [not-coverd]\n';
  expect(reports({ 'a.payer.yaml': text })).toEqual([
    ['a.payer.yaml', 'payer-unknown-rule', 'not-coverd', 'Unknown rule not-coverd; did you mean not-covered?'],
  ]);
});

describe('a diagnosis that is another one from 2026-10-01 on', () => {
  const told = (keys: string, codes: string) =>
    reports({ 'a.payer.yaml': `payer: acme\n${keys}covered-diagnoses:\n  - for: 20550\n    codes: [${codes}]\n` }).map(
      ([, , at, message]) => [at, message],
    );

  test.each([
    ['no first day', ''],
    ['a first day before', 'effective: 2026-01-01\n'],
    ['a last day before', 'effective: 2019-01-01\nuntil: 2026-09-30\n'],
  ])('may stand in a policy with %s, beside the new one', (_, keys) => {
    expect(told(keys, 'M72.2, M72.20-M72.22, M67.A01')).toEqual([]);
    expect(told(keys, 'M72.2')).toEqual([]);
    expect(told(keys, 'M72.2-M72.9')).toEqual([]);
    expect(told(keys, 'S23.420A, T52.8X1A, Z68.1')).toEqual([]);
    expect(told(keys, 'M72')).toEqual([['M72', 'M72 needs more characters; use M72.0-M72.9']]);
    expect(told(keys, 'M99.99')).toEqual([['M99.99', 'M99.99 is not an ICD-10-CM code']]);
  });

  test('is told in a policy that begins with the new one', () => {
    expect(told('effective: 2026-10-01\n', 'M72.2, T52.8X1A, S23.420A')).toEqual([
      ['M72.2', 'M72.2 needs more characters; use M72.20-M72.22'],
      ['T52.8X1A', 'T52.8X1A was deleted after 2026-09-30; use T52.811A, T52.821A or T52.891A'],
      ['S23.420A', 'S23.420A was deleted after 2026-09-30; use S43.60XA, S43.61XA or S43.62XA'],
    ]);
  });

  test('may stand in an entry that is older than the policy says of itself', () => {
    const entry = (from: string) =>
      `effective: 2026-10-01\ncovered-diagnoses:\n  - for: 20551\n    codes: M72.2\n    from: ${from}\n`;
    expect(reports({ 'a.payer.yaml': `payer: acme\n${entry('2026-01-01')}` })).toEqual([]);
    expect(reports({ 'a.payer.yaml': `payer: acme\n${entry('2026-10-01')}` })).toHaveLength(1);
  });

  test('long gone, is told in a policy without a first day and not in one of its time', () => {
    expect(told('', 'M54.5')).toEqual([['M54.5', 'M54.5 needs more characters; use M54.50-M54.59']]);
    expect(told('effective: 2021-09-30\n', 'M54.5')).toEqual([]);
    expect(told('effective: 2021-10-01\n', 'M54.5')).toHaveLength(1);
  });
});

describe('YAML that does more than a policy needs', () => {
  const marked = (text: string) => reports({ 'a.payer.yaml': text }).map(([, , at, message]) => [at, message]);

  test('merge keys are no keys, and what lacks the merged ones is not reported again', () => {
    const text =
      'payer: acme\nlimits:\n  - &base\n    for: 64490\n    levels-per-session: 2\n  - <<: *base\n    for: 64493\n';
    expect(marked(text)).toEqual([['<<', 'The merge key << is not supported; write the keys here']]);
  });

  test('an anchor repeats what it names, and one that nobody set is reported', () => {
    const text = 'payer: &id acme\nname: *id\naliases: [*nobody]\n';
    expect(marked(text)).toEqual([['*nobody', 'Anchor &nobody is not defined before *nobody']]);
    expect(parsed(text).document?.content.name).toBe('acme');
  });

  test('codes that YAML would read as numbers are the codes', () => {
    const text = 'payer: acme\nnot-covered:\n  - for: [01991, 0213T, 64493]\n  - for: 1e3\n  - for: 0x10\n';
    expect(marked(text)).toEqual([
      ['1e3', '1E3 is not in any code table'],
      ['0x10', '0X10 is not in any code table'],
    ]);
    expect(parsed(text).document?.entries[0]?.names.written).toEqual(['01991', '0213T', '64493']);
  });

  test('a diagnosis that ended is told apart from one that never was, and may be named until it ended', () => {
    const covering = (codes: string, until = ''): string =>
      `payer: acme\neffective: 2026-10-01\ncovered-diagnoses:\n  - for: facet-injection\n    codes: ${codes}\n${until}`;
    expect(marked(covering('[M54.2, S23.420A, T52.8X1A, M72.2, M99.999]'))).toEqual([
      ['S23.420A', 'S23.420A was deleted after 2026-09-30; use S43.60XA, S43.61XA or S43.62XA'],
      ['T52.8X1A', 'T52.8X1A was deleted after 2026-09-30; use T52.811A, T52.821A or T52.891A'],
      ['M72.2', 'M72.2 needs more characters; use M72.20-M72.22'],
      ['M99.999', 'M99.999 is not an ICD-10-CM code'],
    ]);
    const ended = covering('[S23.420A, M72.2]', '    until: 2026-09-30\n').replace('effective: 2026-10-01\n', '');
    expect(marked(ended)).toEqual([]);
  });

  test('a tag makes nothing of a value but what is written', () => {
    const { document, problems } = parsed('payer: !!js/function "acme"\nname: !!binary aGVsbG8=\n');
    expect([problems, document?.content]).toEqual([[], { payer: 'acme', name: 'aGVsbG8=' }]);
  });

  test('a key that is a list, or none at all, is no key', () => {
    expect(marked('payer: acme\n? [a, b]\n: c\n')).toEqual([['[a, b]', 'A key must be a single word']]);
    expect(marked(': x\npayer: acme\n')).toEqual([[':', 'Add a key before this colon']]);
  });
});

describe('a file that is no YAML', () => {
  const broken =
    'payer: acme\nname: Acme\nextends: medicare # as ever\naliases: [ACMEADV]\nbilateral: { primary: rt-lt\nmue: none\n';

  test.each([
    ['payer: acme\n\tmue: cms\n', '\t', 'This line is indented with a tab; use spaces'],
    ['payer: acme\naliases: [a, b\nmue: cms\n', 'm', 'A bracket opened above is not closed before this line'],
    ['payer: acme\n---\npayer: other\n', '---', 'A file can hold only one policy; a second one starts here'],
  ])('%j is reported where it breaks', (text, at, message) => {
    expect(reports({ 'a.payer.yaml': text })).toEqual([['a.payer.yaml', 'payer-syntax', at, message]]);
  });

  test('is reported, and its parent judges', () => {
    expect(reports({ 'a.payer.yaml': broken }).every(([, rule, at]) => rule === 'payer-syntax' && at !== '')).toBe(
      true,
    );
    for (const name of ['acme', 'acmeadv']) {
      expect(withShipped({ 'a.payer.yaml': broken }).choose(name, today)).toMatchObject({
        kind: 'broken',
        policy: { id: 'medicare', mue: 'cms' },
        file: 'a.payer.yaml',
      });
    }
  });

  test('takes the place of the shipped one all the same, which judges where it is the parent', () => {
    const own = (parent: string) => `payer: medicare-wps\n${parent}bilateral: [\n`;
    const choice = (parent: string) => withShipped({ 'w.payer.yaml': own(parent) }).choose('medicare-wps', today);
    expect(choice('extends: medicare-wps\n')).toMatchObject({
      kind: 'broken',
      policy: { file: 'medicare-wps.payer.yaml' },
    });
    expect(choice('')).toEqual({ kind: 'broken', policy: undefined, file: 'w.payer.yaml' });
  });

  test('still hands down what its parent says', () => {
    const policies = withShipped({ 'a.payer.yaml': broken, 'b.payer.yaml': 'payer: child\nextends: acme\n' });
    expect(inForce(policies.choose('child', today)).bilateral.primary).toEqual(['modifier-50']);
  });

  test('gives way to a file of the payer that can be read and is in force', () => {
    const policies = withShipped({
      'a.payer.yaml': broken,
      'b.payer.yaml': 'payer: acme\nname: Acme 2026\neffective: 2026-01-01\n',
    });
    expect(inForce(policies.choose('acme', today)).name).toBe('Acme 2026');
    expect(policies.choose('acme', '2025-01-01').kind).toBe('broken');
  });
});

describe('parents', () => {
  test('that nobody has are reported on the word', () => {
    expect(reports({ 'a.payer.yaml': 'payer: acme\nextends: medicar\n' })).toEqual([
      ['a.payer.yaml', 'payer-unknown-parent', 'medicar', 'No policy has the id medicar; did you mean medicare?'],
    ]);
    expect(
      inForce(withShipped({ 'a.payer.yaml': 'payer: acme\nextends: nobody-known\n' }).choose('acme', today)).mue,
    ).toBe('cms');
  });

  test('in a circle are reported on each of them, and each still judges', () => {
    const files = {
      'a.payer.yaml': 'payer: a-plan\nextends: b-plan\nmue: none\n',
      'b.payer.yaml': 'payer: b-plan\nextends: a-plan\nbilateral: { primary: rt-lt }\n',
      'c.payer.yaml': 'payer: c-plan\nextends: a-plan\n',
    };
    expect(reports(files)).toEqual([
      ['a.payer.yaml', 'payer-cycle', 'b-plan', 'Circular extends: a-plan extends b-plan extends a-plan'],
      ['b.payer.yaml', 'payer-cycle', 'a-plan', 'Circular extends: b-plan extends a-plan extends b-plan'],
    ]);
    for (const id of ['a-plan', 'b-plan', 'c-plan']) {
      expect(inForce(withShipped(files).choose(id, today))).toMatchObject({
        mue: 'none',
        bilateral: { primary: ['rt-lt'] },
      });
    }
  });

  test('make no circle where the dates keep them apart', () => {
    expect(
      reports({
        'a5.payer.yaml': 'payer: a-plan\nuntil: 2025-12-31\nextends: b-plan\n',
        'a6.payer.yaml': 'payer: a-plan\neffective: 2026-01-01\n',
        'b5.payer.yaml': 'payer: b-plan\nuntil: 2025-12-31\n',
        'b6.payer.yaml': 'payer: b-plan\neffective: 2026-01-01\nextends: a-plan\n',
      }),
    ).toEqual([]);
  });

  test('cannot be the policy itself', () => {
    expect(reports({ 'a.payer.yaml': 'payer: acme\nextends: acme\n' }).map(([, rule, at]) => [rule, at])).toEqual([
      ['payer-cycle', 'acme'],
    ]);
  });
});

test('the version changes with any text, name or rule, and only then', () => {
  const version = (text: string, file = 'a', ruleIds = vocabulary.ruleIds) =>
    createPolicies([{ file, text, shipped: false }], { ...vocabulary, ruleIds }).version;
  const versions = [version('payer: a'), version('payer: b'), version('payer: a', 'b'), version('payer: a', 'a', [])];
  expect(new Set(versions).size).toBe(4);
  expect(version('payer: a')).toBe(version('payer: a'));
});

test("an edit of one payer's file changes the version for those whom it judges, and for nobody else", () => {
  const versions = (acme: string) => {
    const policies = withShipped({
      'acme.payer.yaml': acme,
      'plus.payer.yaml': 'payer: acme-plus\nextends: acme\n',
      'other.payer.yaml': 'payer: other\n',
    });
    return ['acme', 'acme-plus', 'other', 'medicare', 'nobody'].map((payer) => policies.versionFor(payer, today));
  };
  const before = versions('payer: acme\n');
  const after = versions('payer: acme\nmue: none\n');
  expect(after.map((version, index) => version === before[index])).toEqual([false, false, true, true, true]);
});

describe('whatever stands in a file', () => {
  const good = withoutExamples.map(({ text }) => text).join('---\n');
  const medicare = withoutExamples.filter(({ file }) => file === 'medicare.payer.yaml');

  test('nothing throws, and each problem marks something', () => {
    const piece = fc.oneof(
      fc.constantFrom(...good.split('\n').map((line) => `${line}\n`)),
      fc.constantFrom(
        '[',
        '{',
        '&a ',
        '*a',
        '<<: *a\n',
        '"',
        "'",
        '- ',
        '? ',
        ': ',
        '!!int ',
        '|\n',
        '\t',
        '\0',
        '__proto__: x\n',
        'severity:\n',
      ),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        // One file that it may extend or shadow is as good as all of them, three hundred times over.
        const policies = createPolicies([...medicare, { file: 'a.payer.yaml', text, shipped: false }], vocabulary);
        policies.choose('medicare', today);
        for (const { at, file } of policies.problems) {
          if (file !== 'a.payer.yaml') continue;
          expect(at.end).toBeLessThanOrEqual(text.length);
          expect(at.end - at.start).toBeGreaterThan(text.length > 0 ? 0 : -1);
        }
      }),
      { numRuns: 300 },
    );
  });

  // Eight lists, each ten times the one before.
  const multiplying = [...'bcdefgh'].reduce((list, name) => `[&${name} ${list}${`,*${name}`.repeat(9)}]`, '[x]');

  test.each([
    ['aliases that multiply', true, `payer: acme\nlimits: ${multiplying}`],
    ['an alias within what it repeats', false, 'payer: acme\nlimits: &a [*a]\n'],
    ['brackets without end', true, `payer: acme\nlimits: ${'['.repeat(200_000)}`],
    ['braces within braces', true, `payer: acme\nlimits: ${'{a: '.repeat(900)}`],
    [
      'lines that indent without end',
      true,
      `payer: acme\n${Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}`,
    ],
    ['one line of 10 MB', true, `payer: acme\nname: ${'x'.repeat(10_000_000)}`],
    ['10 MB of entries', true, `payer: acme\nnot-covered:\n${'  - for: 64493\n'.repeat(700_000)}`],
    [
      'many unknown keys',
      false,
      `payer: acme\n${Array.from({ length: 19_000 }, (_, index) => `k${index}:\n`).join('')}`,
    ],
  ])('%s is a problem, found in the time that a test has', (_, isUnreadable, text) => {
    const { document, problems } = parsed(text);
    expect([document === undefined, problems.length > 0]).toEqual([isUnreadable, true]);
    expect(withShipped({ 'a.payer.yaml': text }).choose('acme', today).kind).toBe(isUnreadable ? 'broken' : 'in-force');
  });
});

function parsed(text: string) {
  return parsePolicy({ file: 'a', text, shipped: false }, vocabulary);
}

/** The shipped files without their examples, which are most of the text and say nothing of what is asked here. */
const withoutExamples = shipped.map(({ text, ...file }) => ({ ...file, text: text.replace(/^examples:[\s\S]*/m, '') }));

function withShipped(files: Readonly<Record<string, string>>) {
  const own = Object.entries(files).map(([file, text]) => ({ file, text, shipped: false }));
  return createPolicies([...withoutExamples, ...own], vocabulary);
}

function inForce(choice: ReturnType<ReturnType<typeof createPolicies>['choose']>): Policy {
  if (choice.kind !== 'in-force') throw new Error(`The choice is ${choice.kind}`);
  return choice.policy;
}

/** File, rule, the marked text and the message of each problem. */
function reports(files: Readonly<Record<string, string>>): readonly (readonly [string, string, string, string])[] {
  return withShipped(files).problems.map(({ file, rule, at, message }) => [
    file,
    rule,
    covered(files[file] ?? '', at),
    message,
  ]);
}
