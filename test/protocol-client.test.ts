/** What a client has not offered it is not sent: the same questions asked by an editor that can little and by one that can all. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  Command,
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  Hover,
  InitializeResult,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { ClientOptions } from '../server/src/lsp/protocol.js';
import { built } from './support/built.js';
import { type Client, pulling, startClient, uri } from './support/client.js';

const policy = 'file:///clinic/acme.payer.yaml';
const acme =
  'payer: acme\nname: Acme\nmue: cns\nbilateral: { primary: rt-lt }\nlimits:\n  - for: 64493\n    levels-per-session: 2\n';
const visit = `encounter 1
patient: P-1
date: 2026-11-16
payer: medicare-noridian
place: 24
provider: 1234567893
diagnoses
  A: M47.816
procedure facet-injection
  intent: diagnostic
  levels: L4-L5, L5-S1
  side: left
  guidance: fluoroscopy
lines
  64494-LT-KX  x1  A
`;
const onCode = { line: 14, character: 4 };
const atCode = { start: onCode, end: onCode };

/** Says nothing of what it can beyond pulling diagnostics. */
const bare: ClientCapabilities = { textDocument: { diagnostic: {} } };
const full: ClientCapabilities = {
  ...pulling,
  workspace: { ...pulling.workspace, workspaceEdit: { documentChanges: true } },
};

let client: Client | undefined;
const start = async (capabilities: ClientCapabilities, options: ClientOptions = {}): Promise<Client> => {
  client = await startClient(capabilities, undefined, [], options);
  return client;
};
const ask = <Answer>(editor: Client, method: string, parameters: object, document = uri): Promise<Answer> =>
  editor.connection.sendRequest(method, { textDocument: { uri: document }, ...parameters });

beforeAll(built);
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

describe('a diagnostic', () => {
  test.each([
    ['leads to places and pages where the client shows them', full, true],
    ['says no more than the client shows', bare, false],
  ])('%s', async (_, capabilities, isShown) => {
    const editor = await start(capabilities);
    // Twice the same line, and a payer's list of what the record must hold.
    await editor.open(`${visit.replace('64494', '64493')}  64493-LT-KX  x1  A\n`);
    const found = await editor.pull();
    expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(['duplicate-line', 'missing-documentation']));
    const keys = found.flatMap((each) => Object.keys(each));
    for (const key of ['relatedInformation', 'codeDescription']) expect(keys.includes(key)).toBe(isShown);
  });
});

