/** Properties of formatting: the same again after the first time, and neither what is read nor what is found is another. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Encounter } from '../server/src/encounter/encounter.js';
import { readEncounter } from '../server/src/encounter/read.js';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import type { World } from '../server/src/engine/judgment.js';
import { editsInLines, formatFile, formattedText } from '../server/src/format/file.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { cut } from '../server/src/syntax/cut.js';
import { applyEdits, type Edit } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';
import { anyEncounter, noise } from './support/encounters.js';

const world: World = {
  rules,
  codes: shippedCodes,
  policies: createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes }),
  today: '2026-11-24',
  severities: {},
};
const format = (text: string): string => formattedText(text, shippedCodes);
const read = (text: string) =>
  cut(text).map(({ start, end }) => ({ start, encounter: readEncounter(text.slice(start, end), shippedCodes) }));
const editsOf = (text: string): readonly Edit[] => formatFile(text, read(text));

/** Every encounter file of the project. */
const files = ['../examples/', 'claims/', 'files/', 'right-claims/', 'vscode/workspace/'].flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .filter((file) => file.endsWith('.encounter'))
    .map((file) => ({ file: `${folder}${file}`, text: readFileSync(new URL(file, url), 'utf8') }));
});

/** One way in which a line is written as no formatter would. */
const disorders: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line,
  (line) => line.toUpperCase(),
  (line) => line.toLowerCase(),
  (line) => line.trim(),
  (line) => `   ${line}`,
  (line) => line.replace(/ +/g, '\t'),
  (line) => line.replace(/ +/g, '    '),
  (line) => line.replace(/,/g, ' , '),
  (line) => line.replace(/, /g, ','),
  (line) => line.replace(/: /, ':'),
  (line) => line.replace(/:/, '  :  '),
  (line) => line.replace(/-/g, '\u2013'),
  (line) => line.replace(/([A-Z]\d\d)\./g, '$1'),
  (line) => line.replace(/([CTL]\d+)-[CTLS](\d+)/g, '$1-$2'),
  (line) => line.replace(/ /, '\u00a0'),
  (line) => `${line}   `,
  (line) => `${line}   # a comment`,
  (line) => `${line} # allow level-limit, syntax: approved`,
  (line) => `# ${line}`,
  (line) => `    # of the line below\n${line}`,
  (line) => `\n\n\n${line}`,
  (line) => `${line}\n \t\n\n`,
  (line) => `${line}\n    note: a  b # c`,
  (line) => `${line}\nLEVELS: L4-L5`,
  (line) => `${line}\nThe patient was placed prone on the table and prepped.`,
  (line) => `${line}\nPROCEDURE: MBB\nDate: 11/16/2026\nThe patient was placed prone on the table.\nHe did well.`,
  (line) => line.replace(/\S+$/, ''),
  (line) => line.replace(/^procedure /, ''),
];

/** A text of which many lines are out of order, with one of the three line ends. */
const disordered = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.array(fc.constantFrom(...disorders), { minLength: 1, maxLength: 60 }),
      fc.constantFrom('\n', '\r\n', '\r'),
    )
    .map(([whole, ways, end]) =>
      whole
        .split('\n')
        .map((line, at) => (ways[at % ways.length] ?? String)(line))
        .join('\n')
        .replaceAll('\n', end),
    );

const anything = fc.oneof(
  noise,
  disordered(anyEncounter),
  disordered(fc.tuple(anyEncounter, anyEncounter).map((both) => both.join('\n'))),
  disordered(fc.constantFrom(...files.map(({ text }) => text).filter(({ length }) => length < 5000))),
  fc.tuple(disordered(anyEncounter), noise, disordered(anyEncounter)).map((parts) => parts.join('')),
);

const places = new Set([
  'text',
  'span',
  'heading',
  'kindSpan',
  'nameSpan',
  'unitsSpan',
  'lineSpan',
  'speaksFor',
  'problems',
  'lineEnd',
  'blocks',
]);
const offsets = new Set(['start', 'end', 'modifiersEnd', 'linesEnd', 'headerEnd', 'at']);

