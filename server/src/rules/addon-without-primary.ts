import { formLines, type WantedLine } from '../billing/form-lines.js';
import { unitsAsDocumented } from '../billing/further.js';
import { billableKinds, wantedLines } from '../billing/wanted.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { type Claim, formsOf } from '../claim/claim.js';
import { attests, isContradicted } from '../claim/expected-denials.js';
import { proceduresBilledBy } from '../claim/terms.js';
import { linesByCode } from '../claim/units.js';
import type { AddOn } from '../codes/codes.js';
import { editionWords } from '../codes/edition-words.js';
import { insertLinesAbove, lineText, removeLine, replaceValue } from '../encounter/edits.js';
import { billedOnVisit } from '../neighbors/superseded.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { groupedBy } from '../text/grouped.js';
import { listed } from '../text/words.js';
import { aboutLine, type Case, defineRule, type Finding, type Fix } from './rule.js';

/**
 * An add-on code is paid only with a primary code for the same provider and day: CMS add-on code edits. Alone it is
 * denied in full (CARC B15).
 */
export const addonWithoutPrimary = defineRule({
  id: 'addon-without-primary',
  summary: 'An add-on code is billed without any of its primary codes',
  severity: 'error',
  needs: ['add-on-code'],
  tables: ['addOns'],
  silences: ['addon-skips-level', 'level-overcount', 'level-undercount'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes } = situation;
    // An unknown code may be the primary, misspelled.
    if (claim.hasUnknownCode) return;
    const billed = billedCodes(situation);
    for (const [code, lines] of linesByCode(claim)) {
      const [first, ...others] = lines;
      const addOn = codes.addOn(code, encounter.date?.value);
      if (!first || !addOn || addOn.isContractorsChoice || addOn.primaries.length === 0) continue;
      const permitted = permittedPrimaries(addOn, first, claim);
      if (permitted.some((primary) => billed.has(primary))) continue;
      if (addOn.isBeforeEdition && mayHaveFollowed(situation, first)) continue;
      const hasUnlisted = claim.lines.some(
        ({ facts, code: each }) => (facts?.global ?? codes.feeSchedule(each, encounter.date?.value)?.global) === 'YYY',
      );
      // A first day in CMS's file is that of the edit: the codes may have gone together before.
      const later = addOn.later.find((primary) => billed.has(primary.code));
      const isCertain = addOn.isComplete && !hasUnlisted && !addOn.isBeforeEdition && !later;
      yield {
        at: first.line.code.span,
        severity: isCertain ? undefined : 'warning',
        message: `Add-on code ${code} has no primary on this claim: ${permitted.length > mostOffered ? 'it is paid with' : 'add'} ${wanted(addOn, permitted)}${
          later ? `; ${later.code} is one only from ${later.from}` : ''
        }${addOn.isBeforeEdition ? ` (${editionWords(addOn)})` : ''}`,
        related: others.map(({ line }) => ({ at: line.code.span, message: `${code} is also billed here` })),
        fixes: () => asDocumented(situation, first) ?? fixesFor(situation, first, lines, permitted),
        about: { ...aboutLine(first), lines: lines.map(({ index }) => index) },
      };
    }
  },
});

/** Of nerves and bodies that the record counts: a primary beside all the units would bill one more than was done. */
function asDocumented(situation: Case, line: BilledLine): readonly Fix[] | undefined {
  if (line.facts?.family !== undefined || !line.isPerFurtherLevel) return undefined;
  const rewrites = unitsAsDocumented(situation, line);
  return rewrites.length > 0 ? rewrites : undefined;
}

const mostOffered = 4;

