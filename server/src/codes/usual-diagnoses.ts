/** Which diagnoses a pain practice uses, and our plain words for them: server/data/usual_diagnoses.csv and pain_diagnoses.csv. */
import { painDiagnosisRows } from '../../generated/pain-diagnoses.js';
import { usualDiagnosisRows } from '../../generated/usual-diagnoses.js';
import { once } from '../text/once.js';

/** The diagnoses that it writes most, in order. */
export const usualDiagnoses = once((): readonly string[] => usualDiagnosisRows.map(({ code = '' }) => code));

/** The diagnoses that it uses at all, in order. */
export const painDiagnoses = once((): readonly string[] =>
  painDiagnosisRows.flatMap(({ codes = '' }) => codes.split(' ')),
);

const plainWords = once(() => new Map(usualDiagnosisRows.map(({ code, words }) => [code, words])));

/** Our plain words for a diagnosis, where they say something that its official title does not. */
export function plainDiagnosis(code: string): string | undefined {
  return plainWords().get(code);
}
