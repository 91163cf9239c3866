/** The encounters that are measured. */

export const linesOfEncounter: number;

/** The day as which every run is checked. */
export const today: string;

/** An encounter's text with the blank line after it. */
export function encounter(index: number, how?: { readonly isWrong?: boolean }): string;

/** A file of so many lines, or a few more. */
export function day(lines: number, how?: { readonly isWrong?: boolean }): string;

/** An encounter that nobody has, of so many procedures. */
export function hugeEncounter(count: number, kinds: 'one' | 'several'): string;
