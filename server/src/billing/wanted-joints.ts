/** The service lines that bill the documented joint injections: by size, side and ultrasound, with the drug where its dose is certain. */
import { supportingProcedures } from '../claim/claim.js';
import { documentedSites } from '../claim/documented.js';
import { documentedDrug } from '../claim/drugs.js';
import type { Asked } from '../claim/terms.js';
import type { BodySide } from '../clinical/level.js';
import { jointSizeOf } from '../clinical/site-words.js';
import type { Codes, PainCode } from '../codes/codes.js';
import type { Procedure } from '../encounter/encounter.js';
import { groupedBy } from '../text/grouped.js';
import type { Wanted, WantedLine, Write } from './form-lines.js';
import { paidLines } from './paid.js';

/** The lines for all joint injections; undefined where the size of a joint is left to the coder, or two sites would be one line. */
export function jointLines(asked: Asked, write: Write): Wanted | undefined {
  const { encounter, claim, codes } = asked;
  const procedures = encounter.procedures.filter(({ kind }) => kind === 'joint-injection');
  const ofKind = claim.lines.filter(({ facts }) => facts?.group === 'joint-injection');
  const mayBillOther = ofKind.some((line) =>
    supportingProcedures(encounter, line).some(({ kind }) => kind !== 'joint-injection'),
  );
  if (mayBillOther || ofKind.some(({ isReduced }) => isReduced)) return undefined;
  const sites = procedures.flatMap((procedure) =>
    documentedSites(procedure).map((site) => ({ ...site, code: codeFor(procedure, site.site, codes) })),
  );
  if (sites.length === 0 || procedures.some(({ unreadableLevels }) => unreadableLevels)) return undefined;
  const lines: WantedLine[] = [];
  for (const [code, ofCode] of groupedBy(sites, (site) => site.code)) {
    const joints = new Set(ofCode.map(({ site }) => jointName(site)));
    const on = (side: BodySide): number => ofCode.filter(({ sides }) => sides.includes(side)).length;
    const unsided = ofCode.filter(({ sides }) => sides.length === 0).length;
    // A second joint of one side needs a modifier that says so, which only the coder knows.
    if (!code || on('left') > 1 || on('right') > 1 || unsided > 1 || (unsided > 0 && ofCode.length > 1))
      return undefined;
    const both = joints.size === 1 && on('left') === 1 && on('right') === 1 ? 1 : 0;
    const written = write(code, { both, left: on('left') - both, right: on('right') - both, unsided });
    if (!written) return undefined;
    lines.push(...written);
  }
  const paid = paidLines(asked, lines);
  return { ...paid, lines: [...paid.lines, ...drugLines(asked, procedures)] };
}

/** The code for the joint's size, with ultrasound where that is documented. */
function codeFor({ guidance }: Procedure, site: string, codes: Codes): string | undefined {
  const size = jointSizeOf(site);
  const imaging = guidance?.value === 'ultrasound' ? 'includes-ultrasound' : 'separate';
  return size && codes.painCodes.find((row) => row.site === `${size}-joint` && row.imaging === imaging)?.code;
}

function jointName(site: string): string {
  return site.replace(/s$/, '');
}

/**
 * The steroids that the record names with one dose at one place. In a facility the drug is the facility's, and what was left of a
 * single-dose container has a line of its own.
 */
function drugLines({ encounter, claim, codes }: Asked, procedures: readonly Procedure[]): readonly WantedLine[] {
  const place = encounter.place && codes.place(encounter.place.value);
  const [procedure, another] = procedures;
  const text = procedure?.fields.get('agent')?.text?.value ?? '';
  if (!procedure || another || !place || place.isFacility || encounter.claim === 'facility') return [];
  const told = codes.painCodes
    .filter(({ code }) => codes.isA(code, 'steroid'))
    .flatMap((row) => {
      const drug = documentedDrug(encounter, claim, codes, row);
      return drug && drug.names.length > 0 ? [{ row, drug }] : [];
    });
  return told.flatMap(({ row, drug: { names, given, isSingleDose, discarded } }) => {
    // A name that several forms share does not say which was given.
    const forms = told.filter(({ drug }) => drug.names.some((name) => names.includes(name)));
    const isWhole = given !== undefined && Number.isInteger(given) && given > 0;
    if (!isWhole || isSingleDose || discarded !== undefined) return [];
    if (forms.length > 1 && forms.find((form) => isToldApart(text, form.row))?.row !== row) return [];
    if (/\b(?:single|sdv|preservative)\b/i.test(text)) return [];
    if (claim.lines.some(({ code }) => code === row.code)) return [];
    if (codes.standing(row.code, encounter.date?.value).kind !== 'valid') return [];
    return [{ code: row.code, side: undefined, units: given }];
  });
}

/** "Acetonide", "acetate": what tells forms of one drug apart. */
function isToldApart(text: string, { explanation }: PainCode): boolean {
  const [, second] = /^[A-Za-z]+ ([a-z]{6,})/.exec(explanation) ?? [];
  return second !== undefined && second !== 'without' && text.toLowerCase().includes(second);
}
