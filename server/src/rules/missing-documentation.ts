import { isTold, leveled, type WantedField, wantedFields } from '../claim/wanted-documentation.js';
import { type Duration, durationWords, fewestDays, longestIn } from '../clinical/durations.js';
import { insertFields } from '../encounter/edits.js';
import type { Procedure } from '../encounter/encounter.js';
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

function lackingIn(situation: Case, procedure: Procedure): Finding | undefined {
  const { encounter, policy } = situation;
  const { kind, fields } = procedure;
  if (!kind) return undefined;
  const wanted = wantedFields(situation, procedure);
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

function isTooShort({ fields }: Procedure, field: ProcedureField, lasting: Duration): boolean {
  const found = longestIn(fields.get(field)?.text?.value ?? '');
  return !found || found.days < fewestDays(lasting);
}

function oncePerField(short: readonly WantedField[]): readonly WantedField[] {
  // Of two durations, the longer one counts.
  const days = ({ lasting }: WantedField): number => (lasting ? fewestDays(lasting) : 0);
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
function askers(absent: readonly WantedField[], kind: ProcedureKind, payer = ''): string {
  const fieldsOf = (some: readonly WantedField[]): readonly string[] =>
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
