/** What policies and the project file have in common, both being YAML of a schema: all help in them, and fixes. */
import {
  CodeActionKind,
  type Diagnostic,
  type Hover,
  LSPErrorCodes,
  type Position,
  ResponseError,
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { policyFixes } from '../../features/policy/code-actions.js';
import { completions } from '../../features/policy/completion.js';
import { definition } from '../../features/policy/definition.js';
import { policyHover } from '../../features/policy/hover.js';
import { links } from '../../features/policy/links.js';
import { references } from '../../features/policy/references.js';
import { prepareRename, type Refusal, rename } from '../../features/policy/rename.js';
import { outline } from '../../features/policy/symbols.js';
import type { YamlFile } from '../../features/policy/world.js';
import { type LineIndex, lineIndex } from '../../text/line-index.js';
import type { FoundProblem } from '../../yaml/problem.js';
import { wantsKind } from '../capabilities.js';
import { markup, rangeOf, severities, textEdits } from '../convert.js';
import { workspaceEdit } from '../edits.js';
import { flatSymbols, itemOf, symbolOf } from '../items.js';
import type { Language } from '../languages.js';
import { locationsOf, namingIn } from '../naming.js';
import type { Session } from '../session.js';

/** What tells one such language from another. */
export interface YamlKind {
  fileOf(document: TextDocument): YamlFile;
  problemsIn(document: TextDocument): readonly FoundProblem<string>[];
}

/** The answers that all such languages give. */
export function yamlLanguage(
  session: Session,
  { fileOf, problemsIn }: YamlKind,
): Pick<
  Language,
  'hover' | 'completion' | 'definition' | 'references' | 'prepareRename' | 'rename' | 'symbols' | 'links' | 'actions'
> {
  const { world, places, workspace, addresses } = session;
  return {
    hover(document, { position }): Hover | null {
      const index = lineIndex(document.getText());
      const found = policyHover(world(document.uri), fileOf(document), index.offset(position));
      if (!found) return null;
      return { contents: markup(found.markdown, session.client.hoversMarkdown), range: rangeOf(index, found.span) };
    },
    completion(document, { position, context }) {
      // In an encounter digits and new lines ask for offers; here they are figures and layout.
      if (/^[\d\n.]$/.test(context?.triggerCharacter ?? '')) return null;
      const text = document.getText();
      const index = lineIndex(text);
      const { span, offers, isIncomplete } = completions(world(document.uri), fileOf(document), index.offset(position));
      const range = rangeOf(index, span);
      return {
        isIncomplete,
        items: offers.map((offer) => itemOf(session.client, offer, range, indentAt(text, span.start))),
      };
    },
    definition: (document, { position }) =>
      definition(world(document.uri), fileOf(document), offsetIn(document, position)).flatMap(
        ({ file, shipped = false, span }) => places.policy({ file, shipped }, span) ?? [],
      ),
    async references(document, { position, context }) {
      const offset = offsetIn(document, position);
      const naming = await namingIn(session);
      return locationsOf(
        session,
        references(world(document.uri), fileOf(document), offset, naming, context.includeDeclaration),
      );
    },
    prepareRename(document, { position }) {
      const prepared = accepted(prepareRename(world(document.uri), fileOf(document), offsetIn(document, position)));
      return { range: rangeOf(lineIndex(document.getText()), prepared.span), placeholder: prepared.placeholder };
    },
    async rename(document, { position, newName }) {
      const offset = offsetIn(document, position);
      const naming = await namingIn(session);
      const { edits: renamed } = accepted(rename(world(document.uri), fileOf(document), offset, newName, naming));
      const texts = new Map((await workspace.encounterTexts()).map(({ file, text }) => [file, text]));
      const changes: Record<string, readonly TextEdit[]> = {};
      for (const { file, edits } of renamed) {
        const text = workspace.textOf(file) ?? texts.get(file);
        if (text !== undefined) changes[addresses.spelled(file)] = textEdits(lineIndex(text), edits);
      }
      return workspaceEdit(session, changes);
    },
    symbols(document) {
      const index = lineIndex(document.getText());
      const symbols = outline(world(document.uri), fileOf(document)).map((each) => symbolOf(index, each));
      return session.client.nestsSymbols ? symbols : flatSymbols(document.uri, symbols);
    },
    links(document) {
      const index = lineIndex(document.getText());
      return links(fileOf(document)).map(({ span, target }) => ({ range: rangeOf(index, span), target }));
    },
    actions(document, { range, context: { only } }) {
      if (!session.client.takesActions || !wantsKind(only, CodeActionKind.QuickFix)) return [];
      const index = lineIndex(document.getText());
      const span = { start: index.offset(range.start), end: index.offset(range.end) };
      return policyFixes(problemsIn(document), span).map(({ title, edits, problem, isPreferred }) => ({
        title,
        kind: CodeActionKind.QuickFix,
        ...(isPreferred ? { isPreferred } : {}),
        diagnostics: [problemDiagnostic(session, index, problem)],
        edit: workspaceEdit(session, { [document.uri]: textEdits(index, edits) }),
      }));
    },
  };
}

/** A problem of a policy or project file. */
export function problemDiagnostic(
  { places }: Pick<Session, 'places'>,
  index: LineIndex,
  problem: FoundProblem<string>,
): Diagnostic {
  return {
    range: rangeOf(index, problem.at),
    severity: severities[problem.severity ?? 'error'],
    code: problem.rule,
    source: 'encounter-scrubber',
    message: problem.message,
    relatedInformation: (problem.related ?? []).flatMap(({ file, shipped = false, at, message }) => {
      const location = places.policy({ file, shipped }, at);
      return location ? [{ location, message }] : [];
    }),
  };
}

/** The editor shows a refusal as a sentence: it is not an error, so it is not logged. */
function accepted<Answer extends object>(answer: Answer | Refusal): Answer {
  if ('refusal' in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.refusal);
  return answer;
}

function offsetIn(document: TextDocument, position: Position): number {
  return lineIndex(document.getText()).offset(position);
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
