/** What is known of payers: from small invented policies, what counts and how surely; and the page's links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { searchWordRows } from '../server/generated/search-words.js';
import { procedureGroups } from '../server/src/codes/procedure-groups.js';
import { type Known, knownOn } from '../server/src/features/explain/known.js';
import { knownPage } from '../server/src/features/explain/known-page.js';
import { payerPage, payersMeant } from '../server/src/features/explain/payer-page.js';
import { namesCode, serviceNames } from '../server/src/policy/names.js';
import { createPolicies, type PolicyLibrary } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { shippedCodes } from './support/codes.js';

const day = '2026-11-24';
const facetInjections = 'Facet joint injections and medial branch blocks';
const facetAblations = 'Facet joint ablations';
const vocabulary = { ruleIds: rules.map(({ id }) => id), codes: shippedCodes };

/** A library of files by id: shipped ones, and the workspace's, whose names begin with `own `. */
function library(files: Readonly<Record<string, string>>): PolicyLibrary {
  return createPolicies(
    Object.entries(files).map(([name, text]) => {
      const id = name.replace(/^own /, '').replace(/ .*$/, '');
      const shipped = !name.startsWith('own ');
      return {
        file: `${shipped ? '' : 'file:///clinic/'}${name.replace(/^own /, '')}.payer.yaml`,
        text: `payer: ${id}\n${text}`,
        shipped,
      };
    }),
    vocabulary,
  );
}

function knownOf(files: Readonly<Record<string, string>>, on = day): Known {
  return knownOn(library(files), shippedCodes, procedureGroups(), on);
}

/** "facet: limits verified, second-hand; documentation …" of each procedure of which something is said. */
function saidOf(known: Known, id: string): Readonly<Record<string, string>> {
  const payer = known.families.flatMap(({ payers }) => payers).find((each) => each.id === id);
  const told = [...(payer?.said ?? [])].map(([procedure, said]) => [
    procedure,
    said
      .map(({ topic, confidences, isInPart }) => `${isInPart ? 'in part ' : ''}${topic}: ${confidences.join(', ')}`)
      .join('; '),
  ]);
  return Object.fromEntries(told);
}

const ablationLimit = `limits:
  - for: facet-destruction
    sessions: { max: 2, within: 12 months, per: region }
    confidence: second-hand
`;

