/** New encounters: what a payer wants of each kind is in the template, and nothing else that nobody wants. */
import { describe, expect, test } from 'vitest';
import { isFoundBy } from '../client/src/words-typed.js';
import { judge } from '../server/src/engine/judge.js';
import type { World } from '../server/src/engine/judgment.js';
import { encounterTemplate, payerChoices, templateChoices } from '../server/src/features/encounter/template.js';
import { type Said, templateKinds } from '../server/src/features/encounter/template-kinds.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { procedureKinds } from '../server/src/syntax/vocabulary.js';
import { shippedCodes } from './support/codes.js';

const policies = createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes });
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };
const payers = [
  'cpt',
  'medicare-noridian',
  'medicare-palmetto',
  'uhc',
  'aetna',
  'evicore',
  'humana-medicare-advantage',
];
const template = (kind: string, payer: string): string => encounterTemplate(world, kind, { id: 'T-1', payer });
const fieldsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}([a-z-]+):/gm)].map(([, name = '']) => name);

/** What a coder may fill in where the record says it. */
const filled: Said = {
  intent: 'therapeutic',
  series: 'first',
  guidance: 'fluoroscopy',
  agent: 'bupivacaine 0.5% 2 mL',
  discarded: 'none',
  indication: 'pain 9 months, with symptoms and signs that fit',
  'conservative-care': '6 months physical therapy, NSAIDs',
  response: 'able to walk without pain',
  complications: 'none',
  plan: 'ablation is not possible because of a pacemaker',
  'pain-before': '8',
  'pain-after': '1',
  relief: '90% for 6 hours',
  'prior-relief': '80% for 6 months',
  'prior-blocks': '90% for 6 hours, 90% for 6 hours',
  consent: 'yes',
  minutes: '30',
  side: 'left',
};
const header: Readonly<Record<string, string>> = {
  encounter: 'T-1',
  patient: 'T-1',
  date: '2026-11-16',
  place: '11',
  provider: '1234567893',
  authorization: 'PA-1',
  state: 'AZ',
};

/** The template with every tab stop filled in. */
function filledIn(text: string, usual: Said): string {
  return text
    .split('\n')
    .map((line) => {
      const [, lead = '', name = ''] = /^( *)([a-z-]+)(?::| \$)/.exec(line) ?? [];
      const value = lead ? (usual[name as keyof Said] ?? filled[name as keyof Said]) : header[name];
      if (name === 'encounter') return line.replace(/\$.*/, 'T-1');
      return line.replace(/\$\d+|\$\{\d+:[^}]*\}/, value ?? '');
    })
    .join('\n');
}

/** What the record lacks. */
function lackingIn(text: string): readonly string[] {
  const { findings } = judge(world, text, []);
  return findings
    .filter(({ rule, message }) => rule === 'missing-documentation' && / does not document /.test(message))
    .map(({ message }) => message);
}

test('each procedure kind has a template, and each template a name of its own', () => {
  const kinds = new Set(templateKinds.flatMap(({ procedures }) => procedures.map(({ kind }) => kind)));
  expect(procedureKinds.filter((kind) => !kinds.has(kind))).toEqual(['sedation']);
  const labels = templateChoices().map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  expect(templateChoices().at(-1)?.id).toBe('blank');
  expect(payerChoices(policies)).toContainEqual(expect.objectContaining({ id: 'medicare-noridian' }));
});

test.each([
  ['knee injection', ['joint-injection', 'visit-with-joint-injection']],
  ['injection knee', ['joint-injection', 'visit-with-joint-injection']],
  ['right knee inj', ['joint-injection', 'visit-with-joint-injection']],
  ['lumbar epidural', ['interlaminar-epidural', 'transforaminal-epidural']],
  ['caudal epidural', ['caudal-epidural']],
  ['si joint injection', ['sacroiliac-injection']],
  ['occipital nerve block', ['nerve-block']],
  ['scs trial', ['stimulator-trial']],
  ['knee surgery', []],
  ['', []],
])('“%s” finds the procedures that have all its words', (typed, ids) => {
  const found = templateChoices().filter(({ words }) => isFoundBy(typed, words));
  expect(found.map(({ id }) => id)).toEqual(ids);
});

