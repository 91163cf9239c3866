import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { entriesForProcedure, linesBilling, meetsConditions, meetsEncounter, regionsTold } from '../claim/terms.js';
import { daysBetween, firstDayAfter } from '../clinical/dates.js';
import { durationWords } from '../clinical/durations.js';
import type { Region } from '../clinical/level.js';
import type { Codes } from '../codes/codes.js';
import type { Procedure } from '../encounter/encounter.js';
import type { PastEncounter } from '../neighbors/history.js';
import { type PastProcedure, type TreatedPlace, treatedPlaces } from '../neighbors/past.js';
import {
  firstDayOutside,
  type PastSession,
  pastSessions,
  placeWords,
  sharedPlaces,
  shareRegion,
  type Treated,
} from '../neighbors/past-sessions.js';
import type { Entry, EntryKey } from '../policy/entry.js';
import { namesProcedure } from '../policy/names.js';
import { entriesOf } from '../policy/policy.js';
import { calendarYear } from '../policy/vocabulary.js';
import { counted, listed } from '../text/words.js';
import { aboutLine, type Case, defineRule, type Finding, type Related } from './rule.js';

/** Payers count sessions in a rolling period, and deny one over the limit or too soon. */
export const frequencyLimit = defineRule({
  id: 'frequency-limit',
  summary: 'The session is one more than the payer pays in a period, or comes too soon after the last one',
  severity: 'error',
  needs: ['history', 'entries'],
  restsOn: ['sessions', 'interval'],

  *check(situation): Iterable<Finding> {
    const { encounter, policy, history } = situation;
    if (!encounter.date || !history) return;
    for (const entry of entriesOf(policy, 'sessions')) {
      yield* tooMany(situation, entry);
    }
    for (const entry of entriesOf(policy, 'interval')) {
      const found = proceduresUnder(situation, entry).flatMap((procedure) => [...tooSoon(situation, entry, procedure)]);
      // Two procedures on one day and one line are one session that is too soon.
      yield* found.filter(({ at }, index) => found.findIndex((other) => other.at.start === at.start) === index);
    }
  },
});

/** What a limit counts as one session: the procedures of one region, of one level, or all. */
interface Group {
  readonly procedures: readonly Procedure[];
  /** "lumbar-sacral", "L4-L5"; undefined where all are counted. */
  readonly where: string | undefined;
  readonly region?: Region | undefined;
  readonly isAlso: (past: PastProcedure) => boolean;
}

/** More than anyone reads: a cap, so that a history of a thousand sessions is not listed a thousand times. */
const mostListed = 50;

function* tooMany(situation: Case, entry: Entry<'sessions'>): Iterable<Finding> {
  const { encounter, codes, policy, history } = situation;
  const { max, within } = entry.value;
  const date = encounter.date?.value;
  if (!date || !policy) return;
  const isMeant = naming(entry, codes);
  const full = groupsOf(situation, entry).flatMap((group) => {
    const isCounted = (past: PastProcedure, at: PastEncounter): boolean =>
      isMeant(past) && meetsEncounter(entry.when, at) && meetsConditions(entry.when, past) && group.isAlso(past);
    const earlier = [...pastSessions(history, { date, within }, isCounted)];
    const lines = linesOf(situation, group);
    const [line] = lines;
    if (!line || earlier.length < max) return [];
    const days = earlier.map((past) => past.date).join(' ');
    return [{ group, earlier, line, lines, key: `${line.index} ${days}` }];
  });
  // Levels treated on the same days share one finding.
  for (const [key, { group, earlier, line, lines }] of new Map(full.map((each) => [each.key, each]))) {
    const alike = full.filter((each) => each.key === key);
    const where = listed(alike.flatMap((each) => each.group.where ?? []));
    // The next session is paid once the oldest of the latest sessions that fill the limit has left the window.
    const leaving = earlier[max - 1]?.date;
    const again = within && leaving ? `: earliest date ${firstDayOutside(leaving, within)}` : '';
    yield {
      at: line.line.code.span,
      message: `Session ${earlier.length + 1} of ${what(entry, group.procedures)}${where ? ` (${where})` : ''}${
        within ? (within === calendarYear ? ` in ${date.slice(0, 4)}` : ` within ${durationWords(within)}`) : ''
      } exceeds the ${max} that ${policy.name} pays${within ? '' : ' in total'}${again}`,
      related: earlier.slice(0, mostListed).map(relatedTo),
      entries: [entry],
      about: aboutLine(line),
      expectedBy: denialExpectedBy(...lines),
    };
  }
}

