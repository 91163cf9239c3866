/** Properties of reading: nothing throws, nothing is lost, and no faulty line costs another its meaning. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Encounter } from '../server/src/encounter/encounter.js';
import { readEncounter } from '../server/src/encounter/read.js';
import { cut } from '../server/src/syntax/cut.js';
import { type Block, blockAfter, type LineForm, lineForm } from '../server/src/syntax/line-form.js';
import { wordsOf } from '../server/src/syntax/line-words.js';
import { recut } from '../server/src/syntax/recut.js';
import { editedText, partOf, slicedText } from '../server/src/syntax/sliced-text.js';
import { lineIndex } from '../server/src/text/line-index.js';
import { lineScanner, type TextLine } from '../server/src/text/lines.js';
import { covered } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';
import { anyEncounter, noise } from './support/encounters.js';

const read = (text: string): Encounter => readEncounter(text, shippedCodes);
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

  test('held by its encounters is after any edit what it is from scratch, and what the edit is not near to is the very same', () => {
    const line = fc.constantFrom(
      'encounter 1\n',
      'encounter 2',
      'encounter 3\r\n',
      '# note\n',
      '\n',
      '\r',
      '  \r\n',
      'patient: M\r',
      'note: \u{1F489} \ud83d\n',
      '#',
      'encounter',
    );
    const file = fc.array(line, { maxLength: 40 }).map((lines) => lines.join(''));
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 30 }), fc.oneof(line, file, fc.constant(''), noise), fc.boolean());
    fc.assert(
      fc.property(fc.oneof(file, anything), fc.array(edit, { minLength: 1, maxLength: 6 }), (first, edits) => {
        let text = first;
        let held = slicedText(text);
        for (const [place, length, inserted, isWhole] of edits) {
          const start = place % (text.length + 1);
          const end = Math.min(text.length, start + length);
          const before = held.slices;
          text = text.slice(0, start) + inserted + text.slice(end);
          held = isWhole ? slicedText(text, held) : editedText(held, { start, end }, inserted);
          const fresh = cut(text);
          expect(held.slices.map((slice) => slice.text)).toEqual(fresh.map((each) => text.slice(each.start, each.end)));
          expect(held.starts).toEqual(fresh.map((each) => each.start));
          expect(held.length).toBe(text.length);
          expect(held.text()).toBe(text);
          expect(partOf(held, { start, end: Math.min(text.length, start + 7) })).toBe(text.slice(start, start + 7));
          const index = lineIndex(text);
          expect(held.lines.lineCount).toBe(index.lineCount);
          expect(held.firstLines()).toEqual(fresh.map((each) => index.position(each.start).line));
          for (let offset = -1; offset <= text.length + 1; offset += 1) {
            expect(held.lines.position(offset)).toEqual(index.position(offset));
          }
          for (let at = -1; at <= index.lineCount; at += 1) {
            expect(held.lines.lineStart(at)).toBe(index.lineStart(at));
            for (const character of [-1, 0, 1, 3, 1000]) {
              expect(held.lines.offset({ line: at, character })).toBe(index.offset({ line: at, character }));
            }
          }
          const far = before.filter((slice, at) => {
            const from = before.slice(0, at).reduce((sum, each) => sum + each.text.length, 0);
            return from + slice.text.length < start - 1 && before.length - at > 4;
          });
          for (const slice of far.slice(0, -2)) expect(held.slices).toContain(slice);
        }
      }),
      { numRuns: 300 },
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
            ...lines.flatMap(({ span, fields }) => [span, ...[...fields.values()].map((field) => field.span)]),
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

/** The lines of a slice with what they are. */
function formsOf(slice: string): { line: TextLine; form: LineForm; block: Block | undefined }[] {
  const found: ReturnType<typeof formsOf> = [];
  const nextLine = lineScanner(slice);
  let block: Block | undefined;
  for (let line = nextLine(); line; line = nextLine()) {
    const form = lineForm(slice, line, block);
    found.push({ line, form, block });
    block = blockAfter(form, block);
  }
  return found;
}

