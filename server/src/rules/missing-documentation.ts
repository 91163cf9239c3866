import { entriesByIntent, entriesForProcedure, linesBilling } from '../claim/terms.js';
import type { IsoDate } from '../clinical/dates.js';
import { type Duration, durationWords, fewestDays, longestIn } from '../clinical/durations.js';
import { insertFields } from '../encounter/edits.js';
import type { Procedure } from '../encounter/encounter.js';
import type { AnyEntry } from '../policy/entry.js';
import { type ProcedureField, type ProcedureKind, procedureFields } from '../syntax/vocabulary.js';
import { capital, listed } from '../text/words.js';
import { type Case, defineRule, type Finding } from './rule.js';

/** To a reviewer, what is not in the record was not done; payers look for different things. */
export const missingDocumentation = defineRule({
  id: 'missing-documentation',
  summary: 'The record of a procedure lacks what the payer or the code requires',
  severity: 'warning',
  speaksOf: 'encounter',
  asks: 'documentation',
  restsOn: ['documentation', 'at-least'],

  *check(situation): Iterable<Finding> {
    for (const procedure of situation.encounter.procedures) {
      const finding = lackingIn(situation, procedure);
      if (finding) yield finding;
    }
  },
});

/** A field and who requires it. */
interface Wanted {
  readonly field: ProcedureField;
  /** Undefined where every payer does. */
  readonly entry?: AnyEntry | undefined;
  /** The duration that its text must name. */
  readonly lasting?: Duration | undefined;
}

function lackingIn(situation: Case, procedure: Procedure): Finding | undefined {
  const { encounter, policy } = situation;
  const { kind, fields } = procedure;
  if (!kind) return undefined;
  const wanted = [...wantedByAll(situation, procedure, kind), ...wantedByPolicy(situation, procedure)];
  const absent = wanted.filter(({ field }) => !isTold(procedure, field));
  const short = wanted.filter(
    ({ field, lasting }) => lasting && isTold(procedure, field) && isTooShort(procedure, field, lasting),
  );
  if (absent.length === 0 && short.length === 0) return undefined;
  const names = procedureFields.filter((name) => absent.some(({ field }) => field === name));
  const inserted = names.filter((name) => !fields.has(name));
  const empty = names.find((name) => fields.has(name));
  const record = `this ${kind}`;
  const clauses = [
    ...(names.length > 0
      ? [
          `${record} does not document ${listed(
            names.map((name) => nameWords(name, kind)),
            'or',
          )}${askers(absent, kind, policy?.name)}`,
        ]
      : []),
    ...oncePerField(short).map(({ field, lasting }) => shortWords(procedure, field, lasting, policy?.name)),
  ];
  const [first = '', ...more] = clauses;
  return {
    // An empty field is already there: the coder only has to fill it in.
    at: (empty && fields.get(empty)?.span) ?? procedure.kindSpan,
    message: [capital(first), ...more].join('; '),
    entries: [...new Set([...absent, ...short].flatMap(({ entry }) => entry ?? []))],
    fixes:
      inserted.length > 0
        ? [
            {
              title: `Insert ${listed(inserted)}`,
              edits: [insertFields(encounter, procedure, inserted)],
              applies: 'ask',
              leavesBlank: true,
            },
          ]
        : [],
    // Where imaging of another kind is documented on the same claim, the rule about that says more.
    about: names.length === 1 && names[0] === 'guidance' && short.length === 0 ? { sessions: [kind] } : undefined,
  };
}

/** Imaging has been part of these kinds' codes since then (rules.md, "A fact that began on a day"; domain facts, sections 1 to 3). */
const imagedSince: Partial<Record<ProcedureKind, IsoDate>> = {
  'facet-injection': '2010-01-01',
  'facet-destruction': '2012-01-01',
  'transforaminal-epidural': '2011-01-01',
  'sacroiliac-injection': '2012-01-01',
};
const leveled: readonly ProcedureKind[] = ['facet-injection', 'facet-destruction', 'transforaminal-epidural'];

