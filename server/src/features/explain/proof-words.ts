/** A finding's proof as Markdown, each thing one click away: for the hover on its place. */

import type { Reported } from '../../engine/judgment.js';
import { asText, linkTo, sourceLink } from '../../text/markdown.js';
import { severityWordsOf } from '../words/severity.js';
import { denialWords } from './denial.js';
import type { Proof, ProofStatement } from './proof.js';

/** How an editor can be led somewhere; undefined if it cannot. */
export interface Links {
  rule(id: string): string | undefined;
  place(statement: ProofStatement): string | undefined;
}

/** Title, statements, tables and denials, one per line; empty if there is nothing besides the finding. */
export function proofWords(finding: Reported, { statements, tables, denials }: Proof, links: Links): string {
  const explanation = links.rule(finding.rule);
  const set = finding.severityFrom.kind === 'rule' ? finding.severity : severityWordsOf(finding);
  const hasOwnSource = finding.basis !== undefined && !statements.some(({ source }) => source === finding.basis);
  const lines = [
    ...statements.map((statement) => statementLine(statement, links)),
    ...(hasOwnSource ? [sourceLink('published source', finding.basis ?? '')] : []),
    ...tables.map(asText),
    ...(denials.length > 0 ? [`Denial forecast: ${denials.map(denialWords).join('; or ')}`] : []),
  ];
  // What the finding itself says already.
  if (lines.length === 0 && explanation === undefined && finding.severityFrom.kind === 'rule') return '';
  const title = `**${linkTo(finding.rule, explanation)}** ${set}`;
  return [title, lines.map((line) => `- ${line}`).join('\n')].filter((part) => part !== '').join('\n\n');
}

function statementLine(statement: ProofStatement, links: Links): string {
  const { name, says, source, read, confidence } = statement;
  const details = [source && sourceLink('published source', source), read && `read ${read}`, confidence];
  return `${linkTo(asText(`${name}: ${says}`), links.place(statement))} (${details.filter(Boolean).join(', ')})`;
}
