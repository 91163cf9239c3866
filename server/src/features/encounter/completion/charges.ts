/** What the practice charges: the lines of the file's other encounters with the same payer. No charge is made up. */
import type { NewLine } from '../../../billing/new-lines.js';
import { sideOfModifier } from '../../../claim/billed.js';
import { attests } from '../../../claim/expected-denials.js';
import type { ServiceLine } from '../../../encounter/encounter.js';
import { oncePer } from '../../../text/once.js';
import type { Cursor } from './cursor.js';

/** So many encounters above the cursor's, and so many below it, tell what a practice charges. */
const mostAround = 50;

interface Charged {
  readonly line: ServiceLine;
  readonly charge: number;
  /** The encounter's. */
  readonly id: string | undefined;
}

/** The lines that have a charge, of claims of the same kind to the same payer, the nearest encounter above first. */
export function* chargedLines({ file, checked }: Cursor): Iterable<Charged> {
  const { claim, payer: own } = checked.judgment.encounter;
  const payer = own?.value.toLowerCase();
  const { ordinal } = checked;
  const all = file?.encounters ?? [];
  const inTurn = [
    ...all.slice(Math.max(0, ordinal - mostAround), ordinal).reverse(),
    ...all.slice(ordinal + 1, ordinal + 1 + mostAround),
  ];
  for (const { judgment } of inTurn) {
    const { encounter } = judgment;
    if (encounter.payer?.value.toLowerCase() !== payer || encounter.claim !== claim) continue;
    for (const line of encounter.lines) {
      if (line.charge?.value) yield { line, charge: line.charge.value, id: encounter.id?.value };
    }
  }
}

/** New lines with what was charged for the same code, units and modifiers; on which side it was does not change the charge. */
export function charged(cursor: Cursor, lines: readonly NewLine[]): readonly NewLine[] {
  if (lines.length === 0) return lines;
  const charges = lastCharges(cursor);
  return lines.map((line) => ({ ...line, charge: charges.get(keyOf(line)) }));
}

/** What a line is charged for, "20610-50 x1": its modifiers but those of a side and what it attests. */
export function pricedAs({ code, units, modifiers }: ServiceLine): string {
  return keyOf({ code: code.value, units, modifiers: modifiers.map(({ value }) => value) });
}

/** The nearest encounters tell; made once, as several offers ask. */
const lastCharges = oncePer((cursor: Cursor): ReadonlyMap<string, number> => {
  const charges = new Map<string, number>();
  let count = 0;
  for (const { line, charge } of chargedLines(cursor)) {
    const key = pricedAs(line);
    if (!charges.has(key)) charges.set(key, charge);
    count += 1;
    if (count >= mostLines) break;
  }
  return charges;
});

/** What was not billed on so many lines around is seldom charged. */
const mostLines = 400;

function keyOf({ code, units, modifiers }: Pick<NewLine, 'code' | 'units' | 'modifiers'>): string {
  const priced = modifiers.filter((each) => sideOfModifier(each) === undefined && !attests(each));
  return `${[code, ...[...priced].sort()].join('-')} x${units}`;
}
