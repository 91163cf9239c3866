/** Which codes a statement's `for` can mean, and whether any of them can meet its conditions. */
import type { Codes, PainCode } from '../codes/codes.js';
import type { AnyEntry, When } from '../policy/entry.js';
import type { Period } from '../policy/in-force.js';
import { namesCode, type ServiceNames, serviceRange } from '../policy/names.js';

/** The codes that are named: those in groups, and those in a range that some table has. */
export function codesNamed(names: ServiceNames, codes: Codes): readonly string[] {
  const named = names.written.flatMap((name): readonly string[] => {
    const group = codes.codesInGroup(name.toLowerCase());
    if (group) return group;
    const range = serviceRange(name);
    if (!range) return [];
    if (range.first === range.last) return [range.first];
    const one = { ...names, written: [name] };
    return [range.first, ...[...codes.known()].filter((code) => namesCode(one, code, codes)), range.last];
  });
  return [...new Set(named)];
}

/** Whether none of the codes is valid on any day of the period. */
export function areGone(named: readonly string[], { effective, until }: Period, codes: Codes): boolean {
  const isGone = (code: string): boolean =>
    (effective !== undefined && codes.standing(code, effective).kind === 'deleted') ||
    (until !== undefined && codes.standing(code, until).kind === 'not-yet');
  return named.length > 0 && named.every(isGone);
}

/** Whether some line or procedure can meet the conditions; true if that is unknown. */
export function canBeMet({ names, when }: AnyEntry, named: readonly string[], codes: Codes): boolean {
  // A procedure kind's own documentation may meet any of them.
  if (names.kinds.length > 0) return true;
  const rows = named.map((code) => codes.painCode(code));
  // No documented procedure bills a code outside the practice's, except a deleted one through its successor.
  const known = rows.filter((row): row is PainCode => row !== undefined);
  const isTold = named.every((code, index) => rows[index] || codes.standing(code, undefined).kind === 'valid');
  if (!isTold) return true;
  if (asksOfProcedure(when) && !known.some(({ kinds }) => kinds.length > 0)) return false;
  const { region } = when;
  if (!region) return true;
  return known.some((row) => (row.region ? region.includes(row.region) : row.kinds.length > 0));
}

function asksOfProcedure({ intent, series, technique, guidance }: When): boolean {
  return [intent, series, technique, guidance].some((condition) => condition !== undefined);
}