function* tooSoon(situation: Case, entry: Entry<'interval'>, procedure: Procedure): Iterable<Finding> {
  const { encounter, codes, policy } = situation;
  const date = encounter.date?.value;
  const lines = linesBilling(situation, procedure);
  const [line] = lines;
  if (!date || !line || !policy || !procedure.kind) return;
  const treated = treatedBy(situation, procedure);
  const isMeant = naming(entry, codes);
  const { least, of } = entry.value;
  const intent = procedure.intent?.value;
  const isOfIntent = (past: PastProcedure): boolean => of === 'any' || (intent !== undefined && past.intent === intent);
  const isShared = (past: PastProcedure): boolean =>
    isMeant(past) && isOfIntent(past) && sharedPlaces(treated, past).length > 0;
  const earlier = [...pastSessions(situation.history, { date, within: least }, isShared)];
  const [last] = earlier;
  if (!last) return;
  const shared = last.procedures.flatMap((past) => sharedPlaces(treated, past)).map(placeWords);
  yield {
    at: line.line.code.span,
    message: `This session is ${counted(daysBetween(last.date, date), 'day')} after the last ${of === 'same-intent' && intent ? `${intent} ` : ''}one at ${listed(
      [...new Set(shared)],
    )}, but ${policy.name} requires ${durationWords(least)} between them: earliest date ${firstDayAfter(last.date, least)}`,
    related: earlier.slice(0, mostListed).map(relatedTo),
    entries: [entry],
    about: aboutLine(line),
    expectedBy: denialExpectedBy(...lines),
  };
}

/** The sessions in this encounter that a limit counts. */
function groupsOf(situation: Case, entry: Entry<'sessions'>): readonly Group[] {
  const procedures = proceduresUnder(situation, entry);
  if (procedures.length === 0) return [];
  const { per } = entry.value;
  if (per === 'patient') return [{ procedures, where: undefined, isAlso: () => true }];
  if (per === 'level') return levelGroups(procedures);
  return per === 'region' ? regionGroups(situation, procedures) : placeGroups(procedures);
}

function regionGroups(situation: Case, procedures: readonly Procedure[]): readonly Group[] {
  const regionsOf = (procedure: Procedure): readonly Region[] => regionsTold(situation, procedure);
  const ofSpine = [...new Set(procedures.flatMap(regionsOf))].map(
    (region): Group => ({
      procedures: procedures.filter((procedure) => regionsOf(procedure).includes(region)),
      where: region,
      region,
      isAlso: (past) => past.regions.includes(region),
    }),
  );
  // Outside the spine, one site is one session.
  const elsewhere = procedures
    .filter((procedure) => regionsOf(procedure).length === 0)
    .map((procedure): Group => {
      const treated = treatedBy(situation, procedure);
      return { procedures: [procedure], where: undefined, isAlso: (past) => shareRegion(treated, past) };
    });
  return [...ofSpine, ...elsewhere];
}

function levelGroups(procedures: readonly Procedure[]): readonly Group[] {
  const placesOf = (procedure: Procedure): readonly string[] => treatedPlaces(procedure).map(({ place }) => place);
  return [...new Set(procedures.flatMap(placesOf))].map((name) => ({
    procedures: procedures.filter((procedure) => placesOf(procedure).includes(name)),
    where: name || undefined,
    isAlso: (past) => past.places.some(({ place }) => place === name),
  }));
}

/** Of each place on each side one: a level and a site on the left and on the right are two. */
function placeGroups(procedures: readonly Procedure[]): readonly Group[] {
  const places = new Map(procedures.flatMap(treatedPlaces).map((place) => [placeWords(place), place]));
  return [...places].map(([where, { place, side }]) => {
    const isSame = (other: TreatedPlace): boolean => other.place === place && other.side === side;
    return {
      procedures: procedures.filter((procedure) => treatedPlaces(procedure).some(isSame)),
      where,
      isAlso: (past) => past.places.some(isSame),
    };
  });
}

function proceduresUnder<Key extends EntryKey>(situation: Case, entry: Entry<Key>): readonly Procedure[] {
  return situation.encounter.procedures.filter((procedure) =>
    entriesForProcedure(situation, entry.key, procedure).some((each) => each === (entry as unknown)),
  );
}

/** The lines that bill the group's procedures, in the order written. */
function linesOf(situation: Case, { procedures, region }: Group): readonly BilledLine[] {
  const billing = procedures.flatMap((procedure) => {
    // Only with a procedure in two regions may a line belong to the other region; at the junction 64490 is lumbar too.
    const isAll = !region || regionsTold(situation, procedure).length === 1;
    return linesBilling(situation, procedure).filter(({ facts }) => isAll || facts?.region === region);
  });
  return billing.sort((one, other) => one.index - other.index);
}

function treatedBy(situation: Case, procedure: Procedure): Treated {
  return { kind: procedure.kind, regions: regionsTold(situation, procedure), places: treatedPlaces(procedure) };
}

/** Whether the entry applies to what was done; each kind with its codes is looked up once. */
function naming({ names }: Entry, codes: Codes): (past: PastProcedure) => boolean {
  const known = new Map<string, boolean>();
  return (past) => {
    const key = `${past.kind} ${past.codes.join(' ')}`;
    const answer = known.get(key) ?? namesProcedure(names, past.kind, past.codes, codes);
    known.set(key, answer);
    return answer;
  };
}

/** "diagnostic facet-injection". */
function what({ when }: Entry<'sessions'>, procedures: readonly Procedure[]): string {
  const kinds = [...new Set(procedures.flatMap(({ kind }) => kind ?? []))];
  const intents = when.intent ? [...new Set(procedures.flatMap(({ intent }) => intent?.value ?? []))] : [];
  return [listed(intents), listed(kinds)].filter(Boolean).join(' ');
}

function relatedTo({ date, encounter }: PastSession): Related {
  const { at, id, file, ordinal } = encounter;
  return { at, message: `Session on ${date}${id ? `, encounter ${id}` : ''}`, encounter: { file, ordinal } };
}