describe('a hover', () => {
  const hovers = async (editor: Client): Promise<readonly unknown[]> => {
    await editor.open(visit);
    await editor.open(acme, policy);
    const found = [
      await ask<Hover>(editor, 'textDocument/hover', { position: onCode }),
      await ask<Hover>(editor, 'textDocument/hover', { position: { line: 3, character: 3 } }, policy),
    ];
    return found.map(({ contents }) => contents);
  };

  test('is plain text where the client does not say that it shows Markdown', async () => {
    for (const contents of await hovers(await start(bare))) {
      expect(contents).toMatchObject({ kind: 'plaintext' });
      expect(JSON.stringify(contents)).not.toMatch(/\*\*|```/);
    }
  });

  test('is plain text where the client shows nothing else', async () => {
    const plain = { ...bare, textDocument: { ...bare.textDocument, hover: { contentFormat: ['plaintext' as const] } } };
    for (const contents of await hovers(await start(plain))) expect(contents).toMatchObject({ kind: 'plaintext' });
  });

  test('is Markdown where the client shows it', async () => {
    for (const contents of await hovers(await start(full))) {
      expect(contents).toMatchObject({ kind: 'markdown' });
      expect(JSON.stringify(contents)).toContain('**');
    }
  });
});

describe('completion', () => {
  const items = async (editor: Client, text: string, line: number): Promise<readonly CompletionItem[]> => {
    await editor.open(text, policy);
    const position = { line, character: text.split('\n')[line]?.length ?? 0 };
    return (await ask<CompletionList>(editor, 'textDocument/completion', { position }, policy)).items;
  };
  const inLimits = 'payer: acme\nlimits:\n  - for: 64493\n    ';

  test('writes plain text where the client knows no snippets', async () => {
    const editor = await start(bare);
    const all = [...(await items(editor, 'payer: acme\n', 1)), ...(await items(editor, inLimits, 3))];
    expect(all.length).toBeGreaterThan(10);
    for (const item of all) {
      expect(item.insertTextFormat ?? 1).toBe(1);
      expect(item.textEdit?.newText).not.toMatch(/\$\d|\$\{/);
      expect(item.command).toBeUndefined();
      expect(item.documentation === undefined || JSON.stringify(item.documentation).includes('plaintext')).toBe(true);
    }
  });

  test('indents further lines itself where the client does not', async () => {
    const editor = await start(bare);
    const [example] = (await items(editor, 'payer: acme\nexamples:\n  ', 2)).filter(
      ({ label }) => label === '- example',
    );
    const [first, ...others] = example?.textEdit?.newText.trimEnd().split('\n') ?? [];
    expect(first).toMatch(/^- name: /);
    expect(others.at(-1)).toBe('    expect: []');
    for (const line of others) expect(line).toMatch(/^ {4}/);
  });

  test('writes snippets and offers again where the client knows them', async () => {
    const editor = await start(full, { runsCommands: true });
    const found = await items(editor, 'payer: acme\n', 1);
    expect(found.some(({ insertTextFormat }) => insertTextFormat === 2)).toBe(true);
    expect(found.some(({ textEdit }) => /\$\d/.test(textEdit?.newText ?? ''))).toBe(true);
    expect(JSON.stringify(found.map(({ documentation }) => documentation))).toContain('markdown');
    expect(found.some(({ command }) => command !== undefined)).toBe(true);
  });

  test('are described in the list where the client can, a diagnosis by what tells it from its neighbors', async () => {
    const describing: ClientCapabilities = {
      textDocument: { completion: { completionItem: { labelDetailsSupport: true } } },
    };
    const knees = await diagnoses(await start(describing), 'unilateral primary osteoarthritis knee');
    expect(knees.get('M17.11')).toBe('right knee: Unilateral primary osteoarthritis');
    expect(knees.get('M17.12')).toBe('left knee: Unilateral primary osteoarthritis');
    const gout = await diagnoses(await start(describing), 'idiopathic gout');
    expect(gout.get('M10.00')).toBe('Idiopathic gout, unspecified site');
    for (const description of (await diagnoses(await start(bare), 'idiopathic gout')).values()) {
      expect(description).toBeUndefined();
    }
  });

  test('on a new line have what the encounter still lacks, and nothing where it lacks nothing', async () => {
    const offeredOnLine = async (editor: Client, text: string): Promise<readonly string[]> => {
      const document = `file:///clinic/${text.length}.encounter`;
      await editor.open(text, document);
      const rows = text.split('\n');
      const position = { line: rows.length - 1, character: rows.at(-1)?.length ?? 0 };
      const context = { triggerKind: 2, triggerCharacter: '\n' };
      const found = await ask<CompletionItem[] | CompletionList | null>(
        editor,
        'textDocument/completion',
        { position, context },
        document,
      );
      return (Array.isArray(found) ? found : (found?.items ?? [])).map(({ label }) => label);
    };
    const editor = await start(full);
    const injected = 'procedure joint-injection\n  site: knee\n  side: right\n  agent: triamcinolone acetonide 40 mg\n';
    const begun = `encounter 1\ndate: 2026-11-16\npayer: aetna\nplace: 11\n\ndiagnoses\n  A: M17.11\n\n${injected}\nlines\n  `;
    expect((await offeredOnLine(editor, 'encounter 1\n')).slice(0, 2)).toEqual(['patient', 'date']);
    expect(await offeredOnLine(editor, begun)).toEqual(['20610-RT, J3301', '20610-RT x1 A', 'J3301 x4 A']);
    expect(await offeredOnLine(editor, `${begun}20610-RT  x1  A\n  `)).toEqual(['J3301 x4 A']);
    expect(await offeredOnLine(editor, `${begun}20610-RT  x1  A\n  J3301  x4  A\n  `)).toEqual([]);
  });

  async function diagnoses(editor: Client, words: string): Promise<ReadonlyMap<string, string | undefined>> {
    await editor.open(`encounter 1\ndate: 2026-11-16\n\ndiagnoses\n  A: ${words}\n`);
    const position = { line: 4, character: 5 + words.length };
    const found = await ask<CompletionItem[] | { items: CompletionItem[] }>(editor, 'textDocument/completion', {
      position,
    });
    const offered = Array.isArray(found) ? found : found.items;
    return new Map(offered.map(({ label, labelDetails }) => [label, labelDetails?.description]));
  }
});

describe('the outline', () => {
  test('is a flat list where the client knows no other', async () => {
    const editor = await start(bare);
    await editor.open(acme, policy);
    const found = await ask<SymbolInformation[]>(editor, 'textDocument/documentSymbol', {}, policy);
    expect(found.map(({ name, containerName }) => [name, containerName])).toEqual([
      ['payer', undefined],
      ['name', undefined],
      ['mue', undefined],
      ['bilateral', undefined],
      ['primary', 'bilateral'],
      ['limits', undefined],
      ['64493', 'limits'],
    ]);
    for (const symbol of found) {
      expect(symbol.location.uri).toBe(policy);
      expect(symbol).not.toHaveProperty('children');
    }
  });

  test('is a tree where the client knows one', async () => {
    const editor = await start(full);
    await editor.open(acme, policy);
    const found = await ask<DocumentSymbol[]>(editor, 'textDocument/documentSymbol', {}, policy);
    expect(found.map(({ name }) => name)).toEqual(['payer', 'name', 'mue', 'bilateral', 'limits']);
    expect(found[3]?.children?.map(({ name }) => name)).toEqual(['primary']);
  });
});

describe('code actions', () => {
  const actions = async (editor: Client, only?: readonly string[]): Promise<readonly (CodeAction | Command)[] | null> =>
    ask(editor, 'textDocument/codeAction', {
      range: atCode,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });

  test('are left out where the client takes commands alone, and has none of ours', async () => {
    const editor = await start(bare);
    await editor.open(visit);
    await editor.open(acme, policy);
    expect(await actions(editor)).toEqual([]);
    const range = { start: { line: 2, character: 6 }, end: { line: 2, character: 6 } };
    expect(await ask(editor, 'textDocument/codeAction', { range, context: { diagnostics: [] } }, policy)).toEqual([]);
  });

  test('are commands where the client takes commands alone, and has ours', async () => {
    const editor = await start(bare, { runsCommands: true });
    await editor.open(visit);
    const found = (await actions(editor)) ?? [];
    expect(found.map(({ title }) => title)).toContain('Explain addon-without-primary');
    for (const each of found) expect(Object.keys(each).sort()).toEqual(['arguments', 'command', 'title']);
  });

  test.each([
    [[''], ['quickfix', 'source.fixAll.encounter']],
    [['quickfix'], ['quickfix']],
    [['refactor'], ['refactor.rewrite']],
    [['refactor.rewrite'], ['refactor.rewrite']],
    [['quick'], []],
    [['quickfix.x'], []],
    [['refactor.re'], []],
    [['quick', 'refactor'], ['refactor.rewrite']],
    [[], []],
  ])('asked for as %j are of the kinds %j', async (only, kinds) => {
    const editor = await start(full);
    // With a level more documented than billed there is something to rewrite, which is a fix too; with such a date to fix always.
    // Of a payer that asks for no modifier: KX would attest what this record does not say.
    const text = visit.replace('medicare-noridian', 'cpt').replace('64494-LT-KX', '64493-LT');
    await editor.open(text.replace('2026-11-16', '11/16/2026'));
    const found = ((await actions(editor, only)) ?? []) as readonly CodeAction[];
    expect([...new Set(found.map(({ kind }) => kind))].sort()).toEqual(kinds);
  });

  test.each([
    [[''], 1],
    [['quickfix'], 1],
    [['quick'], 0],
    [['quickfix.x'], 0],
    [['refactor'], 0],
    [[], 0],
  ])('in a policy asked for as %j are %i', async (only, count) => {
    const editor = await start(full);
    await editor.open(acme, policy);
    const range = { start: { line: 2, character: 6 }, end: { line: 2, character: 6 } };
    expect(
      await ask(editor, 'textDocument/codeAction', { range, context: { diagnostics: [], only } }, policy),
    ).toHaveLength(count);
  });
});

describe('edits', () => {
  const fix = async (editor: Client): Promise<WorkspaceEdit | undefined> => {
    const [first] = await editor.actions(atCode);
    return first?.edit;
  };

  test('name the version they are of, where the client takes that', async () => {
    const editor = await start(full);
    await editor.open(visit);
    await editor.change({ text: `${visit}\n` });
    const edit = await fix(editor);
    expect(edit?.changes).toBeUndefined();
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 2 } }]);
  });

  test('are by file where it does not', async () => {
    const editor = await start(pulling);
    await editor.open(visit);
    const edit = await fix(editor);
    expect(edit?.documentChanges).toBeUndefined();
    expect(Object.keys(edit?.changes ?? {})).toEqual([uri]);
  });

  test('of a policy and of a new name too', async () => {
    const editor = await start(full);
    await editor.open(acme, policy);
    const range = { start: { line: 2, character: 6 }, end: { line: 2, character: 6 } };
    const [action] = await ask<CodeAction[]>(
      editor,
      'textDocument/codeAction',
      { range, context: { diagnostics: [] } },
      policy,
    );
    const position = { line: 0, character: 8 };
    const renamed = await ask<WorkspaceEdit>(editor, 'textDocument/rename', { position, newName: 'apex' }, policy);
    for (const edit of [action?.edit, renamed]) {
      expect(edit?.changes).toBeUndefined();
      expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: policy, version: 1 } }]);
    }
  });
});

