import type { BilledLine } from '../claim/billed.js';
import { documentedSides } from '../claim/claim.js';
import { attests, expectsDenial } from '../claim/expected-denials.js';
import { isHospitalClaim } from '../claim/hospital.js';
import type { SidePair } from '../claim/pairs.js';
import {
  mergeCharges,
  removeLine,
  removeModifier,
  replaceService,
  replaceValue,
  setUnits,
} from '../encounter/edits.js';
import type { Written } from '../encounter/encounter.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding, type Fix } from './rule.js';

/** Spine codes whose fee schedule indicator (9) says that sides do not apply. */
const midline: ReadonlySet<string> = new Set(['epidural', 'epidural-catheter']);

/** A modifier that cannot go with its code changes the price or gets the line denied (CARC 4). */
export const modifierMisuse = defineRule({
  id: 'modifier-misuse',
  summary: 'A modifier cannot go with this code, with another modifier or on this kind of claim',
  severity: 'error',
  maySilence: ['bilateral-style', 'missing-side', 'site-mismatch', 'units-exceed-mue', 'duplicate-line'],
  silences: ['side-mismatch'],

  *check(situation): Iterable<Finding> {
    const { claim } = situation;
    for (const billed of claim.lines) {
      const { modifiers } = billed.line;
      yield* repeated(modifiers);
      yield* conflicts(modifiers);
      if (!billed.isInForce) continue;
      for (const modifier of firsts(modifiers)) {
        const misuse = misuseOf(situation, billed, modifier);
        if (!misuse) continue;
        const { message, severity, isSide, fixes = [remove(modifier, 'safe')] } = misuse;
        yield { at: modifier.span, severity, message, fixes, about: { lines: isSide ? [billed.index] : [] } };
      }
    }
    for (const pair of claim.pairs) {
      const finding = oneSided(situation, pair);
      if (finding) yield finding;
    }
  },
});

function* repeated(modifiers: readonly Written<string>[]): Iterable<Finding> {
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
}

/** Two modifiers of which a line takes one, and why: domain facts, section 6; CMS contractors on GA, GX, GY and GZ. */
const exclusive: readonly (readonly [one: readonly string[], other: readonly string[], why: string])[] = [
  [['26'], ['TC'], 'for both components, bill the code without either modifier'],
  [['59'], ['XE', 'XP', 'XS', 'XU'], 'each marks the service as distinct, and X{EPSU} says why'],
  [['GA'], ['KX'], 'KX attests that the policy is met, and GA expects a denial because it is not'],
  [['GA'], ['GX'], 'GA is for a required notice, and GX for a voluntary one'],
  [['GZ'], ['GX'], 'GX says that a notice was given, and GZ that none was'],
  [['GA'], ['GZ'], 'GA says that a notice was given, and GZ that none was'],
  [
    ['GY'],
    ['GA', 'GZ'],
    'GY is for a service that Medicare excludes, and the other for one that is not necessary here',
  ],
];

function* conflicts(modifiers: readonly Written<string>[]): Iterable<Finding> {
  const unique = firsts(modifiers);
  for (const [index, later] of unique.entries()) {
    for (const earlier of unique.slice(0, index)) {
      const why = whyNotWith(earlier.value, later.value);
      if (why === undefined) continue;
      yield {
        at: later.span,
        message: `${later.value} cannot be used with ${earlier.value}: ${why}`,
        related: [{ at: earlier.span, message: `${earlier.value} is here` }],
        fixes: bestFirst(later, earlier).map((modifier) => remove(modifier, 'ask')),
        about: { lines: [] },
      };
    }
  }
}

/** A notice that was given is not lightly taken back: beside one, it is what attests that goes first. */
function bestFirst(later: Written<string>, earlier: Written<string>): readonly Written<string>[] {
  return attests(earlier.value) && expectsDenial(later.value) ? [earlier, later] : [later, earlier];
}

function whyNotWith(one: string, other: string): string | undefined {
  return exclusive.find(
    ([some, others]) =>
      (some.includes(one) && others.includes(other)) || (some.includes(other) && others.includes(one)),
  )?.[2];
}

interface Misuse {
  readonly message: string;
  readonly severity?: 'warning';
  readonly isSide?: boolean;
  /** To remove it, where omitted. */
  readonly fixes?: readonly Fix[];
}

function misuseOf(situation: Case, billed: BilledLine, modifier: Written<string>): Misuse | undefined {
  const { code, facts, isAddOn } = billed;
  switch (modifier.value) {
    case '51':
      if (!isAddOn) return undefined;
      return {
        message: `51 does not apply to add-on code ${code}, which is already priced as an additional procedure`,
      };
    case '25':
      // Nothing is reported for a code that is not among the pain codes.
      if (!facts || situation.codes.isA(code, 'takes-25')) return undefined;
      return { message: `25 goes only on visit (E/M) codes, and ${code} is not one` };
    case '26':
    case 'TC':
      return ofPart(situation, billed, modifier);
    case '53':
    case '73':
    case '74':
      return stopped(situation, billed, modifier);
    case 'LT':
    case 'RT':
      return onMidline(billed, modifier.value);
    default:
      return undefined;
  }
}