/** What the codes themselves depend on, whoever pays. */
function wantedByAll(situation: Case, procedure: Procedure, kind: ProcedureKind): readonly Wanted[] {
  const since = imagedSince[kind];
  const date = situation.encounter.date?.value;
  const lines = linesBilling(situation, procedure);
  const includesImaging = lines.some(({ facts }) => facts?.imaging.startsWith('includes'));
  const isImaged =
    since !== undefined
      ? date === undefined || date >= since
      : (kind === 'epidural' || kind === 'joint-injection') && includesImaging;
  const isTimed = kind === 'therapy' && lines.some(({ facts, line }) => facts?.timed && !line.minutes);
  const fields: readonly ProcedureField[] = [
    ...(leveled.includes(kind) ? (['levels'] as const) : []),
    ...(isImaged ? (['guidance'] as const) : []),
    ...(isTimed ? (['minutes'] as const) : []),
  ];
  return fields.map((field) => ({ field }));
}

function wantedByPolicy(situation: Case, procedure: Procedure): readonly Wanted[] {
  // Whether the payer's limits, modifiers and relief hold depends on it.
  const [ofIntent] = entriesByIntent(situation, procedure);
  return [
    ...(ofIntent ? [{ field: 'intent', entry: ofIntent } as const] : []),
    ...entriesForProcedure(situation, 'guidance', procedure).map((entry): Wanted => ({ field: 'guidance', entry })),
    ...entriesForProcedure(situation, 'technique', procedure).map((entry): Wanted => ({ field: 'technique', entry })),
    ...entriesForProcedure(situation, 'documentation', procedure).flatMap((entry) =>
      entry.value.map((field): Wanted => ({ field, entry })),
    ),
    ...entriesForProcedure(situation, 'at-least', procedure).flatMap((entry) =>
      (['indication', 'conservative-care'] as const).flatMap((field): readonly Wanted[] => {
        const lasting = entry.value[field];
        return lasting ? [{ field, entry, lasting }] : [];
      }),
    ),
  ];
}

/** Nerves tell which levels were treated, and vice versa; each of them may be followed by a side. */
function isTold(procedure: Procedure, field: ProcedureField): boolean {
  const { fields, kind, levels, nerves, site } = procedure;
  const places = [...levels, ...nerves, ...site];
  if (field === 'side' && places.length > 0 && places.every(({ side }) => side)) return true;
  const isPlace = field === 'levels' || field === 'nerves';
  const names = isPlace && kind && leveled.includes(kind) ? (['levels', 'nerves'] as const) : [field];
  return names.some((name) => fields.get(name)?.text !== undefined);
}

function isTooShort({ fields }: Procedure, field: ProcedureField, lasting: Duration): boolean {
  const found = longestIn(fields.get(field)?.text?.value ?? '');
  return !found || found.days < fewestDays(lasting);
}

function oncePerField(short: readonly Wanted[]): readonly Wanted[] {
  // Of two durations, the longer one counts.
  const days = ({ lasting }: Wanted): number => (lasting ? fewestDays(lasting) : 0);
  return short.filter((each) => !short.some((other) => other.field === each.field && days(other) > days(each)));
}

function shortWords({ fields }: Procedure, field: ProcedureField, lasting: Duration | undefined, payer = ''): string {
  const found = longestIn(fields.get(field)?.text?.value ?? '');
  const named = found ? `states ${found.words}` : 'states no duration';
  return `its ${field} ${named}, but ${payer} requires ${lasting ? durationWords(lasting) : 'one'}`;
}

function nameWords(field: ProcedureField, kind: ProcedureKind): string {
  return field === 'levels' && leveled.includes(kind) ? 'levels (or nerves)' : field;
}

/** ", which Acme requires", or ": Acme requires indication of 3 months and relief, every payer requires guidance". */
function askers(absent: readonly Wanted[], kind: ProcedureKind, payer = ''): string {
  const fieldsOf = (some: readonly Wanted[]): readonly string[] =>
    procedureFields
      .filter((name) => some.some(({ field }) => field === name))
      .map((name) => {
        const lasting = some.find(({ field, lasting: wanted }) => field === name && wanted)?.lasting;
        return lasting ? `${name} of ${durationWords(lasting)}` : nameWords(name, kind);
      });
  const byAll = new Set(absent.filter(({ entry }) => !entry).map(({ field }) => field));
  const ofPayer = fieldsOf(absent.filter(({ field, entry }) => entry && !byAll.has(field)));
  const ofAll = fieldsOf(absent.filter(({ field }) => byAll.has(field)));
  if (ofAll.length === 0 && !ofPayer.some((name) => name.includes(' of '))) return `, which ${payer} requires`;
  if (ofPayer.length === 0) return ', which every payer requires';
  const all = ofAll.length > 0 ? `, and every payer requires ${listed(ofAll)}` : '';
  return `: ${payer} requires ${listed(ofPayer)}${all}`;
}
