/** `--from jsonl`: the lines of an input as records, each judged on its own and answered in a line. */
import type { World } from '../../engine/judgment.js';
import { runIndex } from '../../neighbors/run-index.js';
import type { Severity } from '../../policy/vocabulary.js';
import { shifted } from '../../text/span.js';
import { checkedEntry } from '../checked.js';
import { entryText } from '../formats/checked-list.js';
import type { EarlierRuns } from '../history.js';
import { jsonText } from '../json-text.js';
import { encounterParts, rangeIn } from '../report.js';
import { indexed } from './indexing.js';
import { judging } from './judging.js';
import { readRecord } from './record.js';
import { longestRecord, type RecordLines, textsOfLines } from './record-lines.js';
import { textsOfGiven } from './texts.js';

/** What some lines were answered. */
export interface RecordAnswers {
  /** A line for each line that is not empty. */
  readonly text: string;
  /** Whether one could not be read, or an error was found. */
  readonly hasError: boolean;
}

interface Judged {
  readonly worldFor: (file: string) => World;
  readonly earlier: Pick<EarlierRuns, 'elsewhere' | 'placeOf'>;
  readonly minSeverity: Severity;
  /** Whether fixes are printed. */
  readonly fixes: boolean;
}

/** Gives what answers lines. */
export function recordAnswers(judged: Judged): (lines: RecordLines) => RecordAnswers {
  return ({ file, line, bytes }) => {
    let text = '';
    let hasError = false;
    const refuse = (number: number, error: string): void => {
      text += `${jsonText({ ...(file === '-' ? {} : { file }), line: number, error })}\n`;
      hasError = true;
    };
    if (!bytes) {
      refuse(line, `the line is longer than ${longestRecord / 1024 / 1024} MB`);
      return { text, hasError };
    }
    let number = line - 1;
    for (const each of textsOfLines(bytes)) {
      number += 1;
      if (each === undefined) {
        refuse(number, 'the line is not UTF-8 text');
        continue;
      }
      if (each.trim() === '') continue;
      const record = readRecord(each);
      if ('error' in record) {
        refuse(number, record.error);
        continue;
      }
      const answer = answered(judged, file, record.encounter);
      hasError ||= answer.hasError;
      text += `{${[...record.members, `"findings":[${answer.findings}]`, `"checked":[${answer.checked}]`].join(',')}}\n`;
    }
    return { text, hasError };
  };
}

/** What is found in a record's encounters, which stand beside each other as those of a file do, and beside no other record's. */
function answered({ worldFor, earlier, minSeverity, fixes }: Judged, file: string, text: string) {
  const texts = textsOfGiven(file, text);
  const { files, columns } = indexed(texts, [file], (each) => worldFor(each).codes);
  const index = runIndex(columns);
  const { elsewhere, placeOf } = earlier;
  const judged = judging({ worldFor, files, index, texts, elsewhere })(0);
  const findings: string[] = [];
  const checked: string[] = [];
  let hasError = false;
  const name = jsonText(file);
  const options = {
    minSeverity,
    withFixes: fixes,
    withProof: true,
    placeOf: ((other, ordinal, at) => {
      if (other !== file || ordinal >= index.countIn(0)) return placeOf(other, ordinal);
      return rangeIn(texts.lines(file), shifted(at, index.place(ordinal).start));
    }) satisfies Parameters<typeof encounterParts>[2]['placeOf'],
  };
  for (const part of 'text' in judged ? encounterParts(worldFor(file), judged, options) : []) {
    for (const finding of part.findings) {
      findings.push(jsonText(finding));
      hasError ||= finding.severity === 'error' && !finding.allowed;
    }
    if (!part.checked) continue;
    const { id, rest } = checkedEntry(part.encounter, part.checked());
    checked.push(entryText(name, id, rest));
  }
  return { findings: findings.join(','), checked: checked.join(','), hasError };
}
