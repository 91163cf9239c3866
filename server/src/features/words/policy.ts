/** What a payer's policy says, as Markdown: the same words over `payer:` in an encounter and over a policy's parent. */

import { periodWords } from '../../policy/in-force.js';
import type { Policy } from '../../policy/policy.js';
import { type BilateralForm, formWords } from '../../policy/vocabulary.js';
import { entryWords } from '../../policy/words.js';
import { asText, sourceLink } from '../../text/markdown.js';
import { listed } from '../../text/words.js';

/** A hover is read in a moment: a policy's file is where the rest stands. */
const mostEntries = 12;

/** The lines that explain a policy: whose it is, what it says, where that is published. */
export function policyWords(policy: Policy): readonly string[] {
  const { bilateral, mue, billingRules, entries, source, effective, until } = policy;
  const center = bilateral.surgeryCenter ? `; the surgery center's own claim ${inWords(bilateral.surgeryCenter)}` : '';
  const [, parent] = policy.chain;
  return [
    `**${asText(policy.name)}** (${asText(policy.id)})`,
    [
      `- Both sides: ${inWords(bilateral.primary)}; of an add-on code ${inWords(bilateral.addOn)}${center}`,
      `- Unit limits: ${mue === 'cms' ? "CMS's medically unlikely edits" : 'none of CMS'}`,
      ...(billingRules === 'cms' ? ['- Billing rules: those of CMS (places, therapy, drugs, timed units)'] : []),
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

function inWords(forms: readonly BilateralForm[]): string {
  return listed(
    forms.map((form) => formWords[form]),
    'or',
  );
}

/** "acme.payer.yaml", "medicare.payer.yaml, which comes with the tool". */
export function fileWords({ file, shipped }: Pick<Policy, 'file' | 'shipped'>): string {
  return shipped ? `${file}, which comes with the tool` : fileName(file);
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
