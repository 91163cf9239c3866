/** How the built programs start: with the code that an earlier run compiled where they can keep it, the same without. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { built } from './support/built.js';
import { spawnServer } from './support/client.js';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const long = new Date('2020-01-01');
let folder = '';
const started: ChildProcess[] = [];

beforeAll(built);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Copies programs to where nothing has run yet. */
function copied(...files: readonly string[]): void {
  for (const file of files) copyFileSync(dist + file, join(folder, file));
  cpSync(`${dist}tables`, join(folder, 'tables'), { recursive: true });
}

/** Puts a program of the test's own in place of the command line; the hash tells its cache from others. */
function written(text: string, hash = '0'): void {
  copied('cli.cjs');
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${text}\n})\n`;
  writeFileSync(join(folder, 'cli.main.cjs'), `${wrapped}// sha256 ${hash.repeat(32)}\n`);
}

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...parameters: readonly string[]): Said {
  const input = 'encounter 1\n';
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'cli.cjs'), ...parameters], {
    encoding: 'utf8',
    input,
    cwd: folder,
  });
  return { status, stdout, stderr };
}

function caches(): readonly string[] {
  return readdirSync(join(folder, 'cache'))
    .sort()
    .map((name) => join(folder, 'cache', name));
}

/** The only cache, made to look old: one that is written again no longer does. */
function aged(): string {
  const [cache = '', ...others] = caches();
  expect(others).toEqual([]);
  utimesSync(cache, long, long);
  return cache;
}

const isOld = (file: string): boolean => statSync(file).mtimeMs === long.getTime();

describe('the command line', () => {
  beforeEach(() => copied('cli.cjs', 'cli.main.cjs'));
  const check = (): Said => run('check', '--today', '2026-11-24', '-');

  test('keeps what the first run compiled, and the second writes nothing', () => {
    const first = check();
    expect(first).toMatchObject({ status: 1, stderr: '' });
    expect(first.stdout).toContain('1 encounter');
    const cache = aged();
    expect(check()).toEqual(first);
    expect(isOld(cache)).toBe(true);
    expect(caches()).toEqual([cache]);
  });

  test.each<[string, (whole: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['cut short', (whole) => whole.subarray(0, whole.length >> 1)],
    ['overwritten with zeros', (whole) => Buffer.alloc(whole.length)],
    ['damaged in its middle', (whole) => Buffer.from(whole).fill(0x5a, whole.length >> 1, (whole.length >> 1) + 64)],
  ])('a cache that is %s is replaced', (_, damage) => {
    const first = check();
    const [cache = ''] = caches();
    writeFileSync(cache, damage(readFileSync(cache)));
    aged();
    expect(check()).toEqual(first);
    expect(caches()).toEqual([cache]);
    expect(isOld(cache)).toBe(false);
    aged();
    expect(check()).toEqual(first);
    expect(isOld(cache)).toBe(true);
  });

  test('runs where nothing can be kept', () => {
    const kept = check();
    rmSync(join(folder, 'cache'), { recursive: true });
    writeFileSync(join(folder, 'cache'), 'a file');
    expect(check()).toEqual(kept);
    expect(check()).toEqual(kept);
    expect(readFileSync(join(folder, 'cache'), 'utf8')).toBe('a file');
  });

  test('somebody who does not own the program keeps nothing beside it, though the folder is open to all', () => {
    check();
    rmSync(join(folder, 'cache'), { recursive: true });
    chmodSync(folder, 0o777);
    const isRoot = process.getuid?.() === 0;
    const { status } = spawnSync(process.execPath, [join(folder, 'cli.cjs'), 'check', '-'], {
      input: 'encounter 1\n',
      ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
    });
    expect(status).toBe(1);
    // Only root can become somebody else.
    expect(existsSync(join(folder, 'cache'))).toBe(!isRoot);
  });

  test('what somebody else keeps there is not run', () => {
    const first = check();
    const cache = aged();
    const isRoot = process.getuid?.() === 0;
    // Only root can give a file away.
    if (isRoot) chownSync(cache, 65534, 65534);
    expect(check()).toEqual(first);
    expect(isOld(cache)).toBe(!isRoot);
  });

  test('several at once write one cache, and nothing else is left', async () => {
    const runs = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [join(folder, 'cli.cjs'), 'check', '-'], {
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      child.stdin.end('encounter 1\n');
      return once(child, 'exit');
    });
    for (const [status] of await Promise.all(runs)) expect(status).toBe(1);
    const cache = aged();
    check();
    expect(isOld(cache)).toBe(true);
  });

  test('each command has its own, and what is refused has none', () => {
    check();
    expect(run('explain', 'nerve-count')).toMatchObject({ status: 0, stderr: '' });
    expect(run('--version')).toMatchObject({ status: 0, stderr: '' });
    expect(run('chekc')).toMatchObject({ status: 2, stdout: '' });
    const kinds = caches().map((file) => /cache.(cli-\w+)-\w{32}-\d+$/.exec(file)?.[1]);
    expect(kinds).toEqual(['cli-check', 'cli-explain', 'cli-main']);
  });

  test('only the newest stay', () => {
    check();
    const [cache = ''] = caches();
    for (const other of [1, 2, 3, 4]) {
      const file = `${cache}${other}`;
      copyFileSync(cache, file);
      utimesSync(file, other, other);
    }
    rmSync(cache);
    check();
    expect(caches()).toEqual([cache, `${cache}3`, `${cache}4`]);
  });
});

