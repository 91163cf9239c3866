/** The workspace's policies, spoken of to the built server over standard streams: what judges, what changes it, what is wrong in it. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import type { ExampleResult, OverridablePolicy, PolicyExamples } from '../server/src/lsp/protocol.js';
import { built } from './support/built.js';
import type { Client } from './support/client.js';
import { clinic, closeClinics, rules } from './support/clinic.js';

const acme = `payer: acme
name: Acme
bilateral: { primary: rt-lt, add-on: rt-lt }
`;

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

beforeAll(built, 60_000);

afterEach(closeClinics);

describe('a policy of the workspace', () => {
  test('judges from the start, in the place of what came with the tool', async () => {
    const { client, address } = await clinic({ 'payers/acme.payer.yaml': acme });
    await client.open(visit, address('day.encounter'));
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['bilateral-style']);
    const [finding] = await client.pull(address('day.encounter'));
    expect(finding?.message).toContain('Acme accepts an RT line and an LT line');
  });

  test('judges at once when it is edited, before it is saved, and no longer when it is closed unsaved', async () => {
    const { client, address } = await clinic({ 'acme.payer.yaml': acme });
    await client.open(visit, address('day.encounter'));
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['bilateral-style']);
    const before = client.refreshes();
    await client.open(acme.replace('rt-lt', 'modifier-50'), address('acme.payer.yaml'));
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual([]);
    expect(client.refreshes()).toBeGreaterThan(before);
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: address('acme.payer.yaml') },
    });
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['bilateral-style']);
  });

  test('is read again when it changes on disk, appears or goes', async () => {
    const { client, address, write, remove } = await clinic({});
    await client.open(visit, address('day.encounter'));
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
    await write('acme.payer.yaml', acme);
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['bilateral-style']);
    await write('acme.payer.yaml', acme.replaceAll('rt-lt', 'modifier-50'));
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual([]);
    await remove('acme.payer.yaml');
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
  });

  test('of a folder elsewhere that scrubber.yaml names is read where the workspace is trusted, and only there', async () => {
    const practice = {
      'clinic/day.encounter': visit,
      'share/acme.payer.yaml': acme,
      'clinic/scrubber.yaml': 'policies: [../share]\n',
    };
    const trusted = await clinic(practice, {}, { folders: ['clinic'] });
    await trusted.client.open(visit, trusted.address('clinic/day.encounter'));
    await expect
      .poll(() => rules(trusted.client, trusted.address('clinic/day.encounter')))
      .toEqual(['bilateral-style']);
    const untrusted = await clinic(practice, { isTrusted: false }, { folders: ['clinic'] });
    const day = untrusted.address('clinic/day.encounter');
    await untrusted.client.open(visit, day);
    await untrusted.client.connection.sendRequest('textDocument/references', {
      textDocument: { uri: day },
      position: { line: 3, character: 8 },
      context: { includeDeclaration: false },
    });
    expect(await rules(untrusted.client, day)).toEqual(['unknown-payer']);
  });

  test('that nobody wrote yet is created from the name that an encounter uses', async () => {
    const { client, address, write } = await clinic({});
    const day = address('2026/day.encounter');
    await client.open(visit.replace('payer: acme', 'payer: Acme MA: HMO'), day);
    const [finding] = await client.pull(day);
    const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: day },
      range: finding?.range,
      context: { diagnostics: [] },
    });
    const create = actions.find(({ title }) => title === 'Create the policy file acme-ma-hmo.payer.yaml');
    const [made, written] = create?.edit?.documentChanges ?? [];
    expect(made).toEqual({ kind: 'create', uri: address('acme-ma-hmo.payer.yaml') });
    const text =
      written && 'edits' in written ? written.edits.map((edit) => ('newText' in edit ? edit.newText : '')) : [];
    await write('acme-ma-hmo.payer.yaml', text.join(''));
    await expect.poll(() => rules(client, day)).toEqual([]);
  });

  test('is created in the first folder that scrubber.yaml names and that can be written to, where the folder is trusted', async () => {
    const practice = {
      'clinic/2026/day.encounter': visit,
      'clinic/scrubber.yaml': 'policies: [../gone, ../a-file, ../share, ../other]\n',
      'a-file': '',
      'share/other.payer.yaml': 'payer: other\n',
      'other/more.payer.yaml': 'payer: more\n',
    };
    const created = async (
      practiceOf: Awaited<ReturnType<typeof clinic>>,
      day: string,
    ): Promise<string | undefined> => {
      const { client } = practiceOf;
      await client.open(visit, day);
      await expect.poll(() => rules(client, day)).toEqual(['unknown-payer']);
      const [finding] = await client.pull(day);
      const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: day },
        range: finding?.range,
        context: { diagnostics: [] },
      });
      const [made] = actions.find(({ title }) => title.startsWith('Create'))?.edit?.documentChanges ?? [];
      return made && 'kind' in made && made.kind === 'create' ? made.uri : undefined;
    };
    const folderOf = (client: Client, uri: string | null) =>
      client.connection.sendRequest('encounterScrubber/policyFolder', { uri });

    const trusted = await clinic(practice, {}, { folders: ['clinic'] });
    const day = trusted.address('clinic/2026/day.encounter');
    expect(await created(trusted, day)).toBe(trusted.address('share/acme.payer.yaml'));
    expect([await folderOf(trusted.client, day), await folderOf(trusted.client, null)]).toEqual(
      Array(2).fill(trusted.address('share')),
    );
    await trusted.write('share/acme.payer.yaml', acme);
    await trusted.client.open(acme, trusted.address('share/acme.payer.yaml'));
    await expect.poll(() => rules(trusted.client, day)).toEqual(['bilateral-style']);

    const untrusted = await clinic(practice, { isTrusted: false }, { folders: ['clinic'] });
    expect(await created(untrusted, untrusted.address('clinic/2026/day.encounter'))).toBe(
      untrusted.address('clinic/acme.payer.yaml'),
    );
    expect(await folderOf(untrusted.client, null)).toBeNull();
    const without = await clinic({ 'day.encounter': visit, 'scrubber.yaml': 'policies: [gone]\n' });
    expect(await created(without, without.address('day.encounter'))).toBe(without.address('acme.payer.yaml'));
    expect(await folderOf(without.client, without.address('day.encounter'))).toBeNull();
  });

  test('that came with the tool is overridden by a file that keeps all of it', async () => {
    const { client, address, write } = await clinic({ 'day.encounter': visit });
    const listed = async () => {
      const all: OverridablePolicy[] = await client.connection.sendRequest('encounterScrubber/overridable', null);
      return all.find(({ id }) => id === 'aetna');
    };
    expect(await listed()).toEqual({ id: 'aetna', name: 'Aetna', uri: null });
    const text: string = await client.connection.sendRequest('encounterScrubber/override', { payer: 'aetna' });
    expect(text).toContain('payer: aetna\nname: Aetna\nextends: aetna\n');
    expect(await client.connection.sendRequest('encounterScrubber/override', { payer: 'acme' })).toBeNull();
    await write('aetna.payer.yaml', text);
    await expect.poll(listed).toMatchObject({ uri: address('aetna.payer.yaml') });
    await client.open(text, address('aetna.payer.yaml'));
    expect(await rules(client, address('aetna.payer.yaml'))).toEqual([]);
    await write('aetna.payer.yaml', 'payer: aetna\nname: Aetna\n');
    await client.open('payer: aetna\nname: Aetna\n', address('aetna.payer.yaml'));
    expect(await rules(client, address('aetna.payer.yaml'))).toEqual(['payer-replaces-shipped']);
  });

  test('shows what is wrong in it while it is typed, with the nearest word as a fix', async () => {
    const { client, address } = await clinic({});
    const file = address('acme.payer.yaml');
    await client.open('payer: acme\nbilaterl: { primary: rt-lt }\n', file);
    const [finding] = await client.pull(file);
    expect(finding).toMatchObject({
      code: 'payer-schema',
      severity: 1,
      message: 'Unknown key bilaterl in the policy; did you mean bilateral?',
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 8 } },
    });
    const actions: { title: string }[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: file },
      range: finding?.range,
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title)).toContain('Change to bilateral');
  });
});

describe('the author of a policy', () => {
  const limited = `${acme}limits:
  - for: facet-injection
    levels-per-session: 2
`;
  const ask = async <Answer>(
    client: Client,
    method: string,
    file: string,
    line: number,
    character: number,
    more = {},
  ) =>
    client.connection.sendRequest<Answer>(method, {
      textDocument: { uri: file },
      position: { line, character },
      ...more,
    });

  test('finds the encounters that use it, from the policy and from an encounter', async () => {
    const { client, address } = await clinic({
      'acme.payer.yaml': limited,
      'day.encounter': visit,
      'old.encounter': visit,
    });
    await client.open(limited, address('acme.payer.yaml'));
    await client.open(visit, address('day.encounter'));
    const context = { context: { includeDeclaration: false } };
    const files = (found: readonly { uri: string }[]) => found.map(({ uri: each }) => each).sort();
    const both = [address('day.encounter'), address('old.encounter')];
    await expect
      .poll(async () => files(await ask(client, 'textDocument/references', address('acme.payer.yaml'), 0, 8, context)))
      .toEqual(both);
    expect(files(await ask(client, 'textDocument/references', address('day.encounter'), 3, 8, context))).toEqual(both);
  });

  test('renames its id where it is used, and is told why the id of a shipped policy stays', async () => {
    const { client, address } = await clinic({ 'acme.payer.yaml': limited, 'day.encounter': visit });
    await client.open(limited, address('acme.payer.yaml'));
    const renamed = await ask<{ documentChanges: { textDocument: { uri: string } }[] }>(
      client,
      'textDocument/rename',
      address('acme.payer.yaml'),
      0,
      8,
      { newName: 'acme-2027' },
    );
    expect(renamed.documentChanges.map(({ textDocument }) => textDocument.uri).sort()).toEqual([
      address('acme.payer.yaml'),
      address('day.encounter'),
    ]);
    const taken = ask(client, 'textDocument/rename', address('acme.payer.yaml'), 0, 8, { newName: 'medicare' });
    await expect(taken).rejects.toThrow(/medicare/);
  });

  test('sees what an unsaved change of it changes over all encounters', async () => {
    const { client, address } = await clinic({ 'acme.payer.yaml': limited, 'day.encounter': visit });
    await client.open(limited.replaceAll('rt-lt', 'modifier-50'), address('acme.payer.yaml'));
    const page = (): Promise<string> => client.connection.sendRequest('encounterScrubber/impact', {});
    await expect.poll(page).toContain('`bilateral-style`');
    expect(await page()).toContain('1 encounter with different findings: 0 added, 1 removed.');
  });

  test('has the project file hold for the window: its severities, names and folders', async () => {
    const { client, address, write } = await clinic({ 'payers/acme.payer.yaml': acme, 'day.encounter': visit });
    const day = address('day.encounter');
    await client.open(visit.replace('payer: acme', 'payer: Plan 7'), day);
    await expect.poll(() => rules(client, day)).toEqual(['unknown-payer']);
    await write('scrubber.yaml', 'aliases: { Plan 7: acme }\nseverity: { bilateral-style: hint }\n');
    await expect.poll(() => rules(client, day)).toEqual(['bilateral-style']);
    expect((await client.pull(day))[0]?.severity).toBe(4);
    const hover = await ask<{ contents: { value: string } }>(client, 'textDocument/hover', day, 13, 4);
    expect(hover.contents.value).toContain('**bilateral-style** hint: set by the project file');
  });

  test('sees an example that fails while it is typed, with what was found instead', async () => {
    const example = `examples:
  - name: one line with 50
    encounter: |
${visit.replace(/^(?=.)/gm, '      ')}    expect: []
`;
    const { client, address } = await clinic({});
    await client.open(`${acme}${example}`, address('acme.payer.yaml'));
    const found = await client.pull(address('acme.payer.yaml'));
    expect(found.map(({ code }) => code)).toContain('payer-example-failed');
    const inPlace = found.find(({ code }) => code === 'bilateral-style');
    expect(inPlace?.range.start).toEqual({ line: 19, character: 8 });
  });

  test('is told what each example came to, and that this no longer holds once a policy changed on disk', async () => {
    const example = `examples:
  - name: one line with 50
    encounter: |
${visit.replace(/^(?=.)/gm, '      ')}    expect: [syntax]
`;
    const { client, address, write } = await clinic({
      'acme.payer.yaml': acme + example,
      'other.payer.yaml': 'payer: other\n',
    });
    const listed = async (): Promise<PolicyExamples | undefined> => {
      const all: PolicyExamples[] = await client.connection.sendRequest('encounterScrubber/examples', null);
      return all[0];
    };
    await expect.poll(listed).toMatchObject({ uri: address('acme.payer.yaml'), payer: 'acme' });
    const before = await listed();
    const [result]: ExampleResult[] = await client.connection.sendRequest('encounterScrubber/runExamples', {
      uri: address('acme.payer.yaml'),
    });
    expect(result).toMatchObject({ passed: false, expected: ['syntax'], found: ['bilateral-style'] });
    expect(result?.message).toMatch(/^Expected syntax, found bilateral-style \(64493 on both sides/);
    expect((await listed())?.version).toBe(before?.version);
    await write('acme.payer.yaml', acme + example.replace('[syntax]', '[bilateral-style]'));
    await expect.poll(async () => (await listed())?.version).not.toBe(before?.version);
    const [again]: ExampleResult[] = await client.connection.sendRequest('encounterScrubber/runExamples', {
      uri: address('acme.payer.yaml'),
    });
    expect(again).toMatchObject({ passed: true, message: '' });
  });
});
