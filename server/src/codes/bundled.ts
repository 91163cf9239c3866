/**
 * The bundled tables together with the user's own, behind the questions in codes.ts. Each bundled one is
 * unpacked when first used.
 */

import { once } from '../text/once.js';
import { listed } from '../text/words.js';
import { addOns } from './add-ons.js';
import { type BundledKind, bundledEditions, newestBundled, newestDay } from './bundled-editions.js';
import { isOfClass, ofClassFrom } from './classes.js';
import type { Codes, PainCode } from './codes.js';
import { denialsOf, remarkOf } from './denials.js';
import { diagnoses } from './diagnoses.js';
import { diagnosisMeaning, explainedDiagnoses } from './diagnosis-meanings.js';
import { type Editions, noEditions } from './editions.js';
import { type FeeSchedules, feeSchedules } from './fee-schedule.js';
import { codeGroups } from './groups.js';
import { modifierMeaning } from './modifier-meanings.js';
import { allModifiers, modifierStanding } from './modifiers.js';
import { mues } from './mue.js';
import { nearestCodes } from './nearest.js';
import { destructionsWithBlock, nerveNamed, nerveOf, nervePairOf, otherNerve } from './nerves.js';
import { painCodes } from './pain-codes.js';
import { pairsOf } from './pairs.js';
import { placeOf } from './places.js';
import { deletedCodes, levelTwo, listedCodes, standingOf } from './standing.js';

const rows = once(() => [...painCodes().values()]);
const modifiers = once(allModifiers);
const groups = once(() => codeGroups(rows()));

/** The tables that come with the tool, alone. */
export const bundledCodes: Codes = codesOf(noEditions, '');

/**
 * The answers from the bundled tables and these: for each question the newest table in force on the date of service.
 *
 * @param version tells these editions from any others
 */
export function codesOf(editions: Editions, version: string): Codes {
  const fees = feeSchedules(editions.feeSchedules);
  const limits = mues(editions.mues);
  const pairs = pairsOf(editions.pairs);
  const followers = addOns(editions.addOns, fees);
  const diagnosisSets = diagnoses(editions.diagnoses);
  const tables = { fees, mues: limits, addOns: followers };
  const hasOwnFees = editions.feeSchedules.length > 0;
  const explained = once(() =>
    explainedDiagnoses.filter((code) => diagnosisSets.standing(code, undefined).kind === 'valid').sort(),
  );
  const standing: Codes['standing'] = (code, date) => standingOf(code, date, tables);
  const descriptors = [...editions.descriptors].reverse();
  return {
    standing,
    painCode: (code, date) => (hasOwnFees ? datedRow(code, date, fees) : painCodes().get(code)),
    get painCodes() {
      return rows();
    },
    isA: isOfClass,
    feeSchedule: fees.row,
    unpriced: fees.unpriced,
    bilateralIndicator: (code, date) =>
      fees.own(code, date)?.bilateral ||
      painCodes().get(code)?.bilateral ||
      fees.row(code, date)?.bilateral ||
      undefined,
    isPerFurtherLevel: (code) => painCodes().get(code)?.reported === 'each-further-level',
    addOn: followers.of,
    addOnsOf: followers.after,
    mue: limits.of,
    pair: pairs.of,
    pairsOf: pairs.from,
    pairsUnder: pairs.under,
    levelTwo,
    nerve: nerveNamed,
    get otherNerve() {
      return otherNerve();
    },
    isNerveCode: (code) => nerveOf(code) !== undefined,
    nervePair: nervePairOf,
    get destructionsWithBlock() {
      return destructionsWithBlock();
    },
    modifier: modifierStanding,
    modifierMeaning,
    get modifiers() {
      return modifiers();
    },
    diagnosis: diagnosisSets.standing,
    diagnosisEdition: diagnosisSets.edition,
    diagnosisMeaning,
    get explainedDiagnoses() {
      return explained();
    },
    diagnosesFrom: diagnosisSets.from,
    place: placeOf,
    isPlace: (code) => placeOf(code) !== undefined,
    get deletedCodes() {
      return deletedCodes();
    },
    known: () => listedCodes(fees),
    nearestCodes: (code, date) =>
      nearestCodes(
        code,
        (each) => standing(each, date).kind === 'valid',
        (each) => painCodes().has(each),
      ),
    codesInGroup: (name) => groups().get(name),
    get groups() {
      return [...groups().keys()];
    },
    descriptor(code) {
      const edition = descriptors.find(({ texts }) => texts.has(code));
      const text = edition?.texts.get(code);
      return edition && text !== undefined ? { text, edition: edition.name } : undefined;
    },
    newestDay,
    version,
    editions: {
      feeSchedule: withOwn(
        `CMS fee schedule, ${listed(releasesOf('fee-schedule', 'fee-schedule-part'))}`,
        editions.feeSchedules,
      ),
      hcpcs: newestBundled('hcpcs').name,
      deletedCodes: newestBundled('deleted-codes').name,
      modifiers: `${newestBundled('cpt-modifiers').name}, ${newestBundled('hcpcs-modifiers').name}`,
      diagnoses: listed(diagnosisSets.names),
      addOns: withOwn(`CMS add-on code file, ${listed(daysOf('add-ons'))}`, editions.addOns),
      mue: withOwn(`CMS practitioner MUE tables, ${listed(daysOf('mue'))}`, editions.mues),
      pairs: withOwn(`CMS practitioner NCCI pairs, ${listed(releasesOf('pairs'))}`, editions.pairs),
    },
    denials: denialsOf,
    remark: remarkOf,
    guidanceOf: (code) => painCodes().get(code)?.guidance,
    imagingIncludedFrom: (code) => ofClassFrom(code, 'includes-imaging'),
  };
}

/** The row with what a user's own fee schedule says on the date, where that is the newest in force. */
function datedRow(code: string, date: string | undefined, fees: FeeSchedules): PainCode | undefined {
  const row = painCodes().get(code);
  const own = row && fees.own(code, date);
  return own ? { ...row, status: own.status, bilateral: own.bilateral, global: own.global } : row;
}

function releasesOf(...kinds: readonly BundledKind[]): readonly string[] {
  return kinds.flatMap((kind) => bundledEditions(kind).map(({ release }) => release));
}

function daysOf(kind: BundledKind): readonly string[] {
  return bundledEditions(kind).map(({ from }) => from);
}

function withOwn(bundled: string, own: readonly { readonly name: string }[]): string {
  return [bundled, ...new Set(own.map(({ name }) => name))].join('; ');
}
