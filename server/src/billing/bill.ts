/**
 * "Bill what is documented": the edits that turn the service lines of a procedure kind into those that bill what the
 * record says, in the payer's form. Lines that stay keep their pointers, charge, comment and other modifiers.
 */

import type { BilledLine } from '../claim/billed.js';
import { carriesSide } from '../claim/billed.js';
import type { Claim } from '../claim/claim.js';
import type { Asked } from '../claim/terms.js';
import type { Codes } from '../codes/codes.js';
import {
  appendLines,
  insertLinesAbove,
  insertLinesBelow,
  lineText,
  mergeCharges,
  removeLine,
  replaceService,
  setUnits,
} from '../encounter/edits.js';
import type { Encounter, ServiceLine } from '../encounter/encounter.js';
import type { Policy } from '../policy/policy.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { type Edit, ordered } from '../text/span.js';
import { listed } from '../text/words.js';
import { attestedOn } from './attested.js';
import type { WantedLine } from './form-lines.js';
import { billableKinds, isBilledAs, wantedLines } from './wanted.js';

/** A titled change of the encounter's text. */
export interface Rewrite {
  /** An imperative; says what it leaves out. */
  readonly title: string;
  /** In order. */
  readonly edits: readonly Edit[];
  /** It asserts that the record is right, which only the coder knows. */
  readonly applies: 'ask';
}

/** A professional claim takes four pointers per line: 837P, X222 map. */
const mostPointers = 4;

/**
 * The rewrite of the lines for the given procedure kinds; undefined if there is nothing to change or the record
 * does not say enough to write them.
 *
 * @param mistaken lines that bill the procedures with codes for another service: they are removed
 */
export function billWhatIsDocumented(
  encounter: Encounter,
  claim: Claim,
  codes: Codes,
  policy: Policy | undefined,
  kinds: readonly ProcedureKind[],
  mistaken: readonly BilledLine[] = [],
): Rewrite | undefined {
  const asked: Asked = { encounter, claim, codes, policy };
  const edits: Edit[] = [];
  const unpaid: string[] = [];
  let unattested = '';
  for (const kind of billableKinds) {
    if (!kinds.includes(kind)) continue;
    const wanted = wantedLines(encounter, claim, codes, policy, kind);
    if (!wanted) continue;
    const present = claim.lines.filter((line) => isBilledAs(kind, line.facts) || mistaken.includes(line));
    const changes = rewriteLines(asked, present, wanted.lines);
    if (changes.length > 0) {
      unpaid.push(...wanted.unpaid);
      unattested ||= notAttested(asked, present, wanted.lines);
    }
    edits.push(...changes);
  }
  if (edits.length === 0) return undefined;
  const without = unpaid.length > 0 && policy ? ` without ${listed(unpaid)}, which ${policy.name} does not pay` : '';
  return { title: `Bill what is documented${without}${unattested}`, edits: ordered(edits), applies: 'ask' };
}

/**
 * The edits that turn service lines into others: lines with the same code stay, along with everything on them except code, side
 * and units; extra lines are removed, and new ones go where the first line was or after the one before.
 *
 * @param instead the code that a line of `present` becomes, whatever code is on it
 */
export function rewriteLines(
  asked: Asked,
  present: readonly BilledLine[],
  wanted: readonly WantedLine[],
  instead?: string,
): readonly Edit[] {
  const reused = matched(present, wanted, instead);
  const kept = new Set(reused.values());
  const halves = new Map([...reused].flatMap(([want, line]) => (isSplit(line, want) ? [[want.code, line.line]] : [])));
  const removed = present.filter((line) => !kept.has(line));
  const edits: Edit[] = removed.map(({ line }) => removeLine(line));
  const merged = new Set<BilledLine>();
  const fresh: WantedLine[] = [];
  let before: BilledLine | undefined;
  const flush = (): void => {
    if (fresh.length === 0) return;
    const insertion = insertedLines(asked, present, before, fresh, halves);
    if (insertion) edits.push(insertion);
    fresh.length = 0;
  };
  for (const line of wanted) {
    const old = reused.get(line);
    if (!old) {
      fresh.push(line);
      continue;
    }
    flush();
    const others = mergedInto(old, line, removed, merged);
    edits.push(
      ...changedTo(old, line),
      ...mergeCharges(
        old.line,
        others.map((each) => each.line),
      ),
    );
    before = old;
  }
  flush();
  return edits;
}

/** Removed lines of the same code that the line bills from now on: its charge is theirs too. */
function mergedInto(
  old: BilledLine,
  want: WantedLine,
  removed: readonly BilledLine[],
  taken: Set<BilledLine>,
): readonly BilledLine[] {
  let room = services(want.side === '50', want.units) - services(old.fifty !== undefined, old.units);
  return removed.filter((line) => {
    const count = services(line.fifty !== undefined, line.units);
    const isWithin = count <= room && !taken.has(line) && line.code === old.code;
    const isThere = want.side === '50' || sideWritten(line) === want.side;
    // A second line for the side that the kept one bills is a repeat.
    if (!isWithin || !isThere || (want.side === '50' && want.units === 1 && isOfOneSide(old, line))) return false;
    room -= count;
    taken.add(line);
    return true;
  });
}

