/** The page of what could change in a policy without any of its examples failing, as Markdown. */
import type { StatementCoverage } from '../../authoring/coverage.js';
import type { TriedMutation } from '../../authoring/mutate.js';
import { statementKey } from '../../authoring/statement.js';
import type { AnyEntry } from '../../policy/entry.js';
import { entryWords } from '../../policy/words.js';
import { groupedBy } from '../../text/grouped.js';
import { asText, linkTo } from '../../text/markdown.js';
import type { Span } from '../../text/span.js';
import { counted } from '../../text/words.js';

/** What was found out about a file. */
interface Unnoticed {
  /** As its user knows it. */
  readonly file: string;
  /** How many examples it has, and how many of them pass: only these can notice anything. */
  readonly examples: number;
  readonly passed: number;
  readonly statements: readonly StatementCoverage[];
  readonly tried: readonly TriedMutation[];
  /** The time was over, or the author had enough, before all were tried. */
  readonly isCutShort: boolean;
}

/**
 * The page: each statement that an unnoticed change is of, and why it goes unnoticed.
 *
 * @param place the line of a place in the file, from 1, and its address where it can be opened
 */
export function unnoticedPage(
  { file, examples, passed, statements, tried, isCutShort }: Unnoticed,
  place: (at: Span) => { readonly line: number; readonly address: string | undefined },
): string {
  const survivors = groupedBy(
    tried.filter(({ why }) => why !== undefined),
    ({ entry }) => statementKey(entry),
  );
  const unreached = statements.filter(({ reach }) => reach === 'none');
  const lost = [...survivors.values()].reduce((sum, each) => sum + each.length, 0);
  const failed = examples - passed;
  const linked = (at: Span): string => {
    const { line, address } = place(at);
    return linkTo(`line ${line}`, address);
  };
  const heading = (entry: AnyEntry): string => `## ${asText(entryWords(entry))} (${linked(entry.origin.at)})`;
  const parts = [
    `# What could change unnoticed in ${asText(file)}`,
    'Each number, duration and list of this file was changed a little, one at a time, and its examples were run again. A change that no example notices is one that nobody would notice if it were made by mistake.',
    statements.length === 0
      ? 'This file has no entries of its own, so there is nothing to change.'
      : examples === 0
        ? 'This file has no examples, so every change goes unnoticed.'
        : `${tried.length - lost} of ${counted(tried.length, 'change')} noticed by ${counted(passed, 'example')}.${failed > 0 ? ` ${counted(failed, 'example')} failed before any change and cannot notice one.` : ''}`,
    isCutShort ? 'There was no time to try all changes.' : '',
    ...[...survivors.values()].flatMap((changes) => {
      const [first] = changes;
      if (!first) return [];
      const rows = changes.map(({ at, words, why }) => `- ${asText(words)} (${linked(at)}): ${asText(why ?? '')}`);
      return [heading(first.entry), rows.join('\n')];
    }),
    ...(unreached.length > 0
      ? [
          '## No example reaches',
          unreached.map(({ entry, at }) => `- ${asText(entryWords(entry))} (${linked(at)})`).join('\n'),
        ]
      : []),
    tried.length > 0 && lost === 0 && unreached.length === 0 && !isCutShort
      ? 'Every change was noticed, and an example reaches every statement.'
      : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
