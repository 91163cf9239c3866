/** What is part of a workspace, counted once and kept in step with the disk, seen through the built server over standard streams. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { built } from './support/built.js';
import { type Client, pulling } from './support/client.js';
import { asVisualStudioCode, clinic, closeClinics, rules } from './support/clinic.js';

const acme = `payer: acme
name: Acme
bilateral: { primary: modifier-50, add-on: modifier-50 }
limits:
  - for: facet-destruction
    sessions: { max: 1, within: 12 months, per: region }
`;

/** An ablation of one joint. */
function ablation(id: string, date: string, patient = 'P-1', payer = 'acme'): string {
  return `encounter ${id}
patient: ${patient}
date: ${date}
payer: ${payer}
place: 24
provider: 1234567893
diagnoses
  A: M47.816
procedure facet-destruction
  technique: radiofrequency
  levels: L4-L5
  side: left
  guidance: fluoroscopy
lines
  64635-LT  x1  A
`;
}

const day = ablation('2026-2', '2026-11-16');
const earlier = ablation('2026-1', '2026-05-04');

const created = 1;
const changed = 2;
const deleted = 3;

/** An editor that watches nothing. */
const unwatching = pulling;
/** An editor that tells of every change on the disk. */
const watching = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
  },
};

beforeAll(built, 60_000);
afterEach(closeClinics);

describe('a file whose address is spelled in another way', () => {
  const folders = ["Dr. Smith's (old), A+B & C=D @ E; F! ~G", 'Praxis Müller', '100% ours', 'plain'];

  test.each(folders)('is one encounter with its own saved copy, in “%s”', async (folder) => {
    const files = { 'acme.payer.yaml': acme, [`${folder}/day.encounter`]: day };
    const { client, address } = await clinic(files, {}, { spelled: asVisualStudioCode });
    const file = address(`${folder}/day.encounter`);
    await client.open(day, file);
    await historyIsRead(client);
    expect(await rules(client, file)).toEqual([]);
  });

  test.each(folders)('is one policy with its own saved copy, in “%s”', async (folder) => {
    const files = { [`${folder}/acme.payer.yaml`]: acme };
    const { client, address } = await clinic(files, {}, { spelled: asVisualStudioCode });
    const file = address(`${folder}/acme.payer.yaml`);
    await client.open(acme, file);
    expect(await rules(client, file)).toEqual([]);
  });

  test('is named once among the references, and renamed by one edit, in the editor’s own spelling', async () => {
    const files = { 'A, B/acme.payer.yaml': acme, 'A, B/day.encounter': day };
    const { client, address } = await clinic(files, {}, { spelled: asVisualStudioCode });
    const [policy, visit] = [address('A, B/acme.payer.yaml'), address('A, B/day.encounter')];
    await client.open(acme, policy);
    await client.open(day, visit);
    const at = { textDocument: { uri: policy }, position: { line: 0, character: 8 } };
    const places: Location[] = await client.connection.sendRequest('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    expect(places.map(({ uri }) => uri).sort()).toEqual([policy, visit].sort());
    const edit: WorkspaceEdit = await client.connection.sendRequest('textDocument/rename', {
      ...at,
      newName: 'acme-2',
    });
    const named = edit.documentChanges?.map((change) => ('textDocument' in change ? change.textDocument.uri : '')) ?? [
      ...Object.keys(edit.changes ?? {}),
    ];
    expect(named.sort()).toEqual([policy, visit].sort());
  });

  test('is excluded, watched and forgotten all the same', async () => {
    const files = { 'acme.payer.yaml': acme, 'scrubber.yaml': 'exclude: ["Old (2025), A/**"]\n' };
    const opening = { spelled: asVisualStudioCode };
    const { client, address, write, remove } = await clinic(files, {}, opening);
    await client.open(day, address('day.encounter'));
    await write('Old (2025), A/may.encounter', earlier);
    await write('New (2026), A/may.encounter', earlier);
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['frequency-limit']);
    await remove('New (2026), A/may.encounter');
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual([]);
  });

  test('is one with what it is a link to, whichever of them is opened', async () => {
    const { client, address, folder, told } = await clinic({ 'acme.payer.yaml': acme, 'real/day.encounter': day });
    symlinkSync(join(folder, 'real'), join(folder, 'linked'));
    symlinkSync(join(folder, 'real/day.encounter'), join(folder, 'also.encounter'));
    await told({ name: 'linked', type: created }, { name: 'also.encounter', type: created });
    for (const name of ['linked/day.encounter', 'also.encounter', 'real/day.encounter']) {
      await client.open(day, address(name));
      await historyIsRead(client);
      expect(await rules(client, address(name)), name).toEqual([]);
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: address(name) } });
    }
  });
});