describe('what is known of a payer', () => {
  test('is what its entries say of a procedure, under the heading where a coder looks', () => {
    const known = knownOf({
      acme: `${ablationLimit}    when: { place: 11 }
require:
  - { for: 64633-64636, technique: [radiofrequency] }
  - { for: 64633-64636, documentation: [indication], confidence: unconfirmed }
authorization:
  - { for: facet-destruction, when: { state: AZ } }
not-covered:
  - { for: [64634, 64636] }
not-together:
  - { for: facet-destruction, beside: 99152 }
covered-diagnoses:
  - { for: facet-destruction, codes: [M47.816], confidence: second-hand }
`,
    });
    expect(saidOf(known, 'acme')).toEqual({
      [facetAblations]: [
        'in part limits: second-hand',
        'documentation: verified, unconfirmed',
        'in part authorization: verified',
        'in part not covered: verified',
        'diagnoses: second-hand',
        'not together: verified',
      ].join('; '),
    });
  });

  test('is about the whole procedure where entries name all of its codes together, without a condition', () => {
    const inTwo = (second: string) =>
      saidOf(knownOf({ acme: `not-covered:\n  - { for: [64633, 64635] }\n  - { for: ${second} }\n` }), 'acme');
    expect(inTwo('[64634, 64636]')).toEqual({ [facetAblations]: 'not covered: verified' });
    expect(inTwo('64634')).toEqual({ [facetAblations]: 'in part not covered: verified' });
    expect(inTwo('[64634, 64636], with: J0585')).toEqual({ [facetAblations]: 'in part not covered: verified' });
  });

  test('includes what it inherits, and not what it turns off', () => {
    const known = knownOf({
      parent: `${ablationLimit}not-covered:\n  - { for: 64625 }\n`,
      child: 'extends: parent\n',
      exempt: 'extends: parent\nnot-covered:\n  - { for: 64625, severity: off }\n',
    });
    const ablations = { [facetAblations]: 'limits: second-hand' };
    const sacroiliac = { 'Sacroiliac nerve ablations': 'not covered: verified' };
    expect(saidOf(known, 'child')).toEqual({ ...ablations, ...sacroiliac });
    expect(saidOf(known, 'exempt')).toEqual(ablations);
  });

  test('of a Medicare Advantage plan leaves out what holds for Original Medicare alone', () => {
    const known = knownOf({
      parent: 'authorization:\n  - { for: 63650, original-medicare: true }\n',
      contractor: 'extends: parent\n',
      plan: 'extends: parent\nmedicare-advantage: true\n',
    });
    expect(saidOf(known, 'contractor')).toEqual({ 'Spinal cord stimulators': 'in part authorization: verified' });
    expect(saidOf(known, 'plan')).toEqual({});
  });

  test('is what holds on the day', () => {
    const dated = `not-covered:
  - { for: 64625, from: 2026-01-01, until: 2026-11-23 }
  - { for: 27096, from: 2026-11-24 }
  - { for: 64454, from: 2026-11-25 }
`;
    expect(Object.keys(saidOf(knownOf({ acme: dated }), 'acme'))).toEqual([
      'Sacroiliac joint injections and nerve blocks',
    ]);
    expect(Object.keys(saidOf(knownOf({ acme: dated }, '2026-11-23'), 'acme'))).toEqual(['Sacroiliac nerve ablations']);
  });

  test('is of its file in force, and nothing where none is', () => {
    const files = {
      'acme 2025': `until: 2025-12-31\n${ablationLimit}`,
      'acme 2026': 'effective: 2026-01-01\nuntil: 2026-06-30\nnot-covered:\n  - { for: 64625 }\n',
    };
    expect(saidOf(knownOf(files, '2025-12-31'), 'acme')).toEqual({ [facetAblations]: 'limits: second-hand' });
    expect(saidOf(knownOf(files, '2026-01-01'), 'acme')).toEqual({
      'Sacroiliac nerve ablations': 'not covered: verified',
    });
    const [family] = knownOf(files, '2026-07-01').families;
    expect(family?.payers).toMatchObject([
      { silence: 'in force until 2025-12-31 and from 2026-01-01 to 2026-06-30', said: new Map() },
    ]);
  });

  test('counts codes that no table has where they lie among a procedure’s, and tells of others apart', () => {
    const known = knownOf({ acme: 'not-covered:\n  - { for: [99155, 43239] }\n' });
    expect(Object.keys(saidOf(known, 'acme'))).toEqual(['Sedation and monitored anesthesia', 'Other codes']);
  });

  test('of a generic payer is nothing, with what was not checked', () => {
    const [family] = knownOf({ anyone: 'not-checked: [coverage]\n' }).families;
    expect(family?.payers).toMatchObject([{ id: 'anyone', said: new Map(), notChecked: ['coverage'] }]);
  });
});

describe('payers are read side by side', () => {
  const familiesOf = (files: Readonly<Record<string, string>>) =>
    knownOf(files).families.map(({ kind, payers }) => `${kind}: ${payers.map(({ id }) => id).join(' ')}`);

  test('with those that inherit the same statements, the one that makes them first', () => {
    const files = { zenith: ablationLimit, a: 'extends: zenith\n', b: 'extends: a\n' };
    expect(familiesOf(files)).toEqual(['shared: zenith a b']);
    expect(familiesOf({ zenith: files.zenith, a: files.a })).toEqual(['other: a zenith']);
    expect(familiesOf({ ...files, zenith: 'bilateral: { primary: rt-lt }\n' })).toEqual(['other: a b zenith']);
  });

  test('the workspace’s own before all, Medicare Advantage plans apart', () => {
    const files = {
      parent: ablationLimit,
      one: 'extends: parent\n',
      two: 'extends: parent\n',
      plan: 'extends: parent\nmedicare-advantage: true\n',
      'own acme': 'extends: plan\n',
      'own one': 'extends: one\n',
      alone: 'name: Alone\n',
    };
    expect(familiesOf(files)).toEqual(['own: acme one', 'advantage: plan', 'other: alone parent two']);
    const [own] = knownOf(files).families;
    expect(own?.payers.map(({ takesPlace }) => takesPlace)).toEqual([false, true]);
  });
});

