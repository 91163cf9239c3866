/** What the payers' policies say of what a rule asks them: a line a statement, with its source, its day and how sure it is. */

import type { PolicyDocument } from '../../policy/document.js';
import type { AnyEntry } from '../../policy/entry.js';
import { entryWords } from '../../policy/words.js';
import type { Rule } from '../../rules/rule.js';
import { asText, sourceLink } from '../../text/markdown.js';
import { listed } from '../../text/words.js';

/** Markdown: a list with a payer a point, or one sentence where no policy says anything. */
export function payersWords({ id, restsOn = [] }: Rule, documents: readonly PolicyDocument[]): string {
  const points = documents.flatMap((document) => {
    const { payer, name = payer } = document.content;
    const said = [
      ...document.entries.filter(({ key }) => restsOn.includes(key)).map(statementWords),
      ...(restsOn.includes('bilateral') ? formsOf(document) : []),
      ...(restsOn.includes('mue') && document.content.mue ? [`unit limits: ${document.content.mue}`] : []),
      ...(restsOn.includes('billing-rules') && document.content['billing-rules']
        ? [`billing rules: ${document.content['billing-rules']}`]
        : []),
      ...severityOf(document, id),
    ];
    return said.length === 0
      ? []
      : [[`- **${asText(name)}** (${asText(payer)})`, ...said.map((each) => `  - ${each}`)].join('\n')];
  });
  if (points.length > 0) return points.join('\n');
  return restsOn.length > 0
    ? 'No available policy sets what this rule checks.'
    : 'The rule does not depend on a policy: it is the same for every payer. A policy can change its severity, but no available policy does.';
}

/** What an entry says, with its days, how sure it is and where that is published. Markdown. */
export function statementWords(entry: AnyEntry): string {
  const { from, until, source, read, confidence, severity } = entry;
  const details = [
    from && `from ${from}`,
    until && `until ${until}`,
    severity === 'off' ? 'canceled here' : severity,
    confidence,
    source && sourceLink('source', source),
    read && `read ${read}`,
  ].filter(Boolean);
  return `${asText(entryWords(entry))} (${details.join(', ')})`;
}

function formsOf({ content: { bilateral = {} } }: PolicyDocument): readonly string[] {
  const forms = [
    [bilateral.primary, 'both sides'],
    [bilateral['add-on'], 'both sides of an add-on code'],
    [bilateral['surgery-center'], "a surgery center's claim"],
  ] as const;
  return forms.flatMap(([taken, what]) => (taken ? [`${what}: ${listed(taken, 'or')}`] : []));
}

function severityOf({ content: { severity = {} } }: PolicyDocument, id: string): readonly string[] {
  const level = Object.hasOwn(severity, id) ? severity[id] : undefined;
  return level ? [`severity: ${level}`] : [];
}