describe('what the server offers', () => {
  const offered = async (capabilities: ClientCapabilities, options: ClientOptions = {}) => {
    const { initialized } = await start(capabilities, options);
    return (initialized as InitializeResult).capabilities;
  };

  test('is what fits a client that can little', async () => {
    const { codeActionProvider, renameProvider, codeLensProvider, textDocumentSync } = await offered(bare);
    expect(codeActionProvider).toBeUndefined();
    expect(renameProvider).toBe(true);
    expect(codeLensProvider).toBeUndefined();
    expect(textDocumentSync).toMatchObject({ openClose: true, change: 2, save: {} });
  });

  test('is what fits one that can all', async () => {
    const { codeActionProvider, renameProvider, codeLensProvider } = await offered(full, {
      runsCommands: true,
      showsExamples: true,
    });
    expect(codeActionProvider).toMatchObject({ codeActionKinds: expect.arrayContaining(['quickfix']) });
    expect(renameProvider).toEqual({ prepareProvider: true });
    expect(codeLensProvider).toEqual({});
  });

  test('has lenses only for a client that runs their commands', async () => {
    expect((await offered(full, { showsExamples: true })).codeLensProvider).toBeUndefined();
  });
});

describe('formatting', () => {
  const untidy = visit.replace('  A: M47.816', 'a:m47816');
  const atDiagnosis = { start: { line: 7, character: 0 }, end: { line: 7, character: 3 } };
  const edits = [
    { range: { start: { line: 7, character: 0 }, end: { line: 7, character: 0 } }, newText: '  ' },
    { range: { start: { line: 7, character: 0 }, end: { line: 7, character: 1 } }, newText: 'A' },
    { range: { start: { line: 7, character: 2 }, end: { line: 7, character: 2 } }, newText: ' ' },
    { range: { start: { line: 7, character: 2 }, end: { line: 7, character: 8 } }, newText: 'M47.816' },
  ];
  const able: ClientCapabilities = {
    ...bare,
    textDocument: { ...bare.textDocument, formatting: {}, rangeFormatting: {}, onTypeFormatting: {} },
  };

  test('is answered in the file, in a selection and after Enter, with what differs and nothing else', async () => {
    const editor = await start(able);
    expect(editor.initialized.capabilities).toMatchObject({
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
    });
    await editor.open(untidy);
    const options = { tabSize: 8, insertSpaces: false };
    expect(await ask(editor, 'textDocument/formatting', { options })).toEqual(edits);
    expect(await ask(editor, 'textDocument/rangeFormatting', { range: atDiagnosis, options })).toEqual(edits);
    const typed = { position: { line: 8, character: 0 }, ch: '\n', options };
    expect(await ask(editor, 'textDocument/onTypeFormatting', typed)).toEqual(edits);
    await editor.open(visit, 'file:///clinic/tidy.encounter');
    expect(await ask(editor, 'textDocument/formatting', { options }, 'file:///clinic/tidy.encounter')).toEqual([]);
    await editor.open(acme, policy);
    expect(await ask(editor, 'textDocument/formatting', { options }, policy)).toBeNull();
  });

  test('is not offered to a client that does not format', async () => {
    const { initialized } = await start(bare);
    expect(JSON.stringify(initialized.capabilities)).not.toContain('ormatting');
  });

  test('is registered for encounters alone where the client takes that', async () => {
    const dynamicRegistration = true;
    const registering: ClientCapabilities = {
      ...bare,
      textDocument: {
        ...bare.textDocument,
        formatting: { dynamicRegistration },
        rangeFormatting: { dynamicRegistration },
        onTypeFormatting: { dynamicRegistration },
      },
    };
    const { initialized, registered } = await start(registering);
    expect(JSON.stringify(initialized.capabilities)).not.toContain('ormatting');
    const isAll = (): boolean => registered.filter(({ method }) => /ormatting$/.test(method)).length === 3;
    await expect.poll(isAll).toBe(true);
    for (const { registerOptions } of registered) {
      expect(registerOptions).toMatchObject({ documentSelector: [{ language: 'encounter' }] });
    }
  });
});

