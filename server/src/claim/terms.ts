/**
 * Which of a policy's entries apply to a service line or a documented procedure: what it is for, and the conditions
 * under `when`. If the record does not say whether a condition is met, the entry does not apply.
 */
import type { Region } from '../clinical/level.js';
import type { Codes } from '../codes/codes.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import type { AnyEntry, Entry, EntryKey, When } from '../policy/entry.js';
import { namesCode, namesProcedure } from '../policy/names.js';
import { entriesAbout, entriesNaming, entriesOf, type Policy } from '../policy/policy.js';
import type { ClaimKind, Guidance, Intent, Series, Technique } from '../syntax/vocabulary.js';
import { onceForEach, onceForLast, onceIn, oncePer } from '../text/once.js';
import type { BilledLine } from './billed.js';
import type { Claim } from './claim.js';
import { procedureRegions } from './documented.js';
import type { Session } from './sessions.js';

/** A code with its row, billed or to be billed. */
type Coded = Pick<BilledLine, 'code' | 'facts'>;

/** What an entry is checked against. */
export interface Asked {
  readonly encounter: Encounter;
  readonly claim: Claim;
  readonly codes: Codes;
  readonly policy: Policy | undefined;
}

/**
 * The documented procedures that a line bills: those of a kind its code is for, and in its region if the record names
 * one. More than one if the record does not say which it is.
 */
export function proceduresBilledBy(encounter: Encounter, line: Pick<BilledLine, 'facts'>): readonly Procedure[] {
  return billedBy(encounter)(line.facts);
}

/** Kept by what the tables say of the code, because many rules ask for each line and procedure. */
const billedBy = onceIn((encounter: Encounter) =>
  onceForEach((facts: BilledLine['facts']) => workedOut(encounter, facts)),
);

function workedOut(encounter: Encounter, facts: BilledLine['facts']): readonly Procedure[] {
  if (!facts) return [];
  const all = encounter.procedures.filter(({ kind }) => kind !== undefined && facts.kinds.includes(kind));
  // 20552 is for trigger points, and for a facet injection only where none are documented.
  const own = all.filter(({ kind }) => kind === facts.group);
  const ofKind = own.length > 0 ? own : all;
  if (!facts.region) return ofKind;
  const region = facts.region;
  return ofKind.filter((procedure) => {
    const named = procedureRegions(procedure);
    return named.length === 0 || named.includes(region) || (facts.rung === 'first' && crossesJunction(procedure));
  });
}

/** The entries under a key that apply to a line with a valid code. */
export function entriesForLine<Key extends EntryKey>(asked: Asked, key: Key, line: BilledLine): readonly Entry<Key>[] {
  return line.isInForce ? entriesForCode(asked, key, line) : [];
}

/** What applies to each line, procedure and session of a claim, by key: several rules ask. */
const applyingIn = onceIn((_: Claim) =>
  onceForLast((_encounter: Encounter) =>
    onceForLast((_policy: Policy) =>
      onceForLast((_codes: Codes) => onceForEach((_key: EntryKey) => new Map<object, readonly Entry[]>())),
    ),
  ),
);

function keptFor<Key extends EntryKey, About extends object>(
  asked: Asked,
  key: Key,
  about: About,
  find: (asked: Asked, key: Key, about: About) => readonly Entry<Key>[],
): readonly Entry<Key>[] {
  const { encounter, policy, codes, claim } = asked;
  if (!policy || entriesOf(policy, key).length === 0) return [];
  const known = applyingIn(claim)(encounter)(policy)(codes)(key);
  const before = known.get(about);
  if (before) return before as readonly Entry<Key>[];
  const found = find(asked, key, about);
  known.set(about, found);
  return found;
}

/** The entries under a key that would apply to a code if a line billed it. */
export function entriesForCode<Key extends EntryKey>(asked: Asked, key: Key, line: Coded): readonly Entry<Key>[] {
  return keptFor(asked, key, line, workedOutForCode);
}

