/** Findings for programs: one JSON object, or a line a finding and a line an encounter. */
import { checkedEntry } from '../checked.js';
import { jsonText } from '../json-text.js';
import { type CheckedPiece, checkedList, checkedPiece, entryText } from './checked-list.js';
import type { Format } from './format.js';

interface JsonPiece {
  /** The findings, with a comma and a line end between them. */
  readonly findings: string;
  readonly checked: CheckedPiece;
}

const between = ',\n    ';

/** Valid JSON, a finding or an encounter a line. */
export const jsonFormat: Format<JsonPiece> = {
  printsFixes: true,
  printsProof: true,
  pieceOf({ file, parts }) {
    const checked = checkedPiece(file);
    let findings = '';
    for (const part of parts) {
      for (const finding of part.findings) findings += `${findings === '' ? '' : between}${jsonText(finding)}`;
      checked.add(part);
    }
    return { findings, checked: checked.piece() };
  },
  report() {
    const checked = checkedList();
    let isFirst = true;
    return {
      begin: () => ['{\n  "version": 1,\n  "findings": ['],
      *take(piece) {
        checked.take(piece.checked);
        if (piece.findings === '') return;
        yield isFirst ? between.slice(1) : between;
        yield piece.findings;
        isFirst = false;
      },
      *end(summary) {
        yield `${isFirst ? '' : '\n  '}],\n  "checked": `;
        yield* list(checked.entries());
        yield `,\n  "summary": ${jsonText(summary)}\n}\n`;
      },
    };
  },
};

/** The same findings, each a line of its own, and after those of each encounter a line that says what judged it. */
export const jsonlFormat: Format<string> = {
  printsFixes: true,
  printsProof: true,
  pieceOf({ file, parts }) {
    const name = jsonText(file);
    let lines = '';
    for (const { findings, encounter, checked } of parts) {
      for (const finding of findings) lines += `${jsonText(finding)}\n`;
      if (!checked) continue;
      const { id, rest } = checkedEntry(encounter, checked());
      lines += `{"checked":${entryText(name, id, rest)}}\n`;
    }
    return lines;
  },
  report: () => ({ begin: () => [], take: (piece) => [piece], end: () => [] }),
};

function* list(texts: Iterable<string>): Iterable<string> {
  let isFirst = true;
  yield '[';
  for (const text of texts) {
    yield `${isFirst ? between.slice(1) : between}${text}`;
    isFirst = false;
  }
  yield isFirst ? ']' : '\n  ]';
}
