/** The open policy files: what is wrong in them and what helps their author, as the protocol wants it. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { World } from '../engine/judge.js';
import type { FileProblem } from '../policy/relations.js';
import { lineIndex } from '../text/line-index.js';
import { type PolicyPlace, rangeOf } from './convert.js';
import type { Workspace } from './workspace.js';

export interface PolicyDocuments {
  diagnostics(document: TextDocument): Diagnostic[];
  /** Changes whenever the diagnostics may be others. */
  resultId(document: TextDocument): string;
  hover(document: TextDocument, position: { readonly line: number; readonly character: number }): Hover | null;
  actions(document: TextDocument, range: Diagnostic['range'], only: readonly string[] | undefined): CodeAction[];
}

/**
 * @param world what is judged by, at this moment
 * @param policyPlace where something in another policy file stands
 */
export function policyDocuments(world: () => World, workspace: Workspace, policyPlace: PolicyPlace): PolicyDocuments {
  const diagnosticOf = (document: TextDocument, { rule, at, message, related = [] }: FileProblem): Diagnostic => ({
    range: rangeOf(lineIndex(document.getText()), at),
    severity: DiagnosticSeverity.Error,
    code: rule,
    source: 'encounter-scrubber',
    message,
    relatedInformation: related.flatMap((other) => {
      const location = policyPlace({ file: other.file, shipped: false }, other.at);
      return location ? [{ location, message: other.message }] : [];
    }),
  });
  const problemsIn = (document: TextDocument): readonly FileProblem[] =>
    workspace.policies().problemsIn((file) => file === document.uri);

  return {
    diagnostics: (document) => problemsIn(document).map((problem) => diagnosticOf(document, problem)),
    resultId: (document) => {
      const { policies, today, severities } = world();
      return JSON.stringify([document.uri, document.version, policies.version, today, severities]);
    },
    hover: () => null,
    actions(document, range, only) {
      if (only && !only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
      const index = lineIndex(document.getText());
      const start = index.offset(range.start);
      const end = index.offset(range.end);
      return problemsIn(document)
        .filter(({ at, replacement }) => replacement !== undefined && at.start <= end && start <= at.end)
        .map((problem) => ({
          title: `Change to ${problem.replacement}`,
          kind: CodeActionKind.QuickFix,
          isPreferred: true,
          diagnostics: [diagnosticOf(document, problem)],
          edit: {
            changes: { [document.uri]: [{ range: rangeOf(index, problem.at), newText: problem.replacement ?? '' }] },
          },
        }));
    },
  };
}
