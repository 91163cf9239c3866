/** What the client asks beyond the Language Server Protocol (protocol.ts): one function a request. */
import type { CancellationToken } from 'vscode-languageserver';
import { failureWords } from '../authoring/example-problem.js';
import { impact as impactOf } from '../authoring/impact.js';
import { encounterAt } from '../features/encounter/place.js';
import { rulePage } from '../features/explain/rule-page.js';
import { explainConfiguration as explained } from '../features/policy/explain-configuration.js';
import { skeleton as skeletonOf } from '../policy/skeleton.js';
import { lineIndex } from '../text/line-index.js';
import type { Context } from './context.js';
import { rangeOf } from './convert.js';
import { impactPage, policiesOf } from './impact.js';
import type { ServerRequests } from './protocol.js';

/** Answers one of the client's own requests. */
export type OwnHandler<Method extends keyof ServerRequests> = (
  context: Context,
  parameters: ServerRequests[Method]['parameters'],
  token: CancellationToken,
) => ServerRequests[Method]['answer'] | Promise<ServerRequests[Method]['answer']>;

/** The examples of the workspace's policies, by file. */
export const examples: OwnHandler<'encounterScrubber/examples'> = ({ session: { workspace }, examples: runs }) => {
  const library = workspace.policies();
  return workspace.policyFiles().flatMap((uri) => {
    const document = library.documentOf(uri);
    const results = runs(uri);
    if (!document || results.length === 0) return [];
    const lines = lineIndex(workspace.textOf(uri) ?? '');
    const found = results.map(({ index, name, at }) => ({ index, name, range: rangeOf(lines, at) }));
    return [{ uri, payer: document.content.payer, examples: found }];
  });
};

/** How a file's examples fare. */
export const runExamples: OwnHandler<'encounterScrubber/runExamples'> = (
  { session: { workspace }, examples: runs },
  { uri, indexes },
) => {
  const lines = lineIndex(workspace.textOf(uri) ?? '');
  const started = performance.now();
  const results = runs(uri).filter((result) => !indexes || indexes.includes(result.index));
  const duration = (performance.now() - started) / Math.max(1, results.length);
  return results.map((result) => ({
    index: result.index,
    passed: result.isPassed,
    expected: result.expected,
    found: [...new Set(result.findings.filter(({ isCounted }) => isCounted).map(({ rule }) => rule))],
    message: result.isPassed ? '' : failureWords(result),
    range: rangeOf(lines, result.expectAt),
    duration,
  }));
};

/** Which policy judges the encounter at a place, and why. */
export const explainConfiguration: OwnHandler<'encounterScrubber/explainConfiguration'> = (
  { session, checks },
  { uri, position },
) => {
  const document = session.documents.get(uri);
  if (!document) return null;
  const { file } = checks.check(document);
  const encounter = encounterAt(file, lineIndex(file.text).offset(position));
  if (!encounter) return null;
  const project = session.workspace.project();
  return explained(session.world(), encounter, { project: project?.uri, aliases: project?.parsed.project.aliases });
};

/** A rule's page. */
export const explainRule: OwnHandler<'encounterScrubber/explainRule'> = ({ session }, { rule }) =>
  pageOf(session, (id) => id === rule);

/** The rules and what each finds. */
export const rules: OwnHandler<'encounterScrubber/rules'> = ({ session }) =>
  session.kit.rules.map(({ id, summary }) => ({ id, summary }));

/** What changed policies change in the workspace's findings. */
export const impact: OwnHandler<'encounterScrubber/impact'> = async ({ session }, { revision }) => {
  const { workspace, folders, kit } = session;
  const now = session.world();
  const before =
    revision === undefined ? workspace.savedPolicies() : await policiesOf(revision, folders, workspace, kit.past);
  if ('refusal' in before) return `# Impact\n\n${before.refusal}\n`;
  const texts = await workspace.encounters();
  const title = revision === undefined ? 'the saved files' : revision;
  return impactPage(impactOf({ ...now, policies: before }, now, texts), texts, title);
};

/** Reads the folder of tables again. */
export const reloadTables: OwnHandler<'encounterScrubber/reloadTables'> = async ({ tables }) => {
  await tables.load();
  return tables.told(false);
};

/** The text of a new policy file. */
export const skeleton: OwnHandler<'encounterScrubber/skeleton'> = (_, asked) => skeletonOf(asked);

/** The policies that a new one may extend. */
export const payers: OwnHandler<'encounterScrubber/payers'> = ({ session }) =>
  session.workspace.policies().known.map(({ id, name }) => ({ id, name }));

/** The text of what comes with the tool and stands in no file: a policy, or a rule's page as a report's help address names it. */
export const shippedText: OwnHandler<'encounterScrubber/shippedText'> = ({ session }, { uri }) => {
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  return (
    pageOf(session, (id) => uri.endsWith(`/rules/${id}.md`)) ??
    session.kit.shipped.find(({ file }) => file === name)?.text ??
    null
  );
};

function pageOf({ kit, world, workspace }: Context['session'], isMeant: (id: string) => boolean): string | null {
  const rule = kit.rules.find(({ id }) => isMeant(id));
  return rule ? rulePage(rule, world().codes, workspace.policies().documents) : null;
}
