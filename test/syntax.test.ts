/** Properties of reading: nothing throws, nothing is lost, and no faulty line costs another its meaning. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledCodes } from '../server/src/codes/bundled.js';
import type { Encounter } from '../server/src/encounter/encounter.js';
import { readEncounter } from '../server/src/encounter/read.js';
import { cut } from '../server/src/syntax/cut.js';
import { recut } from '../server/src/syntax/recut.js';
import { anyEncounter, noise } from './support/encounters.js';

const read = (text: string): Encounter => readEncounter(text, bundledCodes);
const anything = fc.oneof(
  noise,
  anyEncounter,
  fc.tuple(anyEncounter, noise, anyEncounter).map((parts) => parts.join('')),
);

/** What was read, without the places. */
function meaning({ id, fields, diagnoses, procedures, lines }: Encounter) {
  return {
    id: id?.value,
    fields: [...fields.values()].map(({ name, text }) => [name, text?.value]),
    diagnoses: diagnoses.map(({ letter, code }) => [letter.value, code?.value]),
    procedures: procedures.map(({ kind, fields: own }) => [
      kind,
      [...own.values()].map(({ name, text }) => [name, text?.value]),
    ]),
    lines: lines.map(({ code, modifiers, units, pointers, charge }) => [
      code.value,
      modifiers.map(({ value }) => value),
      units,
      pointers.map(({ value }) => value),
      charge?.value,
    ]),
  };
}

