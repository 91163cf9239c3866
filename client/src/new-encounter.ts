/**
 * New encounters: asks for the kind of procedure and the payer, and writes the server's template as a snippet, at the end of
 * the encounters that are open or in a file that is not saved yet. Moves from field to field of it.
 */
import {
  commands,
  Disposable,
  type ExtensionContext,
  type QuickInputButton,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  SnippetString,
  type TextDocument,
  type TextEditor,
  TextEditorRevealType,
  ThemeIcon,
  Uri,
  type ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { ServerRequests } from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';
import { isFoundBy } from './words-typed.js';

/** Registers the commands. */
export function newEncounterCommands(ask: Ask, { globalState }: ExtensionContext): readonly Disposable[] {
  const lastPayers: LastPayers = {
    read: () => globalState.get<readonly string[]>(payersKey, []),
    keep: (payer) => {
      const others = lastPayers.read().filter((each) => each !== payer);
      return globalState.update(payersKey, [payer, ...others].slice(0, mostPayers));
    },
  };
  return [
    commands.registerCommand('encounterScrubber.newEncounter', () => newEncounter(ask, lastPayers, openEncounters())),
    commands.registerCommand('encounterScrubber.newEncounterFile', () => newEncounter(ask, lastPayers, undefined)),
    commands.registerCommand('encounterScrubber.nextDiagnosis', nextDiagnosis),
    watchFields(),
  ];
}

/** The payers of the encounters written last, the latest first; names of plans, nothing of a patient. */
interface LastPayers {
  read(): readonly string[];
  keep(payer: string): Thenable<void>;
}
const payersKey = 'encounterScrubber.lastPayers';
const mostPayers = 5;

type Choices = ServerRequests['encounterScrubber/newEncounterChoices']['answer'];
type OfServer = Choices['payers'][number];

/** The kind of an encounter that holds nothing yet: no payer is asked for. */
const blank = 'blank';

/** Asks and writes; leaves all as it is where a question is not answered. */
async function newEncounter(ask: Ask, lastPayers: LastPayers, open: TextEditor | undefined): Promise<void> {
  const choices = await ask('encounterScrubber/newEncounterChoices', null);
  const kind = await chosenKind(choices.kinds, open);
  if (!kind) return;
  const target = kind.inNewFile ? undefined : open;
  let payer: string | null = null;
  if (kind.id !== blank) {
    const chosen = await window.showQuickPick(payerItems(choices.payers, lastPayers.read()), {
      title: `New encounter${whereOf(target)} (2 of 2)`,
      placeHolder: 'Payer: any part of its name',
      matchOnDescription: true,
    });
    if (!chosen) return;
    payer = chosen.id;
    await lastPayers.keep(payer);
  }
  const document = target?.document ?? (await newDocument());
  const asked = { kind: kind.id, payer, uri: document.uri.toString() };
  const { snippet } = await ask('encounterScrubber/encounterTemplate', asked);
  await write(document, target?.viewColumn, snippet);
}

interface Choice extends QuickPickItem {
  readonly id: string;
}

/** The kind that is chosen, and whether it goes to a file of its own although encounters are open. */
async function chosenKind(
  kinds: Choices['kinds'],
  open: TextEditor | undefined,
): Promise<{ readonly id: string; readonly inNewFile: boolean } | undefined> {
  const pick = window.createQuickPick<Choice>();
  const elsewhere: QuickInputButton = { iconPath: new ThemeIcon('new-file'), tooltip: 'Write it in a new file' };
  const other: Choice = { id: otherPlace, label: '$(new-file) In a new file …', alwaysShow: false };
  let target = open;
  const show = (): void => {
    pick.title = `New encounter${whereOf(target)} (1 of 2)`;
    pick.buttons = target ? [elsewhere] : [];
    const items = kinds.map((kind) => ({ ...asItem(kind), alwaysShow: isFoundBy(pick.value, kind.words) }));
    pick.items = target ? [...items, { id: '', label: '', kind: QuickPickItemKind.Separator }, other] : items;
  };
  pick.placeholder = 'Procedure: what was done';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const inNewFile = (): void => {
    target = undefined;
    pick.value = '';
    show();
  };
  show();
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerButton(inNewFile);
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen?.id === otherPlace) inNewFile();
        else if (chosen) resolve({ id: chosen.id, inNewFile: target === undefined });
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

const otherPlace = 'in a new file';

function whereOf(target: TextEditor | undefined): string {
  return target ? ` at the end of ${fileName(target.document.uri)}` : '';
}

function asItem({ id, label, description }: OfServer): Choice {
  return { id, label, description };
}

/** Those used last come first. */
function payerItems(payers: readonly OfServer[], last: readonly string[]): readonly Choice[] {
  const items = payers.map(asItem);
  const used = last.flatMap((id) => items.filter((item) => item.id === id));
  return used.length === 0
    ? items
    : [
        { id: '', label: 'used last', kind: QuickPickItemKind.Separator },
        ...used,
        { id: '', label: 'all payers', kind: QuickPickItemKind.Separator },
        ...items.filter((item) => !used.includes(item)),
      ];
}

/** The editor that is shown, where encounters can be written in it. */
function openEncounters(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  const isOurs = editor?.document.languageId === 'encounter';
  return isOurs && workspace.fs.isWritableFileSystem(editor.document.uri.scheme) !== false ? editor : undefined;
}

/**
 * A document that is not saved yet. In a folder it has the name under which saving it writes it there: its day, as coders
 * name their day sheets. Nothing is on the disk before that, so no file counts twice.
 */
async function newDocument(): Promise<TextDocument> {
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder?.uri.scheme !== 'file') return workspace.openTextDocument({ language: 'encounter' });
  const isOpen = (path: string): boolean => workspace.textDocuments.some(({ uri }) => uri.path === path);
  for (let attempt = 1; ; attempt += 1) {
    const file = Uri.joinPath(folder.uri, `${today()}${attempt === 1 ? '' : `-${attempt}`}.encounter`);
    if (!isOpen(file.path) && !(await exists(file)))
      return workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  }
}

