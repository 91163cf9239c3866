/**
 * What was done is the provider's to say: no fix removes words of the record, none that is applied without asking changes it, and
 * none attests what it contradicts, and one that attests something says so in its title.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modifierAttests } from '../server/src/codes/modifier-words.js';
import type { Encounter, Procedure } from '../server/src/encounter/encounter.js';
import { offeredFixes } from '../server/src/engine/fixes.js';
import { judge } from '../server/src/engine/judge.js';
import type { World } from '../server/src/engine/judgment.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { cut } from '../server/src/syntax/cut.js';
import { applyEdits } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';
import { anyEncounter } from './support/encounters.js';
import { readPage, withoutMarks } from './support/page.js';

const ruleIds = rules.map(({ id }) => id);
const world: World = {
  rules,
  codes: shippedCodes,
  policies: createPolicies(shippedFiles(), { ruleIds, codes: shippedCodes }),
  today: '2026-11-24',
  severities: {},
};

const freeText = ['agent', 'indication', 'conservative-care', 'response', 'complications', 'plan', 'note'];
/** They take text away by what they are for: a private word, a second line of one name. */
const removes = new Set(['private-data', 'duplicate-field']);
/** They change how a fact is written that could not be read, and ask first. */
const rewrites = new Set(['invalid-value', 'unknown-field', 'duplicate-field', 'syntax', 'private-data']);

/** The words of the record's free text, in any order. */
function wordsOf({ procedures, lines }: Encounter): readonly string[] {
  return [...procedures, ...lines]
    .flatMap(({ fields }) =>
      [...fields].flatMap(([name, { text }]) =>
        freeText.includes(name) || name === 'description' || name === 'site' ? (text?.value.split(/\s+/) ?? []) : [],
      ),
    )
    .filter(Boolean)
    .sort();
}

/** What the record says was done, one fact each, as it is read. */
function factsOf({ procedures }: Encounter): readonly string[] {
  return procedures.flatMap((procedure, index) => [
    ...placesOf(procedure).map((place) => `${index} ${place}`),
    ...[
      ['kind', procedure.kind],
      ['intent', procedure.intent?.value],
      ['series', procedure.series?.value],
      ['technique', procedure.technique?.value],
      ['guidance', procedure.guidance?.value],
      ['minutes', procedure.minutes?.value],
      ['consent', procedure.consent?.value],
      ['relief', procedure.relief?.value.percent],
      ['discarded', procedure.discarded?.value.amount],
    ].flatMap(([name, value]) => (value === undefined ? [] : [`${index} ${name} ${value}`])),
  ]);
}

function placesOf({ levels, nerves, site, bodies, side }: Procedure): readonly string[] {
  return [
    ...levels.flatMap((each) => each.value.map((level) => `level ${level} ${(each.side ?? side)?.value}`)),
    ...nerves.map((each) => `nerve ${each.value} ${(each.side ?? side)?.value}`),
    ...site.map((each) => `site ${each.value} ${(each.side ?? side)?.value}`),
    ...bodies.map((each) => `body ${each.value}`),
    `side ${side?.value}`,
  ];
}

/** What is in the first list and not in the second, however often. */
function lost(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...after];
  return before.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What the fixes that are offered for a text take from the record; and how many there are. */
function taken(text: string): { readonly offered: number; readonly wrong: readonly string[] } {
  const before = judge(world, text, []);
  const wrong: string[] = [];
  let offered = 0;
  for (const finding of before.findings) {
    for (const fix of offeredFixes(world, before, finding, [])) {
      offered += 1;
      const after = judge(world, applyEdits(text, fix.edits), []);
      const say = (what: string, gone: readonly string[]): void => {
        if (gone.length > 0) wrong.push(`${finding.rule}, ${fix.title}: ${what} ${gone.join('; ')}`);
      };
      if (!removes.has(finding.rule)) say('words', lost(wordsOf(before.encounter), wordsOf(after.encounter)));
      if (fix.applies === 'safe') {
        say('facts', lost(factsOf(before.encounter), factsOf(after.encounter)));
        say('adds', lost(factsOf(after.encounter), factsOf(before.encounter)));
      } else if (!rewrites.has(finding.rule)) {
        say('facts', lost(factsOf(before.encounter), factsOf(after.encounter)));
      }
      // A line split in two carries on both of its halves what it attested.
      const was = attestations(before.encounter);
      const is = attestations(after.encounter);
      if (is.length > was.length) {
        say(
          'attests',
          is.filter((each) => !was.includes(each)),
        );
      }
      const isSaid = fix.attests !== undefined && fix.title.endsWith(`(attests ${fix.attests})`);
      if (fix.attests !== undefined && !isSaid) say('does not say that it', [fix.attests]);
      if (!isSaid) say('attests without a word', newlyAttested(before.encounter, after.encounter));
    }
  }
  return { offered, wrong };
}

/** The modifiers that state a fact of the record and that no line carried before. */
function newlyAttested(before: Encounter, after: Encounter): readonly string[] {
  const carried = ({ lines }: Encounter) => lines.flatMap(({ modifiers }) => modifiers.map(({ value }) => value));
  const was = new Set(carried(before));
  return carried(after).filter((modifier) => !was.has(modifier) && modifierAttests(modifier) !== undefined);
}

/** Lines that attest what another of their modifiers denies, or JZ where something was discarded. */
function attestations({ lines, procedures }: Encounter): readonly string[] {
  const isWasted = procedures.some(
    ({ discarded, fields }) =>
      (discarded?.value.amount ?? 0) > 0 || /discarded/.test(fields.get('agent')?.text?.value ?? ''),
  );
  return lines.flatMap(({ code, modifiers }) => {
    const has = (wanted: string): boolean => modifiers.some(({ value }) => value === wanted);
    return [
      ...(has('KX') && has('GA') ? [`${code.value} with KX and GA`] : []),
      ...(has('JZ') && isWasted ? [`${code.value} with JZ beside waste`] : []),
    ];
  });
}

describe('no fix takes anything from the record', () => {
  test.each(ruleIds)('of the cases of %s', (id) => {
    const page = readPage(readFileSync(new URL(`../server/src/rules/${id}.md`, import.meta.url), 'utf8'));
    const wrong = page.cases.flatMap(({ text }) => {
      const bare = withoutMarks(text);
      return cut(bare).flatMap(({ start, end }) => taken(bare.slice(start, end)).wrong);
    });
    expect(wrong).toEqual([]);
  });

  test.each(['../examples/', 'right-claims/', 'files/'])('of %s', (name) => {
    const folder = new URL(name, import.meta.url);
    const wrong = readdirSync(folder)
      .filter((file) => file.endsWith('.encounter'))
      .flatMap((file) => {
        const text = readFileSync(new URL(file, folder), 'utf8');
        return cut(text).flatMap(({ start, end }) => taken(text.slice(start, end)).wrong);
      });
    expect(wrong).toEqual([]);
  });

  test('of what somebody may type', () => {
    let offered = 0;
    fc.assert(
      fc.property(anyEncounter, (text) => {
        const found = taken(text);
        offered += found.offered;
        expect(found.wrong, text).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(offered).toBeGreaterThan(300);
  });
});
