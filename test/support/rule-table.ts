/** The table of rules in README.md, made from the list. `npm run golden` writes it. */
import type { Rule } from '../../server/src/rules/rule.js';

/** Markdown rows: the rule's name, linked to its page, its severity and its summary. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, severity, summary }) => `| [${id}](server/src/rules/${id}.md) | ${severity} | ${summary} |`,
  );
  return ['| rule | severity | fires when |', '| --- | --- | --- |', ...rows].join('\n');
}
