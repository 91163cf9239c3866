/**
 * A rule's page as it is read: what it is for and how to fix it first, then what the payers' policies say of it, how to
 * allow it, and the cases. The words are the page's own; what policies say and how to allow is made here, for every rule alike.
 */

import { rulePages } from '../../../generated/rule-pages.js';
import type { Codes } from '../../codes/codes.js';
import type { Denial } from '../../codes/denials.js';
import type { PolicyDocument } from '../../policy/document.js';
import type { Rule } from '../../rules/rule.js';
import { asText } from '../../text/markdown.js';
import { denialWords } from './denial.js';
import { payersWords } from './payers.js';

/** Sections of a page that come before its cases, in this order. */
const opening = ['Why', 'Fix'];
const payers = 'How payers differ';

/** The page's own text, as written; undefined if the rule has none. */
export function ownPage(id: string): string | undefined {
  return Object.hasOwn(rulePages, id) ? rulePages[id] : undefined;
}

/** The short form for a report that lists its rules: why, fix, and how to allow it. Markdown. */
export function ruleHelp(rule: Rule): string {
  const { sections } = inSections(ownPage(rule.id) ?? '');
  const own = (name: string): string => sections.find(({ title }) => title === name)?.body ?? '';
  const parts = [
    `${rule.summary}.`,
    own('Why'),
    section('Fix', own('Fix')),
    section('How to allow it', allowWords(rule)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/**
 * The explanation of a rule as Markdown.
 *
 * @param documents the policies whose statements are listed: those that come with the tool, and the workspace's
 */
export function rulePage(rule: Rule, codes: Codes, documents: readonly PolicyDocument[]): string {
  const { head, sections } = inSections(ownPage(rule.id) ?? `# ${rule.id}\n\n${rule.summary}.\n`);
  const own = (name: string): string => sections.find(({ title }) => title === name)?.body ?? '';
  const cases = sections.filter(({ title }) => ![...opening, payers].includes(title));
  const parts = [
    head,
    `Severity: ${rule.severity}, unless a policy, the project file or a setting changes it.`,
    ...opening.map((title) => section(title, own(title))),
    section(payers, [own(payers), payersWords(rule, documents)].filter(Boolean).join('\n\n')),
    section('Tables', (rule.tables ?? []).map((table) => `- ${asText(codes.editions[table])}`).join('\n')),
    section('How the claim comes back', codes.denials(rule.id).map(denialLine).join('\n')),
    section('How to allow it', allowWords(rule)),
    cases.length > 0
      ? '## Cases\n\nEach case is a test of the rule: `^^^` marks what it finds, followed by the message.'
      : '',
    ...cases.map(({ title, body }) => `### ${title}\n\n${withFixesNamed(body)}`),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(title: string, body: string): string {
  return body === '' ? '' : `## ${title}\n\n${body}`;
}

function denialLine(denial: Denial): string {
  return `- ${denialWords(denial)}: ${denial.explanation}${denial.source ? `. Source: ${denial.source}` : ''}`;
}

function allowWords({ id, canBeAllowed = true }: Rule): string {
  if (!canBeAllowed)
    return `Findings of this rule cannot be allowed: \`${id}\` means that something is not checked as intended.`;
  return `If a finding is wrong here, add a comment with the reason to its line; the reason stays in every report. To make it expire,
add \`until\` and a date; on a heading the comment covers the whole block.

\`\`\`encounter
# allow ${id}: the reason, such as a ticket or a letter from the payer
\`\`\`

To change the severity for a whole payer, use \`severity:\` in its policy; for a team, \`severity:\` in \`scrubber.yaml\`:

\`\`\`yaml
severity: { ${id}: hint }
\`\`\``;
}

/** Tells the reader which block is the text after a fix; the page's tests know it by the word after the fence. */
function withFixesNamed(body: string): string {
  return body
    .replace(/^```encounter fixed(?: (\d+))?$/gm, (_, number?: string) =>
      [number && number !== '1' ? `After fix ${number}:` : 'After the fix:', '', '```encounter'].join('\n'),
    )
    .replace(/^```(yaml|encounter) .*$/gm, '```$1');
}

interface Section {
  readonly title: string;
  readonly body: string;
}

/** A page cut at its second-level headings, which are never inside a block. */
function inSections(page: string): { readonly head: string; readonly sections: readonly Section[] } {
  const [head = '', ...rest] = page.split(/^## /m);
  return {
    head: head.trim(),
    sections: rest.map((part) => {
      const end = part.indexOf('\n');
      return { title: part.slice(0, end).trim(), body: part.slice(end + 1).trim() };
    }),
  };
}
