/** The service lines that bill the documented vertebral bodies: the first code, and the one for each further body of either region. */
import { supportingProcedures } from '../claim/claim.js';
import { type Asked, entriesForCode } from '../claim/terms.js';
import type { Region } from '../clinical/level.js';
import { regionOfLetter } from '../clinical/levels.js';
import type { PainCode } from '../codes/codes.js';
import type { Wanted, WantedLine, Write } from './form-lines.js';
import { paidLines } from './paid.js';

type BodyKind = 'vertebral-augmentation' | 'basivertebral-ablation';

/** The bodies that every family of the kind has codes for: the ablation's are for L3 to S1, no code for cement is for every part of neck and sacrum. */
const billable: Readonly<Record<BodyKind, RegExp>> = {
  'vertebral-augmentation': /^[TL]\d+$/,
  'basivertebral-ablation': /^(?:L[345]|S1)$/,
};

/** A first code and the one for each further body. */
interface Family {
  readonly firsts: readonly PainCode[];
  readonly further: PainCode;
}

/**
 * The lines for all procedures of the kind; undefined where a body is not named, where the lines do not say which of two families
 * it was, or where one of them may bill a procedure of another kind.
 *
 * @param usual a code of the family to bill where no line says which it was
 */
export function bodyLines(asked: Asked, kind: BodyKind, write: Write, usual?: string): Wanted | undefined {
  const { encounter, claim } = asked;
  const procedures = encounter.procedures.filter((procedure) => procedure.kind === kind);
  if (procedures.some(({ bodies, unreadableBodies }) => unreadableBodies || bodies.length === 0)) return undefined;
  const bodies = [...new Set(procedures.flatMap((procedure) => procedure.bodies.map(({ value }) => value)))];
  if (!bodies.every((body) => billable[kind].test(body))) return undefined;
  const ofKind = claim.lines.filter(({ facts }) => facts?.group === kind);
  if (ofKind.some((line) => line.isReduced || supportingProcedures(encounter, line).some((each) => each.kind !== kind)))
    return undefined;
  const family = familyOf(asked, kind, usual);
  const first = family && firstOf(asked, family.firsts, bodies.map(regionOfLetter));
  if (!family || !first) return undefined;
  // Of the ablation's, which covers two: what one alone is, the coder knows.
  const covered = asked.codes.isA(first.code, 'two-bodies') ? 2 : 1;
  if (bodies.length < covered) return undefined;
  const most = entriesForCode(asked, 'levels-per-session', { code: first.code, facts: first })
    .filter(({ confidence }) => confidence !== 'unconfirmed')
    .reduce((least, { value }) => Math.min(least, value), bodies.length);
  const lines: WantedLine[] = [];
  for (const [code, units] of [
    [first.code, 1],
    [family.further.code, Math.max(most, covered) - covered],
  ] as const) {
    const written = write(code, { both: 0, left: 0, right: 0, unsided: units });
    if (!written) return undefined;
    lines.push(...written);
  }
  const paid = paidLines(asked, lines);
  return { ...paid, unpaid: [...paid.unpaid, ...bodies.slice(Math.max(most, covered))] };
}

/** The family that the lines bill, or the only one there is; else the usual one. */
function familyOf({ claim, codes, encounter }: Asked, kind: string, usual: string | undefined): Family | undefined {
  const rows = codes.painCodes.filter(({ group }) => group === kind);
  const families = rows.flatMap((further): readonly Family[] => {
    const primaries = codes.addOn(further.code, encounter.date?.value)?.primaries.map(({ code }) => code) ?? [];
    const firsts = rows.filter(({ code }) => primaries.includes(code));
    return firsts.length > 0 ? [{ firsts, further }] : [];
  });
  const isBilled = ({ firsts, further }: Family): boolean =>
    claim.lines.some((line) => [...firsts, further].some(({ code }) => code === line.countsAs));
  const [only, another] = families.length > 1 ? families.filter(isBilled) : families;
  const isUsual = ({ firsts }: Family): boolean => firsts.some(({ code }) => code === usual);
  return another ? undefined : (only ?? families.find(isUsual));
}

/** Of one for each region the one that is billed, if a body is there; else that of the first body documented. */
function firstOf({ claim }: Asked, firsts: readonly PainCode[], regions: readonly Region[]): PainCode | undefined {
  const isThere = ({ region }: PainCode): boolean => region === undefined || regions.includes(region);
  const there = firsts.filter(isThere);
  const [billed, another] = there.filter(({ code }) => claim.lines.some((line) => line.countsAs === code));
  if (billed && !another) return billed;
  return there.find(({ region }) => region === undefined || region === regions[0]);
}
