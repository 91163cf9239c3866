/** Findings for programs: one JSON object, or a line a finding. */
import { jsonText } from '../json-text.js';
import type { Run } from './run.js';

/** Valid JSON, a finding a line, in parts, so that no string has to hold the whole of a large report. */
export function* jsonFormat({ findings, summary }: Run): Iterable<string> {
  yield '{\n  "version": 1,\n  "findings": [';
  let isFirst = true;
  for (const finding of findings) {
    yield `${isFirst ? '' : ','}\n    ${jsonText(finding)}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n  '}],\n  "summary": ${jsonText(summary)}\n}\n`;
}

/** The same findings, each a line of its own and nothing else. */
export function* jsonlFormat({ findings }: Run): Iterable<string> {
  for (const finding of findings) yield `${jsonText(finding)}\n`;
}
