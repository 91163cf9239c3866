/** What can be done at a place in an open encounter file, as the protocol's actions. */
import { type CodeAction, CodeActionKind, type Command, type Range, type WorkspaceEdit } from 'vscode-languageserver';
import type { CheckedFile } from '../../engine/check.js';
import { explainable, fixAllEdits, isSameChange, quickFixes, rewrites } from '../../features/encounter/code-actions.js';
import { queryOf, queryText } from '../../queries/index.js';
import { resolveAddress } from '../../session/address.js';
import { lineIndex } from '../../text/line-index.js';
import { fixAllKind, wantsKind } from '../capabilities.js';
import { diagnosticOf, firstLinesOf, textEdits } from '../convert.js';
import { workspaceEdit } from '../edits.js';
import type { ClientCommand } from '../protocol.js';
import type { Session } from '../session.js';

const explainCommand: ClientCommand = 'encounterScrubber.explainRule';
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
  const index = lineIndex(file.text);
  const span = { start: index.offset(range.start), end: index.offset(range.end) };
  const wants = (kind: string): boolean => wantsKind(only, kind);
  const edit = (edits: Parameters<typeof textEdits>[1]) => workspaceEdit(session, { [uri]: textEdits(index, edits) });
  const actions: CodeAction[] = [];
  const fixes = wants(CodeActionKind.QuickFix) ? quickFixes(now, file, span) : [];
  const firstLines = firstLinesOf(file);
  for (const { title, edits, creates, encounter, findings, isPreferred } of fixes) {
    if (creates && !client.createsFiles) continue;
    actions.push({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: findings.map((finding) => diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, places)),
      ...(isPreferred ? { isPreferred } : {}),
      edit: creates ? creating(resolveAddress(policyFolderFor(uri), creates.name), creates.text) : edit(edits),
    });
  }
  if (client.runsCommands && wants(CodeActionKind.QuickFix)) {
    for (const { encounter, finding } of explainable(file, span)) {
      actions.push({
        title: `Explain ${finding.rule}`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, places)],
        command: { title: 'Explain the rule', command: explainCommand, arguments: [finding.rule] },
      });
      const query = queryOf(encounter.judgment, finding);
      if (!query) continue;
      actions.push({
        title: `Copy a question to the provider (${finding.rule})`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, places)],
        command: { title: 'Copy the question', command: copyCommand, arguments: [queryText(query)] },
      });
    }
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
