import { denialExpectedBy } from '../claim/expected-denials.js';
import { entriesForProcedure, linesBilling, meetsConditions, regionsTold } from '../claim/terms.js';
import { earlier } from '../clinical/dates.js';
import { daysWords, durationWords, fewestDays } from '../clinical/durations.js';
import type { BodySide } from '../clinical/level.js';
import { insertFields } from '../encounter/edits.js';
import type { Procedure, Relief } from '../encounter/encounter.js';
import { items } from '../encounter/values.js';
import { type PastProcedure, sidesNamed, treatedPlaces } from '../neighbors/past.js';
import { mayBeOn, type PastSession, pastSessions, shareRegion, type Treated } from '../neighbors/past-sessions.js';
import type { AnyEntry, Entry, Repeat } from '../policy/entry.js';
import { namesProcedure } from '../policy/names.js';
import { saidWords } from '../policy/words.js';
import type { Span } from '../text/span.js';
import { counted } from '../text/words.js';
import { aboutLine, type Case, defineRule, type Finding, type Related } from './rule.js';

/** A destruction or a repeat is paid where the earlier sessions helped; payers ask for the figures. */
export const unmetPrior = defineRule({
  id: 'unmet-prior',
  summary: 'The earlier sessions that the payer requires are not recorded, or gave too little relief',
  severity: 'error',
  needs: ['entries'],
  restsOn: ['prior', 'repeat'],

  *check(situation): Iterable<Finding> {
    if (!situation.policy || !situation.encounter.date) return;
    const told = new Set<string>();
    for (const procedure of situation.encounter.procedures) {
      const priors = entriesForProcedure(situation, 'prior', procedure);
      const repeats = entriesForProcedure(situation, 'repeat', procedure);
      if (priors.length === 0 && repeats.length === 0) continue;
      const asked = asking(situation, procedure);
      for (const prior of priors.length > 0 ? priors : [undefined]) {
        const finding = findingOf(asked, shortfalls(asked, prior, repeats));
        // Two procedures on one day lack the same sessions.
        const key = finding && `${finding.at.start} ${finding.message}`;
        if (!finding || !key || told.has(key)) continue;
        told.add(key);
        yield finding;
      }
    }
  },
});

/** The procedure that requires earlier sessions, and what tells whether they were at its place. */
interface Asking {
  readonly situation: Case;
  readonly procedure: Procedure;
  readonly date: string;
  readonly treated: Treated;
  readonly sides: readonly (BodySide | undefined)[];
}

/** What is wrong with the evidence; undefined where nothing is. */
interface Shortfall {
  /** `short`: evidence that is too little. `lacking`: none, or possibly not all of it is known here. */
  readonly kind: 'short' | 'lacking';
  /** The value that falls short, where it is in this encounter. */
  readonly at?: Span | undefined;
  readonly field: 'prior-blocks' | 'prior-relief';
  /** "on the left" is added where the other side is fine. */
  readonly message: (where: string) => string;
  readonly sessions: readonly PastSession[];
  readonly entry: AnyEntry;
}

type Verdict = Shortfall | 'met' | 'not-asked';

function asking(situation: Case, procedure: Procedure): Asking {
  const places = treatedPlaces(procedure);
  const sides = sidesNamed(places);
  return {
    situation,
    procedure,
    date: situation.encounter.date?.value ?? '',
    treated: { kind: procedure.kind, regions: regionsTold(situation, procedure), places },
    sides: sides.length > 0 ? sides : [undefined],
  };
}

function findingOf({ situation, procedure, sides }: Asking, found: readonly Found[]): Finding | undefined {
  const worst = found.find(({ kind }) => kind === 'short') ?? found[0];
  const lines = linesBilling(situation, procedure);
  const [line] = lines;
  if (!worst || !line) return undefined;
  const { kind, field: name, message, sessions, entry, side } = worst;
  const field = procedure.fields.get(name);
  const where = side && found.length < sides.length ? ` on the ${side}` : '';
  const edits = [insertFields(situation.encounter, procedure, [name])];
  return {
    // An empty field is already there: the coder only has to fill it in.
    at: worst.at ?? field?.span ?? line.line.code.span,
    message: message(where),
    severity: kind === 'short' ? 'error' : 'warning',
    related: sessions.slice(0, mostListed).map(relatedTo),
    entries: [entry],
    fixes: field ? [] : [{ title: `Insert ${name}`, edits, applies: 'ask', leavesBlank: true }],
    about: aboutLine(line),
    expectedBy: denialExpectedBy(...lines),
  };
}

