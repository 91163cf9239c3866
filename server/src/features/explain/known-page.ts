/**
 * What is known of payers, as a page: tables of procedures and payers to see at a glance what was checked, then every
 * statement with its source. The page of the repository and the one in the editor are both made here.
 */

import type { IsoDate } from '../../clinical/dates.js';
import type { Codes } from '../../codes/codes.js';
import { procedureGroups } from '../../codes/procedure-groups.js';
import type { PolicyDocument } from '../../policy/document.js';
import type { AnyEntry, Confidence } from '../../policy/entry.js';
import { periodWords } from '../../policy/in-force.js';
import type { PolicyLibrary } from '../../policy/policies.js';
import type { PolicyContent } from '../../policy/schema.js';
import { nameKey } from '../../policy/shelf.js';
import { entryWords } from '../../policy/words.js';
import { asText, sourceLink } from '../../text/markdown.js';
import { listed } from '../../text/words.js';
import { fileName } from '../words/policy.js';
import { type Known, type KnownFamily, type KnownPayer, knownOn, type Said, type Topic, topics } from './known.js';

/** What differs between the page in the repository and the one in the editor. */
interface PageFrame {
  readonly title: string;
  /** Markdown. */
  readonly opening: string;
  readonly day: IsoDate;
  /** The words as a link to a policy's file, where it can be opened from the page. */
  linked(words: string, file: { readonly file: string; readonly shipped: boolean }): string;
}

const letters: Readonly<Record<Topic, string>> = {
  limits: 'L',
  documentation: 'D',
  authorization: 'A',
  'not covered': 'N',
  diagnoses: 'Dx',
  'not together': 'T',
};

/** That a code or a case of a procedure is not covered must not read as if the procedure were not. */
const notCoveredInPart = 'n';

const marks: Readonly<Record<Confidence, string>> = { verified: '✓', 'second-hand': '²', unconfirmed: '?' };

const meanings: Readonly<Record<Topic, string>> = {
  limits: 'limits on levels, regions, sessions or the time between them',
  documentation: 'what the record or the line must show (care, relief, earlier blocks, guidance, a modifier)',
  authorization: 'prior authorization',
  'not covered': `not covered (**${notCoveredInPart}** some codes or cases)`,
  diagnoses: 'covered diagnoses',
  'not together': 'not paid on the day of another code, or only with one',
};

const confidenceWords: Readonly<Record<Confidence, string>> = {
  verified: 'verified: read in the source itself',
  'second-hand': 'second-hand: read where the source is quoted, so check the source before money depends on it',
  unconfirmed: 'unconfirmed: its findings are information at most and say so',
};

/** A page is read without scrolling sideways. */
const mostColumns = 6;

