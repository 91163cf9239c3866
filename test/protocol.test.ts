/** The built server, spoken to as an editor does. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { built } from './support/built.js';
import { type Client, edited, pulling, startClient, uri } from './support/client.js';

/** Of a day before the contractors asked for more documentation, so that codes and lines are all there is to say. */
const visit = `encounter 2026-0142
patient: MRN-48213
date: 2024-07-15
payer: medicare-noridian
place: 11
provider: 1234567893

diagnoses
  A: M47.816

procedure facet-injection
  intent: diagnostic
  levels: L4-L5, L5-S1
  side: left
  guidance: fluoroscopy

lines
  64493-LT-KX  x1  A
  64494-LT-KX  x1  A
`;
/** An editor that has our commands. */
const withCommands = { runsCommands: true };
/** The same today, as the newest tables see it. */
const recent = visit.replace('2024-07-15', '2026-11-16');
const withoutPrimary = visit.replace('  64493-LT-KX  x1  A\n', '');
const expected = ['addon-without-primary'];

let client: Client | undefined;
const start = async (...parameters: Parameters<typeof startClient>): Promise<Client> => {
  client = await startClient(...parameters);
  return client;
};
beforeAll(built);
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

describe('an editor that pulls', () => {
  test('is told of an add-on line without its primary, and the quick fix mends it', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    const [found, ...others] = await editor.pull();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: 'addon-without-primary',
      source: 'encounter-scrubber',
      severity: 1,
      range: { start: { line: 17, character: 2 }, end: { line: 17, character: 7 } },
    });
    const [fix] = await editor.actions(
      found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    );
    expect(fix?.title).toBe('Add 64493 before it');
    expect(fix?.diagnostics?.[0]?.code).toBe('addon-without-primary');
    await editor.change({ text: edited(withoutPrimary, fix) });
    expect(await editor.pull()).toEqual([]);
    expect(edited(withoutPrimary, fix)).toBe(visit);
  });

  test('is never pushed to', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    expect(await editor.pull()).toHaveLength(1);
    expect(editor.pushed.size).toBe(0);
  });

  test('gets the same answer unchanged while nothing changed', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    const first: { resultId: string } = await editor.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
    });
    const second = await editor.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      previousResultId: first.resultId,
    });
    expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId });
  });

  test('is told anew of a file that was closed and opened with another text', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    const pull = (previousResultId?: string): Promise<{ kind: string; resultId: string; items?: unknown[] }> =>
      editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
    const { resultId } = await pull();
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await editor.open(visit);
    expect(await pull(resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('is asked to pull again when a severity is set, and sees it', async () => {
    let settings: unknown = {};
    const editor = await start(pulling, () => settings);
    await editor.open(withoutPrimary);
    expect((await editor.pull())[0]?.severity).toBe(1);
    // The settings read at the start ask for a pull of their own.
    await expect.poll(() => editor.refreshes()).toBe(1);
    const before = editor.refreshes();
    settings = { severity: { 'addon-without-primary': 'hint', 'no-such-rule': 'off', 'level-overcount': 7 } };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await expect.poll(() => editor.refreshes()).toBeGreaterThan(before);
    // The refresh may be the one for the first settings: the editor pulls again until the last one.
    await expect.poll(async () => (await editor.pull())[0]?.severity).toBe(4);
  });

  test('sees after single keystrokes what it would see in a fresh file', async () => {
    const editor = await start(pulling);
    await editor.open(visit);
    const day = `${visit}\n${withoutPrimary.replace('2026-0142', '2026-0143').replace('48213', '48214')}`;
    let typed = visit;
    for (const character of day.slice(visit.length)) {
      const lines = typed.split('\n');
      const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      await editor.change({ range: { start: end, end }, text: character });
      typed += character;
    }
    const stepwise = await editor.pull();
    await editor.change({ text: '' });
    await editor.change({ text: day });
    expect(await editor.pull()).toEqual(stepwise);
    expect(stepwise.map(({ code }) => code)).toEqual(expected);
  });
});

describe('an editor that cannot pull', () => {
  test('is pushed to at once', async () => {
    const editor = await start({});
    await editor.open(withoutPrimary);
    await expect.poll(() => editor.pushed.get(uri)?.map(({ code }) => code)).toEqual(expected);
    await editor.change({ text: visit });
    await expect.poll(() => editor.pushed.get(uri)).toEqual([]);
  });
});

describe('a finding', () => {
  test('of a deleted code is struck through, of an unused diagnosis faded', async () => {
    const editor = await start(pulling);
    await editor.open(visit.replace('64494-LT', '64476-LT').replace('A: M47.816', 'A: M47.816\n  B: M47.817'));
    const found = await editor.pull();
    expect(found.map(({ code, tags }) => [code, tags])).toEqual([
      ['unused-diagnosis', [1]],
      ['deleted-code', [2]],
    ]);
  });

  test('about two places relates the other one, and links to the published source', async () => {
    const editor = await start(pulling);
    await editor.open(
      visit
        .replace('side: left', 'side: bilateral')
        .replace('64494-LT-KX  x1  A', '64494-50-KX  x1  A')
        .replace('64493-LT-KX  x1  A', '64493-RT-KX  x1  A\n  64493-LT-KX  x1  A'),
    );
    const [style] = await editor.pull();
    expect(style).toMatchObject({ code: 'bilateral-style', severity: 1 });
    expect(style?.relatedInformation?.[0]?.location.range.start).toEqual({ line: 18, character: 2 });
    expect(style?.codeDescription?.href).toMatch(/^https:/);
  });

  test('that a comment allows is not shown', async () => {
    const editor = await start(pulling);
    await editor.open(
      withoutPrimary.replace('x1  A\n', 'x1  A  # allow addon-without-primary: billed on the first claim\n'),
    );
    expect(await editor.pull()).toEqual([]);
  });
});

describe('a code action', () => {
  test('bills what is documented, from the procedure and from the lines', async () => {
    const editor = await start(pulling);
    const short = visit.replace('  64494-LT-KX  x1  A\n', '');
    await editor.open(short);
    for (const line of [11, 17]) {
      const at = { start: { line, character: 3 }, end: { line, character: 3 } };
      const [rewrite] = await editor.actions(at, ['refactor.rewrite']);
      expect(rewrite?.title).toBe('Bill what is documented');
      expect(edited(short, rewrite)).toBe(visit);
    }
  });

  test('writes the same claim in an editor that applies edits one by one, from the last', async () => {
    const editor = await start(pulling);
    // The lines that go start where the new ones are inserted.
    const cervical = visit.replace('64493-LT-KX', '64490-LT-KX').replace('64494-LT-KX', '64491-LT-KX');
    await editor.open(cervical);
    const at = { start: { line: 11, character: 3 }, end: { line: 11, character: 3 } };
    const [rewrite] = await editor.actions(at, ['refactor.rewrite']);
    expect(rewrite?.title).toBe('Bill what is documented');
    expect(edited(cervical, rewrite)).toBe(visit);
  });

  test('of the worst finding comes first, and what two findings or two menus offer comes once', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    const at = { start: { line: 17, character: 2 }, end: { line: 17, character: 2 } };
    const actions = await editor.actions(at);
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred])).toEqual([
      ['Add 64493 before it', undefined],
      ['Change 64494 to 64493', undefined],
      ['Allow addon-without-primary here with a reason', undefined],
      ['Bill what is documented', undefined],
    ]);
    const short = visit.replace('  64494-LT-KX  x1  A\n', '');
    await editor.change({ text: short });
    expect((await editor.actions(at)).map(({ title, isPreferred }) => [title, isPreferred])).toEqual([
      ['Bill what is documented', true],
      ['Allow level-undercount here with a reason', undefined],
    ]);
  });

  test('mends on saving only what is right whatever the record says', async () => {
    const editor = await start(pulling);
    const us = withoutPrimary.replace('2024-07-15', '7/15/2024').replace('L4-L5', 'L4/5');
    await editor.open(us);
    const [all] = await editor.actions({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, [
      'source.fixAll',
    ]);
    expect(all?.kind).toBe('source.fixAll.encounter');
    expect(edited(us, all)).toBe(withoutPrimary);
  });

  test('allows a finding in free text that has a # of its own', async () => {
    const editor = await start(pulling);
    const text = withoutPrimary.replace('place: 11', 'place: 11\nnote: MBB #2 of 2, call (212) 555-0143');
    await editor.open(text);
    const [finding] = (await editor.pull()).filter(({ code }) => code === 'private-data');
    const actions = finding ? await editor.actions(finding.range) : [];
    const allow = actions.find(({ title }) => title.startsWith('Allow'));
    expect(edited(text, allow)).toContain('note: MBB #2 of 2, call (212) 555-0143  # allow private-data: \n');
  });

  test('allows a finding, and leaves the reason to the coder', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    const at = { start: { line: 17, character: 2 }, end: { line: 17, character: 2 } };
    const allow = (await editor.actions(at)).find(({ title }) => title.startsWith('Allow'));
    expect(edited(withoutPrimary, allow)).toContain('64494-LT-KX  x1  A  # allow addon-without-primary: \n');
  });
});