/** More than anyone reads. */
const mostListed = 50;

function relatedTo({ date, encounter, procedures }: PastSession): Related {
  const { at, id, file, ordinal } = encounter;
  const told = procedures.flatMap(({ relief }) => (relief ? reliefWords(relief) : []))[0];
  const what = told ? `gave ${told}` : 'has no relief recorded';
  return {
    at,
    message: `The session on ${date}${id ? ` (encounter ${id})` : ''} ${what}`,
    encounter: { file, ordinal },
  };
}

type Found = Shortfall & { readonly side: BodySide | undefined };

/** Each side needs its own evidence: one side can fall short while the other is fine. */
function shortfalls(
  asked: Asking,
  prior: Entry<'prior'> | undefined,
  repeats: readonly Entry<'repeat'>[],
): readonly Found[] {
  return asked.sides.flatMap((side): readonly Found[] => {
    const verdicts: readonly Verdict[] = [
      ...repeats.map((repeat) => byRepeat(asked, side, repeat)),
      prior ? byPrior(asked, side, prior) : 'not-asked',
    ];
    const shortfall = verdicts.find((verdict) => typeof verdict === 'object');
    return verdicts.includes('met') || !shortfall ? [] : [{ ...shortfall, side }];
  });
}

/** A session after an earlier one of the same procedure at that region and side is judged by the relief from that one. */
function byRepeat(asked: Asking, side: BodySide | undefined, entry: Entry<'repeat'>): Verdict {
  const { situation, procedure, date, treated } = asked;
  const { within } = entry.value;
  const own = procedure.priorRelief;
  // An unreadable value is left to another rule.
  if (!own && procedure.fields.get('prior-relief')?.text) return 'met';
  const isNamedBy = (past: PastProcedure): boolean =>
    namesProcedure(entry.names, past.kind, past.codes, situation.codes);
  const [last] = pastSessions(situation.history, { date }, (past) => {
    const isSame = past.kind === procedure.kind && isNamedBy(past) && meetsConditions(entry.when, past);
    return isSame && shareRegion(treated, past) && mayBeOn(side, past);
  });
  if (!last && !own) return 'not-asked';
  if (last && within && last.date <= earlier(date, within)) return 'not-asked';
  const ofLast = last?.procedures.flatMap(({ relief }) => relief ?? []) ?? [];
  const values = own ? [own.value, ...ofLast] : ofLast;
  if (values.some((relief) => isEnough(relief, entry.value))) return 'met';
  const wanted = `${situation.policy?.name} requires ${repeatWords(entry.value)} from it before this ${procedure.kind}`;
  const common = { field: 'prior-relief', at: own?.span, sessions: last ? [last] : [], entry } as const;
  const told = own?.value ?? ofLast[0];
  if (!told) {
    const what = 'The relief from the last session is not found here';
    return { ...common, kind: 'lacking', message: (where) => `${what}: enter it in prior-relief; ${wanted}${where}` };
  }
  // Without its duration nobody knows whether the relief lasted.
  const isShort = values.every((relief) => relief.percent < (entry.value.relief ?? 0) || relief.days !== undefined);
  const what = `The last session gave ${reliefWords(told)}${isShort ? '' : ', with no duration recorded'}`;
  return { ...common, kind: isShort ? 'short' : 'lacking', message: (where) => `${what}: ${wanted}${where}` };
}

