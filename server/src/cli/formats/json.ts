/** Findings for programs: one JSON object, or a line a finding and a line an encounter. */
import { checkedEntry } from '../checked.js';
import { jsonList, jsonText } from '../json-text.js';
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
    const findings: string[] = [];
    for (const part of parts) {
      for (const finding of part.findings) findings.push(jsonText(finding));
      checked.add(part);
    }
    return { findings: findings.join(between), checked: checked.piece() };
  },
  report() {
    const checked = checkedList();
    const findings = jsonList(between);
    return {
      begin: () => ['{\n  "version": 1,\n  "findings": ['],
      *take(piece) {
        checked.take(piece.checked);
        if (piece.findings !== '') yield* findings.add(piece.findings);
      },
      *end(summary) {
        yield `${findings.closed('\n  ')},\n  "checked": [`;
        const entries = jsonList(between);
        for (const entry of checked.entries()) yield* entries.add(entry);
        yield `${entries.closed('\n  ')},\n  "summary": ${jsonText(summary)}\n}\n`;
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
