/** An encounter file as the format writes it: whole, in a selection, or the line that was just left. */
import type { Range, TextEdit } from 'vscode-languageserver';
import type { CheckedFile } from '../../engine/check.js';
import { editsInLines, formatFile } from '../../format/file.js';
import type { Edit } from '../../text/span.js';
import { textEdits } from '../convert.js';

/** The edits of the whole file. */
export function formatted(file: CheckedFile): TextEdit[] {
  return textEdits(file.sliced.lines, edits(file));
}

/** The edits of the lines that a selection is in; the others keep their columns. */
export function formattedRange(file: CheckedFile, { start, end }: Range): TextEdit[] {
  const index = file.sliced.lines;
  const span = { start: index.offset(start), end: index.offset(end) };
  return textEdits(index, editsInLines(file.text, edits(file), span));
}

/** The edits of the line above the one that was just begun; no line goes, and nothing changes where the cursor is. */
export function formattedAbove(file: CheckedFile, line: number): TextEdit[] {
  if (line < 1) return [];
  const index = file.sliced.lines;
  const end = index.offset({ line: line - 1, character: Number.POSITIVE_INFINITY });
  const span = { start: index.lineStart(line - 1), end };
  const inside = editsInLines(file.text, edits(file), span).filter((edit) => edit.span.end <= end);
  return textEdits(index, inside);
}

function edits({ text, encounters }: CheckedFile): readonly Edit[] {
  return formatFile(
    text,
    encounters.map(({ start, judgment: { encounter } }) => ({ start, encounter })),
  );
}