function ofPart({ encounter, codes }: Case, { line, code }: BilledLine, modifier: Written<string>): Misuse | undefined {
  const row = codes.feeSchedule(code);
  const hasBoth = line.modifiers.filter(({ value }) => value === '26' || value === 'TC').length > 1;
  if (hasBoth) return undefined;
  // For codes the fee schedule does not price, 0 means nothing.
  if (row?.partsIndicator === '0' && ['A', 'R'].includes(row.status)) {
    return {
      message: `${modifier.value} does not apply to ${code}, which has no separate professional and technical components (PC/TC indicator 0, ${row.edition})`,
    };
  }
  if (!isHospitalClaim(encounter)) return undefined;
  if (modifier.value === 'TC') {
    return { message: 'TC is not for a hospital claim, which bills the technical component without a modifier' };
  }
  return {
    message: `26 is not for a hospital claim: the reading of ${code} is on the physician's, and the hospital bills the rest without a modifier`,
    fixes: [remove(modifier, 'ask'), { title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }],
  };
}

/** A stopped procedure: what the physician says of it, and what the facility says (HIA 2026-01-19; Novitas 00144540). */
const stoppedBy = {
  professional: [['53', 'stopped']],
  facility: [
    ['73', 'stopped before anesthesia'],
    ['74', 'stopped after anesthesia began'],
  ],
} as const;

function stopped({ encounter }: Case, { line }: BilledLine, modifier: Written<string>): Misuse | undefined {
  const right = stoppedBy[encounter.claim];
  if (right.some(([each]) => each === modifier.value)) return undefined;
  const [whose, is] =
    encounter.claim === 'facility' ? ['a physician claim', 'a facility'] : ['a facility claim', 'a physician'];
  // A line that already says the right thing only says too much.
  const has = right.some(([each]) => line.modifiers.some(({ value }) => value === each));
  return {
    message: `${modifier.value} is for ${whose}, but this is ${is} claim: use ${listed(
      right.map(([each, why]) => `${each} (${why})`),
      'or',
    )}`,
    fixes: has
      ? [remove(modifier, 'ask')]
      : right.map(([each, why]) => ({
          title: `Change ${modifier.value} to ${each}: ${why}`,
          edits: [replaceValue(modifier, each)],
          applies: 'ask',
        })),
  };
}

function onMidline({ code, facts, bilateral }: BilledLine, side: string): Misuse | undefined {
  const why =
    bilateral === '2'
      ? 'which already covers both sides'
      : bilateral === '9' && midline.has(facts?.group ?? '')
        ? 'a midline injection without sides'
        : undefined;
  if (why === undefined) return undefined;
  return { message: `${side} does not apply to ${code}, ${why}`, severity: 'warning', isSide: true };
}

/** One service on both sides, billed with the code for one side where there is a code for both. */
function oneSided({ encounter, claim, codes }: Case, pair: SidePair): Finding | undefined {
  const [first, ...others] = pair.lines;
  const [both] = first ? codes.related(first.code, 'both-sides') : [];
  if (!first || both === undefined || codes.standing(both, encounter.date?.value).kind !== 'valid') return undefined;
  // A record of one side contradicts the code for both: another rule speaks of that.
  const documented = documentedSides(encounter, claim, first);
  if (documented.isNamed && documented.both === 0) return undefined;
  const last = others.at(-1) ?? first;
  const modifiers = first.line.modifiers
    .map(({ value }) => value)
    .filter((value) => !['50', 'LT', 'RT'].includes(value));
  return {
    at: (first.fifty ?? last.sideModifiers[0] ?? last.line.code).span,
    severity: 'warning',
    message: `${first.code} is for one side: for both sides bill ${both}, without a modifier for the side`,
    related: others.map(({ line, code }) => ({ at: line.code.span, message: `${code} bills the other side here` })),
    fixes: [
      {
        title: `Change to ${both}`,
        edits: [
          replaceService(first.line, [both, ...modifiers].join('-')),
          ...(first.units === 1 ? [] : [setUnits(first.line, 1)]),
          ...mergeCharges(
            first.line,
            others.map(({ line }) => line),
          ),
          ...others.map(({ line }) => removeLine(line)),
        ],
        applies: 'ask',
      },
    ],
    about: { lines: pair.lines.map(({ index }) => index) },
    silences: ['bilateral-style', 'missing-side', 'site-mismatch', 'units-exceed-mue', 'duplicate-line'],
  };
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
