/**
 * What of an encounter could not be judged, and why, each in a sentence of a coder's: the payer's policy, the tables of the date,
 * the record, the codes. Says nothing that the encounter's free text or its patient's fields say.
 */

import type { BilledLine } from '../claim/billed.js';
import { bodyKinds } from '../claim/bodies.js';
import { supportingProcedures } from '../claim/claim.js';
import { isHospitalClaim } from '../claim/hospital.js';
import { wantedGuidance } from '../claim/imaging.js';
import { billsNerveOfJoint } from '../claim/nerves.js';
import { notCoveredEntries } from '../claim/not-covered.js';
import {
  entriesByState,
  entriesForLine,
  entriesForProcedure,
  isWantedAt,
  linesBilling,
  meetsEncounter,
} from '../claim/terms.js';
import type { IsoDate } from '../clinical/dates.js';
import type { Codes } from '../codes/codes.js';
import { type DatedTable, monthsBetween, type TableOn } from '../codes/tables-on.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import type { Entry, EntryKey } from '../policy/entry.js';
import { namesCode } from '../policy/names.js';
import type { Policy } from '../policy/policy.js';
import type { Case, RuleId } from '../rules/rule.js';
import type { ClaimKind } from '../syntax/vocabulary.js';
import { groupedBy } from '../text/grouped.js';
import { onceFor, onceForLast, oncePer } from '../text/once.js';
import { counted, listed } from '../text/words.js';
import { overLimit } from './cap.js';

/** Something that was not judged. */
export interface NotChecked {
  /** `fees`, `levels`, `coverage`; of a general payer whatever its policy names. */
  readonly what: string;
  /** One clause, without a period. */
  readonly why: string;
}

/** What is left out of the whole encounter: what is over the limit of the tool, and rules that an error of ours stopped. */
export function gapsIn(encounter: Encounter, failed: readonly RuleId[]): readonly NotChecked[] {
  return [
    ...overLimit(encounter).map(({ what, all, most }) => ({
      what,
      why: `the encounter has ${all} ${what}, and only the first ${most} are checked`,
    })),
    ...failed.map((rule) => ({ what: rule, why: 'an internal error stopped this rule' })),
  ];
}

/** What could not be judged of the lines of one day: by its date, its policy, its tables and the rules that are off. */
export function gapsOfDay(
  situation: Case,
  tables: readonly TableOn[],
  off: readonly RuleId[],
): readonly (NotChecked & { readonly date: IsoDate | undefined })[] {
  const date = situation.encounter.date?.value;
  const gaps = [
    ...(date === undefined
      ? [
          {
            what: 'date of service',
            why: `there is no date of service that can be read: ${withoutDate(situation)}`,
          },
        ]
      : gapsOfTables(tables)(date)),
    ...ofPayer(situation),
    ...ofFacility(situation),
    ...ofRules(off),
    ...(isVoid(situation) ? [ofVoid] : [...ofGroups(situation), ...ofPartial(situation), ...ofHistory(situation)]),
  ];
  return gaps.map((gap) => ({ ...gap, date }));
}

/** What of the record is missing, so that the claim cannot be compared with it. */
export function gapsInRecord(situation: Case): readonly NotChecked[] {
  return [
    ...withoutProcedure(situation),
    ...withoutLevels(situation),
    ...withoutBodies(situation),
    ...withoutGuidance(situation),
    ...(isVoid(situation) ? [] : withoutRelief(situation)),
    ...withoutFacts(situation),
  ];
}

function isVoid({ encounter }: Case): boolean {
  return encounter.frequency === 'void';
}

const ofVoid: NotChecked = {
  what: 'coverage',
  why: 'the claim is void and asks for no payment: limits, documentation, authorization and coverage are not checked',
};

/** What is used where the date of service is not known; entries that have dates do not apply then. */
function withoutDate({ policy }: Case): string {
  if (!policy) return 'the newest tables are used, whether or not they were in force';
  return 'the newest policy and tables are used, whether or not they were in force, without what the policy says only from or until some day, and earlier sessions are not counted';
}

