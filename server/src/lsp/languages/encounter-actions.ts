/** What can be done at a place in an open encounter file, as the protocol's actions. */
import { type CodeAction, CodeActionKind, type Command, type Range, type WorkspaceEdit } from 'vscode-languageserver';
import type { CheckedEncounter, CheckedFile } from '../../engine/check.js';
import type { Reported } from '../../engine/judgment.js';
import {
  allowances,
  explainable,
  fixAllEdits,
  isSameChange,
  kindEdits,
  kindsInFile,
  quickFixes,
  rewrites,
} from '../../features/encounter/code-actions.js';
import { noteActions } from '../../notes/note-actions.js';
import { queryOf, queryText } from '../../queries/index.js';
import { resolveAddress } from '../../session/address.js';
import type { Edit } from '../../text/span.js';
import { fixAllKind, wantsKind } from '../capabilities.js';
import { diagnosticOf, firstLinesOf, textEdits } from '../convert.js';
import { withTabStops, workspaceEdit } from '../edits.js';
import type { ClientCommand } from '../protocol.js';
import type { Session } from '../session.js';

const explainCommand: ClientCommand = 'encounterScrubber.explainRule';
const showFormatCommand: ClientCommand = 'encounterScrubber.showFormat';
/** Rules about how an encounter is written. */
const formRules: ReadonlySet<string> = new Set(['syntax', 'missing-field', 'unknown-field']);
const copyCommand: ClientCommand = 'encounterScrubber.copyQuestion';

/**
 * The actions at a place, the best first.
 *
 * @param only the kinds that are asked for; all but those that are asked for by name if absent
 */
export function encounterActions(
  session: Session,
  uri: string,
  file: CheckedFile,
  range: Range,
  only: readonly string[] | undefined,
): (CodeAction | Command)[] {
  const { world, client, places, policyFolderFor } = session;
  const now = world(uri);
  const index = file.sliced.lines;
  const span = { start: index.offset(range.start), end: index.offset(range.end) };
  const wants = (kind: string): boolean => wantsKind(only, kind);
  const edit = (edits: Parameters<typeof textEdits>[1]) => workspaceEdit(session, { [uri]: textEdits(index, edits) });
  const actions: CodeAction[] = [];
  const isFixWanted = wants(CodeActionKind.QuickFix);
  const fixes = isFixWanted ? quickFixes(now, file, span) : [];
  const firstLines = firstLinesOf(file);
  const offer = (action: CodeAction, encounter: CheckedEncounter, ...findings: readonly Reported[]): void => {
    const diagnostics = findings.map((finding) =>
      diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, places),
    );
    actions.push({ ...action, kind: CodeActionKind.QuickFix, diagnostics });
  };
  const notes = isFixWanted ? noteActions(now, file, span) : [];
  for (const { title, edits, encounter, finding } of notes) {
    offer({ title, edit: edit(edits) }, encounter, finding);
  }
  for (const { title, edits, creates, leavesBlank, encounter, findings, isPreferred } of fixes) {
    if (creates && !client.createsFiles) continue;
    const change = creates
      ? creating(resolveAddress(policyFolderFor(uri), creates.name), creates.text)
      : leavesBlank
        ? withTabStops(session, file.text, index, edit(edits))
        : edit(edits);
    // An editor lists what is preferred first: of a note that tells an encounter, that one is the best.
    const isBest = isPreferred && !notes.some(({ finding }) => findings.includes(finding));
    offer({ title, ...(isBest ? { isPreferred: isBest } : {}), edit: change }, encounter, ...findings);
  }
  // Each of its fixes is judged, in a long file hundreds: only once it is chosen.
  if (isFixWanted && client.resolvesActions) {
    for (const { title, rule, kind, encounter, finding } of kindsInFile(now, file, span)) {
      const data: KindAsked = { uri, rule, kind };
      offer({ title, data }, encounter, finding);
    }
  }
  const explained = isFixWanted && client.runsCommands ? explainable(file, span) : [];
  for (const { encounter, finding } of explained) {
    const query = queryOf(encounter.judgment, finding);
    if (!query) continue;
    const command = { title: 'Copy the question', command: copyCommand, arguments: [queryText(query)] };
    offer({ title: `Copy a question to the provider (${finding.rule})`, command }, encounter, finding);
  }
  for (const { title, edits, encounter, findings } of isFixWanted ? allowances(now, file, span) : []) {
    // The coder goes on with the reason.
    offer({ title, edit: withTabStops(session, file.text, index, edit(edits)) }, encounter, ...findings);
  }
  for (const { encounter, finding } of explained) {
    const command = { title: 'Explain the rule', command: explainCommand, arguments: [finding.rule] };
    offer({ title: `Explain ${finding.rule}`, command }, encounter, finding);
  }
  // Whoever does not know the form yet finds it at the first error.
  const unformed = explained.find(({ finding }) => formRules.has(finding.rule));
  if (unformed) {
    const command = { title: 'Show the format', command: showFormatCommand };
    offer({ title: 'Show the encounter format', command }, unformed.encounter, unformed.finding);
  }
  if (wants(CodeActionKind.RefactorRewrite)) {
    for (const rewrite of rewrites(now, file, span)) {
      // What is already offered as a fix of a finding would appear twice in one menu.
      if (fixes.some((fix) => isSameChange(fix, rewrite))) continue;
      actions.push({ title: rewrite.title, kind: CodeActionKind.RefactorRewrite, edit: edit(rewrite.edits) });
    }
  }
  // Asked for by name only, on saving or from the menu of sources.
  if (only && wants(fixAllKind)) {
    const edits = fixAllEdits(now, file);
    if (edits.length > 0) {
      actions.push({ title: 'Apply all safe fixes', kind: fixAllKind, edit: edit(edits) });
    }
  }
  // A client that knows no others takes the commands alone.
  return client.takesActions
    ? actions
    : actions.flatMap(({ title, command }) => (command ? [{ ...command, title }] : []));
}

/** What an action is resolved by. */
interface KindAsked {
  readonly uri: string;
  readonly rule: string;
  readonly kind: string;
}

/** The action with its edit; as it is where it has one, or is none of ours. */
export async function resolvedAction(
  session: Session,
  uri: string,
  file: CheckedFile,
  action: CodeAction,
): Promise<CodeAction> {
  const { data } = action;
  if (!isKindAsked(data)) return action;
  const now = session.world(uri);
  const edits: Edit[] = [];
  for (const encounter of file.encounters) {
    edits.push(...kindEdits(now, encounter, data));
    // In a long file this takes seconds: what is typed meanwhile is answered.
    await new Promise((resolve) => setImmediate(resolve));
    if (session.documents.get(uri)?.getText() !== file.text) return action;
  }
  return { ...action, edit: workspaceEdit(session, { [uri]: textEdits(file.sliced.lines, edits) }) };
}

function isKindAsked(data: unknown): data is KindAsked {
  return (
    typeof data === 'object' &&
    data !== null &&
    ['uri', 'rule', 'kind'].every((key) => typeof Reflect.get(data, key) === 'string')
  );
}

/** Creates a file with its text; where one of this name is there already, the editor says so and does nothing. */
function creating(uri: string, text: string): WorkspaceEdit {
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
    ],
  };
}