function workedOutForCode<Key extends EntryKey>(asked: Asked, key: Key, line: Coded): readonly Entry<Key>[] {
  const entries = entriesNaming(asked.policy, key, line.code, asked.codes);
  if (entries.length === 0) return entries;
  const procedures = proceduresBilledBy(asked.encounter, line);
  return entries.filter((entry) => isMetBy(asked, line, procedures, entry, entry.when));
}

/**
 * The entries under a key of which only the state decides whether they apply to a line with a valid code, where the encounter
 * names none.
 */
export function entriesByState<Key extends EntryKey>(asked: Asked, key: Key, line: BilledLine): readonly Entry<Key>[] {
  const { encounter, policy, codes } = asked;
  // A state that cannot be read is reported as such.
  if (!line.isInForce || encounter.fields.get('state')?.text) return [];
  const entries = entriesNaming(policy, key, line.code, codes).filter(({ when }) => when.state !== undefined);
  if (entries.length === 0) return entries;
  const procedures = proceduresBilledBy(encounter, line);
  return entries.filter((entry) => isMetBy(asked, line, procedures, entry, { ...entry.when, state: undefined }));
}

function isMetBy(
  asked: Asked,
  line: Coded,
  procedures: readonly Procedure[],
  entry: Pick<AnyEntry, 'with'>,
  when: When,
): boolean {
  if (!meetsEncounter(when, asked.encounter) || !hasOther(asked, entry)) return false;
  const { different, isAcrossJunction } = conditionsOf(procedures);
  const ofLine = line.facts?.region && !isAcrossJunction ? [line.facts.region] : undefined;
  if (!asksOfProcedure(when)) return !when.region || isAmong(ofLine ?? regionsOf(different), when.region);
  // A procedure of unknown kind may be the one that this line bills.
  if (procedures.length === 0 || asked.claim.hasUnknownKind) return false;
  return different.every((procedure) => meetsProcedure(when, procedure, ofLine));
}

/** Of procedures that conditions cannot tell apart the first; every line and entry asks. */
function conditionsOf(procedures: readonly Procedure[]): Conditions {
  if (procedures.length > 1) return conditionsOfMany(procedures);
  return { different: procedures, isAcrossJunction: procedures.some(crossesJunction) };
}

interface Conditions {
  readonly different: readonly Procedure[];
  readonly isAcrossJunction: boolean;
}

const conditionsOfMany = oncePer((procedures: readonly Procedure[]): Conditions => {
  const different = new Map<string, Procedure>();
  for (const procedure of procedures) {
    const { intent, series, technique, guidance } = procedure;
    const told = [intent, series, technique, guidance].map((each) => each?.value);
    const key = JSON.stringify([told, procedureRegions(procedure)]);
    if (!different.has(key)) different.set(key, procedure);
  }
  return { different: [...different.values()], isAcrossJunction: procedures.some(crossesJunction) };
});

/**
 * Whether an entry may be named beside what the code itself says: the policy asks for the same, as severely and for sure. One that softens
 * its finding would soften the code's.
 */
export function saysTheSame({ severity, confidence }: Pick<AnyEntry, 'severity' | 'confidence'>): boolean {
  return severity === undefined && confidence !== 'unconfirmed';
}

/** Whether an authorization is wanted at the place of the encounter. */
export function isWantedAt(
  { value: { places } }: Entry<'authorization'>,
  { place }: Pick<Encounter, 'place'>,
): boolean {
  return !places || (place !== undefined && places.includes(place.value));
}

/** Whether one of the codes that an entry wants to see beside its own is on the claim. */
function hasOther({ claim, codes }: Pick<Asked, 'claim' | 'codes'>, { with: others }: Pick<AnyEntry, 'with'>): boolean {
  return others === undefined || claim.lines.some((line) => line.isInForce && namesCode(others, line.code, codes));
}

/**
 * The entries under a key that apply to a procedure: those for its kind, and those for a code that bills it.
 */