const damages: readonly (readonly [what: string, damage: (file: string) => void])[] = [
  ['is missing', (file) => rmSync(file)],
  ['is empty', (file) => writeFileSync(file, '')],
  ['is cut short', (file) => writeFileSync(file, readFileSync(file).subarray(0, -1))],
  ['has something behind it', (file) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(1)]))],
  ['is another file', (file) => writeFileSync(file, 'version https://git-lfs.github.com/spec/v1\n')],
  [
    'is a folder',
    (file) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
];
const advice = /^The installation is damaged: tables\/icd10cm_titles\.table .+; install Encounter Scrubber again$/;

describe.each(damages)('where a table %s', (_, damage) => {
  beforeEach(() => {
    copied('cli.cjs', 'cli.main.cjs', 'server.cjs', 'server.main.cjs');
    damage(join(folder, 'tables', 'icd10cm_titles.table'));
  });

  test.each([
    ['check', '-'],
    ['explain', 'M72.2'],
    ['test', '--shipped'],
  ])('%s says so and judges nothing', (...words) => {
    const { status, stdout, stderr } = run(...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.replace('encounter-scrubber: ', '').trimEnd()).toMatch(advice);
  });

  test('what asks no table still answers', () => {
    expect(run('--version')).toMatchObject({ status: 0, stderr: '' });
    expect(run('schema')).toMatchObject({ status: 0, stderr: '' });
  });

  test.each([
    ['server', []],
    ['cli', ['lsp']],
  ])('%s shows it and serves nothing', async (name, parameters) => {
    const { process: child, connection } = spawnServer(join(folder, `${name}.cjs`), ...parameters, '--stdio');
    started.push(child);
    const shown: string[] = [];
    connection.onNotification('window/showMessage', ({ message }: { message: string }) => void shown.push(message));
    const initialized = connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    await expect(initialized).rejects.toThrow(advice);
    expect(shown).toEqual([expect.stringMatching(advice)]);
    await expect(connection.sendRequest('textDocument/hover')).rejects.toThrow('not initialized');
  });
});

