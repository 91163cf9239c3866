/** Single statements of a policy file: whether two are the same one, and where a statement's entry is. */

import type { PolicyDocument } from '../policy/document.js';
import type { AnyEntry } from '../policy/entry.js';
import type { Span } from '../text/span.js';
import { spanOfValue } from '../yaml/locate.js';

/** The same for a statement wherever it was inherited to. */
export function statementKey({ key, origin }: AnyEntry): string {
  return `${origin.shipped ? 'shipped' : ''} ${origin.file} ${origin.entry} ${key}`;
}

/** The path of the entry that makes the statement: `limits`, 2. */
export function pathOf({ origin }: AnyEntry): readonly [string, number] {
  const [list = '', index = ''] = origin.entry.split(' ');
  return [list, Number(index)];
}

/** The place of the whole entry. */
export function entrySpan({ root }: Pick<PolicyDocument, 'root'>, entry: AnyEntry): Span {
  return spanOfValue(root, pathOf(entry));
}

/** The document without one of its statements. */
export function without(document: PolicyDocument, entry: AnyEntry): PolicyDocument {
  return replacing(document, entry, undefined);
}

/** The document with one statement replaced by another. */
export function replacing(document: PolicyDocument, entry: AnyEntry, other: AnyEntry | undefined): PolicyDocument {
  const wanted = statementKey(entry);
  return {
    ...document,
    entries: document.entries.flatMap((each) => (statementKey(each) === wanted ? (other ?? []) : each)),
  };
}
