import type { BilledLine } from '../claim/billed.js';
import type { Codes } from '../codes/codes.js';
import { removeModifier } from '../encounter/edits.js';
import type { Written } from '../encounter/encounter.js';
import { defineRule, type Finding, type Fix } from './rule.js';

const distinct = ['XE', 'XP', 'XS', 'XU'];

/** Spine codes whose fee schedule indicator (9) says that sides do not apply. */
const midline: ReadonlySet<string> = new Set(['epidural', 'epidural-catheter']);

/** A modifier that cannot go with its code changes the price or gets the line denied (CARC 4). */
export const modifierMisuse = defineRule({
  id: 'modifier-misuse',
  summary: 'A modifier cannot go with this code or with another modifier',
  severity: 'error',
  silences: ['side-mismatch'],

  *check({ claim, codes }): Iterable<Finding> {
    for (const billed of claim.lines) {
      const { modifiers } = billed.line;
      const about = { lines: [billed.index] };
      const seen = new Set<string>();
      for (const modifier of modifiers) {
        if (seen.has(modifier.value)) {
          yield {
            at: modifier.span,
            message: `${modifier.value} is already on this line: write each modifier once`,
            fixes: [remove(modifier, 'safe')],
            about: { lines: [] },
          };
        }
        seen.add(modifier.value);
      }
      const pairs = conflicts(modifiers);
      for (const [earlier, later] of pairs) {
        yield {
          at: later.span,
          message: `${later.value} cannot be used with ${earlier.value}: ${why[later.value] ?? why[earlier.value] ?? 'keep one of them'}`,
          related: [{ at: earlier.span, message: `${earlier.value} is here` }],
          fixes: [remove(later, 'ask'), remove(earlier, 'ask')],
          about: { lines: [] },
        };
      }
      if (!billed.isInForce) continue;
      for (const modifier of firsts(modifiers)) {
        const misuse = misuseOf(billed, modifier.value, codes);
        if (!misuse) continue;
        yield {
          at: modifier.span,
          severity: misuse.severity,
          message: misuse.message,
          fixes: [remove(modifier, 'safe')],
          about: misuse.isSide ? about : { lines: [] },
        };
      }
    }
  },
});

const why: Readonly<Record<string, string>> = {
  '26': 'for both components, bill the code without either modifier',
  TC: 'for both components, bill the code without either modifier',
  '59': 'each marks the service as distinct, and X{EPSU} says why',
};

function misuseOf(
  { line, code, facts, isAddOn, bilateral }: BilledLine,
  modifier: string,
  codes: Codes,
): { message: string; severity?: 'warning'; isSide?: boolean } | undefined {
  if (modifier === '51' && isAddOn) {
    return {
      message: `51 does not apply to add-on code ${code}, which is already priced as an additional procedure`,
    };
  }
  // Nothing is reported for a code that is not among the pain codes.
  if (modifier === '25' && facts && !codes.isA(code, 'takes-25')) {
    return { message: `25 goes only on visit (E/M) codes, and ${code} is not one` };
  }
  if (modifier === '26' || modifier === 'TC') {
    const row = codes.feeSchedule(code);
    const hasBoth = line.modifiers.filter(({ value }) => value === '26' || value === 'TC').length > 1;
    // For codes the fee schedule does not price, 0 means nothing.
    if (row?.partsIndicator !== '0' || !['A', 'R'].includes(row.status) || hasBoth) return undefined;
    return {
      message: `${modifier} does not apply to ${code}, which has no separate professional and technical components (PC/TC indicator 0, ${row.edition})`,
    };
  }
  if (modifier !== 'LT' && modifier !== 'RT') return undefined;
  if (bilateral === '2') {
    return {
      message: `${modifier} does not apply to ${code}, which already covers both sides`,
      severity: 'warning',
      isSide: true,
    };
  }
  if (bilateral === '9' && midline.has(facts?.group ?? '')) {
    return {
      message: `${modifier} does not apply to ${code}, a midline injection without sides`,
      severity: 'warning',
      isSide: true,
    };
  }
  return undefined;
}

function conflicts(modifiers: readonly Written<string>[]): readonly (readonly [Written<string>, Written<string>])[] {
  const found: (readonly [Written<string>, Written<string>])[] = [];
  const unique = firsts(modifiers);
  unique.forEach((later, index) => {
    for (const earlier of unique.slice(0, index)) {
      const both = [earlier.value, later.value];
      const isParts = both.includes('26') && both.includes('TC');
      const isDistinct = both.includes('59') && both.some((value) => distinct.includes(value));
      if (isParts || isDistinct) found.push([earlier, later]);
    }
  });
  return found;
}

function firsts(modifiers: readonly Written<string>[]): readonly Written<string>[] {
  return modifiers.filter(({ value }, index) => modifiers.findIndex((other) => other.value === value) === index);
}

function remove(modifier: Written<string>, applies: Fix['applies']): Fix {
  return {
    title: `Remove modifier ${modifier.value}`,
    edits: [removeModifier(modifier)],
    applies,
  };
}
