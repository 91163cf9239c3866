/**
 * Modifiers that a payer requires on a new line. One that attests is written only where the family's first line carries it and the
 * record has what the policy asks for; else it is said what is missing.
 */
import type { BilledLine } from '../claim/billed.js';
import { attests, expectsDenial } from '../claim/expected-denials.js';
import { unlistedDiagnoses } from '../claim/listed-diagnoses.js';
import { notCoveredEntries } from '../claim/not-covered.js';
import { rungsOf, type Session } from '../claim/sessions.js';
import {
  type Asked,
  entriesForCode,
  entriesForProcedure,
  entriesForSession,
  proceduresBilledBy,
} from '../claim/terms.js';
import { isTold } from '../claim/wanted-documentation.js';
import { fewestDays, longestIn } from '../clinical/durations.js';
import type { Procedure, ServiceLine } from '../encounter/encounter.js';
import type { ProcedureField } from '../syntax/vocabulary.js';
import { oncePer } from '../text/once.js';
import { counted, listed } from '../text/words.js';

interface Attested {
  readonly modifiers: readonly string[];
  /** Required and on the first line, and not to be written. */
  readonly leftOff: readonly string[];
  /** What the record lacks for them: names of fields. */
  readonly missing: readonly ProcedureField[];
}

/** The modifiers of a new line with this code, beside a line of its family. */
export function attestedOn(asked: Asked, code: string, model: ServiceLine | undefined): Attested {
  const line = { code, facts: asked.codes.painCode(code, asked.encounter.date?.value) };
  const required = new Set(entriesForCode(asked, 'modifiers', line).flatMap(({ value }) => value));
  const written = model?.modifiers.map(({ value }) => value) ?? [];
  const carried = written.filter((value) => required.has(value));
  if (!carried.some(attests)) return { modifiers: carried, leftOff: [], missing: [] };
  const { missing } = recordOf(asked)(proceduresBilledBy(asked.encounter, line));
  const isMet = missing.length === 0 && !written.some(expectsDenial);
  return {
    modifiers: carried.filter((value) => isMet || !attests(value)),
    leftOff: isMet ? [] : carried.filter(attests),
    missing,
  };
}

/** Why the payer's policy is not met on a line, so that nobody can attest that it is; undefined where nothing says so. */
export function whyUnmet(asked: Asked, line: BilledLine): string | undefined {
  if (line.isInForce && notCoveredEntries(asked, line).length > 0) return `${line.code} is not covered`;
  const limit = levelLimitBelow(asked, line);
  if (limit !== undefined) return `it pays at most ${counted(limit, 'level')}`;
  const unlisted = unlistedDiagnoses(asked, line);
  if (unlisted) return `${listed(unlisted.pointed.map(({ value }) => value))} is not on its list`;
  const { relief, missing } = recordOf(asked)(proceduresBilledBy(asked.encounter, line));
  if (relief) return relief;
  return missing.length > 0 ? `the record lacks what it asks for in ${listed(missing)}` : undefined;
}

/** What speaks against the procedures of some lines, found once for all lines that bill the same ones. */
const recordOf = oncePer((asked: Asked) =>
  oncePer((procedures: readonly Procedure[]) => ({
    relief: procedures.flatMap((each) => reliefBelow(asked, each))[0],
    missing: [...new Set(procedures.flatMap((each) => missingIn(asked, each)))],
  })),
);

/** A second block confirms a first that helped as much as the payer asks for: too little relief from that does not lead to it. */
function reliefBelow(asked: Asked, procedure: Procedure): readonly string[] {
  const { intent, series, priorRelief } = procedure;
  if (intent?.value !== 'diagnostic' || series?.value !== 'second' || !priorRelief) return [];
  const { percent } = priorRelief.value;
  return entriesForProcedure(asked, 'at-least', procedure).flatMap(({ value: { relief } }) =>
    relief !== undefined && percent < relief
      ? [`the prior relief of ${percent}% is below the ${relief}% that it asks for before a second one`]
      : [],
  );
}

/** The number of levels that the payer pays, where the line's rung is above it. */
function levelLimitBelow(asked: Asked, line: BilledLine): number | undefined {
  const { facts } = line;
  const session = [...asked.claim.sessions, ...asked.claim.undocumentedSessions].find(({ lines }) =>
    lines.includes(line),
  );
  if (!session?.isCounted || !facts?.rung) return undefined;
  const level = rungsOf(session.kind).indexOf(facts.rung) + (facts.rung === 'further' ? line.units : 1);
  const limit = limitOf(asked)(session);
  return level > limit ? limit : undefined;
}

const limitOf = oncePer((asked: Asked) =>
  oncePer((session: Session): number => {
    const limits = entriesForSession(asked, 'levels-per-session', session).map(({ value }) => value);
    return Math.min(...limits, Number.POSITIVE_INFINITY);
  }),
);

/** The fields that the policy asks for and the procedure lacks, or in which it says less than the policy asks. */
function missingIn(asked: Asked, procedure: Procedure): readonly ProcedureField[] {
  const documentation = entriesForProcedure(asked, 'documentation', procedure).flatMap(({ value }) => value);
  const least = entriesForProcedure(asked, 'at-least', procedure).flatMap(({ value }): readonly ProcedureField[] => {
    // A block with too little relief is paid; it only does not lead on.
    const { 'pain-before': pain } = value;
    return [
      ...(['indication', 'conservative-care'] as const).filter((field) => {
        const wanted = value[field];
        const found = wanted && longestIn(procedure.fields.get(field)?.text?.value ?? '');
        return wanted && (!found || found.days < fewestDays(wanted));
      }),
      ...(pain !== undefined && (procedure.painBefore?.value ?? 0) < pain ? ['pain-before' as const] : []),
    ];
  });
  const guidance = entriesForProcedure(asked, 'guidance', procedure).some(
    ({ value }) => !value.some((each) => each === procedure.guidance?.value),
  );
  const technique = entriesForProcedure(asked, 'technique', procedure).some(
    ({ value }) => !value.some((each) => each === procedure.technique?.value),
  );
  return [
    ...documentation.filter((field) => !isTold(procedure, field) || isDenied(procedure, field)),
    ...least,
    ...(guidance ? ['guidance' as const] : []),
    ...(technique ? ['technique' as const] : []),
  ];
}

/** `conservative-care: none` says that what the policy asks for was not done. */
function isDenied({ fields }: Procedure, field: ProcedureField): boolean {
  return field === 'conservative-care' && /^(none|no|not tried)\b/i.test(fields.get(field)?.text?.value ?? '');
}
