/** Findings as workflow commands, which GitHub shows beside the lines of a change. Allowed ones are left out. */

import type { Severity } from '../../policy/vocabulary.js';
import { printable } from '../../text/printable.js';
import type { ReportedFinding } from '../report.js';
import type { Format } from './format.js';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** A command a line. */
export const githubFormat: Format<string> = {
  printsFixes: false,
  printsProof: false,
  pieceOf({ parts }) {
    let lines = '';
    for (const { findings } of parts) for (const finding of findings) if (!finding.allowed) lines += commandOf(finding);
    return lines;
  },
  report: () => ({ begin: () => [], take: (piece) => [piece], end: () => [] }),
};

function commandOf({ file, range, severity, rule, message }: ReportedFinding): string {
  const { start, end } = range;
  const place = [
    ['file', file],
    ['line', start.line + 1],
    ['endLine', end.line + 1],
    // GitHub takes columns for a single line only.
    ...(start.line === end.line
      ? [['col', start.character + 1] as const, ['endColumn', end.character + 1] as const]
      : []),
    ['title', rule],
  ] as const;
  const properties = place.map(([name, value]) => `${name}=${escapedProperty(String(value))}`).join(',');
  return `::${commands[severity]} ${properties}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  const lines = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return printable(lines);
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
