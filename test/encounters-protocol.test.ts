/** The list of encounters and the encounter that a note tells, asked of the built server as the editor's view and its menus do. */
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { encounterList } from '../server/src/features/encounter/list.js';
import type { EncountersTold, NoteTold } from '../server/src/lsp/protocol.js';
import { indexedFile } from '../server/src/neighbors/patient-index.js';
import { built } from './support/built.js';
import { type Client, edited, pulling, startClient } from './support/client.js';
import { clinic, closeClinics } from './support/clinic.js';

const encounter = (id: string, date: string, payer = 'medicare'): string => `encounter ${id}
patient: MRN-48213
born: 1958-03-14
date: ${date}
payer: ${payer}
place: 11
`;

const note = `PROCEDURE NOTE
Patient: Jane Doe
DOB: 03/14/1958
Date of service: 11/16/2026
Procedure: Diagnostic lumbar medial branch block, left
Levels: L4-L5, L5-S1
Guidance: Fluoroscopy
Injectate: 0.5 mL of 0.5% bupivacaine at each nerve
Diagnosis: M47.816
Complications: None
`;

beforeAll(built, 60_000);

afterEach(closeClinics);

function list({ connection }: Client): Promise<EncountersTold> {
  return connection.sendRequest('encounterScrubber/encounters', null);
}

async function ids(client: Client): Promise<readonly (string | null)[]> {
  return (await list(client)).files.flatMap(({ encounters }) => encounters.map(({ id }) => id));
}

describe('the list of encounters', () => {
  test('has the latest first, in files and in each of them, and nothing of a patient', async () => {
    const { client, address } = await clinic({
      'b.encounter': `${encounter('2026-1', '2026-11-02')}\n${encounter('2026-2', '2026-11-09', 'uhc')}`,
      'a.encounter': encounter('2025-1', '2025-01-07'),
      'c/c.encounter': encounter('2026-3', '2026-11-09'),
      'note.encounter': '# nothing yet\n',
      'acme.payer.yaml': 'payer: acme\nname: Acme\n',
    });
    const told = await list(client);
    expect(told).toEqual({
      files: [
        {
          uri: address('b.encounter'),
          isJudged: false,
          encounters: [
            { id: '2026-2', payer: 'uhc', date: '2026-11-09', line: 7, nextLine: null },
            { id: '2026-1', payer: 'medicare', date: '2026-11-02', line: 0, nextLine: 7 },
          ],
        },
        {
          uri: address('c/c.encounter'),
          isJudged: false,
          encounters: [{ id: '2026-3', payer: 'medicare', date: '2026-11-09', line: 0, nextLine: null }],
        },
        {
          uri: address('a.encounter'),
          isJudged: false,
          encounters: [{ id: '2025-1', payer: 'medicare', date: '2025-01-07', line: 0, nextLine: null }],
        },
      ],
      left: 0,
    });
    expect(JSON.stringify(told)).not.toMatch(/MRN|1958/);
  });

  test('is empty where there are none, with and without a folder', async () => {
    const policy = { 'acme.payer.yaml': 'payer: acme\nname: Acme\n', 'scrubber.yaml': '' };
    for (const { client } of [await clinic(policy), await clinic({}, {}, { folders: [] })])
      expect(await list(client)).toEqual({ files: [], left: 0 });
  });

  test('follows the disk, and open editors before they are saved', async () => {
    const { client, address, write, remove } = await clinic({ 'a.encounter': encounter('2026-1', '2026-11-02') });
    expect(await ids(client)).toEqual(['2026-1']);
    await write('b.encounter', encounter('2026-2', '2026-11-03'));
    await expect.poll(() => ids(client)).toEqual(['2026-2', '2026-1']);
    await remove('a.encounter');
    await expect.poll(() => ids(client)).toEqual(['2026-2']);

    const written = address('c.encounter').replace('file:', 'untitled:');
    await client.open(`a pasted line\n\n${encounter('2026-9', '')}`, written, 'encounter');
    await client.pull(written);
    const [first] = (await list(client)).files;
    // Without a date it is still being written: it comes first.
    expect(first).toEqual({
      uri: written,
      isJudged: true,
      encounters: [{ id: '2026-9', payer: 'medicare', date: null, line: 2, nextLine: null }],
    });
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: written } });
    await expect.poll(() => ids(client)).toEqual(['2026-2']);
  });

  test('tells an editor that shows it when it may be another, and no other editor', async () => {
    for (const showsEncounters of [true, false]) {
      const { client, write } = await clinic({}, { showsEncounters });
      let told = 0;
      client.connection.onNotification('encounterScrubber/encountersChanged', () => {
        told += 1;
      });
      expect(await ids(client)).toEqual([]);
      await write('a.encounter', encounter('2026-1', '2026-11-02'));
      await expect.poll(() => ids(client)).toEqual(['2026-1']);
      if (showsEncounters) await expect.poll(() => told).toBe(1);
      // What would have been told is told by now.
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(told).toBe(showsEncounters ? 1 : 0);
    }
  });

  test('of a great many has the first, and says how many are left', () => {
    const place = { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } };
    const abstract = { keys: [], patient: undefined, date: undefined, neighbor: undefined, past: () => undefined };
    const file = (...all: readonly string[]) =>
      indexedFile(all.map((id) => ({ abstract, range: place, isHeaded: true, told: { id, fields: [] } })));
    const files = [
      ['a', file('1', '2', '3')] as const,
      ['b', file('4')] as const,
      ['c', file('x'.repeat(500))] as const,
    ];
    const listed = (most: number) => {
      const { files: some, left } = encounterList(files, most);
      return [some.map(({ file: name, encounters }) => `${name} ${encounters.map(({ id }) => id)}`), left];
    };
    expect(listed(2)).toEqual([['a 1,2'], 3]);
    expect(listed(4)).toEqual([['a 1,2,3', 'b 4'], 1]);
    expect(listed(5)).toEqual([['a 1,2,3', 'b 4', `c ${'x'.repeat(79)}…`], 0]);
  });
});

