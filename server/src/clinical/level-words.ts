/** Spine levels and nerves as people write them. Knows no file format. */

import { withHyphens } from '../text/dashes.js';
import { onceForText } from '../text/once.js';
import type { Level } from './level.js';
import { allLevels, levelsAtVertebra, levelsBetween } from './levels.js';

interface ReadLevel {
  /** One, or every level of a wider span. */
  readonly levels: readonly Level[];
  /** As the format writes it: `L4-L5`, `L3-S1`. */
  readonly canonical: string;
  /** Whether it is written in one of the format's own forms, `L4-L5` or `L4-5`. */
  readonly isCanonical: boolean;
}

const known = new Set(allLevels);

/** The levels that a text names: `L4-L5`, `L4-5`, `L3-S1`, also `L4/5`, `L45`, `L5S1`; undefined for anything else. */
export const readLevel = onceForText(levelRead);

function levelRead(text: string): ReadLevel | undefined {
  const word = withHyphens(text.toUpperCase());
  const [, upperLetter, upper, lowerLetter, lower] = /^([CTLS])(\d{1,2})-([CTLS])?(\d{1,2})$/.exec(word) ?? [];
  if (upperLetter && upper && lower) {
    const found = between(upperLetter, upper, lowerLetter, lower);
    // Spoken aloud, L5-1 is L5-S1, but it is not a form of the format.
    const isOwnForm = found !== undefined && (lowerLetter !== undefined || found.canonical.includes(`-${upperLetter}`));
    return found && { ...found, isCanonical: isOwnForm && word === text.toUpperCase() };
  }
  // T12 is a vertebra or a nerve, and never T1-T2.
  if (levelsAtVertebra(word).length > 0) return undefined;
  const compact = word.replace(/[\s/-]+/g, '');
  for (const [first, second] of splits(compact)) {
    const found = between(compact.charAt(0), first, /^[CTLS]/.exec(second)?.[0], second.replace(/^[CTLS]/, ''));
    // Without a separator, only neighbors are clearly meant.
    if (found && (found.levels.length === 1 || /[/\s-]/.test(word))) return { ...found, isCanonical: false };
  }
  return undefined;
}

/**
 * The levels that one text names in a row: `L4-5 & L5-S1`, `L3-L4-L5`, `L3/4/5`; each canonical. Undefined for a single level
 * and for anything else.
 */
export function readLevelsInRow(text: string): readonly ReadLevel[] | undefined {
  if (text.length > 60) return undefined;
  const parts = text.split(joiner).map((part) => part.trim());
  if (parts.length > 1) {
    const levels = parts.flatMap((part) => readLevel(part) ?? []);
    return levels.length === parts.length ? levels : undefined;
  }
  const chain = /^([CTLS]\d{1,2})((?:\s*[-/\u2013]\s*[CTLS]?\d{1,2}){2,3})$/.exec(text.toUpperCase().trim());
  if (!chain) return undefined;
  const [, top = '', rest = ''] = chain;
  const levels: ReadLevel[] = [];
  let above = top;
  for (const below of rest.split(/\s*[-/\u2013]\s*/).filter(Boolean)) {
    const level = readLevel(`${above}-${below}`);
    // Only neighbors make a row.
    if (level?.levels.length !== 1) return undefined;
    levels.push(level);
    above = level.canonical.split('-')[1] ?? '';
  }
  return levels;
}

/** What joins the items of a list that should have commas. */
export const joiner = /\s*(?:&|\+|;|\band\b)\s*/i;

/** The ways a level without a separator may be split: T1112 is T11 and 12. */
function splits(compact: string): readonly (readonly [string, string])[] {
  const rest = /^[CTLS]([0-9CTLS]{2,5})$/.exec(compact)?.[1];
  if (rest === undefined) return [];
  return [2, 1].flatMap((length): readonly (readonly [string, string])[] => {
    const first = rest.slice(0, length);
    const second = rest.slice(length);
    return /^\d{1,2}$/.test(first) && /^[CTLS]?\d{1,2}$/.test(second) ? [[first, second]] : [];
  });
}

function between(
  upperLetter: string,
  upper: string,
  lowerLetter: string | undefined,
  lower: string,
): Omit<ReadLevel, 'isCanonical'> | undefined {
  const first = `${upperLetter}${Number(upper)}`;
  for (const letter of lowerLetter === undefined ? [upperLetter, nextLetter[upperLetter] ?? ''] : [lowerLetter]) {
    const last = `${letter}${Number(lower)}`;
    const canonical = `${first}-${last}`;
    if (known.has(canonical)) return { levels: [canonical], canonical };
    const span = levelsBetween(first, last);
    if (span && letter === (lowerLetter ?? upperLetter)) return { levels: span, canonical };
  }
  return undefined;
}

const nextLetter: Readonly<Record<string, string>> = { C: 'T', T: 'L', L: 'S' };
