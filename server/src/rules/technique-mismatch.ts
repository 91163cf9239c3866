import { billedInstead, type Instead, inPlace, withImaging } from '../billing/instead.js';
import type { BilledLine } from '../claim/billed.js';
import { supportingProcedures } from '../claim/claim.js';
import { procedureRegions } from '../claim/documented.js';
import { kindsOf } from '../claim/kinds.js';
import { isMistakenFor, mayMean, type Service, serviceBilled, serviceDone } from '../claim/technique.js';
import { entriesForLine, proceduresBilledBy, saysTheSame } from '../claim/terms.js';
import type { Procedure } from '../encounter/encounter.js';
import { addTo } from '../text/grouped.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding, session } from './rule.js';

/**
 * The code says how it was done, and so does the record: where they disagree, the claim bills a service that nobody
 * documented.
 */
export const techniqueMismatch = defineRule({
  id: 'technique-mismatch',
  summary: 'The documented technique disagrees with the billed code or with what the payer requires',
  severity: 'error',
  mayYieldTo: ['not-covered'],
  asks: 'technique',
  restsOn: ['technique'],
  silences: ['missing-procedure', 'unbilled-procedure'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim } = situation;
    // An `other` procedure supports any code, and one of an unknown kind may.
    if (claim.hasUnknownKind || encounter.procedures.some(({ kind }) => kind === 'other')) return;
    const lines = linesOf(situation);
    for (const procedure of encounter.procedures) {
      const found =
        anotherService(situation, procedure, lines) ??
        byAnotherTechnique(situation, procedure, lines) ??
        withoutItsImaging(situation, procedure, lines) ??
        wrongEnd(situation, procedure, lines) ??
        againstPolicy(situation, procedure, lines);
      if (found) yield found;
    }
  },
});

const serviceWords: Readonly<Record<Service, string>> = {
  'facet-injection': 'an injection',
  'facet-destruction': 'thermal destruction',
  epidural: 'an interlaminar or caudal injection',
  'transforaminal-epidural': 'a transforaminal injection',
  'nerve-block': 'a block',
  'sacroiliac-injection': 'an injection',
  'nerve-destruction': 'destruction',
  unlisted: 'an unlisted service',
};

/** Pulsed radiofrequency or a block billed as destruction, destruction billed as a block, one epidural approach as the other. */
function anotherService(situation: Case, procedure: Procedure, { mistaken }: LinesOf): Finding | undefined {
  const done = serviceDone(procedure);
  if (!done) return undefined;
  const lines = mistaken.get(procedure) ?? [];
  const [first] = lines;
  const billed = first && serviceBilled(first);
  if (!first || !billed) return undefined;
  const technique = procedure.technique?.value;
  const what = done === 'unlisted' ? (technique ?? '') : serviceWords[done];
  const how = technique && done !== 'unlisted' ? ` (${technique})` : '';
  return {
    ...finding(
      procedure,
      lines,
      `${first.code} bills ${serviceWords[billed]}, but the procedure documents ${what}${how}`,
      billedInstead(situation, lines, procedure, done),
    ),
    entries: entriesForLine(situation, 'technique', first).filter(
      (entry) => saysTheSame(entry) && technique !== undefined && !entry.value.includes(technique),
    ),
  };
}

/** Needles without injection billed as an injection, a percutaneous lead billed as a paddle, and the reverse. */
function byAnotherTechnique(situation: Case, procedure: Procedure, { billing }: LinesOf): Finding | undefined {
  const { encounter, codes } = situation;
  const technique = ownCodes.find((each) => each === procedure.technique?.value);
  if (!technique) return undefined;
  const right = ({ code }: BilledLine): string | undefined => codes.related(code, technique)[0];
  const lines = (billing.get(procedure) ?? []).filter(
    (line) =>
      right(line) !== undefined &&
      proceduresBilledBy(encounter, line).every((each) => each.technique?.value === technique),
  );
  const [first] = lines;
  if (!first) return undefined;
  const found = `${first.code} is for another technique, but the procedure documents ${technique}`;
  return finding(procedure, lines, found, inPlace(situation, lines, right));
}

/** The techniques that have codes of their own: codes.ts, `CodeRelation`. */
const ownCodes = ['dry-needling', 'percutaneous', 'paddle'] as const;

/** The lines by the first procedure that they bill, with its own code and with another service's code. */
interface LinesOf {
  readonly billing: ReadonlyMap<Procedure, readonly BilledLine[]>;
  readonly mistaken: ReadonlyMap<Procedure, readonly BilledLine[]>;
}

function linesOf(situation: Case): LinesOf {
  const { encounter, claim } = situation;
  const billing = new Map<Procedure, BilledLine[]>();
  const mistaken = new Map<Procedure, BilledLine[]>();
  for (const line of claim.lines) {
    if (!line.isInForce) continue;
    const [billed] = proceduresBilledBy(encounter, line);
    if (billed) addTo(billing, billed, line);
    const other = firstMistaken(situation, line);
    if (other) addTo(mistaken, other, line);
  }
  return { billing, mistaken };
}