describe('a new encounter', () => {
  const begin = async ({ connection }: Client, uri: string | null): Promise<string> => {
    const asked = { kind: 'blank', payer: null, uri };
    const { snippet } = await connection.sendRequest<{ snippet: string }>('encounterScrubber/encounterTemplate', asked);
    return snippet.split('\n')[0] ?? '';
  };

  test('is numbered as its own file is, and in a new file as the latest encounter is', async () => {
    const { client, address } = await clinic({
      'day.encounter': `${encounter('D-7', '2026-11-09')}\n${encounter('D-8', '2026-11-09')}`,
      'old.encounter': `${encounter('K-1', '2025-01-07')}\n${encounter('K-2', '2025-01-07')}`,
    });
    // When all of them have been read.
    await ids(client);
    expect(await begin(client, address('old.encounter'))).toContain('K-3');
    expect(await begin(client, address('day.encounter'))).toContain('D-9');
    expect(await begin(client, null)).toContain('D-9');
  });
});

describe('a note', () => {
  const told = ({ connection }: Client, text: string): Promise<NoteTold | null> =>
    connection.sendRequest('encounterScrubber/note', { text });

  test('is told as an encounter, without the patient, whatever is open', async () => {
    const { client } = await clinic({});
    const answer = await told(client, note);
    expect(answer).toMatchObject({ procedures: 1 });
    expect(answer?.text).toMatch(/^encounter\b/m);
    expect(answer?.text).toMatch(/^date: 2026-11-16\b/m);
    expect(answer?.text).toMatch(/^procedure facet-injection\b/m);
    expect(answer?.text).toMatch(/^ {2}levels: L4-L5, L5-S1\b/m);
    expect(answer?.text).not.toMatch(/Jane|Doe|1958/);
    expect(client.log.join()).not.toMatch(/Jane|Doe/);
  });

  test('that says nothing of a procedure is none', async () => {
    const { client } = await clinic({});
    expect(await told(client, 'Call the patient back.\nOrder supplies.\nLunch at noon.\n')).toBeNull();
    expect(await told(client, '')).toBeNull();
  });

  const title = 'Make an encounter of this note';
  const inFile = async (text: string) => {
    const editor = await startClient(pulling);
    onTestFinished(() => editor.stop());
    await editor.open(text);
    await editor.pull();
    return editor;
  };
  const on = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 0 } });
  const claim = `${encounter('2026-1', '2026-11-02')}\n`;

  test.each(['', claim])('in a file offers first to make one of it, after %j', async (before) => {
    const text = before + note;
    const editor = await inFile(text);
    const [make, ...others] = await editor.actions(on(text.split('\n').indexOf('Guidance: Fluoroscopy')));
    expect(make?.title).toBe(title);
    expect(others.map((action) => action.title)).not.toContain(title);
    // An editor puts what is preferred before it.
    const onNote = others.filter(({ diagnostics }) => diagnostics?.some(({ code }) => code === 'syntax'));
    expect(onNote.map((action) => action.title)).toContain('Comment it out');
    expect(onNote.filter(({ isPreferred }) => isPreferred)).toEqual([]);
    const result = edited(text, make);
    expect(result.startsWith(before)).toBe(true);
    expect(result.match(/^encounter\b/gm)).toHaveLength(before === '' ? 1 : 2);
    expect(result).toMatch(/^procedure facet-injection\b/m);
    expect(result.slice(before.length)).not.toMatch(/Jane|1958/);
    await editor.change({ text: result });
    expect((await editor.pull()).filter(({ code }) => code === 'syntax')).toEqual([]);
  });

  test('is not offered where the cursor is in the claim above it', async () => {
    const editor = await inFile(claim + note);
    expect((await editor.actions(on(1))).map((action) => action.title)).not.toContain(title);
  });

  test('that says nothing of a procedure can only be commented out', async () => {
    const editor = await inFile(
      'Phone call with the patient today.\nShe asks for a new prescription, and sleeps badly.\nWe ordered more supplies for the clinic.\nLunch was at noon.\nCall her back on Monday about this.\n',
    );
    const offered = (await editor.actions(on(0))).map((action) => action.title);
    expect(offered).not.toContain(title);
    expect(offered).toContain('Comment it out');
  });
});