describe('a hover', () => {
  test.each([
    [
      'a code',
      18,
      4,
      [
        'second joint level',
        'billed with 64490 (T12-L1 with L1-L2) or 64493',
        'MUE 2026 Q2',
        'bilateral indicator 1',
        'NCCI column 1 (64494 is paid, the other code is not): never with 0213T-0218T',
        'NCCI column 2 (the other code is paid, 64494 is not): never with 62270',
        'Global period: same as its primary code',
        'CMS fee schedule of 2026-07',
      ],
    ],
    ['a modifier', 18, 9, ['Left side']],
    ['a pointer', 18, 19, ['M47.816', 'lumbar']],
    ['a diagnosis', 8, 7, ['M47.816']],
    ['a level', 12, 11, ['L4-L5', 'L3 and L4']],
    ['a field', 12, 3, ['levels']],
    ['a place', 4, 8, ['11']],
    ['a payer', 3, 10, ['Noridian', 'one line with modifier 50']],
    ['a section', 16, 2, ['lines']],
  ])('on %s explains it', async (_, line, character, words) => {
    const editor = await start(pulling);
    await editor.open(recent);
    const found = await editor.hover(line, character);
    for (const word of words) expect(JSON.stringify(found?.contents)).toContain(word);
  });

  test('on nerves says which joints they are', async () => {
    const editor = await start(pulling);
    await editor.open(recent.replace('levels: L4-L5, L5-S1', 'nerves: L3, L4, L5'));
    expect(JSON.stringify((await editor.hover(12, 4))?.contents)).toContain(
      '3 nerves (L3, L4 and L5) make 2 levels: L4-L5 and L5-S1',
    );
  });

  test('on a deleted code says what took its place', async () => {
    const editor = await start(pulling);
    await editor.open(recent.replace('64494-LT', '64476-LT'));
    const said = JSON.stringify((await editor.hover(18, 4))?.contents);
    expect(said).toContain('Valid until 2009-12-31');
    expect(said).toContain('64494');
  });

  test.each([
    ['64475', ['64493', 'first joint level; since 2010-01-01', 'CMS fee schedule releases of 2020 to 2026']],
    [
      '77003',
      [
        'NCCI column 2 (the other code is paid, 77003 is not): only if separate with 64490-64495, 0213T-0218T',
        '(NCCI 2026 Q3)',
      ],
    ],
    ['L0650', ['HCPCS Level II, since 2014-01-01', 'CMS HCPCS level II, 2026-07']],
    [
      '64484',
      [
        'Levels from L1-L2 down to S3-S4: 64483 the first level, 64484 each further level, a unit each',
        'Unit limit: 4 per day; more may be appealed with the record (MUE 2026 Q2',
      ],
    ],
    ['J1030', ['Valid until 2024-03-31', '40 units of 1 mg', 'CMS HCPCS level II, 2026-07']],
  ])('on %s says what stands in the tables, and in which', async (code, words) => {
    const editor = await start(pulling);
    await editor.open(recent.replace('64494-LT', code));
    const said = JSON.stringify((await editor.hover(18, 4))?.contents);
    for (const word of words) expect(said).toContain(word);
  });

  test('on a code of an old record says what took its place since', async () => {
    const editor = await start(pulling);
    await editor.open(recent.replace('64494-LT', '64476-LT').replace('2026-11-16', '2009-06-01'));
    expect(JSON.stringify((await editor.hover(18, 4))?.contents)).toContain('Valid until 2009-12-31');
  });

  test('on a modifier that ended, a root and a nerve of the neck says so', async () => {
    const editor = await start(pulling);
    await editor.open(
      recent
        .replace('64494-LT', '64494-QQ')
        .replace('levels: L4-L5, L5-S1', 'nerves: C2, C3')
        .concat('procedure transforaminal-epidural\n  nerves: L5\n'),
    );
    const said = async (line: number, character: number) =>
      JSON.stringify((await editor.hover(line, character))?.contents);
    expect(await said(18, 8)).toContain('Valid until 2024-12-31');
    expect(await said(12, 10)).toContain('**C2** supplies C2-C3');
    expect(await said(20, 11)).toContain('**L5** exits at L5-S1');
  });
});

