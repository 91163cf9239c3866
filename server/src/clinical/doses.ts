/**
 * What a record's `agent` says about a drug, where it can be read with certainty: one dose after or before the drug's name.
 * A possible dose per place, a concentration alone or a remark about waste is not read.
 */

interface Dose {
  readonly amount: number;
  readonly unit: 'mg' | 'mcg' | 'unit' | 'ml';
  /** "in total" follows it: it is not a dose for each place. */
  readonly isTotal: boolean;
}

/** A record's field is a line; anything longer than a page is not one. */
const mostCharacters = 1_000;
const number = String.raw`(\d{1,6}(?:\.\d{1,4})?)`;
const unit = '(mg|mcg|units?|ml)';
/** "acetonide", "sodium phosphate": what may come between the name and the dose. */
const qualifier = String.raw`(?:\s+[a-z]{2,20}){0,3}`;
const total = String.raw`(\s+(?:in\s+)?total)?`;
const behind = (name: string): RegExp => new RegExp(`^${name}${qualifier}\\s+${number}\\s*${unit}${total}$`);
const before = (name: string): RegExp => new RegExp(`^${number}\\s*${unit}(?:\\s+of)?\\s+${name}${qualifier}${total}$`);
const dissolved = (name: string): RegExp =>
  new RegExp(`^${name}${qualifier}\\s+${number}\\s*mg\\s*/\\s*ml\\s+${number}\\s*ml${total}$`);

/**
 * Words that mean the dose is not what was given; also a dash and a multiplication sign, by number because one such
 * character in a bundle makes the engine keep all of it in two bytes a character.
 */
const uncertain =
  /\b(?:per|each|every|both|wast\w*|discard\w*|remain\w*|divided|split|times|x\s*\d+|\d+\s*x)\b|[-\u2013]\s*\d|@|\u00d7/;
/** A dose without a name next to it belongs to the drug before it, or to none. */
const nameless = /^\s*(?:then\s+)?\d[\d.]*\s*(?:mg|mcg|units?|ml|%)?\s*(?:total|in total)?\s*$/;

/** The drug's name in lower case, with which the code table's own words begin: "Triamcinolone acetonide (depot steroid)". */
export function drugNameOf(explanation: string): string | undefined {
  return /^[A-Za-z]{6,}/.exec(explanation)?.[0].toLowerCase();
}

/** What is said about each drug: "triamcinolone 40 mg, lidocaine 1% 2 mL" are two. */
export function drugsNamed(text: string): readonly string[] {
  return text
    .slice(0, mostCharacters)
    .toLowerCase()
    .split(/[,;+]|\s(?:and|with|plus)\s|(?<=[a-z])\.(?:\s|$)/)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
}

/** Whether the drug is named, in lower case, anywhere in the text. */
export function namesDrug(text: string, name: string): boolean {
  return text.slice(0, mostCharacters).toLowerCase().includes(name);
}

/**
 * The dose of a drug.
 *
 * @param name in lower case, letters only: "triamcinolone"
 * @returns undefined where the text does not say it with certainty
 */
export function doseIn(text: string, name: string): Dose | undefined {
  if (text.length > mostCharacters || uncertain.test(text.toLowerCase())) return undefined;
  const parts = drugsNamed(text);
  const naming = parts.filter((part) => part.includes(name));
  const [part] = naming;
  if (part === undefined || naming.length > 1 || parts.some((other) => nameless.test(other))) return undefined;
  const concentrated = dissolved(name).exec(part);
  if (concentrated) {
    const [, strength, volume, isTotal] = concentrated;
    return { amount: Number(strength) * Number(volume), unit: 'mg', isTotal: isTotal !== undefined };
  }
  const [, amount, written, isTotal] = behind(name).exec(part) ?? before(name).exec(part) ?? [];
  if (amount === undefined || written === undefined) return undefined;
  return { amount: Number(amount), unit: unitOf(written), isTotal: isTotal !== undefined };
}

/** How many times one amount goes into another: 40 mg hold 4 of "10 mg"; undefined where they do not measure the same. */
export function timesIn(dose: Pick<Dose, 'amount' | 'unit'>, billingUnit: string): number | undefined {
  const [, amount, written] = /^(\d+(?:\.\d+)?) (mg|mcg|units?|ml)$/.exec(billingUnit.toLowerCase()) ?? [];
  if (amount === undefined || written === undefined) return undefined;
  const one = measured(dose.amount, dose.unit);
  const other = measured(Number(amount), unitOf(written));
  if (one.unit !== other.unit || other.amount === 0) return undefined;
  // Tenths of a milligram are not whole numbers to a computer.
  return Math.round((one.amount / other.amount) * 1_000_000) / 1_000_000;
}

function measured(amount: number, unit: Dose['unit']): { readonly amount: number; readonly unit: string } {
  return unit === 'mg' ? { amount: amount * 1_000, unit: 'mcg' } : { amount, unit };
}

function unitOf(written: string): Dose['unit'] {
  return written === 'mg' || written === 'mcg' || written === 'ml' ? written : 'unit';
}