async function exists(file: Uri): Promise<boolean> {
  return workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

/** `2026-11-30`, by the clock on the wall. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function fileName({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Writes the snippet at the end, after an empty line where there is other text, and offers what may go into its first field. */
async function write(document: TextDocument, column: ViewColumn | undefined, snippet: string): Promise<void> {
  const editor = await window.showTextDocument(document, column === undefined ? {} : { viewColumn: column });
  const written = document.getText().trimEnd();
  const rest = new Range(document.positionAt(written.length), document.positionAt(document.getText().length));
  // A snippet takes on the indentation of the line that it is inserted in: it begins on an empty one.
  await editor.edit((edit) => edit.replace(rest, written === '' ? '' : '\n\n'), {
    undoStopBefore: true,
    undoStopAfter: false,
  });
  const end = document.positionAt(document.getText().length);
  await editor.insertSnippet(new SnippetString(snippet), end, { undoStopBefore: false, undoStopAfter: true });
  // All of it is shown where the editor has room for it, else as much as there is room for, from its heading on.
  const { length } = document.getText();
  editor.revealRange(new Range(end, document.positionAt(length)), TextEditorRevealType.InCenterIfOutsideViewport);
  editor.revealRange(new Range(end, end));
  await offer();
}

/**
 * Tells the keys of a template where the cursor is: behind a diagnosis Enter begins the next one, in any other field it goes on; where
 * nothing is typed Tab goes on too, though the list of suggestions is open. Keys that asked here first could land in the field before.
 */
function watchFields(): Disposable {
  let told = '';
  const tell = ({ document, selection: { active } }: TextEditor): void => {
    if (document.languageId !== 'encounter') return;
    const line = document.lineAt(active).text;
    const isDiagnosis = diagnosis.test(line);
    const isEmpty = /^\s*(?:[\w-]+:\s*)?$/.test(line);
    if (told === `${isDiagnosis} ${isEmpty}`) return;
    told = `${isDiagnosis} ${isEmpty}`;
    void commands.executeCommand('setContext', 'encounterScrubber.onDiagnosis', isDiagnosis);
    void commands.executeCommand('setContext', 'encounterScrubber.nothingTyped', isEmpty);
  };
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor }) => tell(textEditor)),
    window.onDidChangeActiveTextEditor((editor) => editor && tell(editor)),
  );
}

const diagnosis = /^(\s*)([A-K]):/i;

/** Begins the next diagnosis below this one; where this one is still empty it goes, and the template's next field comes. */
async function nextDiagnosis(): Promise<void> {
  const { document, selection } = window.activeTextEditor ?? {};
  const line = selection && document?.lineAt(selection.active).text;
  const [, , letter] = diagnosis.exec(line ?? '') ?? [];
  if (letter === undefined || line === undefined) return void (await commands.executeCommand('type', { text: '\n' }));
  if (/:\s*$/.test(line) && letter.toUpperCase() !== 'A') {
    await commands.executeCommand('deleteAllLeft');
    await commands.executeCommand('deleteLeft');
    await commands.executeCommand('jumpToNextSnippetPlaceholder');
    return offer();
  }
  await commands.executeCommand('cursorEnd');
  const next = String.fromCharCode(letter.toUpperCase().charCodeAt(0) + 1);
  await commands.executeCommand('type', { text: '\n' });
  await commands.executeCommand('type', { text: `${next}: ` });
  await offer();
}

/** Shows the list of suggestions where there are any: in free text nothing comes up, not even that there is nothing. */
async function offer(): Promise<void> {
  await commands.executeCommand('editor.action.triggerSuggest', { auto: true });
}
