/** A practice's folder on disk with an editor's server on it, which is told of what happens to its files. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import type { ClientOptions } from '../../server/src/lsp/protocol.js';
import { type Client, pulling, startClient } from './client.js';

/** An editor whose edits may create files. */
const creating = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] },
  },
};

const ended: (() => Promise<void>)[] = [];

/** Stops the servers and removes the folders; called after each test. */
export async function closeClinics(): Promise<void> {
  for (const end of ended.splice(0)) await end();
}

/** How an editor opens a practice's folder. */
export interface Opening {
  /** The folders in it that are opened; itself where left out, none at all where empty. */
  readonly folders?: readonly string[];
  /** How the editor spells an address; as Node does where left out. */
  readonly spelled?: (uri: string) => string;
  /** What the editor can do; it pulls diagnostics and watches nothing where left out. */
  readonly capabilities?: ClientCapabilities;
}

/** As Visual Studio Code spells an address: everything escaped that may be. */
export function asVisualStudioCode(uri: string): string {
  return uri.replace(/[!'()*+,:;=@&$~]/g, (each, at: number) => (at < 'file://'.length ? each : escaped(each)));
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** A folder with these files, opened in an editor. */
export async function clinic(
  files: Readonly<Record<string, string>>,
  options: ClientOptions = {},
  { folders = [''], spelled = (uri) => uri, capabilities = creating }: Opening = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'clinic-'));
  const write = (name: string, text: string): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const address = (name: string): string => spelled(pathToFileURL(join(folder, name)).href);
  const client = await startClient(capabilities, () => null, folders.map(address), options);
  ended.push(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const told = (...changes: readonly { readonly name: string; readonly type: number }[]) =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.map(({ name, type }) => ({ uri: address(name), type })),
    });
  return {
    client,
    address,
    folder,
    /** Changes the disk, and no editor sees it. */
    writeUnseen: write,
    told,
    write: async (name: string, text: string) => {
      write(name, text);
      await told({ name, type: 2 });
    },
    remove: async (name: string) => {
      rmSync(join(folder, name), { recursive: true });
      await told({ name, type: 3 });
    },
    /** As an editor tells it of a folder: not file by file. */
    rename: async (from: string, to: string) => {
      renameSync(join(folder, from), join(folder, to));
      await told({ name: from, type: 3 }, { name: to, type: 1 });
    },
  };
}

/** The rules that speak of a file, in the order of its text. */
export async function rules(client: Client, file: string): Promise<readonly unknown[]> {
  return (await client.pull(file)).map(({ code }) => code);
}
