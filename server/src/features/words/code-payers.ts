/** What payers' policies say of a code, as Markdown: authorization, coverage, what must be documented, limits. Asked of the policies. */

import type { Codes } from '../../codes/codes.js';
import type { PolicyDocument } from '../../policy/document.js';
import type { AnyEntry, EntryKey } from '../../policy/entry.js';
import { namesCode } from '../../policy/names.js';
import type { Policy } from '../../policy/policy.js';
import { conditionWords, entryWords } from '../../policy/words.js';
import { groupedBy } from '../../text/grouped.js';
import { asText } from '../../text/markdown.js';
import { listed } from '../../text/words.js';

/** What coders ask, by the keys that say it; keys that are in no group are limits. */
const groups: readonly { readonly title: string; readonly keys: ReadonlySet<string> }[] = [
  { title: 'Prior authorization', keys: new Set<EntryKey>(['authorization']) },
  { title: 'Not covered', keys: new Set<EntryKey>(['not-covered']) },
  {
    title: 'Required',
    keys: new Set<EntryKey>(['modifiers', 'guidance', 'technique', 'documentation', 'at-least', 'prior', 'repeat']),
  },
  { title: 'Covered diagnoses', keys: new Set<EntryKey>(['covered-diagnoses']) },
];
const limits = 'Limits';
/** The groups as they are listed. */
const order = ['Prior authorization', 'Not covered', 'Required', limits, 'Covered diagnoses'];

/** What the policy that judges says of authorization and coverage, which a coder must know before the claim is written; in one line. */
export function coverageWords(codes: Codes, code: string, policy: Policy | undefined): string {
  const said = entriesFor(codes, code, policy).filter(isCoverage).map(withoutNames);
  return policy && said.length > 0 ? `${asText(policy.name)}: ${[...new Set(said)].join('; ')}` : '';
}

/** The first of what else it says, in one line. */
export function requiredWords(codes: Codes, code: string, policy: Policy | undefined): string {
  const rest = entriesFor(codes, code, policy).filter((entry) => !isCoverage(entry));
  const ordered = order.flatMap((title) => rest.filter((entry) => titleOf(entry) === title)).map(withoutNames);
  const more = ordered.length - mostInHover;
  if (!policy || ordered.length === 0) return '';
  return `${asText(policy.name)} requires and limits: ${ordered.slice(0, mostInHover).join('; ')}${more > 0 ? `; … ${more} more` : ''}`;
}

function entriesFor(codes: Codes, code: string, policy: Policy | undefined): readonly AnyEntry[] {
  return policy?.entries.filter((entry) => isAbout(entry, code, codes) && entry.severity !== 'off') ?? [];
}

function isCoverage({ key }: AnyEntry): boolean {
  return key === 'authorization' || key === 'not-covered';
}

/** "diagnostic: KX on each line": whoever asks for a code knows that it is about that code. */
function withoutNames(entry: AnyEntry): string {
  const words = entryWords(entry);
  const names = listed(entry.names.written);
  return asText(words.startsWith(names) ? words.slice(names.length).replace(/^[,:]\s*/, '') : words);
}

const mostInHover = 4;

/**
 * What every policy says of the code itself, grouped by what is asked; each under the policy that says it.
 *
 * @param today what ended before it is left out
 */
export function payersOfCode(
  codes: Codes,
  code: string,
  documents: readonly PolicyDocument[],
  today: string,
): readonly string[] {
  const said = documents.flatMap(({ content: { payer, name = payer }, entries }) =>
    entries.flatMap((entry) => (isAbout(entry, code, codes) && !isOver(entry, today) ? [{ name, entry }] : [])),
  );
  const sections = order.flatMap((title) => {
    const own = said.filter(({ entry }) => titleOf(entry) === title);
    const names = [...new Set(own.map(({ name }) => name))];
    const lines = names.flatMap((name) =>
      listOf(name, [...new Set(own.flatMap((each) => (each.name === name ? [statement(each.entry)] : [])))]),
    );
    return lines.length > 0 ? [`**${title}**`, lines.join('\n')] : [];
  });
  return sections.length > 0 ? ['## What payers say', ...sections, inheritedWords] : [];
}

