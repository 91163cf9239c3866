/** What an encounter far larger than any claim costs: counted, not timed. What is asked grows with its size, and in an editor not even so. */
import { describe, expect, test } from 'vitest';
import type { Codes } from '../server/src/codes/codes.js';
import type { Encounter } from '../server/src/encounter/encounter.js';
import { readEncounter } from '../server/src/encounter/read.js';
import { type CheckedFile, checkFiles, newMemory } from '../server/src/engine/check.js';
import { judgeEncounter } from '../server/src/engine/judge.js';
import type { World } from '../server/src/engine/judgment.js';
import { kindsInFile, quickFixes } from '../server/src/features/encounter/code-actions.js';
import { knownAround } from '../server/src/features/encounter/completion/known.js';
import { encounterCompletions } from '../server/src/features/encounter/completion.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { shippedCodes } from './support/codes.js';

const policies = createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes });
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };

const heading = `encounter 2026-1
patient: MRN-1
born: 1958-03-14
sex: F
date: 2026-11-16
payer: medicare-noridian
place: 22
provider: 1234567893

diagnoses
  A: M47.816

`;

const procedure = `procedure facet-injection
  intent: diagnostic
  technique: medial-branch
  levels: L4-L5, L5-S1
  side: bilateral
  guidance: fluoroscopy
  agent: bupivacaine 0.5% 0.5 mL per nerve, lot # A-112

`;

/** As many procedures and twice as many lines. */
function encounterOf(count: number): string {
  const lines = '  64493-50  x1  A  $320.00\n  64494-50  x1  A  $320.00\n'.repeat(count);
  return `${heading}${procedure.repeat(count)}lines\n${lines}`;
}

describe('an encounter of many procedures and lines', () => {
  test('is judged in as many looks at them as there are of them, times a few', () => {
    const [few, many] = [looksAt(60), looksAt(240)];
    expect(few).toBeGreaterThan(60);
    expect(many / few).toBeLessThan(growth);
  });

  test('has a few fixes judged for its menu, however large it is', () => {
    const judged = [60, 240, 480].map(judgedForMenu);
    expect(judged[0]).toBeGreaterThan(judged[2] ?? 0);
    expect(Math.max(...judged.slice(1))).toBeLessThanOrEqual(10);
    expect(Math.min(...judged)).toBeGreaterThan(0);
  });

  test.each(['64', '64494-', '64494  x1  '])(
    'is not read again to complete %j, and asks the tables no more',
    (typed) => {
      const [large, larger] = [askedToComplete(600, typed), askedToComplete(1200, typed)];
      expect(large.offers).toBeGreaterThan(0);
      expect(larger.offers).toBe(large.offers);
      expect([large.read, larger.read]).toEqual([0, 0]);
      expect(larger.asked).toBe(large.asked);
    },
  );
});

/** Four times as many may take a bit more than four times as long. */
const growth = 5;

/** How often a part of a procedure or of a line is looked at while the encounter is judged. */
function looksAt(count: number): number {
  let looks = 0;
  const watched = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(of, name): unknown {
        looks += 1;
        return Reflect.get(of, name);
      },
    });
  const read = readEncounter(encounterOf(count), shippedCodes);
  const encounter: Encounter = { ...read, procedures: read.procedures.map(watched), lines: read.lines.map(watched) };
  judgeEncounter(world, encounter, []);
  return looks;
}

/** How many texts are judged when the menu of the whole encounter is opened. */
function judgedForMenu(count: number): number {
  let judged = 0;
  const [first, ...others] = rules.filter(({ check }) => check);
  const counted = {
    ...first,
    check: (situation: Parameters<NonNullable<(typeof rules)[number]['check']>>[0]) => {
      judged += 1;
      return first?.check?.(situation) ?? [];
    },
  } as (typeof rules)[number];
  const watched: World = { ...world, rules: [counted, ...others] };
  const file = fileOf(watched, encounterOf(count));
  judged = 0;
  const span = { start: 0, end: file.text.length };
  quickFixes(watched, file, span);
  kindsInFile(watched, file, span);
  return judged;
}

/** What completion asks of the tables below the last line of an encounter where this is typed. */
function askedToComplete(count: number, typed: string) {
  let asked = 0;
  let read = 0;
  const codes: Codes = {
    ...shippedCodes,
    standing: (...parameters) => {
      asked += 1;
      return shippedCodes.standing(...parameters);
    },
    isPlace: (...parameters) => {
      read += 1;
      return shippedCodes.isPlace(...parameters);
    },
  };
  const watched: World = { ...world, codes };
  const file = fileOf(watched, `${encounterOf(count)}  ${typed}`);
  const [checked] = file.encounters;
  if (!checked) throw new Error('there is an encounter');
  asked = 0;
  read = 0;
  const { offers } = encounterCompletions(watched, file, file.text.length, knownAround(file, checked, []));
  return { offers: offers.length, asked, read };
}

function fileOf(judgedBy: World, text: string): CheckedFile {
  const [file] = checkFiles(judgedBy, [{ file: 'a', text }], newMemory());
  if (!file) throw new Error('the file is checked');
  return file;
}
