/** The notes of test/notes, which were written without having seen the reader: what is lifted from them is right or left blank, never wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readEncounter } from '../server/src/encounter/read.js';
import { encounterOfNote } from '../server/src/notes/encounter-of-note.js';
import { shippedCodes } from './support/codes.js';
import { type Verdict, verdictsOn, type WantedNote } from './support/note-score.js';

const folder = new URL('notes/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace(/\.txt$/, ''));
/** So many fields are lifted; a reader that leaves more blank has lost something. */
const fewestRight = 597;

function told(name: string): string {
  return encounterOfNote(readFileSync(new URL(`${name}.txt`, folder), 'utf8'), shippedCodes)?.text ?? '';
}

function verdicts(name: string): readonly Verdict[] {
  const wanted: WantedNote = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  return verdictsOn(told(name), wanted);
}

describe('a written note', () => {
  test.each(names)('has nothing lifted wrong: %s', (name) => {
    expect(verdicts(name).filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  });

  test.each(names)('becomes an encounter that is read without a fault: %s', (name) => {
    expect(readEncounter(told(name), shippedCodes).problems).toEqual([]);
  });

  test.each(names)('names nobody, however it is typed: %s', (name) => {
    const note = readFileSync(new URL(`${name}.txt`, folder), 'utf8').replace(/\r\n/g, '\n');
    const { private: persons }: WantedNote = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
    const forms = [
      note,
      note.toLowerCase(),
      note.toUpperCase(),
      note.replace(/^[A-Z][\w /-]{1,40}: ?/gm, ''),
      note.replace(/\n+/g, ' '),
      note.replace(/^(?=\S)/gm, '- '),
    ];
    const text = forms.map((form) => encounterOfNote(form, shippedCodes)?.text ?? '').join('\n');
    const found = persons.filter((each) =>
      new RegExp(`(?<![A-Za-z0-9])${each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'i').test(text),
    );
    expect(found).toEqual([]);
  });

  test('there are at least 54, and most of what they say is lifted', () => {
    expect(names.length).toBeGreaterThanOrEqual(54);
    const right = names.flatMap(verdicts).filter(({ verdict }) => verdict === 'right');
    expect(right.length).toBeGreaterThanOrEqual(fewestRight);
  });
});

describe('a verdict', () => {
  const wanted: WantedNote = {
    header: { date: '2026-11-16' },
    diagnoses: ['M17.11'],
    procedures: [{ kind: 'joint-injection', site: ['knee'], side: 'right', agent: ['triamcinolone|kenalog', '40 mg'] }],
    'must-not': [{ field: 'guidance' }, { field: 'agent', value: 'lidocaine' }],
    private: ['Doe'],
  };
  const right =
    'encounter N\ndate: 2026-11-16\n\ndiagnoses\n  A: M17.11\n\nprocedure joint-injection\n  site: right knee\n  agent: Kenalog 40 mg\n\nlines\n';

  test.each([
    ['what is right', right, []],
    ['another date', right.replace('11-16', '11-17'), ['date']],
    ['another diagnosis', right.replace('M17.11', 'M17.12'), ['diagnoses']],
    ['another side', right.replace('right', 'left'), ['joint-injection side']],
    ['another dose', right.replace('40 mg', '80 mg'), ['joint-injection agent']],
    ['what must not be there', right.replace('40 mg', '40 mg, lidocaine'), ['agent']],
    ['a field that must not be there', right.replace('  site', '  guidance: ct\n  site'), ['guidance']],
    ['a further procedure', right.replace('lines', 'procedure epidural\n\nlines'), ['procedure']],
    ['a name', right.replace('lines', '# Mrs. DOE\nlines'), ['private']],
  ])('is wrong where it should be: %s', (_, text, fields) => {
    const found = verdictsOn(text, wanted).filter(({ verdict }) => verdict === 'wrong');
    expect(found.map(({ field }) => field)).toEqual(fields);
  });
});
