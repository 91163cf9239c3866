/** The side that the words of a site name. */
import { describe, expect, test } from 'vitest';
import { sidedWords } from '../server/src/clinical/side-words.js';

describe('the side of a site', () => {
  test.each([
    ['right knee', 'knee', 'right'],
    ['Knee Right', 'Knee', 'right'],
    ['Rt. knee', 'knee', 'right'],
    ['R knee', 'knee', 'right'],
    ['knee (R)', 'knee', 'right'],
    ['knee on the left', 'knee', 'left'],
    ['left-sided greater occipital', 'greater occipital', 'left'],
    ['genicular nerves of the rt. knee', 'genicular nerves of the knee', 'right'],
    ['bilateral knees', 'knees', 'bilateral'],
    ['B/L knees', 'knees', 'bilateral'],
    ['left/right knee', 'knee', 'bilateral'],
    ['right and left knees', 'knees', 'bilateral'],
    ['right', '', 'right'],
  ])('is read from %s', (written, words, side) => {
    expect(sidedWords(written)).toEqual({ words, side });
  });

  test.each([
    'knee',
    'L spine',
    'L 5 dorsal ramus',
    'lateral femoral cutaneous',
    'right knee left',
    `right ${'x'.repeat(200)}`,
  ])('is not read from %s', (written) => {
    expect(sidedWords(written)).toEqual({ words: written, side: undefined });
  });
});