const tableWords: Readonly<Record<DatedTable, { readonly words: string; readonly isMany?: true }>> = {
  fees: { words: 'whole fee schedule' },
  units: { words: 'table of medically unlikely edits' },
  pairs: { words: 'NCCI pairs', isMany: true },
  'add-ons': { words: 'add-on code file' },
  diagnoses: { words: 'ICD-10-CM code set' },
};

/** The tables of a day answer for all its claims. */
const gapsOfTables = oncePer((tables: readonly TableOn[]) =>
  onceForLast((date: IsoDate) => tables.flatMap((table) => gapOf(table, date))),
);

function gapOf(
  { table, age, from, answersFrom, edition, until, isNewest }: TableOn,
  date: IsoDate,
): readonly NotChecked[] {
  const { words, isMany } = tableWords[table];
  if (age === 'current') return [];
  if (age === 'newer') {
    const begins = isMany ? 'begin' : 'begins';
    const says = isMany ? 'they say' : 'it says';
    const why = `the oldest ${words} at hand ${begins} on ${answersFrom}, after the date of service: what ${says} may not have been so yet`;
    return [{ what: table, why }];
  }
  const which = isNewest ? `the newest ${words} at hand` : `the ${words} at hand for that day`;
  const release = edition === from ? `of ${from}` : edition;
  const months = counted(monthsBetween(from, date), 'month');
  const since = until === undefined ? months : `which ended ${until},`;
  return [{ what: table, why: `${which} ${isMany ? 'are' : 'is'} ${release}, ${since} before the date of service` }];
}

/** What depends on the payer. */
const ofThePayer = 'bilateral forms, unit limits, coverage and prior authorization are not checked';

function ofPayer({ choice }: Case): readonly NotChecked[] {
  switch (choice.kind) {
    case 'absent':
      return [{ what: 'payer', why: `the encounter names no payer: ${ofThePayer}` }];
    case 'unknown':
      return [{ what: 'payer', why: `no policy file has the payer's name as its id or alias: ${ofThePayer}` }];
    case 'broken': {
      const used = choice.policy ? `what ${choice.policy.name} says, which it extends, is checked instead` : ofThePayer;
      return [{ what: 'payer', why: `the payer's policy file cannot be read: ${used}` }];
    }
    case 'nearest': {
      const { policy, ranges } = choice;
      const why = `${policy.name} has no policy in force on the date of service, only ${listed(ranges)}: the nearest in time is used`;
      return [{ what: 'payer', why }];
    }
    case 'in-force':
    case 'part': {
      const { name, notChecked } = choice.policy;
      return notChecked.map((what) => ({ what, why: `the policy of ${name} is a general one and does not say` }));
    }
  }
}

/** The procedure groups billed of which the payer's policy says nothing here; a general one says so in its own words. */
function ofGroups(situation: Case): readonly NotChecked[] {
  const { claim, policy } = situation;
  if (!policy) return [];
  const saidOf = statementsHere(policy, situation);
  const billed = claim.lines.filter(({ isInForce }) => isInForce);
  const silent = billed.filter(({ code, facts }) => facts?.needsProcedure && saidOf(code).length === 0);
  const groups = groupedBy(silent, ({ facts }) => facts?.group || facts?.kinds[0] || 'other');
  const named = [...groups].map(([group, lines]) => `${group} (${some(lines.map(({ code }) => code))})`);
  const keys = keysByState(policy);
  const byState = billed.filter((line) => keys.some((key) => isOpenByState(situation, key, line)));
  const reasons = [
    // Without a date the entries that have dates are not at hand, so that the policy may well say something.
    groups.size > 0 && policy.notChecked.length === 0 && situation.encounter.date
      ? {
          what: 'coverage',
          why: `the policy of ${policy.name} says nothing about ${some(named)}: limits, documentation, authorization and coverage are not known`,
        }
      : undefined,
    byState.length > 0
      ? {
          what: 'state',
          why: `the encounter names no state, and what the policy of ${policy.name} says about ${some(byState.map(({ code }) => code))} differs by state`,
        }
      : undefined,
  ];
  return reasons.flatMap((each) => each ?? []);
}

