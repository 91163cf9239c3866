/** `check --from jsonl` and `check --workers`: records as they come, and runs in threads. By the built command line. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { built } from './support/built.js';
import { program, runIn, type Said, visitText as visit } from './support/command-line.js';

let folder = '';

beforeAll(built);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'records-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (parameters: readonly string[], input?: string | Buffer): Promise<Said> =>
  runIn(folder, ['check', '--today', '2026-11-24', ...parameters], input);

const addOn = '  99213  x1  A\n  64494  x1  A\n';
const record = (value: unknown): string => `${JSON.stringify(value)}\n`;
const answersIn = ({ out }: Said) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('records', () => {
  test('are answered a line each, in their order, also where nothing was found', async () => {
    const input = [
      record({ id: 'a', encounter: visit('1', 'MRN-1') }),
      record({ id: 'b', encounter: visit('2', 'MRN-2', addOn) }),
    ];
    const outcome = await run(['--from', 'jsonl'], input.join(''));
    const answers = answersIn(outcome);
    expect(outcome.status).toBe(1);
    expect(answers.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(answers[0]).toMatchObject({ findings: [], checked: [{ file: '-', encounter: '1' }] });
    expect(answers[1].findings.map(({ rule }: { rule: string }) => rule)).toContain('addon-without-primary');
    expect(answers[1].findings[0].range.start.line).toBeLessThan(15);
  });

  test('may hold several encounters, which are judged beside each other and beside no other record’s', async () => {
    const two = visit('1', 'MRN-1') + visit('1', 'MRN-2');
    const answers = answersIn(
      await run(['--from', 'jsonl'], record({ encounter: two }) + record({ encounter: visit('1', 'MRN-3') })),
    );
    expect(answers.map(({ checked }) => checked.length)).toEqual([2, 1]);
    const rules = answers.map(({ findings }) => findings.map(({ rule }: { rule: string }) => rule));
    expect(rules[0]).toContain('duplicate-encounter');
    expect(rules[1]).not.toContain('duplicate-encounter');
  });

  test('keep what else they hold, as it is written', async () => {
    const line = `{"id": 12345678901234567890, "of": {"a": [1.50, "},]\\""]}, "__proto__": {"x": 1}, "findings": 3, "checked": {}, "encounter": ""}\n`;
    const { out } = await run(['--from', 'jsonl'], line);
    expect(out).toBe(
      '{"id":12345678901234567890,"of":{"a": [1.50, "},]\\""]},"__proto__":{"x": 1},"findings":[],"checked":[]}\n',
    );
  });

  test('that cannot be read are told by their lines and in words that hold nothing of them; the others are answered', async () => {
    const lines = [
      '\uFEFF{"id": 1, "encounter": ""}',
      '',
      '   ',
      '{"id": "MRN-77001"',
      '["MRN-77001"]',
      'null',
      '{"id": "MRN-77001"}',
      '{"encounter": {"patient": "MRN-77001"}}',
      '{"id": 9, "encounter": ""}',
    ];
    const bad = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), Buffer.from([0x22, 0xff, 0x22, 10])]);
    const outcome = await run(['--from', 'jsonl'], bad);
    expect(outcome.status).toBe(1);
    expect(outcome.out).not.toContain('77001');
    expect(answersIn(outcome)).toEqual([
      { id: 1, findings: [], checked: [] },
      { line: 4, error: 'the line is not JSON' },
      { line: 5, error: 'the line is not an object' },
      { line: 6, error: 'the line is not an object' },
      { line: 7, error: 'the record has no encounter' },
      { line: 8, error: 'the encounter of the record is not a text' },
      { id: 9, findings: [], checked: [] },
      { line: 10, error: 'the line is not UTF-8 text' },
    ]);
  });

  test('are answered before the input ends', async () => {
    const child = spawn(process.execPath, [program, 'check', '--from', 'jsonl'], { cwd: folder });
    const answered = new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
    child.stdin.write(record({ id: 'first', encounter: visit('1', 'MRN-1') }));
    expect(JSON.parse(await answered).id).toBe('first');
    child.stdin.end();
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(0);
  });

  test('are read from files too, and a file that cannot be read is told at the end', async () => {
    writeFileSync(join(folder, 'day.jsonl'), `${record({ id: 1, encounter: '' }).trimEnd()}`);
    const outcome = await run(['--from', 'jsonl', 'day.jsonl', 'nowhere.jsonl']);
    expect(outcome).toMatchObject({
      status: 2,
      out: '{"id":1,"findings":[],"checked":[]}\n',
      err: 'encounter-scrubber: nowhere.jsonl does not exist\n',
    });
  });

  test.each([
    [['--from', 'csv'], '--from takes jsonl, not csv'],
    [['--from', 'jsonl', '--fix'], '--fix writes files and cannot be used with --from'],
    [['--from', 'jsonl', '--format', 'html'], '--from jsonl answers in JSON lines: --format cannot be html with it'],
    [['--from', 'jsonl', '--write-history', 'h'], '--write-history and --from cannot be used together'],
    [['--from', 'jsonl', '-', '-'], 'standard input is named twice'],
    [['--workers', '0'], '--workers takes a number from 1 to 99, not 0'],
  ])('%j is wrong usage', async (parameters, message) => {
    expect(await run(parameters)).toEqual({ status: 2, out: '', err: `encounter-scrubber: ${message}\n` });
  });
});

describe('threads', () => {
  /** Files whose encounters share ids, patients and visits with those of others. */
  const writeFiles = (): void => {
    mkdirSync(join(folder, 'a'));
    for (let file = 0; file < 6; file += 1) {
      const texts = Array.from({ length: 15 }, (_, at) =>
        visit(`${file}-${at % 12}`, `MRN-${(file * 7 + at) % 40}`, at % 3 ? undefined : addOn),
      );
      writeFileSync(join(folder, 'a', `${file}.encounter`), texts.join(''));
    }
    writeFileSync(join(folder, 'a', '3.encounter'), Buffer.from([0xff, 0xff]));
    writeFileSync(join(folder, 'a', 'x.payer.yaml'), 'payer: x\n');
  };

  test.each(['json', 'jsonl', 'text', 'sarif', 'github', 'junit', 'html', 'queries'])(
    'give the bytes of one, in %s',
    async (format) => {
      writeFiles();
      const one = await run(['--workers', '1', '--no-fixes', '--format', format]);
      const three = await run(['--workers', '3', '--no-fixes', '--format', format]);
      expect(one.out.length).toBeGreaterThan(10);
      expect(three).toEqual(one);
    },
  );

  test('answer records in their order', async () => {
    const records = Array.from({ length: 150 }, (_, id) =>
      record({ id, encounter: visit(`${id}`, `MRN-${id}`, id % 3 ? undefined : addOn) }),
    ).join('');
    const one = await run(['--from', 'jsonl', '--workers', '1', '--no-fixes'], records);
    const three = await run(['--from', 'jsonl', '--workers', '3', '--no-fixes'], records);
    expect(answersIn(one).map(({ id }) => id)).toEqual(Array.from({ length: 150 }, (_, id) => id));
    expect(three).toEqual(one);
  });
});
