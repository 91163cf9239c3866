/**
 * Where each line of an encounter goes: its indentation, and which service lines share columns. Decides nothing about the words in a
 * line.
 */
import type { Encounter } from '../encounter/encounter.js';
import { type Block, blockAfter, type LineForm, lineForm } from '../syntax/line-form.js';
import { isSpace, lineScanner, skipSpace, type TextLine } from '../text/lines.js';
import type { Owned } from './owned.js';

/** A line that the formatter may change. */
export interface LaidOut {
  readonly line: TextLine;
  readonly form: LineForm;
  /** In blanks; undefined where the line's own indentation stays. */
  readonly indentation: number | undefined;
  /** Another number for service lines that do not share their columns. */
  readonly run: number;
}

const ofSection = 2;
const ofLine = 4;

/** The lines of an encounter but those of pasted notes. A line that fits no form is left where it is. */
export function layoutOf({ text, notes }: Encounter, owned: Owned): readonly LaidOut[] {
  const found: (LaidOut & { readonly block: Block | undefined })[] = [];
  const nextLine = lineScanner(text);
  let block: Block | undefined;
  let run = 0;
  let note = 0;
  for (let line = nextLine(); line; line = nextLine()) {
    const { start, end } = line;
    while (start >= (notes[note]?.end ?? Number.POSITIVE_INFINITY)) note += 1;
    const inside = notes[note];
    if (inside && inside.start <= start && end <= inside.end) {
      run += 1;
      continue;
    }
    // A byte order mark is no indentation.
    const from = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
    const form = lineForm(text, { start: from, end }, block);
    block = blockAfter(form, block);
    // A comment between two service lines leaves their columns together; anything else parts them.
    if (form.kind !== 'service' && form.kind !== 'comment' && form.kind !== 'stray') run += 1;
    found.push({
      line: { ...line, start: from },
      form,
      indentation: indentationOf(form, block, owned),
      run,
      block,
    });
  }
  return withComments(text, found);
}

function indentationOf(form: LineForm, block: Block | undefined, owned: Owned): number | undefined {
  switch (form.kind) {
    case 'encounter':
    case 'section':
      return 0;
    case 'diagnosis':
    case 'service':
      return ofSection;
    case 'field': {
      const owner = owned.fieldAt(form.words.nameSpan.start)?.owner;
      // A field of the encounter below a section is to be moved: where it is says nothing.
      if (owner === 'encounter') return block === 'encounter' ? 0 : undefined;
      if (owner) return owner === 'line' ? ofLine : ofSection;
      return block === 'encounter' ? 0 : block === 'procedure' ? ofSection : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * A comment is indented as the line directly below it. One with nothing below it is its section's, unless it is written at the margin:
 * then it is about what comes.
 */
function withComments(
  text: string,
  lines: readonly (LaidOut & { readonly block: Block | undefined })[],
): readonly LaidOut[] {
  const found: LaidOut[] = [...lines];
  let below: LaidOut | undefined;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const each = lines[at];
    if (!each) continue;
    if (each.form.kind !== 'comment') {
      below = each;
      continue;
    }
    const { line, block } = each;
    const isAbove = below && below.form.kind !== 'blank' && below.line.start <= line.next;
    const isAtMargin = line.start === line.end || !isSpace(text.charCodeAt(line.start));
    const isOfSection = block !== undefined && block !== 'encounter';
    const indentation = isAbove ? below?.indentation : isAtMargin || !isOfSection ? 0 : ofSection;
    const laidOut = { ...each, indentation };
    found[at] = laidOut;
    below = laidOut;
  }
  return found;
}

/** Where a line's first word starts. */
export function contentStart(text: string, { start, end }: TextLine): number {
  return skipSpace(text, start, end);
}
