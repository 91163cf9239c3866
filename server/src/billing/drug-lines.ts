/** The service lines that bill the documented drugs: what was given, and what was left of a single-dose container on a line of its own. */
import { carries } from '../claim/billed.js';
import { type DocumentedDrug, documentedDrug } from '../claim/drugs.js';
import type { Asked } from '../claim/terms.js';
import type { PainCode } from '../codes/codes.js';

/** A drug's line, with the modifier that says what became of the rest. */
interface DrugLine {
  readonly code: string;
  readonly units: number;
  /** JW: what was discarded; JZ: nothing was. */
  readonly waste: 'JW' | 'JZ' | undefined;
}

/** From this day on Medicare requires JZ where nothing of a single-dose container was discarded: First Coast, JW and JZ modifiers, 2024-04-20. */
const wholeFrom = '2023-07-01';

/**
 * The lines of every drug whose dose the record says with certainty; none in a facility, where the drug is the facility's, and none
 * that a line bills already.
 */
export function drugLines(asked: Asked): readonly DrugLine[] {
  const { encounter, claim, codes } = asked;
  const told = drugsTold(asked);
  const text = encounter.procedures.map(({ fields }) => fields.get('agent')?.text?.value ?? '').join(' ');
  return told.flatMap(({ row, drug }): readonly DrugLine[] => {
    // A name that several forms share does not say which was given.
    const forms = told.filter((other) => other.drug.names.some((name) => drug.names.includes(name)));
    if (forms.length > 1 && formMeant(asked, text, forms)?.row !== row) return [];
    // Another form of the drug may be what the coder takes it for.
    if (claim.lines.some(({ code }) => code !== row.code && forms.some((form) => form.row.code === code))) return [];
    if (codes.standing(row.code, encounter.date?.value).kind !== 'valid') return [];
    const { vial, discarded, isSingleDose } = drug;
    const given = drug.given ?? allOf(drug);
    if (given === undefined || !(given > 0) || discarded === 'unclear') return [];
    const units = Math.ceil(given);
    const wasted = typeof discarded === 'number' ? Math.floor(discarded) : 0;
    const isThere = (isWasted: boolean): boolean =>
      claim.lines.some((line) => line.code === row.code && carries(line, 'JW') === isWasted);
    if (wasted > 0) {
      return [
        ...(isThere(false) ? [] : [{ code: row.code, units, waste: undefined }]),
        ...(isThere(true) ? [] : [{ code: row.code, units: wasted, waste: 'JW' as const }]),
      ];
    }
    if (isThere(false) || isThere(true)) return [];
    const isWhole =
      asked.policy?.billingRules === 'cms' &&
      isSingleDose &&
      discarded !== undefined &&
      !(vial !== undefined && vial > given) &&
      (encounter.date?.value ?? '') >= wholeFrom;
    return [{ code: row.code, units, waste: isWhole ? 'JZ' : undefined }];
  });
}

/** The drugs that the record names and no line bills, of which it does not say for certain how much was given: by their names. */
export function drugsOfUnclearDose(asked: Asked): readonly string[] {
  const told = drugsTold(asked);
  if (asked.claim.lines.some(({ code }) => told.some(({ row }) => row.code === code))) return [];
  const unclear = told.filter(({ drug }) => drug.discarded === 'unclear' || (drug.given ?? allOf(drug)) === undefined);
  return [...new Set(unclear.flatMap(({ drug }) => drug.names.slice(0, 1)))];
}

/** The drugs that the record names and the practice bills; none in a facility, where the drug is the facility's. */
function drugsTold({
  encounter,
  claim,
  codes,
}: Asked): readonly { readonly row: PainCode; readonly drug: DocumentedDrug }[] {
  const place = encounter.place && codes.place(encounter.place.value);
  if (!place || place.isFacility || encounter.claim === 'facility') return [];
  return codes.painCodes
    .filter(({ code }) => codes.isA(code, 'billed-apart'))
    .flatMap((row) => {
      const drug = documentedDrug(encounter, claim, codes, row);
      return drug && drug.names.length > 0 ? [{ row, drug }] : [];
    });
}

/** A dose that may be one for each place is all of it where it makes up the container together with what was discarded. */
function allOf({ written, vial, discarded }: DocumentedDrug): number | undefined {
  return typeof discarded === 'number' && written !== undefined && written + discarded === vial ? written : undefined;
}

/**
 * "Acetonide", "without preservative": what tells forms of one drug apart. Without either it is the one form that has a brand of
 * its own in the table: the one that practices mean by the drug's bare name.
 */
function formMeant<Form extends { readonly row: PainCode }>(
  { codes }: Asked,
  text: string,
  forms: readonly Form[],
): Form | undefined {
  const plain = text.toLowerCase();
  if (/\bpreservative\b/.test(plain)) return forms.find(({ row }) => /without preservative/.test(row.explanation));
  const told = forms.find(({ row: { explanation } }) => {
    const [, second] = /^[A-Za-z]+ ([a-z]{6,})/.exec(explanation) ?? [];
    return second !== undefined && second !== 'without' && plain.includes(second);
  });
  const [branded, another] = forms.filter(({ row }) => (codes.drug(row.code)?.names.length ?? 0) > 1);
  return told ?? (another ? undefined : branded);
}