/** Whether the state would decide what the policy says of a line: of an authorization, at this place and without a number. */
function isOpenByState(situation: Case, key: EntryKey, line: BilledLine): boolean {
  const { authorization } = situation.encounter;
  return entriesByState(situation, key, line).some((entry) => {
    if (entry.key !== 'authorization') return true;
    return !authorization && isWantedAt(entry as Entry<'authorization'>, situation.encounter);
  });
}

/** What a payer usually says of a procedure, and the keys that say it. */
const aspects: readonly { readonly words: string; readonly keys: readonly EntryKey[] }[] = [
  { words: 'limits', keys: ['levels-per-session', 'levels-per-side', 'regions-per-session', 'sessions', 'interval'] },
  { words: 'documentation', keys: ['documentation', 'at-least', 'prior', 'repeat'] },
  { words: 'prior authorization', keys: ['authorization'] },
];

/** One entry is short enough to be read each time. */
const mostGroups = 3;

/**
 * The procedure groups of which a built-in policy says something and not all. A practice's own file says what the practice wants
 * checked; of Medicare, what its policies do not ask for is not asked.
 */
function ofPartial(situation: Case): readonly NotChecked[] {
  const { claim, policy, encounter } = situation;
  if (!policy?.shipped || policy.billingRules === 'cms' || policy.notChecked.length > 0 || !encounter.date) return [];
  const saidOf = statementsHere(policy, situation);
  const lines = claim.lines.flatMap((line) => {
    const { facts } = line;
    if (!line.isInForce || !facts?.needsProcedure || notCoveredEntries(situation, line).length > 0) return [];
    const keys = saidOf(line.code);
    return keys.length === 0 ? [] : [{ keys, group: facts.group || facts.kinds[0] || 'other' }];
  });
  const partial = [...groupedBy(lines, ({ group }) => group)].flatMap(([group, of]) => {
    const known = new Set(of.flatMap(({ keys }) => keys));
    const missing = aspects.filter(({ keys }) => !keys.some((key) => known.has(key))).map(({ words }) => words);
    return missing.length === 0 ? [] : [{ group, missing: listed(missing, 'or') }];
  });
  if (partial.length === 0) return [];
  const alike = [...groupedBy(partial.slice(0, mostGroups), ({ missing }) => missing)];
  const parts = alike.map(([missing, of]) => `for ${missing} of ${listed(of.map(({ group }) => group))}`);
  const rest = partial.length - mostGroups;
  const more = rest > 0 ? `; some of these are missing for ${counted(rest, 'more procedure')} too` : '';
  return [{ what: 'policy', why: `the policy of ${policy.name} has no entry ${parts.join(', nor ')}${more}` }];
}

/** Under which keys the policy says something of a code on such a claim, or would say in one state or another where the encounter names none. */
function statementsHere(policy: Policy, { encounter, codes }: Case): (code: string) => readonly EntryKey[] {
  const { claim, place, state } = encounter;
  return statements(policy)(codes)(JSON.stringify([claim, place?.value ?? '', state?.value ?? '']));
}

/** For each kind of claim, place and state, and for each code there, found once: each claim of a day asks. */
const statements = oncePer((policy: Policy) =>
  oncePer((codes: Codes) =>
    onceFor(mostPlaces, (where: string) => {
      const [claim, place, state]: [ClaimKind, string, string] = JSON.parse(where);
      const told = {
        claim,
        place: place === '' ? undefined : { value: place },
        state: state === '' ? undefined : { value: state },
      };
      const said = policy.entries.filter(
        ({ when, severity }) =>
          severity !== 'off' && meetsEncounter(state === '' ? { ...when, state: undefined } : when, told),
      );
      return onceFor(mostCodes, (code: string) =>
        said.filter(({ names }) => namesCode(names, code, codes)).map(({ key }) => key),
      );
    }),
  ),
);

