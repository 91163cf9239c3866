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
  /** The number of the line that it began on: the rows of a table share one. */
  readonly line: number;
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
    'series',
    'discarded',
  ] as const),
]);
const carried =
  /\b(?:copied|carried|pulled|imported|brought|copy)\s*-?(?:forward|from|over|in)\b|\b(?:from|per) (?:the )?(?:last|previous|prior) (?:visit|note|encounter)\b(?=[^.]{0,30}:|\s*-*\s*$)|\bcopy[- ]?forward/i;
const bullet =
  /^\s*(?:[-*\u2022\u2023\u25aa\u25cf\u25e6\u00b7>]+|\(?\d{1,2}[.)](?=\s|$)|#\d{1,2}[.:)]?(?=\s)|\(?[a-h][.)](?=\s))\s*/;
/** A line that ends so early was not cut by the page's width. */
const fewestOfWrapped = 45;

/** The parts in their order. */
export function partsOf(note: string): readonly Part[] {
  const parts: Part[] = [];
  let section: Section = 'text';
  let label: Label | undefined;
  let labelText = '';
  let isValue = false;
  let waits = false;
  let columns: readonly (Label | undefined)[] | undefined;
  let lineBefore = '';
  const push = (text: string, line: number, continues: boolean): void => {
    const last = parts.at(-1);
    const trimmed = text.replace(/\s+/g, ' ').trim();
    if (trimmed === '') return;
    if (continues && last && last.label === label && last.text.length < 4_000) {
      parts[parts.length - 1] = { ...last, text: `${last.text} ${trimmed}` };
    } else parts.push({ label, labelText, text: trimmed, section, isValue, line });
  };
  const under = (next: Label, written: string): void => {
    label = next;
    labelText = written.trim();
    if (sections[next]) section = sections[next];
    else if (ending.has(next)) section = 'text';
    isValue = !sections[next];
    waits = true;
  };
  const release = (): void => {
    // A value ends at a blank line; a section does not.
    if (label && sections[label] === undefined && !waits) {
      label = undefined;
      labelText = '';
      isValue = false;
    }
  };
  for (const [number, raw] of note.split('\n').entries()) {
    if (/^[\s=_*#~-]*$/.test(raw) && !raw.includes('|')) {
      release();
      columns = undefined;
      lineBefore = '';
      continue;
    }
    const cells = cellsOf(raw);
    if (cells) {
      if (cells.length === 0) continue;
      const labels = cells.map((cell) => labelOf(cell.replace(/:$/, '')));
      const known = labels.filter(Boolean).length;
      lineBefore = '';
      if (columns && known < 2) {
        for (const [name, written, text] of rowOf(cells, columns)) {
          under(name, written);
          waits = false;
          push(text, number, false);
        }
        release();
        continue;
      }
      if (cells.length > 2 && known >= 2 && known >= cells.length - 1) {
        columns = labels;
        continue;
      }
      if (cells.length % 2 === 0 && labels.every((each, at) => (at % 2 === 0 ? each !== undefined : true))) {
        for (let at = 0; at < cells.length; at += 2) {
          const name = labels[at];
          if (!name) continue;
          under(name, cells[at] ?? '');
          waits = false;
          const told = withoutBoxes(cells[at + 1] ?? '');
          if (told !== undefined) push(told, number, false);
        }
        release();
        continue;
      }
      if (cells.length === 2 && known === 2) {
        columns = labels;
        continue;
      }
      release();
      const told = withoutBoxes(cells.join(', '));
      if (told !== undefined) push(told, number, false);
      continue;
    }
    columns = undefined;
    const unboxed = withoutBoxes(raw);
    if (unboxed === undefined || unboxed.trim() === '') {
      lineBefore = '';
      continue;
    }
    const isItem = bullet.test(unboxed);
    const line = unboxed
      .replace(bullet, '')
      .replace(/\*\*|__|^#+\s*/g, '')
      .trim();
    if (carried.test(line.slice(0, 120))) {
      const colon = line.indexOf(':');
      label = undefined;
      labelText = '';
      isValue = false;
      waits = false;
      section = 'copied';
      push(colon >= 0 ? line.slice(colon + 1) : '', number, false);
      lineBefore = line;
      continue;
    }
    const alone =
      /^[A-Za-z][^:]*:?$/.test(line) && line.length < 60 ? labelOf(line.replace(/\s*[:.-]+$/, '')) : undefined;
    if (alone && (/:$/.test(line) || line === line.toUpperCase() || isTitle(line))) {
      under(alone, line.replace(/:$/, ''));
      lineBefore = '';
      continue;
    }
    const found = labelsIn(line);
    const dashed =
      found[0]?.start === 0 ? undefined : /^([A-Z][A-Za-z /()-]{2,40}?)(?:\s+-+\s+|\s{2,})(\S.*)$/.exec(unboxed.trim());
    const dashedLabel = dashed?.[1] === undefined ? undefined : labelOf(dashed[1]);
    if (dashed && dashedLabel) {
      under(dashedLabel, dashed[1] ?? '');
      waits = false;
      push(dashed[2] ?? '', number, false);
      lineBefore = dashed[2] ?? '';
      continue;
    }
    const [first] = found;
    const head = line.slice(0, first?.start ?? line.length).trim();
    if (head !== '') {
      const isWrapped = !isItem && lineBefore.length >= fewestOfWrapped && !/^[A-Z][\w /-]{0,40}:/.test(line);
      const isOver =
        isValue && !waits && label !== undefined && brief.has(label) && !isItem && parts.at(-1)?.label === label;
      if (isOver) release();
      const isSmall = !isItem && /^[a-z(]/.test(head) && lineBefore !== '' && !/[.:]$/.test(lineBefore);
      if (waits) waits = false;
      push(head, number, !isOver && (isWrapped || isSmall));
    }
    for (const [at, each] of found.entries()) {
      under(each.label, line.slice(each.start, each.end - 1));
      const text = line.slice(each.end, found[at + 1]?.start ?? line.length).replace(/^[\s|]+|[\s|;,]+$/g, '');
      if (text === '') continue;
      waits = false;
      push(text, number, false);
    }
    lineBefore = line;
  }
  return parts;
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

/** What a row says under each column; a side belongs to the level, nerve or site next to it. */
function rowOf(
  cells: readonly string[],
  columns: readonly (Label | undefined)[],
): readonly (readonly [Label, string, string])[] {
  const named = columns.flatMap((label, at) => (label && cells[at] ? [{ label, text: cells[at] ?? '' }] : []));
  const side = named.find(({ label }) => label === 'side');
  const place = named.find(
    ({ label }) => label === 'levels' || label === 'nerves' || label === 'site' || label === 'bodies',
  );
  return named.flatMap((each) => {
    if (each === side && place) return [];
    const text = each === place && side ? `${each.text} ${side.text}` : each.text;
    return [[each.label, each.label, text] as const];
  });
}

function isTitle(line: string): boolean {
  return line.split(/\s+/).every((word) => /^(?:[A-Z(&/]|of|in|the|for|and|or|to|with)/.test(word));
}
