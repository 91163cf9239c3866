/** The index of the rules' pages, docs/rules.md, made from the pages. `npm run golden` writes it. */
import { ownPage } from '../../server/src/features/explain/rule-page.js';
import type { Rule } from '../../server/src/rules/rule.js';

const opening = `# The rules

What each rule finds, why it matters and how to fix it; each name links to its page, whose cases are its test. The same page, with what
your policies say, is shown by _Explain_ in the light bulb of the editor and by \`encounter-scrubber explain RULE\`.
\`npm run golden\` makes this index from the pages.`;

/** The index as Markdown, in the order of the list. */
export function ruleIndex(rules: readonly Rule[]): string {
  const parts = rules.map(({ id, severity, summary }) => {
    const page = ownPage(id) ?? '';
    return [
      `## [${id}](../server/src/rules/${id}.md)`,
      `${summary} (${severity}).`,
      sectionOf(page, 'Why'),
      `_Fix._ ${sectionOf(page, 'Fix')}`,
    ].join('\n\n');
  });
  return `${[opening, ...parts].join('\n\n')}\n`;
}

/** What stands under a heading of the second order; empty where there is none. */
export function sectionOf(page: string, title: string): string {
  const [, body = ''] = page.split(`\n## ${title}\n`);
  return (body.split(/^## /m)[0] ?? '').trim();
}
