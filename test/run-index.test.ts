/** What a run of the command line finds out about its encounters before it judges them, and what each is then judged beside. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEncounter } from '../server/src/encounter/read.js';
import { bounded } from '../server/src/engine/cap.js';
import { abstractOf, type Placed } from '../server/src/neighbors/abstract.js';
import { histories } from '../server/src/neighbors/history.js';
import { neighborhood } from '../server/src/neighbors/neighbors.js';
import { keyOf, runIndex, runIndexBuilder } from '../server/src/neighbors/run-index.js';
import { sharedKeys } from '../server/src/neighbors/shared-keys.js';
import { surroundings } from '../server/src/neighbors/surroundings.js';
import { cut } from '../server/src/syntax/cut.js';
import { everydayNamesOf } from '../server/src/syntax/everyday.js';
import { headerFields, lineFields, procedureFields } from '../server/src/syntax/vocabulary.js';
import { shippedCodes } from './support/codes.js';

const root = new URL('../', import.meta.url);
const folders = ['test/files/', 'test/claims/', 'test/right-claims/', 'examples/'];
const texts = folders.flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.encounter'))
    .map((name) => readFileSync(new URL(folder + name, root), 'utf8')),
);
const slices = texts.flatMap((text) => cut(text).map(({ start, end }) => text.slice(start, end)));

/** What is wrong with what was found in a text without reading it. */
function faultsIn(text: string): readonly string[] {
  return cut(text).flatMap(({ start, end }): readonly string[] => {
    const keys = sharedKeys(text, start, end);
    if (!keys) return [];
    const { id, patient } = readEncounter(text.slice(start, end), shippedCodes);
    const found = {
      id: text.slice(keys.id.start, keys.id.end),
      patient: keys.patient && text.slice(keys.patient.start, keys.patient.end),
    };
    // One that reading ignores, in a pasted note, is nobody's.
    const isRight = found.id === id?.value && (patient === undefined || found.patient === patient.value);
    return isRight ? [] : [text.slice(start, end)];
  });
}

describe('the id and the patient found without reading', () => {
  test('are those that reading finds, in every encounter there is', () => {
    expect(texts.flatMap(faultsIn)).toEqual([]);
  });

  test('are found so in most encounters', () => {
    const plain = slices.filter((slice) => sharedKeys(slice, 0, slice.length));
    expect(plain.length / slices.length).toBeGreaterThan(0.6);
  });

  test('are those that reading finds, whatever lines stand in it', () => {
    const names = [
      ...headerFields,
      ...procedureFields,
      ...lineFields,
      ...everydayNamesOf('patient'),
      'pateint',
      'x-patient',
      'x-mrn',
      'A',
      'AA',
      '1',
      '64493',
      '9patient',
      'Patient',
      'PATIENT',
      ' patient',
    ];
    const line = fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...names),
          fc.constantFrom(':', ': ', ' ', ' :', '', '\t', ' #: '),
          fc.constantFrom('P1', 'P-2', '"P3"', 'P 4', '', 'P5 # five', 'P\u20116'),
        )
        .map((parts) => parts.join('')),
      fc.constantFrom(
        '',
        '# patient: P9',
        'diagnoses',
        'lines',
        'lines:',
        'procedure epidural',
        'procedure patient: P7',
        'procedure',
        'procedure note: x',
        '  64493-50  x1  A  # patient: P8',
        '  J1030 patient: P8',
        'A: patient: P8',
        'encounter 2',
        'encounter',
        'encounter 3 # x',
        'The patient was placed prone on the table in the room',
        'patient',
        'patient P10',
        '--',
        '\r',
        '\rpatient: P11',
      ),
    );
    const text = fc
      .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
      .map(([lines, end]) => ['encounter 1', ...lines].join(end));
    fc.assert(
      fc.property(text, (each) => faultsIn(each).length === 0),
      { numRuns: 3000 },
    );
  });

  test('are those that reading finds, whatever a line of an encounter is changed to', () => {
    const changed = fc
      .tuple(
        fc.constantFrom(...slices.filter(({ length }) => length < 3000)),
        fc.nat(),
        fc.constantFrom(...' \t:#\r\npPaA1-"\u00a0\u2028'),
        fc.boolean(),
      )
      .map(([slice, at, character, isAdded]) => {
        const place = at % slice.length;
        return slice.slice(0, place) + character + slice.slice(place + (isAdded ? 0 : 1));
      });
    fc.assert(
      fc.property(changed, (each) => faultsIn(each).length === 0),
      { numRuns: 1000 },
    );
  });
});

describe('what an encounter is judged beside', () => {
  const encounter = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', ''),
    patient: fc.constantFrom('P1', 'P2', 'P3', ''),
    date: fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-01', ''),
    frequency: fc.constantFrom('', '', '', 'replacement', 'void'),
    code: fc.constantFrom('64493-50', '99213', '63650'),
  });
  const textOf = ({
    id,
    patient,
    date,
    frequency,
    code,
  }: {
    id: string;
    patient: string;
    date: string;
    frequency: string;
    code: string;
  }): string =>
    [
      `encounter ${id}`,
      ...(patient ? [`patient: ${patient}`] : []),
      ...(date ? [`date: ${date}`] : []),
      'provider: 1234567893',
      ...(frequency ? [`frequency: ${frequency}`] : []),
      'procedure facet-injection',
      '  levels: L4-L5',
      'lines',
      `  ${code}  x1`,
      '',
    ].join('\n');
  const placedIn = (files: readonly (readonly string[])[]): readonly Placed[] =>
    files.flatMap((own, file) =>
      own.map((text, ordinal) => ({
        file: `${file}`,
        ordinal,
        abstract: abstractOf(bounded(readEncounter(text, shippedCodes)), shippedCodes),
      })),
    );

  test('is the same whether all encounters are at hand or only what it shares is looked up', () => {
    const run = fc.array(fc.array(encounter, { maxLength: 12 }), { maxLength: 4 });
    fc.assert(
      fc.property(run, fc.boolean(), (files, isElsewhere) => {
        const own = placedIn(files.map((file) => file.map(textOf)));
        const others = placedIn([
          [textOf({ id: '1', patient: 'P1', date: '2025-12-01', frequency: '', code: '99213' })],
        ]).map((each) => ({ ...each, file: 'earlier' }));
        const elsewhere = isElsewhere
          ? {
              sharing: (key: string) => others.filter(({ abstract }) => abstract.keys.includes(key)),
              ofPatient: (patient: string) => others.filter(({ abstract }) => abstract.patient === patient),
              isBefore: (file: string) => file === 'earlier',
            }
          : undefined;
        const builder = runIndexBuilder();
        for (const file of files) {
          builder.addFile();
          for (const { id, patient } of file) builder.add(0, id ? keyOf(id) : 0, patient ? keyOf(patient) : 0);
        }
        const index = runIndex(builder.columns());
        const looked = surroundings({ index, placed: (each) => own[each], elsewhere });
        const visits = neighborhood(own, elsewhere);
        const before = histories(own, new Map(), elsewhere);
        own.forEach((each, number) => {
          const keys = { id: each.abstract.neighbor?.id, patient: each.abstract.patient };
          const { neighbors, history } = looked.of(number, keys, () => each);
          expect(neighbors).toEqual(visits.of(number));
          expect(history?.version).toEqual(before.of(number)?.version);
          expect(index.fileOf(number)).toBe(Number(each.file));
        });
      }),
      { numRuns: 200 },
    );
  });
});
