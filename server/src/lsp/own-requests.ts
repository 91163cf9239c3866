/** What the client asks beyond the Language Server Protocol (protocol.ts): one function a request. */

import type { CancellationToken } from 'vscode-languageserver';
import { coverage } from '../authoring/coverage.js';
import { failureWords } from '../authoring/example-problem.js';
import { foundRules } from '../authoring/examples.js';
import { type TriedMutation, tryMutations } from '../authoring/mutate.js';
import type { CheckedEncounter } from '../engine/check.js';
import { checkedOf } from '../engine/checked.js';
import { cleanPaste as cleaned } from '../features/encounter/paste.js';
import { encounterAt } from '../features/encounter/place.js';
import {
  begunBy,
  payerChoices,
  templateChoices,
  encounterTemplate as templateOf,
} from '../features/encounter/template.js';
import { formatPageText } from '../features/explain/format-page.js';
import { rulePage } from '../features/explain/rule-page.js';
import { explainConfiguration as explained } from '../features/policy/explain-configuration.js';
import { overridable as overridablePolicies, overriding } from '../features/policy/override.js';
import { unnoticedPage } from '../features/policy/unnoticed-page.js';
import { checkedInShort, checkedLines } from '../features/words/checked.js';
import { encounterOfNote } from '../notes/encounter-of-note.js';
import { skeleton as skeletonOf } from '../policy/skeleton.js';
import { versionOf } from '../policy/version.js';
import { nameOf, pathBelow } from '../session/address.js';
import { kindOf } from '../session/workspace.js';
import { cut } from '../syntax/cut.js';
import { lineIndex } from '../text/line-index.js';
import { asText } from '../text/markdown.js';
import type { Context } from './context.js';
import { rangeOf } from './convert.js';
import { impactOn, impactPage, policiesOf } from './impact.js';
import { languageOf } from './languages.js';
import type { ServerRequests } from './protocol.js';

/** Answers one of the client's own requests. */
export type OwnHandler<Method extends keyof ServerRequests> = (
  context: Context,
  parameters: ServerRequests[Method]['parameters'],
  token: CancellationToken,
) => ServerRequests[Method]['answer'] | Promise<ServerRequests[Method]['answer']>;

/** The examples of the workspace's policies, by file. */
export const examples: OwnHandler<'encounterScrubber/examples'> = ({
  session: { workspace, addresses },
  examples: runs,
}) =>
  workspace.policyFiles().flatMap((file) => {
    const { policies, codes } = workspace.world(file);
    const document = policies.documentOf(file);
    const results = runs(file);
    if (!document || results.length === 0) return [];
    const version = versionOf([policies.version, codes.version]);
    const lines = lineIndex(workspace.textOf(file) ?? '');
    const found = results.map(({ index, name, at }) => ({ index, name, range: rangeOf(lines, at) }));
    return [{ uri: addresses.spelled(file), payer: document.content.payer, version, examples: found }];
  });

/** How a file's examples fare. */
export const runExamples: OwnHandler<'encounterScrubber/runExamples'> = (
  { session: { workspace, addresses }, examples: runs },
  { uri, indexes },
) => {
  const file = addresses.of(uri);
  const lines = lineIndex(workspace.textOf(file) ?? '');
  const started = performance.now();
  const results = runs(file).filter((result) => !indexes || indexes.includes(result.index));
  const duration = (performance.now() - started) / Math.max(1, results.length);
  return results.map((result) => ({
    index: result.index,
    passed: result.isPassed,
    expected: result.expected,
    found: foundRules(result),
    message: result.isPassed ? '' : failureWords(result),
    range: rangeOf(lines, result.expectAt),
    duration,
  }));
};

/** Which policy judges the encounter at a place, and why. */
export const explainConfiguration: OwnHandler<'encounterScrubber/explainConfiguration'> = (
  context,
  { uri, position },
) => {
  const { session } = context;
  const encounter = encounterIn(context, uri, position);
  if (!encounter) return null;
  const project = session.workspace.projectFor(session.addresses.of(uri));
  const settings = {
    project: project && knownAs(session.workspace.folders, project.address),
    aliases: project?.parsed.project.aliases,
  };
  return explained(session.world(uri), encounter, settings);
};

/** What judged the encounter at a place, and what of it was not checked. */
export const checked: OwnHandler<'encounterScrubber/checked'> = async (context, { uri, position }) => {
  // Judged before policies are read, every payer would be unknown.
  await context.session.ready();
  const encounter = encounterIn(context, uri, position);
  if (!encounter?.judgment.encounter.heading) return null;
  const said = checkedOf(encounter.judgment);
  const found = encounter.judgment.findings.filter(({ allowed }) => !allowed);
  return {
    errors: found.filter(({ severity }) => severity === 'error').length,
    warnings: found.filter(({ severity }) => severity === 'warning').length,
    short: checkedInShort(said),
    notChecked: [...new Set(said.notChecked.map(({ what }) => what))],
    lines: checkedLines(said),
  };
};

