/** Completion of whole service lines: those that bill what is documented and not billed yet, in the payer's form. */
import { drugsOfUnclearDose } from '../../../billing/drug-lines.js';
import { type NewLine, type NewLines, newLineText } from '../../../billing/new-lines.js';
import { isBilled } from '../../../claim/kinds.js';
import { judge } from '../../../engine/judge.js';
import type { Reported } from '../../../engine/judgment.js';
import type { RuleId } from '../../../rules/rule.js';
import type { ProcedureKind } from '../../../syntax/vocabulary.js';
import { asText } from '../../../text/markdown.js';
import { listed, shortTitle } from '../../../text/words.js';
import type { Offer } from '../../offer.js';
import { charged } from './charges.js';
import { claimHere, unbilledHere } from './claim-here.js';
import type { Cursor } from './cursor.js';
import { ranks } from './ranks.js';

/**
 * The lines that bill what is documented: all of it in one item, and each procedure's in one of its own.
 *
 * @param fits whether lines with these codes are meant by what is typed
 */
export function lineOffers(
  cursor: Cursor,
  filter: string | undefined,
  fits: (code: string) => boolean,
): readonly Offer[] {
  const groups = unbilledHere(cursor).filter(({ lines }) => lines.length > 0);
  const main = groups.filter(({ of }) => of !== 'drug');
  // The drug of an epidural is a line of its own, where the practice bills it.
  const joins = main.length === 0 || main.some(({ isWithDrug }) => isWithDrug);
  const together = groups.filter(({ of }) => of !== 'drug' || joins);
  const sets = [together, ...(groups.length > 1 ? groups.map((group) => [group]) : [])].filter((set) => set.length > 0);
  const fitting = sets.filter((set) => set.some(({ lines }) => lines.some(({ code }) => fits(code))));
  const isFirst = (set: readonly NewLines[]): boolean =>
    set === fitting[0] && (set.some(({ of }) => of !== 'drug') || !hasOpenProcedure(cursor));
  const offers = fitting.map((set) => offerOf(cursor, set, filter, isFirst(set)));
  return offers.filter((offer, index) => offers.findIndex(({ text }) => text === offer.text) === index);
}

/** Whether a procedure is documented that no line bills, and whose code is the coder's to choose: its drug comes after it. */
function hasOpenProcedure(cursor: Cursor): boolean {
  const { encounter, claim, codes } = claimHere(cursor);
  return encounter.procedures.some(
    ({ kind }) =>
      kind !== undefined && kind !== 'evaluation' && kind !== 'other' && !isBilled(kind, claim.lines, codes),
  );
}

