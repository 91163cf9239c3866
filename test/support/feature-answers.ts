/**
 * What the editor's help answers to a case of test/features/*.md, as the page writes it. Asked are the server's own languages on an
 * editor's session, so that what a page holds is what an editor is sent.
 */
import {
  CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  CreateFile,
  DocumentSymbol,
  InsertTextMode,
  type Location,
  MarkupContent,
  type Range,
  ResponseError,
  SnippetTextEdit,
  SymbolKind,
  type TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { World } from '../../server/src/engine/judgment.js';
import { lenses } from '../../server/src/features/policy/lens.js';
import { overriding } from '../../server/src/features/policy/override.js';
import type { PolicyWorld } from '../../server/src/features/policy/world.js';
import { policyFile } from '../../server/src/features/policy/world.js';
import { severityWordsOf } from '../../server/src/features/words/severity.js';
import { clientFiles } from '../../server/src/files/client.js';
import { createChecks } from '../../server/src/lsp/checks.js';
import type { Context } from '../../server/src/lsp/context.js';
import { createExampleRuns } from '../../server/src/lsp/example-runs.js';
import { allLanguages } from '../../server/src/lsp/languages/all.js';
import { languageOf } from '../../server/src/lsp/languages.js';
import { explainConfiguration, unnoticed } from '../../server/src/lsp/own-requests.js';
import { createSession } from '../../server/src/lsp/session.js';
import { createPolicies, type PolicyLibrary } from '../../server/src/policy/policies.js';
import { shippedFiles } from '../../server/src/policy/shipped.js';
import { skeleton } from '../../server/src/policy/skeleton.js';
import { rules } from '../../server/src/rules/index.js';
import { lineIndex } from '../../server/src/text/line-index.js';
import { applyEdits, type Span } from '../../server/src/text/span.js';
import { placeAt } from '../../server/src/yaml/place.js';
import { readTree } from '../../server/src/yaml/tree.js';
import { editions, shippedCodes } from './codes.js';
import type { FeatureCase, FeatureFile } from './feature-page.js';

const today = '2026-11-24';
const ids = rules.map(({ id }) => id);
const folder = 'file:///case';
const languageIds = { payer: 'payer-policy', project: 'scrubber-project', encounter: 'encounter' } as const;

/** An editor that can all. */
const capabilities: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown'] },
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown'],
        insertTextModeSupport: { valueSet: [InsertTextMode.adjustIndentation] },
      },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'], snippetEditSupport: true } },
};
/** What is asked: rules, tables and the policies of a case. */
export type Library = World & PolicyWorld;

/** The world of a case: its policies beside the shipped ones. */
export function worldOf(files: readonly FeatureFile[]): Library {
  const own = files.filter(({ kind }) => kind === 'payer').map(({ file, text }) => ({ file, text, shipped: false }));
  const policies: PolicyLibrary = createPolicies([...shippedFiles(), ...own], { ruleIds: ids, codes: shippedCodes });
  return { rules, codes: shippedCodes, policies, today, severities: {} };
}