describe('part of the workspace is', () => {
  test.each(['.history/may.encounter', 'node_modules/x/may.encounter', 'archive/may.encounter'])(
    'not %s, neither at the start nor when it is written',
    async (name) => {
      const files = { 'acme.payer.yaml': acme, 'scrubber.yaml': 'exclude: [archive/**]\n', [name]: earlier };
      const { client, address, write } = await clinic(files);
      await client.open(day, address('day.encounter'));
      await historyIsRead(client);
      expect(await rules(client, address('day.encounter'))).toEqual([]);
      await write(name, earlier);
      await write('of-somebody-else.encounter', ablation('2026-7', '2026-05-04', 'P-7'));
      await historyIsRead(client);
      expect(await rules(client, address('day.encounter'))).toEqual([]);
    },
  );

  test.each(['.history/acme.payer.yaml', 'node_modules/x/acme.payer.yaml', 'archive/acme.payer.yaml'])(
    'not the policy %s, neither at the start nor when it is written',
    async (name) => {
      const { client, address, write } = await clinic({ 'scrubber.yaml': 'exclude: [archive/**]\n', [name]: acme });
      await client.open(day, address('day.encounter'));
      expect(await rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
      await write(name, acme);
      await write('other.payer.yaml', 'payer: other\nname: Other\n');
      await historyIsRead(client);
      expect(await rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
    },
  );

  test.each(['Dr. Smith', '2026.11', 'plain', 'May.encounter', 'Payers.payer.yaml'])(
    'a folder “%s” that comes, is renamed and goes as one change',
    async (name) => {
      const { client, address, folder, told, rename, remove } = await clinic({ 'acme.payer.yaml': acme });
      await client.open(day, address('day.encounter'));
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'may.encounter'), earlier);
      await told({ name, type: created });
      await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['frequency-limit']);
      const renamed = `Old ${name}`;
      await rename(name, renamed);
      await expect
        .poll(async () =>
          (await client.pull(address('day.encounter')))[0]?.relatedInformation?.map((each) => each.location.uri),
        )
        .toContain(address(`${renamed}/may.encounter`));
      await remove(renamed);
      await expect.poll(() => rules(client, address('day.encounter'))).toEqual([]);
    },
  );

  test('a folder of policies that comes and goes as one change', async () => {
    const { client, address, folder, told, remove } = await clinic({});
    await client.open(day, address('day.encounter'));
    expect(await rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
    mkdirSync(join(folder, 'payers v1.0'));
    writeFileSync(join(folder, 'payers v1.0/acme.payer.yaml'), acme);
    await told({ name: 'payers v1.0', type: created });
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual([]);
    await remove('payers v1.0');
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['unknown-payer']);
  });

  test('nothing that a link leads to outside', async () => {
    const files = { 'clinic/acme.payer.yaml': acme, 'elsewhere/may.encounter': earlier };
    const { client, address, folder, told } = await clinic(files, {}, { folders: ['clinic'] });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'clinic/linked'));
    symlinkSync(join(folder, 'elsewhere/may.encounter'), join(folder, 'clinic/may.encounter'));
    const file = address('clinic/day.encounter');
    await client.open(day, file);
    await told({ name: 'clinic/linked', type: created }, { name: 'clinic/may.encounter', type: created });
    await historyIsRead(client);
    expect(await rules(client, file)).toEqual([]);
  });

  test('not a folder whose name only begins alike', async () => {
    const files = { 'clinic/acme.payer.yaml': acme, 'clinic-2/may.encounter': earlier };
    const { client, address, told } = await clinic(files, {}, { folders: ['clinic'] });
    await client.open(day, address('clinic/day.encounter'));
    await told({ name: 'clinic-2/may.encounter', type: changed });
    await historyIsRead(client);
    expect(await rules(client, address('clinic/day.encounter'))).toEqual([]);
  });

  test('the old side of a comparison not, which is judged as a text of its own', async () => {
    const { client, address } = await clinic({ 'acme.payer.yaml': acme, 'day.encounter': day });
    const file = address('day.encounter');
    await client.open(day, file);
    for (const scheme of ['git', 'fugitive', 'diffview']) {
      const old = file.replace('file:', `${scheme}:`);
      await client.open(day.replace('64635-LT', '64636-LT'), old);
      await historyIsRead(client);
      expect(await rules(client, old), scheme).toEqual(['addon-without-primary']);
      expect(await rules(client, file), scheme).toEqual([]);
      const policy = address('acme.payer.yaml').replace('file:', `${scheme}:`);
      await client.open(acme.replace('max: 1', 'max: one'), policy);
      expect(await rules(client, file), scheme).toEqual([]);
      expect(await rules(client, address('acme.payer.yaml')), scheme).toEqual([]);
    }
  });
});