test('what no server should be sent is answered with nothing, and the server lives', async () => {
  const editor = await start(pulling);
  await editor.open(`${'x'.repeat(1_000_000)}\u0000\uD800\n${visit}`);
  expect((await editor.pull()).map(({ code }) => code)).toContain('syntax');
  expect(await editor.hover(99_999, 99_999)).toBeNull();
  expect(await editor.hover(3, 99_999)).toBeNull();
  expect(await editor.hover(-1, -1)).toBeNull();
  await expect(
    editor.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: 'file:///none' },
      position: { line: 0, character: 0 },
    }),
  ).resolves.toBeNull();
  await expect(editor.connection.sendRequest('no/such/request')).rejects.toThrow();
  expect(await editor.pull()).not.toEqual([]);
  expect(editor.log).toEqual([]);
});

describe('an explanation of a rule', () => {
  const at = { start: { line: 17, character: 2 }, end: { line: 17, character: 2 } };

  test('is offered for each rule that speaks at the place, the worst first, and is the rule’s page', async () => {
    const editor = await start(pulling, undefined, [], withCommands);
    await editor.open(withoutPrimary);
    const offers = (await editor.actions(at)).filter(({ title }) => title.startsWith('Explain'));
    expect(offers.map(({ title, command }) => [title, command?.command, command?.arguments])).toEqual(
      expected.map((rule) => [`Explain ${rule}`, 'encounterScrubber.explainRule', [rule]]),
    );
    expect(offers[0]?.diagnostics?.map(({ code }) => code)).toEqual(['addon-without-primary']);
    const page = await editor.connection.sendRequest('encounterScrubber/explainRule', { rule: expected[0] });
    expect(page).toMatch(/^# addon-without-primary\n/);
    expect(page).toContain('## How to allow it');
  });

  test('is offered to no editor that has not said it can show it, and there is none of an unknown rule', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    expect((await editor.actions(at)).filter(({ title }) => title.startsWith('Explain'))).toEqual([]);
    expect(await editor.connection.sendRequest('encounterScrubber/explainRule', { rule: 'toString' })).toBeNull();
  });
});

