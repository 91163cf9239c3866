/** Lines to rows of cells, separated by tabs or commas, quoted where they hold commas, quotes or line ends. */

export interface Row {
  readonly cells: readonly string[];
  /** The line it begins in, from 1. */
  readonly line: number;
}

/** A cell over more lines than these is one whose quote was never closed. */
const mostLinesOfCell = 60;

/**
 * Takes lines and calls with each row that is whole.
 *
 * @returns the function for a line, and one that gives the line in which a quote was opened and never closed
 */
export function records(take: (row: Row) => void) {
  let pending: { text: string; line: number; count: number } | undefined;
  return {
    line(text: string, number: number): void {
      const whole = pending ? { ...pending, text: `${pending.text}\n${text}`, count: pending.count + 1 } : undefined;
      const now = whole ?? { text, line: number, count: 1 };
      const isOpen = !text.includes('\t') && hasOpenQuote(now.text);
      pending = isOpen ? now : undefined;
      if (!isOpen) take({ cells: cellsOf(now.text), line: now.line });
    },
    openSince: (): number | undefined => pending?.line,
    isStuck: (): boolean => (pending?.count ?? 0) > mostLinesOfCell,
  };
}

/** The cells of one row. */
export function cellsOf(text: string): readonly string[] {
  if (text.includes('\t')) return text.split('\t').map(unquoted);
  if (!text.includes('"')) return text.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"' && isQuoted && text.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

function unquoted(cell: string): string {
  const text = cell.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function hasOpenQuote(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count % 2 === 1;
}
