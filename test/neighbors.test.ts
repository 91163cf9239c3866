/** What a patient's later encounters are told of earlier claims that were replaced or made void. */
import { describe, expect, test } from 'vitest';
import { readEncounter } from '../server/src/encounter/read.js';
import { abstractOf, type Placed } from '../server/src/neighbors/abstract.js';
import { histories, latestFirst } from '../server/src/neighbors/history.js';
import { shippedCodes } from './support/codes.js';

/** A facet injection of one visit, with what is given in its header. */
function session(id: string, date: string, relief: string, header = ''): string {
  return `encounter ${id}
patient: MRN-1
provider: 1234567893
date: ${date}
${header}
procedure facet-injection
  intent: diagnostic
  levels: L4-L5
  relief: ${relief}%
lines
  64493-LT  x1
`;
}

/** The id and the relief of all that went before the last one, the latest first. */
function toldLast(...texts: readonly string[]): readonly string[] {
  const placed = texts.map(
    (text, ordinal): Placed => ({
      file: 'day.encounter',
      ordinal,
      abstract: abstractOf(readEncounter(text, shippedCodes), shippedCodes),
    }),
  );
  const history = histories(placed, new Map()).of(placed.length - 1);
  return [...latestFirst(history)].map(({ id, procedures }) => `${id} ${procedures[0]?.relief?.percent}`);
}

describe('the history of a patient', () => {
  const later = session('9', '2026-03-01', '90');

  test('holds each original claim', () => {
    const told = toldLast(session('1', '2026-01-01', '85'), session('2', '2026-02-01', '70'), later);
    expect(told).toEqual(['2 70', '1 85']);
  });

  test('holds a replacement in place of the claim of its visit, before or after it', () => {
    const [original, replacement] = [
      session('1', '2026-01-01', '85'),
      session('2', '2026-01-01', '60', 'frequency: replacement'),
    ];
    expect(toldLast(original, replacement, later)).toEqual(['2 60']);
    expect(toldLast(replacement, original, later)).toEqual(['2 60']);
  });

  test('holds the other claim of a visit where the replaced one has the same id', () => {
    const replacement = session('1', '2026-01-01', '60', 'frequency: replacement');
    const told = toldLast(session('1', '2026-01-01', '85'), session('2', '2026-01-01', '50'), replacement, later);
    expect(told).toEqual(['1 60', '2 50']);
  });

  test('holds the claim of another visit beside a replacement', () => {
    const replacement = session('2', '2026-01-02', '60', 'frequency: replacement');
    expect(toldLast(session('1', '2026-01-01', '85'), replacement, later)).toEqual(['2 60', '1 85']);
  });

  test('holds no void claim', () => {
    expect(toldLast(session('1', '2026-01-01', '85', 'frequency: void'), later)).toEqual([]);
  });

  const made = (id: string, how: string, relief = '50', date = '2026-01-01') =>
    session(id, date, relief, `frequency: ${how}`);
  const [first, second] = [session('1', '2026-01-01', '85'), session('2', '2026-01-01', '70')];

  test('holds no claim that was made void, by its id or as the visit’s only one, before or after it', () => {
    expect(toldLast(first, made('1', 'void'), later)).toEqual([]);
    expect(toldLast(made('1', 'void'), first, later)).toEqual([]);
    expect(toldLast(first, made('8', 'void'), later)).toEqual([]);
    expect(toldLast(first, made('1', 'void', '50', '2026-01-02'), later)).toEqual(['1 85']);
  });

  test('loses one claim to a void: with its id, else the last before it', () => {
    expect(toldLast(first, second, made('1', 'void'), later)).toEqual(['2 70']);
    expect(toldLast(first, second, made('8', 'void'), later)).toEqual(['1 85']);
    expect(toldLast(first, made('8', 'void'), second, later)).toEqual(['2 70']);
    expect(toldLast(first, made('1', 'void'), session('1', '2026-01-01', '40'), later)).toEqual(['1 40']);
    expect(toldLast(first, second, made('8', 'void'), made('9', 'void'), later)).toEqual([]);
  });

  test('holds no replacement that was made void, nor the claim that it had replaced', () => {
    expect(toldLast(first, made('1', 'replacement'), made('1', 'void'), later)).toEqual([]);
    expect(toldLast(first, made('2', 'replacement'), made('1', 'void'), later)).toEqual([]);
  });
});
