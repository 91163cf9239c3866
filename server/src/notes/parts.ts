/** A note cut into parts: what stands behind a label, an item of a list, a row of a table, a paragraph. Says nothing of what they mean. */
import { withoutBoxes } from './boxes.js';
import { type Label, labelOf, labelsIn } from './labels.js';

/** A paragraph, an item or a value, and the label that it stands under. */
export interface Part {
  /** Undefined under none. */
  readonly label: Label | undefined;
  /** As written; empty under none. */
  readonly labelText: string;
  readonly text: string;
  /** The section that it is in. */
  readonly section: Section;
  /** It came with its label on one line, or is an item of the list below it. */
  readonly isValue: boolean;
  /** The number of the line that it began on: the cells of a row share one. */
  readonly line: number;
  /** It is a cell of a table under a heading. */
  readonly isRow: boolean;
}

/** `copied`: carried forward from an earlier visit. */
export type Section = 'text' | 'history' | 'plan' | 'ignored' | 'copied';

const sections: Partial<Record<Label, Section>> = {
  text: 'text',
  history: 'history',
  plan: 'plan',
  risks: 'ignored',
  homeDrugs: 'ignored',
  allergies: 'ignored',
  exam: 'ignored',
};
/** Labels behind which the section before them is over. */
const ending: ReadonlySet<Label> = new Set<Label>([
  ...([
    'procedure',
    'agent',
    'levels',
    'guidance',
    'side',
    'anesthesia',
    'consent',
    'complication',
    'indication',
  ] as const),
  ...(['diagnosis', 'dateOfService', 'discarded'] as const),
]);
/** Their values are a few words: what is on the next line is not theirs, unless it is an item of a list. */
const brief: ReadonlySet<Label> = new Set<Label>([
  ...([
    'painBefore',
    'painAfter',
    'painBoth',
    'side',
    'guidance',
    'consent',
    'complication',
    'minutes',
    'date',
  ] as const),
  ...([
    'dateOfService',
    'place',
    'mrn',
    'provider',
    'referring',
    'encounter',
    'name',
    'identity',
    'payer',
    'series',
    'discarded',
  ] as const),
]);
const carried = /^[\s\W]*(?:[\w/.-]+\s+){0,5}?(?:copied|carried|copy|pulled|imported)[\s-]*(?:forward|over|from)\b/i;
const bullet =
  /^\s*(?:[-*\u2022\u2023\u25aa\u25cf\u25e6\u00b7>]+|\(?\d{1,2}[.)](?=\s|$)|#\d{1,2}[.:)]?(?=\s)|\(?[a-h][.)](?=\s))\s*/;
const needled =
  /\b(?:needles?|cannulae?|cannulas?|probes?)\b.{0,60}\b(?:was|were)\b.{0,30}\b(?:advanced|placed|inserted|introduced|brought|directed|targeted)\b/i;
/** A line that ends so early was not cut by the page's width. */
const fewestOfWrapped = 45;
/** No sentence ends so. */
const goesOn = /\s(?:an?|the|of|and|or|with|to|for|by|at|in|on|was|were|is|has|had|from|her|his|their|into|under)$/;

/** The parts in their order. */
export function partsOf(note: string): readonly Part[] {
  const reader = newReader();
  const lines = note.split('\n');
  let copiedUntil = -1;
  for (const [number, raw] of lines.entries()) {
    if (number <= copiedUntil) continue;
    const end = copiedEnd(lines, number);
    if (end !== undefined) {
      copiedUntil = end;
      reader.blank();
      continue;
    }
    if (/^[\s=_*#~-]*$/.test(raw) && !raw.includes('|')) {
      reader.blank();
      continue;
    }
    if (isAnsweredNo(raw)) {
      reader.blank();
      continue;
    }
    const cells = cellsOf(raw);
    if (cells) reader.row(cells, number);
    else for (const line of withoutBoxes(dotted(raw))) reader.line(line, number);
  }
  return reader.parts;
}

/**
 * The last line of a block that was carried forward from an earlier visit; undefined where none begins here. It goes to where the note says that
 * it ends, else to what it calls today's, else to the next blank line.
 */
function copiedEnd(lines: readonly string[], at: number): number | undefined {
  const line = lines[at] ?? '';
  const match = carried.exec(line.slice(0, 80));
  if (!match) return undefined;
  // "HPI copied from 10/02: had 80% relief" is all on its line, and on those that continue it.
  const isInline = line.indexOf(':', match.index) >= 0 && line.slice(line.indexOf(':', match.index) + 1).trim() !== '';
  const rest = lines.slice(at + 1, at + mostCopied);
  const blank = rest.findIndex((each) => each.trim() === '');
  if (isInline) {
    const next = rest.findIndex(
      (each) => each.trim() === '' || labelsIn(each)[0]?.start === 0 || labelOf(each) !== undefined,
    );
    return at + (next < 0 ? rest.length : next);
  }
  const end = rest.findIndex((each) =>
    /\bend\b.{0,30}\b(?:cop(?:y|ied)|carr(?:y|ied)|pulled|imported|forward)/i.test(each),
  );
  if (end >= 0) return at + 1 + end;
  const today = rest.findIndex((each) => /\btoday('s)?\b/i.test(each.slice(0, 60)));
  if (today >= 0) return at + today;
  return at + (blank < 0 ? rest.length : blank);
}

/** A block is not longer. */
const mostCopied = 80;

/** "M54.16        No" in a list that asks for each thing whether it is so. */
function isAnsweredNo(line: string): boolean {
  const [asked = '', answer = '', ...more] = line
    .trim()
    .split(/\s{2,}|\t+|\s*\|\s*/)
    .filter(Boolean);
  const isNo =
    /^(?:no|n|not done|not used|not given|declined|0)$/i.test(answer) &&
    more.every((each) => /^(?:-+|n\/?a|0)$/i.test(each));
  return isNo && !/:$/.test(asked) && labelOf(asked) === undefined;
}

/** "Date ....... 11/18/2026" with a colon. */
function dotted(line: string): string {
  return line.replace(/\s*(?:\.{3,}|\s\.{2,})\s*/g, ': ');
}

interface Reader {
  readonly parts: readonly Part[];
  blank(): void;
  row(cells: readonly string[], number: number): void;
  line(line: string, number: number): void;
}

function newReader(): Reader {
  const parts: Part[] = [];
  let section: Section = 'text';
  let label: Label | undefined;
  let labelText = '';
  let isValue = false;
  let waits = false;
  let isInline = false;
  let isWithinItem = false;
  let columns: readonly Column[] | undefined;
  let lineBefore = '';
  const push = (text: string, line: number, continues: boolean, isRow = false): void => {
    const last = parts.at(-1);
    const trimmed = text.replace(/\s+/g, ' ').trim();
    // What follows an examination without a heading of its own: the needle says that it is the procedure.
    if (section === 'ignored' && lineBefore === '' && !continues && needled.test(trimmed)) {
      section = 'text';
      label = undefined;
      labelText = '';
      isValue = false;
    }
    if (trimmed === '') return;
    if (continues && last && last.label === label && last.text.length < 4_000) {
      parts[parts.length - 1] = { ...last, text: `${last.text} ${trimmed}` };
    } else parts.push({ label, labelText, text: trimmed, section, isValue, line, isRow });
  };
  const under = (named: Label, written: string, text = ''): void => {
    // "PROCEDURE #1", and below it "Name:"; a radiologist's "EXAM: HIP INJECTION".
    const isName = named === 'name' && label === 'procedure' && waits;
    const isExam =
      named === 'exam' &&
      text.length < 120 &&
      /\b(?:injections?|blocks?|ablation|esi|epidural|arthrogram)\b/i.test(text);
    const next = isName || isExam ? 'procedure' : named;
    const isBesides = label === 'homeDrugs' || label === 'allergies' || label === 'risks';
    label = next;
    labelText = written.trim().replace(/[\s:]+$/, '');
    if (sections[next]) section = sections[next];
    else if (ending.has(next) || isBesides) section = 'text';
    isValue = !sections[next];
    waits = true;
    isInline = text !== '' && isValue;
  };
  const release = (): void => {
    // A value ends at a blank line; a section does not.
    if (label && sections[label] === undefined && !waits) {
      label = undefined;
      labelText = '';
      isValue = false;
    }
  };
  const pair = (name: Label, written: string, text: string, number: number): void => {
    under(name, written, text);
    if (text.trim() === '') return;
    waits = false;
    for (const told of withoutBoxes(text)) push(told, number, false);
  };
  const row = (cells: readonly string[], number: number): void => {
    if (cells.length === 0) return;
    const labels = cells.map((cell) => labelOf(cell.replace(/:$/, '')));
    const known = labels.filter(Boolean).length;
    lineBefore = '';
    const isOfColumns = columns !== undefined && known < 2;
    if (columns && isOfColumns && cells.length > 1 && !(cells.length === 2 && labels[0])) {
      for (const { name, written, text } of rowOf(cells, columns)) {
        label = name;
        labelText = written.replace(/[\s:]+$/, '');
        isValue = true;
        waits = false;
        push(text, number, false, true);
      }
      release();
      return;
    }
    const isHeader = cells.every((cell) => !/\d/.test(cell)) && cells.length > 2;
    const isOfPlaces = labels[0] !== undefined && placeLabels.has(labels[0]);
    if (isHeader && ((known >= 2 && known >= cells.length - 2) || isOfPlaces)) {
      columns = cells.map((written, at) => ({ label: labels[at], written }));
      return;
    }
    if (cells.length % 2 === 0 && labels.every((each, at) => at % 2 === 1 || each !== undefined)) {
      if (
        cells.length === 2 &&
        known === 2 &&
        !/[a-z]{3,} [a-z]{3,}/i.test(cells[1] ?? '') &&
        cells.every((cell) => !/\d/.test(cell)) &&
        columnPairs.has(`${labels[0]} ${labels[1]}`)
      ) {
        columns = cells.map((written, at) => ({ label: labels[at], written }));
        return;
      }
      for (let at = 0; at < cells.length; at += 2) {
        const name = labels[at];
        if (name) pair(name, cells[at] ?? '', cells[at + 1] ?? '', number);
      }
      release();
      return;
    }
    if (cells.length === 2 && isScores(cells)) {
      columns = cells.map((written, at) => ({ label: labels[at], written }));
      return;
    }
    release();
    for (const told of withoutBoxes(cells.join(', '))) push(told, number, false);
  };
  return {
    parts,
    blank() {
      release();
      columns = undefined;
      lineBefore = '';
    },
    row,
    line(written, number) {
      columns = undefined;
      const isItem = bullet.test(written);
      const line = written
        .replace(bullet, '')
        .replace(/\*\*|__|^#+\s*/g, '')
        .replace(/^(proc(?:edure)?\s?#?\d)\s*[-)/](?=\s)/i, '$1:')
        .replace(/^([A-Z][\w /-]{1,24});(?=\s)/, (whole: string, name: string) => (labelOf(name) ? `${name}:` : whole))
        .trim();
      if (line === '') return;
      const alone =
        /^[A-Za-z][^:]*:?$/.test(line) && line.length < 60 ? labelOf(line.replace(/\s*[:.-]+$/, '')) : undefined;
      if (alone && (/:$/.test(line) || line === line.toUpperCase() || isTitle(line))) {
        under(alone, line.replace(/:$/, ''));
        lineBefore = '';
        return;
      }
      // "11. Complications: none" and then "12. …": the next item is not the label's.
      if (isItem && isWithinItem) release();
      const found = labelsIn(line);
      isWithinItem = isItem && found.length > 0;
      const columnsOf = found[0]?.start === 0 ? [] : spaced(line);
      if (columnsOf.length > 0) {
        for (const [name, words, text] of columnsOf) pair(name, words, text, number);
        lineBefore = '';
        return;
      }
      const [first] = found;
      const head = line.slice(0, first?.start ?? line.length).trim();
      if (head !== '') {
        const isWrapped =
          !isItem && (isCutByWidth(lineBefore, line) || goesOn.test(lineBefore)) && !/^[A-Z][\w /-]{0,40}:/.test(line);
        const isOver =
          isValue && !waits && label !== undefined && brief.has(label) && !isItem && parts.at(-1)?.label === label;
        if (isOver) release();
        // A value that came with its label is over where its line ends, unless the line was cut by the page's width.
        const isCut = isWrapped && !/[.;:]$/.test(lineBefore);
        if (isInline && !isItem && !isCut && !/^[a-z(]/.test(head)) release();
        isInline &&= label !== undefined;
        const isSmall = !isItem && /^[a-z(]/.test(head) && lineBefore !== '' && !/[.:]$/.test(lineBefore);
        waits = false;
        push(head, number, !isOver && (isWrapped || isSmall));
      }
      for (const [at, each] of found.entries()) {
        const text = line.slice(each.end, found[at + 1]?.start ?? line.length).replace(/^[\s|]+|[\s|;,(]+$/g, '');
        under(each.label, line.slice(each.start, each.end - 1), text);
        if (text === '') continue;
        waits = false;
        push(text, number, false);
      }
      lineBefore = line;
    },
  };
}

/**
 * Whether the page's width may have cut the line before this one: not where this one is so much longer that its first word had room
 * there, as where each paragraph is one long line.
 */
function isCutByWidth(before: string, line: string): boolean {
  if (before.length < fewestOfWrapped) return false;
  const [first = ''] = line.split(' ', 1);
  return !/^[A-Z]/.test(line) || before.length + 1 + first.length + mostTrimmed >= line.length;
}

/** What may have been trimmed from a line's beginning: its bullet and indentation. */
const mostTrimmed = 8;

/** A column of a table, and its heading as written. */
interface Column {
  readonly label: Label | undefined;
  readonly written: string;
}

const placeLabels: ReadonlySet<Label> = new Set<Label>(['levels', 'nerves', 'site', 'bodies']);
/** Headings of a table of two columns, and no label with its value. */
const columnPairs: ReadonlySet<string> = new Set([
  'levels side',
  'site side',
  'nerves side',
  'levels agent',
  'site agent',
]);

function isScores(cells: readonly string[]): boolean {
  return labelOf(cells[1] ?? '') === 'painBoth' && !/\d/.test(cells.join(''));
}

/** "Chart no.  GP-3382      Date  11/02/2026": labels without a colon, each with its value behind two spaces. */
function spaced(line: string): readonly (readonly [Label, string, string])[] {
  const cells = line.split(/\s{2,}|\s+-+\s+/).filter(Boolean);
  const found: (readonly [Label, string, string])[] = [];
  for (let at = 0; at < cells.length; at += 2) {
    const name = labelOf((cells[at] ?? '').replace(/:$/, ''));
    const text = cells[at + 1];
    if (!name || text === undefined || !/^[A-Z]/.test(cells[at] ?? '')) return [];
    found.push([name, cells[at] ?? '', text]);
  }
  return found;
}

/** The cells of a table's row; none of a line between rows; undefined where it is no row. */
function cellsOf(line: string): readonly string[] | undefined {
  const by = (line.match(/\|/g) ?? []).length >= 1 ? '|' : /\S\t+\S/.test(line) ? '\t' : undefined;
  if (!by) return undefined;
  const cells = line
    .split(by === '\t' ? /\t+/ : '|')
    .map((cell) => cell.replace(/\s+/g, ' ').trim())
    .filter((cell, at, all) => cell !== '' || (at > 0 && at < all.length - 1));
  if (cells.every((cell) => /^[:\s-]*$/.test(cell))) return [];
  return cells.length < 2 || cells.length > 20 ? undefined : cells;
}

/** What a row says under each column; a side belongs to the level, nerve or site next to it, an amount to its drug. */
function rowOf(
  cells: readonly string[],
  columns: readonly Column[],
): readonly { readonly name: Label; readonly written: string; readonly text: string }[] {
  const named = columns.flatMap(({ label, written }, at) => {
    const text = cells[at] ?? '';
    return label && text !== '' ? [{ name: label, written, text }] : [];
  });
  const side = named.find(({ name }) => name === 'side');
  const place = named.find(({ name }) => placeLabels.has(name));
  const drug = named.find(({ name }) => name === 'agent');
  const volume = named.find(({ name }) => name === 'volume');
  const when = cells
    .map((cell) => (/^(?:before|pre|baseline)\b/i.test(cell) ? 'pre' : /^(?:after|post)\b/i.test(cell) ? 'post' : ''))
    .find(Boolean);
  return named.flatMap((each) => {
    if ((each === side && place) || (each === volume && drug)) return [];
    if (each === place && side) return [{ ...each, text: `${each.text} ${side.text}` }];
    if (each === drug && volume) return [{ ...each, text: `${each.text} ${volume.text}` }];
    return [each.name === 'painBoth' && when ? { ...each, text: `${when}: ${each.text}` } : each];
  });
}

function isTitle(line: string): boolean {
  return line.split(/\s+/).every((word) => /^(?:[A-Z(&/]|of|in|the|for|and|or|to|with)/.test(word));
}
