/** Offsets to lines and characters and back, for protocols and reports that count in lines. */
import { lastAtMost } from './ascending.js';

interface Position {
  /** Counted from 0. */
  readonly line: number;
  /** Counted from 0, in UTF-16 units. */
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface LineIndex {
  readonly lineCount: number;
  position(offset: number): Position;
  offset(position: Position): number;
  /** The offset at which a line starts. */
  lineStart(line: number): number;
}

/** The line index of a text whose lines end in LF, CRLF or a lone CR. */
export function lineIndex(text: string): LineIndex {
  const starts: number[] = [0];
  const lineEnd = /\r\n|\n|\r/g;
  while (lineEnd.exec(text)) starts.push(lineEnd.lastIndex);

  const startAt = (line: number): number => starts[line] ?? 0;
  const lineOf = (offset: number): number => Math.max(0, lastAtMost(starts.length, startAt, offset));
  return {
    lineCount: starts.length,
    position(offset) {
      const bounded = Math.max(0, Math.min(offset, text.length));
      const line = lineOf(bounded);
      return { line, character: bounded - (starts[line] ?? 0) };
    },
    offset({ line, character }) {
      const start = starts[line];
      if (start === undefined) return line < 0 ? 0 : text.length;
      let end = starts[line + 1] ?? text.length;
      // A character behind the line's last one is the line's end, and not the next line.
      if (line + 1 < starts.length) end -= text[end - 1] === '\n' && text[end - 2] === '\r' && end - 2 >= start ? 2 : 1;
      return Math.max(start, Math.min(start + character, end));
    },
    lineStart: (line) => starts[line] ?? text.length,
  };
}
