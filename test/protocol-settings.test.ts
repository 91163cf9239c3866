/** What the user's setting and the project file say of findings in policy files. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { built } from './support/built.js';
import { type Client, pulling, startClient } from './support/client.js';
import { clinic, closeClinics } from './support/clinic.js';

/** Wrong in its form, with an example that fails and a statement that no example reaches. */
const acme = `payer: acme
mue: cns
severity: { level-undercount: off }
limits:
  - for: facet-injection
    levels-per-session: 2
examples:
  - name: one
    encounter: |
      encounter T1
    expect: [level-limit]
`;
const plain = { 'payer-schema': 1, 'payer-example-failed': 1, 'payer-untested': 4 };
const uri = 'untitled:Untitled-1';

let client: Client | undefined;
beforeAll(built);
afterEach(async () => {
  await client?.stop();
  client = undefined;
  await closeClinics();
});

const severities = async (editor: Client, file: string): Promise<unknown> => {
  const found = (await editor.pull(file)).map(({ code, severity }) => [String(code), severity] as const);
  return Object.fromEntries(found.filter(([code]) => code.startsWith('payer-')));
};

describe('the severities of findings in a policy', () => {
  test('are their own where nobody says otherwise', async () => {
    client = await startClient(pulling);
    await client.open(acme, uri, 'payer-policy');
    expect(await severities(client, uri)).toMatchObject(plain);
  });

  test('are those of the setting', async () => {
    const severity = { 'payer-schema': 'warning', 'payer-example-failed': 'off', 'payer-untested': 'information' };
    client = await startClient(pulling, () => ({ severity }));
    await client.open(acme, uri, 'payer-policy');
    const editor = client;
    await expect.poll(() => severities(editor, uri)).toMatchObject({ 'payer-schema': 2, 'payer-untested': 3 });
    expect(await severities(editor, uri)).not.toHaveProperty('payer-example-failed');
  });

  test('are those of the project file, which takes their names', async () => {
    const project = 'severity: { payer-schema: hint, payer-untested: off, payer-unknown-code: warning }\n';
    const { client: editor, address } = await clinic({ 'acme.payer.yaml': acme, 'scrubber.yaml': project });
    await editor.open(acme, address('acme.payer.yaml'));
    await editor.open(project, address('scrubber.yaml'));
    expect(await severities(editor, address('acme.payer.yaml'))).toMatchObject({ 'payer-schema': 4 });
    expect(await severities(editor, address('acme.payer.yaml'))).not.toHaveProperty('payer-untested');
    expect(await editor.pull(address('scrubber.yaml'))).toEqual([]);
  });
});
