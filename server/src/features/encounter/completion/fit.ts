/**
 * Which codes the record speaks for or against, by what the tables know of each: its region, its imaging, its joint, its nerve and its
 * words. An order of offers, which decides nothing.
 */
import { documentedSites, procedureLevels } from '../../../claim/documented.js';
import { isMistakenFor, serviceBilled, serviceDone } from '../../../claim/technique.js';
import type { Asked } from '../../../claim/terms.js';
import type { Region } from '../../../clinical/level.js';
import { regionOfLetter } from '../../../clinical/levels.js';
import { jointSizeOf, plainSite } from '../../../clinical/site-words.js';
import { painCodesNamed } from '../../../codes/code-search.js';
import type { Codes, PainCode } from '../../../codes/codes.js';
import type { Procedure } from '../../../encounter/encounter.js';
import { onceFor, oncePer } from '../../../text/once.js';
import { plainWords } from '../../../text/word-search.js';

/** A code with how much of the record contradicts it. */
interface Fit {
  readonly code: string;
  readonly against: number;
}

/**
 * The codes with those first that the record contradicts least; else in the order given.
 *
 * @param named the codes that the record's words name
 */
export function leastContradicted(
  { encounter, codes }: Asked,
  order: readonly string[],
  named: readonly string[],
): readonly Fit[] {
  return order
    .map((code): Fit => {
      const row = codes.painCode(code, encounter.date?.value);
      const own = encounter.procedures.filter(({ kind }) => kind !== undefined && row?.kinds.includes(kind));
      if (!row || own.length === 0) return { code, against: 0 };
      const isForFacility = row.facilityOf !== undefined && encounter.claim !== 'facility';
      const extra =
        (isForFacility ? 1 : 0) + (named.includes(code) || own.some((each) => isOwn(row, each)) ? 0 : ofOther);
      return { code, against: Math.min(...own.map((procedure) => contradictionsOf(row, procedure, codes))) + extra };
    })
    .sort((one, other) => one.against - other.against);
}

/** A code that is for another service first is meant only where the record contradicts the service's own. */
const ofOther = 0.5;

function isOwn({ group, kinds: [first] }: PainCode, { kind }: Procedure): boolean {
  return group !== 'unlisted' && (group === kind || first === kind);
}

/** The codes of the procedure's kind that the words of its sites find, or the words of its diagnoses; the best first. */
export function codesInWords({ encounter, codes }: Asked, procedure: Procedure): readonly string[] {
  const { kind } = procedure;
  if (!kind) return [];
  const isOfKind = (code: string): boolean =>
    codes.painCode(code, encounter.date?.value)?.kinds.includes(kind) ?? false;
  const bySite = procedure.site.slice(0, mostSites).flatMap(({ value }) => {
    const named = plainSite(value).replace(/\b[ctls]\d{1,2}\b/g, '');
    return namedBy(codes)(named).filter(isOfKind);
  });
  if (!byDiagnosis.has(kind)) return [...new Set(bySite)];
  const byReason = encounter.diagnoses.slice(0, mostSites).flatMap(({ code }) => {
    const title = code ? (codes.diagnosisTitle(code.value) ?? '') : '';
    return plainWords(title).flatMap((word) => {
      const own = namedBy(codes)(word).filter(isOfKind);
      // A word that finds most of the kind's codes tells none of them apart.
      return own.length <= mostTold ? own : [];
    });
  });
  // What is treated tells those apart that the site names alike.
  const byBoth = byReason.filter((code) => bySite.includes(code));
  return [...new Set([...byBoth, ...(bySite.length > 0 ? bySite : byReason)])];
}

/** The codes that have all of the words; kept, because every letter that is typed asks again. */
const namedBy = oncePer((codes: Codes) =>
  onceFor(mostKept, (named: string): readonly string[] => {
    const { found, areWhole } = painCodesNamed(named, codes);
    return areWhole ? found.map(({ key }) => key) : [];
  }),
);

const mostKept = 256;
const mostSites = 8;
const mostTold = 4;

/** Kinds whose codes are told apart by what is treated. */
const byDiagnosis: ReadonlySet<string> = new Set(['chemodenervation']);

function contradictionsOf(row: PainCode, procedure: Procedure, codes: Codes): number {
  const regions = regionsOf(procedure);
  const region = row.region ?? regionInWords(row.explanation);
  const isElsewhere = region !== undefined && regions.length > 0 && !regions.includes(region);
  const done = serviceDone(procedure);
  const billed = serviceBilled({ facts: row });
  const isMistaken = done !== undefined && billed !== undefined && billed !== done && isMistakenFor(billed, done);
  return [isElsewhere, isMistaken, hasOtherImaging(row, procedure, codes), isOtherJoint(row, procedure)].filter(Boolean)
    .length;
}

function regionsOf(procedure: Procedure): readonly Region[] {
  // A session across the junction begins with a code of the upper region and goes on with those of the lower one.
  const byLevel = new Set(procedureLevels(procedure).map(({ region }) => region));
  if (byLevel.size > 0) return [...byLevel];
  const names = [...procedure.nerves.map(({ value }) => value), ...procedure.bodies.map(({ value }) => value)];
  return [...new Set(names.map(regionOfLetter))];
}

/** Where the table has no region of a code, its explanation may name one. */
function regionInWords(explanation: string): Region | undefined {
  const isLow = /\b(?:low back|lumbar|sacrum)\b/.test(explanation);
  const isHigh = /\b(?:neck|mid-back)\b/.test(explanation);
  if (isLow === isHigh) return undefined;
  return isLow ? 'lumbar-sacral' : 'cervical-thoracic';
}

/** Imaging that was not used, or other imaging than was. */
function hasOtherImaging(row: PainCode, { guidance }: Procedure, codes: Codes): boolean {
  const used = guidance?.value;
  const isByUltrasound = isOfUltrasound(row);
  const isByFluoroscopy = isOfFluoroscopy(row);
  if (used === undefined || used === 'none') return isByUltrasound || (used === 'none' && isByFluoroscopy);
  if (used === 'ultrasound') return isByFluoroscopy || hasSibling(row, codes, isOfUltrasound);
  return isByUltrasound || hasSibling(row, codes, isOfFluoroscopy);
}

function isOfUltrasound({ imaging }: PainCode): boolean {
  return imaging === 'includes-ultrasound';
}

function isOfFluoroscopy({ imaging }: PainCode): boolean {
  return imaging === 'required-fluoro-ct' || imaging === 'includes-fluoro-ct';
}

/** Whether another code is for the same with that imaging, and this one for the same without. */
function hasSibling(row: PainCode, codes: Codes, isWith: (other: PainCode) => boolean): boolean {
  return codes.painCodes.some(
    (other) => other.withoutImaging === row.code && other.group === row.group && isWith(other),
  );
}

/** Of a joint of another size than the one named, or of no joint. */
function isOtherJoint(row: PainCode, procedure: Procedure): boolean {
  if (procedure.kind !== 'joint-injection') return false;
  const sizes = documentedSites(procedure).map(({ site }) => jointSizeOf(site));
  return sizes.every((size) => size !== undefined && row.site !== `${size}-joint`);
}
