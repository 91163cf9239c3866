/**
 * Places in a text and edits of it. Offsets are JavaScript string offsets; which text they count in (a whole file
 * or one encounter's slice) is the caller's knowledge.
 */
export interface Span {
  readonly start: number;
  /** The offset behind the last character. */
  readonly end: number;
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** An edit that puts `text` in the place of what `span` covers. */
export function replaceAt(span: Span, text: string): Edit {
  return { span, text };
}

/** An edit that inserts `text` before the character at `offset`. */
export function insertAt(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}

/** An edit that removes what `span` covers. */
export function removeAt(span: Span): Edit {
  return { span, text: '' };
}

/** The text a span covers. */
export function covered(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/** Whether `inner` lies within `outer`, ends included. */
export function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Whether two spans share a character, or an empty one touches the other. */
export function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** The span moved by `offset` characters. */
export function shifted(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}

/**
 * The edits in the order in which every editor applies them alike: by start, and at one start inserts before what goes there, so
 * that nothing removes what another edit inserted. Inserts at one place keep the order given. Where two overlap, the later one in
 * the text is left out.
 */
export function ordered(edits: readonly Edit[]): readonly Edit[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let at = 0;
  return sorted.filter(({ span }) => {
    if (span.start < at) return false;
    at = span.end;
    return true;
  });
}

/** The text after the edits, in whatever order they are given; see {@link ordered}. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of ordered(edits)) {
    parts.push(text.slice(at, edit.span.start), edit.text);
    at = edit.span.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
