/**
 * A policy's entries by what rules ask for: under one key, naming one code, about one procedure. Every line of every encounter asks, and a
 * practice bills the same codes each day, so that each is looked for once.
 */
import type { Codes } from '../codes/codes.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { groupedBy } from '../text/grouped.js';
import type { AnyEntry, Entry, EntryKey } from './entry.js';
import { namesCode, namesProcedure } from './names.js';

export interface EntryIndex {
  /** The entries under a key, in the policy's order. */
  under<Key extends EntryKey>(key: Key): readonly Entry<Key>[];
  /** Those that name a code. */
  naming<Key extends EntryKey>(key: Key, code: string, codes: Codes): readonly Entry<Key>[];
  /** Those that name a procedure: by the codes that bill it, else by its kind. */
  about<Key extends EntryKey>(
    key: Key,
    procedure: { readonly kind: ProcedureKind | undefined; readonly billed: readonly string[] },
    codes: Codes,
  ): readonly Entry<Key>[];
}

/** Under each key so many questions are kept; a practice bills some hundreds of codes, and more than that is noise. */
const mostKept = 2_000;
/** The codes of a claim that is longer than any are not kept. */
const longestKept = 200;

/** The index of these entries. */
export function entryIndex(entries: readonly AnyEntry[]): EntryIndex {
  const byKey = groupedBy(entries, ({ key }) => key);
  /** By the tables last asked: a run has one set of them, or a few. */
  let tables: Codes | undefined;
  const naming = new Map<EntryKey, Map<string, readonly AnyEntry[]>>();
  const about = new Map<EntryKey, Map<string, readonly AnyEntry[]>>();
  const kept = (
    all: Map<EntryKey, Map<string, readonly AnyEntry[]>>,
    key: EntryKey,
    question: string,
    codes: Codes,
    names: (entry: AnyEntry) => boolean,
  ): readonly AnyEntry[] => {
    const ofKey = byKey.get(key);
    if (!ofKey) return none;
    if (tables !== codes) {
      naming.clear();
      about.clear();
      tables = codes;
    }
    const known = all.get(key) ?? new Map<string, readonly AnyEntry[]>();
    all.set(key, known);
    const before = known.get(question);
    if (before) return before;
    const found = ofKey.filter(names);
    if (question.length > longestKept) return found;
    if (known.size >= mostKept) known.clear();
    known.set(question, found.length > 0 ? found : none);
    return found;
  };
  return {
    under: (key) => entriesAs(byKey.get(key) ?? none),
    naming: (key, code, codes) =>
      entriesAs(kept(naming, key, code, codes, ({ names }) => namesCode(names, code, codes))),
    about: (key, { kind, billed }, codes) =>
      entriesAs(
        kept(about, key, `${kind} ${billed.join(' ')}`, codes, ({ names }) =>
          namesProcedure(names, kind, billed, codes),
        ),
      ),
  };
}

const none: readonly AnyEntry[] = [];

/** Under a key there are only entries with that key. */
function entriesAs<Key extends EntryKey>(entries: readonly AnyEntry[]): readonly Entry<Key>[] {
  return entries as readonly AnyEntry[] as readonly Entry<Key>[];
}
