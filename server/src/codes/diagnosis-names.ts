/** What a diagnosis is called where it is shown: its official title, then our plain words where they say something else. */
import type { Codes } from './codes.js';

type Names = Pick<Codes, 'diagnosisTitle' | 'plainDiagnosis'>;

/** Of the titles of a pain practice's diagnoses hardly one is longer; of all titles one in ten. */
const longest = 120;

/** "Cervicalgia (neck pain)"; undefined for a code without a title. */
export function diagnosisName(codes: Names, code: string): string | undefined {
  const title = codes.diagnosisTitle(code);
  const plain = codes.plainDiagnosis(code);
  return title && plain ? `${title} (${plain})` : (title ?? plain);
}

/** The name, at most 120 characters of it, for a list of offers. */
export function shortDiagnosisName(codes: Names, code: string): string | undefined {
  const name = diagnosisName(codes, code);
  return name && shortened(name);
}

/** "M72.21 (Plantar fascial fibromatosis, right foot)", for the title of a fix. */
export function titledDiagnosis(codes: Names, code: string): string {
  const title = codes.diagnosisTitle(code);
  return title ? `${code} (${shortened(title)})` : code;
}

/** What tells two titles apart is at their end (the region, the side, the encounter): the middle is left out. */
function shortened(title: string): string {
  if (title.length <= longest) return title;
  const room = longest - 3;
  const half = Math.floor(room / 2);
  const ends = title.slice(-half);
  const from = ends.indexOf(' ') + 1;
  const ending = ends.slice(from);
  const begins = title.slice(0, room - ending.length);
  const beginning = begins.slice(0, Math.max(begins.lastIndexOf(' '), 0)) || begins;
  return `${beginning.replace(/[ ,;:]+$/, '')} … ${ending}`;
}
