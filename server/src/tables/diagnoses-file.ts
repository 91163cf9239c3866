/**
 * The ICD-10-CM code lists: icd10cm-codes-*.txt, a billable code in seven places and what it says; icd10cm-order-*.txt, a number, a
 * code, and 1 where it is billable. Their year stands in their names only.
 */
import { lines } from './lines.js';
import { diagnosesFrom } from './release-dates.js';
import { quotedShort } from './rows-table.js';
import type { Fault, FileName, TableReader } from './table.js';

const plain = /^([A-Z]\d[0-9A-Z]{1,5})(?:$| )/;
const ordered = /^\d{5} ([A-Z]\d[0-9A-Z]{1,5}) *([01]) /;

/** Whether a line is one of either list. */
export function isDiagnosisLine(line: string): boolean {
  return ordered.test(line) || codeOn(line) !== undefined;
}

/** A reader of either list. */
export function diagnosesReader(file: FileName): TableReader {
  const codes = new Set<string>();
  let fault: Fault | undefined;
  const source = lines((line, number) => {
    if (fault || line.trim() === '' || line === '\x1a') return;
    const [, inOrder, billable] = ordered.exec(line) ?? [];
    const code = inOrder ?? codeOn(line);
    if (code === undefined) {
      fault = {
        line: number,
        message: `expected a diagnosis code in a seven-character column, found ${quotedShort(line)}`,
      };
    } else if (billable !== '0') codes.add(code);
  });
  return {
    push: source.push,
    end() {
      source.end();
      const when = diagnosesFrom(file);
      if (!fault && !when) {
        const message = 'its year is unknown: keep the name CMS gave it, such as icd10cm-codes-2027.txt';
        fault = { message };
      }
      if (fault || !when) return { fault: fault ?? { message: '' }, kind: 'diagnoses' };
      const release = `FY${when.year}`;
      const edition = {
        from: when.from,
        answersFrom: when.from,
        until: `${when.year}-09-30`,
        release,
        name: `ICD-10-CM ${release}`,
        file: file.path,
        codes: [...codes].sort(),
      };
      return { table: { kind: 'diagnoses', edition } };
    },
  };
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
