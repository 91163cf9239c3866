/**
 * The lines for kinds that no fix writes and an empty claim may still be offered: what is left to the coder where lines exist
 * (which of several codes was meant) is not in doubt before there are any.
 */
import { documentedSites, procedureRegions } from '../claim/documented.js';
import { isFacilitysAlone } from '../claim/facility.js';
import type { Asked } from '../claim/terms.js';
import { regionOfLetter } from '../clinical/levels.js';
import { musclesIn } from '../clinical/muscles.js';
import type { CodeSite, Imaging, PainCode } from '../codes/codes.js';
import { usualCodes } from '../codes/usual-codes.js';
import type { Procedure } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import type { Wanted, WantedLine } from './form-lines.js';
import { paidLines } from './paid.js';
import { billableKinds, inFormOf, wantedLines } from './wanted.js';
import { bodyLines } from './wanted-bodies.js';

/** The lines that bill what is documented for the kind, on a claim that has none for it; undefined where the record leaves a choice. */
export function proposedLines(asked: Asked, kind: ProcedureKind): Wanted | undefined {
  const { encounter, claim, codes, policy } = asked;
  const billable = billableKinds.find((each) => each === kind);
  const procedures = encounter.procedures.filter((each) => each.kind === kind);
  const wanted = billable && wantedLines(encounter, claim, codes, policy, billable);
  if (wanted) return wanted;
  // Which of two procedures on a vertebra it was, the record hardly says in a field: the usual one is offered.
  const [usual] = usualCodes(kind);
  const bodies = kind === 'vertebral-augmentation' && bodyLines(asked, kind, inFormOf(asked), usual);
  if (bodies) return bodies;
  const lines = moreLines(asked, kind, procedures);
  const isInForce = ({ code }: WantedLine): boolean => codes.standing(code, encounter.date?.value).kind === 'valid';
  return lines.length > 0 && lines.every(isInForce) ? paidLines(asked, lines) : undefined;
}

function moreLines(asked: Asked, kind: ProcedureKind, procedures: readonly Procedure[]): readonly WantedLine[] {
  switch (kind) {
    case 'epidural':
      return epiduralLines(asked, procedures);
    case 'trigger-point':
      return muscleLines(asked, procedures);
    case 'basivertebral-ablation':
      return ablationLines(asked, procedures);
    case 'sacroiliac-injection':
      return facilityLines(asked, procedures);
    case 'sedation':
      return sedationLines(asked, procedures);
    default:
      return [];
  }
}

/** One injection by region and imaging: several of a day are the coder's to tell apart. */
function epiduralLines({ codes }: Asked, [procedure, another]: readonly Procedure[]): readonly WantedLine[] {
  if (!procedure || another || procedure.unreadableLevels) return [];
  const { guidance, technique } = procedure;
  // Caudal is an approach of the lumbar/sacral codes: domain facts, sections 0 and 4.
  const told = technique?.value === 'caudal' ? (['lumbar-sacral'] as const) : procedureRegions(procedure);
  const [region, other] = told;
  const imaging = epiduralImaging[guidance?.value ?? ''];
  if (!region || other || !imaging) return [];
  return once(codes.painCodes.find((row) => isOf(row, 'epidural') && row.imaging === imaging && row.region === region));
}

const epiduralImaging: Readonly<Record<string, Imaging>> = {
  none: 'none',
  fluoroscopy: 'includes-fluoro-ct',
  ct: 'includes-fluoro-ct',
};

/** By the number of muscles, and by whether anything was injected. */
function muscleLines({ codes }: Asked, procedures: readonly Procedure[]): readonly WantedLine[] {
  const sites = procedures.flatMap(documentedSites);
  if (sites.length === 0 || sites.some(({ site }) => site === '')) return [];
  const { fewest, most } = musclesIn(sites);
  const size: CodeSite | undefined =
    fewest >= 3 ? 'three-or-more-muscles' : most <= 2 ? 'one-or-two-muscles' : undefined;
  const row = codes.painCodes.find((each) => isOf(each, 'trigger-point') && each.site === size);
  const isDry = procedures.map(({ technique }) => technique?.value === 'dry-needling');
  if (!row || !size || new Set(isDry).size > 1) return [];
  if (!isDry[0]) return once(row);
  const [dry, another] = codes.related(row.code, 'dry-needling');
  return dry && !another ? [{ code: dry, side: undefined, units: 1 }] : [];
}

/** One body: the first code is for two, and bills one as well where the coder says so. */
function ablationLines({ codes }: Asked, procedures: readonly Procedure[]): readonly WantedLine[] {
  const bodies = procedures.flatMap((each) => each.bodies.map(({ value }) => value));
  if (bodies.length !== 1 || bodies.some((body) => regionOfLetter(body) !== 'lumbar-sacral')) return [];
  return once(codes.painCodes.find((row) => isOf(row, 'basivertebral-ablation') && codes.isA(row.code, 'two-bodies')));
}

/** A facility bills the joint with a code of its own, once a side. */
function facilityLines({ encounter, codes }: Asked, procedures: readonly Procedure[]): readonly WantedLine[] {
  if (encounter.claim !== 'facility') return [];
  const sides = new Set(procedures.map(({ side }) => side?.value));
  const [side, other] = [...sides];
  const row = codes.painCodes.find(({ group, facilityOf }) => group === 'sacroiliac-injection' && facilityOf);
  if (!row || other || (side !== 'left' && side !== 'right')) return [];
  return [{ code: row.code, side: side === 'left' ? 'LT' : 'RT', units: 1 }];
}

/** CMS and the code book: from ten minutes on the first code, and each further fifteen of which at least eight were used. */
function sedationLines(asked: Asked, [procedure, another]: readonly Procedure[]): readonly WantedLine[] {
  const { codes } = asked;
  const minutes = procedure?.minutes?.value;
  if (minutes === undefined || another || minutes < fewestMinutes) return [];
  const first = codes.painCodes.find(({ code }) => codes.isA(code, 'sedation') && codes.addOnsOf(code).length > 0);
  const further = first && codes.addOnsOf(first.code).find((code) => codes.isA(code, 'further-sedation'));
  const each = Number(first?.timed);
  if (!first || !further || !(each > 0)) return [];
  const units = Math.floor((minutes - each + each / 2) / each);
  return [
    { code: first.code, side: undefined, units: 1 },
    // In a hospital the further minutes are the hospital's.
    ...(units > 0 && !isFacilitysAlone(asked, further) ? [{ code: further, side: undefined, units }] : []),
  ];
}

const fewestMinutes = 10;

function isOf(row: PainCode, kind: ProcedureKind): boolean {
  return row.group === kind && row.kinds[0] !== undefined && row.kinds.includes(kind);
}

function once(row: PainCode | undefined): readonly WantedLine[] {
  return row ? [{ code: row.code, side: undefined, units: 1 }] : [];
}
