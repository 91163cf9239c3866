/** Completion of diagnoses: a code behind its letter, or a whole line with the next letter; by number and by words. */
import { documentedSites, procedureLevels } from '../../../claim/documented.js';
import { isListed } from '../../../claim/listed-diagnoses.js';
import type { Asked } from '../../../claim/terms.js';
import { bodyAreasIn, sameArea } from '../../../clinical/body-areas.js';
import type { BodySide } from '../../../clinical/level.js';
import { diagnosisRegionsOf, levelsAtVertebra } from '../../../clinical/levels.js';
import { plainSite } from '../../../clinical/site-words.js';
import { beginsWith, withoutPoint } from '../../../codes/diagnosis-form.js';
import { diagnosisName, shortDiagnosisName } from '../../../codes/diagnosis-names.js';
import { diagnosisSideOf, spinePartOf, titledRegionOf } from '../../../codes/diagnosis-places.js';
import { allDiagnosesNamed, diagnosesNamed } from '../../../codes/diagnosis-search.js';
import { usualReasons } from '../../../codes/usual-codes.js';
import type { Offer, Offered } from '../../offer.js';
import { diagnosisWords } from '../../words/diagnosis.js';
import { claimHere } from './claim-here.js';
import { codesWanted, coveredAnywhere, coveredHere } from './covered.js';
import type { Cursor } from './cursor.js';
import { ranks } from './ranks.js';

const most = 60;
const mostOfReason = 30;
/** So few of a pain practice's codes are not worth the whole of ICD-10-CM. */
const enough = 3;
/** "Occipital" and "occipitoatlantal" begin alike. */
const longestStem = 5;
const shortestStem = 4;

/** The diagnoses that may be written at the cursor. */
export function diagnosisOffers(cursor: Cursor): Offered {
  const { place, text, offset } = cursor;
  if (place.kind !== 'start' && place.kind !== 'diagnosis') return { offers: [], isIncomplete: false };
  const typed = text.slice(place.typed.start, offset).trim();
  const asked = claimHere(cursor);
  const { codes, encounter } = asked;
  const date = encounter.date?.value;
  const there = new Set(encounter.diagnoses.flatMap(({ code }) => code?.value ?? []));
  const isValid = (code: string): boolean => !there.has(code) && codes.diagnosis(code, date).kind === 'valid';
  const wanted = codesWanted(cursor);
  const likely = typed === '' ? likelyDiagnoses(cursor) : [];
  const found =
    typed === '' ? [...likely, ...reasonsHere(asked), ...codes.usualDiagnoses] : foundFor(cursor, asked, typed);
  const letter = place.kind === 'start' ? `${nextLetter(asked)}: ` : '';
  const score = scored(asked, wanted);
  const offers = [...new Set(found)]
    .filter(isValid)
    .slice(0, 5 * most)
    .map((code, index) => ({ code, index, score: score(code) }))
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .slice(0, most)
    .map(({ code, score: points }): Offer => {
      const short = shortDiagnosisName(codes, code);
      return {
        label: `${letter}${code}`,
        kind: 'diagnosis',
        detail: short,
        documentation: () => diagnosisDocumentation(asked, code, wanted),
        text: `${letter}${code}`,
        filter: typed === '' ? `${code} ${diagnosisName(codes, code) ?? ''}` : typed,
        rank: points > 0 ? ranks.documented : points === 0 ? ranks.known : ranks.other,
      };
    });
  return { offers, isIncomplete: true };
}

/** The diagnoses for which the documented procedures are done most. */
function reasonsHere({ encounter, codes }: Asked): readonly string[] {
  const date = encounter.date?.value;
  const kinds = [...new Set(encounter.procedures.flatMap(({ kind }) => kind ?? []))];
  return kinds.flatMap(usualReasons).flatMap((beginning) => codes.diagnosesFrom(beginning, mostOfReason, date));
}

/** What the payer covers for the documented procedures; where it has no list, what others list. */
function likelyDiagnoses(cursor: Cursor): readonly string[] {
  const own = coveredHere(cursor);
  return own.length > 0 ? own : coveredAnywhere(cursor);
}

function foundFor(cursor: Cursor, { codes, encounter }: Asked, typed: string): readonly string[] {
  const date = encounter.date?.value;
  if (/^\d/.test(typed)) {
    const digits = withoutPoint(typed.toUpperCase());
    const known = [...new Set([...likelyDiagnoses(cursor), ...codes.painDiagnosesFrom('', date)])];
    const begun = known.filter((code) => withoutPoint(code).slice(1).startsWith(digits));
    // Of a family that all begin alike coders know the last digits.
    return begun.length > 0 ? begun : known.filter((code) => withoutPoint(code).endsWith(digits));
  }
  if (/^[A-Za-z]\d/.test(typed) || typed.length === 1) {
    return [
      ...[...likelyDiagnoses(cursor), ...codes.usualDiagnoses].filter((code) => beginsWith(code, typed)),
      ...codes.painDiagnosesFrom(typed, date),
      ...(typed.length > 1 ? codes.diagnosesFrom(typed, most, date) : []),
    ];
  }
  const ours = diagnosesNamed(typed, codes, date, most);
  const isWorthAll = ours.length < enough && typed.replace(/[^A-Za-z]/g, '').length >= 4;
  return isWorthAll ? [...ours, ...allDiagnosesNamed(typed, codes, date, most)] : ours;
}

