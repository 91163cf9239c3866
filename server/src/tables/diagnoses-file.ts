/**
 * The ICD-10-CM code lists: icd10cm-codes-*.txt, a billable code in seven places and what it says; icd10cm-order-*.txt, a number, a
 * code, and 1 where it is billable. Their year stands in their names only.
 */
import { lineReader } from './line-reader.js';
import { diagnosesFrom } from './release-dates.js';
import { quotedShort } from './rows-table.js';
import { type DiagnosisList, editionRead, type FileName, type TableReader } from './table.js';

const plain = /^([A-Z]\d[0-9A-Z]{1,5})(?:$| )/;
const ordered = /^\d{5} ([A-Z]\d[0-9A-Z]{1,5}) *([01]) /;

/** Whether a line is one of either list. */
export function isDiagnosisLine(line: string): boolean {
  return ordered.test(line) || codeOn(line) !== undefined;
}

/** A reader of either list. */
export function diagnosesReader(file: FileName): TableReader {
  const codes = new Set<string>();
  return lineReader('diagnoses', {
    line(line, number) {
      if (line === '\x1a') return undefined;
      const [, inOrder, billable] = ordered.exec(line) ?? [];
      const code = inOrder ?? codeOn(line);
      if (code === undefined) {
        return {
          line: number,
          message: `expected a diagnosis code in a seven-character column, found ${quotedShort(line)}`,
        };
      }
      if (billable !== '0') codes.add(code);
      return undefined;
    },
    end() {
      const when = diagnosesFrom(file);
      return when
        ? { kind: 'diagnoses', edition: fiscalYear(file.path, when.year, [...codes], when.from) }
        : { message: 'its year is unknown: keep the name CMS gave it, such as icd10cm-codes-2027.txt' };
    },
  });
}

/**
 * The set of a fiscal year, which begins in the October before.
 *
 * @param from the first day of an update within the year
 */
export function fiscalYear(
  file: string,
  year: number,
  codes: readonly string[],
  from = `${year - 1}-10-01`,
): DiagnosisList {
  const release = `FY${year}`;
  const edition = editionRead(file, from, release, `ICD-10-CM ${release}`);
  return { ...edition, until: `${year}-09-30`, codes: [...codes].sort() };
}

/** The code of a line of the list of billable codes: alone, or in seven places before its words. */
function codeOn(line: string): string | undefined {
  const code = plain.exec(line)?.[1];
  if (code === undefined) return undefined;
  const words = line.slice(code.length).trimEnd();
  return words === '' || (/^ *\S/.test(words) && words.length - words.trimStart().length === 8 - code.length)
    ? code
    : undefined;
}
