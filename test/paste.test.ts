/** Text from Word is cleaned where it is pasted, and what the coder wrote in her own words stays as it is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPaste } from '../server/src/features/encounter/paste.js';

/** What is inserted where `<|>` is. */
function pasted(text: string, clip: string): string | undefined {
  const start = text.indexOf('<|>');
  return cleanPaste(text.replace('<|>', ''), { start, end: start }, clip);
}

const header = 'encounter 1\npatient: M-1\n';

describe('a text pasted from Word', () => {
  test.each([
    [
      'no-break spaces and hyphens',
      `${header}<|>`,
      'place:\u00a022\ndate: 2026\u201111\u201116',
      'place: 22\ndate: 2026-11-16',
    ],
    ['en dashes between levels', `${header}procedure facet-injection\n<|>`, '  levels: L4\u2013L5', '  levels: L4-L5'],
    ['curly quotes', `${header}<|>`, 'payer: \u201cMedicare\u201d', 'payer: "Medicare"'],
    ['a multiplication sign', `${header}lines\n<|>`, '  64493\u201150  \u00d71  A', '  64493-50  x1  A'],
    ['the columns of a table', `${header}lines\n<|>`, '64493-50\tx1\tA,B\t$640.00', '64493-50  x1  A,B  $640.00'],
    [
      'rows of a table with a name and a value',
      `${header}<|>`,
      'DOS\t11/16/2026\nPayer\tAetna',
      'DOS: 11/16/2026\nPayer: Aetna',
    ],
    [
      'bullets',
      `${header}procedure facet-injection\n<|>`,
      '\u2022\tside: left\n\u00b7 guidance: ct\n- series: first',
      'side: left\nguidance: ct\nseries: first',
    ],
    ['the bullets of an inner list', `${header}procedure facet-injection\n<|>`, 'o\tside: left', 'side: left'],
    ['tabs that indent', `${header}diagnoses\n<|>`, '\tA: M47.816', '  A: M47.816'],
    ['line breaks within a paragraph', `${header}<|>`, 'place: 22\vdate: 2026-11-16', 'place: 22\ndate: 2026-11-16'],
    ['soft hyphens', `${header}<|>`, 'pro\u00advider: 1', 'provider: 1'],
    [
      'a whole encounter into an empty file',
      '<|>',
      'encounter\u00a02\nlines\n  64493\u201350',
      'encounter 2\nlines\n  64493-50',
    ],
    [
      'the rest of a line',
      `${header}procedure facet-injection\n  levels: <|>`,
      'L4\u2013L5,\u00a0L5\u2013S1',
      'L4-L5, L5-S1',
    ],
  ])('loses %s', (_, text, clip, clean) => {
    expect(pasted(text, clip)).toBe(clean);
    expect(pasted(text, clean)).toBeUndefined();
  });

  test('keeps its words in free text', () => {
    const text = `${header}procedure facet-injection\n  indication: <|>`;
    expect(pasted(text, 'patient\u2019s pain \u2013 worse \u201cat night\u201d')).toBeUndefined();
    const field = '  indication: patient\u2019s pain \u2013 worse';
    expect(pasted(`${header}procedure facet-injection\n<|>`, field)).toBeUndefined();
    expect(pasted(`${header}procedure facet-injection\n<|>`, `\u2022 ${field.trim()}`)).toBe(field.trim());
  });

  test('keeps its words in a comment', () => {
    expect(pasted(`${header}place: 22  # <|>`, 'the patient\u2019s \u2013 own')).toBeUndefined();
    expect(pasted(`${header}<|>`, 'place:\u00a022  # the\u00a0patient\u2019s')).toBe(
      'place: 22  # the\u00a0patient\u2019s',
    );
  });

  test('is one line of free text where its paragraph was broken in lines', () => {
    const text = `${header}procedure facet-injection\n  indication: <|>`;
    expect(pasted(text, 'axial low back pain\r\nfor eight months,\r\n\r\nno radiculopathy')).toBe(
      'axial low back pain for eight months, no radiculopathy',
    );
    expect(pasted(text, 'axial pain\n  side: left')).toBeUndefined();
  });

  test('stays as it is in front of the first encounter, where it may be a note', () => {
    expect(pasted('<|>', 'PROCEDURE NOTE\n\u2022\tLeft L4\u2013L5 \u2013 facet injection')).toBeUndefined();
  });

  test('loses no letter and no digit, whatever it is', () => {
    const unit = fc.constantFrom(
      ...'aZ49:#.\t \n\r\v-,$',
      '\u00a0',
      '\u2013',
      '\u2019',
      '\u2022',
      '\u00ad',
      'encounter ',
      'lines\n',
      'side',
    );
    const some = fc.array(unit, { maxLength: 40 }).map((units) => units.join(''));
    const said = (text: string): string => text.replace(/[^a-z0-9]/gi, '');
    fc.assert(
      fc.property(some, some, some, (before, after, clip) => {
        const text = cleanPaste(before + after, { start: before.length, end: before.length }, clip);
        expect(said(text ?? clip)).toBe(said(clip));
      }),
    );
  });

  test('is left alone where it is a book', () => {
    expect(pasted(`${header}<|>`, 'place:\u00a022\n'.repeat(100_000))).toBeUndefined();
  });
});