describe.each([
  ['the server', 'server', []],
  ['the command line’s server', 'cli', ['lsp']],
])('%s', (_, name, parameters) => {
  beforeEach(() => copied(`${name}.cjs`, `${name}.main.cjs`));

  /** The status with which it ends. */
  async function served(end: 'exit' | 'close'): Promise<number> {
    const { process: child, connection } = spawnServer(join(folder, `${name}.cjs`), ...parameters, '--stdio');
    started.push(child);
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    const exited = once(child, 'exit');
    if (end === 'exit') {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
    } else {
      child.stdin?.end();
    }
    const [status] = await exited;
    return status;
  }

  test.each(['exit', 'close'] as const)('keeps what it compiled when it ends by %s', async (end) => {
    const status = await served(end);
    const cache = aged();
    expect(await served(end)).toBe(status);
    expect(isOld(cache)).toBe(true);
  });
});

describe('the program inside', () => {
  test('is one module as any other', () => {
    written(`
      const path = require('node:path');
      const answers = {
        file: __filename,
        folder: __dirname,
        exports: module.exports === exports && this === exports,
        id: module.filename,
        near: require.resolve('./cli.cjs'),
        parameters: process.argv.slice(2),
      };
      console.log(JSON.stringify(answers));
    `);
    const first = run('check', 'one');
    expect(first.stderr).toBe('');
    expect(JSON.parse(first.stdout)).toMatchObject({
      file: join(folder, 'cli.main.cjs'),
      folder,
      exports: true,
      id: join(folder, 'cli.main.cjs'),
      near: join(folder, 'cli.cjs'),
      parameters: ['check', 'one'],
    });
    expect(run('check', 'one')).toEqual(first);
  });

  test('is named where an error arose, compiled or kept', () => {
    written('\nfunction inner() { throw new Error("broken"); }\ninner();');
    const first = run();
    expect(first.status).toBe(1);
    expect(first.stderr).toContain('Error: broken');
    expect(first.stderr).toContain(`at inner (${join(folder, 'cli.main.cjs')}:2:26)`);
    expect(caches()).toHaveLength(1);
    expect(run()).toEqual(first);
  });

  test('is never an older one of the same length', () => {
    written("console.log('old')");
    expect(run().stdout).toBe('old\n');
    written("console.log('new')", '1');
    expect(run().stdout).toBe('new\n');
  });

  test('runs without a cache where its build is not named', () => {
    copied('cli.cjs');
    writeFileSync(join(folder, 'cli.main.cjs'), "(() => console.log('here'))");
    expect(run()).toEqual({ status: 0, stdout: 'here\n', stderr: '' });
    expect(readdirSync(folder).sort()).toEqual(['cli.cjs', 'cli.main.cjs', 'tables']);
  });
});

describe.each(['cli', 'server'])('the bundle of %s', (name) => {
  // Whole megabytes would be shown if they were compared.
  const found = (pattern: RegExp): string | undefined =>
    pattern.exec(readFileSync(`${dist}${name}.main.cjs`, 'utf8'))?.[0];

  test('is plain ASCII, which takes half the memory and is read faster', () => {
    expect(found(/.{0,60}[^\0-\x7f]/)).toBeUndefined();
  });

  test('imports nothing while it runs, for which the starter has no loader, and loads nothing from outside', () => {
    expect(found(/(?<![\w$.])import\(.{0,60}/)).toBeUndefined();
    expect(found(/\.createRequire.{0,60}/)).toBeUndefined();
    const modules = readFileSync(`${dist}${name}.main.cjs`, 'utf8').matchAll(/(?<![\w$.])require\("([^"]+)"\)/g);
    expect([...modules].map(([, module = '']) => module).filter((module) => !isBuiltin(module))).toEqual([]);
  });
});

test('a build removes the caches of the one before, and packs none', async () => {
  mkdirSync(`${dist}cache`, { recursive: true });
  const older = `${dist}cache/cli-check-${'0'.repeat(32)}-1`;
  writeFileSync(older, '');
  await built();
  expect(readdirSync(`${dist}cache`)).not.toContain(`cli-check-${'0'.repeat(32)}-1`);
  const { status, stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect(status).toBe(0);
  const files: readonly string[] = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path);
  expect(files).toContain('dist/cli.main.cjs');
  expect(files.filter((file) => file.startsWith('dist/cache'))).toEqual([]);
});