describe('the page', () => {
  const page = (files: Readonly<Record<string, string>>) =>
    knownPage(library(files), shippedCodes, {
      title: 'Known',
      opening: 'Opening.',
      day,
      linked: (words, { file }) => `${words} at ${file}`,
    });

  test('has a letter for what is said and a mark for how sure it is; empty is not checked', () => {
    const text = page({
      acme: `name: Acme\n${ablationLimit}  - { for: facet-destruction, interval: 6 months }\nnot-covered:\n  - { for: 64634 }\n`,
      other: 'name: Other\nauthorization:\n  - { for: facet-injection, confidence: unconfirmed }\n',
    });
    expect(text).toContain(`| procedure | [Acme](#acme) | [Other](#other) |
| --- | --- | --- |
| ${facetInjections} |  | A? |
| ${facetAblations} | L✓² n✓ |  |
`);
    expect(text).toMatch(/Not checked for any of these payers: Epidurals: interlaminar and caudal; .*; Drug tests;/);
  });

  test('has no more payers side by side than can be read, in tables of about one width', () => {
    const payers = Array.from({ length: 17 }, (_, at) => [`p${String(at + 1).padStart(2, '0')}`, ablationLimit]);
    const widths = [...page(Object.fromEntries(payers)).matchAll(/^\| procedure (.*)$/gm)].map(
      ([, cells = '']) => cells.split('](#').length - 1,
    );
    expect(widths).toEqual([6, 6, 5]);
  });

  test('says of a policy of the workspace that it is one, and in whose place it is', () => {
    const text = page({
      acme: `name: Acme\n${ablationLimit}`,
      'own acme': 'extends: acme\nname: Acme\nnot-covered:\n  - { for: 64625 }\n',
    });
    expect(text).toContain(`### This workspace's own policies

| procedure | [Acme](#acme) (instead of the built-in one) |
| --- | --- |
| ${facetAblations} | L² |
| Sacroiliac nerve ablations | N✓ |
`);
    expect(text).toContain(
      'acme in acme.payer.yaml at file:///clinic/acme.payer.yaml; of this workspace; extends [acme](#acme-1).',
    );
  });

  test('takes a file’s words as text', () => {
    const text = page({
      'own acme': `name: "[a](command:x) | ![b](http://x) <b>"\nsource: https://x.example/a|b_c)d\nnot-covered:\n  - { for: 64625 }\n`,
    });
    const [row = ''] = text.split('\n').filter((line) => line.startsWith('| procedure'));
    expect(row).toBe('| procedure | [\\[a\\](command:x) \\| !\\[b\\](http://x) \\<b\\>](#acommandx--bhttpx-b) |');
    expect(text).toContain(
      '| 64625: not covered |  | [x.example/a\\|b\\_c)d](https://x.example/a\\|b_c%29d) |  | verified |',
    );
  });

  test('leads to nothing that is not there', () => {
    const text = readFileSync(new URL('../docs/payer-policies.md', import.meta.url), 'utf8');
    const links = [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/\s/g, '-'),
    );
    const anchors = links.filter((link) => link.startsWith('#'));
    expect(anchors.filter((link) => !headings.includes(link.slice(1)))).toEqual([]);
    const files = links.filter((link) => !/^(#|https?:)/.test(link));
    expect(files.filter((link) => !existsSync(new URL(link, new URL('../docs/', import.meta.url))))).toEqual([]);
    const payers = readdirSync(new URL('../server/payers/', import.meta.url));
    expect(payers.filter((file) => !files.includes(`../server/payers/${file}`))).toEqual([]);
    expect(anchors.length).toBeGreaterThan(payers.length);
  });
});

describe('the page of one payer', () => {
  const files = {
    parent: `name: The Parent\n${ablationLimit}not-covered:\n  - { for: 64454, until: 2025-12-31 }\n`,
    child: 'name: The Child\naliases: [Kid]\nextends: parent\nnot-covered:\n  - { for: 64625, from: 2026-01-01 }\n',
    dated: `name: Dated\neffective: 2027-01-01\n${ablationLimit}`,
    anyone: 'name: Anyone\nnot-checked: [coverage]\n',
  };
  const pageOf = (name: string) => payerPage(library(files), shippedCodes, name, day) ?? '';

  test('has each statement under its procedure, with who makes it, and the procedures of which there is none', () => {
    const page = pageOf('kid');
    expect(page).toMatch(/^# The Child\n/);
    expect(page).toContain(`On ${day}, what it inherits included:

## ${facetAblations}

- facet-destruction: 2 sessions per region in 12 months (second-hand); inherited from The Parent

## Sacroiliac nerve ablations

- 64625: not covered (from 2026-01-01, verified)

## Not checked

- ${facetInjections}
`);
    expect(page).toContain('\n- Genicular nerve blocks and ablations\n');
  });

  test('says what was not checked, and when no file is in force', () => {
    expect(pageOf('anyone')).toContain('- Not checked: coverage\n');
    expect(pageOf('anyone')).toContain('says nothing about coverage, limits or prior authorization.');
    expect(pageOf('dated')).toContain(`No file of this payer is in force on ${day}`);
    expect(pageOf('dated')).toContain('(its files are in force from 2027-01-01)');
  });

  test('is of a payer’s own name alone', () => {
    expect(['chil', 'nobody', ''].map(pageOf)).toEqual(['', '', '']);
  });

  test('is of the one payer that an encounter means by words of a name', () => {
    const named = library({
      'acme-north': 'aliases: [Acme of the North]\n',
      'bravo-plan': 'name: Bravo Plan\n',
      'bravo-plan-plus': 'name: Bravo Plus\n',
    });
    const page = (name: string) => payerPage(named, shippedCodes, name, day) ?? '';
    expect(page('north acme')).toMatch(/^# acme/);
    expect(page('acme of the')).toMatch(/^# acme/);
    expect(page('bravo')).toBe('');
    expect(payersMeant(named, 'Bravo')).toContain('\n\n- bravo-plan: Bravo Plan\n- bravo-plan-plus: Bravo Plus\n');
    expect(payersMeant(named, 'acme')).toContain('\n\n- acme-north: ');
    expect(['brav', 'plan', 'plus bravo', ''].map((name) => payersMeant(named, name))).toEqual(
      Array.from({ length: 4 }),
    );
  });

  test('is not what words mean that find procedures, rules and fields', () => {
    const shipped = createPolicies(shippedFiles(), vocabulary);
    const asked = new Set([
      ...searchWordRows.map(({ words = '' }) => words),
      ...rules.flatMap(({ id }) => [id, id.replaceAll('-', ' ')]),
      ...shippedCodes.painCodes
        .flatMap(({ group, kinds }) => [group, ...kinds])
        .map((word) => word.replaceAll('-', ' ')),
    ]);
    const taken = [...asked].filter(
      (words) =>
        payerPage(shipped, shippedCodes, words, day) !== undefined || payersMeant(shipped, words) !== undefined,
    );
    expect(taken).toEqual([]);
  });
});

describe('procedure_groups.csv', () => {
  test('has each code of codes.csv in one procedure', () => {
    const named = procedureGroups().map(({ words, codes }) => ({ words, names: serviceNames(codes) }));
    const wrong = shippedCodes.painCodes.flatMap(({ code }) => {
      const holding = named.filter(({ names }) => namesCode(names, code, shippedCodes)).map(({ words }) => words);
      return holding.length === 1 ? [] : [`${code}: ${holding.join(', ') || 'in none'}`];
    });
    expect(wrong).toEqual([]);
  });

  test('names codes and ranges that can be read, each procedure once', () => {
    const written = procedureGroups().flatMap(({ codes }) => codes);
    expect(written.filter((name) => !/^[A-Z0-9]{5}(-[A-Z0-9]{5})?$/.test(name))).toEqual([]);
    const words = procedureGroups().map((group) => group.words);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((each) => /[|;]/.test(each))).toEqual([]);
  });
});