describe('the project file', () => {
  test('holds for the folder it lies in: one for each of several folders', async () => {
    const files = {
      'north/scrubber.yaml': 'severity: { addon-without-primary: off }\n',
      'north/acme.payer.yaml': acme,
      'south/scrubber.yaml': 'aliases: { Acme HMO: acme }\n',
    };
    const { client, address } = await clinic(files, {}, { folders: ['north', 'south'] });
    const alone = day.replace('64635-LT', '64636-LT');
    await client.open(alone, address('north/day.encounter'));
    await client.open(alone.replace('payer: acme', 'payer: Acme HMO'), address('south/day.encounter'));
    expect(await rules(client, address('north/day.encounter'))).not.toContain('addon-without-primary');
    expect(await rules(client, address('south/day.encounter'))).toContain('addon-without-primary');
    expect(await rules(client, address('south/day.encounter'))).not.toContain('unknown-payer');
  });

  test('holds below the opened folder, with the shared folders that it names from where it lies', async () => {
    const files = {
      'practice/clinic/scrubber.yaml': 'policies: [../../share]\nexclude: [old/**]\n',
      'practice/clinic/old/may.encounter': earlier,
      'share/acme.payer.yaml': acme,
    };
    const { client, address } = await clinic(files, {}, { folders: ['practice'] });
    await client.open(day, address('practice/clinic/day.encounter'));
    await client.open(day.replace('2026-2', '2026-9').replace('P-1', 'P-9'), address('practice/other.encounter'));
    await historyIsRead(client);
    expect(await rules(client, address('practice/clinic/day.encounter'))).toEqual([]);
    expect(await rules(client, address('practice/other.encounter'))).toEqual(['unknown-payer']);
    const at = { uri: address('practice/clinic/day.encounter'), position: { line: 0, character: 0 } };
    expect(await client.connection.sendRequest('encounterScrubber/explainConfiguration', at)).toContain(
      'The project file is clinic/scrubber.yaml.',
    );
  });

  test('that names a folder that is not there says so, and no longer when it is there', async () => {
    const project = 'policies: [../share]\ntables: ../tables\n';
    const { client, address, folder } = await clinic({ 'clinic/scrubber.yaml': project }, {}, { folders: ['clinic'] });
    const file = address('clinic/scrubber.yaml');
    await client.open(project, file);
    expect((await client.pull(file)).map(({ message }) => message)).toEqual([
      expect.stringContaining('../share'),
      expect.stringContaining('../tables'),
    ]);
    mkdirSync(join(folder, 'share'));
    mkdirSync(join(folder, 'tables'));
    await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: file } });
    await expect.poll(() => rules(client, file)).toEqual([]);
  });

  test('whose folder of tables is mended loses its finding', async () => {
    const project = 'tables: tables\n';
    const files = { 'scrubber.yaml': project, 'tables/PPRRVU2026_JAN.csv': 'nothing that CMS would write\n' };
    const { client, address, remove } = await clinic(files);
    const file = address('scrubber.yaml');
    await client.open(project, file);
    await expect.poll(() => rules(client, file)).toEqual(['project-schema']);
    const report: { resultId: string } = await client.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri: file },
    });
    await remove('tables/PPRRVU2026_JAN.csv');
    await expect
      .poll(async () => {
        const again: { kind: string; items?: readonly unknown[] } = await client.connection.sendRequest(
          'textDocument/diagnostic',
          { textDocument: { uri: file }, previousResultId: report.resultId },
        );
        return [again.kind, again.items];
      })
      .toEqual(['full', []]);
  });
});

