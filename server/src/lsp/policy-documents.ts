/** The open policy and project files: what is wrong in them and what helps their author, as the protocol wants it. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type Diagnostic,
  DiagnosticTag,
  type DocumentLink,
  type DocumentSymbol,
  type Hover,
  InsertTextFormat,
  InsertTextMode,
  type Location,
  MarkupKind,
  SymbolKind,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { coverage } from '../authoring/coverage.js';
import { exampleProblem } from '../authoring/example-problem.js';
import { type ExampleResult, runExamples } from '../authoring/examples.js';
import { review } from '../authoring/review.js';
import type { AuthoringWorld } from '../authoring/world.js';
import { policyFixes } from '../features/policy/code-actions.js';
import type { Offer } from '../features/policy/completion/offer.js';
import { completions } from '../features/policy/completion.js';
import { definition } from '../features/policy/definition.js';
import { policyHover } from '../features/policy/hover.js';
import { lenses } from '../features/policy/lens.js';
import { links } from '../features/policy/links.js';
import type { PayerUse } from '../features/policy/payer-uses.js';
import { references, referencesTo, usesOfFile } from '../features/policy/references.js';
import { prepareRename, type Refusal, rename } from '../features/policy/rename.js';
import { type Outline, outline } from '../features/policy/symbols.js';
import { type FilePlace, policyFile, ruleIdsOf, type YamlFile } from '../features/policy/world.js';
import type { FoundProblem } from '../policy/problem.js';
import { aliasProblems } from '../project/project-file.js';
import { projectSchema } from '../project/schema.js';
import { type LineIndex, lineIndex } from '../text/line-index.js';
import { type PolicyPlace, rangeOf, severities, textEdits } from './convert.js';
import { isProjectFile, type Workspace } from './workspace.js';

type Position = Diagnostic['range']['start'];

export interface PolicyDocuments {
  diagnostics(document: TextDocument): Diagnostic[];
  /** Changes whenever the diagnostics may be others. */
  resultId(document: TextDocument): string;
  hover(document: TextDocument, position: Position): Hover | null;
  completion(document: TextDocument, position: Position): CompletionList;
  definition(document: TextDocument, position: Position): Location[];
  references(document: TextDocument, position: Position, withDeclaration: boolean): Promise<Location[]>;
  /** The references to the policy that a payer's name means, as an encounter writes it. */
  referencesToPayer(name: string, withDeclaration: boolean): Promise<Location[]>;
  /** Throws nothing: what cannot be renamed is refused with a sentence. */
  prepareRename(document: TextDocument, position: Position): Renamable | Refusal;
  rename(document: TextDocument, position: Position, name: string): Promise<WorkspaceEdit | Refusal>;
  symbols(document: TextDocument): DocumentSymbol[];
  links(document: TextDocument): DocumentLink[];
  lenses(document: TextDocument): Promise<CodeLens[]>;
  actions(document: TextDocument, range: Diagnostic['range'], only: readonly string[] | undefined): CodeAction[];
  /** How the examples of a policy file fare; empty where it has none or cannot be read. */
  examples(uri: string): readonly ExampleResult[];
}

export interface Renamable {
  readonly range: Diagnostic['range'];
  readonly placeholder: string;
}

/**
 * @param world what is judged by, at this moment
 * @param policyPlace where something in another policy file stands
 * @param uses which payers the workspace's encounters name
 * @param tableProblems what is wrong in the files of the folder that `tables:` names, a line each
 */
