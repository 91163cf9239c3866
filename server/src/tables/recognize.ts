/** Which of CMS's files one is, by its heads and never by its name: the reader for it. */
import { addOnReader, addOnSheetReader, isAddOnHead, isAddOnLine } from './add-on-file.js';
import { descriptorsReader, isDescriptorLine } from './descriptors-file.js';
import { diagnosesReader, isDiagnosisLine } from './diagnoses-file.js';
import { diagnosisTitlesReader, isTitlesHead } from './diagnosis-titles-file.js';
import { feeScheduleReader, isFeeScheduleHead } from './fee-schedule-file.js';
import { isLevelTwoHead, levelTwoReader } from './level-two-file.js';
import { lines, oneByteText } from './lines.js';
import { isModifierHead, modifiersReader } from './modifiers-file.js';
import { isMueHead, mueReader } from './mue-file.js';
import { column1Reader, isColumn1Line, isPairListHead, pairListReader } from './pair-lists.js';
import { arePairHeads, pairsReader } from './pairs-file.js';
import { type Row, records } from './records.js';
import type { FileName, TableRead, TableReader } from './table.js';

/** Heads stand within so many bytes: copyright notices are long. */
const topSize = 32_768;

/** What is looked for, for files that are none of them. */
export const knownFiles =
  "CMS's fee schedule (PPRRVU CSV), practitioner MUE table, practitioner NCCI pairs or add-on codes, the ICD-10-CM code list, or the AMA's descriptors";

/** A reader for a file of whatever kind: it keeps the first bytes until it knows which. */
export function tableReader(file: FileName): TableReader {
  let top = new Uint8Array(0);
  let reader: TableReader | undefined;
  let refused: TableRead | undefined;
  const decide = (): void => {
    const bytes = withoutMark(top);
    const found = encodingFault(bytes) ?? readerFor(file, bytes);
    if ('push' in found) {
      reader = found;
      reader.push(bytes);
    } else refused = found;
    top = new Uint8Array(0);
  };
  return {
    push(bytes) {
      if (refused) return;
      if (reader) {
        reader.push(bytes);
        return;
      }
      const more = new Uint8Array(top.length + bytes.length);
      more.set(top);
      more.set(bytes, top.length);
      top = more;
      if (top.length >= topSize) decide();
    },
    end() {
      if (!reader && !refused) decide();
      return refused ?? reader?.end() ?? none('the file is empty');
    },
  };
}

function readerFor(file: FileName, bytes: Uint8Array): TableReader | TableRead {
  const start = bytes.subarray(0, topSize);
  const topLines: string[] = [];
  const rows: Row[] = [];
  const cut = records((row) => rows.push(row));
  const source = lines((line, number) => {
    if (line.trim() !== '') topLines.push(line);
    cut.line(line, number);
  });
  source.push(start);
  // Of a file that is cut here the last line is a part of one.
  if (bytes.length <= topSize) source.end();
  if (topLines.length === 0) return none('the file is empty');
  if (arePairHeads(oneByteText(start))) return pairsReader(file);
  if (rows.some(isFeeScheduleHead)) return feeScheduleReader(file);
  if (rows.some(isMueHead)) return mueReader(file);
  if (rows.some(isAddOnHead)) return addOnSheetReader(file);
  const [heads = { cells: [], line: 1 }] = rows;
  if (isPairListHead(heads)) return pairListReader(file);
  if (isTitlesHead(heads)) return diagnosisTitlesReader(file);
  if (isLevelTwoHead(heads)) return levelTwoReader(file);
  if (isModifierHead(heads)) return modifiersReader(file);
  const first = topLines.slice(0, 3);
  if (first.every(isAddOnLine)) return addOnReader(file);
  if (first.every(isColumn1Line)) return column1Reader(file);
  if (first.every(isDiagnosisLine)) return diagnosesReader(file);
  const at = topLines.findIndex(isDescriptorLine);
  if (at >= 0 && topLines.slice(at, at + 3).every(isDescriptorLine)) return descriptorsReader(file);
  return none(`the column headings match no file of a known kind: ${knownFiles}`);
}

function none(message: string): TableRead {
  return { fault: { message }, kind: undefined };
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function encodingFault([first, second]: Uint8Array): TableRead | undefined {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return none('this is UTF-16 text: save it as UTF-8');
  }
  return first === 0xd0 && second === 0xcf
    ? none('this is an Excel workbook; use the text or CSV file from the same CMS archive')
    : undefined;
}