export function entriesForProcedure<Key extends EntryKey>(
  asked: Asked,
  key: Key,
  procedure: Procedure,
): readonly Entry<Key>[] {
  return keptFor(asked, key, procedure, workedOutForProcedure);
}

function workedOutForProcedure<Key extends EntryKey>(
  asked: Asked,
  key: Key,
  procedure: Procedure,
): readonly Entry<Key>[] {
  const { policy, codes } = asked;
  const { kind } = procedure;
  if (kind === undefined) return [];
  const named = entriesAbout(policy, key, { kind, billed: codesBilling(asked, procedure) }, codes);
  if (named.length === 0) return named;
  const holds = holdingFor(asked, procedure);
  return named.filter((entry) => holds(entry, entry.when));
}

/** Whether an entry that names a procedure holds for it under the conditions. */
function holdingFor(asked: Asked, procedure: Procedure): (entry: AnyEntry | Entry, when: When) => boolean {
  const regions = regionsTold(asked, procedure);
  return (entry, when) =>
    meetsEncounter(when, asked.encounter) && hasOther(asked, entry) && meetsProcedure(when, procedure, regions);
}

/**
 * The entries of which the intent of a procedure decides whether they apply, where the record does not say it: with one intent or
 * the other they would. The surest first.
 */
export function entriesByIntent(asked: Asked, procedure: Procedure): readonly AnyEntry[] {
  if (procedure.intent || procedure.kind === undefined) return [];
  const entries = (asked.policy?.entries ?? []).filter(({ when }) => when.intent !== undefined);
  if (entries.length === 0) return entries;
  const billed = codesBilling(asked, procedure);
  const holds = holdingFor(asked, procedure);
  return entries
    .filter(
      (entry) =>
        namesProcedure(entry.names, procedure.kind, billed, asked.codes) &&
        holds(entry, { ...entry.when, intent: undefined }),
    )
    .sort((one, other) => doubtOf(one) - doubtOf(other));
}

/** An entry with a severity of its own says it of its own findings. */
function doubtOf({ confidence, severity }: AnyEntry): number {
  return (severity === undefined ? 0 : 3) + ['verified', 'second-hand', 'unconfirmed'].indexOf(confidence);
}

/** The regions of a procedure: those its levels belong to, or else those of the codes that bill it. */
export function regionsTold(asked: Pick<Asked, 'encounter' | 'claim'>, procedure: Procedure): readonly Region[] {
  const told = procedureRegions(procedure);
  if (told.length > 0) return told;
  return [...new Set(linesBilling(asked, procedure).flatMap(({ facts }) => facts?.region ?? []))];
}

/** The lines that bill a procedure, in the order written. */
export function linesBilling(
  { encounter, claim }: Pick<Asked, 'encounter' | 'claim'>,
  procedure: Procedure,
): readonly BilledLine[] {
  return linesBy(claim)(encounter)(procedure).lines;
}

/** Their codes, each once. */
function codesBilling({ encounter, claim }: Asked, procedure: Procedure): readonly string[] {
  return linesBy(claim)(encounter)(procedure).codes;
}

/** Procedures that the same codes bill are billed by the same lines: those are found once for all of them. */
const linesBy = onceIn(({ lines }: Claim) =>
  onceForLast((encounter: Encounter) => {
    const inForce = lines.filter((line) => line.isInForce);
    const billed = [...new Set(inForce.map(({ facts }) => facts))].map((facts) => ({
      facts,
      procedures: new Set(proceduresBilledBy(encounter, { facts })),
    }));
    const linesOf = onceForEach((which: string) => {
      const own = new Set(billed.flatMap(({ facts }, at) => (which.charAt(at) === '1' ? [facts] : [])));
      const ofProcedure = inForce.filter(({ facts }) => own.has(facts));
      return { lines: ofProcedure, codes: [...new Set(ofProcedure.map(({ code }) => code))] };
    });
    return (procedure: Procedure) =>
      linesOf(billed.map(({ procedures }) => Number(procedures.has(procedure))).join(''));
  }),
);