test('a template says what its name says and attests nothing', () => {
  expect(template('medial-branch-block', 'medicare-noridian')).toMatchInlineSnapshot(`
    "encounter \${1:T-1}
    patient: $2
    date: $3
    payer: medicare-noridian
    place: $4
    provider: $5

    diagnoses
      A: $6

    procedure facet-injection
      intent: diagnostic
      series: $7
      technique: medial-branch
      levels: $8
      side: $9
      guidance: $10
      indication: $11
      conservative-care: $12
      pain-before: $13
      pain-after: $14
      relief: $15

    lines
      $16
    "
  `);
  expect(template('visit-with-joint-injection', 'uhc')).toMatchInlineSnapshot(`
    "encounter \${1:T-1}
    patient: $2
    date: $3
    payer: uhc
    place: $4
    provider: $5

    diagnoses
      A: $6

    procedure evaluation

    procedure joint-injection
      site: $7
      agent: $8

    lines
      $9
    "
  `);
  expect(template('blank', 'cpt')).toMatchInlineSnapshot(`
    "encounter \${1:T-1}
    patient: $2
    date: $3
    payer: cpt
    place: $4
    provider: $5

    diagnoses
      A: $6

    lines
      $7
    "
  `);
});

test('what is billed with an unlisted code has an authorization where the payer asks for one', () => {
  const headerOf = (payer: string): string =>
    template('other', payer).slice(0, template('other', payer).indexOf('\n\n'));
  expect(headerOf('humana-medicare-advantage')).toContain('\nauthorization: ');
  expect(headerOf('cpt')).not.toContain('authorization');
});

describe.each(payers)('for %s', (payer) => {
  test.each(templateKinds.map(({ id }) => id))('a filled-in %s lacks no field that the rules ask for', (kind) => {
    const chosen = templateKinds.find(({ id }) => id === kind);
    const usual = Object.assign({}, ...(chosen?.procedures.map((each) => each.usual[0]) ?? [])) as Said;
    const text = filledIn(template(kind, payer), usual);
    const kinds = chosen?.procedures.map((procedure) => procedure.kind) ?? [];
    // Without lines a policy is asked by the kind alone; by the code it may say less, as of needles without injection.
    const codes = shippedCodes.painCodes.filter((each) => each.kinds.some((of) => kinds.includes(of)));
    const claims = [text, ...codes.map(({ code }) => `${text}  ${code}  x1  A\n`)];
    expect(claims.map(lackingIn)).toContainEqual([]);
  });

  test.each(templateKinds.map(({ id }) => id))('%s asks for nothing that nobody wants', (kind) => {
    const chosen = templateKinds.find(({ id }) => id === kind);
    const always = chosen?.procedures.flatMap(({ asks, says = {} }) => [...asks, ...Object.keys(says)]) ?? [];
    const further = fieldsOf(template(kind, payer)).filter((name) => name !== 'A' && !always.includes(name as never));
    const named = JSON.stringify(
      (policies.choose(payer, '2026-11-16') as { policy?: { entries: unknown } }).policy?.entries,
    );
    // Each further field is one that the payer's own policy names.
    const keys: Readonly<Record<string, string>> = {
      'prior-blocks': '"prior"',
      guidance: 'guidance',
      levels: 'levels',
    };
    expect(further.filter((name) => !named.includes(keys[name] ?? `"${name}"`))).toEqual([]);
  });
});

test('a new encounter has nothing wrong but what is still to be filled in', () => {
  for (const { id } of templateChoices()) {
    const bare = template(id, 'medicare-noridian').replace(/\$\d+|\$\{\d+:([^}]*)\}/g, '$1');
    const { findings } = judge(world, bare, []);
    const wrong = findings.filter(({ severity }) => severity === 'error').map(({ at }) => bare.slice(at.start, at.end));
    expect(wrong.filter((written) => !written.endsWith(':'))).toEqual([]);
  }
});