const mostPlaces = 50;
const mostCodes = 500;

const keysByState = oncePer((policy: Policy): readonly EntryKey[] => [
  ...new Set(policy.entries.filter(({ when }) => when.state).map(({ key }) => key)),
]);

/** What the policy in force asks of earlier sessions, where none of them is known; without a date that is said with the date. */
function ofHistory(situation: Case): readonly NotChecked[] {
  const { encounter, history } = situation;
  if (!encounter.date || history) return [];
  const billed = encounter.procedures.filter((procedure) => linesBilling(situation, procedure).length > 0);
  const isCounted = billed.some((procedure) => asks(situation, procedure, 'sessions', 'interval'));
  const isAskedOf = billed.some(
    (procedure) =>
      // What the record itself says of the earlier sessions is judged.
      (!procedure.fields.get('prior-blocks')?.text && asks(situation, procedure, 'prior')) ||
      (!procedure.fields.get('prior-relief')?.text && asks(situation, procedure, 'repeat')),
  );
  if (!isCounted && !isAskedOf) return [];
  if (!encounter.patient) {
    const why = `no patient is named, so earlier sessions could not be ${isCounted ? 'counted' : 'looked up'}`;
    return [{ what: 'history', why }];
  }
  const so = isCounted
    ? 'session limits were counted with this one alone'
    : 'what the payer requires of them was not looked up';
  return [{ what: 'history', why: `no earlier session of this patient was read, so ${so}` }];
}

function asks(situation: Case, procedure: Procedure, ...keys: readonly EntryKey[]): boolean {
  return keys.some((key) => entriesForProcedure(situation, key, procedure).length > 0);
}

/** CMS has other unit limits and pairs for hospitals, which are not at hand. */
function ofFacility({ encounter, claim, policy }: Case): readonly NotChecked[] {
  if (encounter.claim !== 'facility') return [];
  const codes = new Set(claim.lines.flatMap(({ countsAs }) => countsAs ?? []));
  const [forWhom, missed] = isHospitalClaim(encounter)
    ? ['for practitioners, not for hospitals', ', and a pair that only the table for hospitals has is not found']
    : ['for practitioners', ''];
  const reasons = [
    codes.size > 0 && policy?.mue === 'cms'
      ? {
          what: 'units',
          why: `CMS's unit limits at hand are ${forWhom}: the units of this facility claim are checked only by what the codes themselves say`,
        }
      : undefined,
    codes.size > 1
      ? {
          what: 'pairs',
          why: `the NCCI pairs at hand are ${forWhom}: on this facility claim bundled-pair only warns${missed}`,
        }
      : undefined,
  ];
  return reasons.flatMap((each) => each ?? []);
}

/** What a rule that is off would have found. */
function ofRules(off: readonly RuleId[]): readonly NotChecked[] {
  if (off.length === 0) return [];
  return [{ what: 'rules', why: `${some([...off].sort())} ${off.length === 1 ? 'is' : 'are'} off` }];
}

function withoutProcedure({ encounter, claim, codes }: Case): readonly NotChecked[] {
  if (claim.hasUnknownKind) {
    const why = 'a procedure has no kind, or one that is not known: what is billed is not compared with it';
    return [{ what: 'record', why }];
  }
  const bare = claim.lines.filter(
    (line) =>
      line.isInForce &&
      line.facts?.needsProcedure &&
      supportingProcedures(encounter, line).length === 0 &&
      !encounter.procedures.some((procedure) => billsNerveOfJoint(procedure, line.code, codes)),
  );
  if (bare.length === 0) return [];
  const codesOf = some(bare.map(({ code }) => code));
  return [{ what: 'record', why: `no procedure is documented for ${codesOf}: there is no record to compare with` }];
}