/** Whether an encounter meets the conditions about encounters. */
export function meetsEncounter(
  { place, claim, state }: When,
  encounter: {
    readonly claim: ClaimKind;
    readonly place?: { readonly value: string } | undefined;
    readonly state?: { readonly value: string } | undefined;
  },
): boolean {
  if (claim && !claim.includes(encounter.claim)) return false;
  if (state && !(encounter.state && state.includes(encounter.state.value))) return false;
  return !place || (encounter.place !== undefined && place.includes(encounter.place.value));
}

/** What a record says about a procedure, as far as conditions need it. */
export interface Told {
  readonly intent?: Intent | undefined;
  readonly series?: Series | undefined;
  readonly technique?: Technique | undefined;
  readonly guidance?: Guidance | undefined;
  readonly regions: readonly Region[];
}

/** Whether what the record says meets the conditions about procedures. */
export function meetsConditions(when: When, told: Told): boolean {
  return (
    isMet(when.intent, told.intent) &&
    isMet(when.series, told.series) &&
    isMet(when.technique, told.technique) &&
    isMet(when.guidance, told.guidance) &&
    (!when.region || isAmong(told.regions, when.region))
  );
}

function meetsProcedure(when: When, procedure: Procedure, regions: readonly Region[] | undefined): boolean {
  const { intent, series, technique, guidance } = procedure;
  return meetsConditions(when, {
    intent: intent?.value,
    series: series?.value,
    technique: technique?.value,
    guidance: guidance?.value,
    regions: regions ?? procedureRegions(procedure),
  });
}

function isMet<Value>(wanted: readonly Value[] | undefined, found: Value | undefined): boolean {
  return wanted === undefined || (found !== undefined && wanted.includes(found));
}

function asksOfProcedure({ intent, series, technique, guidance }: When): boolean {
  return [intent, series, technique, guidance].some((condition) => condition !== undefined);
}

/** There is at least one region, and all of them are among those wanted. */
function isAmong(regions: readonly Region[], wanted: readonly Region[]): boolean {
  return regions.length > 0 && regions.every((region) => wanted.includes(region));
}

function regionsOf(procedures: readonly Procedure[]): readonly Region[] {
  return [...new Set(procedures.flatMap(procedureRegions))];
}

const crossesJunction = onceIn(({ levels }: Procedure): boolean => {
  const named = new Set(levels.flatMap(({ value }) => value));
  return named.has('T12-L1') && named.has('L1-L2');
});

/**
 * The entries under a key that apply to a session: those for its kind or for a code on its lines, if every one of
 * its procedures meets the conditions.
 */
export function entriesForSession<Key extends EntryKey>(
  asked: Asked,
  key: Key,
  session: Session,
): readonly Entry<Key>[] {
  return keptFor(asked, key, session, workedOutForSession);
}

function workedOutForSession<Key extends EntryKey>(asked: Asked, key: Key, session: Session): readonly Entry<Key>[] {
  const { encounter, codes, policy } = asked;
  const procedures = session.documented.procedures.filter((procedure) => {
    const regions = procedureRegions(procedure);
    return regions.length === 0 || regions.includes(session.region);
  });
  return entriesOf(policy, key).filter((entry) => {
    const { names, when } = entry;
    const isOfKind = names.kinds.includes(session.kind);
    if (!isOfKind && !session.lines.some((line) => line.isInForce && namesCode(names, line.code, codes))) return false;
    if (!hasOther(asked, entry)) return false;
    if (!meetsEncounter(when, encounter) || (when.region && !when.region.includes(session.region))) return false;
    if (!asksOfProcedure(when)) return true;
    // For procedures documented elsewhere, or not at all, we cannot tell whether they meet a condition.
    return procedures.length > 0 && procedures.every((procedure) => meetsProcedure(when, procedure, [session.region]));
  });
}
