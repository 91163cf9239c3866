/**
 * The service lines that bill what is documented and not billed yet, as a coder would write them: in the payer's form, with the
 * modifiers that it requires, the diagnoses that it covers, and the drugs. The lines that are there stay as they are.
 */
import { type BilledLine, carries } from '../claim/billed.js';
import { readClaim } from '../claim/claim.js';
import { type Disagreement, diagnosisComparer } from '../claim/diagnosed.js';
import { documentedSites } from '../claim/documented.js';
import { attests } from '../claim/expected-denials.js';
import { globalOf } from '../claim/globals.js';
import { isBilled } from '../claim/kinds.js';
import { isListed } from '../claim/listed-diagnoses.js';
import { billsNerveOfJoint } from '../claim/nerves.js';
import { type Asked, entriesForLine, proceduresBilledBy } from '../claim/terms.js';
import type { Codes } from '../codes/codes.js';
import { lineText } from '../encounter/edits.js';
import type { Encounter, ServiceLine, Written } from '../encounter/encounter.js';
import { formsFor } from '../policy/policy.js';
import { type ProcedureKind, procedureKinds } from '../syntax/vocabulary.js';
import { whyUnmet } from './attested.js';
import { sideWritten } from './bill.js';
import { drugLines } from './drug-lines.js';
import { formLines, type WantedLine } from './form-lines.js';
import { proposedLines } from './wanted-more.js';

/** A service line that is not written yet. */
export interface NewLine {
  readonly code: string;
  /** In the order in which they are written. */
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly pointers: readonly string[];
  /** Of the modifiers, those with which the practice vouches for the record. */
  readonly attested: readonly string[];
  /** Why a modifier that the payer requires is left off. */
  readonly unmet: string | undefined;
  /** What the practice charged for the same before; nothing makes one up. */
  readonly charge?: number | undefined;
}

/** What bills one kind of procedure, or the drugs of all of them. */
export interface NewLines {
  readonly of: ProcedureKind | 'drug';
  readonly lines: readonly NewLine[];
  /** What is documented and the payer does not pay: levels, or codes. */
  readonly unpaid: readonly string[];
  /** The drugs go with the injection, and are billed with it. */
  readonly isWithDrug: boolean;
  /** None of the kind's lines is there yet. */
  readonly isWhole: boolean;
}

/** A line to be completed: what bills a service, before the payer's modifiers and the diagnoses. */
interface BareLine extends WantedLine {
  /** Others that the line carries whatever the payer requires. */
  readonly others?: readonly string[];
}

/** A professional claim takes four pointers per line: 837P, X222 map. */
const mostPointers = 4;

/** Kinds whose drug is half of what is billed: the record names it for that. */
const withDrug: ReadonlySet<ProcedureKind> = new Set(['joint-injection', 'trigger-point', 'chemodenervation']);

/** What is documented and not billed, by procedure in the order documented, the drugs last. */
export function newLines(asked: Asked): readonly NewLines[] {
  const { encounter, claim, codes } = asked;
  const kinds = [...new Set(encounter.procedures.flatMap(({ kind }) => kind ?? []))];
  const groups = kinds.flatMap((kind) => {
    const wanted = proposedLines(asked, kind);
    // A joint injection's drug is among the drugs.
    const lines = wanted?.lines.filter(({ code }) => codes.painCode(code)?.group !== 'drug') ?? [];
    const missing = withoutBilled(asked, lines);
    if (!wanted || !missing || missing.length === 0) return [];
    const isWhole = missing.length === lines.length && !claim.lines.some((line) => bills(line, kind, codes));
    return isWhole || missing.length < lines.length
      ? [{ of: kind, bare: missing, unpaid: wanted.unpaid, isWhole }]
      : [];
  });
  const destroyed = groups.flatMap(({ bare }) => bare.map(({ code }) => code));
  const paid = groups.filter((group) => !isWithDestruction(asked, group.of, group.bare, destroyed));
  const drugs = drugLines(asked).map(
    ({ code, units, waste }): BareLine => ({ code, units, side: undefined, others: waste ? [waste] : [] }),
  );
  const all = [...paid, ...(drugs.length > 0 ? [{ of: 'drug' as const, bare: drugs, unpaid: [], isWhole: true }] : [])];
  const completed = completedLines(
    asked,
    all.flatMap(({ bare }) => bare),
  );
  let at = 0;
  return all.map(({ of, bare, unpaid, isWhole }) => {
    at += bare.length;
    return {
      of,
      lines: completed.slice(at - bare.length, at),
      unpaid,
      isWhole,
      isWithDrug: of !== 'drug' && withDrug.has(of),
    };
  });
}

