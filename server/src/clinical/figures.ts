/** Whether a record's free text says how much or how long: `8 months`, `7 of 10`, `six weeks`, `twice`. */

import { onceForText } from '../text/once.js';

/** What has digits but is not a figure: places on the spine (`L4-L5`, `C5/6`) and diagnoses (`M47.816`). */
const names = /\b(?:[CTLS]\d{1,2}(?:\s*[-/]\s*[CTLS]?\d{1,2})*|[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4})\b/gi;

const figure = new RegExp(
  [
    '\\d',
    `\\b(?:${'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty'.split(' ').join('|')})\\b`,
    '\\b(?:once|twice|half|dozen|daily|weekly|monthly|yearly)\\b',
    '\\b(?:a|an|per|every|each|last|past|this) (?:hour|day|week|month|year)\\b',
    '\\bsince (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter|birth|childhood)',
  ].join('|'),
  'i',
);

/** More than any field that a person wrote holds. */
const mostCharacters = 5_000;

/** Whether the text has any figure; a text longer than a page has one somewhere. */
export const namesFigure = onceForText((text) => text.length > mostCharacters || figure.test(text.replace(names, ' ')));
