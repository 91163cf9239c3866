/** What an open encounter is told of the workspace's other files, spoken of to the built server over standard streams. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { built } from './support/built.js';
import { clinic, closeClinics, rules } from './support/clinic.js';

const acme = `payer: acme
name: Acme
limits:
  - for: facet-destruction
    sessions: { max: 1, within: 12 months, per: region }
`;

/** An ablation of one joint. */
function ablation(id: string, date: string, patient = 'P-1'): string {
  return `encounter ${id}
patient: ${patient}
date: ${date}
payer: acme
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

const today = ablation('2026-2', '2026-11-16');

beforeAll(built, 60_000);
afterEach(closeClinics);

describe('an earlier session in another file', () => {
  test('counts without being opened, and the finding leads to it', async () => {
    const { client, address } = await clinic({
      'acme.payer.yaml': acme,
      '2026/may.encounter': `# May\n${ablation('2026-0', '2026-05-02', 'P-2')}\n${ablation('2026-1', '2026-05-04')}`,
    });
    const day = address('2026/day.encounter');
    await client.open(today, day);
    await expect.poll(() => rules(client, day)).toEqual(['frequency-limit']);
    const [finding] = await client.pull(day);
    const places = finding?.relatedInformation?.map(({ location }) => location);
    expect(places).toContainEqual({
      uri: address('2026/may.encounter'),
      range: { start: { line: 17, character: 10 }, end: { line: 17, character: 16 } },
    });
  });

  test('counts from when it is written until it is deleted, wherever its folder moves', async () => {
    const { client, address, write, remove, rename } = await clinic({ 'acme.payer.yaml': acme });
    const day = address('day.encounter');
    await client.open(today, day);
    await expect.poll(() => rules(client, day)).toEqual([]);
    await write('old/may.encounter', ablation('2026-1', '2026-05-04'));
    await expect.poll(() => rules(client, day)).toEqual(['frequency-limit']);
    await write('old/may.encounter', ablation('2026-1', '2024-05-04'));
    await expect.poll(() => rules(client, day)).toEqual([]);
    await write('old/may.encounter', ablation('2026-1', '2026-05-04'));
    await expect.poll(() => rules(client, day)).toEqual(['frequency-limit']);
    await rename('old', 'older');
    await expect
      .poll(async () => (await client.pull(day))[0]?.relatedInformation?.map(({ location }) => location.uri))
      .toContain(address('older/may.encounter'));
    await remove('older');
    await expect.poll(() => rules(client, day)).toEqual([]);
  });

  test('counts as an open editor has it, until that is closed unsaved', async () => {
    const { client, address } = await clinic({
      'acme.payer.yaml': acme,
      'may.encounter': ablation('2026-1', '2026-05-04'),
    });
    const [day, may] = [address('day.encounter'), address('may.encounter')];
    await client.open(today, day);
    await expect.poll(() => rules(client, day)).toEqual(['frequency-limit']);
    const before = client.refreshes();
    await client.open(ablation('2026-1', '2024-05-04'), may);
    await client.pull(may);
    await expect.poll(() => rules(client, day)).toEqual([]);
    expect(client.refreshes()).toBeGreaterThan(before);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: may } });
    await expect.poll(() => rules(client, day)).toEqual(['frequency-limit']);
  });

  test('makes nobody be judged again but the encounters that rest on it', async () => {
    const { client, address, write } = await clinic({
      'acme.payer.yaml': acme,
      'may.encounter': ablation('2026-1', '2026-05-04'),
    });
    const [day, other] = [address('day.encounter'), address('other.encounter')];
    await client.open(today, day);
    await client.open(ablation('2026-3', '2026-11-16', 'P-3'), other);
    const resultOf = async (file: string): Promise<string> =>
      (
        await client.connection.sendRequest<{ resultId: string }>('textDocument/diagnostic', {
          textDocument: { uri: file },
        })
      ).resultId;
    await expect.poll(() => rules(client, day)).toEqual(['frequency-limit']);
    const [before, otherBefore] = [await resultOf(day), await resultOf(other)];
    await write('may.encounter', ablation('2026-1', '2024-05-04'));
    await expect.poll(() => rules(client, day)).toEqual([]);
    expect(await resultOf(day)).not.toBe(before);
    expect(await resultOf(other)).toBe(otherBefore);
  });

  test('does not count where the project file leaves its folder out', async () => {
    const { client, address, remove } = await clinic({
      'acme.payer.yaml': acme,
      'archive/may.encounter': ablation('2026-1', '2026-05-04'),
      'scrubber.yaml': 'exclude: [archive/**]\n',
    });
    const day = address('day.encounter');
    await client.open(today, day);
    await expect.poll(() => rules(client, day)).toEqual([]);
    await remove('scrubber.yaml');
    await expect.poll(() => rules(client, day)).toEqual(['frequency-limit']);
  });
});

test('an id that another file has already is told, and leads to it', async () => {
  const { client, address } = await clinic({
    'acme.payer.yaml': acme,
    'april.encounter': ablation('2026-2', '2024-05-04', 'P-2'),
  });
  const day = address('day.encounter');
  await client.open(today, day);
  await expect.poll(() => rules(client, day)).toEqual(['duplicate-encounter']);
  const [finding] = await client.pull(day);
  expect(finding?.relatedInformation?.[0]?.location.uri).toBe(address('april.encounter'));
});
