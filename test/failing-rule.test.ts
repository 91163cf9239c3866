/** A rule that fails by a defect of ours: the others speak, and the log says where it failed, once, and nothing of the encounter. */
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { check } from '../server/src/cli/check.js';
import type { CheckOptions } from '../server/src/cli/options.js';
import type { Kit } from '../server/src/cli/world.js';
import { failureLog, type RuleFailure } from '../server/src/engine/failures.js';
import { offeredFixes } from '../server/src/engine/fixes.js';
import { judge } from '../server/src/engine/judge.js';
import type { World } from '../server/src/engine/judgment.js';
import { nodeFiles } from '../server/src/files/node.js';
import { readTableFile } from '../server/src/files/tables.js';
import { startServer } from '../server/src/lsp/server.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import type { Case, Rule } from '../server/src/rules/rule.js';
import { editions, shippedCodes } from './support/codes.js';

const visit = `encounter 1
patient: MRN-48213
date: 2026-11-16
payer: cpt
place: 11
provider: 1234567893
diagnoses
  A: M54.2
procedure evaluation
lines
  99213  x1  A
  64494  x1  A
`;

/** As an error of ours may be worded, and as a stack may look that ends a message with lines of its own. */
function failOn({ encounter }: Case): never {
  throw new TypeError(`no part of ${encounter.text}\n    at MRN-48213 (patient.ts:1:1)`);
}
const failing: Readonly<Record<string, Partial<Rule>>> = {
  'unused-diagnosis': { check: failOn },
  // Once it has found something, and late, as reviews are.
  'unused-allow': {
    *review(situation) {
      yield { at: { start: 0, end: 9 }, message: 'found before it failed' };
      failOn(situation);
    },
  },
  'missing-side': {
    *check(situation) {
      yield { at: { start: 0, end: 9 }, message: 'found', fixes: () => failOn(situation) };
    },
  },
};
const someFail = rules.map((rule): Rule => ({ ...rule, ...failing[rule.id] }));

function worldWith(failed: (failure: RuleFailure) => void): World {
  const ids = rules.map(({ id }) => id);
  const policies = createPolicies(shippedFiles(), { ruleIds: ids, codes: shippedCodes });
  return { rules: someFail, codes: shippedCodes, policies, today: '2026-11-24', severities: {}, failed };
}

describe('an error in a rule', () => {
  test('is told with its place, whether the rule checks, reviews or works out a fix, and silences no other', () => {
    const told: RuleFailure[] = [];
    const world = worldWith((failure) => told.push(failure));
    const judgment = judge(world, visit, []);
    const messages = judgment.findings.map(({ rule, message }) => `${rule}: ${message}`);
    expect(messages).toContain('unused-allow: found before it failed');
    expect(messages.join()).toContain('addon-without-primary: Add-on code 64494');
    const own = judgment.findings.find(({ rule }) => rule === 'internal-error');
    expect(own?.message).toContain('unused-diagnosis and unused-allow');
    const found = judgment.findings.find(({ rule }) => rule === 'missing-side');
    expect(found && offeredFixes(world, judgment, found, [])).toEqual([]);
    expect(told.map(({ rule }) => rule)).toEqual(['unused-diagnosis', 'unused-allow', 'missing-side']);
    for (const { place } of told) {
      expect(place).toMatch(/^TypeError\n\s+at .*failing-rule\.test\.ts/);
      expect(place).not.toMatch(/MRN|64494|no part/);
    }
  });

  test('is logged once a rule', () => {
    const lines: string[] = [];
    const world = worldWith(failureLog((line) => lines.push(line)));
    judge(world, visit, []);
    judge(world, visit, []);
    expect(lines.map((line) => line.split('\n')[0])).toEqual([
      'the rule unused-diagnosis failed: TypeError',
      'the rule unused-allow failed: TypeError',
    ]);
  });

  test('goes to standard error on the command line', async () => {
    const said = { out: '', err: '' };
    const kit: Kit = {
      rules: someFail,
      codes: shippedCodes,
      editions,
      readTables: readTableFile,
      shipped: shippedFiles(),
      files: nodeFiles('/nowhere'),
      today: '2026-11-24',
      version: '0',
      failed: failureLog((words) => {
        said.err += `encounter-scrubber: ${words}\n`;
      }),
    };
    const options: CheckOptions = {
      paths: ['-'],
      format: 'text',
      output: undefined,
      policies: [],
      fix: false,
      fixes: true,
      severities: {},
      minSeverity: 'hint',
      history: [],
      writeHistory: undefined,
      exclude: [],
      today: undefined,
    };
    const status = await check(kit, options, {
      async out(text) {
        said.out += text;
      },
      async err(text) {
        said.err += text;
      },
      input: async () => ({ file: '-', text: visit, hasMark: false }),
      isColored: false,
    });
    expect(status).toBe(1);
    expect(said.out).toContain('internal-error');
    expect(said.err).toMatch(/^encounter-scrubber: the rule unused-diagnosis failed: TypeError\n\s+at .*failOn/);
    expect(said.err.match(/failed:/g)).toHaveLength(3);
    expect(said.err).not.toMatch(/MRN|64494/);
  });

  test("goes to the server's log, once however often is judged", async () => {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    const kit = {
      rules: someFail,
      tables: { editions, codes: shippedCodes },
      shipped: shippedFiles(),
      version: '0',
      today: () => '2026-11-24',
      readTables: readTableFile,
    };
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), kit);
    const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    const log: string[] = [];
    client.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
    client.listen();
    await client.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: { textDocument: { diagnostic: {} } },
    });
    await client.sendNotification('initialized', {});
    const uri = 'file:///clinic/day.encounter';
    const document = { uri, languageId: 'encounter', version: 1, text: visit };
    await client.sendNotification('textDocument/didOpen', { textDocument: document });
    for (const version of [2, 3]) {
      await client.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      await client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text: `${visit}# ${version}\n` }],
      });
    }
    await client.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    expect(log.filter((line) => line.startsWith('the rule unused-diagnosis failed: TypeError\n'))).toHaveLength(1);
    expect(log.join()).not.toMatch(/MRN|64494/);
    client.dispose();
  });
});