/** The page's Markdown. */
export function knownPage(policies: PolicyLibrary, codes: Codes, frame: PageFrame): string {
  const known = knownOn(policies, codes, procedureGroups(), frame.day);
  const documents = documentsShown(policies);
  const anchors = anchorsOf(documents);
  const parts = [
    `# ${frame.title}`,
    frame.opening,
    `## ${summaryTitle}`,
    legend(frame.day),
    ...known.families.flatMap((family) => familyParts(known, family, anchors)),
    `## ${statementsTitle}`,
    ...documents.flatMap((document) => statementParts(document, documents, anchors, frame)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const summaryTitle = 'What is known';
const statementsTitle = 'Every statement';

function legend(day: IsoDate): string {
  const signs = topics.map((topic) => `**${letters[topic]}** ${meanings[topic]}`);
  const sureness = (Object.keys(marks) as readonly Confidence[]).map(
    (each) => `**${marks[each]}** ${confidenceWords[each]}`,
  );
  return `On ${day}, what a payer inherits included. **An empty cell means that nothing was checked**, not that the payer has no rule.

${signs.join('; ')}.

${sureness.join('; ')}. With more than one mark, some statements are surer than others.

A letter may be about some codes of a procedure only, or some cases (an intent, a place, a state): _${statementsTitle}_ below says which.`;
}

function familyParts(known: Known, family: KnownFamily, anchors: ReadonlyMap<string, string>): readonly string[] {
  const withStatements = family.payers.filter(({ said }) => said.size > 0);
  const without = family.payers.filter(({ said }) => said.size === 0);
  return [
    `### ${familyTitle(family)}`,
    ...inTables(withStatements).map((payers) => table(known, payers, anchors)),
    unknownProcedures(known, withStatements),
    without.length > 0
      ? `Nothing is known about coverage, limits or prior authorization:\n\n${without.map((payer) => `- ${payerWords(payer, anchors)}`).join('\n')}`
      : '',
  ];
}

function familyTitle({ kind, parent }: KnownFamily): string {
  switch (kind) {
    case 'own':
      return "This workspace's own policies";
    case 'shared':
      return `${asText(parent ?? '')} and the policies that extend it`;
    case 'advantage':
      return 'Medicare Advantage plans';
    case 'other':
      return 'Other payers and programs';
  }
}

/** As few tables as fit, of about the same width. */
function inTables(payers: readonly KnownPayer[]): readonly (readonly KnownPayer[])[] {
  const tables = Math.ceil(payers.length / mostColumns);
  const columns = Math.ceil(payers.length / tables);
  return Array.from({ length: tables }, (_, index) => payers.slice(index * columns, (index + 1) * columns));
}

function table(known: Known, payers: readonly KnownPayer[], anchors: ReadonlyMap<string, string>): string {
  const rows = known.procedures
    .filter((procedure) => payers.some(({ said }) => said.has(procedure)))
    .map((procedure) => row([procedure, ...payers.map(({ said }) => cellWords(said.get(procedure) ?? []))]));
  return [
    row(['procedure', ...payers.map((payer) => payerLink(payer, anchors))]),
    row(['---', ...payers.map(() => '---')]),
    ...rows,
  ].join('\n');
}

/** "L✓? D² n✓": what is said, and how surely. */
function cellWords(said: readonly Said[]): string {
  return said
    .map(({ topic, confidences, isInPart }) => {
      const letter = topic === 'not covered' && isInPart ? notCoveredInPart : letters[topic];
      return `${letter}${confidences.map((confidence) => marks[confidence]).join('')}`;
    })
    .join(' ');
}

function unknownProcedures({ procedures }: Known, payers: readonly KnownPayer[]): string {
  if (payers.length === 0) return '';
  const unknown = procedures.slice(0, -1).filter((procedure) => payers.every(({ said }) => !said.has(procedure)));
  return unknown.length > 0 ? `Not checked for any of these payers: ${unknown.join('; ')}.` : '';
}

function payerWords(payer: KnownPayer, anchors: ReadonlyMap<string, string>): string {
  const { notChecked, silence } = payer;
  const why = [silence && asText(silence), notChecked.length > 0 && `not checked: ${asText(listed(notChecked))}`];
  return [payerLink(payer, anchors), ...why.filter(Boolean)].join('; ');
}

/** The payer's name, leading to its statements. */
function payerLink({ file, name, takesPlace }: KnownPayer, anchors: ReadonlyMap<string, string>): string {
  const anchor = anchors.get(file);
  const words = cellText(name);
  return `${anchor ? `[${words}](#${anchor})` : words}${takesPlace ? ' (instead of the built-in one)' : ''}`;
}

/** The workspace's own first; of the others those that are in use, and those from which one in use inherits. */
function documentsShown(policies: PolicyLibrary): readonly PolicyDocument[] {
  const used = policies.documents.filter((document) => policies.isInUse(document));
  const inherited = used.flatMap((document) => policies.forebearsOf(document, document.content.effective));
  const isShown = ({ file, shipped }: PolicyDocument) =>
    [...used, ...inherited].some((each) => each.file === file && each.shipped === shipped);
  const shown = policies.documents.filter(isShown);
  return [...shown.filter(({ shipped }) => !shipped), ...shown.filter(({ shipped }) => shipped)];
}

/** Where each file's section is, as the renderers of Markdown name a heading. */
function anchorsOf(documents: readonly PolicyDocument[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    documents.map((document) => {
      const slug = slugOf(titleOf(document));
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return [document.file, before === 0 ? slug : `${slug}-${before}`];
    }),
  );
}

function slugOf(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** A policy's name; two with one name are told apart by their ids. */
function titleOf({ content: { payer, name = payer } }: PolicyDocument): string {
  return name.replace(/\s+/g, ' ');
}

function statementParts(
  document: PolicyDocument,
  documents: readonly PolicyDocument[],
  anchors: ReadonlyMap<string, string>,
  frame: PageFrame,
): readonly string[] {
  const { file, shipped, content, entries } = document;
  const { payer, aliases = [], source, effective, until } = content;
  const notChecked = content['not-checked'];
  const about = [
    frame.linked(asText(shipped ? payer : `${payer} in ${fileName(file)}`), document),
    shipped ? '' : 'of this workspace',
    effective || until ? `in force ${periodWords({ effective, until })}` : '',
    content.extends ? `extends ${parentLink(document, documents, anchors)}` : '',
    source ? sourceOf(source) : '',
    aliases.length > 0 ? `also called ${asText(aliases.flatMap((alias) => alias ?? []).join(', '))}` : '',
  ];
  return [
    `### ${asText(titleOf(document))}`,
    `${about.filter((part) => part !== '').join('; ')}.`,
    formWords(content),
    notChecked ? `Not checked: ${asText(listed(notChecked.flatMap((each) => each ?? [])))}.` : '',
    statements(entries),
  ];
}

/** The parent's id, leading to its section. */
function parentLink(
  { content, file }: PolicyDocument,
  documents: readonly PolicyDocument[],
  anchors: ReadonlyMap<string, string>,
): string {
  const id = content.extends ?? '';
  const parent = documents.find((each) => nameKey(each.content.payer) === nameKey(id) && each.file !== file);
  const anchor = parent && anchors.get(parent.file);
  return anchor ? `[${asText(id)}](#${anchor})` : asText(id);
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

function statements(entries: readonly AnyEntry[]): string {
  if (entries.length === 0) return 'No additional entries.';
  const rows = entries.map((entry) => {
    const { severity, source, read = '', confidence } = entry;
    const graded = severity === 'off' ? ' (not here)' : severity ? ` (${severity})` : '';
    return row([
      `${cellText(entryWords(entry))}${graded}`,
      daysWords(entry),
      source ? cellSafe(sourceOf(source)) : 'named in the file',
      read,
      confidence,
    ]);
  });
  return [row(['says', 'dates of service', 'source', 'read', 'confidence']), row(Array(5).fill('---')), ...rows].join(
    '\n',
  );
}

function daysWords({ from, until }: AnyEntry): string {
  return [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
}

/** The number under which CMS's coverage database has it, where the address holds one. */
function sourceOf(source: string): string {
  const [, kind, number] = /[?&](article|lcd)id=(\d+)/.exec(source) ?? [];
  const name = number ? `${kind === 'lcd' ? 'L' : 'A'}${number}` : source.replace(/^https?:\/\//, '');
  return sourceLink(asText(name), source);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellText(text: string): string {
  return cellSafe(asText(text));
}

/** Only a bar ends a cell. */
function cellSafe(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}
