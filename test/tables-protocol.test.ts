/** The user's own tables in an editor, through the protocol and on a real disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TablesTold } from '../server/src/lsp/protocol.js';
import { built } from './support/built.js';
import { type Client, pulling, startClient } from './support/client.js';
import { mueFile } from './support/cms-files.js';

const name = 'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv';
const text = `encounter 1
patient: MRN-1
date: 2026-11-16
payer: medicare
place: 11
provider: 1234567893
diagnoses
  A: M47.816
lines
  J1010  x500  A
`;

let folder = '';
let client: Client | undefined;

beforeAll(built);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, content: string): string {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), content);
  return address(file);
}
const address = (file: string): string => pathToFileURL(join(folder, file)).href;
const limit = (units: number | string) => mueFile([['J1010', units as number, '2 Date of Service Edit: Policy']]);

async function start(settings: unknown = null): Promise<Client> {
  client = await startClient(pulling, () => settings, [pathToFileURL(folder).href]);
  await client.open(text, address('day.encounter'));
  return client;
}
const reload = (server: Client) => server.connection.sendRequest<TablesTold>('encounterScrubber/reloadTables', null);
async function limits(server: Client): Promise<readonly string[]> {
  const found = await server.pull(address('day.encounter'));
  return found.filter(({ code }) => code === 'units-exceed-mue').map(({ message }) => String(message));
}

test('tables of the project file judge, what changes in them judges again, and what is wrong leaves the last ones', async () => {
  const project = write('scrubber.yaml', 'tables: cms\n');
  const table = write(`cms/${name}`, limit(30));
  const server = await start();
  // The workspace's folders are read meanwhile.
  await expect.poll(() => reload(server), { timeout: 5000 }).toMatchObject({ folder: address('cms'), problems: [] });
  expect((await reload(server)).tables[1]).toMatch(/^CMS practitioner MUE table, 2026-10-01 \(.*\)$/);
  expect(await limits(server)).toEqual([expect.stringContaining('limit is 30 (MUE 2026 Q4)')]);
  const hover = await server.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', {
    textDocument: { uri: address('day.encounter') },
    position: { line: 9, character: 4 },
  });
  expect(hover.contents.value).toContain('MUE 2026 Q4');

  const before = server.refreshes();
  write(`cms/${name}`, limit(40));
  await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: table, type: 2 }] });
  await expect.poll(() => server.refreshes(), { timeout: 5000 }).toBeGreaterThan(before);
  expect(await limits(server)).toEqual([expect.stringContaining('limit is 40')]);

  write(`cms/${name}`, limit('many'));
  const wrong = await reload(server);
  expect(wrong.problems).toEqual([expect.stringMatching(/^MCR_MUE.* line 7: expected a number of units/)]);
  expect(await limits(server)).toEqual([expect.stringContaining('limit is 40')]);
  await server.open('tables: cms\n', project);
  expect((await server.pull(project)).map(({ message, range }) => [message, range.start])).toEqual([
    [expect.stringContaining('line 7'), { line: 0, character: 8 }],
  ]);

  rmSync(join(folder, 'cms'), { recursive: true });
  await reload(server);
  expect(await limits(server)).toEqual([expect.stringContaining('limit is 160 (MUE 2026 Q2)')]);
});

test('tables of the setting judge where the project file names none', async () => {
  write(`elsewhere/${name}`, limit(30));
  const server = await start({ tables: join(folder, 'elsewhere') });
  await expect.poll(() => limits(server), { timeout: 5000 }).toEqual([expect.stringContaining('limit is 30')]);
});
