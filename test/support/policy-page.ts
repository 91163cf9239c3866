/** The page of every shipped policy entry, docs/payer-policies.md, made from the files. `npm run golden` writes it. */

import type { PolicyDocument, PolicySource } from '../../server/src/policy/document.js';
import type { AnyEntry } from '../../server/src/policy/entry.js';
import { parsePolicy } from '../../server/src/policy/parse.js';
import type { PolicyContent } from '../../server/src/policy/schema.js';
import type { Vocabulary } from '../../server/src/policy/vocabulary.js';
import { entryWords } from '../../server/src/policy/words.js';
import { listed } from '../../server/src/text/words.js';

const opening = `# The built-in payer policies

Every entry in the files in [server/payers](../server/payers/), with its source, the date it was read and its confidence;
\`npm run golden\` makes this page from them. What a payer inherits is listed with the policy it extends; what was left out, and
why, is in the files.

_verified_: read in the source itself. _second-hand_: read where the source is quoted; check the source before money depends
on it. _unconfirmed_: its findings are information at most and say so.`;

/** The page's Markdown: a section a payer, a row a statement, in the order of the files. */
export function policyPage(files: readonly PolicySource[], vocabulary: Vocabulary): string {
  const documents = files.flatMap((file) => parsePolicy(file, vocabulary).document ?? []);
  return `${[opening, ...documents.map(section)].join('\n\n')}\n`;
}

function section({ file, content, entries }: PolicyDocument): string {
  const { payer, name = payer, aliases = [], source } = content;
  const about = [
    `[${payer}](../server/payers/${file})`,
    content.extends && `extends [${content.extends}](../server/payers/${content.extends}.payer.yaml)`,
    source && sourceLink(source),
    aliases.length > 0 && `also called ${aliases.join(', ')}`,
  ];
  const notChecked = content['not-checked'];
  const parts = [
    `## ${name}`,
    `${about.filter(Boolean).join('; ')}.`,
    formWords(content),
    notChecked ? `Not checked: ${listed(notChecked.flatMap((each) => each ?? []))}.` : '',
    table(entries),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function formWords({ bilateral = {}, mue, 'billing-rules': billingRules }: PolicyContent): string {
  const { primary, 'add-on': addOn, 'surgery-center': surgeryCenter } = bilateral;
  const parts = [
    primary && `Both sides: ${listed(primary, 'or')}`,
    addOn && `add-on codes ${listed(addOn, 'or')}`,
    surgeryCenter && `a surgery center's claim ${listed(surgeryCenter, 'or')}`,
    mue && `unit limits: ${mue}`,
    billingRules && `billing rules: ${billingRules}`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join('; ')}.` : '';
}

function table(entries: readonly AnyEntry[]): string {
  if (entries.length === 0) return 'No additional entries.';
  const rows = entries.map((entry) => {
    const { severity, source, read = '', confidence } = entry;
    const graded = severity === 'off' ? ' (not here)' : severity ? ` (${severity})` : '';
    return `| ${[`${entryWords(entry)}${graded}`, daysWords(entry), sourceLink(source), read, confidence].join(' | ')} |`;
  });
  return ['| says | dates of service | source | read | confidence |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function daysWords({ from, until }: AnyEntry): string {
  return [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
}

/** The number under which CMS's coverage database has it, where the address holds one. */
function sourceLink(source: string | undefined): string {
  if (!source) return 'named in the file';
  const [, kind, number] = /[?&](article|lcd)id=(\d+)/.exec(source) ?? [];
  const name = number ? `${kind === 'lcd' ? 'L' : 'A'}${number}` : source.replace(/^https?:\/\//, '');
  return `[${name}](${source})`;
}
