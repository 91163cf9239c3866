/** What is known of payers, asked of the built server over standard streams: the page that the editor's command shows. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { built } from './support/built.js';
import { clinic, closeClinics } from './support/clinic.js';

const acme = `payer: acme
name: Acme
extends: medicare
not-covered:
  - { for: 63650, confidence: second-hand }
`;

beforeAll(built, 60_000);

afterEach(closeClinics);

test('needs no open file, and has the workspace’s policies before those that come with the tool', async () => {
  const { client, address } = await clinic({ 'payers/acme.payer.yaml': acme });
  const page: string = await client.connection.sendRequest('encounterScrubber/known', {});
  expect(page).toMatch(/^# What is known about payers\n/);
  const [, own = '', rest = ''] = page.split(/^### (?=This workspace's own policies|Medicare and)/m);
  expect(own).toContain('| procedure | [Acme](#acme) |\n');
  expect(own).toMatch(/^\| Facet joint ablations \| .*A✓/m);
  expect(own).toMatch(/^\| Spinal cord stimulators \| (.* )?n² \|$/m);
  expect(rest).toContain('[Noridian (Medicare JE and JF)](#noridian-medicare-je-and-jf)');
  expect(page).toContain(`[acme in acme.payer.yaml](${address('payers/acme.payer.yaml')}); of this workspace`);
  expect(page).toContain('[medicare-noridian](encounter-scrubber:/medicare-noridian.payer.yaml)');
});

test('is about a policy as it is typed, and about the policies that judge the open file', async () => {
  const { client, address } = await clinic({ 'acme.payer.yaml': acme });
  await client.open(acme.replace('63650', '64625').replace('extends: medicare\n', ''), address('acme.payer.yaml'));
  const page: string = await client.connection.sendRequest('encounterScrubber/known', {
    uri: address('acme.payer.yaml'),
  });
  expect(page).toContain('| procedure | [Acme](#acme) |\n| --- | --- |\n| Sacroiliac nerve ablations | N² |\n\n');
});

test('without a folder tells of what comes with the tool', async () => {
  const { client } = await clinic({}, {}, { folders: [] });
  const page: string = await client.connection.sendRequest('encounterScrubber/known', {});
  expect(page).toContain('### Medicare and the policies that extend it');
  expect(page).not.toContain('This workspace');
  expect(client.log).toEqual([]);
});