/** Only what the record documents is offered as a primary: nobody bills an operation because its imaging is on the claim. */
function fixesFor(
  situation: Case,
  first: BilledLine,
  lines: readonly BilledLine[],
  permitted: readonly string[],
): readonly Fix[] {
  if (first.facts?.group === 'imaging') {
    const added = wantedAmong(situation, permitted).map((rows) => guided(situation, first, rows));
    const remove: Fix = {
      title: `Remove the ${first.code} line`,
      edits: lines.map(({ line }) => removeLine(line)),
      applies: 'ask',
    };
    return added.length > 0 ? added : [remove];
  }
  const isOfVisit = first.facts?.kinds.includes('evaluation') ?? false;
  return (
    documentedAmong(situation, first, permitted)
      .slice(0, mostOffered)
      .flatMap((primary) => withPrimary(situation, first, lines, primary))
      // What a visit adds is not the visit.
      .filter(({ isReplacement }) => !isReplacement || !isOfVisit)
      .map(({ fix }) => fix)
  );
}

/** The primaries that bill a documented procedure, or the first level of what the add-on code itself bills. */
function documentedAmong(situation: Case, addOn: BilledLine, permitted: readonly string[]): readonly string[] {
  const { encounter, codes } = situation;
  return permitted.filter((code) => {
    const facts = codes.painCode(code, encounter.date?.value);
    if (facts?.family !== undefined && facts.family === addOn.facts?.family) return true;
    if (!facts || proceduresBilledBy(encounter, { facts }).length === 0) return false;
    if (facts.family !== undefined) return true;
    const written = wantedOf(situation, facts.kinds);
    return written.length === 0 || written.some((line) => line.code === code);
  });
}

/** The lines that bill what the record documents, of each primary among them. */
function wantedAmong(situation: Case, permitted: readonly string[]): readonly (readonly WantedLine[])[] {
  const written = wantedOf(situation, billableKinds).filter(({ code }) => permitted.includes(code));
  return [...groupedBy(written, ({ code }) => code).values()].slice(0, mostOffered);
}

/** The lines that bill what the record documents of these kinds; none where it does not say enough. */
function wantedOf({ encounter, claim, codes, policy }: Case, kinds: readonly ProcedureKind[]): readonly WantedLine[] {
  return billableKinds
    .filter((kind) => kinds.includes(kind) && encounter.procedures.some((procedure) => procedure.kind === kind))
    .flatMap((kind) => wantedLines(encounter, claim, codes, policy, kind)?.lines ?? []);
}

/** The documented procedure above its imaging, whose modifiers are its own. */
function guided({ encounter }: Case, { line }: BilledLine, rows: readonly WantedLine[]): Fix {
  const pointers = line.pointers.map(({ value }) => value);
  const inserted = rows.map(({ code, side, units }) => lineText([code, ...(side ? [side] : [])], units, pointers));
  return {
    title: `Add ${rows[0]?.code ?? ''} before it`,
    edits: [insertLinesAbove(encounter, line, inserted)],
    applies: 'ask',
  };
}

/** Every code that may count as a primary: all replacements of a deleted one, and what the same visit's other encounters bill. */
function billedCodes({ encounter, claim, neighbors }: Case): ReadonlySet<string> {
  const own = claim.lines.flatMap(({ code, standing }) => [
    code,
    ...(standing.kind === 'deleted' ? standing.successors.map((successor) => successor.code) : []),
  ]);
  return new Set([...own, ...billedOnVisit(encounter, neighbors)]);
}

/**
 * Before the file's first edition: a code deleted since then may have been the primary, and imaging was billed
 * with a code that did not include it yet.
 */
function mayHaveFollowed({ claim, codes, encounter, today }: Case, addOn: BilledLine): boolean {
  const date = encounter.date?.value ?? '';
  return claim.lines.some(({ code, facts, isInForce }) => {
    if (!isInForce || code === addOn.code) return false;
    // 20610 and similar codes still allow fluoroscopy with them: what they included from then on is ultrasound.
    const from = facts?.imaging === 'separate' ? undefined : codes.imagingIncludedFrom(code);
    const wasSeparate = addOn.facts?.imaging === 'is-imaging' && from !== undefined && date < from;
    return wasSeparate || codes.standing(code, today).kind === 'deleted';
  });
}

