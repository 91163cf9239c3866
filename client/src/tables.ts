/** The commands for the user's own code tables: where they are, and adding CMS files to them. */
import { commands, type Disposable, Uri, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { TablesTold } from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';
import type { TablesStatus } from './status.js';

/** Registers the commands, and lets the status item show what the server tells. */
export function tableCommands(client: LanguageClient, ask: Ask, status: TablesStatus): readonly Disposable[] {
  return [
    client.onNotification('encounterScrubber/tables', (told: TablesTold) => status.show(told)),
    commands.registerCommand('encounterScrubber.chooseTables', () => chooseFolder()),
    commands.registerCommand('encounterScrubber.addTables', () => addFiles(ask)),
    commands.registerCommand('encounterScrubber.reloadTables', () => reload(ask)),
  ];
}

/** Asks for the folder and keeps it in the setting: the server reads it then. */
async function chooseFolder(): Promise<boolean> {
  const [folder] =
    (await window.showOpenDialog({
      title: 'Code tables folder',
      openLabel: 'Use This Folder',
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (!folder) return false;
  const [inFolder] = workspace.workspaceFolders ?? [];
  const path = folder.scheme === 'file' ? folder.fsPath : folder.toString();
  await workspace.getConfiguration('encounterScrubber').update('tables', path, inFolder === undefined);
  return true;
}

/** Copies CMS files into the folder, where everyone who shares it has them. */
async function addFiles(ask: Ask): Promise<void> {
  let told = await ask('encounterScrubber/reloadTables', null);
  if (told?.folder == null) {
    if (!(await chooseFolder())) return;
    told = await ask('encounterScrubber/reloadTables', null);
  }
  if (told?.folder == null) return;
  const files = await window.showOpenDialog({
    title: 'Files published by CMS',
    openLabel: 'Add to Code Tables',
    canSelectMany: true,
    filters: { 'Tables and archives': ['zip', 'csv', 'txt', 'tsv'] },
  });
  if (!files?.length) return;
  const folder = Uri.parse(told.folder);
  for (const file of files) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    await workspace.fs.copy(file, Uri.joinPath(folder, name), { overwrite: true });
  }
  await reload(ask);
}

async function reload(ask: Ask): Promise<void> {
  const told = await ask('encounterScrubber/reloadTables', null);
  if (!told) return;
  if (told.problems.length > 0) void window.showWarningMessage(`Code tables: ${told.problems.join('; ')}`);
  else void window.showInformationMessage(`Code tables: ${told.tables.join(', ')}`);
}
