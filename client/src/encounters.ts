/**
 * The Encounters view in the Explorer: files and the encounters in them, with what is found where that is known. The server says which
 * there are; the findings are those that the editor has already, so that no file is judged for the view.
 */
import {
  type Diagnostic,
  DiagnosticSeverity,
  Disposable,
  EventEmitter,
  languages,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type {
  EncountersTold,
  EncounterTold,
  FileOfEncounters,
  ServerNotifications,
} from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';

const viewId = 'encounterScrubber.encounters';
const changed: keyof ServerNotifications = 'encounterScrubber/encountersChanged';

/** While somebody types, the view stays as it is. */
const restMilliseconds = 400;

type Row =
  | { readonly file: FileOfEncounters }
  | { readonly of: FileOfEncounters; readonly encounter: EncounterTold }
  | { readonly left: number };

/** Fills the view, and keeps it up to date while it can be seen. */
export function showEncounters(client: LanguageClient, ask: Ask): Disposable {
  const refreshed = new EventEmitter<void>();
  /** What the server was asked last; undefined once its answer may be another. */
  let asked: Promise<EncountersTold | undefined> | undefined;
  /** The files that are shown, by path: both sides spell it the same way. */
  let shown: ReadonlySet<string> = new Set();
  /** What it answered last: a server that has stopped, which says so in its own item, leaves what is shown. */
  let told: EncountersTold = { files: [], left: 0 };
  let resting: NodeJS.Timeout | undefined;

  const rows = async (): Promise<readonly Row[]> => {
    asked ??= ask('encounterScrubber/encounters', null).catch(() => undefined);
    told = (await asked) ?? told;
    const { files, left } = told;
    shown = new Set(files.map(({ uri }) => Uri.parse(uri).path));
    return [...files.map((file) => ({ file })), ...(left > 0 ? [{ left }] : [])];
  };
  const view = window.createTreeView<Row>(viewId, {
    treeDataProvider: {
      onDidChangeTreeData: refreshed.event,
      getTreeItem: itemOf,
      getChildren(row) {
        if (!row) return rows().then((all) => [...all]);
        return 'file' in row ? row.file.encounters.map((encounter) => ({ of: row.file, encounter })) : [];
      },
    },
    showCollapseAll: true,
  });
  const later = (): void => {
    clearTimeout(resting);
    if (view.visible) resting = setTimeout(() => refreshed.fire(), restMilliseconds);
  };
  const askLater = (): void => {
    asked = undefined;
    later();
  };
  return Disposable.from(
    view,
    refreshed,
    view.onDidChangeVisibility(later),
    client.onNotification(changed, askLater),
    client.onDidChangeState(askLater),
    languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(({ path }) => shown.has(path))) later();
    }),
    new Disposable(() => clearTimeout(resting)),
  );
}

function itemOf(row: Row): TreeItem {
  if ('file' in row) return fileItem(row.file);
  return 'encounter' in row ? encounterItem(row.of, row.encounter) : leftItem(row.left);
}

/** As the Explorer shows it: its name, its folder, its icon, the color of what is found in it. */
function fileItem({ uri }: FileOfEncounters): TreeItem {
  const item = new TreeItem(Uri.parse(uri), TreeItemCollapsibleState.Expanded);
  item.id = uri;
  item.description = true;
  item.iconPath = ThemeIcon.File;
  return item;
}

function encounterItem(file: FileOfEncounters, encounter: EncounterTold): TreeItem {
  const { id, payer, date, line } = encounter;
  const uri = Uri.parse(file.uri);
  const found = file.isJudged ? foundIn(languages.getDiagnostics(uri), encounter) : undefined;
  const item = new TreeItem(id ?? 'No id yet');
  item.id = `${file.uri}#${line}`;
  const who = [date ?? 'no date yet', payer ?? 'no payer yet'];
  // The Explorer is narrow: the worst comes first, and the tooltip has all.
  item.description = [...(found ? countsOf(found).slice(0, 1) : []), ...who].join(', ');
  item.iconPath = iconOf(found);
  item.tooltip = [item.label, ...who, found ? countsOf(found).join(', ') || noneFound : notChecked].join('\n');
  item.accessibilityInformation = { label: item.tooltip.replaceAll('\n', ', ') };
  const selection = new Range(line, 0, line, 0);
  item.command = { title: 'Open', command: 'vscode.open', arguments: [uri, { selection }] };
  return item;
}

function leftItem(left: number): TreeItem {
  const item = new TreeItem(left === 1 ? '1 more encounter is not listed' : `${left} more encounters are not listed`);
  item.iconPath = new ThemeIcon('ellipsis');
  item.tooltip = 'The latest ones are. Search in files finds the others.';
  return item;
}

const noneFound = 'no errors or warnings';
const notChecked = 'checked when it is open';

interface Found {
  readonly errors: number;
  readonly warnings: number;
}

/** What is found between an encounter's heading and the next one. */
function foundIn(diagnostics: readonly Diagnostic[], { line, nextLine }: EncounterTold): Found {
  const own = diagnostics.filter(
    ({ range: { start } }) => start.line >= line && (nextLine === null || start.line < nextLine),
  );
  const count = (wanted: DiagnosticSeverity): number => own.filter(({ severity }) => severity === wanted).length;
  return { errors: count(DiagnosticSeverity.Error), warnings: count(DiagnosticSeverity.Warning) };
}

/** `2 errors`, `1 warning`; none where nothing is found. */
function countsOf({ errors, warnings }: Found): readonly string[] {
  const counted = (count: number, one: string): readonly string[] =>
    count === 0 ? [] : [`${count} ${one}${count === 1 ? '' : 's'}`];
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')];
}

function iconOf(found: Found | undefined): ThemeIcon {
  if (!found) return new ThemeIcon('circle-outline');
  if (found.errors > 0) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  if (found.warnings > 0) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
}
