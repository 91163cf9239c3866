/** The page of what is known of payers and of every shipped policy entry, docs/payer-policies.md, made from the files. `npm run golden` writes it. */

import { knownPage } from '../../server/src/features/explain/known-page.js';
import { createPolicies, type PolicyFile } from '../../server/src/policy/policies.js';
import type { Vocabulary } from '../../server/src/policy/vocabulary.js';

const opening = `What is known of each payer, and every entry in the files in [server/payers](../server/payers/), with its source, the date it was
read and its confidence; \`npm run golden\` makes this page from them. In the editor, _Show What Is Known About Payers_ shows it with the
workspace's own policies. What was left out, and why, is in the files.`;

/** The page's Markdown, as of the day on which the newest source was read. */
export function policyPage(files: readonly PolicyFile[], vocabulary: Vocabulary): string {
  const policies = createPolicies(files, vocabulary);
  const read = policies.documents.flatMap(({ entries }) => entries.flatMap((entry) => entry.read ?? []));
  return knownPage(policies, vocabulary.codes, {
    title: 'The built-in payer policies',
    opening,
    day: [...read].sort().at(-1) ?? '',
    linked: (words, { file }) => `[${words}](../server/payers/${file})`,
  });
}
