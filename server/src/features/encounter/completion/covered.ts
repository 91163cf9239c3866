/** Which diagnoses payers cover for the documented procedures: the cursor's own payer, and others where it lists none. */
import { type Asked, entriesForCode } from '../../../claim/terms.js';
import type { Codes } from '../../../codes/codes.js';
import { diagnosesInRange } from '../../../codes/diagnosis-search.js';
import { type DiagnosisNames, diagnosisRange, namesCode } from '../../../policy/names.js';
import { entriesOf, type Policies } from '../../../policy/policy.js';
import { oncePer } from '../../../text/once.js';
import { claimHere, unbilledHere } from './claim-here.js';
import type { Cursor } from './cursor.js';

const mostCodes = 12;
const mostListed = 150;

/** The codes that bill, or would bill, what is documented. */
export const codesWanted = oncePer((cursor: Cursor): readonly string[] => {
  const { encounter, claim, codes } = claimHere(cursor);
  const date = encounter.date?.value;
  const proposed = unbilledHere(cursor).flatMap(({ of, lines }) =>
    of === 'drug' ? [] : lines.map(({ code }) => code),
  );
  const billed = claim.lines.filter(({ facts }) => facts?.needsProcedure).map(({ code }) => code);
  const found = [...new Set([...billed, ...proposed])];
  if (found.length > 0) return found.slice(0, mostCodes);
  const kinds = new Set(encounter.procedures.flatMap(({ kind }) => kind ?? []));
  const own = codes.painCodes.filter(
    (row) =>
      row.needsProcedure &&
      row.kinds[0] !== undefined &&
      kinds.has(row.kinds[0]) &&
      codes.standing(row.code, date).kind === 'valid',
  );
  return own.map(({ code }) => code).slice(0, mostCodes);
});

/** What the payer's lists name for these codes, in their order. */
export function coveredHere(cursor: Cursor): readonly string[] {
  const asked = claimHere(cursor);
  const lists = codesWanted(cursor).flatMap((code) => listsFor(asked, code));
  return expanded(asked.codes, [...new Set(lists)], asked.encounter.date?.value);
}

function listsFor(asked: Asked, code: string): readonly DiagnosisNames[] {
  const coded = { code, facts: asked.codes.painCode(code, asked.encounter.date?.value) };
  return entriesForCode(asked, 'covered-diagnoses', coded).map(({ value }) => value);
}

/** What any payer lists for these codes, what most of them list first. */
export function coveredAnywhere(cursor: Cursor): readonly string[] {
  const { codes, encounter } = claimHere(cursor);
  const date = encounter.date?.value;
  const counts = new Map<string, number>();
  for (const list of listsOfAll(cursor.world.policies, codes, codesWanted(cursor), date)) {
    for (const code of expanded(codes, [list], date)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([code]) => code)
    .slice(0, mostListed);
}

function listsOfAll(
  policies: Policies,
  codes: Codes,
  wanted: readonly string[],
  date: string | undefined,
): readonly DiagnosisNames[] {
  const lists = policies.known.flatMap(({ id }) => {
    const choice = policies.choose(id, date);
    const policy = 'policy' in choice ? choice.policy : undefined;
    return entriesOf(policy, 'covered-diagnoses').flatMap(({ names, value }) =>
      wanted.some((code) => namesCode(names, code, codes)) ? [value] : [],
    );
  });
  return [...new Set(lists)];
}

function expanded(codes: Codes, lists: readonly DiagnosisNames[], date: string | undefined): readonly string[] {
  const found = lists.flatMap(({ written }) =>
    written.flatMap((name) => {
      const range = diagnosisRange(name);
      return range ? diagnosesInRange(range, codes, date, mostListed) : [];
    }),
  );
  return [...new Set(found)].slice(0, mostListed);
}
