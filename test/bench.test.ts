/** The benchmark measures what it says: encounters of 40 lines, clean ones and ones with two findings that have fixes; its picture shows every curve. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encounter, hugeEncounter, linesOfEncounter, today } from '../scripts/bench/encounters.mjs';
import { pictureOf } from '../scripts/bench/picture.mjs';
import { built } from './support/built.js';

const program = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
/** Each kind for each payer, on many days. */
const count = 300;

beforeAll(built);
afterAll(() => rmSync(folder, { recursive: true }));

/** The report of a check of one file. */
function checked(
  name: string,
  text: string,
  ...options: readonly string[]
): { findings: readonly { fixes: readonly unknown[]; encounter: string }[] } {
  writeFileSync(join(folder, name), text);
  const parameters = [program, 'check', '--today', today, '--format', 'json', ...options, name];
  return JSON.parse(spawnSync(process.execPath, parameters, { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 }).stdout);
}

function texts(isWrong: boolean): readonly string[] {
  return Array.from({ length: count }, (_, index) => encounter(index, { isWrong }));
}

describe('the encounters that are measured', () => {
  test.each([false, true])('have as many lines as is said (wrong: %s)', (isWrong) => {
    expect(new Set(texts(isWrong).map((text) => text.split('\n').length - 1))).toEqual(new Set([linesOfEncounter]));
  });

  test('are clean', () => {
    expect(checked('clean.encounter', texts(false).join(''), '--no-fixes').findings).toEqual([]);
  });

  test('have two findings with fixes where they are wrong', () => {
    const { findings } = checked('wrong.encounter', texts(true).join(''));
    const each = new Map<string, number>();
    for (const { encounter: id } of findings) each.set(id, (each.get(id) ?? 0) + 1);
    expect(each.size).toBe(count);
    expect(new Set(each.values())).toEqual(new Set([2]));
    expect(findings.filter(({ fixes }) => fixes.length === 0)).toEqual([]);
  });

  test.each(['one', 'several'] as const)('have findings where they are huge (%s)', (kinds) => {
    const text = hugeEncounter(20, kinds);
    expect(text.match(/^procedure /gm)?.length).toBeGreaterThanOrEqual(20);
    expect(checked(`${kinds}.encounter`, text, '--no-fixes').findings.length).toBeGreaterThan(40);
  });
});

test('the picture has every curve, and says in words what it shows', () => {
  const curves = [
    {
      chart: 'keystroke',
      name: 'a < b',
      points: [
        [1000, 2.5],
        [10_000, 5],
      ],
    },
    {
      chart: 'batch',
      name: 'clean',
      points: [
        [1000, 0.4],
        [50_000, 5.5],
      ],
    },
  ] as const;
  const picture = pictureOf([{ curves }], { date: '2026-11-24', cpu: 'a processor' });
  expect(picture.match(/<path class="line"/g)?.length).toBe(2);
  expect(picture).toContain('a &lt; b: 2.5 ms at 1,000, 5 ms at 10,000');
  expect(picture).not.toMatch(/NaN|undefined|Infinity|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
});