function byPrior(asked: Asking, side: BodySide | undefined, entry: Entry<'prior'>): Verdict {
  const { situation, procedure, date, treated } = asked;
  const { procedure: kind, intent, technique, count = 1, relief: least = 0, within } = entry.value;
  const field = procedure.fields.get('prior-blocks');
  const values = procedure.priorBlocks;
  if (items(field?.text).length !== values.length) return 'met';
  const isGood = (percent: number | undefined): boolean => least === 0 || (percent !== undefined && percent >= least);
  if (values.filter(({ value }) => isGood(value.percent)).length >= count) return 'met';
  const ofKind = situation.codes.codesInGroup(kind) ?? [];
  const sessions: PastSession[] = [];
  const brought: (number | undefined)[] = [];
  let good = 0;
  const earlierOnes = pastSessions(situation.history, { date, within }, (past) => {
    // The joint's nerves may be documented as a nerve block: what was billed says which procedure it was.
    const isOfKind = past.kind === kind || past.codes.some((code) => ofKind.includes(code));
    const isSame = isOfKind && is(intent, past.intent) && is(technique, past.technique);
    return isSame && isThere(treated, past) && mayBeOn(side, past);
  });
  for (const session of earlierOnes) {
    const percent = reliefOf(session, sessions.at(-1), asked, entry);
    if (isGood(percent)) good += 1;
    if (good >= count) return 'met';
    sessions.push(session);
    brought.push(percent);
  }

  const wanted = `${situation.policy?.name} requires ${saidWords(entry as AnyEntry)} before this ${procedure.kind}`;
  const common = { field: 'prior-blocks', sessions, entry } as const;
  const low = values.find(({ value }) => !isGood(value.percent));
  if (low) {
    const what = `A block with ${low.value.percent}% relief is not enough`;
    return { ...common, kind: 'short', at: low.span, message: (where) => `${what}: ${wanted}${where}` };
  }
  if (values.length > 0) {
    const what = `Only ${counted(values.length, 'block is', 'blocks are')} listed`;
    return { ...common, kind: 'short', at: field?.text?.span, message: (where) => `${what}: ${wanted}${where}` };
  }
  const lowSession = sessions.findIndex((_, index) => brought[index] !== undefined && !isGood(brought[index]));
  const tooLow = sessions[lowSession];
  if (tooLow) {
    const what = `The session on ${tooLow.date} gave ${brought[lowSession]}% relief`;
    return { ...common, kind: 'short', message: (where) => `${what}: ${wanted}${where}` };
  }
  const silent = sessions.length - good;
  const known = `${sessions.length === 0 ? 'none were' : counted(sessions.length, 'was', 'were')} found here${
    silent > 0 ? `, ${silent} of them with no relief recorded` : ''
  }`;
  const look = 'look for them and enter the relief of each in prior-blocks';
  return { ...common, kind: 'lacking', message: (where) => `${wanted}${where}, but ${known}: ${look}` };
}

/** The most relief recorded for a session: by its own record, or by that of the next session of the kind. */
function reliefOf(
  session: PastSession,
  next: PastSession | undefined,
  { procedure }: Asking,
  { value }: Entry<'prior'>,
): number | undefined {
  const isOfKind = procedure.kind === value.procedure && is(value.intent, procedure.intent?.value);
  const ofNext = next
    ? next.procedures.map(({ priorRelief }) => priorRelief)
    : isOfKind
      ? [procedure.priorRelief?.value]
      : [];
  const told = [...session.procedures.map(({ relief }) => relief), ...ofNext].flatMap(
    (relief) => relief?.percent ?? [],
  );
  return told.length > 0 ? Math.max(...told) : undefined;
}

/** Where neither record names a part of the spine, the earlier procedure may well have been at this one's place. */
function isThere(treated: Treated, past: PastProcedure): boolean {
  return (treated.regions.length === 0 && past.regions.length === 0) || shareRegion(treated, past);
}

function is<Value>(wanted: Value | undefined, found: Value | undefined): boolean {
  return wanted === undefined || wanted === found;
}

function isEnough({ percent, days }: Relief, { relief = 0, for: lasting }: Repeat): boolean {
  return percent >= relief && (!lasting || (days !== undefined && days >= fewestDays(lasting)));
}

/** "40% relief for 2 months". */
function reliefWords({ percent, days }: Relief): string {
  return `${percent}% relief${days === undefined ? '' : ` for ${daysWords(days)}`}`;
}

/** "at least 50% relief for 6 months". */
function repeatWords({ relief, for: lasting }: Repeat): string {
  return `${relief === undefined ? 'relief' : `at least ${relief}% relief`}${lasting ? ` for ${durationWords(lasting)}` : ''}`;
}