/** A code as the record has it: on its documented sides, in the payer's form; of a drug, its units. Several lines where the form has two. */
export function bareLines(asked: Asked, code: string): readonly BareLine[] {
  const { encounter, codes, policy } = asked;
  const date = encounter.date?.value;
  const facts = codes.painCode(code, date);
  const plain: BareLine = { code, side: undefined, units: 1 };
  if (!facts) return [plain];
  if (facts.group === 'drug') {
    const given = drugLines(asked).find((line) => line.code === code && line.waste !== 'JW');
    return [{ ...plain, units: given?.units ?? 1, others: given?.waste ? [given.waste] : [] }];
  }
  if (facts.timed === minutesAUnit && facts.kinds.includes('therapy'))
    return [{ ...plain, units: unitsOfTherapy(asked) }];
  if (facts.group === 'discography' && facts.imaging !== 'is-imaging') {
    const discs = encounter.procedures.filter(({ kind }) => kind === 'discography').flatMap(documentedSites).length;
    return [{ ...plain, units: Math.max(1, discs) }];
  }
  if (codes.bilateralIndicator(code, date) !== '1') return [plain];
  const ofJoint = encounter.procedures.filter((procedure) => billsNerveOfJoint(procedure, code, codes));
  const sides = new Set(
    [...proceduresBilledBy(encounter, { facts }), ...ofJoint].flatMap(documentedSites).flatMap((site) => site.sides),
  );
  const [side] = sides;
  if (sides.size === 1) return [{ ...plain, side: side === 'left' ? 'LT' : 'RT' }];
  const isAddOn = codes.addOn(code, date) !== undefined;
  const [form] = sides.size === 2 && policy ? formsFor(policy, { isAddOn }, encounter) : [];
  return form
    ? formLines({ both: 1, left: 0, right: 0, unsided: 0 }, form).map((line) => ({ ...line, code }))
    : [plain];
}

/** CMS counts 8 to 22 minutes as one unit, and each additional 15 as one more. */
function unitsOfTherapy({ encounter, claim }: Asked): number {
  const own = encounter.procedures.map((each) => (each.kind === 'therapy' ? (each.minutes?.value ?? 0) : 0));
  const due = Math.floor((own.reduce((sum, minutes) => sum + minutes, 0) + 7) / Number(minutesAUnit));
  const billed = claim.lines.filter(({ facts }) => facts?.timed === minutesAUnit && facts.kinds.includes('therapy'));
  return Math.max(1, due - billed.reduce((sum, { units }) => sum + units, 0));
}

const minutesAUnit = '15';

/** The text of a new line. */
export function newLineText({ code, modifiers, units, pointers, charge }: Omit<NewLine, 'attested' | 'unmet'>): string {
  const line = lineText([code, ...modifiers], units, pointers);
  return charge === undefined ? line : `${line}  $${charge.toFixed(2)}`;
}

/**
 * The lines with the modifiers and the diagnoses that they need on this claim. They are judged together with those that are there:
 * what a payer requires may depend on what else is billed.
 */
export function completedLines(asked: Asked, bare: readonly BareLine[]): readonly NewLine[] {
  if (bare.length === 0) return [];
  const plain = bare.map(({ code, side, units, others = [] }) => ({
    code,
    modifiers: [...(side ? [side] : []), ...others],
    units,
    pointers: [] as readonly string[],
  }));
  const first = withLines(asked, plain);
  const compare = diagnosisComparer(first.asked.encounter, first.asked.claim);
  const pointed = plain.map((line, index) => {
    const billed = first.lines[index];
    return billed ? { ...line, pointers: pointersOf(first.asked, billed, compare) } : line;
  });
  const second = withLines(asked, pointed);
  return pointed.map((line, index) => {
    const billed = second.lines[index];
    return billed
      ? { ...line, ...withRequired(second.asked, billed, line.modifiers) }
      : { ...line, attested: [], unmet: undefined };
  });
}

/** Whether a line bills the kind: by its code's group where that is a kind, so that trigger points are no facet injection. */
function bills(line: BilledLine, kind: ProcedureKind, codes: Codes): boolean {
  const own = procedureKinds.find((each) => each === line.facts?.group);
  return own ? own === kind : isBilled(kind, [line], codes);
}