describe('the words of a line', () => {
  const words = (block: Block | undefined, line: string) =>
    wordsOf(line, lineForm(line, { start: 0, end: line.length }, block)).map(({ kind, span }) => [
      kind,
      covered(line, span),
    ]);
  const block = fc.constantFrom<Block | undefined>(undefined, 'encounter', 'diagnoses', 'procedure', 'lines');
  const piece = fc.constantFrom(
    ...['64493', '-', '50', 'LT', 'x1', 'x', '1x', 'A', 'A,B', ',', ';', '$640.00', '$', 'A:', 'M47.816', ':', '#'],
    ...[
      'levels:',
      'L4-L5 left',
      ', rt',
      'note: a # b',
      '# allow level-limit: y',
      'place',
      'payr:',
      'procedures',
      'epidural',
    ],
    ...['encounter', 'encuonter 12', 'lines:', 'lines', ' ', '\t', '\u00A0', '\uFEFF', '\uD83D', '\u2028'],
  );
  const line = fc
    .oneof(
      noise,
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
    )
    .map((text) => text.replace(/[\r\n]/g, ''));

  test('are the line again with the white space between them, whatever the text and the block', () => {
    fc.assert(
      fc.property(line, block, fc.nat({ max: 9 }), (text, where, indentation) => {
        const before = 'A: '.repeat(indentation);
        const whole = `${before}${text}: B`;
        const end = before.length + text.length;
        let from = before.length;
        for (const { span } of wordsOf(whole, lineForm(whole, { start: from, end }, where))) {
          expect(span.start).toBeGreaterThanOrEqual(from);
          expect(span.end).toBeGreaterThan(span.start);
          expect(covered(whole, { start: from, end: span.start })).toMatch(/^\s*$/);
          expect(covered(whole, span).trim()).toBe(covered(whole, span));
          from = span.end;
        }
        expect(from).toBeLessThanOrEqual(end);
        expect(covered(whole, { start: from, end })).toMatch(/^\s*$/);
      }),
      { numRuns: 3000 },
    );
  });

  test('are those of a heading where the text is cut, and nowhere else', () => {
    fc.assert(
      fc.property(anything, (text) => {
        cut(text).forEach(({ start, end }, index) => {
          const kinds = formsOf(text.slice(start, end)).map(({ form }) => form.kind);
          const headings = kinds.filter((kind) => kind === 'encounter').length;
          expect(headings).toBeLessThanOrEqual(1);
          if (index === 0) return;
          expect(headings).toBe(1);
          expect(kinds.slice(0, kinds.indexOf('encounter')).every((kind) => kind === 'comment')).toBe(true);
        });
      }),
    );
  });

  test('stay those of a good file in each of its prefixes', () => {
    fc.assert(
      fc.property(anyEncounter, fc.nat(), (text, choice) => {
        const prefix = text.slice(0, choice % text.length);
        const whole = formsOf(text);
        const forms = formsOf(prefix).slice(0, -1);
        expect(forms.map(({ form }) => wordsOf(prefix, form))).toEqual(
          whole.slice(0, forms.length).map(({ form }) => wordsOf(text, form)),
        );
      }),
    );
  });

  test.each<[Block, string, readonly (readonly [string, string])[]]>([
    [
      'lines',
      '  64493-50-KX  x1  A, B  $1,280.00  # first',
      [
        ['code', '64493'],
        ['hyphen', '-'],
        ['modifier', '50'],
        ['hyphen', '-'],
        ['modifier', 'KX'],
        ['units', 'x1'],
        ['pointer', 'A'],
        ['separator', ','],
        ['pointer', 'B'],
        ['charge', '$1,280.00'],
        ['comment', '# first'],
      ],
    ],
    [
      'lines',
      '64493 50 x1 A',
      [
        ['code', '64493'],
        ['modifier', '50'],
        ['units', 'x1'],
        ['pointer', 'A'],
      ],
    ],
    [
      'lines',
      '64493LT',
      [
        ['code', '64493'],
        ['modifier', 'LT'],
      ],
    ],
    [
      'lines',
      '-64493-- 2 A;B ??? $ 640.00 A',
      [
        ['hyphen', '-'],
        ['code', '64493'],
        ['hyphen', '--'],
        ['units', '2'],
        ['pointer', 'A'],
        ['separator', ';'],
        ['pointer', 'B'],
        ['stray', '???'],
        ['charge', '$ 640.00'],
        ['stray', 'A'],
      ],
    ],
    [
      'encounter',
      'place 11',
      [
        ['name', 'place'],
        ['value', '11'],
      ],
    ],
    [
      'encounter',
      'payer :  # none yet',
      [
        ['name', 'payer'],
        ['colon', ':'],
        ['comment', '# none yet'],
      ],
    ],
    [
      'encounter',
      'note: MBB #2 # of 2 # allow level-limit: appeal',
      [
        ['name', 'note'],
        ['colon', ':'],
        ['value', 'MBB #2 # of 2'],
        ['comment', '# allow level-limit: appeal'],
      ],
    ],
    [
      'diagnoses',
      'A M47.816',
      [
        ['letter', 'A'],
        ['diagnosis', 'M47.816'],
      ],
    ],
    [
      'diagnoses',
      'B: M54.2, neck',
      [
        ['letter', 'B'],
        ['colon', ':'],
        ['diagnosis', 'M54.2'],
        ['stray', ', neck'],
      ],
    ],
    [
      'procedure',
      'levels: L4-L5 left,, L5-S1 lft',
      [
        ['name', 'levels'],
        ['colon', ':'],
        ['item', 'L4-L5'],
        ['side', 'left'],
        ['separator', ',,'],
        ['item', 'L5-S1 lft'],
      ],
    ],
    [
      'procedure',
      'agent: lidocaine, left',
      [
        ['name', 'agent'],
        ['colon', ':'],
        ['value', 'lidocaine, left'],
      ],
    ],
    [
      'procedure',
      'lines:',
      [
        ['heading', 'lines'],
        ['colon', ':'],
      ],
    ],
    [
      'encounter',
      'procedures epidural',
      [
        ['heading', 'procedures'],
        ['procedure-kind', 'epidural'],
      ],
    ],
    [
      'encounter',
      'procedure epidural of L4',
      [
        ['heading', 'procedure'],
        ['procedure-kind', 'epidural'],
        ['stray', 'of L4'],
      ],
    ],
    ['encounter', 'Tolerated well.', [['stray', 'Tolerated well.']]],
    ['lines', '  # allow level-limit: appeal ', [['comment', '# allow level-limit: appeal']]],
  ])('in %s: %s', (where, text, expected) => {
    expect(words(where, text)).toEqual(expected);
  });

  test('before the first heading are one stretch of text', () => {
    expect(words(undefined, 'payer: cpt # one')).toEqual([['stray', 'payer: cpt # one']]);
    expect(words(undefined, 'encuonter: 12 of 14')).toEqual([['stray', 'encuonter: 12 of 14']]);
    expect(words(undefined, 'encounter: 12 of 14')).toEqual([
      ['heading', 'encounter'],
      ['colon', ':'],
      ['id', '12'],
      ['stray', 'of 14'],
    ]);
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

  test('reads with any line replaced by one of no form as it reads without that line', () => {
    const stray = fc.oneof(
      fc.constantFrom('???', 'Tolerated well.', ':', '-50', '(continued)', '  ,,, ', '$640.00', '\uD83D'),
      noise.map((text) => text.replace(/[\r\n]/g, '')),
    );
    fc.assert(
      fc.property(anyEncounter, fc.nat(), stray, (text, choice, replacement) => {
        const rows = text.trimEnd().split('\n');
        const at = 1 + (choice % (rows.length - 1));
        const { block } = formsOf(text)[at] ?? {};
        const { kind } = lineForm(replacement, { start: 0, end: replacement.length }, block);
        fc.pre(kind === 'stray');
        // What is below a service line goes with it, and is not the line's above.
        fc.pre(!(block === 'lines' && /^ {4}\S/.test(rows[at + 1] ?? '')));
        const without = rows.filter((_, index) => index !== at);
        expect(meaning(read(rows.with(at, replacement).join('\n')))).toEqual(meaning(read(without.join('\n'))));
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

describe('a line of a million characters, and a million lines,', () => {
  const monsters = [
    `encounter 1\nlines\n  64493${'-50'.repeat(300_000)} x1 A\n`,
    `encounter 1\nlines\n  64493 x1 ${'A,'.repeat(400_000)}A\n`,
    `encounter 1\nlines\n  64493 x1 ${'A '.repeat(400_000)}A\n`,
    `encounter 1\n${'#'.repeat(1_000_000)}\n`,
    `encounter 1\nnote: ${'# '.repeat(500_000)}\n`,
    `encounter 1\nprocedure facet-injection\n levels: ${'L4-L5, '.repeat(150_000)}\n`,
    `encounter 1\nlines\n${'?\n'.repeat(1_000_000)}`,
    `encounter 1\n${':'.repeat(1_000_000)}`,
    `encounter 1\n# allow ${'a,'.repeat(500_000)}\n`,
  ];

  test('are read in a moment', () => {
    for (const text of monsters) for (const { start, end } of cut(text)) read(text.slice(start, end));
  }, 20_000);

  test('are told as words in a moment', () => {
    for (const text of monsters) for (const { form } of formsOf(text)) wordsOf(text, form);
  }, 20_000);
});
