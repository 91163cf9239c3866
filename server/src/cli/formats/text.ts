/** Findings for people: the line, the place underlined, the fix; in color on a terminal. */
import { styleText } from 'node:util';
import type { Severity } from '../../policy/vocabulary.js';
import { lineIndex } from '../../text/line-index.js';
import { printable } from '../../text/printable.js';
import { counted } from '../../text/words.js';
import type { ReportedFinding, Summary } from '../report.js';
import { addedSum, type CheckedSum, checkedSum, newSum, sumLines } from './checked-sum.js';
import type { Format } from './format.js';

type Style = Parameters<typeof styleText>[0];

const colors: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'cyan',
  hint: 'gray',
};

/** Wider lines are cut around the place. */
const widest = 120;

interface TextPiece {
  readonly findings: string;
  readonly sum: CheckedSum;
}

/** The report for people: every finding, what judged, and how many there are. */
export const textFormat: Format<TextPiece> = {
  printsFixes: true,
  printsProof: false,
  pieceOf({ parts }, { textOf, isColored }) {
    const format = findingText(textOf, isColored);
    const sum = newSum();
    let findings = '';
    for (const part of parts) {
      for (const finding of part.findings) findings += format.finding(finding);
      if (part.checked) checkedSum(sum, part.checked());
    }
    return { findings, sum };
  },
  report() {
    const sum = newSum();
    return {
      begin: () => [],
      take(piece) {
        addedSum(sum, piece.sum);
        return [piece.findings];
      },
      *end(summary) {
        for (const line of sumLines(sum)) yield `${printable(line)}\n`;
        yield `${summaryWords(summary)}\n`;
      },
    };
  },
};

/** Writes findings of one file after the other. */
function findingText(textOf: (file: string) => string, isColored: boolean) {
  const paint = (style: Style, text: string): string => (isColored ? styleText(style, text) : text);
  let lines: { readonly file: string; readonly line: (index: number) => string } | undefined;
  const lineOf = (file: string, index: number): string => {
    if (lines?.file !== file) {
      const text = textOf(file);
      const starts = lineIndex(text);
      lines = {
        file,
        line: (each) => text.slice(starts.lineStart(each), starts.lineStart(each + 1)).replace(/[\r\n]+$/, ''),
      };
    }
    return lines.line(index);
  };
  return {
    finding(finding: ReportedFinding): string {
      const { file, range, severity, rule, message, fixes, related, source, allowed } = finding;
      const place = `${printable(file)}:${range.start.line + 1}:${range.start.character + 1}`;
      const style = allowed ? 'gray' : colors[severity];
      const kind = allowed ? `allowed ${severity}` : severity;
      const gutter = String(range.start.line + 1).padStart(6);
      const { shown, underline } = excerpt(lineOf(file, range.start.line), range);
      const rows = [
        `${paint('bold', place)}  ${paint(style, kind)}  ${printable(message)}  ${paint('gray', printable(rule))}`,
        `${paint('gray', `${gutter} |`)} ${shown}`,
        `${paint('gray', '       |')} ${paint(style, underline)}`,
        ...related.map((other) =>
          paint(
            'gray',
            `       = ${printable(other.file)}:${other.range.start.line + 1}:${other.range.start.character + 1}: ${printable(other.message)}`,
          ),
        ),
        ...fixes.map(
          (fix) =>
            `       ${paint('green', fix.safe ? '= fix (--fix applies it):' : '= fix:')} ${printable(fix.title)}`,
        ),
        ...(source ? [paint('gray', `       = ${printable(source)}`)] : []),
        ...(allowed ? [paint('gray', `       = allowed: ${printable(allowed.reason)}`)] : []),
      ];
      return `${rows.join('\n')}\n\n`;
    },
  };
}

/** "2 files, 3 encounters: 1 error, 2 warnings". */
export function summaryWords({ files, encounters, error, warning, information, hint, allowed }: Summary): string {
  const found = [
    [error, 'error'],
    [warning, 'warning'],
    [information, 'information', 'information'],
    [hint, 'hint'],
  ] as const;
  const parts = found.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many));
  if (allowed > 0) parts.push(`${allowed} allowed`);
  return `${counted(files, 'file')}, ${counted(encounters, 'encounter')}: ${parts.join(', ') || 'nothing found'}`;
}

/** The line as a terminal shows it, and carets under the place. */
function excerpt(line: string, { start, end }: ReportedFinding['range']): { shown: string; underline: string } {
  const last = end.line === start.line ? end.character : line.length;
  let from = 0;
  let to = line.length;
  if (to > widest) {
    from = Math.max(0, Math.min(start.character - 40, to - widest));
    to = from + widest;
  }
  const before = printable(untabbed(line.slice(from, start.character)));
  const place = printable(untabbed(line.slice(start.character, Math.max(start.character, Math.min(last, to)))));
  const behind = printable(untabbed(line.slice(Math.max(start.character, Math.min(last, to)), to)));
  const shown = `${from > 0 ? '…' : ''}${before}${place}${behind}${to < line.length ? '…' : ''}`;
  const underline = ' '.repeat(width(before) + (from > 0 ? 1 : 0)) + '^'.repeat(Math.max(1, width(place)));
  return { shown, underline };
}

/** A tab is as wide as the caret line below it counts. */
function untabbed(text: string): string {
  return text.replaceAll('\t', '  ');
}

/** Terminal columns: emoji and East Asian characters take two, marks that join take none. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) continue;
    columns += /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(
      character,
    )
      ? 2
      : 1;
  }
  return columns;
}
