/** What a diagnosis is called where it is shown: its official title, then our plain words where they say something else. */
import { shortTitle } from '../text/words.js';
import type { Codes } from './codes.js';

type Names = Pick<Codes, 'diagnosisTitle' | 'plainDiagnosis'>;

/** "Cervicalgia (neck pain)"; undefined for a code without a title. */
export function diagnosisName(codes: Names, code: string): string | undefined {
  const title = codes.diagnosisTitle(code);
  const plain = codes.plainDiagnosis(code);
  return title && plain ? `${title} (${plain})` : (title ?? plain);
}

/** The name, at most 120 characters of it, for a list of offers. */
export function shortDiagnosisName(codes: Names, code: string): string | undefined {
  const name = diagnosisName(codes, code);
  return name && shortTitle(name);
}

/** "M72.21 (Plantar fascial fibromatosis, right foot)", for the title of a fix. */
export function titledDiagnosis(codes: Names, code: string): string {
  const title = codes.diagnosisTitle(code);
  return title ? `${code} (${shortTitle(title)})` : code;
}