describe('what was checked, as the status item shows it', () => {
  const told = (editor: Client, line: number, address = uri) =>
    editor.connection.sendRequest('encounterScrubber/checked', { uri: address, position: { line, character: 0 } });
  const judgedBy = 'Judged by Noridian (Medicare JE and JF) (medicare-noridian; built-in medicare-noridian.payer.yaml)';
  const clean = recent
    .replace('2026-11-16', '2026-09-16')
    .replace('guidance: fluoroscopy', 'guidance: fluoroscopy\n  relief: 85% for 6 hours');

  test('is told of the encounter under the cursor, of a clean one too, and again when its text changes', async () => {
    const editor = await start(pulling);
    const before = 'encounter 0\npatient: MRN-48213\ndate: 2026-03-02\nprocedure trigger-point\n  site: calf\n';
    const text = `${clean}\n${recent.replace('payer: medicare-noridian', 'payer: commercial')}\n${before}`;
    await editor.open(text);
    expect(await told(editor, 3)).toEqual({
      errors: 0,
      // The next one has its id.
      warnings: 1,
      short: 'checked in full (medicare-noridian)',
      notChecked: [],
      lines: [
        expect.stringContaining(judgedBy),
        'Tables: CMS fee schedule of 2025-10; CMS practitioner MUE table, 2026-04-01; NCCI 2026 Q3; CMS add-on code file of 2026-04-01; ICD-10-CM FY2026',
        'Not checked: nothing was left out',
      ],
    });
    const below = clean.split('\n').length + 2;
    expect(await told(editor, below)).toMatchObject({
      short: '4 things not checked (commercial)',
      notChecked: ['fees', 'coverage', 'session limits', 'prior authorization'],
    });
    await editor.change({ text: text.replace('levels: L4-L5, L5-S1', '') });
    expect(await told(editor, 3)).toMatchObject({
      notChecked: ['levels'],
      lines: expect.arrayContaining([
        'Not checked: levels: no level or nerve is documented for facet-injection: its levels are not counted',
      ]),
    });
    expect(editor.log).toEqual([]);
  });

  test('is told with what was found, but for what a comment allows', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    expect(await told(editor, 3)).toMatchObject({ errors: 1 });
    await editor.change({
      text: withoutPrimary.replace(/^( *64494.*)$/m, '$1  # allow addon-without-primary: appealed'),
    });
    expect(await told(editor, 3)).toMatchObject({ errors: 0 });
  });

  test('is told of no place that is in no encounter', async () => {
    const editor = await start(pulling);
    await editor.open(`text above the first heading\n${clean}`);
    expect(await told(editor, 0)).toBeNull();
    expect(await told(editor, 0, 'file:///clinic/other.encounter')).toBeNull();
    const policy = 'file:///clinic/acme.payer.yaml';
    await editor.open('payer: acme\n', policy, 'payer-policy');
    expect(await told(editor, 0, policy)).toBeNull();
  });
});

