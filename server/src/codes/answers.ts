/** The tables, those that come with the tool and a user's own alike, behind the questions in codes.ts. */

import type { IsoDate } from '../clinical/dates.js';
import { once, onceFor } from '../text/once.js';
import { listed } from '../text/words.js';
import { addOns } from './add-ons.js';
import { isOfClass, ofClassFrom } from './classes.js';
import type { Codes, PainCode } from './codes.js';
import { denialsOf, remarkOf } from './denials.js';
import { diagnoses } from './diagnoses.js';
import { beginsWith } from './diagnosis-form.js';
import { drugNames, drugOf } from './drugs.js';
import { type Edition, type Editions, isOwn } from './editions.js';
import { type FeeSchedules, feeSchedules } from './fee-schedule.js';
import { codeGroups } from './groups.js';
import { levelTwoOf } from './level-two.js';
import { medicareInPlaceOf } from './medicare-codes.js';
import { modifierMeaning } from './modifier-words.js';
import { modifiersOf } from './modifiers.js';
import { mues } from './mue.js';
import { nearestCodes } from './nearest.js';
import { destructionsWithBlock, nerveCalled, nerveNamed, nerveOf, nervePairOf, otherNerve } from './nerves.js';
import { painCodes } from './pain-codes.js';
import { pairsOf } from './pairs.js';
import { placeOf } from './places.js';
import { relatedCodes } from './relations.js';
import { remembered } from './remembered.js';
import { newestShipped } from './shipped-editions.js';
import { deletedCodes, listedCodes, standingOf } from './standing.js';
import { tablesOn } from './tables-on.js';
import { painDiagnoses, plainDiagnosis, usualDiagnoses } from './usual-diagnoses.js';

const rows = once(() => [...painCodes().values()]);
/** The days of a batch's claims. */
const mostDays = 400;

const groups = once(() => codeGroups(rows()));

/**
 * The answers from these tables: for each question the newest table in force on the date of service.
 *
 * @param version tells these editions from any others
 */
export function codesOf(editions: Editions, version: string): Codes {
  const fees = feeSchedules(editions.feeSchedules);
  const limits = mues(editions.mues);
  const pairs = pairsOf(editions.pairs);
  const followers = addOns(editions.addOns, fees);
  const diagnosisSets = diagnoses(editions.diagnoses, editions.diagnosisTitles);
  const modifiers = modifiersOf(editions.modifiers);
  const allModifiers = once(modifiers.all);
  const levelTwo = levelTwoOf(editions.levelTwo);
  const tables = { fees, mues: limits, addOns: followers, levelTwo };
  const hasOwnFees = editions.feeSchedules.some(isOwn);
  const usual = once(() => usualDiagnoses().filter((code) => diagnosisSets.standing(code, newestDay).kind === 'valid'));
  const standing = remembered((code, date) => standingOf(code, date, tables));
  const descriptors = [...editions.descriptors].reverse();
  const newestDay = newestDayOf(editions);
  return {
    standing,
    painCode: (code, date) => (hasOwnFees ? datedRow(code, date, fees) : painCodes().get(code)),
    get painCodes() {
      return rows();
    },
    isA: isOfClass,
    related: relatedCodes,
    medicareInPlaceOf,
    feeSchedule: fees.row,
    unpriced: fees.unpriced,
    bilateralIndicator: (code, date) =>
      (hasOwnFees && fees.own(code, date)?.bilateral) ||
      painCodes().get(code)?.bilateral ||
      fees.row(code, date)?.bilateral ||
      undefined,
    isPerFurtherLevel: (code) => painCodes().get(code)?.reported === 'each-further-level',
    addOn: followers.of,
    addOnsOf: followers.after,
    mue: limits.of,
    pair: pairs.of,
    pairsOf: pairs.ofColumn1,
    pairsUnder: pairs.ofColumn2,
    levelTwo: levelTwo.days,
    levelTwoTitle: levelTwo.title,
    drug: drugOf,
    get drugNames() {
      return drugNames();
    },
    nerve: nerveNamed,
    nerveCalled,
    get otherNerve() {
      return otherNerve();
    },
    nerveOfCode: nerveOf,
    isNerveCode: (code) => nerveOf(code) !== undefined,
    nervePair: nervePairOf,
    get destructionsWithBlock() {
      return destructionsWithBlock();
    },
    modifier: modifiers.standing,
    modifierMeaning,
    modifierTitle: modifiers.title,
    get modifiers() {
      return allModifiers();
    },
    diagnosis: diagnosisSets.standing,
    diagnosisEdition: diagnosisSets.edition,
    diagnosisTitle: diagnosisSets.title,
    plainDiagnosis,
    get usualDiagnoses() {
      return usual();
    },
    painDiagnosesFrom: (beginning, date) =>
      painDiagnoses().filter(
        (code) => beginsWith(code, beginning) && diagnosisSets.standing(code, date ?? newestDay).kind === 'valid',
      ),
    diagnosesFrom: diagnosisSets.from,
    place: placeOf,
    isPlace: (code) => placeOf(code) !== undefined,
    get deletedCodes() {
      return deletedCodes();
    },
    known: () => listedCodes(tables),
    nearestCodes: (code, date, mayOffer = () => true) =>
      nearestCodes(
        code,
        (each) => standing(each, date).kind === 'valid' && mayOffer(each),
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
    tablesOn: onceFor(mostDays, (date: IsoDate | undefined) => tablesOn(editions, date)),
    newestDay,
    version,
    editions: {
      feeSchedule: named('CMS fee schedule', editions.feeSchedules),
      hcpcs: named('CMS HCPCS level II', editions.levelTwo.slice(-1)),
      deletedCodes: newestShipped('deleted-codes').name,
      modifiers: listed(editions.modifiers.map(({ name }) => name)),
      diagnoses: listed(diagnosisSets.names),
      addOns: named('CMS add-on code file', editions.addOns, 'from'),
      mue: named('CMS practitioner MUE tables', editions.mues, 'from'),
      pairs: named('CMS practitioner NCCI pairs', editions.pairs),
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

/** The tool's own releases, and a user's tables by their names: "CMS fee schedule, October 2025 and July 2026; …". */
function named(kind: string, editions: readonly Edition[], by: 'release' | 'from' = 'release'): string {
  const releases = new Set(editions.filter((each) => !isOwn(each)).map((each) => each[by]));
  const own = new Set(editions.filter(isOwn).map(({ name }) => name));
  return [...(releases.size > 0 ? [`${kind}, ${listed([...releases])}`] : []), ...own].join('; ');
}

function newestDayOf(editions: Editions): string {
  const { feeSchedules, mues: limits, pairs, addOns: files, diagnoses: sets, levelTwo, modifiers } = editions;
  const days = [feeSchedules, limits, pairs, files, sets, levelTwo, modifiers].flatMap((each) =>
    each.map(({ from }) => from),
  );
  return days.sort().at(-1) ?? '';
}