describe('a file opened without a folder', () => {
  test('is judged with what lies beside it, and not with what lies below', async () => {
    const files = {
      'acme.payer.yaml': acme,
      'scrubber.yaml': 'severity: { unused-diagnosis: off }\n',
      'other/other.payer.yaml': acme.replaceAll('acme', 'other').replaceAll('Acme', 'Other'),
      'may.encounter': earlier,
    };
    const { client, address } = await clinic(files, {}, { folders: [] });
    await client.open(day, address('day.encounter'));
    expect(await rules(client, address('day.encounter'))).toEqual([]);
    await client.open(ablation('2026-3', '2026-11-16', 'P-3', 'other'), address('next.encounter'));
    expect(await rules(client, address('next.encounter'))).toEqual(['unknown-payer']);
  });
});

describe('a folder that is removed from the window', () => {
  test('leaves its open files judged with what lies beside them, and not by another folder’s project file', async () => {
    const files = {
      'north/scrubber.yaml': 'severity: { unknown-payer: off }\n',
      'south/acme.payer.yaml': acme,
      'south/scrubber.yaml': 'aliases: { Acme HMO: acme }\n',
    };
    const capabilities = { ...pulling, workspace: { ...pulling.workspace, workspaceFolders: true } };
    const { client, address } = await clinic(files, {}, { folders: ['north', 'south'], capabilities });
    const [known, unknown] = ['known', 'unknown'].map((name) => address(`south/${name}.encounter`)) as [string, string];
    await client.open(day.replace('payer: acme', 'payer: Acme HMO'), known);
    await client.open(ablation('2026-8', '2026-11-16', 'P-8', 'nobody'), unknown);
    const judged = async () => [await rules(client, known), await rules(client, unknown)];
    expect(await judged()).toEqual([[], ['unknown-payer']]);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: address('south'), name: 'south' }] },
    });
    expect(await judged()).toEqual([[], ['unknown-payer']]);
  });
});

describe('an answer', () => {
  test('never comes before policies and project file are read', async () => {
    const payers = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`payers/p${index}.payer.yaml`, acme.replace('acme', `p${index}`)]),
    );
    const { client, address } = await clinic({ ...payers, 'payers/acme.payer.yaml': acme });
    await client.open(day, address('day.encounter'));
    expect(await rules(client, address('day.encounter'))).toEqual([]);
  });

  test('rests on the policy as it is on the disk once it is closed, though no watcher told of it', async () => {
    const { client, address, writeUnseen } = await clinic({ 'acme.payer.yaml': acme, 'may.encounter': earlier });
    const policy = address('acme.payer.yaml');
    await client.open(day, address('day.encounter'));
    await expect.poll(() => rules(client, address('day.encounter'))).toEqual(['frequency-limit']);
    await client.open(acme, policy);
    writeUnseen('acme.payer.yaml', acme.replace('max: 1', 'max: 2'));
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: policy } });
    expect(await rules(client, address('day.encounter'))).toEqual([]);
  });

  test.each([
    ['the window has the focus again', 'encounterScrubber/focused'],
    ['something is saved', 'textDocument/didSave'],
  ])('rests on shared policies that no watcher tells of when %s', async (_, method) => {
    const files = {
      'clinic/scrubber.yaml': 'policies: [../share]\n',
      'share/acme.payer.yaml': acme,
      'clinic/may.encounter': earlier,
    };
    const { client, address, writeUnseen } = await clinic(files, {}, { folders: ['clinic'], capabilities: watching });
    const file = address('clinic/day.encounter');
    await client.open(day, file);
    await expect.poll(() => rules(client, file)).toEqual(['frequency-limit']);
    writeUnseen('share/acme.payer.yaml', acme.replace('max: 1', 'max: 2'));
    await client.connection.sendNotification(method, { textDocument: { uri: file } });
    await expect.poll(() => rules(client, file)).toEqual([]);
  });

  test('rests on every file of the folder where the editor watches nothing, once something is saved', async () => {
    const files = { 'acme.payer.yaml': acme };
    const { client, address, writeUnseen } = await clinic(files, {}, { capabilities: unwatching });
    const file = address('day.encounter');
    await client.open(day, file);
    expect(await rules(client, file)).toEqual([]);
    writeUnseen('may.encounter', earlier);
    await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: file } });
    await expect.poll(() => rules(client, file)).toEqual(['frequency-limit']);
  });

  test('comes before a storm of ten thousand files is worked off, and again when they go', async () => {
    const { client, address, folder, told } = await clinic({ 'acme.payer.yaml': acme });
    const file = address('day.encounter');
    await client.open(day, file);
    expect(await rules(client, file)).toEqual([]);
    mkdirSync(join(folder, 'storm'));
    const names = Array.from({ length: 10_000 }, (_, index) => `storm/${index}.encounter`);
    for (const [index, name] of names.entries()) {
      // The last that is read is an earlier session of our patient.
      writeFileSync(
        join(folder, name),
        index === names.length - 1 ? earlier : ablation(`s-${index}`, '2026-05-04', `S-${index}`),
      );
    }
    await told(...names.map((name) => ({ name, type: created })));
    const asked = client.hover(0, 12);
    expect(await rules(client, file)).toEqual([]);
    await asked;
    await expect.poll(() => rules(client, file), { timeout: 100_000 }).toEqual(['frequency-limit']);
    const before = client.refreshes();
    renameSync(join(folder, 'storm'), join(folder, '..', `${folder.split('/').at(-1)}-gone`));
    await told(...names.map((name) => ({ name, type: deleted })));
    await expect.poll(() => rules(client, file), { timeout: 100_000 }).toEqual([]);
    // One pass, and not one for each file.
    expect(client.refreshes() - before).toBeLessThan(20);
    rmSync(join(folder, '..', `${folder.split('/').at(-1)}-gone`), { recursive: true });
  });
});

