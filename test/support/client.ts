/** Speaks the protocol to the built server over standard streams, as an editor would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type ProtocolConnection,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  TextEdit,
} from 'vscode-languageserver/node';
import type { ClientOptions, FileAnswer, FindFiles, ReadFile } from '../../server/src/lsp/protocol.js';

const server = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));

export const uri = 'file:///clinic/day.encounter';

export interface Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  /** What the server offers. */
  readonly initialized: InitializeResult;
  /** What it offers later. */
  readonly registered: readonly Registration[];
  /** How often the server pushed diagnostics of a document. */
  pushes(address?: string): number;
  /** The diagnostics that the server pushed last, by document. */
  readonly pushed: ReadonlyMap<string, readonly Diagnostic[]>;
  /** How often the server asked for the diagnostics to be pulled again. */
  refreshes(): number;
  readonly log: readonly string[];
  open(text: string, address?: string, languageId?: string): Promise<void>;
  change(...changes: readonly TextDocumentContentChangeEvent[]): Promise<void>;
  pull(address?: string): Promise<readonly Diagnostic[]>;
  actions(at: Diagnostic['range'], only?: readonly string[]): Promise<readonly CodeAction[]>;
  hover(line: number, character: number): Promise<Hover | null>;
  stop(): Promise<void>;
}

/** An editor of today that pulls diagnostics. */
export const pulling: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source'] } } },
    rename: { prepareSupport: true },
  },
  workspace: { configuration: true, diagnostics: { refreshSupport: true } },
};

/** A server that nobody has spoken to yet. */
export function spawnServer(...program: readonly string[]): Pick<Client, 'connection' | 'process'> {
  const parameters = program.length > 0 ? program : [server, '--stdio'];
  const child = spawn(process.execPath, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout || !child.stdin) throw new Error('the server has no streams');
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  return { connection, process: child };
}

/**
 * Starts a server and initializes it.
 *
 * @param files the texts that the editor reads for a server that asks it, by address
 * @param until when the editor begins to answer such a server
 */
export async function startClient(
  capabilities: ClientCapabilities,
  settings: () => unknown = () => null,
  folders: readonly string[] = [],
  options: ClientOptions = {},
  files: Readonly<Record<string, string>> = {},
  until: Promise<void> = Promise.resolve(),
): Promise<Client> {
  const { process: child, connection } = spawnServer();
  const pushed = new Map<string, readonly Diagnostic[]>();
  const pushes = new Map<string, number>();
  const log: string[] = [];
  let refreshes = 0;
  let version = 1;
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (parameters: { uri: string; diagnostics: Diagnostic[] }) => {
      pushed.set(parameters.uri, parameters.diagnostics);
      pushes.set(parameters.uri, (pushes.get(parameters.uri) ?? 0) + 1);
    },
  );
  connection.onNotification(
    'window/logMessage',
    (parameters: { message: string }) => void log.push(parameters.message),
  );
  connection.onRequest('workspace/configuration', (parameters: { items: unknown[] }) =>
    parameters.items.map(() => settings()),
  );
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes += 1;
    return null;
  });
  const registered: Registration[] = [];
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    registered.push(...registrations);
    return null;
  });
  connection.onRequest('encounterScrubber/findFiles', async ({ folder, endings }: FindFiles) => {
    await until;
    return Object.keys(files).filter(
      (file) => file.startsWith(`${folder}/`) && endings.some((each) => file.endsWith(each)),
    );
  });
  connection.onRequest('encounterScrubber/readFile', ({ uri: file }: ReadFile): Promise<FileAnswer> => {
    const text = files[file];
    return Promise.resolve(
      text === undefined ? { refusal: 'cannot be read' } : { bytes: Buffer.from(text).toString('base64') },
    );
  });
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions: options,
    workspaceFolders: folders.map((folder) => ({ uri: folder, name: 'clinic' })),
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    process: child,
    initialized,
    registered,
    pushed,
    pushes: (address = uri) => pushes.get(address) ?? 0,
    refreshes: () => refreshes,
    log,
    open: (text, address = uri, languageId = languageOf(address)) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: address, languageId, version, text },
      }),
    change(...contentChanges) {
      version += 1;
      return connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    },
    async pull(address = uri) {
      const report: { items?: Diagnostic[] } = await connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: address },
      });
      return report.items ?? [];
    },
    actions: async (range, only) =>
      (await connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...(only ? { only } : {}) },
      })) ?? [],
    hover: (line, character) =>
      connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } }),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
}

function languageOf(address: string): string {
  if (address.endsWith('/scrubber.yaml')) return 'scrubber-project';
  return address.endsWith('.encounter') ? 'encounter' : 'payer-policy';
}

/** The text after an action's edits, which count in lines and characters. */
export function edited(text: string, action: CodeAction | undefined): string {
  const edits: readonly TextEdit[] =
    action?.edit?.changes?.[uri] ??
    action?.edit?.documentChanges?.flatMap((each) =>
      'edits' in each && each.textDocument.uri === uri ? each.edits.filter(TextEdit.is) : [],
    ) ??
    [];
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .map((edit, index) => ({ ...edit, index }))
    .sort((one, other) => offset(other.range.start) - offset(one.range.start) || other.index - one.index)
    .reduce(
      (current, { range, newText }) =>
        current.slice(0, offset(range.start)) + newText + current.slice(offset(range.end)),
      text,
    );
}