/** The wanted lines that no line bills; undefined where a line bills something else, and it is not clear what is missing. */
function withoutBilled({ claim }: Asked, wanted: readonly WantedLine[]): readonly WantedLine[] | undefined {
  const left = [...claim.lines];
  const missing = wanted.filter((want) => {
    const at = left.findIndex((line) => line.countsAs === want.code && sideWritten(line) === want.side);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const codes = new Set(wanted.map(({ code }) => code));
  // The same code on another side: whether it is a mistake or half of a pair is not for completion to say.
  return left.some(({ countsAs }) => countsAs !== undefined && codes.has(countsAs)) ? undefined : missing;
}

/** What is destroyed is billed as destroyed, and not as injected on the same day too. */
function isWithDestruction(
  { claim, codes }: Asked,
  of: ProcedureKind,
  bare: readonly WantedLine[],
  proposed: readonly string[],
): boolean {
  const all = new Set([...proposed, ...claim.lines.map(({ code }) => code)]);
  if (
    codes.destructionsWithBlock.some(
      (pair) => all.has(pair.destruction) && bare.some(({ code }) => code === pair.block),
    )
  )
    return true;
  const injected = of === 'facet-injection' ? claim.kinds.get('facet-injection') : undefined;
  const destroyed = claim.kinds.get('facet-destruction');
  if (!injected || !destroyed) return false;
  return injected.levels.some(({ level, side }) =>
    destroyed.levels.some((other) => other.level === level && (!side || !other.side || other.side === side)),
  );
}

interface Billed {
  readonly asked: Asked;
  /** The new lines as the claim has them. */
  readonly lines: readonly BilledLine[];
}

/** The claim with these lines too, as if they were written; they have no place in the text. */
function withLines(
  { encounter, codes, policy }: Asked,
  lines: readonly Pick<NewLine, 'code' | 'modifiers' | 'units' | 'pointers'>[],
): Billed {
  const end = encounter.text.length;
  const span = { start: end, end };
  const at = (value: string): Written<string> => ({ value, span });
  const written = lines.map(
    ({ code, modifiers, units, pointers }, index): ServiceLine => ({
      index: encounter.lines.length + index,
      code: at(code),
      modifiers: modifiers.map(at),
      modifiersEnd: end,
      units,
      pointers: pointers.map(at),
      fields: new Map(),
      span,
      lineSpan: span,
    }),
  );
  const after: Encounter = { ...encounter, kept: [], lines: [...encounter.lines, ...written] };
  const claim = readClaim(after, codes, policy);
  return { asked: { encounter: after, claim, codes, policy }, lines: claim.lines.slice(-lines.length) };
}

/** The diagnoses that agree with the line and that the payer covers, in order; all of them where none does. */
function pointersOf(
  asked: Asked,
  line: BilledLine,
  compare: (line: BilledLine, code: string) => 'agrees' | Disagreement | undefined,
): readonly string[] {
  const all = asked.encounter.diagnoses.flatMap(({ letter, code }) =>
    code ? [{ letter: letter.value, code: code.value }] : [],
  );
  const isAgreed = ({ code }: { readonly code: string }): boolean => typeof compare(line, code) !== 'object';
  const covered = all.filter(({ code }) => isListed(asked, line, code) !== false);
  const agreed = [covered.filter(isAgreed), all.filter(isAgreed), covered, all].find((some) => some.length > 0) ?? [];
  return [...new Set(agreed.map(({ letter }) => letter))].slice(0, mostPointers);
}

/** What the payer requires on the line is added, save what nobody can attest; a visit on the day of a minor procedure carries 25. */
function withRequired(
  asked: Asked,
  line: BilledLine,
  written: readonly string[],
): Pick<NewLine, 'modifiers' | 'attested' | 'unmet'> {
  const required = new Set(entriesForLine(asked, 'modifiers', line).flatMap(({ value }) => value));
  const missing = [...required].filter((modifier) => !carries(line, modifier));
  const unmet = missing.some(attests) ? whyUnmet(asked, line) : undefined;
  const added = missing.filter((modifier) => unmet === undefined || !attests(modifier));
  const others = [...(needsSeparate(asked, line) ? [separate] : []), ...disciplineOf(asked, line)];
  const modifiers = [...written, ...others, ...added.filter((each) => !others.includes(each))];
  return {
    modifiers,
    attested: modifiers.filter((each) => attests(each) || each === separate || each === 'JZ' || disciplines.has(each)),
    unmet,
  };
}

/** Under whose plan of care a therapy was: that of the other lines, else physical, as most are. */
function disciplineOf({ encounter, claim, codes, policy }: Asked, line: BilledLine): readonly string[] {
  const fee = codes.feeSchedule(line.code, encounter.date?.value);
  if (policy?.billingRules !== 'cms' || fee?.partsIndicator !== '7' || carries(line, ...disciplines)) return [];
  const told = claim.lines.flatMap((each) => each.line.modifiers).find(({ value }) => disciplines.has(value));
  return [told?.value ?? 'GP'];
}

const disciplines: ReadonlySet<string> = new Set(['GP', 'GO', 'GN']);

/** Marks a significant, separately identifiable visit. */
const separate = '25';

function needsSeparate({ encounter, claim, codes }: Asked, line: BilledLine): boolean {
  if (!line.isInForce || carries(line, separate) || !codes.isA(line.code, 'visit')) return false;
  return claim.lines.some((other) => ['000', '010'].includes(globalOf(other, codes, encounter.date?.value) ?? ''));
}
