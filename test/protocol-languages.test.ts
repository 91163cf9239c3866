/** Which language a document is, and which texts are only looked at: unsaved files, other names, old sides of comparisons. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CompletionList, Hover } from 'vscode-languageserver/node';
import { built } from './support/built.js';
import { type Client, pulling, startClient } from './support/client.js';
import { clinic, closeClinics, rules } from './support/clinic.js';

const acme = 'payer: acme\nname: Acme\nbilateral: { primary: rt-lt, add-on: rt-lt }\n';
const broken = 'payer: acme\nmue: cns\n';
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

beforeAll(built);
afterEach(closeClinics);

const ask = <Answer>(client: Client, method: string, uri: string, line: number, character: number): Promise<Answer> =>
  client.connection.sendRequest(method, { textDocument: { uri }, position: { line, character } });

describe('the language id comes first', () => {
  test('of an unsaved policy, which then judges', async () => {
    const { client, address } = await clinic({});
    await client.open(visit, address('day.encounter'));
    expect(await rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
    await client.open(broken, 'untitled:Untitled-1', 'payer-policy');
    expect(await rules(client, 'untitled:Untitled-1')).toEqual(['payer-schema']);
    const keys = await ask<CompletionList>(client, 'textDocument/completion', 'untitled:Untitled-1', 2, 0);
    expect(keys.items.map(({ label }) => label)).toContain('limits');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
    await client.open(acme, 'untitled:Untitled-2', 'payer-policy');
    await expect.poll(() => rules(client, address('day.encounter'))).toContain('bilateral-style');
  });

  test('of a file called acme.yml', async () => {
    const { client, address } = await clinic({ 'acme.yml': acme });
    await client.open(visit, address('day.encounter'));
    expect(await rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
    await client.open(broken, address('acme.yml'), 'payer-policy');
    expect(await rules(client, address('acme.yml'))).toEqual(['payer-schema']);
    const hover = await ask<Hover>(client, 'textDocument/hover', address('acme.yml'), 0, 2);
    expect(JSON.stringify(hover.contents)).toContain('Id');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: address('acme.yml') } });
    await client.open(acme, address('acme.yml'), 'payer-policy');
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['bilateral-style']);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: address('acme.yml') } });
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
  });

  test('of an unsaved encounter', async () => {
    const { client } = await clinic({ 'acme.payer.yaml': acme });
    await client.open(visit, 'untitled:Untitled-1', 'encounter');
    expect(await rules(client, 'untitled:Untitled-1')).toEqual(['bilateral-style']);
  });

  test('of an unsaved project file, whose schema is known', async () => {
    const { client } = await clinic({});
    await client.open('severty: {}\n', 'untitled:Untitled-1', 'scrubber-project');
    expect(await rules(client, 'untitled:Untitled-1')).toEqual(['project-schema']);
  });
});

describe('the name counts where the id is of nobody', () => {
  test.each([
    ['acme.payer.yaml', broken, ['payer-schema']],
    ['ACME.PAYER.YAML', broken, ['payer-schema']],
    ['scrubber.yaml', 'severty: {}\n', ['project-schema']],
    ['day.encounter', visit, ['unknown-payer']],
    ['docker-compose.yml', 'services: {}\n', []],
  ])('%s', async (name, text, expected) => {
    const { client, address } = await clinic({ [name]: text });
    await client.open(text, address(name), 'yaml');
    expect(await rules(client, address(name))).toEqual(expected);
  });
});

describe.each(['git', 'gitfs', 'fugitive', 'diffview', 'review'])('the old side of a comparison (%s:)', (scheme) => {
  const old = (address: string): string => address.replace(/^file:/, `${scheme}:`);

  test('is judged, and is no other encounter of the workspace', async () => {
    const { client, address } = await clinic({ 'acme.payer.yaml': acme, 'day.encounter': visit });
    const file = address('day.encounter');
    await client.open(visit, file);
    expect(await rules(client, file)).toEqual(['bilateral-style']);
    await client.open(visit.replace('P-1', 'P-2'), old(file));
    expect(await rules(client, old(file))).toEqual(['bilateral-style']);
    expect(await rules(client, file)).toEqual(['bilateral-style']);
  });

  test('of a policy is read, and judges nothing', async () => {
    const { client, address } = await clinic({ 'acme.payer.yaml': acme, 'day.encounter': visit });
    const file = address('acme.payer.yaml');
    await client.open(visit, address('day.encounter'));
    await client.open(acme, file);
    const before = [await rules(client, file), await rules(client, address('day.encounter'))];
    await client.open(broken, old(file));
    expect(await rules(client, old(file))).toEqual(['payer-schema']);
    expect([await rules(client, file), await rules(client, address('day.encounter'))]).toEqual(before);
    await client.open(acme.replace('rt-lt', 'modifier-50'), old(address('other.payer.yaml')));
    expect([await rules(client, file), await rules(client, address('day.encounter'))]).toEqual(before);
  });

  test('of the project file is read, and holds for nothing', async () => {
    const { client, address } = await clinic({ 'acme.payer.yaml': acme, 'day.encounter': visit });
    await client.open(visit, address('day.encounter'));
    await client.open('severity: { bilateral-style: off }\nexclud: []\n', old(address('scrubber.yaml')));
    expect(await rules(client, old(address('scrubber.yaml')))).toEqual(['project-schema']);
    expect(await rules(client, address('day.encounter'))).toEqual(['bilateral-style']);
  });
});

describe('a folder on no disk, as package.json says of it,', () => {
  const folder = 'vscode-vfs://github/clinic/records';
  const files = {
    [`${folder}/acme.payer.yaml`]: acme,
    [`${folder}/day.encounter`]: visit,
    [`${folder}/april.encounter`]: visit.replace('P-1', 'P-2'),
    [`${folder}/scrubber.yaml`]: 'severity: { bilateral-style: hint }\n',
  };
  const found = async (client: Client): Promise<unknown> =>
    (await client.pull(`${folder}/day.encounter`)).map(({ code, severity }) => [code, severity]);

  test('is checked with the policies, the project file and the encounters in it, which the editor reads', async () => {
    const client = await startClient(pulling, undefined, [folder], { readsFiles: true }, files);
    await client.open(visit, `${folder}/day.encounter`);
    await expect
      .poll(() => found(client))
      .toEqual([
        ['duplicate-encounter', 2],
        ['bilateral-style', 4],
      ]);
    await client.stop();
  });

  test('is checked without them by an editor that reads no files', async () => {
    const client = await startClient(pulling, undefined, [folder], {}, files);
    await client.open(visit, `${folder}/day.encounter`);
    expect(await found(client)).toEqual([['unknown-payer', 2]]);
    await client.stop();
  });
});
