/** What must not be carried over from a note: names, birth dates, addresses, numbers that identify a person. */
import { privateTexts } from '../text/private-text.js';
import type { Sentence } from './sentences.js';

const credentials =
  /^(?:md|do|np|pa|pac|rn|dnp|crna|dr|mr|mrs|ms|phd|aprn|fnp|lpn|the|and|of|for|see|above|none|same|self|patient|not|applicable|name|first|last|middle|dob|mrn|age|sex|male|female|date|npi|pain|clinic|center|medical|left|right|lumbar|knee|block|injection|procedure|note|local|anesthesia|yes|no|with|was|were|by|to|in|on|is|a|an|mac|iv|sedation|jr|sr|ii|iii|year|old|years|who|presents|tolerated|well|chart|record)$/i;
/** "Jane Doe is a 58-year-old woman", in capitals or not. */
const subject =
  /^(?!the\b|this\b|our\b|patient\b|pt\b|he\b|she\b|they\b|a\b|an\b|very\b|pleasant\b)([A-Za-z][A-Za-z'.,-]*(?:\s+[A-Za-z][A-Za-z'.,-]*){0,3}?),?\s+(?=(?:is|was) an?\s+(?:very |pleasant |delightful )*(?:\d{1,3}|\w+)[- ]?(?:y\/?o\b|year))/i;
const titled = /\b(?:Mr|Mrs|Ms|Miss|Dr|MR|MRS|MS|DR)\.?\s+[A-Z][A-Za-z'-]+(?:\s+[A-Z][A-Za-z'-]+)?/g;
/** In small letters too; "DR" in capitals is a dorsal ramus, "MS Contin" a drug. */
const titledSmall = /\b(?:mr|mrs|ms|miss|dr)\.? (?!contin\b)[a-z][a-z'-]+/g;
const credentialed =
  /\b(?:[A-Z]\.|[A-Z][A-Za-z'-]+(?:\s+[A-Z]\.?)?)\s+[A-Z][A-Za-z'-]+,?\s+(?:M\.?D\.?|D\.?O\.?|N\.?P\.?|P\.?A\.?(?:-C)?|R\.?N\.?|CRNA|DNP|APRN)\b/g;
const acting =
  /(?<![.!?]\s|^)\b[A-Z][a-z]+\s+(?:[A-Z]\.\s+)?[A-Z][a-z]+(?=,? (?:is|was|has|had|presents|reports|returns|underwent|tolerated|denies|who)\b)/g;

/** No session of today was then; somebody's birth may have been. */
const longAgo =
  /(?<![\d/])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)|(?:19\d\d|200\d)[/.-]\d{1,2}[/.-]\d{1,2}|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19\d\d|200\d)|\d{1,2}[ -][A-Za-z]{3,9}[ -](?:19\d\d|200\d))(?!\d)/g;
const anyDate = /\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}/g;

/** Takes out of words what must not be carried over; what it takes leaves a "…". */
export function redactor(sentences: readonly Sentence[]): (words: string) => string {
  const names = new Set<string>();
  const births = new Set<string>();
  for (const { label, labelText, text } of sentences) {
    if (label === 'identity' && /\b(?:dob|birth\w*|born)\b/i.test(labelText)) {
      for (const [date] of text.slice(0, 200).matchAll(anyDate)) births.add(date);
    }
    if (label !== 'name' && label !== 'provider' && label !== 'referring') continue;
    for (const [word] of text.slice(0, 200).matchAll(/[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'-]+/g)) {
      if (names.size < 60 && word.length > 1 && !credentials.test(word)) names.add(word.toLowerCase());
    }
  }
  const escaped = [...names].map((name) => name.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&'));
  const known =
    escaped.length > 0
      ? new RegExp(`(?<![A-Za-z\u00c0-\u024f])(?:${escaped.join('|')})(?![A-Za-z\u00c0-\u024f])`, 'gi')
      : undefined;
  return (words) => {
    let text = words
      .replace(subject, '\u2026 ')
      .replace(titled, '\u2026')
      .replace(titledSmall, '\u2026')
      .replace(credentialed, '\u2026')
      .replace(acting, '\u2026');
    for (const { at } of [...privateTexts(text)].reverse())
      text = `${text.slice(0, at.start)}\u2026${text.slice(at.end)}`;
    if (known) text = text.replace(known, '\u2026');
    text = text.replace(longAgo, '\u2026');
    for (const date of births) text = text.replaceAll(date, '\u2026');
    return text.replace(/(?:\u2026[\s,.]*){2,}/g, '\u2026 ').trim();
  };
}
