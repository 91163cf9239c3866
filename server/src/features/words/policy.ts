/** What a payer's policy says, as Markdown: the same words over `payer:` in an encounter and over a policy's parent. */

import { periodWords } from '../../policy/in-force.js';
import type { Policy } from '../../policy/policy.js';
import { type BilateralForm, formWords } from '../../policy/vocabulary.js';
import { entryWords } from '../../policy/words.js';
import { asText, sourceLink } from '../../text/markdown.js';
import { listed } from '../../text/words.js';

/** A hover is read in a moment: the rest is in the policy file. */
const mostEntries = 12;

/** The lines that explain a policy: whose it is, what it says, where that is published. */
export function policyWords(policy: Policy): readonly string[] {
  const { bilateral, mue, billingRules, notChecked, entries, source, effective, until } = policy;
  const center = bilateral.surgeryCenter ? `; surgery center claim: ${inWords(bilateral.surgeryCenter)}` : '';
  const [, parent] = policy.chain;
  return [
    `**${asText(policy.name)}** (${asText(policy.id)})`,
    [
      `- ${bilateralWords(bilateral)}${center}`,
      `- Unit limits: ${mue === 'cms' ? "CMS's medically unlikely edits" : "CMS's do not apply"}`,
      ...(billingRules === 'cms' ? ["- Billing rules: CMS's (places of service, therapy, drugs, timed units)"] : []),
      ...(notChecked.length > 0 ? [`- Not checked: ${asText(listed(notChecked))}`] : []),
      ...entries.slice(0, mostEntries).map((entry) => `- ${asText(entryWords(entry))}`),
      ...(entries.length > mostEntries ? [`- … and ${entries.length - mostEntries} more`] : []),
    ].join('\n'),
    [
      `*${asText(fileWords(policy))}`,
      effective || until ? `, in force ${periodWords(policy)}` : '',
      parent ? `, extends ${asText(parent.id)}` : '',
      '*',
    ].join(''),
    source ? sourceLink('Source', source) : '',
  ];
}

function bilateralWords({ primary, addOn }: Policy['bilateral']): string {
  const [first, second] = [inWords(primary), inWords(addOn)];
  return first === second ? `Both sides, add-on codes too: ${first}` : `Both sides: ${first}; add-on codes: ${second}`;
}

function inWords(forms: readonly BilateralForm[]): string {
  return listed(
    forms.map((form) => formWords[form]),
    'or',
  );
}

/** "acme.payer.yaml", "built-in medicare.payer.yaml". */
export function fileWords({ file, shipped }: Pick<Policy, 'file' | 'shipped'>): string {
  return shipped ? `built-in ${file}` : fileName(file);
}

/** A path's last name. */
export function fileName(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