describe('a link in a hover', () => {
  test('opens the workspace’s files, its shared policies and what came with the tool, and nothing else', async () => {
    const files = {
      'clinic/scrubber.yaml': 'policies: [../share]\n',
      'clinic/day.encounter': day,
      'clinic/.git/config': '[core]\n',
      'share/acme.payer.yaml': acme,
      'elsewhere/may.encounter': earlier,
    };
    const { client, address } = await clinic(files, {}, { folders: ['clinic'] });
    const mayOpen = (uri: string) => client.connection.sendRequest('encounterScrubber/mayOpen', { uri });
    await client.open(day, address('clinic/day.encounter'));
    await client.pull(address('clinic/day.encounter'));
    for (const uri of ['clinic/day.encounter', 'clinic/scrubber.yaml', 'share/acme.payer.yaml'].map(address)) {
      expect(await mayOpen(uri), uri).toBe(true);
    }
    expect(await mayOpen('encounter-scrubber:/medicare.payer.yaml')).toBe(true);
    for (const uri of ['clinic/.git/config', 'elsewhere/may.encounter', 'share/other.txt'].map(address)) {
      expect(await mayOpen(uri), uri).toBe(false);
    }
    for (const uri of ['encounter-scrubber:/../x.payer.yaml', 'command:evil', 'https://evil.example/x.payer.yaml']) {
      expect(await mayOpen(uri), uri).toBe(false);
    }
  });
});

describe('a file that cannot be read', () => {
  test('is told of once, with what to do', async () => {
    const { client, address, folder, told } = await clinic({ 'acme.payer.yaml': acme });
    const shown: string[] = [];
    client.connection.onNotification(
      'window/showMessage',
      ({ message }: { message: string }) => void shown.push(message),
    );
    await client.open(day, address('day.encounter'));
    writeFileSync(join(folder, 'wide.payer.yaml'), Buffer.from(`\uFEFF${acme}`, 'utf16le'));
    await told({ name: 'wide.payer.yaml', type: created });
    await expect.poll(() => shown).toEqual([expect.stringMatching(/wide\.payer\.yaml.*UTF-16.*UTF-8/)]);
    await told({ name: 'wide.payer.yaml', type: changed });
    await historyIsRead(client);
    expect(shown).toHaveLength(1);
  });
});

/** Waits until everything that happened so far is worked off: the server tells of all payers named when it has read all. */
async function historyIsRead(client: Client): Promise<void> {
  await client.connection.sendRequest('encounterScrubber/impact', {});
}