describe('the menu of fixes', () => {
  const whole = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
  const able = (workspaceEdit: object, codeAction: object): ClientCapabilities => ({
    ...full,
    textDocument: { ...full.textDocument, codeAction: { ...pulling.textDocument?.codeAction, ...codeAction } },
    workspace: { ...full.workspace, workspaceEdit: { documentChanges: true, ...workspaceEdit } },
  });
  const resolving = { dataSupport: true, resolveSupport: { properties: ['edit'] } };
  const actions = async (editor: Client, text: string): Promise<readonly CodeAction[]> => {
    await editor.open(text);
    return ask(editor, 'textDocument/codeAction', { range: whole, context: { diagnostics: [] } });
  };
  const invalid = visit.replace('2026-11-16', '11/16/2026').replace('side: left', 'side: LT');

  test('has one fix for all findings of a rule, whose edits are worked out once it is chosen', async () => {
    const editor = await start(able({}, resolving));
    expect(editor.initialized.capabilities.codeActionProvider).toMatchObject({ resolveProvider: true });
    const all = await actions(editor, invalid);
    const action = all.find(({ title }) => title === 'Fix all 2 of invalid-value in this file');
    expect(action).toMatchObject({ kind: 'quickfix', data: { rule: 'invalid-value' } });
    expect(action?.edit).toBeUndefined();
    const resolved = await editor.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(JSON.stringify(resolved.edit)).toMatch(/2026-11-16[\s\S]*left/);
    const foreign = { title: 'of another server', data: { rule: 7 } };
    expect(await editor.connection.sendRequest('codeAction/resolve', foreign)).toEqual(foreign);
  });

  test('has none for a client that does not ask for edits later', async () => {
    const editor = await start(full);
    expect(editor.initialized.capabilities.codeActionProvider).not.toHaveProperty('resolveProvider');
    const titles = (await actions(editor, invalid)).map(({ title }) => title);
    expect(titles).toContain('Change to 2026-11-16');
    expect(titles.filter((title) => title.startsWith('Fix all'))).toEqual([]);
  });

  test.each([
    ['leaves the cursor in a field that it inserts, where the client can', { snippetEditSupport: true }, true],
    ['is plain text where it cannot', {}, false],
  ])('%s', async (_, workspaceEdit, isSnippet) => {
    const editor = await start(able(workspaceEdit, {}));
    const all = await actions(editor, visit.replace('patient: P-1\n', ''));
    const insert = JSON.stringify(all.find(({ title }) => /^Insert patient/.test(title))?.edit);
    expect(insert).toContain(isSnippet ? 'patient: $0' : 'patient: ');
    expect(insert.includes('snippet')).toBe(isSnippet);
  });

  test('ends in the comments that allow a finding, and then in the pages of the rules', async () => {
    const editor = await start(able({}, resolving), { runsCommands: true });
    await editor.open(invalid);
    const all: readonly CodeAction[] = await ask(editor, 'textDocument/codeAction', {
      range: whole,
      context: { diagnostics: [], only: ['quickfix'] },
    });
    const kinds = all.map(({ title }) => /^(?:Allow|Explain|Copy a question)/.exec(title)?.[0] ?? 'fix');
    const order = ['fix', 'Copy a question', 'Allow', 'Explain'];
    expect(kinds.map((kind) => order.indexOf(kind))).toEqual(kinds.map((kind) => order.indexOf(kind)).sort());
    expect(kinds).toEqual(expect.arrayContaining(['fix', 'Allow', 'Explain']));
    const explained = all.filter(({ title }) => title.startsWith('Explain')).map(({ title }) => title);
    expect(new Set(explained).size).toBe(explained.length);
    expect(all.map(({ title }) => title)).not.toContain('Allow invalid-value here with a reason');
  });
});
