/**
 * Which fields a payer wants of a procedure before anything of it is written. Found by asking the rules' own questions about a usual claim of
 * the kind, billed as this payer wants it, so that a template and the rules cannot disagree.
 */
import { billWhatIsDocumented } from '../../billing/bill.js';
import { billableKinds } from '../../billing/wanted.js';
import { entriesForLine, entriesForProcedure } from '../../claim/terms.js';
import { wantedFields } from '../../claim/wanted-documentation.js';
import type { IsoDate } from '../../clinical/dates.js';
import type { Procedure } from '../../encounter/encounter.js';
import { judge } from '../../engine/judge.js';
import type { Judgment, World } from '../../engine/judgment.js';
import type { AnyEntry } from '../../policy/entry.js';
import type { Policies } from '../../policy/policy.js';
import { type ProcedureField, procedureFields } from '../../syntax/vocabulary.js';
import { oncePer } from '../../text/once.js';
import { applyEdits } from '../../text/span.js';
import type { Said, TemplateProcedure } from './template-kinds.js';

/** What a payer wants, as names of fields in the order in which they are written. */
interface WantedOfKind {
  readonly header: readonly ('authorization' | 'state')[];
  readonly fields: readonly ProcedureField[];
}

/** The rules that say that a code is not the one for what a usual claim documents. */
const misfits: ReadonlySet<string> = new Set([
  'technique-mismatch',
  'guidance-required',
  'region-mismatch',
  'site-mismatch',
  'level-overcount',
  'deleted-code',
]);

/** More codes of a kind without lines of its own are not tried. */
const mostCodes = 12;

/**
 * What the payer wants of such a procedure on a date of service. Whole claims are judged to find it out: once for a payer, a day and a
 * procedure, as long as the policies are the same.
 */
export function wantedOfKind(
  world: World,
  payer: string | undefined,
  date: IsoDate,
  procedure: TemplateProcedure,
): WantedOfKind {
  const known = wantedBy(world.policies);
  const key = JSON.stringify([world.codes.version, payer, date, procedure]);
  const before = known.get(key);
  if (before) return before;
  const wanted = workedOut(world, payer, date, procedure);
  if (known.size >= mostRemembered) known.clear();
  known.set(key, wanted);
  return wanted;
}

const wantedBy = oncePer((_policies: Policies) => new Map<string, WantedOfKind>());

const mostRemembered = 200;

function workedOut(
  world: World,
  payer: string | undefined,
  date: IsoDate,
  { kind, says = {}, asks, usual }: TemplateProcedure,
): WantedOfKind {
  const claims = usual.flatMap((each) => claimsOf(world, payer, date, kind, { ...says, ...each }));
  const told = claims.map(toldBy);
  const fields = new Set<ProcedureField>([
    ...Object.keys(says).filter(isField),
    ...asks,
    ...told.flatMap((each) => each.fields),
  ]);
  // Nerves tell the levels, and the other way around.
  if (asks.includes('nerves')) fields.delete('levels');
  return {
    header: (['state', 'authorization'] as const).filter((name) => told.some(({ header }) => header.includes(name))),
    fields: writingOrder.filter((name) => fields.has(name)),
  };
}

/** As a record tells it: what and why first, what came of it last. */
const writingOrder: readonly ProcedureField[] = [
  'intent',
  'series',
  ...procedureFields.filter((name) => name !== 'intent' && name !== 'series'),
];

/** The usual claim of the kind, billed with each code that fits what it documents. */
function claimsOf(
  world: World,
  payer: string | undefined,
  date: IsoDate,
  kind: TemplateProcedure['kind'],
  said: Said,
): readonly Judgment[] {
  const [diagnosis = ''] = world.codes.usualDiagnoses;
  const unbilled = judge(world, claimText(diagnosis, payer, date, kind, said, []), []);
  const { encounter, situation } = unbilled;
  if (billableKinds.some((each) => each === kind)) {
    const rewrite = billWhatIsDocumented(encounter, situation.claim, world.codes, situation.policy, billableKinds);
    return [rewrite ? judge(world, applyEdits(encounter.text, rewrite.edits), []) : unbilled];
  }
  // What no kind is for is billed with a code that is for nothing else.
  const codes = world.codes.painCodes.filter(
    ({ code, kinds, group }) =>
      (kind === 'other' ? group === 'unlisted' : kinds.includes(kind)) &&
      world.codes.standing(code, date).kind === 'valid',
  );
  const claims = codes
    .slice(0, mostCodes)
    .map(({ code }) => judge(world, claimText(diagnosis, payer, date, kind, said, [`${code}  x1  A`]), []))
    .filter(({ findings }) => !findings.some(({ rule }) => misfits.has(rule)));
  return claims.length > 0 ? claims : [unbilled];
}

function claimText(
  diagnosis: string,
  payer: string | undefined,
  date: IsoDate,
  kind: string,
  said: Said,
  lines: readonly string[],
): string {
  return [
    'encounter T-1',
    'patient: T-1',
    `date: ${date}`,
    `payer: ${payer ?? ''}`,
    'place: 11',
    'diagnoses',
    `  A: ${diagnosis}`,
    `procedure ${kind}`,
    ...Object.entries(said).map(([name, value]) => `  ${name}: ${value}`),
    'lines',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** What the payer wants of a claim, whether the record has it or not. */
function toldBy({ encounter, situation }: Judgment): WantedOfKind {
  const [procedure] = encounter.procedures;
  if (!procedure) return { header: [], fields: [] };
  const ofProcedure = (key: 'prior' | 'at-least') => entriesForProcedure(situation, key, procedure);
  const authorizing = situation.claim.lines.flatMap((line) => entriesForLine(situation, 'authorization', line));
  const entries = situation.policy?.entries ?? [];
  return {
    header: [
      ...(authorizing.some(({ value }) => value.places === undefined) ? (['authorization'] as const) : []),
      ...(entries.some((entry) => entry.when.state && isAbout(entry, situation)) ? (['state'] as const) : []),
    ],
    fields: [
      ...wantedFields(situation, procedure).map(({ field }) => field),
      ...(ofProcedure('prior').length > 0 ? (['prior-blocks'] as const) : []),
      ...ofProcedure('at-least').flatMap(({ value }) =>
        (['relief', 'pain-before'] as const).filter(
          (name) => 'relief' in value && value[name as 'relief'] !== undefined,
        ),
      ),
      ...(entries.some((entry) => isBySeries(entry, procedure)) ? (['series'] as const) : []),
    ],
  };
}

/** Whether which of two diagnostic blocks it was decides what the payer wants. */
function isBySeries({ when, names }: AnyEntry, { kind, intent }: Procedure): boolean {
  const isOfIntent = !when.intent || (intent !== undefined && when.intent.includes(intent.value));
  return when.series !== undefined && isOfIntent && kind !== undefined && names.kinds.includes(kind);
}

function isAbout({ names }: AnyEntry, { claim }: Judgment['situation']): boolean {
  return claim.lines.some(({ facts }) => facts?.kinds.some((kind) => names.kinds.includes(kind)));
}

function isField(name: string): name is ProcedureField {
  return (procedureFields as readonly string[]).includes(name);
}