describe('the hover on a finding', () => {
  /** Noridian's policy takes a pair of sides of a diagnostic block with KX only. */
  const withoutModifier = visit.replaceAll('-KX', '').replace('2024-07-15', '2026-11-16');

  const markdown = async (editor: Client, line: number): Promise<string> => {
    const found = await editor.hover(line, 4);
    const contents = found?.contents;
    return contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
  };

  test('tells the policy’s statement, its source and day, the tables and how the claim comes back, with links', async () => {
    const editor = await start(pulling, undefined, [], withCommands);
    await editor.open(withoutModifier);
    const said = await markdown(editor, 17);
    expect(said).toContain(
      '**[required-modifier](command:encounterScrubber.explainRule?%5B%22required-modifier%22%5D)** error',
    );
    expect(said).toMatch(
      /\[Medicare: .*KX.*\]\(command:encounterScrubber\.showPlace\?%5B%22encounter-scrubber%3A%2Fmedicare/,
    );
    expect(said).toMatch(/\[published source\]\(https:[^)]+\), read 20\d\d-/);
    expect(said).toContain('CO-50 with N115 (policy wants KX or another modifier; verified); or CO-4 (');
  });

  test('says the same to an editor without our commands, and leads to files only', async () => {
    const editor = await start(pulling);
    await editor.open(withoutModifier);
    const said = await markdown(editor, 17);
    expect(said).toContain('**required-modifier** error');
    expect(said).toMatch(/- Medicare: .*KX/);
    expect(said).not.toContain('command:');
  });

  test('names the table and its day where that is the reason', async () => {
    const editor = await start(pulling);
    await editor.open(withoutPrimary);
    expect(await markdown(editor, 17)).toMatch(
      /\n- CMS add-on code file, 2026-04-01\n- Denial forecast: CO-B15 \(second-hand\); or CO-107 with N122 \(payer that names the add-on; unconfirmed\)/,
    );
  });
});

describe('a question to the provider', () => {
  const otherSide = visit.replaceAll('-LT', '-RT');
  const at = { start: { line: 17, character: 8 }, end: { line: 17, character: 8 } };

  test('is offered for a finding that a provider can answer, as the text that the client copies', async () => {
    const editor = await start(pulling, undefined, [], withCommands);
    await editor.open(otherSide);
    const [offer, ...others] = (await editor.actions(at)).filter(({ title }) => title.startsWith('Copy'));
    expect(others).toEqual([]);
    expect(offer?.title).toBe('Copy a question to the provider (side-mismatch)');
    expect(offer?.command?.command).toBe('encounterScrubber.copyQuestion');
    const [text] = offer?.command?.arguments ?? [];
    expect(text).toContain(
      'The claim says: 64493-RT-KX x1.\nThe record says: facet-injection: levels L4-L5, L5-S1, side left.\n',
    );
    expect(text).not.toContain('MRN-48213');
  });

  test('is none where the coder can answer', async () => {
    const editor = await start(pulling, undefined, [], withCommands);
    await editor.open(withoutPrimary);
    const actions = await editor.actions({ start: { line: 17, character: 2 }, end: { line: 17, character: 2 } });
    expect(actions.some(({ title }) => title.startsWith('Explain'))).toBe(true);
    expect(actions.filter(({ title }) => title.startsWith('Copy'))).toEqual([]);
  });
});