/** Lines under each other, their columns aligned. */
export function alignedLines(lines: readonly NewLine[]): string {
  const cells = lines.map((line) => newLineText(line).split('  '));
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `64493-50-KX`. */
export function headOf({ code, modifiers }: NewLine): string {
  return [code, ...modifiers].join('-');
}

function offerOf(cursor: Cursor, set: readonly NewLines[], filter: string | undefined, isFirst: boolean): Offer {
  const lines = charged(
    cursor,
    set.flatMap((group) => group.lines),
  );
  const kinds = [...new Set(set.map(({ of }) => of))];
  const text = alignedLines(lines);
  const [first] = lines;
  return {
    label: lines.length === 1 && first ? newLineText(first).replace(/ +/g, ' ') : lines.map(headOf).join(', '),
    kind: 'lines',
    detail: [
      `bills ${listed(kinds.map(kindWords))}`,
      // A list has room for a few words: what is attested, and why something is not, is in the documentation.
      ...attestedShort(lines),
      ...(unmetIn(lines).length > 0 ? ['not attested'] : []),
      ...withoutDrug(cursor, set).map((drug) => `without ${drug}, whose total dose is not clear`),
    ].join('; '),
    documentation: () => documentationOf(cursor, set, text),
    text,
    filter,
    rank: isFirst ? ranks.lines : set.every(({ of }) => of === 'drug') ? ranks.beside : ranks.oneProcedure,
    isPreselected: isFirst,
    isAwaited: true,
  };
}

/** The drugs that go with these lines and cannot be billed from what the record says. */
function withoutDrug(cursor: Cursor, set: readonly NewLines[]): readonly string[] {
  return set.some(({ isWithDrug }) => isWithDrug) ? drugsOfUnclearDose(claimHere(cursor)) : [];
}

function unmetIn(lines: readonly NewLine[]): readonly string[] {
  return [...new Set(lines.flatMap(({ unmet }) => unmet ?? []))];
}

function kindWords(of: ProcedureKind | 'drug'): string {
  return of === 'drug' ? 'the drug' : of;
}

function attestedShort(lines: readonly NewLine[]): readonly string[] {
  const attested = [...new Set(lines.flatMap((line) => line.attested))];
  return attested.length > 0 ? [`${listed(attested)} ${attested.length === 1 ? 'attests' : 'attest'}`] : [];
}

function meaning(codes: Cursor['world']['codes'], modifier: string): string {
  return codes.modifierMeaning(modifier) ?? codes.modifierTitle(modifier) ?? '';
}

/** What each code is, what the modifiers attest, what is left out and why, and what is found in the result. */
function documentationOf(cursor: Cursor, set: readonly NewLines[], text: string): string {
  const { codes } = cursor.world;
  const { policy } = cursor.checked.judgment.situation;
  const lines = set.flatMap((group) => group.lines);
  const explained = [...new Set(lines.map(({ code }) => code))].map(
    (code) => `- ${code} ${asText(shortTitle(codes.painCode(code)?.explanation ?? codes.levelTwoTitle(code) ?? ''))}`,
  );
  const attested = [...new Set(lines.flatMap((line) => line.attested))].map(
    (modifier) => `${modifier} attests: ${asText(meaning(codes, modifier))}`,
  );
  const unpaid = set.flatMap((group) => group.unpaid);
  return [
    ['~~~', text, '~~~'].join('\n'),
    explained.join('\n'),
    ...attested,
    ...(unpaid.length > 0 && policy
      ? [`Left out: ${asText(listed(unpaid))}, which ${asText(policy.name)} does not pay`]
      : []),
    ...unmetIn(lines).map((why) => `A modifier that attests the payer's policy is left off: ${asText(why)}`),
    ...withoutDrug(cursor, set).map(
      (drug) =>
        `Left out: the line for ${asText(drug)}, as the record does not say for certain how much was given in all`,
    ),
    leftWords(cursor, text),
  ].join('\n\n');
}

/** The findings that the new lines have of their own, and those that they cause elsewhere, as on a diagnosis of the other side. */
function leftWords(cursor: Cursor, text: string): string {
  return leftIn(cursor, text) ?? 'These lines have no error and no warning';
}

/** What is still to do in the claim with the new lines; undefined where nothing is. */
export function leftIn(cursor: Cursor, text: string): string | undefined {
  const found = foundWith(cursor, text);
  if (found.length === 0) return undefined;
  return ['Still to do:', found.map(({ message }) => `- ${asText(message)}`).join('\n')].join('\n\n');
}

/** Whether the new lines are wrong for what is documented, and not only short of something that is still to be written. */
export function contradicts(cursor: Cursor, text: string): boolean {
  return foundWith(cursor, text).some(({ rule }) => !lacks.has(rule));
}

/** What these find is missing whichever code is billed. */
const lacks: ReadonlySet<string> = new Set<RuleId>([
  'authorization-required',
  'missing-documentation',
  'missing-field',
  'missing-side',
  'unbilled-procedure',
  'unmet-prior',
  'unused-diagnosis',
  'vague-documentation',
]);

function foundWith({ world, checked, text: before, line }: Cursor, text: string): readonly Reported[] {
  const { neighbors, judgment } = checked;
  const after = before.slice(0, line.start) + text + before.slice(line.end);
  const told = new Set(judgment.findings.map(({ message }) => message));
  const isOnLines = (start: number): boolean => start >= line.start && start <= line.start + text.length;
  return judge(world, after, neighbors, judgment.situation.history).findings.filter(
    ({ at, severity, allowed, message }) =>
      !allowed && (severity === 'error' || severity === 'warning') && (isOnLines(at.start) || !told.has(message)),
  );
}
