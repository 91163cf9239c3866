/** Hyphens, and what Word makes of them: a no-break hyphen, a dash, a minus. */

const dashes = /[\u2010-\u2015\u2212]/g;

/** Whether the character is a hyphen, or meant as one. */
export function isHyphen(unit: number): boolean {
  return unit === 45 || (unit >= 0x2010 && unit <= 0x2015) || unit === 0x2212;
}

/** The text with plain hyphens. */
export function withHyphens(text: string): string {
  return text.replace(dashes, '-');
}
