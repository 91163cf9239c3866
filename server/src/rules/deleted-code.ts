import { attestedBy, withAttested } from '../billing/adding.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { documentedDrug } from '../claim/drugs.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { notCoveredEntries, outsideStudy } from '../claim/not-covered.js';
import { successorsFor } from '../claim/unpaid.js';
import type { Standing, Successor } from '../codes/codes.js';
import type { LevelTwoDays } from '../codes/editions.js';
import { addedWords } from '../codes/level-two.js';
import { serviceOf } from '../codes/service-words.js';
import { changeCode, setUnits } from '../encounter/edits.js';
import { billedOnVisit } from '../neighbors/superseded.js';
import type { Edit } from '../text/span.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding, type Fix } from './rule.js';

/** Old cheat sheets and articles still list codes that payers have denied for years (CARC 181). */
export const deletedCode = defineRule({
  id: 'deleted-code',
  summary: 'A procedure code is not valid on the date of service',
  severity: 'error',
  needs: ['code-not-valid'],
  tables: ['deletedCodes', 'hcpcs'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes, policy } = situation;
    for (const billed of claim.lines) {
      const { standing, code, line, index } = billed;
      if (standing.kind === 'not-yet') {
        yield {
          at: line.code.span,
          message: `${code} is not valid yet on the date of service: it ${sinceWords(standing, codes.levelTwo(code))}`,
          about: { lines: [index] },
        };
      }
      if (standing.kind !== 'deleted') continue;
      const paid = successorsFor(standing, policy, codes, encounter.date?.value);
      const denied = paid.filter((successor) => isNotCovered(billed, successor, situation));
      const offered = paid.filter((successor) => !denied.includes(successor));
      const ended = standing.lastDate ? `was deleted after ${standing.lastDate}` : 'is no longer valid';
      yield {
        at: line.code.span,
        message: `${code} ${ended}; ${successorWords(situation, standing, offered, denied)}`,
        fixes: offered
          .filter((successor) => !lacksPrimary(billed, successor, offered, situation))
          .flatMap((successor) => replacement(billed, successor, situation)),
        about: { lines: [index] },
        shown: 'struck',
      };
    }
  },
});

/** Where only two lists tell, no day is named: which one it was is not known. */
function sinceWords({ firstDate, isBound }: NotYet, days: LevelTwoDays | undefined): string {
  return isBound && days ? `is ${addedWords(days)}` : `takes effect on ${firstDate}`;
}

type NotYet = Extract<Standing, { kind: 'not-yet' }>;
type Deleted = Extract<Standing, { kind: 'deleted' }>;

function successorWords(
  situation: Case,
  { successors, areSuccessorsKnown }: Deleted,
  offered: readonly Successor[],
  denied: readonly Successor[],
): string {
  const payer = situation.policy?.name;
  if (!areSuccessorsKnown) return 'the HCPCS list does not name its replacement';
  if (successors.length === 0) return 'no code replaced it';
  const notCovered = `${payer} does not cover ${denied.length > 1 ? 'them' : 'it'}${
    denied.every(({ code }) => outsideStudy(situation, code))
      ? ' outside an approved study: where it was part of one, enter its number in the field trial'
      : ''
  }`;
  if (offered.length === 0) {
    const named = listed((denied.length > 0 ? denied : successors).map(({ code }) => code));
    return `${named} replaced it, and ${denied.length > 0 ? notCovered : `${payer} does not pay that`}`;
  }
  const named = offered.map((each) => (each.note ? `${serviceOf(each)} (${each.note})` : serviceOf(each)));
  const others =
    denied.length > 0 ? `; ${listed(denied.map(({ code }) => code))} replaced it too, but ${notCovered}` : '';
  return `use ${listed(named, 'or')}${others}`;
}

/** What the payer's policy would deny, unless the line expects that. What it is not sure of, it only mentions. */
function isNotCovered(billed: BilledLine, { code }: Successor, situation: Case): boolean {
  const facts = situation.codes.painCode(code, situation.encounter.date?.value);
  const entries = notCoveredEntries(situation, { code, facts });
  return !denialExpectedBy(billed) && entries.some(({ confidence }) => confidence !== 'unconfirmed');
}

/**
 * Whether it is an add-on code whose primary nobody bills, and another successor is not: that one is what was meant. Where all are
 * add-on codes, so was the deleted one, and its primary was missing before.
 */
function lacksPrimary(
  billed: BilledLine,
  { code }: Successor,
  offered: readonly Successor[],
  { encounter, claim, codes, neighbors }: Case,
): boolean {
  const date = encounter.date?.value;
  const addOn = codes.addOn(code, date);
  if (!addOn || addOn.isContractorsChoice || addOn.primaries.length === 0 || claim.hasUnknownCode) return false;
  if (offered.every((each) => codes.addOn(each.code, date))) return false;
  const others = claim.lines
    .filter((line) => line !== billed)
    .flatMap(({ code: other, standing }) => [
      other,
      ...(standing.kind === 'deleted' ? standing.successors.map((each) => each.code) : []),
    ]);
  const beside = new Set([...others, ...billedOnVisit(encounter, neighbors)]);
  return !addOn.primaries.some((primary) => beside.has(primary.code));
}

function replacement(billed: BilledLine, successor: Successor, situation: Case): readonly Fix[] {
  const { line } = billed;
  const { note, unitsPerUnit } = successor;
  const code = serviceOf(successor);
  const dose = doseIn(billed, successor, situation);
  const converted = unitsPerUnit === undefined ? undefined : line.units * unitsPerUnit;
  // How many units of a drug nobody can tell: its code alone would bill another dose.
  if (dose === undefined && converted === undefined && situation.codes.painCode(successor.code)?.unit) return [];
  const units = dose ?? converted;
  const edits: Edit[] = [...changeCode(line, successor.code, successor.modifiers)];
  if (units !== undefined && units !== line.units) {
    edits.push(setUnits(line, units));
  }
  const what = note ? ` (${note})` : '';
  const title =
    units === undefined
      ? `Change to ${code}${what} and check the units`
      : units !== converted
        ? `Change to ${code} x${units}, the documented dose`
        : units === line.units
          ? `Change to ${code}${what}`
          : `Change to ${code} x${units}${what}`;
  const attests = attestedBy(successor.modifiers);
  return [{ title: withAttested(title, attests), edits, applies: 'ask', attests }];
}

/** The documented dose in the successor's units, where it is certain and this line alone bills it. */
function doseIn(billed: BilledLine, successor: Successor, { encounter, claim, codes }: Case): number | undefined {
  const facts = codes.painCode(successor.code);
  if (!facts?.unit || carries(billed, 'JW')) return undefined;
  const isAlone = claim.lines.every(({ code, standing }) =>
    code === billed.code
      ? claim.lines.filter((line) => line.code === code).length === 1
      : code !== successor.code &&
        !(standing.kind === 'deleted' && standing.successors.some((other) => other.code === successor.code)),
  );
  const given = isAlone ? documentedDrug(encounter, claim, codes, facts)?.given : undefined;
  return given !== undefined && given > 0 ? Math.ceil(given) : undefined;
}