function withoutLevels({ claim }: Case): readonly NotChecked[] {
  return [...claim.kinds.values()].flatMap(({ kind, isCertain, procedures }) => {
    if (isCertain) return [];
    const isUnreadable = procedures.some(({ unreadableLevels }) => unreadableLevels);
    const isBare = procedures.some(({ levels, nerves }) => levels.length === 0 && nerves.length === 0);
    const why = isUnreadable
      ? 'a level, nerve or side cannot be read'
      : isBare
        ? 'no level or nerve is documented'
        : 'which codes C0-C1 and C1-C2 belong to is not certain';
    return [{ what: 'levels', why: `${why} for ${kind}: its levels are not counted` }];
  });
}

function withoutBodies({ encounter }: Case): readonly NotChecked[] {
  return bodyKinds.flatMap((kind) => {
    const procedures = encounter.procedures.filter((procedure) => procedure.kind === kind);
    const isUnreadable = procedures.some(({ unreadableBodies }) => unreadableBodies);
    const isBare = procedures.some(({ bodies }) => bodies.length === 0);
    if (!isUnreadable && !isBare) return [];
    const why = isUnreadable ? 'a vertebral body cannot be read' : 'no vertebral body is documented';
    return [{ what: 'bodies', why: `${why} for ${kind}: its vertebral bodies are not counted` }];
  });
}

/** A code or the payer says which guidance a service needs, and a procedure that it may bill does not say which was used. */
function withoutGuidance(situation: Case): readonly NotChecked[] {
  const { encounter, claim } = situation;
  const silent = claim.lines.filter((line) => {
    if (!line.isInForce) return false;
    const isBare = supportingProcedures(encounter, line).some(({ kind, guidance }) => kind !== 'other' && !guidance);
    return isBare && (wantedGuidance(line) !== undefined || entriesForLine(situation, 'guidance', line).length > 0);
  });
  if (silent.length === 0) return [];
  const codes = some(silent.map(({ code }) => code));
  return [
    { what: 'guidance', why: `no guidance is documented for ${codes}, which ${isOne(silent) ? 'needs' : 'need'} it` },
  ];
}

/** The payer judges the next step by the relief from this one. */
function withoutRelief(situation: Case): readonly NotChecked[] {
  const { policy } = situation;
  const wanting = situation.encounter.procedures.flatMap((procedure) => {
    if (procedure.relief || procedure.kind === undefined) return [];
    const asked = entriesForProcedure(situation, 'at-least', procedure).flatMap(({ value }) => value.relief ?? []);
    return asked.length === 0 ? [] : [{ kind: procedure.kind, least: Math.max(...asked) }];
  });
  return [...new Map(wanting.map((each) => [each.kind, each])).values()].map(({ kind, least }) => ({
    what: 'relief',
    why: `no relief is documented for ${kind}: whether it reached the ${least}% that ${policy?.name} asks for is not known`,
  }));
}

/** Codes that are valid, or may be, and of which the tables do not say what they are for. */
function withoutFacts({ claim }: Case): readonly NotChecked[] {
  const unread = claim.lines.filter(({ facts, standing }) => !facts && standing.kind === 'valid');
  const undecided = claim.lines.filter(({ standing }) => standing.kind === 'undecided');
  const named = (lines: readonly BilledLine[]): string => some(lines.map(({ code }) => code));
  const reasons = [
    unread.length > 0 &&
      `what ${named(unread)} ${isOne(unread) ? 'is for is not known: it is' : 'are for is not known: they are'} not compared with the record`,
    undecided.length > 0 &&
      `no table at hand is complete for the date of service: whether ${named(undecided)} ${isOne(undecided) ? 'was a code' : 'were codes'} then is not known`,
  ];
  return reasons.flatMap((why) => (why ? [{ what: 'codes', why }] : []));
}

/** More than anyone reads in a sentence. */
const mostNamed = 5;

/** "64493, 64494 and 20552"; of many the first ones. */
function some(names: readonly string[]): string {
  const different = [...new Set(names)];
  if (different.length <= mostNamed) return listed(different);
  return `${different.slice(0, mostNamed).join(', ')} and ${different.length - mostNamed} more`;
}

function isOne(lines: readonly { readonly code: string }[]): boolean {
  return new Set(lines.map(({ code }) => code)).size === 1;
}
