/**
 * Reads a rule's page (Markdown) as test cases: policies, encounters with their expected findings marked in the text,
 * and the text after a fix. CONTRIBUTING.md describes the form.
 */

export interface Mark {
  /** Counted from 0, among the lines that are not marks. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Where it is not the rule's own. */
  readonly severity?: string | undefined;
  readonly message: string;
}

/** A mark as it is written on a page. */
export interface WrittenMark extends Mark {
  /** The page's row that holds it, counted from 0. */
  readonly row: number;
}

export interface PageCase {
  readonly heading: string;
  /** The text as written, marks included: they are comments of the format. */
  readonly text: string;
  readonly marks: readonly WrittenMark[];
  /** The policies in the page so far, by id. */
  readonly policies: ReadonlyMap<string, string>;
  /** A rule that is made to fail in this case. */
  readonly failing?: string | undefined;
  /** Texts after the first finding's fixes, by the fix's number from 1. */
  readonly fixed: readonly { readonly number: number; readonly text: string }[];
}

export interface Page {
  readonly title: string;
  readonly summary: string;
  readonly cases: readonly PageCase[];
}

const markLine = /^(\s*#\s*)(\^+)\s+(?:(error|warning|information|hint): )?(.*)$/;

/** The cases of a page, in the order written. */
export function readPage(markdown: string): Page {
  const lines = markdown.split('\n');
  const title = lines.find((line) => line.startsWith('# '))?.slice(2) ?? '';
  const summary = lines.slice(1).find((line) => line.trim() !== '') ?? '';
  const cases: PageCase[] = [];
  let heading = title;
  let policies = new Map<string, string>();
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    at += 1;
    if (line.startsWith('## ')) heading = line.slice(3);
    if (!line.startsWith('```')) continue;
    const [language = '', ...words] = line.slice(3).trim().split(/\s+/);
    const firstRow = at;
    const block: string[] = [];
    while (at < lines.length && !lines[at]?.startsWith('```')) {
      block.push(lines[at] ?? '');
      at += 1;
    }
    at += 1;
    const text = `${block.join('\n')}\n`;
    if (language === 'yaml' && words[0] === 'payer') {
      const id = /^payer:\s*(\S+)/m.exec(text)?.[1] ?? '';
      policies = new Map([...policies, [id, text]]);
    } else if (language === 'encounter' && words[0] === 'fixed') {
      const last = cases.pop();
      if (!last) throw new Error(`${title}: a fixed block stands before any encounter`);
      cases.push({ ...last, fixed: [...last.fixed, { number: Number(words[1] ?? 1), text }] });
    } else if (language === 'encounter') {
      const failing = words[0] === 'failing' ? words[1] : undefined;
      cases.push({ heading, text, marks: marksIn(block, firstRow), policies, failing, fixed: [] });
    }
  }
  return { title, summary, cases };
}

/** The text without its marks. */
export function withoutMarks(text: string): string {
  return text
    .split('\n')
    .filter((line) => !markLine.test(line))
    .join('\n');
}

/** Text and marks as they would be written, for a comparison that a person can read. */
export function marked(text: string, marks: readonly Mark[]): string {
  const rows = withoutMarks(text).split('\n');
  return rows
    .flatMap((row, line) => [
      row,
      ...marks
        .filter((mark) => mark.line === line)
        .sort((one, other) => one.start - other.start || (one.message < other.message ? -1 : 1))
        .map(({ start, end, severity, message }) => {
          const carets = '^'.repeat(Math.max(1, end - start));
          return markRow(`#${' '.repeat(Math.max(0, start - 1))}${carets}`, severity, message);
        }),
    ])
    .join('\n');
}

/** The page with other messages in its marks, by the marks' rows: all else stays as it is written. */
export function withMessages(markdown: string, messages: ReadonlyMap<number, string>): string {
  return markdown
    .split('\n')
    .map((line, row) => {
      const message = messages.get(row);
      const [, indent = '', carets = '', severity] = markLine.exec(line) ?? [];
      return message === undefined ? line : markRow(`${indent}${carets}`, severity, message);
    })
    .join('\n');
}

/** The number of a line among those that are not marks; undefined for a mark. */
export function bareLineNumber(text: string, line: number): number {
  const rows = text.split('\n');
  return rows.slice(0, line).filter((row) => !markLine.test(row)).length;
}

function markRow(place: string, severity: string | undefined, message: string): string {
  return `${place} ${severity ? `${severity}: ` : ''}${message}`;
}

function marksIn(block: readonly string[], firstRow: number): readonly WrittenMark[] {
  const marks: WrittenMark[] = [];
  let line = -1;
  for (const [index, row] of block.entries()) {
    const found = markLine.exec(row);
    if (!found) {
      line += 1;
      continue;
    }
    const start = found[1]?.length ?? 0;
    marks.push({
      row: firstRow + index,
      line,
      start,
      end: start + (found[2]?.length ?? 0),
      severity: found[3],
      message: found[4] ?? '',
    });
  }
  return marks;
}