/** The answer to what a case asks, in the lines in which its page expects it. */
export async function answer({ files, subject, offset = 0, asked, words }: FeatureCase): Promise<string> {
  if (asked === 'place') return placeIn(subject.text, offset);
  if (asked === 'override') return overriding(worldOf(files), words[0] ?? '') ?? '(nothing)';
  if (asked === 'skeleton') return skeleton({ payer: 'acme', name: 'Acme', extends: 'medicare' });

  const context = await contextOf(files);
  const { session, languages, checks } = context;
  const uri = uriOf(subject.file);
  const document = session.documents.get(uri);
  const language = document && languageOf(languages, document);
  if (!document || !language) throw new Error(`${subject.file} is of no language`);
  const textOf = (file: string): string =>
    files.find((each) => each.file === file)?.text ?? shippedFiles().find((each) => each.file === file)?.text ?? '';
  const lines = lineIndex(subject.text);
  const at = { position: lines.position(offset) };
  const whole = { start: lines.position(0), end: lines.position(subject.text.length) };
  const here = (range: Range): string => placeWords(subject.text, range);
  const where = ({ uri: place, range }: Location): string =>
    `${fileOf(place)} ${placeWords(textOf(fileOf(place)), range)}`;
  const offers = async (): Promise<readonly CompletionItem[]> =>
    (await language.completion?.(document, at, none))?.items ?? [];
  const named = async () => (await offers()).find(({ label }) => label === words.join(' '));
  const actions = async (range: Range): Promise<readonly CodeAction[]> =>
    Promise.all(
      ((await language.actions?.(document, { range, context: { diagnostics: [] } }, none)) ?? [])
        .filter((action): action is CodeAction => typeof action.command !== 'string')
        .map(async (action) => (action.edit ? action : ((await language.resolveAction?.(document, action)) ?? action))),
    );

  switch (asked) {
    case 'completion':
      return (await offers())
        .filter(isOf(words[0]))
        .map(({ label, detail, tags }) => {
          const isDeprecated = tags?.includes(CompletionItemTag.Deprecated) ?? false;
          return `${isDeprecated ? '~' : ''}${label}${detail ? ` — ${detail}` : ''}`;
        })
        .join('\n');
    case 'written': {
      const { textEdit: edit, additionalTextEdits: also = [] } = (await named()) ?? {};
      return TextEdit.is(edit) ? withOffer(subject.text, edit, also) : '(not offered)';
    }
    case 'documentation':
      return markdownOf((await named())?.documentation) ?? '(none)';
    case 'hover': {
      const found = await language.hover?.(document, at, none);
      return found ? `${found.range ? here(found.range) : ''}\n${markdownOf(found.contents)}` : '(nothing)';
    }
    case 'definition':
      return list((await language.definition?.(document, at, none)) ?? [], where);
    case 'references': {
      const naming = { includeDeclaration: words.includes('declared') };
      return list((await language.references?.(document, { ...at, context: naming }, none)) ?? [], where);
    }
    case 'rename':
      return refusedOr(async () => {
        await language.prepareRename?.(document, at, none);
        const renamed = await language.rename?.(document, { ...at, newName: words.join(' ') }, none);
        return (renamed?.documentChanges ?? [])
          .filter(isTextEdit)
          .map(({ textDocument, edits }) => {
            const file = fileOf(textDocument.uri);
            return `${file}\n${changedLines(textOf(file), edits.filter(TextEdit.is))}`;
          })
          .join('\n');
      });
    case 'outline': {
      const symbols = (await language.symbols?.(document, at, none)) ?? [];
      return outlineLines(symbols.filter(DocumentSymbol.is), '');
    }
    case 'links':
      return list((await language.links?.(document, at, none)) ?? [], ({ range }) => here(range));
    case 'fixes':
      return list(
        await actions(offset > 0 ? { start: at.position, end: at.position } : whole),
        ({ title, edit }) =>
          `${title}: ${(edit?.documentChanges ?? [])
            .filter(isTextEdit)
            .flatMap(({ edits }) => edits.map(({ range }) => here(range)))
            .join()}`,
      );
    case 'tab-stops':
    case 'fixed': {
      const fix = (await actions(offset > 0 ? { start: at.position, end: at.position } : whole)).find(({ title }) =>
        title.startsWith(words.join(' ')),
      );
      const changes = (fix?.edit?.documentChanges ?? []).filter(isTextEdit).flatMap(({ edits }) => edits);
      const written = changes.map((edit) => (SnippetTextEdit.is(edit) ? asTyped(subject.text, edit, asked) : edit));
      return fix ? edited(subject.text, written.filter(TextEdit.is)).replace(/\n$/, '') : '(not offered)';
    }
    case 'problems':
      return list(language.diagnostics(document), ({ range, code, message }) => `${here(range)}: ${message} (${code})`);
    case 'formatted': {
      const edits = (await language.formatting?.(document, {}, none)) ?? [];
      return edited(subject.text, edits).replace(/\n$/, '');
    }
    case 'formatted-line': {
      const edits =
        (await language.rangeFormatting?.(document, { range: { start: at.position, end: at.position } }, none)) ?? [];
      return edited(subject.text, edits).replace(/\n$/, '');
    }
    case 'entered': {
      const typed = TextDocument.create(
        uri,
        document.languageId,
        2,
        `${subject.text.slice(0, offset)}\n${subject.text.slice(offset)}`,
      );
      const position = { line: at.position.line + 1, character: 0 };
      const edits = (await language.onTypeFormatting?.(typed, { position }, none)) ?? [];
      return edited(typed.getText(), edits).replace(/\n$/, '');
    }
    case 'new-policy': {
      const creating = (await actions({ start: at.position, end: at.position })).flatMap(({ title, edit }) => {
        const [create, ...others] = edit?.documentChanges ?? [];
        const [written] = others.filter(isTextEdit).flatMap(({ edits }) => edits.filter(TextEdit.is));
        return CreateFile.is(create) && written ? [`${title}\n${fileOf(create.uri)}\n${written.newText}`] : [];
      });
      return list(creating, (each) => each);
    }
    case 'lens': {
      // How examples fare is the page's to say where it does: what they are is not its subject.
      if (words.length > 0) return lensesWith(files, subject, words, (await session.uses()).length);
      const found = (await language.lenses?.(document, at, none)) ?? [];
      return list(found, ({ range, command }) => {
        const leadsTo =
          command?.command === 'encounterScrubber.showUses'
            ? 'references'
            : command?.arguments?.[1] === null
              ? 'examples'
              : 'example';
        return `${here(range)}: ${command?.title} (${leadsTo})`;
      });
    }
    case 'explain': {
      const position = lines.position(0);
      const page = await explainConfiguration(context, { uri, position }, none);
      return page?.trimEnd() ?? '(no encounter)';
    }
    case 'unnoticed':
      return (await unnoticed(context, { uri }, none))?.trimEnd() ?? '(no policy)';
    case 'severities':
      return list(
        checks.check(document).file.encounters.flatMap(({ judgment }) => judgment.findings),
        (finding) => `${finding.rule} ${severityWordsOf(finding)}`,
      );
  }
  throw new Error(`nothing is known of ${asked}`);
}