/** Primaries without a condition, plus those for T12-L1 with L1-L2 if both are documented. */
function permittedPrimaries({ primaries }: AddOn, line: BilledLine, claim: Claim): readonly string[] {
  const crosses = [...claim.kinds.values()].some(
    ({ kind, crossesJunction }) => crossesJunction && (line.facts?.kinds.includes(kind) ?? false),
  );
  return primaries.filter(({ condition }) => condition === undefined || crosses).map(({ code }) => code);
}

function wanted({ primaries, isComplete }: AddOn, permitted: readonly string[]): string {
  const conditional = primaries.filter(({ code }) => !permitted.includes(code));
  const named =
    permitted.length > 8
      ? `one of ${permitted.length} codes such as ${listed(permitted.slice(0, 3), 'or')}`
      : listed(permitted, 'or');
  const junction = conditional
    .map(({ code, condition }) => ` (or ${code}, where ${condition?.replace(' with ', ' and ')} were treated)`)
    .join('');
  return `${named}${junction}${isComplete ? '' : ', or another primary that is not on the list'}`;
}

interface Offer {
  readonly fix: Fix;
  readonly isReplacement: boolean;
}

/** The lines that take the first level's code: one for each side. One that repeats another is the add-on that was meant. */
function asFirst(lines: readonly BilledLine[], { pairs }: Claim): readonly BilledLine[] {
  const isPaired = pairs.some((pair) => lines.some((line) => pair.lines.includes(line)));
  const sides = lines.map((line) => line.sides.join());
  return isPaired ? lines : lines.filter((_, index) => sides.indexOf(sides[index] ?? '') === index);
}

function withPrimary(
  { encounter, claim, codes, policy }: Case,
  line: BilledLine,
  lines: readonly BilledLine[],
  primary: string,
): readonly Offer[] {
  const replace: Offer = {
    fix: {
      title: `Change ${line.code} to ${primary}`,
      edits: asFirst(lines, claim).map((each) => replaceValue(each.line.code, primary)),
      applies: 'ask',
    },
    isReplacement: true,
  };
  if (codes.standing(primary, encounter.date?.value).kind !== 'valid') return [];
  const indicator = codes.bilateralIndicator(primary, encounter.date?.value);
  const isSided = indicator === '1' || indicator === '3';
  const isAddOn = codes.addOn(primary, encounter.date?.value) !== undefined;
  const sides = new Set(lines.flatMap((each) => each.sides));
  const isBoth = sides.size === 2 || claim.pairs.some((pair) => pair.lines.includes(line));
  const count = {
    both: isBoth ? 1 : 0,
    left: !isBoth && sides.has('left') ? 1 : 0,
    right: !isBoth && sides.has('right') ? 1 : 0,
    unsided: !isBoth && sides.size === 0 ? 1 : 0,
  };
  const [form] = formsOf(policy, encounter, { isAddOn });
  const rows = isSided && form ? formLines(count, form) : [{ side: undefined, units: 1 }];
  const attested = line.line.modifiers
    .map(({ value }) => value)
    .filter((value) => attests(value) && !isContradicted(value, line));
  const pointers = line.line.pointers.map(({ value }) => value);
  const inserted = rows.map(({ side, units }) =>
    lineText([primary, ...(side ? [side] : []), ...attested], units, pointers),
  );
  const insert: Offer = {
    fix: {
      title: `Add ${primary} before it`,
      edits: [insertLinesAbove(encounter, line.line, inserted)],
      applies: 'ask',
    },
    isReplacement: false,
  };
  // We do not know how an unknown payer accepts both sides.
  if (!policy && isBoth) return lines.length === 1 ? [replace] : [];
  // Two lines of the add-on do not simply become two lines of the primary.
  return lines.length === 1 || !carries(line, '50') ? [insert, replace] : [insert];
}