/** A rule's page. */
export const explainRule: OwnHandler<'encounterScrubber/explainRule'> = ({ session }, { rule }) =>
  pageOf(session, (id) => id === rule);

/** Whether a link may open a file. What a file of the workspace holds may have made the link. */
export const mayOpen: OwnHandler<'encounterScrubber/mayOpen'> = (
  { session: { workspace, addresses, kit } },
  { uri },
) => {
  const shipped = /^encounter-scrubber:\/([^/?#]+)$/.exec(uri)?.[1];
  if (shipped !== undefined) return kit.shipped.some(({ file }) => file === shipped);
  const address = addresses.of(uri);
  return kindOf(address) !== undefined && (workspace.isPart(address) || workspace.textOf(address) !== undefined);
};

/** The rules and what each finds. */
export const rules: OwnHandler<'encounterScrubber/rules'> = ({ session }) =>
  session.kit.rules.map(({ id, summary }) => ({ id, summary }));

/** What changed policies change in the workspace's findings. */
export const impact: OwnHandler<'encounterScrubber/impact'> = async ({ session }, { revision }) => {
  const { workspace, addresses, kit } = session;
  const then = revision === undefined ? undefined : await policiesOf(revision, workspace, kit.past);
  if (then && 'refusal' in then) return `# Impact\n\n${asText(then.refusal)}\n`;
  const before = (file: string) => (then ? workspace.worldWith(file, then) : workspace.savedWorld(file));
  const texts = await workspace.encounterTexts();
  return impactPage(impactOn(texts, before, workspace.world), texts, revision ?? 'the saved files', addresses.spelled);
};

/** Trying all changes of a file ends here: what was tried until then is told. */
const unnoticedSeconds = 60;
/** Other requests are answered in between. */
const turnMilliseconds = 50;

/** What could change in a policy without any of its examples failing, and why. */
export const unnoticed: OwnHandler<'encounterScrubber/unnoticed'> = async (
  { session: { workspace, addresses }, examples: runs },
  { uri },
  token,
) => {
  await workspace.ready();
  const file = addresses.of(uri);
  const world = workspace.world(file);
  const document = world.policies.documentOf(file);
  const text = workspace.textOf(file);
  if (!document || text === undefined) return null;
  const results = runs(file);
  const statements = coverage(world, document, results);
  const tried: TriedMutation[] = [];
  const changes = tryMutations(world, document, results, statements);
  const end = performance.now() + unnoticedSeconds * 1000;
  let turn = performance.now() + turnMilliseconds;
  let isCutShort = false;
  for (const change of changes) {
    tried.push(change);
    const now = performance.now();
    if (now > turn) {
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now() + turnMilliseconds;
    }
    isCutShort = now > end || token.isCancellationRequested;
    if (isCutShort) break;
  }
  const lines = lineIndex(text);
  const found = {
    file: knownAs(workspace.folders, file),
    examples: results.length,
    passed: results.filter(({ isPassed }) => isPassed).length,
    statements,
    tried,
    isCutShort,
  };
  return unnoticedPage(found, ({ start }) => {
    const line = lines.position(start).line + 1;
    return { line, address: `${addresses.spelled(file)}#L${line}` };
  });
};

/** What a new encounter can be of. */
export const newEncounterChoices: OwnHandler<'encounterScrubber/newEncounterChoices'> = async ({
  session: { workspace },
}) => {
  await workspace.ready();
  return { kinds: templateChoices(), payers: payerChoices(workspace.world('').policies) };
};

/** A new encounter as a snippet. */
export const encounterTemplate: OwnHandler<'encounterScrubber/encounterTemplate'> = async (
  { session: { workspace, addresses } },
  { kind, payer, uri },
) => {
  await workspace.ready();
  const file = uri === null ? '' : addresses.of(uri);
  const world = workspace.world(file);
  const begun = begunBy(workspace.index.toldAround(file), world.today);
  return { snippet: templateOf(world, kind, { ...begun, payer: payer ?? undefined }) };
};

/** The encounters of the workspace and of open editors. */
export const encounters: OwnHandler<'encounterScrubber/encounters'> = async ({ session: { workspace, addresses } }) => {
  await workspace.ready();
  const { files, left } = await workspace.index.list();
  const told = files.map(({ file, isJudged, encounters: listed }) => ({
    uri: addresses.spelled(file),
    isJudged,
    encounters: listed.map(({ id = null, payer = null, date = null, line, nextLine }) => {
      return { id, payer, date, line, nextLine };
    }),
  }));
  return { files: told, left };
};

/** The encounter format, explained. */
export const formatPage: OwnHandler<'encounterScrubber/formatPage'> = () => formatPageText();

/** Reads the folder of tables again. */
export const reloadTables: OwnHandler<'encounterScrubber/reloadTables'> = async ({ session, tables }) => {
  await session.workspace.reloadTables();
  return tables.told(false);
};

/** The text of a new policy file. */
export const skeleton: OwnHandler<'encounterScrubber/skeleton'> = (_, asked) => skeletonOf(asked);

/** The folder that the project file gives to new policies. */
export const policyFolder: OwnHandler<'encounterScrubber/policyFolder'> = async (
  { session: { workspace, addresses } },
  { uri },
) => {
  await workspace.ready();
  const folder = workspace.newPolicyFolder(uri === null ? '' : addresses.of(uri));
  return folder === undefined ? null : addresses.spelled(folder);
};

/** The policies that came with the tool, and the files that already take their place. */
export const overridable: OwnHandler<'encounterScrubber/overridable'> = ({ session: { workspace, addresses } }) =>
  overridablePolicies(workspace.world('').policies).map(({ id, name, file }) => {
    return { id, name, uri: file === undefined ? null : addresses.spelled(file) };
  });

/** A text that is about to be pasted, without what Word makes of it. */
export const cleanPaste: OwnHandler<'encounterScrubber/cleanPaste'> = (
  { session, languages },
  { uri, range, text: pasted },
) => {
  const document = session.documents.get(uri);
  if (!document || languageOf(languages, document)?.kind !== 'encounter') return null;
  const text = document.getText();
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  // At the heading of the next encounter, what is pasted still belongs to the one above.
  const from = cut(text.slice(0, start)).at(-1)?.start ?? 0;
  return cleaned(text.slice(from), { start: start - from, end: end - from }, pasted) ?? null;
};

/** The encounter that a procedure note tells. Nothing of the note is kept. */
export const note: OwnHandler<'encounterScrubber/note'> = async ({ session }, { text }) => {
  // Diagnoses are looked up in the tables.
  const { workspace } = session;
  await workspace.ready();
  const { codes, policies, today } = workspace.world('');
  const told = workspace.index.toldElsewhere('');
  return encounterOfNote(text, codes, { policies, nextId: (date) => begunBy(told, date ?? today).id }) ?? null;
};

/** The text of a file that overrides one of them. */
export const override: OwnHandler<'encounterScrubber/override'> = ({ session: { workspace } }, { payer }) =>
  overriding(workspace.world(''), payer) ?? null;

/** The policies that a new one may extend. */
export const payers: OwnHandler<'encounterScrubber/payers'> = ({ session }) =>
  session.workspace.world('').policies.known.map(({ id, name }) => ({ id, name }));

/** The text of what comes with the tool and is not in a file: a policy, or a rule's page as a report's help address names it. */
export const shippedText: OwnHandler<'encounterScrubber/shippedText'> = ({ session }, { uri }) => {
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  return (
    pageOf(session, (id) => uri.endsWith(`/rules/${id}.md`)) ??
    session.kit.shipped.find(({ file }) => file === name)?.text ??
    null
  );
};

/** The encounter at a place of an open file of encounters. */
function encounterIn(
  { session, checks, languages }: Context,
  uri: string,
  position: ServerRequests['encounterScrubber/checked']['parameters']['position'],
): CheckedEncounter | undefined {
  const document = session.documents.get(uri);
  if (!document || languageOf(languages, document)?.kind !== 'encounter') return undefined;
  const { file } = checks.check(document);
  return encounterAt(file, file.sliced.lines.offset(position));
}

function pageOf({ kit, workspace }: Context['session'], isMeant: (id: string) => boolean): string | null {
  const rule = kit.rules.find(({ id }) => isMeant(id));
  const { codes, policies } = workspace.world('');
  return rule ? rulePage(rule, codes, policies.documents) : null;
}

/** A file as its user knows it: its path from the folder that was opened, with that folder's name where there are several. */
function knownAs(folders: readonly string[], address: string): string {
  const folder = folders.find((each) => pathBelow(each, address) !== undefined);
  if (folder === undefined) return nameOf(address);
  const path = pathBelow(folder, address) ?? '';
  return folders.length > 1 ? `${nameOf(folder)}/${path}` : path;
}
