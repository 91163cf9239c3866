/** Findings for programs: one JSON object, or a line a finding and a line an encounter. */
import { checkedIn } from '../checked.js';
import { jsonText } from '../json-text.js';
import type { Run } from './run.js';

/** Valid JSON, a finding or an encounter a line, in parts, so that no string has to hold the whole of a large report. */
export function* jsonFormat({ parts, findings, summary }: Run): Iterable<string> {
  yield '{\n  "version": 1,\n  "findings": ';
  yield* list(findings);
  yield ',\n  "checked": ';
  yield* list(checkedIn(parts));
  yield `,\n  "summary": ${jsonText(summary)}\n}\n`;
}

/** The same findings, each a line of its own, and after those of each encounter a line that says what judged it. */
export function* jsonlFormat({ parts }: Run): Iterable<string> {
  for (const part of parts) {
    for (const finding of part.findings) yield `${jsonText(finding)}\n`;
    for (const checked of checkedIn([part])) yield `${jsonText({ checked })}\n`;
  }
}

function* list(items: Iterable<unknown>): Iterable<string> {
  let isFirst = true;
  yield '[';
  for (const item of items) {
    yield `${isFirst ? '' : ','}\n    ${jsonText(item)}`;
    isFirst = false;
  }
  yield isFirst ? ']' : '\n  ]';
}
