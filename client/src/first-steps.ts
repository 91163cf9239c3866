/**
 * Commands for somebody who has none of our files yet: the walkthrough, the examples. They ask no server.
 */
import { commands, type Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';

/** Registers the commands. */
export function firstStepsCommands({ extensionUri, extension }: ExtensionContext): readonly Disposable[] {
  return [
    commands.registerCommand('encounterScrubber.getStarted', () =>
      commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#getStarted`, false),
    ),
    commands.registerCommand('encounterScrubber.openExamples', (into?: unknown) =>
      openExamples(extensionUri, into instanceof Uri ? into : undefined),
    ),
  ];
}

/** The folder that is made for them, in the one that the user chooses. */
const examplesName = 'encounter-examples';
/** The one that is shown first: a day of several claims, some of which would be denied. */
const first = 'day-sheet.encounter';

/** Copies the examples into a new folder, and shows one: they are the user's own then, to be changed. */
async function openExamples(extensionUri: Uri, named: Uri | undefined): Promise<void> {
  const into = named ?? (await chosenFolder());
  if (!into) return;
  const folder = await freshFolder(into);
  const from = Uri.joinPath(extensionUri, 'examples');
  const names = (await workspace.fs.readDirectory(from)).map(([name]) => name);
  for (const name of names.filter((each) => each.endsWith('.encounter')))
    await workspace.fs.copy(Uri.joinPath(from, name), Uri.joinPath(folder, name));
  await window.showTextDocument(Uri.joinPath(folder, first), { preview: false });
  // A folder of this window is in the Explorer already.
  if (workspace.getWorkspaceFolder(folder)) return;
  const open = 'Open Folder';
  const answer = await window.showInformationMessage(`The examples are in ${folder.fsPath}`, open);
  if (answer === open) await commands.executeCommand('vscode.openFolder', folder);
}

async function chosenFolder(): Promise<Uri | undefined> {
  const [inFolder] = workspace.workspaceFolders ?? [];
  const [folder] =
    (await window.showOpenDialog({
      title: 'Folder for the examples',
      openLabel: 'Copy the Examples Here',
      canSelectFiles: false,
      canSelectFolders: true,
      ...(inFolder ? { defaultUri: inFolder.uri } : {}),
    })) ?? [];
  return folder;
}

/** A folder that was not there before: what somebody tried in an earlier copy is kept. */
async function freshFolder(into: Uri): Promise<Uri> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = Uri.joinPath(into, `${examplesName}${attempt === 1 ? '' : `-${attempt}`}`);
    try {
      await workspace.fs.stat(folder);
    } catch {
      await workspace.fs.createDirectory(folder);
      return folder;
    }
  }
}