function services(isBoth: boolean, units: number): number {
  return isBoth ? 2 * units : units;
}

function isOfOneSide(one: BilledLine, other: BilledLine): boolean {
  return one.sides.length === 1 && one.sides[0] === other.sides[0];
}

/** Which present line becomes which wanted one: same code and side first, then same code. */
function matched(
  present: readonly BilledLine[],
  wanted: readonly WantedLine[],
  instead: string | undefined,
): ReadonlyMap<WantedLine, BilledLine> {
  const found = new Map<WantedLine, BilledLine>();
  const taken = new Set<BilledLine>();
  const match = (isSame: (line: BilledLine, want: WantedLine) => boolean): void => {
    for (const want of wanted) {
      if (found.has(want)) continue;
      const line = present.find(
        (each) => !taken.has(each) && (instead ?? each.countsAs) === want.code && isSame(each, want),
      );
      if (!line) continue;
      found.set(want, line);
      taken.add(line);
    }
  };
  match((line, want) => sideWritten(line) === want.side);
  match(() => true);
  return found;
}

/** The modifier that says the line's side. */
export function sideWritten(line: BilledLine): WantedLine['side'] {
  if (line.fifty) return '50';
  if (line.sides.length === 0) return undefined;
  return line.sides[0] === 'left' ? 'LT' : 'RT';
}

/** The edits that make a line bill another code, side or number of units; everything else on it stays. */
export function changedTo({ line }: BilledLine, want: WantedLine): readonly Edit[] {
  const edits: Edit[] = [];
  const others = otherModifiers(line);
  // The side goes first among the modifiers: it affects payment.
  const head = [want.code, ...(want.side ? [want.side] : []), ...others].join('-');
  const written = [line.code.value, ...line.modifiers.map(({ value }) => value)].join('-');
  const isSame = [...head.split('-')].sort().join('-') === [...written.split('-')].sort().join('-');
  if (!isSame) edits.push(replaceService(line, head));
  if (line.units !== want.units) edits.push(setUnits(line, want.units));
  return edits;
}

/** Whether a line for both sides becomes the line for one of them: all that it says holds for the other one too. */
function isSplit(line: BilledLine, want: WantedLine): boolean {
  return line.fifty !== undefined && (want.side === 'LT' || want.side === 'RT');
}

/** The modifiers that do not say a side. */
function otherModifiers({ modifiers }: ServiceLine): readonly string[] {
  return modifiers.map(({ value }) => value).filter((modifier) => !carriesSide(modifier));
}

function insertedLines(
  asked: Asked,
  present: readonly BilledLine[],
  before: BilledLine | undefined,
  fresh: readonly WantedLine[],
  halves: ReadonlyMap<string, ServiceLine>,
): Edit | undefined {
  const { encounter } = asked;
  const model = present[0]?.line;
  const rows = fresh.map(({ code, side, units }) => {
    const half = halves.get(code);
    const modifiers = half ? otherModifiers(half) : attestedOn(asked, code, model).modifiers;
    const pointers = (half ?? model)?.pointers.map(({ value }) => value) ?? allPointers(encounter);
    return lineText([code, ...(side ? [side] : []), ...modifiers], units, pointers);
  });
  // Above the first removed line if none stays above it; otherwise below the line above.
  if (before) return insertLinesBelow(encounter, before.line, rows);
  return model ? insertLinesAbove(encounter, model, rows) : appendLines(encounter, rows);
}

/** "; KX is left off 64494, as the record lacks relief": what new lines do not attest. */
function notAttested(asked: Asked, present: readonly BilledLine[], wanted: readonly WantedLine[]): string {
  const fresh = [...new Set(wanted.map(({ code }) => code))].filter(
    (code) => !present.some((line) => line.countsAs === code),
  );
  const found = fresh.map((code) => ({ code, ...attestedOn(asked, code, present[0]?.line) }));
  const without = found.filter(({ leftOff }) => leftOff.length > 0);
  const [first] = without;
  if (!first) return '';
  const lacks = first.missing.length > 0 ? `, as the record lacks ${listed(first.missing)}` : '';
  return `; ${listed(first.leftOff)} is left off ${listed(without.map(({ code }) => code))}${lacks}`;
}

/** If no line of the family has pointers to copy, the first four diagnoses as listed. */
function allPointers(encounter: Encounter): readonly string[] {
  return encounter.diagnoses.slice(0, mostPointers).map(({ letter }) => letter.value);
}