const none = CancellationToken.None;

/** An editor on a folder with these files, all of them open. */
async function contextOf(files: readonly FeatureFile[]): Promise<Context> {
  const texts = new Map(files.map(({ file, text }) => [uriOf(file), text]));
  const documents = new Map(
    files.map(({ file, kind, text }) => [uriOf(file), TextDocument.create(uriOf(file), languageIds[kind], 1, text)]),
  );
  const session = createSession(
    {
      rules,
      tables: { editions, codes: shippedCodes },
      shipped: shippedFiles(),
      version: '',
      today: () => today,
      readTables: async (file) => ({ file, tables: [], faults: [] }),
      disk: clientFiles({
        find: async (_, endings) => [...texts.keys()].filter((file) => endings.some((each) => file.endsWith(each))),
        read: async (file) => {
          const text = texts.get(file);
          return text === undefined ? { refusal: 'does not exist' } : { bytes: Buffer.from(text).toString('base64') };
        },
        spelled: (address) => address,
      }),
    },
    { get: (uri) => documents.get(uri), all: () => [...documents.values()] },
    {
      ask: async () => fail('the client is asked for files'),
      log: { error: fail, info() {} },
      progress: async () => ({ report() {}, done() {} }),
      judgesOtherwise() {},
      touched() {},
      listedOtherwise() {},
      complain() {},
      tables() {},
    },
  );
  session.initialize({
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: [{ uri: folder, name: 'case' }],
  });
  await session.open([folder]);
  const checks = createChecks(session);
  const examples = createExampleRuns(session);
  const tables = { tell() {}, told: () => fail('no tables are told of') };
  return { session, languages: allLanguages(session, checks, examples), checks, examples, tables };
}

function fail(message: string): never {
  throw new Error(message);
}

function uriOf(file: string): string {
  return `${folder}/${file}`;
}