export function policyDocuments(
  world: () => AuthoringWorld,
  workspace: Workspace,
  policyPlace: PolicyPlace,
  uses: () => Promise<readonly PayerUse[]>,
  tableProblems: () => readonly string[],
): PolicyDocuments {
  const ran = new Map<string, { readonly version: string; readonly results: readonly ExampleResult[] }>();

  const yamlOf = (uri: string, text: string): YamlFile => {
    const now = world();
    return isProjectFile(uri) ? { file: uri, text, schema: projectSchema(ruleIdsOf(now)) } : policyFile(now, uri, text);
  };
  const fileOf = (document: TextDocument): YamlFile => yamlOf(document.uri, document.getText());
  const offsetIn = (document: TextDocument, position: Position): number =>
    lineIndex(document.getText()).offset(position);
  const naming = async () => {
    const project = workspace.project();
    return { uses: await uses(), projects: project ? [yamlOf(project.uri, project.text)] : [] };
  };
  const locations = (places: readonly FilePlace[]): readonly Location[] => {
    const indexes = new Map<string, LineIndex>();
    return places.flatMap(({ file, shipped, span, range }): readonly Location[] => {
      if (shipped !== undefined) return [policyPlace({ file, shipped }, span) ?? []].flat();
      if (range) return [{ uri: file, range }];
      const text = workspace.textOf(file);
      if (text === undefined) return [];
      const index = indexes.get(file) ?? lineIndex(text);
      indexes.set(file, index);
      return [{ uri: file, range: rangeOf(index, span) }];
    });
  };
  /** Run once for each state of the policies. */
  const examples = (uri: string): readonly ExampleResult[] => {
    const now = world();
    const version = `${now.policies.version} ${now.codes.version} ${now.today}`;
    const known = ran.get(uri);
    if (known?.version === version) return known.results;
    const document = now.policies.documentOf(uri);
    const results = document ? runExamples(now, document) : [];
    ran.set(uri, { version, results });
    return results;
  };

  const problemsIn = (uri: string, text: string): readonly FoundProblem<string>[] => {
    const now = world();
    if (isProjectFile(uri)) {
      const project = workspace.project();
      if (project?.uri !== uri) return [];
      const { at } = project.parsed.project.tables ?? {};
      const ofTables = at
        ? tableProblems().map((message): FoundProblem<string> => ({ rule: 'project-schema', at, message }))
        : [];
      return [...project.parsed.problems, ...aliasProblems(text, project.parsed, now.policies), ...ofTables];
    }
    const document = now.policies.documentOf(uri);
    const failed = examples(uri).flatMap((result) => exampleProblem(uri, result) ?? []);
    return [...now.policies.problemsIn((file) => file === uri), ...failed, ...(document ? review(now, document) : [])];
  };
  const diagnosticOf = (index: LineIndex, problem: FoundProblem<string>): Diagnostic => ({
    range: rangeOf(index, problem.at),
    severity: severities[problem.severity ?? 'error'],
    code: problem.rule,
    source: 'encounter-scrubber',
    message: problem.message,
    relatedInformation: (problem.related ?? []).flatMap(({ file, shipped = false, at, message }) => {
      const location = policyPlace({ file, shipped }, at);
      return location ? [{ location, message }] : [];
    }),
  });
  /** Findings that an example's author did not expect, where they stand in the example. */
  const unexpected = (index: LineIndex, uri: string): readonly Diagnostic[] =>
    examples(uri).flatMap((result) =>
      result.findings
        .filter(({ isExpected, severity }) => !isExpected && severity !== 'hint')
        .map(({ at, severity, rule, message }) => ({
          range: rangeOf(index, at),
          severity: severities[severity],
          code: rule,
          source: 'encounter-scrubber',
          message,
        })),
    );
  /** Statements that no example reaches, faded; a file without examples has not begun to test itself. */
  const unreached = (index: LineIndex, uri: string): readonly Diagnostic[] => {
    const now = world();
    const document = now.policies.documentOf(uri);
    const results = examples(uri);
    if (!document || results.length === 0) return [];
    return coverage(now, document, results)
      .filter(({ reach }) => reach === 'none')
      .map(({ at }) => ({
        range: rangeOf(index, at),
        severity: severities.hint,
        code: 'payer-untested',
        source: 'encounter-scrubber',
        message: 'No example of this file reaches this statement',
        tags: [DiagnosticTag.Unnecessary],
      }));
  };

  return {
    examples,
    diagnostics(document) {
      const { uri } = document;
      const text = document.getText();
      const index = lineIndex(text);
      const found = problemsIn(uri, text).map((problem) => diagnosticOf(index, problem));
      return isProjectFile(uri) ? found : [...found, ...unexpected(index, uri), ...unreached(index, uri)];
    },
    resultId({ uri, version }) {
      const { policies, codes, today } = world();
      return JSON.stringify([uri, version, policies.version, codes.version, today, workspace.project()?.text]);
    },
    hover(document, position) {
      const index = lineIndex(document.getText());
      const found = policyHover(world(), fileOf(document), index.offset(position));
      if (!found) return null;
      return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: rangeOf(index, found.span) };
    },
    completion(document, position) {
      const index = lineIndex(document.getText());
      const { span, offers, isIncomplete } = completions(world(), fileOf(document), index.offset(position));
      const range = rangeOf(index, span);
      return { isIncomplete, items: offers.map((offer) => itemOf(offer, range)) };
    },
    definition(document, position) {
      return definition(world(), fileOf(document), offsetIn(document, position)).flatMap(
        ({ file, shipped = false, span }) => policyPlace({ file, shipped }, span) ?? [],
      );
    },
    async references(document, position, withDeclaration) {
      const offset = offsetIn(document, position);
      return [...locations(references(world(), fileOf(document), offset, await naming(), withDeclaration))];
    },
    async referencesToPayer(name, withDeclaration) {
      return [...locations(referencesTo(world(), name, await naming(), withDeclaration))];
    },
    prepareRename(document, position) {
      const prepared = prepareRename(world(), fileOf(document), offsetIn(document, position));
      if ('refusal' in prepared) return prepared;
      return { range: rangeOf(lineIndex(document.getText()), prepared.span), placeholder: prepared.placeholder };
    },
    async rename(document, position, name) {
      const renamed = rename(world(), fileOf(document), offsetIn(document, position), name, await naming());
      if ('refusal' in renamed) return renamed;
      const texts = new Map((await workspace.encounters()).map(({ file, text }) => [file, text]));
      const changes: NonNullable<WorkspaceEdit['changes']> = {};
      for (const { file, edits } of renamed.edits) {
        const text = workspace.textOf(file) ?? texts.get(file);
        if (text !== undefined) changes[file] = textEdits(lineIndex(text), edits);
      }
      return { changes };
    },
    symbols(document) {
      const index = lineIndex(document.getText());
      return outline(world(), fileOf(document)).map((each) => symbolOf(index, each));
    },
    links(document) {
      const index = lineIndex(document.getText());
      return links(fileOf(document)).map(({ span, target }) => ({ range: rangeOf(index, span), target }));
    },
    async lenses(document) {
      if (isProjectFile(document.uri)) return [];
      const { uri } = document;
      const index = lineIndex(document.getText());
      const own = usesOfFile(world(), uri, await uses());
      const standing = new Map(examples(uri).map((result) => [result.index, result.isPassed]));
      const found = lenses(fileOf(document), { encounters: own.length, examples: standing });
      const places = locations(own.map(({ file, span, range }) => ({ file, span, range })));
      return found.map(({ span, title, leadsTo, example }): CodeLens => {
        const range = rangeOf(index, span);
        const command =
          leadsTo === 'references'
            ? { title, command: 'encounterScrubber.showUses', arguments: [uri, range.start, places] }
            : { title, command: 'encounterScrubber.runExamples', arguments: [uri, example ?? null] };
        return { range, command };
      });
    },
    actions(document, range, only) {
      if (only && !only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
      const text = document.getText();
      const index = lineIndex(text);
      const span = { start: index.offset(range.start), end: index.offset(range.end) };
      const problems = problemsIn(document.uri, text);
      return policyFixes(problems, span).map(({ title, edits, problem }) => ({
        title,
        kind: CodeActionKind.QuickFix,
        isPreferred: true,
        diagnostics: [diagnosticOf(index, problem)],
        edit: { changes: { [document.uri]: textEdits(index, edits) } },
      }));
    },
  };
}