/** What a list of what policies themselves say leaves out. */
export const inheritedWords = 'A policy also says what the one that it extends says.';

/** Which policies ask for a field, and for what: what they require documented, and at least how much of it. */
export function payersOfField(field: string, documents: readonly PolicyDocument[], today: string): readonly string[] {
  const lines = documents.flatMap(({ content: { payer, name = payer }, entries }) => {
    const words = entries.filter((entry) => asksFor(entry, field) && !isOver(entry, today)).map(statement);
    return listOf(name, [...new Set(words)]);
  });
  return lines.length > 0 ? ['**Payers that ask for it**', lines.join('\n')] : [];
}

/**
 * What every policy itself says of two codes on one day, whichever of them it is about: a line a policy.
 *
 * @param today what ended before it is left out
 */
export function payersOfTwo(
  codes: Codes,
  [one, other]: readonly [string, string],
  documents: readonly PolicyDocument[],
  today: string,
): readonly string[] {
  const said = documents.flatMap(({ content: { payer, name = payer }, entries }) =>
    entries.flatMap((entry) => {
      if (isOver(entry, today)) return [];
      const words = [betweenWords(codes, entry, one, other), betweenWords(codes, entry, other, one)];
      return words.flatMap((each) => (each === undefined ? [] : [{ name, words: each }]));
    }),
  );
  // Several files may be one payer's, each for its own time.
  const byName = groupedBy(said, ({ name }) => name);
  return [...byName].map(
    ([name, statements]) => `- ${asText(name)}: ${[...new Set(statements.map(({ words }) => words))].join('; ')}`,
  );
}

/** "99152 is not paid on the day of 64635 (warning, from 2025-01-01, verified)"; undefined where it is not about the two. */
function betweenWords(codes: Codes, entry: AnyEntry, code: string, other: string): string | undefined {
  if (entry.key !== 'not-together' && entry.key !== 'only-beside') return undefined;
  if (!isAbout(entry, code, codes) || !namesCode(entry.value, other, codes)) return undefined;
  const { severity, from, until, confidence } = entry;
  const conditions = conditionWords(entry);
  const details = [
    severity === 'off' ? 'does not apply here' : severity,
    from && `from ${from}`,
    until && `until ${until}`,
    confidence,
  ].filter(Boolean);
  const words =
    entry.key === 'not-together'
      ? `${code} is not paid on the day of ${other}`
      : `${code} is paid only with ${listed(entry.value.written, 'or')} on the claim`;
  return `${asText(`${words}${conditions ? `, ${conditions}` : ''}`)} (${details.join(', ')})`;
}

function asksFor(entry: AnyEntry, field: string): boolean {
  if (entry.severity === 'off') return false;
  if (entry.key === 'documentation') return entry.value.some((each) => each === field);
  return entry.key === 'at-least' && Object.hasOwn(entry.value, field);
}

function isOver({ until }: AnyEntry, today: string): boolean {
  return until !== undefined && until < today;
}

/** The one statement of a policy on its line, or several below its name. */
function listOf(name: string, words: readonly string[]): readonly string[] {
  const [only, ...more] = words;
  if (only === undefined) return [];
  return more.length === 0
    ? [`- ${asText(name)}: ${only}`]
    : [[`- ${asText(name)}:`, ...words.map((each) => `  - ${each}`)].join('\n')];
}

function titleOf({ key }: AnyEntry): string {
  return groups.find(({ keys }) => keys.has(key))?.title ?? limits;
}

function isAbout({ names }: AnyEntry, code: string, codes: Codes): boolean {
  return namesCode(names, code, codes);
}

function statement(entry: AnyEntry): string {
  const { severity, from, until, confidence } = entry;
  const details = [
    from && `from ${from}`,
    until && `until ${until}`,
    severity === 'off' && 'does not apply here',
    confidence !== 'verified' && confidence,
  ].filter(Boolean);
  return `${asText(entryWords(entry))}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}