/** How well a diagnosis fits what was done, and what the payer covers. */
function scored(asked: Asked, wanted: readonly string[]): (code: string) => number {
  const { encounter, codes } = asked;
  const levels = encounter.procedures.flatMap(procedureLevels);
  const bodies = encounter.procedures.flatMap((procedure) => procedure.bodies.flatMap(({ value }) => value));
  const places = [...levels.map(({ level }) => level), ...bodies.flatMap(levelsAtVertebra)];
  const characters = new Set(places.flatMap(diagnosisRegionsOf));
  // A fracture is of a body wherever it is: its region speaks against a code, and for none.
  const best = new Set(levels.flatMap(({ level }) => diagnosisRegionsOf(level).slice(0, 1)));
  const sites = encounter.procedures.flatMap(documentedSites);
  const sides = new Set<BodySide>(sites.flatMap((site) => site.sides));
  const stems = [...new Set(sites.flatMap(({ site }) => plainSite(site).split(' ')))]
    .filter((word) => word.length >= shortestStem)
    .map((word) => word.slice(0, longestStem));
  const kinds = [...new Set(encounter.procedures.flatMap(({ kind }) => kind ?? []))];
  const reasons = kinds.flatMap(usualReasons);
  const treated = bodyAreasIn(sites.map(({ site }) => plainSite(site)).join(' '));
  const coded = wanted.map((code) => ({ code, facts: codes.painCode(code, encounter.date?.value) }));
  return (code) => {
    const title = ` ${codes.diagnosisTitle(code)?.toLowerCase() ?? ''}`;
    const region = spinePartOf(code)?.character ?? titledRegionOf(title);
    const ofLevel = levels.length === 0 ? 0 : levelFit(title, new Set(levels.map(({ level }) => level)));
    const isBoth = / bilateral\b/.test(title);
    const side =
      diagnosisSideOf(code)?.side ?? (/ right\b/.test(title) ? 'right' : / left\b/.test(title) ? 'left' : undefined);
    const listings = coded.map((each) => isListed(asked, each, code));
    const ofRegion =
      !region || characters.size === 0
        ? 0
        : best.has(region)
          ? 2
          : characters.has(region)
            ? levels.length > 0
              ? 1
              : 0
            : contradicted;
    const ofSides = !isBoth || sides.size === 0 ? 0 : sides.size === 2 ? 1 : -1;
    const ofSide = !side || sides.size === 0 ? ofSides : sides.has(side) ? 1 : contradicted;
    const area = sameArea(treated, bodyAreasIn(title));
    const isAtSite = area === 'joint' || stems.some((stem) => title.includes(` ${stem}`));
    const ofSite = area === 'other' ? contradicted : isAtSite ? 2 : area === 'limb' ? 1 : 0;
    const ofList = listings.includes(true) ? 3 : listings.includes(false) ? -2 : 0;
    const at = reasons.findIndex((beginning) => code.startsWith(beginning));
    // What leaves open what it is comes after what says it.
    const isOpen = /\bunspecified\b/.test(title);
    const ofReason = at < 0 ? 0 : 3 - at / 10;
    return ofRegion + ofLevel + ofSide + ofSite + ofList + ofReason - (isOpen ? 0.5 : 0) - (isLater(title) ? later : 0);
  };
}

/** More than all that speaks for a code: what names another side, joint, limb or region comes behind what names none. */
const contradicted = -20;

/** Disks of the neck have codes by level; "high cervical" are the two uppermost (ICD-10-CM M50). */
function levelFit(title: string, levels: ReadonlySet<string>): number {
  const [, named] = / at ([ct]\d+-[ct]\d+) level\b/.exec(title) ?? [];
  if (named !== undefined) return levels.has(named.toUpperCase()) ? 0.1 : -1;
  if (/\bhigh cervical\b/.test(title)) return levels.has('C2-C3') || levels.has('C3-C4') ? 0 : -1;
  return 0;
}

/** What is treated is treated for the first time more often than again, and than what it left behind. */
const later = 6;

function isLater(title: string): boolean {
  return /\b(?:subsequent encounter|sequela)\b/.test(title);
}

function diagnosisDocumentation(asked: Asked, code: string, wanted: readonly string[]): string {
  const { codes, encounter, policy } = asked;
  const listed = wanted.map((each) => ({
    code: each,
    is: isListed(asked, { code: each, facts: codes.painCode(each, encounter.date?.value) }, code),
  }));
  const covers = (is: boolean): string =>
    [...new Set(listed.filter((each) => each.is === is).map((each) => each.code))].join(', ');
  return [
    ...diagnosisWords(codes, code, encounter.date?.value),
    policy && covers(true) !== '' ? `${policy.name} covers it for ${covers(true)}` : '',
    policy && covers(false) !== '' ? `Not on ${policy.name}'s list for ${covers(false)}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The letter after the last one. */
function nextLetter({ encounter }: Asked): string {
  const taken = new Set(encounter.diagnoses.map(({ letter }) => letter.value));
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const last = Math.max(-1, ...[...taken].map((letter) => letters.indexOf(letter)));
  return letters[last + 1] ?? letters.find((letter) => !taken.has(letter)) ?? 'A';
}