const itemKinds: Readonly<Record<Offer['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  group: CompletionItemKind.Class,
  code: CompletionItemKind.Function,
  range: CompletionItemKind.Function,
  diagnosis: CompletionItemKind.Constant,
  modifier: CompletionItemKind.Keyword,
  place: CompletionItemKind.Value,
  rule: CompletionItemKind.Event,
  policy: CompletionItemKind.Module,
  date: CompletionItemKind.Value,
  opening: CompletionItemKind.Snippet,
  example: CompletionItemKind.Snippet,
};

function itemOf(offer: Offer, range: Diagnostic['range']): CompletionItem {
  const { label, kind, detail, documentation, text, snippet, filter, rank, isDeprecated, asksOn } = offer;
  return {
    label,
    kind: itemKinds[kind],
    ...(detail ? { detail } : {}),
    ...(documentation ? { documentation: { kind: MarkupKind.Markdown, value: documentation } } : {}),
    ...(filter ? { filterText: filter } : {}),
    ...(isDeprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(asksOn ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
    sortText: String(rank).padStart(4, '0'),
    insertTextFormat: snippet === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText: snippet ?? text },
  };
}

const symbolKinds: Readonly<Record<Outline['kind'], SymbolKind>> = {
  key: SymbolKind.Property,
  list: SymbolKind.Array,
  entry: SymbolKind.Object,
  example: SymbolKind.Method,
};

function symbolOf(index: LineIndex, { name, detail, kind, span, selection, children }: Outline): DocumentSymbol {
  return {
    name: name || ' ',
    detail,
    kind: symbolKinds[kind],
    range: rangeOf(index, span),
    selectionRange: rangeOf(index, selection),
    children: children.map((child) => symbolOf(index, child)),
  };
}