/** What an encounter says, without where. */
function meaning(encounter: Encounter): unknown {
  const fieldText = (value: string): string =>
    value
      .toLowerCase()
      .replace(/[ \t]+/g, ' ')
      .replace(/ ?, ?/g, ',');
  const told = (value: unknown, key: string): unknown => {
    if (value instanceof Map) {
      return [...value].map(([name, { text }]) => [
        name,
        name === 'levels' ? text !== undefined : fieldText(text?.value ?? ''),
      ]);
    }
    if (Array.isArray(value)) return value.map((each) => told(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => (!places.has(name) || (name === 'text' && key === 'comments')) && !offsets.has(name))
        .map(([name, each]) => [name, told(each, name)]),
    );
  };
  return told(encounter, '');
}

const comments = (text: string): readonly string[] =>
  read(text).flatMap(({ encounter }) =>
    encounter.comments.map(({ span }) => encounter.text.slice(span.start, span.end)),
  );

const findings = (text: string): readonly string[] =>
  checkFiles(world, [{ file: 'a', text }], newMemory()).flatMap(({ encounters }) =>
    encounters.flatMap(({ judgment }) =>
      judgment.findings.map(
        ({ rule, severity, message, allowed }) => `${rule} ${severity} ${allowed?.reason} ${message}`,
      ),
    ),
  );

describe('whatever the text', () => {
  test('formatting twice is formatting once', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const once = format(text);
        expect(format(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test('is no note before formatting that is one after it', () => {
    const text =
      'encounter 1\ndate: 2026-11-16\n\n  A: M47.816\n  B: M47.812\n\nlinespayer:\u0000  64493-50 x1 Aencounter 1\n';
    expect(read(format(text)).map(({ encounter }) => encounter.notes.length)).toEqual(
      read(text).map(({ encounter }) => encounter.notes.length),
    );
  });

  test('each encounter is read as before, and every comment is kept', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const formatted = format(text);
        expect(read(formatted).map(({ encounter }) => meaning(encounter))).toEqual(
          read(text).map(({ encounter }) => meaning(encounter)),
        );
        expect(comments(formatted)).toEqual(comments(text));
      }),
      { numRuns: 500 },
    );
  });

  test('the same is found, in the same words and order', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(findings(format(text))).toEqual(findings(text));
      }),
      { numRuns: 250 },
    );
  });

  test('no letter or digit is lost or added, but for the point of a code and the second letter of a level', () => {
    const plain = (text: string): string =>
      text
        .replace(/\ufeff/g, '')
        .replace(/[\s.,]/g, '')
        .replace(/-[CTLS](?=\d)/gi, '-')
        .toLowerCase();
    fc.assert(
      fc.property(anything, (text) => {
        expect(plain(format(text))).toBe(plain(text));
      }),
      { numRuns: 300 },
    );
  });

  test('the edits are in order, none overlaps, and each changes something', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let from = 0;
        for (const { span, text: right } of editsOf(text)) {
          expect(span.start).toBeGreaterThanOrEqual(from);
          expect(text.slice(span.start, span.end)).not.toBe(right);
          from = span.end;
        }
        expect(from).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });

  test('formatting its lines one after the other, from the last, is formatting it', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const edits = editsOf(text);
        expect(editsInLines(text, edits, { start: 0, end: text.length })).toEqual(edits);
        const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
        const byLine = starts.flatMap((start, at) =>
          editsInLines(text, edits, { start, end: starts[at + 1] ?? text.length }),
        );
        expect(applyEdits(text, byLine)).toBe(applyEdits(text, edits));
      }),
      { numRuns: 200 },
    );
  });
});

test.each(files.filter(({ file }) => file.includes('examples/')))(
  '$file is written as the formatter writes it',
  ({ text }) => {
    expect(format(text)).toBe(text);
  },
);

test('the encounters of docs/encounter-format.md are written as the formatter writes them', () => {
  const page = readFileSync(new URL('../docs/encounter-format.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```encounter\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  expect(blocks.length).toBeGreaterThan(0);
  for (const text of blocks) expect(format(text)).toBe(text);
});