/** The name of a file of the case, or of a shipped policy. */
function fileOf(uri: string): string {
  return uri.replace(/^file:\/\/\/case\/|^encounter-scrubber:\//, '');
}

function placeIn(text: string, offset: number): string {
  const { kind, path, layout, typed, span, lead, hasColon, siblings, inText } = placeAt(text, readTree(text), offset);
  if (kind === 'nothing') return kind;
  const at = path.join('/') || 'the file';
  if (inText)
    return `text ${at}: ${JSON.stringify(`${inText.text.slice(0, inText.offset)}<|>${inText.text.slice(inText.offset)}`)}`;
  return [
    `${kind} ${at}, ${layout}`,
    ...(span.end > span.start ? [`typed ${typed} of ${text.slice(span.start, span.end)}`] : []),
    ...(lead ? ['after a blank'] : []),
    ...(hasColon ? ['before a colon'] : []),
    ...(siblings.length > 0 ? [`beside ${siblings.join(', ')}`] : []),
  ].join('\n');
}

/** The lenses of a policy whose examples fare as the words say. */
function lensesWith(
  files: readonly FeatureFile[],
  { file, text }: FeatureFile,
  words: readonly string[],
  uses: number,
): string {
  const examples = new Map(
    words.map((word, index) => [index, word === 'holds' ? undefined : 'Expected syntax, found nothing']),
  );
  const lines = lineIndex(text);
  return list(
    lenses(policyFile(worldOf(files), file, text), { encounters: uses, examples }),
    ({ span, title, leadsTo }) =>
      `${placeWords(text, { start: lines.position(span.start), end: lines.position(span.end) })}: ${title} (${leadsTo})`,
  );
}

/** What an editor calls the kinds of offers that pages ask for; a range and a code are one to it. */
const kinds: Readonly<Record<string, (item: CompletionItem) => boolean>> = {
  group: ({ kind }) => kind === CompletionItemKind.Class,
  code: ({ kind, label }) => kind === CompletionItemKind.Function && !label.includes('-'),
  range: ({ kind, label }) => kind === CompletionItemKind.Function && label.includes('-'),
  diagnosis: ({ kind }) => kind === CompletionItemKind.Constant,
  lines: ({ kind }) => kind === CompletionItemKind.Snippet,
};

function isOf(kind: string | undefined): (item: CompletionItem) => boolean {
  return kind === undefined ? () => true : (kinds[kind] ?? fail(`no kind of offers is called ${kind}`));
}

function markdownOf(content: unknown): string | undefined {
  return MarkupContent.is(content) ? content.value.replaceAll('```', '~~~') : undefined;
}

function isTextEdit(change: object): change is TextDocumentEdit {
  return 'edits' in change;
}

async function refusedOr(found: () => Promise<string>): Promise<string> {
  try {
    return await found();
  } catch (error) {
    if (error instanceof ResponseError) return error.message;
    throw error;
  }
}

function list<Each>(found: readonly Each[], words: (each: Each) => string): string {
  return found.length === 0 ? '(nothing)' : found.map(words).join('\n');
}

/** `3: extends` is the third line and what stands there. */
function placeWords(text: string, range: Range): string {
  const { start, end } = spanOf(text, range);
  return `${range.start.line + 1}: ${text.slice(start, end)}`;
}

function spanOf(text: string, { start, end }: Range): Span {
  const lines = lineIndex(text);
  return { start: lines.offset(start), end: lines.offset(end) };
}

function edited(text: string, edits: readonly TextEdit[]): string {
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: spanOf(text, range), text: newText })),
  );
}

/** A snippet as an editor inserts it, its further lines indented as the one it is inserted in; the tab stops as `<1>` where they are asked. */
function asTyped(text: string, { range, snippet }: SnippetTextEdit, asked: string): TextEdit {
  const { start } = spanOf(text, range);
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? '';
  const newText = snippet.value
    .replaceAll('\n', `\n${indent}`)
    .replace(/(?<!\\)\$(\d)/g, asked === 'tab-stops' ? '<$1>' : '')
    .replace(/\\([\\$}])/g, '$1');
  return { range, newText };
}

function changedLines(text: string, edits: readonly TextEdit[]): string {
  const before = text.split('\n');
  return edited(text, edits)
    .split('\n')
    .filter((line, index) => line !== before[index])
    .map((line) => `  ${line}`)
    .join('\n');
}

const symbolWords: Readonly<Partial<Record<SymbolKind, string>>> = {
  [SymbolKind.Array]: 'list',
  [SymbolKind.Object]: 'entry',
  [SymbolKind.Method]: 'example',
};

function outlineLines(found: readonly DocumentSymbol[], indent: string): string {
  return found
    .map(({ name, detail, kind, children = [] }) => {
      const word = symbolWords[kind];
      const own = `${indent}${name}${detail ? ` — ${detail}` : ''}${word ? ` (${word})` : ''}`;
      return children.length > 0 ? `${own}\n${outlineLines(children, `${indent}  `)}` : own;
    })
    .join('\n');
}

/** The text as an editor writes the offer: further lines are indented as the first one is. */
function withOffer(text: string, edit: TextEdit, also: readonly TextEdit[]): string {
  const { start } = spanOf(text, edit.range);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? '';
  return edited(text, [{ ...edit, newText: edit.newText.replaceAll('\n', `\n${indent}`) }, ...also]).replace(/\n$/, '');
}

/** The answer, shortened to what is expected where a line of it is `…`. */
export function alike(found: string, expected: string): string {
  if (!/^…$/m.test(expected)) return found;
  const parts = expected.split(/^…$/m).map((part) => part.replace(/^\n|\n$/g, ''));
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    const next = index === 0 ? (found.startsWith(part) ? 0 : -1) : found.indexOf(part, at);
    if (next < 0 || (index === parts.length - 1 && !found.endsWith(part))) return found;
    at = next + part.length;
  }
  return expected;
}