describe('any text', () => {
  test('is cut into slices that together are the text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(
          cut(text)
            .map(({ start, end }) => text.slice(start, end))
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('is cut after any edit as if it had not been cut before', () => {
    const line = fc.constantFrom(
      'encounter 1\n',
      'encounter 2',
      '# note\n',
      '\n',
      '  \r\n',
      'patient: M\r',
      '#',
      'encounter',
    );
    const file = fc.array(line, { maxLength: 24 }).map((lines) => lines.join(''));
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.oneof(line, fc.constant(''), noise));
    const slicesOf = (text: string): string[] => cut(text).map(({ start, end }) => text.slice(start, end));
    fc.assert(
      fc.property(fc.oneof(file, anything), fc.array(edit, { minLength: 1, maxLength: 5 }), (first, edits) => {
        let text = first;
        let known = slicesOf(text);
        for (const [place, removed, inserted] of edits) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + inserted + text.slice(at + removed);
          const { before, between, after } = recut(text, known);
          const middle = between.map(({ start, end }) => text.slice(start, end));
          known = [...known.slice(0, before), ...middle, ...known.slice(known.length - after)];
          expect(known).toEqual(slicesOf(text));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('is read without a throw, and every place lies within it', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { start, end } of cut(text)) {
          const slice = text.slice(start, end);
          const { problems, lines, diagnoses, fields } = read(slice);
          const places = [
            ...problems.flatMap(({ at, fixes = [] }) => [
              at,
              ...fixes.flatMap(({ edits }) => edits.map(({ span }) => span)),
            ]),
            ...lines.flatMap(({ span, code, lineSpan }) => [span, code.span, lineSpan]),
            ...diagnoses.map(({ span }) => span),
            ...[...fields.values()].map(({ span }) => span),
          ];
          for (const place of places) {
            expect(place.start).toBeGreaterThanOrEqual(0);
            expect(place.end).toBeGreaterThanOrEqual(place.start);
            expect(place.end).toBeLessThanOrEqual(slice.length);
          }
          for (const { at } of problems) expect(at.end).toBeGreaterThan(at.start);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('loses no line: each is read, is a comment, or is marked', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { start, end } of cut(text)) {
          const slice = text.slice(start, end);
          const { problems, lines, diagnoses, fields, procedures, comments, blocks } = read(slice);
          const known = [
            ...problems.map(({ at }) => at),
            ...lines.map(({ span }) => span),
            ...diagnoses.map(({ span }) => span),
            ...[...fields.values(), ...procedures.flatMap((procedure) => [...procedure.fields.values()])].map(
              ({ span }) => span,
            ),
            ...comments.map(({ span }) => span),
            ...blocks.map(({ heading }) => heading),
          ];
          for (const line of slice.matchAll(/[^\r\n]*\S[^\r\n]*/g)) {
            const content = line[0].replaceAll('\uFEFF', ' ').trim();
            if (content === '') continue;
            const from = line.index;
            expect(
              known.some((span) => span.start < from + line[0].length && span.end > from),
              JSON.stringify(line[0]),
            ).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a good encounter', () => {
  test('reads the same with any line end', () => {
    fc.assert(
      fc.property(anyEncounter, fc.constantFrom('\r\n', '\r'), (text, lineEnd) => {
        expect(meaning(read(text.replaceAll('\n', lineEnd)))).toEqual(meaning(read(text)));
      }),
    );
  });

  test('reads the same in upper case, with tabs and without a last line end', () => {
    fc.assert(
      fc.property(anyEncounter, (text) => {
        const loud = text.replace(/^(encounter|patient:)(.*)|^.*$/gm, (line, word) =>
          word ? line : line.toUpperCase(),
        );
        const { fields: _, ...spoken } = meaning(read(loud.replaceAll('  ', '\t').trimEnd()));
        const { fields: __, ...plain } = meaning(read(text));
        const lower = (value: unknown) => JSON.parse(JSON.stringify(value).toLowerCase()) as unknown;
        expect(lower(spoken)).toEqual(lower(plain));
      }),
    );
  });

  test('keeps its other lines where one is replaced by noise', () => {
    fc.assert(
      fc.property(anyEncounter, fc.nat(), (text, choice) => {
        const rows = text.split('\n');
        const serviceLines = rows.flatMap((row, index) =>
          /^ {2}\S{4,}.*$/.test(row) && index > rows.indexOf('lines') ? [index] : [],
        );
        const at = serviceLines[choice % Math.max(1, serviceLines.length)];
        if (at === undefined) return;
        const broken = rows.map((row, index) => (index === at ? '  ??? !!!' : row)).join('\n');
        const before = meaning(read(text));
        const after = meaning(read(broken));
        expect({ ...after, lines: [] }).toEqual({ ...before, lines: [] });
        expect(after.lines).toEqual(before.lines.filter((_, index) => index !== serviceLines.indexOf(at)));
      }),
    );
  });

  test('cut off anywhere, reads what stands', () => {
    fc.assert(
      fc.property(anyEncounter, fc.nat(), (text, choice) => {
        const prefix = text.slice(0, choice % text.length);
        const whole = meaning(read(text));
        const lines = meaning(read(prefix)).lines;
        // All but the line that is cut in two stand as they stood.
        expect(lines.slice(0, -1)).toEqual(whole.lines.slice(0, Math.max(0, lines.length - 1)));
      }),
    );
  });
});

test('a line of a million characters, and a million lines, are read in a moment', () => {
  for (const text of [
    `encounter 1\nlines\n  64493${'-50'.repeat(300_000)} x1 A\n`,
    `encounter 1\nlines\n  64493 x1 ${'A,'.repeat(400_000)}A\n`,
    `encounter 1\n${'#'.repeat(1_000_000)}\n`,
    `encounter 1\nnote: ${'# '.repeat(500_000)}\n`,
    `encounter 1\nprocedure facet-injection\n levels: ${'L4-L5, '.repeat(150_000)}\n`,
    `encounter 1\nlines\n${'?\n'.repeat(1_000_000)}`,
    `encounter 1\n${':'.repeat(1_000_000)}`,
    `encounter 1\n# allow ${'a,'.repeat(500_000)}\n`,
  ]) {
    for (const { start, end } of cut(text)) read(text.slice(start, end));
  }
}, 20_000);
