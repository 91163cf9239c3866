/**
 * What in a text looks like a person's name, social security number, telephone number or e-mail address. It rather misses one
 * than takes an NPI, a number of a claim or a code for one. Knows no fields.
 */
import type { Span } from './span.js';

export type PrivateKind = 'name' | 'social security number' | 'telephone number' | 'e-mail address';

interface PrivateText {
  readonly kind: PrivateKind;
  /** In the text given. */
  readonly at: Span;
}

interface Pattern {
  readonly kind: PrivateKind;
  /** The first group is what is private, where there is one. */
  readonly form: RegExp;
  readonly isOther?: (found: string, before: string) => boolean;
}

/** A number behind one of these is the number of a thing: a lot, a ticket, an authorization. */
const ofAThing =
  /\b(?:account|acct|approval|auth|authorization|case|certification|claim|confirmation|device|id|invoice|item|lot|model|mrn|ndc|npi|number|order|pa|part|policy|ref|reference|rx|serial|sn|ticket|tracking|upc)\b[ .:#]*(?:no|nr|num)?[ .:#]*$/i;

/** Toll-free numbers are a payer's or a maker's, not a patient's. */
const tollFree = /^\D*(?:1\D{1,2})?8(?:00|33|44|55|66|77|88)\b/;

/** The quantifiers are bounded: a line may be a million characters long. */
const patterns: readonly Pattern[] = [
  {
    kind: 'social security number',
    form: /(?<![\w.-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
    isOther: (_, before) => ofAThing.test(before),
  },
  {
    kind: 'social security number',
    form: /\b(?:ssn|social security(?: number)?)\b[ .:#]{0,3}(?:is )?((?!000|666)\d{3}[ .-]?\d{2}[ .-]?\d{4})(?![\w-])/gi,
  },
  {
    kind: 'telephone number',
    form: /(?<![\w.(-])(?:\+?1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])[2-9]\d{2}[-. ]\d{4}(?![\w-])/g,
    isOther: (found, before) => tollFree.test(found) || ofAThing.test(before),
  },
  {
    kind: 'telephone number',
    form: /\b(?:phone|telephone|tel|cell|mobile|call back)\b[ .:#]{0,3}((?:\+?1[-. ])?[2-9]\d{2}[-. ]?\d{3}[-. ]?\d{4})(?![\w-])/gi,
    isOther: (found) => tollFree.test(found),
  },
  {
    kind: 'e-mail address',
    form: /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-])/gi,
  },
  // A title in mixed case: MS Contin is a drug. Doctors are no patients.
  { kind: 'name', form: /\b(?:Mr|Mrs|Ms)\.? (\p{Lu}[\p{Ll}'’-]{1,40}(?: \p{Lu}[\p{Ll}'’-]{1,40})?)(?![\p{L}\d])/gu },
  {
    kind: 'name',
    form: /\b(?:[Pp]atient|[Pp]t)(?:['’]s)? name(?: is)?[ :]{1,3}(\p{Lu}[\p{L}'’.-]{1,40}(?:,? \p{Lu}[\p{L}'’.-]{0,40}){0,3})/gu,
  },
];

/** Most texts hold neither digits between hyphens nor an @ nor a title: they are left at once. */
const mayHold = /@|\d[-. )]{1,2}\d|\b(?:Mr|Mrs|Ms|name|ssn|social|phone|telephone|tel|cell|mobile|call)\b/i;

/** What looks private in the text, in its order; of two that overlap the first of the patterns. */
export function privateTexts(text: string): readonly PrivateText[] {
  if (!mayHold.test(text)) return [];
  const found: PrivateText[] = [];
  for (const { kind, form, isOther } of patterns) {
    for (const match of text.matchAll(form)) {
      const value = match[1] ?? match[0];
      const start = match.index + match[0].length - value.length;
      const at = { start, end: start + value.length };
      if (isOther?.(match[0], text.slice(Math.max(0, match.index - 40), match.index))) continue;
      if (found.some((other) => other.at.start < at.end && at.start < other.at.end)) continue;
      found.push({ kind, at });
      if (found.length >= mostFound) break;
    }
  }
  return found.sort((one, other) => one.at.start - other.at.start);
}

/** Nobody reads the hundredth of one text. */
const mostFound = 20;

/** Whether a whole value is a person's name: `Doe, Jane` or two to four words of letters; a key has digits or is one word. */
export function isName(value: string): boolean {
  return value.length <= 80 && (lastFirst.test(value) || words.test(value));
}

const lastFirst = /^\p{L}[\p{L}'’-]+(?: \p{L}[\p{L}'’-]+)?, ?\p{L}[\p{L}'’.-]*(?: \p{L}[\p{L}'’.-]*){0,2}$/u;
const words = /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u;
