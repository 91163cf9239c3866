/** What is answered when: nothing before it is known, nothing that nobody waits for, nothing twice. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { built } from './support/built.js';
import { type Client, pulling, startClient } from './support/client.js';
import { clinic, closeClinics } from './support/clinic.js';

const folder = 'vscode-vfs://github/clinic';
const uri = `${folder}/day.encounter`;
const visit = `encounter 1
patient: P-1
date: 2026-11-16
payer: acme
place: 24
provider: 1234567893
diagnoses
  A: M47.816
procedure facet-injection
  levels: L4-L5
  side: bilateral
  guidance: fluoroscopy
lines
  64493-50  x1  A
`;
const files = { [`${folder}/acme.payer.yaml`]: 'payer: acme\nbilateral: { primary: rt-lt, add-on: rt-lt }\n' };
const requestCancelled = -32800;
const contentModified = -32801;

let client: Client | undefined;
/** An editor that does not answer for its files before it is told to. */
const startHeld = async (capabilities: Parameters<typeof startClient>[0]) => {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  client = await startClient(capabilities, undefined, [folder], { readsFiles: true }, files, until);
  return { editor: client, release };
};
const codeOf = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'an answer',
    (error: { code?: unknown }) => error.code,
  );
/** Whether the server has worked off everything that it was sent so far. */
const hasHeard = (editor: Client): Promise<unknown> => editor.connection.sendRequest('encounterScrubber/rules', null);

beforeAll(built);
afterEach(async () => {
  await client?.stop();
  client = undefined;
  await closeClinics();
});

describe('before policies and the project file are read', () => {
  test('a pull waits, and no payer is unknown for a moment', async () => {
    const { editor, release } = await startHeld(pulling);
    await editor.open(visit, uri);
    let isAnswered = false;
    const pulled = editor.pull(uri).finally(() => {
      isAnswered = true;
    });
    await hasHeard(editor);
    expect(isAnswered).toBe(false);
    release();
    expect((await pulled).map(({ code }) => code)).toEqual(['bilateral-style']);
  });

  test('a pull that nobody waits for any longer is refused at once', async () => {
    const { editor, release } = await startHeld(pulling);
    await editor.open(visit, uri);
    const source = new CancellationTokenSource();
    const pulled = codeOf(
      editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token),
    );
    await hasHeard(editor);
    source.cancel();
    expect(await pulled).toBe(requestCancelled);
    release();
  });

  test('a question about a text that is another one by now is refused', async () => {
    const { editor, release } = await startHeld(pulling);
    await editor.open(visit, uri);
    const asked = codeOf(
      editor.connection.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: { line: 13, character: 4 },
      }),
    );
    await hasHeard(editor);
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: `\n${visit}` }],
    });
    release();
    expect(await asked).toBe(contentModified);
  });

  test('a pull is answered for the text as it is by then', async () => {
    const { editor, release } = await startHeld(pulling);
    await editor.open(visit, uri);
    const pulled = editor.pull(uri);
    await hasHeard(editor);
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: `\n${visit}` }],
    });
    release();
    expect((await pulled)[0]?.range.start.line).toBe(14);
  });

  test('nothing is pushed', async () => {
    const { editor, release } = await startHeld({});
    await editor.open(visit, uri);
    await hasHeard(editor);
    expect(editor.pushes(uri)).toBe(0);
    release();
    await expect.poll(() => editor.pushes(uri)).toBeGreaterThan(0);
    expect(editor.pushed.get(uri)?.map(({ code }) => code)).toEqual(['bilateral-style']);
  });
});

test('a burst of changes is pushed once', async () => {
  client = await startClient({});
  const editor = client;
  await editor.open(visit);
  await expect.poll(() => editor.pushes()).toBe(1);
  const texts = [...Array.from({ length: 50 }, (_, count) => visit.replace('x1', `x${count}`)), ''];
  // In one piece: nothing but the server decides when it hears what.
  editor.process.stdin?.write(
    texts
      .map((text, index) =>
        message('textDocument/didChange', {
          textDocument: { uri: 'file:///clinic/day.encounter', version: index + 2 },
          contentChanges: [{ text }],
        }),
      )
      .join(''),
  );
  await expect.poll(() => editor.pushed.get('file:///clinic/day.encounter')).toEqual([]);
  expect(editor.pushes()).toBe(2);
});

test('a result id changes with whatever the result rests on: a table that is mended', async () => {
  const project = 'tables: tables/\n';
  const {
    client: editor,
    address,
    write,
  } = await clinic({
    'scrubber.yaml': project,
    'tables/icd10cm-codes-2027.txt': 'no codes at all\n',
  });
  await editor.open(project, address('scrubber.yaml'));
  const pull = (previousResultId?: string): Promise<{ kind: string; resultId: string; items?: unknown[] }> =>
    editor.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri: address('scrubber.yaml') },
      previousResultId,
    });
  await expect.poll(async () => (await pull()).items).not.toEqual([]);
  const { resultId } = await pull();
  expect(await pull(resultId)).toMatchObject({ kind: 'unchanged' });
  await write(
    'tables/icd10cm-codes-2027.txt',
    'M47816  Spondylosis without myelopathy or radiculopathy, lumbar region\n',
  );
  await expect.poll(() => pull(resultId)).toMatchObject({ kind: 'full', items: [] });
});

function message(method: string, params: object): string {
  const content = JSON.stringify({ jsonrpc: '2.0', method, params });
  return `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
}
