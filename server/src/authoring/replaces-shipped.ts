/** Workspace files that take a shipped policy's place without extending it, and what of it no longer holds then. */

import type { PolicyDocument } from '../policy/document.js';
import { type AnyEntry, identityOf } from '../policy/entry.js';
import { fileOn } from '../policy/in-force.js';
import { inherited } from '../policy/inherit.js';
import type { FileProblem } from '../policy/relations.js';
import { nameKey, type Shelf, type ShelvedPolicy } from '../policy/shelf.js';
import { type Edit, insertAt, replaceAt } from '../text/span.js';
import { counted, listed } from '../text/words.js';
import type { ProblemFix } from '../yaml/problem.js';
import { pairOf, readTree } from '../yaml/tree.js';
import { daysOf } from './periods.js';
import type { AuthoringWorld } from './world.js';

/** One finding for a file, on its `payer`; none where nothing is lost. */
export function* replacingShipped(world: AuthoringWorld, document: PolicyDocument): Iterable<FileProblem> {
  const { shelf } = world.policies;
  const own = shelf.all.find(({ file, shipped }) => file === document.file && !shipped);
  const day = daysOf(world, document.content).at(-1);
  if (document.shipped || !own || day === undefined) return;
  const id = nameKey(own.id);
  const replaced = shelf.all.filter((policy) => policy.shipped && nameKey(policy.id) === id);
  const before = fileOn(replaced, day);
  if (!before) return;
  const chain = shelf.chainOf(own, day);
  if (chain.some((policy) => replaced.includes(policy))) return;
  const lost = lostWords(shelf, { id, own, chain, replaced, before, day });
  if (lost.length === 0) return;
  const { at } = document;
  const written = document.content.extends;
  const remedy = written === undefined ? `add extends: ${before.id}` : `extend ${before.id} instead of ${written}`;
  yield {
    rule: 'payer-replaces-shipped',
    severity: 'warning',
    file: document.file,
    at: at.payer,
    message: `This file replaces the built-in ${before.id} and drops ${listed(lost)}: ${remedy} to keep them`,
    related: before.document
      ? [{ file: before.file, shipped: true, at: before.document.at.payer, message: 'The built-in policy' }]
      : [],
    fixes: () => fixesOf(document, before, shelf.chainOf(before, day)),
  };
}

interface Replacement {
  /** Lower case. */
  readonly id: string;
  readonly own: ShelvedPolicy;
  readonly chain: readonly ShelvedPolicy[];
  readonly replaced: readonly ShelvedPolicy[];
  readonly before: ShelvedPolicy;
  readonly day: string;
}

/** What the shipped policy has and the file's own chain has not: "3 aliases", "bilateral forms", "2 limits entries". */
function lostWords(shelf: Shelf, { id, own, chain, replaced, before, day }: Replacement): readonly string[] {
  const aliases = new Set(
    replaced.flatMap((policy) => policy.aliases.map(nameKey)).filter((alias) => shelf.idOf.get(alias) !== id),
  );
  const chainBefore = shelf.chainOf(before, day);
  const had = inherited(before, chainBefore, day);
  const said = [...inherited(own, chain, day).entries, ...(own.document?.entries ?? [])];
  const kept = new Set(said.map(identityOf));
  const lists = new Map<string, Set<string>>();
  for (const entry of had.entries) {
    if (kept.has(identityOf(entry))) continue;
    const [list, place] = placeOf(entry);
    lists.set(list, (lists.get(list) ?? new Set()).add(place));
  }
  const says = (policies: readonly ShelvedPolicy[], key: 'bilateral' | 'severity'): boolean =>
    policies.some(({ document }) => document?.content[key] !== undefined);
  const isLost = (key: 'bilateral' | 'severity'): boolean => says(chainBefore, key) && !says(chain, key);
  return [
    ...(aliases.size > 0 ? [counted(aliases.size, 'alias', 'aliases')] : []),
    ...(isLost('bilateral') ? ['bilateral forms'] : []),
    ...(isLost('severity') ? ['severities'] : []),
    ...[...lists].map(([list, entries]) => counted(entries.size, `${list} entry`, `${list} entries`)),
  ];
}

/** The list that the entry is in, and which entry of which file it is. */
function placeOf({ origin }: AnyEntry): readonly [string, string] {
  return [origin.entry.split(' ')[0] ?? '', `${origin.file} ${origin.entry}`];
}

function fixesOf(
  document: PolicyDocument,
  before: ShelvedPolicy,
  chainBefore: readonly ShelvedPolicy[],
): readonly ProblemFix[] {
  const { text, at, content } = document;
  const written = content.extends;
  if (written === undefined) {
    const edit = extending(text, before.id);
    return edit ? [{ title: `Add extends: ${before.id}`, edits: [edit] }] : [];
  }
  // Another parent would be lost, except where the shipped policy extends it too.
  const isKept = chainBefore.some(({ id }) => nameKey(id) === nameKey(written));
  return isKept ? [{ title: `Change extends to ${before.id}`, edits: [replaceAt(at.extends, before.id)] }] : [];
}

/** Puts the key below the payer's. */
function extending(text: string, id: string): Edit | undefined {
  const { root } = readTree(text);
  const payer = pairOf(root, 'payer');
  if (root?.kind !== 'mapping' || !payer?.value) return undefined;
  const { keySpan, value } = payer;
  if (root.isFlow) return insertAt(value.span.end, `, extends: ${id}`);
  const lineStart = text.lastIndexOf('\n', keySpan.start - 1) + 1;
  const rest = /\r?\n|$/.exec(text.slice(value.span.end));
  const indent = text.slice(lineStart, keySpan.start).replace(/[^ \t]/g, ' ');
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  return insertAt(value.span.end + (rest?.index ?? 0), `${newLine}${indent}extends: ${id}`);
}
