/** From start to end: what a server answers before it is initialized and after it was told to end, and how it starts and stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { built } from './support/built.js';
import { type Client, spawnServer, uri } from './support/client.js';

const commandLine = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const notInitialized = -32002;
const invalidRequest = -32600;
const hover = { textDocument: { uri }, position: { line: 0, character: 0 } };
const opened = { textDocument: { uri, languageId: 'encounter', version: 1, text: 'encounter 1\n' } };

const started: ChildProcess[] = [];
const start = (...program: readonly string[]): Pick<Client, 'connection' | 'process'> => {
  const server = spawnServer(...program);
  started.push(server.process);
  return server;
};
const initialize = ({ connection }: Pick<Client, 'connection'>, processId: number | null = process.pid) =>
  connection.sendRequest('initialize', { processId, rootUri: null, capabilities: {} });
const codeOf = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'an answer',
    (error: { code?: unknown }) => error.code,
  );

beforeAll(built);
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

test('requests before initialize are refused as the protocol says, and notifications change nothing', async () => {
  const server = start();
  await server.connection.sendNotification('textDocument/didOpen', opened);
  expect(await codeOf(server.connection.sendRequest('textDocument/hover', hover))).toBe(notInitialized);
  expect(await codeOf(server.connection.sendRequest('encounterScrubber/rules', null))).toBe(notInitialized);
  expect(await codeOf(server.connection.sendRequest('no/such/request', {}))).toBe(notInitialized);
  expect(await codeOf(server.connection.sendRequest('shutdown'))).toBe(notInitialized);
  await initialize(server);
  await server.connection.sendNotification('initialized', {});
  expect(await server.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })).toMatchObject({
    items: [],
  });
  await server.connection.sendNotification('textDocument/didOpen', opened);
  const found: { items: unknown[] } = await server.connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri },
  });
  expect(found.items).not.toEqual([]);
});

test('a second initialize is refused', async () => {
  const server = start();
  await initialize(server);
  expect(await codeOf(initialize(server))).toBe(invalidRequest);
});

test('requests after shutdown are refused as the protocol says, and exit ends with 0', async () => {
  const server = start();
  await initialize(server);
  await server.connection.sendNotification('initialized', {});
  await server.connection.sendRequest('shutdown');
  expect(await codeOf(server.connection.sendRequest('textDocument/hover', hover))).toBe(invalidRequest);
  expect(await codeOf(server.connection.sendRequest('no/such/request', {}))).toBe(invalidRequest);
  expect(await codeOf(server.connection.sendRequest('shutdown'))).toBe(invalidRequest);
  expect(await codeOf(initialize(server))).toBe(invalidRequest);
  const exited = once(server.process, 'exit');
  await server.connection.sendNotification('exit');
  expect((await exited)[0]).toBe(0);
});

test.each([
  ['before initialize', false],
  ['without shutdown', true],
])('exit %s ends with 1', async (_, isInitialized) => {
  const server = start();
  if (isInitialized) await initialize(server);
  const exited = once(server.process, 'exit');
  await server.connection.sendNotification('exit');
  expect((await exited)[0]).toBe(1);
});

test.each([
  [[]],
  [['--stdio']],
  [['--stdio', '--clientProcessId=1']],
  [['--stdio', '--clientProcessId', '1']],
  [['--clientProcessId=1']],
])('the command line serves with lsp %s', async (parameters) => {
  const server = start(commandLine, 'lsp', ...parameters);
  expect(await initialize(server)).toMatchObject({ serverInfo: { name: 'encounter-scrubber' } });
});

test.each([
  [['--node-ipc'], '--node-ipc'],
  [['--socket=7000'], '--socket'],
  [['--pipe', '/tmp/x'], '--pipe'],
  [['--stdio', '--verbose'], '--verbose'],
  [['--stdio', '--clientProcessId'], '--clientProcessId'],
  [['--stdio', '--clientProcessId=x'], '--clientProcessId'],
])('the command line refuses lsp %s in one line', async (parameters, named) => {
  const child = spawn(process.execPath, [commandLine, 'lsp', ...parameters]);
  started.push(child);
  let said = '';
  child.stderr.on('data', (part) => {
    said += String(part);
  });
  const [status] = await once(child, 'close');
  expect(status).toBe(2);
  expect(said).toMatch(/^encounter-scrubber: [^\n]+\n$/);
  expect(said).toContain(named);
});

test.each([
  ['that initialize names', (editor: number) => ({ parameters: ['--stdio'], processId: editor })],
  [
    'that the command line names',
    (editor: number) => ({ parameters: [`--clientProcessId=${editor}`], processId: null }),
  ],
])('the server ends when the process %s is gone', async (_, parametersFor) => {
  const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  started.push(editor);
  const { parameters, processId } = parametersFor(editor.pid ?? 0);
  const server = start(commandLine, 'lsp', ...parameters);
  await initialize(server, processId);
  const exited = once(server.process, 'exit');
  editor.kill();
  expect((await exited)[0]).toBe(1);
});