/** The procedure that a line bills with another service's code; the first of several. */
function firstMistaken(situation: Case, line: BilledLine): Procedure | undefined {
  const billed = line.isInForce ? serviceBilled(line) : undefined;
  if (!billed) return undefined;
  const { encounter } = situation;
  const isMistaken = (procedure: Procedure): boolean => {
    const done = serviceDone(procedure);
    return done !== undefined && isMistakenFor(billed, done);
  };
  if (supportingProcedures(encounter, line).length > 0) {
    const procedures = proceduresBilledBy(encounter, line);
    return procedures.every(isMistaken) ? procedures[0] : undefined;
  }
  return encounter.procedures.find(
    (procedure) =>
      mayMean(line, billed, procedure.kind) &&
      isMistaken(procedure) &&
      liesIn(procedure, line) &&
      !hasLine(situation, procedure),
  );
}

/** The line and the procedure are in the same part of the spine, or one of them does not say. */
function liesIn(procedure: Procedure, { facts }: BilledLine): boolean {
  const regions = procedureRegions(procedure);
  const levels = new Set(procedure.levels.flatMap(({ value }) => value));
  // T12-L1 is between the regions.
  return !facts?.region || regions.length === 0 || regions.includes(facts.region) || levels.has('T12-L1');
}

/** Some line bills it with its own code; a line whose code is in no table may. */
function hasLine({ encounter, claim, codes }: Case, procedure: Procedure): boolean {
  if (claim.hasUnknownCode) return true;
  return claim.lines.some((line) => {
    if (line.facts) return proceduresBilledBy(encounter, line).includes(procedure);
    return procedure.kind !== undefined && (kindsOf(line, codes)?.includes(procedure.kind) ?? false);
  });
}

/** 62320, 62322, 62324 and 62326 are each the code without imaging in a pair. */
function withoutItsImaging(situation: Case, procedure: Procedure, { billing }: LinesOf): Finding | undefined {
  const isImaged = ({ guidance }: Procedure): boolean => guidance?.value === 'fluoroscopy' || guidance?.value === 'ct';
  const lines = epiduralLines(billing.get(procedure)).filter(
    (line) => line.facts?.imaging === 'none' && proceduresBilledBy(situation.encounter, line).every(isImaged),
  );
  const [first] = lines;
  if (!first) return undefined;
  return finding(
    procedure,
    lines,
    `${first.code} is for an epidural injection without imaging, but the procedure documents ${procedure.guidance?.value === 'ct' ? 'CT' : 'fluoroscopy'}`,
    inPlace(
      situation,
      lines,
      ({ facts }) => facts?.region && withImaging(situation, facts, facts.region, 'includes-fluoro-ct'),
    ),
    procedure.guidance?.span,
  );
}

/** Caudal is an approach for the lumbar/sacral codes; where levels give the region, `region-mismatch` reports it. */
function wrongEnd(situation: Case, procedure: Procedure, { billing }: LinesOf): Finding | undefined {
  const isCaudal = ({ technique, levels }: Procedure): boolean => technique?.value === 'caudal' && levels.length === 0;
  const lines = epiduralLines(billing.get(procedure)).filter(
    (line) =>
      line.facts?.region === 'cervical-thoracic' && proceduresBilledBy(situation.encounter, line).every(isCaudal),
  );
  const [first] = lines;
  if (!first) return undefined;
  return finding(
    procedure,
    lines,
    `${first.code} is a cervical/thoracic code, but the procedure documents a caudal injection`,
    inPlace(situation, lines, ({ facts }) => facts && withImaging(situation, facts, 'lumbar-sacral', facts.imaging)),
  );
}

function epiduralLines(lines: readonly BilledLine[] = []): readonly BilledLine[] {
  return lines.filter((line) => serviceBilled(line) === 'epidural');
}

/** The payer pays the code for certain techniques, and a different one is documented. */
function againstPolicy(situation: Case, procedure: Procedure, { billing }: LinesOf): Finding | undefined {
  const { encounter, policy } = situation;
  if (!policy || !procedure.technique) return undefined;
  const found = (billing.get(procedure) ?? []).flatMap((line) => {
    const procedures = proceduresBilledBy(encounter, line);
    const entries = entriesForLine(situation, 'technique', line).filter(({ value }) =>
      procedures.every(({ technique }) => technique !== undefined && !value.includes(technique.value)),
    );
    return entries.length > 0 ? [{ line, entries }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const wanted = [...new Set(first.entries.flatMap(({ value }) => value))];
  return {
    ...finding(
      procedure,
      [first.line],
      `${policy.name} pays ${first.line.code} only for technique ${listed(wanted, 'or')}, but the procedure documents ${procedure.technique.value}`,
      undefined,
    ),
    entries: first.entries,
    yieldsTo: ['not-covered'],
  };
}

function finding(
  procedure: Procedure,
  lines: readonly BilledLine[],
  found: string,
  right: Instead | undefined,
  documentedAt = procedure.technique?.span ?? procedure.kindSpan,
): Finding {
  const [first, ...others] = lines;
  const { kind } = procedure;
  return {
    at: first?.line.code.span ?? procedure.kindSpan,
    message: right ? `${found}: bill ${listed(right.codes)}` : found,
    related: [
      { at: documentedAt, message: 'Documented here' },
      ...others.map(({ line, code }) => ({ at: line.code.span, message: `${code} too` })),
    ],
    fixes: right ? [{ title: right.title, edits: right.edits, applies: 'ask' }] : [],
    about: { lines: lines.map(({ index }) => index), sessions: kind ? [session(kind, undefined)] : [] },
  };
}
