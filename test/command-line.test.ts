/** The built command line, as a coder's script, a reviewer and CI run it. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { built } from './support/built.js';
import { mueFile } from './support/cms-files.js';
import { program, runIn, type Said } from './support/command-line.js';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
let folder = '';

beforeAll(built);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'encounters-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (parameters: readonly string[], input?: string, env?: NodeJS.ProcessEnv): Promise<Said> =>
  runIn(folder, parameters, input, env);
/** Root may read everything, so that it runs the program as somebody else, from a copy that anybody may read. */
function asNobody(...parameters: string[]): Promise<Said> {
  const copy = join(folder, 'cli.cjs');
  cpSync(program, copy);
  cpSync(program.replace(/\.cjs$/, '.main.cjs'), join(folder, 'cli.main.cjs'));
  cpSync(join(program, '../tables'), join(folder, 'tables'), { recursive: true });
  const isRoot = process.getuid?.() === 0;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [copy, ...parameters],
      { cwd: folder, ...(isRoot ? { uid: 65534, gid: 65534 } : {}) },
      (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
}
const check = (...parameters: string[]): Promise<Said> => run(['check', '--today', '2026-11-24', ...parameters]);

const clean = `encounter 1
patient: MRN-1
date: 2026-11-16
payer: cpt
place: 11
provider: 1234567893
diagnoses
  A: M54.2
procedure evaluation
lines
  99213  x1  A
`;
const wrong = clean
  .replace('encounter 1', 'encounter 2')
  .replace('MRN-1', 'MRN-2')
  .replace('  99213  x1  A', '  99213-KX  x1  A\n  64494  x1  A');

function write(name: string, text: string | Uint8Array): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

describe('the exit status', () => {
  test('is 0 for nothing at error level, 1 for something', async () => {
    write('clean.encounter', clean);
    write('wrong.encounter', wrong);
    expect((await check('clean.encounter')).status).toBe(0);
    expect((await check('wrong.encounter')).status).toBe(1);
    expect((await check('--rule', 'addon-without-primary=warning', 'wrong.encounter')).status).toBe(0);
  });

  test.each([
    [['check', 'none.encounter'], 'none.encounter does not exist'],
    [['check', 'empty'], 'nothing to check in empty'],
    [['check', '*.nothing'], 'nothing to check in *.nothing'],
    [['check', '--format', 'xml'], '--format takes text, json, jsonl, sarif, github, junit, html or queries, not xml'],
    [['check', '--formt', 'json'], 'check has no option --formt; did you mean --format?'],
    [['check', '--today', '11/16/2026'], '--today takes a date such as 2026-11-16, not 11/16/2026'],
    [['check', '--rule', 'level-overcout=off'], 'unknown rule level-overcout; did you mean level-overcount?'],
    [['check', '--rule', 'syntax=loud'], '--rule syntax takes error, warning, information, hint or off, not loud'],
    [['check', '--min-severity', 'off'], '--min-severity takes error, warning, information or hint, not off'],
    [['check', '--fix', '--no-fixes'], '--fix and --no-fixes cannot be used together'],
    [['check', '--fix', '-'], '--fix writes files and cannot be used with -'],
    [['check', '--policies', 'nowhere', 'a.encounter'], '--policies takes a folder, and nowhere is not one'],
    [['chek'], 'unknown command chek; did you mean check?'],
    [['format'], 'format takes files, folders or globs, or - for standard input'],
    [['format', '-', 'a.encounter'], '- is formatted to standard output, and alone'],
    [['format', 'empty'], 'nothing to format in empty'],
    [['format', '--chek', '.'], 'format has no option --chek; did you mean --check?'],
    [
      ['explain'],
      'explain takes a rule, a code, two codes, a payer or words, such as nerve-count, 64493, noridian or rfa lumbar',
    ],
    [['explain', 'nerve-cuont'], 'no rule or code named nerve-cuont; did you mean the rule nerve-count?'],
    [['explain', '64943'], 'no rule or code named 64943; did you mean the code 64493?'],
    [[], 'missing command; use check, test, format, impact, explain, note, schema or lsp (see --help)'],
    [['check', ''], 'a PATH is empty'],
    [['check', '--output', '', 'empty'], '--output needs a value'],
    [['test', 'empty'], 'no payer policy in empty'],
    [['test', 'none.payer.yaml'], 'none.payer.yaml does not exist'],
    [['test', '--covrage'], 'test has no option --covrage; did you mean --coverage?'],
    [['test', '--shipped', '.'], '--shipped tests the built-in policies and cannot be used with PATH or --policies'],
    [['impact'], 'impact takes one git revision, such as HEAD or main, or --tables DIR'],
    [['impact', 'HEAD', '--tables', 'x'], 'impact takes a git revision or --tables, not both'],
    [['impact', '--tables', 'nowhere'], '--tables takes a folder, and nowhere is not one'],
    [['impact', 'HEAD', '--format', 'xml'], '--format takes text or json, not xml'],
    [['schema', 'policy'], 'schema takes only --project, not policy'],
  ])('is 2 for %j, with one line that says why', async (parameters, message) => {
    mkdirSync(join(folder, 'empty'));
    write('a.encounter', wrong);
    const { status, err } = await run(parameters);
    expect(status).toBe(2);
    expect(err).toBe(`encounter-scrubber: ${message}\n`);
  });
});

describe('what is read', () => {
  test('is every encounter below a folder, by path, but nothing in node_modules or behind a point', async () => {
    for (const name of [
      'b/x.encounter',
      'a.encounter',
      'b/a/y.encounter',
      'node_modules/z.encounter',
      '.hidden/z.encounter',
      'notes.txt',
    ])
      write(name, wrong);
    write('.gitignore', '*.encounter\n');
    const { findings } = JSON.parse((await check('--format', 'json')).out);
    expect([...new Set(findings.map(({ file }: { file: string }) => file))]).toEqual([
      'a.encounter',
      'b/a/y.encounter',
      'b/x.encounter',
    ]);
  });

  test('comes in the order named, each file once, globs too; what is excluded is passed over', async () => {
    for (const name of ['a.encounter', 'b.encounter', 'old/c.encounter']) write(name, wrong);
    const files = async (...parameters: string[]) => {
      const { findings } = JSON.parse((await check('--format', 'json', ...parameters)).out);
      return [...new Set(findings.map(({ file }: { file: string }) => file))];
    };
    expect(await files('b.encounter', './a.encounter', 'b.encounter')).toEqual(['b.encounter', 'a.encounter']);
    expect(await files('*.encounter')).toEqual(['a.encounter', 'b.encounter']);
    expect(await files(join(folder, 'a.encounter'), 'old/../a.encounter')).toEqual(['a.encounter']);
    expect(await files(join(folder, 'old'))).toEqual(['old/c.encounter']);
    symlinkSync('a.encounter', join(folder, 'link.encounter'));
    symlinkSync('old', join(folder, 'linked'));
    expect(await files('a.encounter', 'link.encounter')).toEqual(['a.encounter']);
    expect(await files('old', 'linked')).toEqual(['old/c.encounter']);
    expect(await files('link.encounter')).toEqual(['link.encounter']);
    rmSync(join(folder, 'link.encounter'));
    rmSync(join(folder, 'linked'));
    expect(await files('--exclude', 'old/**', '--exclude', 'a.*', '.')).toEqual(['b.encounter']);
  });

  test('may have a name that a pattern could have', async () => {
    write('we[ird/a[1].encounter', wrong);
    const { findings, summary } = JSON.parse(
      (await check('--format', 'json', 'we[ird/a[1].encounter', './we[ird/a[1].encounter', 'we[ird')).out,
    );
    expect(findings[0].file).toBe('we[ird/a[1].encounter');
    expect(summary.files).toBe(1);
  });

  test('is reported in file order, policies among encounters', async () => {
    for (const name of ['a/a.encounter', 'a/c.encounter', 'x.encounter']) write(name, wrong);
    for (const name of ['a/b.payer.yaml', 'z.payer.yaml', 'more/m.payer.yaml']) write(name, `payr: ${name}\n`);
    const parameters = ['--policies', 'more', 'z.payer.yaml', 'a', 'x.encounter'];
    const { findings } = JSON.parse((await check('--format', 'json', ...parameters)).out);
    expect([...new Set(findings.map(({ file }: { file: string }) => file))]).toEqual([
      'z.payer.yaml',
      'a/a.encounter',
      'a/b.payer.yaml',
      'a/c.encounter',
      'x.encounter',
      'more/m.payer.yaml',
    ]);
  });

  test('may be standard input', async () => {
    const { out, status } = await run(['check', '--format', 'json', '-'], wrong);
    expect(status).toBe(1);
    expect(JSON.parse(out).findings[0].file).toBe('-');
  });

  test('is judged by the policies beside it, below the folder and in --policies, and those below a PATH are checked', async () => {
    const policy = 'payer: acme\nbilateral:\n  primary: rt-lt\nseverity:\n  level-undercout: off\n';
    write('clinic/acme.payer.yaml', policy);
    write('clinic/day.encounter', clean.replace('payer: cpt', 'payer: acme'));
    expect((await check('clinic/day.encounter')).out).toContain('nothing found');
    const { status, out } = await check('clinic');
    expect(status).toBe(1);
    expect(out).toMatch(/clinic\/acme\.payer\.yaml:5:3 {2}error {2}.*payer-unknown-rule/);
    expect(out).toContain('= fix: Change to level-undercount');
    write('elsewhere/beta.payer.yaml', 'payer: beta\n');
    write('day.encounter', clean.replace('payer: cpt', 'payer: gamma'));
    write('more/gamma.payer.yaml', 'payer: gamma\n');
    expect((await check('--policies', 'more', 'day.encounter')).status).toBe(0);
  });

  test('counts duplicates over the whole run', async () => {
    write('a.encounter', clean);
    write('b.encounter', clean);
    const { findings } = JSON.parse((await check('--format', 'json')).out);
    expect(findings).toMatchObject([
      { file: 'b.encounter', rule: 'duplicate-encounter', related: [{ file: 'a.encounter' }] },
    ]);
  });
});

describe('JSON', () => {
  test('holds each finding with its place, fixes and reason, and the same input gives the same bytes', async () => {
    write(
      'wrong.encounter',
      wrong.replace('64494  x1  A', '64494  x1  A  # allow missing-side, addon-without-primary: first claim'),
    );
    const first = await check('--format', 'json', 'wrong.encounter');
    expect((await check('--format', 'json', 'wrong.encounter')).out).toBe(first.out);
    const report = JSON.parse(first.out);
    expect(report.version).toBe(1);
    expect(report.findings[0]).toEqual({
      file: 'wrong.encounter',
      encounter: '2',
      rule: 'addon-without-primary',
      severity: 'error',
      message: expect.stringContaining('Add-on code 64494 has no primary'),
      range: { start: { line: 11, character: 2 }, end: { line: 11, character: 7 } },
      proof: { tables: ['CMS add-on code file, 2026-04-01'] },
      denials: [
        { group: 'CO', carc: 'B15', says: expect.stringContaining('base procedure'), confidence: 'second-hand' },
        {
          when: 'payer that names the add-on',
          group: 'CO',
          carc: '107',
          rarc: ['N122'],
          says: expect.stringContaining('cannot stand alone'),
          confidence: 'unconfirmed',
        },
      ],
      related: [],
      fixes: [],
      allowed: { reason: 'first claim' },
    });
    expect(report.summary).toEqual({
      files: 1,
      encounters: 1,
      error: 0,
      warning: 1,
      information: 0,
      hint: 0,
      allowed: 1,
    });
    expect(first.status).toBe(0);
  });

  test('leads from a finding to the statement of the policy it rests on, its source and the day it was read', async () => {
    write(
      'acme.payer.yaml',
      `payer: acme
name: Acme
extends: cpt
require:
  - for: 99213
    modifiers: [KX]
    source: https://acme.example/kx.pdf
    read: 2026-11-01
    confidence: second-hand
`,
    );
    write('clean.encounter', clean.replace('payer: cpt', 'payer: acme'));
    const { findings } = JSON.parse((await check('--format', 'json', 'clean.encounter')).out);
    expect(findings.map(({ rule, proof }: { rule: string; proof: unknown }) => [rule, proof])).toEqual([
      [
        'required-modifier',
        {
          policies: [
            {
              file: 'acme.payer.yaml',
              range: { start: { line: 5, character: 4 }, end: { line: 5, character: 13 } },
              policy: 'acme',
              says: '99213: KX on each line',
              source: 'https://acme.example/kx.pdf',
              read: '2026-11-01',
              confidence: 'second-hand',
            },
          ],
        },
      ],
    ]);
    expect(findings[0].source).toBe('https://acme.example/kx.pdf');
  });

  test('leaves out what is less severe, and the encounter of text before the first heading', async () => {
    write('wrong.encounter', `stray\n${wrong}`);
    const { findings } = JSON.parse(
      (await check('--format', 'json', '--min-severity', 'error', 'wrong.encounter')).out,
    );
    expect(findings.map(({ rule, encounter }: { rule: string; encounter?: string }) => [rule, encounter])).toEqual([
      ['syntax', undefined],
      ['addon-without-primary', '2'],
    ]);
  });

  test('counts no byte order mark as a character', async () => {
    write('mark.encounter', `\uFEFF${wrong}`);
    const { findings } = JSON.parse((await check('--format', 'json', 'mark.encounter')).out);
    expect(findings[0].range.start).toEqual({ line: 11, character: 2 });
  });

  test('goes to a file where one is named', async () => {
    write('wrong.encounter', wrong);
    const { out, status } = await check('--format', 'json', '--output', 'report.json', 'wrong.encounter');
    expect([out, status]).toEqual(['', 1]);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).version).toBe(1);
  });
});

describe('text', () => {
  test('shows the line, underlines the place and gives the fix', async () => {
    write('wrong.encounter', wrong);
    const { out } = await check('wrong.encounter');
    expect(out).toContain(
      [
        'wrong.encounter:12:3  error  Add-on code 64494 has no primary on this claim: add 64493 (or 64490, where T12-L1 and L1-L2 were treated)  addon-without-primary',
        '    12 |   64494  x1  A',
        '       |   ^^^^^',
        '       = fix: Add 64493 before it',
      ].join('\n'),
    );
    expect(out).toMatch(/\n1 file, 1 encounter: 1 error[^\n]*\n$/);
  });

  test('is colored where color is forced, and not into a pipe', async () => {
    write('wrong.encounter', wrong);
    expect((await check('wrong.encounter')).out).not.toContain('\u001b[');
    expect((await run(['check', 'wrong.encounter'], '', { FORCE_COLOR: '1' })).out).toContain('\u001b[31m');
  });

  test('underlines right behind tabs and emoji, and cuts a line that is too long', async () => {
    write('wide.encounter', `encounter 1\nnote: 😀\n\t😀 ?\n${'y'.repeat(5000)}\n`);
    const { out } = await check('wide.encounter');
    expect(out).toContain('     3 |   😀 ?\n       |   ^^^^\n');
    for (const line of out.split('\n')) if (line.includes('yyy')) expect(line.length).toBeLessThan(200);
  });
});

describe('control characters', () => {
  /** What moves a cursor, rings, or turns the order of what follows it. */
  const controls = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
  const hostile = '\x1b]0;x\x07\x9b2J\u202e\u2066';

  test
    .runIf(process.platform !== 'win32')
    .each(['text', 'github', 'junit', 'html', 'queries', 'json', 'jsonl', 'sarif'])(
    'of a file or its name reach nobody in %s',
    async (format) => {
      const text = wrong
        .replace('payer: cpt', `payer: c${hostile}pt`)
        .replace('99213-KX', `99213-K${hostile}`)
        .replace('64494  x1  A', `64494  x1  A  # allow missing-side, addon-without-primary: first ${hostile}`);
      write(`a${hostile}.encounter`, `${hostile}stray\n${text}`);
      write(`b${hostile}.payer.yaml`, `payer: acme\nna${hostile}me: x\n`);
      const { out, err } = await check('--format', format, '.', `none${hostile}.encounter`);
      expect(out).not.toMatch(controls);
      expect(err).not.toMatch(controls);
      expect(err).toContain('does not exist');
      if (format === 'json') expect(JSON.parse(out).findings[0].file).toBe(`a${hostile}.encounter`);
      if (format === 'queries') return;
      expect(out.length).toBeGreaterThan(200);
    },
  );

  test('of arguments, policies and encounters reach nobody from the other commands', async () => {
    expect((await run(['explain', hostile])).err).not.toMatch(controls);
    expect((await run([hostile])).err).not.toMatch(controls);
    expect((await run(['check', `--${hostile}`])).err).not.toMatch(controls);
    write('acme.payer.yaml', withExample('[]').replace('both sides', `both ${hostile} sides`));
    for (const format of ['text', 'json']) {
      const { out } = await run(['test', '--format', format, '--coverage']);
      expect(out).toContain('sides');
      expect(out).not.toMatch(controls);
    }
  });
});

describe('--no-fixes', () => {
  test('leaves fixes out of every form, and changes nothing else', async () => {
    write('wrong.encounter', wrong);
    write('acme.payer.yaml', 'payer: acme\nnmae: x\n');
    const withFixes = JSON.parse((await check('--format', 'json')).out);
    const without = JSON.parse((await check('--format', 'json', '--no-fixes')).out);
    expect(withFixes.findings.flatMap(({ fixes }: { fixes: unknown[] }) => fixes).length).toBeGreaterThan(1);
    expect(without).toEqual({
      ...withFixes,
      findings: withFixes.findings.map((finding: object) => ({ ...finding, fixes: [] })),
    });
    for (const format of ['text', 'html', 'sarif']) {
      const { out, status } = await check('--format', format, '--no-fixes');
      expect([status, out]).toEqual([1, expect.not.stringMatching(/= fix|Fix:|"fixes"/)]);
    }
  });
});

describe('format', () => {
  const untidy = clean.replace('  A: M54.2', 'a:m54.2   ').replace('evaluation', 'Evaluation');

  test('writes the files that change and names them; a byte order mark, the line ends and the mode stay', async () => {
    const ends = (text: string): string => text.replaceAll('\n', '\r\n');
    write('day/a.encounter', untidy);
    write('day/b.encounter', clean);
    write('day/c.encounter', `\uFEFF${ends(untidy)}`);
    write('day/acme.payer.yaml', 'payer:   acme\n');
    chmodSync(join(folder, 'day/a.encounter'), 0o640);
    expect(await run(['format', 'day'])).toEqual({ status: 0, out: 'day/a.encounter\nday/c.encounter\n', err: '' });
    expect(readFileSync(join(folder, 'day/a.encounter'), 'utf8')).toBe(clean);
    expect(statSync(join(folder, 'day/a.encounter')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, 'day/c.encounter'), 'utf8')).toBe(`\uFEFF${ends(clean)}`);
    expect(readFileSync(join(folder, 'day/acme.payer.yaml'), 'utf8')).toBe('payer:   acme\n');
    expect(await run(['format', 'day'])).toEqual({ status: 0, out: '', err: '' });
  });

  test('--check writes nothing, and its exit status is 1 where a file would change', async () => {
    write('a.encounter', untidy);
    write('b.encounter', clean);
    expect(await run(['format', '--check', '*.encounter'])).toEqual({ status: 1, out: 'a.encounter\n', err: '' });
    expect(readFileSync(join(folder, 'a.encounter'), 'utf8')).toBe(untidy);
    expect(await run(['format', '--check', '--exclude', 'a*', '.'])).toEqual({ status: 0, out: '', err: '' });
  });

  test('leaves a file that is no UTF-8 text as it is, names it, and formats the others', async () => {
    const latin = Buffer.from(untidy.replace('evaluation', '\u00e9'), 'latin1');
    write('a.encounter', Buffer.concat([latin, Buffer.from([0xe9])]));
    write('b.encounter', untidy);
    write('scrubber.yaml', 'exclude: [old/**]\n');
    write('old/c.encounter', untidy);
    const { status, out, err } = await run(['format', '.']);
    expect([status, out]).toEqual([2, 'b.encounter\n']);
    expect(err).toMatch(/^encounter-scrubber: a\.encounter is not UTF-8 text.*\n$/);
    expect(readFileSync(join(folder, 'a.encounter')).equals(Buffer.concat([latin, Buffer.from([0xe9])]))).toBe(true);
    expect(readFileSync(join(folder, 'old/c.encounter'), 'utf8')).toBe(untidy);
  });

  test('writes over what a killed run left, and leaves nothing beside the file', async () => {
    write('day/a.encounter', untidy);
    write('day/.a.encounter.encounter-scrubber.tmp', untidy.slice(0, 40));
    expect(await run(['format', 'day'])).toEqual({ status: 0, out: 'day/a.encounter\n', err: '' });
    expect(readdirSync(join(folder, 'day'))).toEqual(['a.encounter']);
    expect(readFileSync(join(folder, 'day/a.encounter'), 'utf8')).toBe(clean);
  });

  test('keeps the other names of a file, and its owner', async () => {
    write('a.encounter', untidy);
    linkSync(join(folder, 'a.encounter'), join(folder, 'also.txt'));
    write('b.encounter', untidy);
    // Only an administrator can give a file away.
    const owner = process.getuid?.() === 0 ? 4321 : statSync(join(folder, 'b.encounter')).uid;
    chownSync(join(folder, 'b.encounter'), owner, statSync(join(folder, 'b.encounter')).gid);
    const { ino } = statSync(join(folder, 'a.encounter'));
    expect((await run(['format', '.'])).out).toBe('a.encounter\nb.encounter\n');
    expect(readFileSync(join(folder, 'also.txt'), 'utf8')).toBe(clean);
    expect(statSync(join(folder, 'a.encounter')).ino).toBe(ino);
    expect(statSync(join(folder, 'b.encounter')).uid).toBe(owner);
    expect(readFileSync(join(folder, 'b.encounter'), 'utf8')).toBe(clean);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('leaves a read-only file as it is, names it, and formats the others', async () => {
    write('a.encounter', untidy);
    write('b.encounter', untidy);
    chmodSync(join(folder, 'a.encounter'), 0o444);
    expect(await run(['format', '.'])).toEqual({
      status: 2,
      out: 'b.encounter\n',
      err: 'encounter-scrubber: a.encounter cannot be written: permission denied\n',
    });
    expect(readFileSync(join(folder, 'a.encounter'), 'utf8')).toBe(untidy);
  });

  test('- formats standard input to standard output', async () => {
    expect(await run(['format', '-'], untidy)).toEqual({ status: 0, out: clean, err: '' });
    expect(await run(['format', '-'], `\uFEFF${clean}`)).toEqual({ status: 0, out: `\uFEFF${clean}`, err: '' });
    expect(await run(['format', '--check', '-'], untidy)).toEqual({ status: 1, out: '-\n', err: '' });
  });

  test('does not format a payer policy', async () => {
    write('acme.payer.yaml', 'payer:   acme\n');
    const { status, err } = await run(['format', 'acme.payer.yaml']);
    expect([status, err]).toEqual([
      2,
      'encounter-scrubber: acme.payer.yaml is a payer policy: only encounters are formatted\n',
    ]);
  });
});

describe('--fix', () => {
  test('writes what is always right, reports the rest and keeps byte order mark, line ends and mode', async () => {
    const text = `\uFEFF${wrong.replace('2026-11-16', '11/16/2026').replaceAll('\n', '\r\n')}`;
    write('wrong.encounter', text);
    chmodSync(join(folder, 'wrong.encounter'), 0o640);
    const { status, out } = await check('--fix', 'wrong.encounter');
    expect(readFileSync(join(folder, 'wrong.encounter'), 'utf8')).toBe(text.replace('11/16/2026', '2026-11-16'));
    expect(statSync(join(folder, 'wrong.encounter')).mode & 0o777).toBe(0o640);
    expect(status).toBe(1);
    expect(out).not.toContain('US date');
  });

  test('leaves a file alone that needs nothing', async () => {
    write('clean.encounter', clean);
    const before = statSync(join(folder, 'clean.encounter')).mtimeMs;
    await check('--fix', '.');
    expect(statSync(join(folder, 'clean.encounter')).mtimeMs).toBe(before);
  });

  test('writes what a link points to', async () => {
    write('real.encounter', wrong.replace('2026-11-16', '11/16/2026'));
    symlinkSync('real.encounter', join(folder, 'link.encounter'));
    await check('--fix', 'link.encounter');
    expect(readFileSync(join(folder, 'real.encounter'), 'utf8')).toContain('date: 2026-11-16');
  });
});

describe('the history of earlier runs', () => {
  const policy =
    'payer: acme\nname: Acme\nlimits:\n  - for: facet-destruction\n    sessions: { max: 1, within: 12 months, per: region }\n';
  const ablation = (id: string, date: string) =>
    `encounter ${id}\npatient: P-1\ndate: ${date}\npayer: acme\nplace: 24\nprovider: 1234567893\ndiagnoses\n  A: M47.816\nprocedure facet-destruction\n  technique: radiofrequency\n  levels: L4-L5\n  side: left\n  guidance: fluoroscopy\nlines\n  64635-LT  x1  A\n`;

  test('counts, and each counted session leads to where it stood', async () => {
    write('acme.payer.yaml', policy);
    write('may/day.encounter', `# The first of the year\n${ablation('2026-1', '2026-05-04')}`);
    write('november/day.encounter', ablation('2026-2', '2026-11-16'));
    expect((await check('may', '--write-history', 'history.jsonl')).status).toBe(0);
    expect((await check('november')).out).toContain('nothing found');
    rmSync(join(folder, 'may'), { recursive: true });
    const { status, out } = await check('november', '--history', 'history.jsonl', '--format', 'json');
    expect(status).toBe(1);
    const [finding] = JSON.parse(out).findings;
    expect(finding.rule).toBe('frequency-limit');
    expect(finding.related).toContainEqual({
      file: 'may/day.encounter',
      range: { start: { line: 1, character: 10 }, end: { line: 1, character: 16 } },
      message: expect.stringContaining('2026-05-04'),
    });
  });

  test('counts as the first version wrote it', async () => {
    write('acme.payer.yaml', policy);
    write('may.encounter', ablation('2026-1', '2026-05-04'));
    await check('may.encounter', '--write-history', 'history.jsonl');
    const written = readFileSync(join(folder, 'history.jsonl'), 'utf8');
    expect(written).toContain('"neighbor":');
    write('history.jsonl', written.replaceAll('"neighbor":', '"neighbour":'));
    // The same visit under another id, so that the neighbor is asked for too.
    write('november.encounter', ablation('2026-2', '2026-11-16') + ablation('2026-3', '2026-05-04'));
    const { err, out } = await check('november.encounter', '--history', 'history.jsonl');
    expect(err).toBe('');
    expect(out).toContain('frequency-limit');
    expect(out).toContain('duplicate-encounter');
  });

  test('is carried on from run to run, and a file that is read again replaces what was known of it', async () => {
    write('acme.payer.yaml', policy);
    write('may.encounter', ablation('2026-1', '2026-05-04'));
    write('june.encounter', ablation('2026-3', '2022-06-04'));
    const history = ['--history', 'history.jsonl', '--write-history', 'history.jsonl'];
    await check('may.encounter', '--write-history', 'history.jsonl');
    await check('june.encounter', ...history);
    const lines = readFileSync(join(folder, 'history.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.slice(1).map((line) => JSON.parse(line).file)).toEqual(['june.encounter', 'may.encounter']);
    write('november.encounter', ablation('2026-2', '2026-11-16'));
    expect((await check('november.encounter', '--history', 'history.jsonl')).out).toContain('frequency-limit');
    write('may.encounter', ablation('2026-1', '2024-05-04'));
    expect((await check('.', '--history', 'history.jsonl')).out).not.toContain('frequency-limit');
  });

  test('tells the global period of an earlier procedure, and what was written before it did is read too', async () => {
    write('acme.payer.yaml', 'payer: acme\nname: Acme\n');
    write('day.encounter', ablation('2026-1', '2026-11-09'));
    write('visit.encounter', ablation('2026-2', '2026-11-16').replace('64635-LT  x1', '64640     x1'));
    await check('day.encounter', '--write-history', 'history.jsonl');
    const told = await check('visit.encounter', '--history', 'history.jsonl');
    expect(told.out).toContain('procedure-in-global-period');
    const older = readFileSync(join(folder, 'history.jsonl'), 'utf8').replace(/"surgeries":\[[^\]]*\],/, '');
    expect(older).not.toContain('surgeries');
    write('older.jsonl', older);
    const { out, err } = await check('visit.encounter', '--history', 'older.jsonl');
    expect(`${out}${err}`).not.toMatch(/global-period|internal-error|older\.jsonl/);
  });

  test('that is none, or is cut off, is named with its line, and the rest is checked', async () => {
    write('day.encounter', clean);
    write('none.jsonl', 'patients\n');
    const none = await check('day.encounter', '--history', 'none.jsonl');
    expect(none.status).toBe(2);
    expect(none.err).toMatch(/none\.jsonl, line 1, is not a history file: its first line should be \{"history"/);
    expect(none.out).toContain('1 encounter');
    await check('day.encounter', '--write-history', 'cut.jsonl');
    writeFileSync(join(folder, 'cut.jsonl'), readFileSync(join(folder, 'cut.jsonl'), 'utf8').slice(0, -40));
    expect((await check('day.encounter', '--history', 'cut.jsonl')).err).toMatch(/cut\.jsonl, line 2, is not JSON/);
    expect((await check('day.encounter', '--history', 'missing.jsonl')).err).toMatch(/missing\.jsonl/);
  });
});

describe('bad input', () => {
  test.each<[string, string | Uint8Array, string]>([
    [
      'binary',
      Uint8Array.from({ length: 5000 }, (_, index) => (index * 37) % 256),
      'is not UTF-8 text: it is a binary file or was saved in another encoding',
    ],
    ['in PDF', '%PDF-1.7\nencounter 1\n', 'is a PDF: only text files are read'],
    [
      'in Word',
      zipSync({ '[Content_Types].xml': new Uint8Array(9), 'word/document.xml': new Uint8Array(9) }),
      'is a Word document: only text files are read',
    ],
    [
      'in Excel',
      zipSync({ '[Content_Types].xml': new Uint8Array(9), 'xl/workbook.xml': new Uint8Array(9) }),
      'is an Excel workbook: only text files are read',
    ],
    ['packed', zipSync({ 'a.encounter': new Uint8Array(9) }), 'is a zip archive: only text files are read'],
    [
      'of an old Office',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'is an Office document: only text files are read',
    ],
    ['in UTF-16', Uint8Array.from([0xff, 0xfe, 0x65, 0, 0x6e, 0]), 'is UTF-16 text: save it as UTF-8'],
    [
      'with half an emoji',
      Uint8Array.from([0x65, 0xed, 0xa0, 0xbd]),
      'is not UTF-8 text: it is a binary file or was saved in another encoding',
    ],
  ])('a file %s is named, and everything else is checked', async (_, bytes, message) => {
    write('a.encounter', wrong);
    write('bad.encounter', bytes);
    const { status, err, out } = await check('a.encounter', 'bad.encounter');
    expect([status, err]).toEqual([2, `encounter-scrubber: bad.encounter ${message}\n`]);
    expect(out).toContain('a.encounter:12:3');
  });

  test('standard input that is no text, or another program’s file, is told as a file is', async () => {
    expect(await run(['check', '-'], '%PDF-1.7\n')).toMatchObject({
      status: 2,
      err: 'encounter-scrubber: - is a PDF: only text files are read\n',
    });
    const claims = 'ISA*00*          *00*          *ZZ*A*ZZ*B*261116*0900*^*00501*1*0*P*:~ST*835*0001~';
    const { status, out } = await run(['check', '-'], claims);
    expect([status, out]).toEqual([1, expect.stringContaining('This is an X12 835 file, not an encounter file')]);
    expect(out).toContain('0 encounters: 1 error');
  });

  test('a missing file, a folder without encounters and a link in a circle are named, and the rest is checked', async () => {
    write('a.encounter', wrong);
    mkdirSync(join(folder, 'folder.encounter'));
    symlinkSync('loop.encounter', join(folder, 'loop.encounter'));
    const { status, err, out } = await check('none.encounter', 'folder.encounter', 'loop.encounter', 'a.encounter');
    expect(status).toBe(2);
    expect(err).toBe(
      'encounter-scrubber: none.encounter does not exist\nencounter-scrubber: nothing to check in folder.encounter\nencounter-scrubber: loop.encounter is a link that leads back to itself\n',
    );
    expect(out).toContain('a.encounter:12:3');
  });

  test.runIf(process.platform !== 'win32')('a pipe that never ends is no file', async () => {
    spawnSync('mkfifo', [join(folder, 'pipe.encounter')]);
    expect(existsSync(join(folder, 'pipe.encounter'))).toBe(true);
    expect((await check('pipe.encounter')).err).toBe('encounter-scrubber: pipe.encounter is not a file or a folder\n');
  });

  test.runIf(process.platform === 'linux')(
    'a file or folder without permission is named, and everything else is checked',
    async () => {
      write('a.encounter', wrong);
      write('secret.encounter', wrong);
      write('private/b.encounter', wrong);
      chmodSync(folder, 0o755);
      chmodSync(join(folder, 'secret.encounter'), 0);
      chmodSync(join(folder, 'private'), 0);
      const { err, out, status } = await asNobody('check', '.', 'private', 'private/b.encounter');
      expect(err.split('\n').sort()).toEqual([
        '',
        'encounter-scrubber: private cannot be read: permission denied',
        'encounter-scrubber: private cannot be read: permission denied',
        'encounter-scrubber: private/b.encounter cannot be read: permission denied',
        'encounter-scrubber: secret.encounter cannot be read: permission denied',
      ]);
      expect([status, out]).toEqual([2, expect.stringContaining('a.encounter:12:3')]);
    },
  );

  test('NUL, a lone CR, mixed line ends and an empty file are text', async () => {
    write('a.encounter', `encounter 1\r\u0000\rdate: 2026-11-16\r\npayer: cpt\nlines\r`);
    write('empty.encounter', '');
    const { status, out, err } = await check('--format', 'json', '.');
    expect([status, err]).toEqual([1, '']);
    expect(JSON.parse(out).findings[0]).toMatchObject({ rule: 'missing-field' });
    expect(JSON.parse(out).summary.encounters).toBe(1);
  });

  test('50 MB and a line of a million characters are read in seconds', async () => {
    write('long.encounter', `encounter 1\n${'x'.repeat(1_000_000)}\nlines\n  64493-${'5'.repeat(1_000_000)} x1 A\n`);
    write('large.encounter', `encounter 1\nlines\n${'not a line\n'.repeat(4_800_000)}`);
    const { status, out } = await check('--format', 'json', '.');
    expect(status).toBe(1);
    expect(JSON.parse(out).summary.files).toBe(2);
  }, 240_000);

  test.runIf(process.platform === 'linux')('a full disk is status 2 and one line, not the status of findings', () => {
    write('wrong.encounter', wrong);
    for (const parameters of ['check .', 'explain 64493', '--help', 'test --shipped']) {
      const { status, stderr } = spawnSync(
        'sh',
        ['-c', `"${process.execPath}" "${program}" ${parameters} > /dev/full`],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      );
      expect([parameters, status, stderr]).toEqual([
        parameters,
        2,
        'encounter-scrubber: standard output cannot be written: the disk is full\n',
      ]);
    }
  });

  test.runIf(process.platform === 'linux')('a file that cannot be written is status 2 and one line', async () => {
    write('wrong.encounter', wrong);
    mkdirSync(join(folder, 'locked'));
    const said = async (...parameters: string[]) => {
      const { status, err } = await check(...parameters, 'wrong.encounter');
      return [status, err];
    };
    expect(await said('--output', '/dev/full')).toEqual([
      2,
      'encounter-scrubber: /dev/full cannot be written: the disk is full\n',
    ]);
    expect(await said('--output', 'locked')).toEqual([
      2,
      'encounter-scrubber: locked cannot be written: it is a folder\n',
    ]);
    expect(await said('--output', 'none/report.json')).toEqual([
      2,
      'encounter-scrubber: none/report.json cannot be written: its folder does not exist\n',
    ]);
    expect(await said('--write-history', '/dev/full')).toEqual([
      2,
      'encounter-scrubber: /dev/full cannot be written: the disk is full\n',
    ]);
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'locked'), 0o555);
    expect(await asNobody('check', '--output', 'locked/report.txt', 'wrong.encounter')).toMatchObject({
      status: 2,
      err: 'encounter-scrubber: locked/report.txt cannot be written: permission denied\n',
    });
    const closed = spawnSync('bash', ['-c', `"${process.execPath}" "${program}" check --output >(true) .; echo $?`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([0, 1, 2]).toContain(Number(closed.stdout));
    expect(closed.stderr).not.toContain('    at ');
  });

  test('a reader that closes the pipe early is no fault', async () => {
    for (let index = 0; index < 300; index += 1) write(`${index}.encounter`, wrong);
    const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" check . | head -n 1`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });
});

const block = (id: string, payer: string) => `encounter ${id}
patient: MRN-${id}
date: 2026-11-16
payer: ${payer}
place: 11
provider: 1234567893
diagnoses
  A: M47.816
procedure facet-injection
  intent: therapeutic
  levels: L4-L5
  side: bilateral
  guidance: fluoroscopy
lines
  64493-50  x1  A
`;
const acme = 'payer: acme\nname: Acme\nbilateral: { primary: rt-lt }\n';
const withExample = (expected: string) =>
  `${acme}examples:\n  - name: both sides on one line\n    encounter: |\n${block('T1', 'acme').replace(/^/gm, '      ').trimEnd()}\n    expect: ${expected}\n`;

describe('test', () => {
  test('passes with status 0, fails with 1, and says at which place what was found instead', async () => {
    write('payers/acme.payer.yaml', withExample('[bilateral-style]'));
    const passed = await run(['test']);
    expect([passed.status, passed.out]).toEqual([
      0,
      'payers/acme.payer.yaml\n  ok      both sides on one line\n\n1 example in 1 file: 1 passed, 0 failed\n',
    ]);
    write('payers/acme.payer.yaml', withExample('[]'));
    const { status, out } = await run(['test', 'payers']);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^payers\/acme\.payer\.yaml\n {2}FAILED {2}both sides on one line\n {10}payers\/acme\.payer\.yaml:22:13 {2}Expected a clean encounter, found bilateral-style \(.*\)\n {10}payers\/acme\.payer\.yaml:21:9 {2}warning {2}64493 on both sides .* {2}bilateral-style\n/,
    );
  });

  test('reports in JSON, with what the examples leave out', async () => {
    write('acme.payer.yaml', `not-covered: [{ for: [64495, 62320] }]\n${withExample('[missing-side]')}`);
    const report = JSON.parse((await run(['test', '--format', 'json', '--coverage', '--mutate', '.'])).out);
    expect(report.files[0].examples[0]).toMatchObject({
      name: 'both sides on one line',
      passed: false,
      expected: ['missing-side'],
      missing: ['missing-side'],
      found: [{ encounter: 'T1', rule: 'bilateral-style', counted: true, expected: false }],
    });
    expect(report.files[0].coverage).toEqual([
      {
        statement: '64495 and 62320: not covered',
        range: { start: { line: 0, character: 16 }, end: { line: 0, character: 19 } },
        reach: 'none',
      },
    ]);
    expect(report.files[0].mutations).toEqual([]);
    expect(report.summary).toEqual({ files: 1, examples: 1, passed: 0, failed: 1 });
  });

  test('lists what no example reaches or notices', async () => {
    write(
      'acme.payer.yaml',
      `limits: [{ for: facet-injection, interval: 2 weeks }, { for: 62320, levels-per-session: 2 }]\n${withExample('[bilateral-style]')}`,
    );
    const { out } = await run(['test', '--coverage', '--mutate']);
    expect(out).toContain('  coverage: findings use 0 of 2 statements\n');
    expect(out).toContain('acme.payer.yaml:1:69  62320: 2 levels per region and session: no example reaches it\n');
    expect(out).toContain('  mutations: 0 of 3 changes caught\n');
    expect(out).toContain('acme.payer.yaml:1:44  no example catches interval: 3 weeks instead of 2 weeks\n');
    expect(out).toContain('      because no example just reaches 2 weeks\n');
    const reached = '62320: 2 levels per region and session\n      because no example reaches it\n';
    expect(out).not.toContain(reached);
    const alone = (await run(['test', '--mutate'])).out;
    expect(alone).toContain(`    acme.payer.yaml:1:69  no example catches any change of ${reached}`);
    const [file] = JSON.parse((await run(['test', '--mutate', '--format', 'json'])).out).files;
    expect(file.mutations[1]).toMatchObject({
      change: 'interval: 3 weeks instead of 2 weeks',
      why: 'no example just reaches 2 weeks',
    });
    expect(file.unreached).toMatchObject([{ statement: '62320: 2 levels per region and session' }]);
  });

  test('of a file that cannot be read, or an example that breaks, is a failure', async () => {
    write('a.payer.yaml', 'payer: acme\nlimits: [\n');
    write('b.payer.yaml', 'payer: beta\nexamples:\n  - name: x\n    expct: []\n');
    const { status, out } = await run(['test']);
    expect(status).toBe(1);
    expect(out).toMatch(/a\.payer\.yaml\n {2}broken {2}a\.payer\.yaml:\d+:\d+ {2}.* {2}payer-syntax\n/);
    expect(out).toMatch(/b\.payer\.yaml\n {2}broken {2}b\.payer\.yaml:\d:\d+ {2}.* {2}payer-schema\n/);
  });

  test('--shipped runs the examples of the policies that come with the tool', async () => {
    write('medicare.payer.yaml', 'payer: medicare\n');
    const { files } = JSON.parse((await run(['test', '--shipped', '--format', 'json'])).out);
    const names = files.map(({ file }: { readonly file: string }) => file);
    expect(names).toContain('shipped:medicare.payer.yaml');
    expect(names).not.toContain('medicare.payer.yaml');
  });

  test('of a policy that is no UTF-8 text names it', async () => {
    write('a.payer.yaml', Uint8Array.from([0x70, 0xff, 0xfe]));
    const { status, err } = await run(['test']);
    expect([status, err.split('\n')[0]]).toEqual([
      2,
      'encounter-scrubber: a.payer.yaml is not UTF-8 text: it is a binary file or was saved in another encoding',
    ]);
  });
});

describe('a policy below a PATH', () => {
  test('is checked with its examples, and advice about it is no error', async () => {
    write('payers/acme.payer.yaml', `until: 2026-12-31\n${withExample('[]')}`);
    const report = JSON.parse((await check('--format', 'json', 'payers')).out);
    expect(report.findings).toMatchObject([
      { rule: 'payer-expiring', severity: 'information', range: { start: { line: 0, character: 7 } } },
      {
        rule: 'payer-example-failed',
        severity: 'error',
        range: { start: { line: 22, character: 12 } },
        related: [{ file: 'payers/acme.payer.yaml', range: { start: { line: 21, character: 8 } } }],
      },
    ]);
    write('payers/acme.payer.yaml', `until: 2026-12-31\n${withExample('[bilateral-style]')}`);
    expect((await check('payers')).status).toBe(0);
    expect((await check('--min-severity', 'warning', 'payers')).out).not.toContain('payer-expiring');
  });

  test('is judged by the severities of the project file and of --rule', async () => {
    write('payers/acme.payer.yaml', `until: 2026-12-31\n${withExample('[]')}`);
    const told = async (...parameters: readonly string[]): Promise<unknown> =>
      JSON.parse((await check('--format', 'json', ...parameters, 'payers')).out).findings.map(
        ({ rule, severity }: Record<string, string>) => `${rule} ${severity}`,
      );
    expect(await told('--rule', 'payer-example-failed=warning')).toEqual([
      'payer-expiring information',
      'payer-example-failed warning',
    ]);
    write('scrubber.yaml', 'severity: { payer-expiring: off, payer-example-failed: hint }\n');
    expect(await told()).toEqual(['payer-example-failed hint']);
    expect(await told('--rule', 'payer-expiring=error')).toEqual(['payer-expiring error', 'payer-example-failed hint']);
  });

  test('leads to the shipped policy where that is the reason', async () => {
    const looser =
      'limits:\n  - for: [facet-injection, facet-destruction]\n    levels-per-session: 5\n    from: 2024-07-07\n';
    write('payers/acme.payer.yaml', `payer: acme\nextends: medicare\n${looser}`);
    expect((await check('payers')).out).toContain('payer-looser-than-parent');
    expect((await check('payers')).out).toMatch(/= shipped:medicare\.payer\.yaml:\d+:5: The entry it replaces/);
  });
});

describe('the project file', () => {
  test('is what a team shares: aliases, severities, what is passed over, and policies elsewhere that only judge', async () => {
    const share = mkdtempSync(join(tmpdir(), 'share-'));
    writeFileSync(join(share, 'acme.payer.yaml'), `${acme}severty: {}\n`);
    chmodSync(share, 0o555);
    write('day.encounter', block('1', 'Plan 7 of Acme'));
    write('archive/old.encounter', wrong);
    write(
      'scrubber.yaml',
      `policies: [${share}]\naliases: { Plan 7 of Acme: acme }\nseverity: { bilateral-style: error }\nexclude: [archive/**]\n`,
    );
    const { status, out } = await check('--format', 'json', '.');
    const { findings, summary } = JSON.parse(out);
    expect(findings).toMatchObject([
      { file: 'day.encounter', rule: 'bilateral-style', severity: 'error', related: [] },
    ]);
    expect([status, summary.files]).toEqual([1, 1]);
    expect((await check('--rule', 'bilateral-style=hint', '.')).status).toBe(0);
    chmodSync(share, 0o755);
    rmSync(share, { recursive: true });
  });

  test('is itself checked, and what can be read of it holds', async () => {
    write('day.encounter', block('1', 'medicare'));
    write(
      'scrubber.yaml',
      'policies: [//nowhere/payers]\naliases: { Plan 7: medicar, medicare: cpt }\nseverity: { level-undercont: off, missing-side: loud }\nexclud: []\nbaseline: b.json\n',
    );
    const { status, out } = await check('--format', 'json', 'day.encounter');
    const told = JSON.parse(out)
      .findings.filter(({ file }: Record<string, string>) => file === 'scrubber.yaml')
      .map(({ file, rule, severity, message }: Record<string, string>) => [file, rule, severity, message].join(' | '));
    expect(status).toBe(1);
    expect(told).toEqual([
      'scrubber.yaml | project-schema | error | policies names //nowhere/payers, which is not a folder that can be read from here',
      'scrubber.yaml | project-unknown-payer | error | No policy has the id medicar; did you mean medicare?',
      'scrubber.yaml | project-schema | error | medicare is itself a policy id, so it cannot be an alias for cpt',
      'scrubber.yaml | project-unknown-rule | error | Unknown rule level-undercont; did you mean level-undercount?',
      'scrubber.yaml | project-schema | error | missing-side is loud; use error, warning, information, hint or off',
      'scrubber.yaml | project-schema | error | Unknown key exclud in the project file; did you mean exclude?',
      'scrubber.yaml | project-schema | error | baseline is not supported yet; every finding is reported',
    ]);
  });

  test.each([
    ['empty', '', 0],
    ['of comments', '# nothing yet\n', 0],
    ['no YAML', 'aliases: {\n', 1],
    ['of two documents', 'tables: a\n---\ntables: b\n', 1],
  ])('%s is right or says so', async (_, text, status) => {
    write('day.encounter', clean);
    write('scrubber.yaml', text);
    const said = await check('day.encounter');
    expect(said.status).toBe(status);
    if (status > 0) expect(said.out).toContain('project-syntax');
  });

  test('holds for the folder it is in: the nearest one above a file', async () => {
    const told = async (...parameters: readonly string[]): Promise<readonly string[]> =>
      JSON.parse((await check('--format', 'json', ...parameters)).out).findings.map(
        ({ file, rule, severity }: Record<string, string>) => `${file} ${rule} ${severity}`,
      );
    write('payers/acme.payer.yaml', acme);
    write('scrubber.yaml', 'severity: { bilateral-style: hint }\n');
    for (const [id, folder] of ['north', 'south/desk', 'south'].entries())
      write(`${folder}/day.encounter`, block(`${id}`, 'acme'));
    write('south/scrubber.yaml', 'severity: { bilateral-style: error }\nexclude: [archive/**]\n');
    write('south/archive/old.encounter', block('9', 'acme'));
    const all = [
      'north/day.encounter bilateral-style hint',
      'south/day.encounter bilateral-style error',
      'south/desk/day.encounter bilateral-style error',
    ];
    expect(await told('.')).toEqual(all);
    expect(await told('north', 'south')).toEqual(all);
    expect(await told('south/desk/day.encounter')).toEqual(all.slice(2));
    expect((await check('south/archive')).err).toContain('nothing to check in south/archive');
    expect(await told('--rule', 'bilateral-style=warning', 'south/day.encounter')).toEqual([
      'south/day.encounter bilateral-style warning',
    ]);
  });

  test('shares policies and plan names in its own folder and nowhere else', async () => {
    const share = mkdtempSync(join(tmpdir(), 'share-'));
    writeFileSync(join(share, 'acme.payer.yaml'), acme);
    write('north/scrubber.yaml', `policies: [${share}]\naliases: { Plan 7 of Acme: acme }\n`);
    write('south/scrubber.yaml', 'severity: { level-undercont: off }\n');
    for (const folder of ['north', 'south']) write(`${folder}/day.encounter`, block(folder, 'Plan 7 of Acme'));
    const { out } = await check('--format', 'json', '.');
    const told = JSON.parse(out).findings.map(({ file, rule }: Record<string, string>) => `${file} ${rule}`);
    expect(told.toSorted()).toEqual([
      'north/day.encounter bilateral-style',
      'south/day.encounter unknown-payer',
      'south/scrubber.yaml project-unknown-rule',
    ]);
    // One that holds for nothing that is checked says nothing.
    expect((await check('north')).out).not.toContain('project-unknown-rule');
    write('south/scrubber.yaml', Uint8Array.from([0xff, 0xfe, 0x61, 0]));
    expect(await check('north')).toMatchObject({ status: 0, err: '' });
    expect(await check('south')).toMatchObject({
      status: 2,
      err: 'encounter-scrubber: south/scrubber.yaml is UTF-16 text: save it as UTF-8\n',
    });
    rmSync(share, { recursive: true });
  });

  test('in a folder elsewhere that is checked holds there', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'clinic-'));
    write('scrubber.yaml', 'severity: { bilateral-style: hint }\n');
    mkdirSync(join(elsewhere, 'desk'));
    writeFileSync(join(elsewhere, 'acme.payer.yaml'), acme);
    writeFileSync(join(elsewhere, 'scrubber.yaml'), 'severity: { bilateral-style: error }\n');
    writeFileSync(join(elsewhere, 'day.encounter'), block('1', 'acme'));
    writeFileSync(join(elsewhere, 'desk/day.encounter'), block('1', 'acme').replace('encounter 1', 'encounter 2'));
    for (const [path, count] of [
      [elsewhere, 2],
      [join(elsewhere, 'day.encounter'), 1],
    ] as const) {
      const { findings } = JSON.parse((await check('--format', 'json', path)).out);
      const ofStyle = findings.filter(({ rule }: Record<string, string>) => rule === 'bilateral-style');
      expect(ofStyle.map(({ severity }: Record<string, string>) => severity)).toEqual(Array(count).fill('error'));
    }
    rmSync(elsewhere, { recursive: true });
  });

  test('grades the findings in the policies of its folder', async () => {
    write('north/acme.payer.yaml', `until: 2026-12-31\n${acme}`);
    write('south/other.payer.yaml', `until: 2026-12-31\n${acme}`.replace('acme', 'other').replace('Acme', 'Other'));
    write('south/scrubber.yaml', 'severity: { payer-expiring: error }\n');
    const { findings } = JSON.parse((await check('--format', 'json', '.')).out);
    const expiring = findings.filter(({ rule }: Record<string, string>) => rule === 'payer-expiring');
    expect(expiring.map(({ file, severity }: Record<string, string>) => `${file} ${severity}`)).toEqual([
      'north/acme.payer.yaml information',
      'south/other.payer.yaml error',
    ]);
  });

  test('that cannot be read is named', async () => {
    write('day.encounter', clean);
    write('scrubber.yaml', Uint8Array.from([0xff, 0xfe, 0x61, 0]));
    const { status, err } = await check('day.encounter');
    expect([status, err]).toEqual([2, 'encounter-scrubber: scrubber.yaml is UTF-16 text: save it as UTF-8\n']);
  });
});

describe('impact', () => {
  const git = (...parameters: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@a.example', ...parameters], { cwd: folder });
  const impact = (...parameters: string[]) => run(['impact', '--today', '2026-11-24', ...parameters]);

  test('lists what the policies changed since a revision, encounter by encounter', async () => {
    write('payers/acme.payer.yaml', acme);
    write('day.encounter', block('1', 'acme') + block('2', 'cpt'));
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    expect((await impact('HEAD')).out).toBe('No encounter has different findings\n');
    write('payers/acme.payer.yaml', acme.replace('rt-lt', 'modifier-50'));
    const { status, out } = await impact('HEAD');
    expect(status).toBe(0);
    expect(out).toMatch(
      /^day\.encounter:1 {2}encounter 1\n {2}- warning {2}line 15: 64493 on both sides .* {2}bilateral-style\n\n1 encounter with different findings: 0 findings added, 1 removed\n$/,
    );
    const report = JSON.parse((await impact('--format', 'json', 'HEAD')).out);
    expect(report.encounters).toMatchObject([
      { file: 'day.encounter', encounter: '1', added: [], removed: [{ rule: 'bilateral-style', severity: 'warning' }] },
    ]);
    expect(report.summary).toEqual({ encounters: 1, added: 0, removed: 1 });
    // A policy that the revision did not have judges only now.
    rmSync(join(folder, 'payers'), { recursive: true });
    expect((await impact('HEAD')).out).toContain('unknown-payer');
  });

  test('without a repository, a known revision or an encounter says so', async () => {
    write('day.encounter', clean);
    expect((await impact('HEAD')).err).toBe('encounter-scrubber: the current directory is not in a git repository\n');
    git('init', '-q');
    for (const revision of ['nowhere', '--output=x', 'HEAD; touch pwned']) {
      const { status, err } = await impact('--', revision);
      expect([status, err]).toEqual([2, `encounter-scrubber: git does not know the revision ${revision}\n`]);
    }
    expect(existsSync(join(folder, 'pwned')) || existsSync(join(folder, 'x'))).toBe(false);
    expect((await run(['impact', 'HEAD'], '', { PATH: '' })).err).toBe(
      'encounter-scrubber: cannot run git: it is not installed or not on the PATH\n',
    );
  });
});

describe('tables', () => {
  /** CMS's unit limit of the quarter says whether these are too many. */
  const many = clean
    .replace('payer: cpt', 'payer: medicare')
    .replace('A: M54.2', 'A: M47.816')
    .replace('  99213  x1  A', '  J1010  x500  A');
  const name = 'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv';
  const limit = (units: number) => mueFile([['J1010', units, '2 Date of Service Edit: Policy']]);

  test('are what explain tells of, and what cannot be read of them is said', async () => {
    write('scrubber.yaml', 'tables: cms/\n');
    write('cms/MCR_MUE_PractitionerServices_Eff_10-01-2026.csv', limit(7));
    expect(await run(['explain', 'J1010'])).toMatchObject({
      status: 0,
      out: expect.stringContaining(
        'Unit limit: 7 per day, by policy: no modifier or appeal raises it (MUE 2026 Q4, MAI 2)',
      ),
      err: '',
    });
    write('cms/broken.csv', 'not a table\n');
    expect((await run(['explain', 'J1010'])).err).toMatch(/^encounter-scrubber: cms\/broken.csv: /);
  });

  test('of the project file judge by the date of service, and change nothing before their first day', async () => {
    write('day.encounter', many + many.replace('encounter 1', 'encounter 2').replace('2026-11-16', '2026-09-30'));
    const messages = async (): Promise<readonly string[]> => {
      const { out } = await check('--format', 'json', 'day.encounter');
      return JSON.parse(out)
        .findings.filter(({ rule }: Record<string, string>) => rule === 'units-exceed-mue')
        .map(({ encounter, message }: Record<string, string>) => `${encounter}: ${message}`);
    };
    const before = await messages();
    write('scrubber.yaml', 'tables: cms/\n');
    write(`cms/${name}`, limit(30));
    const after = await messages();
    expect(after.filter((message) => message.startsWith('2'))).toEqual(
      before.filter((message) => message.startsWith('2')),
    );
    expect(after[0]).toContain("1: J1010 is billed for 500 units on one day, but CMS's unit limit is 30");
    expect(after[0]).toContain('2026 Q4');
    write(`cms/${name}`, limit(900));
    expect((await messages()).filter((message) => message.startsWith('1'))).toEqual([]);
  });

  test('that are wrong are told by line, status 2, and the table before them stays', async () => {
    write('day.encounter', many);
    write('scrubber.yaml', 'tables: cms/\n');
    write(`cms/${name}`, limit(900).replace('J1010,900', 'J1010,many'));
    write('cms/notes.xlsx', 'PK');
    const { status, err, out } = await check('day.encounter');
    expect(status).toBe(2);
    expect(err.split('\n').slice(0, -1)).toEqual([
      `encounter-scrubber: cms/${name} line 7: expected a number of units, found "many" (the earlier table is kept)`,
      'encounter-scrubber: cms/notes.xlsx: this is an Excel workbook; use the text or CSV file from the same CMS archive (the earlier table is kept)',
    ]);
    expect(out).toContain('MUE 2026 Q2');
  });

  test('in a folder that is not there are told in the project file', async () => {
    write('day.encounter', clean);
    write('scrubber.yaml', 'tables: cms/\n');
    const { out, status } = await check('.');
    expect(out).toContain('tables names cms/, which is not a folder that can be read from here');
    expect(status).toBe(1);
  });

  test('answer below the project file that names them, and not beside it', async () => {
    for (const folder of ['north', 'south']) write(`${folder}/day.encounter`, many);
    write('north/scrubber.yaml', 'tables: ../cms/\n');
    write(`cms/${name}`, limit(30));
    const { findings } = JSON.parse((await check('--format', 'json', '.')).out);
    const quarters = findings
      .filter(({ rule }: Record<string, string>) => rule === 'units-exceed-mue')
      .map(({ file, message }: Record<string, string>) => `${file} ${message?.includes('2026 Q4')}`);
    expect(quarters).toEqual(['north/day.encounter true', 'south/day.encounter false']);
  });

  test('of a new quarter have an impact, encounter by encounter', async () => {
    write('day.encounter', many);
    write('scrubber.yaml', 'tables: cms/\n');
    write('cms/MCR_MUE_PractitionerServices_Eff_07-01-2026.csv', limit(900));
    write(`next/${name}`, limit(30));
    const impact = (...parameters: string[]) =>
      run(['impact', '--today', '2026-11-24', '--exclude', 'nothing', ...parameters, '--tables', 'next']);
    const { status, out, err } = await impact();
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^day\.encounter:1 {2}encounter 1\n {2}\+ \w+ {2}line 11: J1010 is billed for 500 units .* 30 .*units-exceed-mue\n\n1 encounter with different findings: 1 finding added, 0 removed\n$/,
    );
    expect(JSON.parse((await impact('--format', 'json')).out)).toMatchObject({ tables: 'next', summary: { added: 1 } });
  });
});

test('schema prints the JSON Schema of a policy, and of the project file', async () => {
  const policy = JSON.parse((await run(['schema'])).out);
  expect(policy.$schema).toBe('http://json-schema.org/draft-07/schema#');
  expect(policy.required).toEqual(['payer']);
  expect(policy.properties.limits.items.properties['levels-per-session']).toEqual({
    title: 'Levels per session',
    description: 'How many different levels are paid per region and session, counting both sides together.',
    examples: [2],
    type: 'integer',
    minimum: 1,
    maximum: 99,
  });
  expect(policy.properties.effective).toMatchObject({ type: 'string', format: 'date' });
  expect(policy.properties.severity.properties['bilateral-style'].enum).toContain('off');
  const project = JSON.parse((await run(['schema', '--project'])).out);
  expect(Object.keys(project.properties)).toEqual(['policies', 'aliases', 'severity', 'tables', 'exclude']);
});

test('the examples end with status 1, and the same report from anywhere', async () => {
  cpSync(examples, join(folder, 'examples'), { recursive: true });
  const { status, out } = await check('examples');
  expect(status).toBe(1);
  expect(out).toContain('examples/three-nerves-as-three-levels.encounter');
});

test('says its version and how it is used', async () => {
  expect((await run(['--version'])).out).toBe('0.1.0\n');
  expect((await run(['--help'])).out).toMatch(/^Usage: encounter-scrubber check/);
  expect((await run(['check', '--help'])).status).toBe(0);
});

test('lsp --stdio speaks the protocol', async () => {
  const parameters = { processId: null, rootUri: null, capabilities: {} };
  const message = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: parameters });
  const child = spawn(process.execPath, [program, 'lsp', '--stdio']);
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString();
  });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
  await expect.poll(() => said).toContain('"hoverProvider":true');
  child.kill();
});

describe('explain', () => {
  test('prints the page of a rule: why, fix, what the policies say with their sources, how to allow it, the cases', async () => {
    const { status, out, err } = await run(['explain', 'level-limit']);
    expect([status, err]).toEqual([0, '']);
    const order = ['LEVEL-LIMIT', '\nWHY\n', '\nFIX\n', '\nHOW PAYERS DIFFER\n', '\nHOW TO ALLOW IT\n', '\nCASES\n'];
    const places = order.map((heading) => out.indexOf(heading));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBe(0);
    expect(out).toContain('# allow level-limit: the reason');
    expect(out).toMatch(
      /- Medicare \(medicare\)\n {2}- facet-injection and facet-destruction: 2 levels .*verified, source https:\S+, read 20/,
    );
    expect(out).not.toMatch(/```|\*\*|encounter fixed/);
    expect((await run(['explain', 'nerve-count'])).out).toContain('After the fix:\n\n      encounter 1');
  });

  test.each(['medicare-novitas', 'Medicare Texas'])(
    'prints what is known of the payer %s, and what is not',
    async (name) => {
      const { status, out, err } = await run(['explain', ...name.split(' ')]);
      expect([status, err]).toEqual([0, '']);
      expect(out).toMatch(/^NOVITAS \(MEDICARE JH AND JL\)\n/);
      expect(out).toMatch(/\n- 62321, .* in NJ, OK or TX, Original Medicare only: prior authorization/);
      expect(out).toMatch(/; inherited from Medicare\n/);
      expect(out).toMatch(/\nNOT CHECKED\n/);
    },
  );

  test('says of a rule that asks nothing of a payer that it is the same for every one', async () => {
    expect((await run(['explain', 'dangling-pointer'])).out).toContain('it is the same for every payer');
    expect((await run(['explain', 'SYNTAX'])).out).toContain('Findings of this rule cannot be allowed');
  });

  test.each([
    ['64493', /^64493 .*\n\n- /],
    ['j1030', /J1010/],
    ['M47816', /^M47\.816 Spondylosis without myelopathy or radiculopathy, lumbar region\n/],
    // Headers: of no year, and of the years before; what is below them, and what replaced them.
    ['m47.81', /^M47\.81\n\nNeeds more characters:\n\n[\s\S]*- M47\.816 Spondylosis [^\n]*, lumbar region\n/],
    [
      'M72.2',
      /^M72\.2 Plantar fascial fibromatosis\n\nNeeds more characters since 2026-10-01:\n\n- M72\.20 [\s\S]*Plantar fasciitis itself:\n\n- M67\.A01 Plantar fasciitis, right foot\n/,
    ],
    // Codes that are billable in another year only.
    ['m7221', /^M72\.21 Plantar fascial fibromatosis, right foot\n\nValid since 2026-10-01; before that M72\.2\n/],
    ['S23.420A', /^S23\.420A Sprain of [^\n]*\n\nValid until 2026-09-30\n\n[\s\S]*- S43\.60XA Sprain/],
    ['T52.8X1A', /^T52\.8X1A Toxic [^\n]*\n\nValid until 2026-09-30\. Replaced by:\n\n- T52\.811A Toxic effect/],
    ['M54.2', /^M54\.2 Cervicalgia \(neck pain\)\n/],
    [
      'KX',
      /^KX The practice states [^\n]*\n\nMedicare: on each line of a diagnostic [^\n]*; not with GA\n\nRequirements specified in the medical policy have been met \(CMS\)\n/,
    ],
    ['e1', /^E1 Upper left, eyelid\n\nCPT modifiers/],
    ['96', /^MODIFIER 96\n\n96 Valid, but not explained here\n[\s\S]*\nREASON OR REMARK CODE 96\n/],
    ['co-107', /^107 The service that this one depends on/],
    // Deleted codes of CPT and of HCPCS: with a day and without, with several successors, with none, with none that a table names.
    ['64475', /^64475 was deleted after 2009-12-31; use 64493\n\n[\s\S]*- 64493 first level; Facet joint/],
    ['j1030', /^J1030 was deleted after 2024-03-31; use J1010\n\n[\s\S]*- J1010 40 units of 1 mg/],
    ['64560', /^64560 was deleted; use 64555\n/],
    ['62310', /^62310 was deleted after 2016-12-31; use 62320 or 62321\n/],
    ['72275', /^72275 was deleted after 2021-12-31; no code replaced it\n/],
    ['J0150', /^J0150 was deleted after 2014-12-31; the HCPCS list does not say which code replaced it\n/],
    // CMS's titles of HCPCS codes, after our words or in their place; a day that is not known is not told.
    [
      'J1010',
      /^J1010 Methylprednisolone [^\n]*\n\nInjection, methylprednisolone acetate, 1 mg \(CMS\)\n\n- One billing unit is 1 mg\n[\s\S]*- HCPCS Level II, since 2024-04-01\n/,
    ],
    ['J1030', /^[^\n]*\n\nInjection, methylprednisolone acetate, 40 mg \(CMS\)\n\nValid until 2024-03-31/],
    ['l8680', /^L8680 Implantable neurostimulator electrode, each\n/],
    ['J2711', /^J2711 Injection, [^\n]*\n\n- In the HCPCS list of 2026-01, not in that of 2025-10\n/],
    [
      'A2040',
      /^A2040 In the code tables, but not explained here\n\n- In the HCPCS list of 2026-07, not in that of 2026-01\n/,
    ],
    ['n122', /^N122 .*base/],
    // What published articles say of a modifier's other uses, and of leads pulled after a trial.
    ['KX', /^KX [\s\S]*; on diagnostic transforaminal root blocks [^\n]*; on needling sessions 13 to 20; /],
    ['63661', /\n- Leads pulled after a trial \(63650\) are in the trial's price: /],
    ['63663', /^63663 (?![\s\S]*Leads pulled after a trial)/],
    // Each meaning under its own head; a diagnosis has its point where the same characters are a procedure.
    ['22', /^MODIFIER 22\n\n22 Substantially [\s\S]*\n\nPLACE OF SERVICE 22\n\n22 On Campus-Outpatient Hospital\n/],
    ['G0481', /^G0481 Definitive drug test, 8 to 14 (?![\s\S]*G04\.81)/],
    ['g04.81', /^G04\.81 Other encephalitis/],
    ['J3301', /^J3301 Triamcinolone acetonide \(Kenalog, a steroid\)\n/],
    ['levels', /^levels Spinal levels, /],
    ['facet-destruction', /^facet-destruction Billed as 64633, /],
    ['trial', /^trial The NCT number [\s\S]*\nCodes:\n\n[\s\S]*- 63650 Spinal cord stimulator lead/],
  ])('prints what the tables say of %s', async (code, expected) => {
    const { status, out } = await run(['explain', code]);
    expect(status).toBe(0);
    expect(out).toMatch(expected);
    expect(out).not.toMatch(/\*/);
  });

  test.each([
    // What the words find, the best first; what coders call it, in short and in part.
    ['rfa lumbar', /^Codes:\n\n- 64635 [\s\S]*- 64636 [\s\S]*Deleted codes:\n\n- 64622 until 2011-12-31, now 64635\n/],
    ['occipital nerve block', /^64405 Greater occipital nerve blocked\n\n- /],
    ['lesser occipital nerve block', /^lesser occipital injection 64450; destruction 64640; no code of its own\n$/],
    ['trigger point 3 muscles', /^Codes:\n\n- 20553 /],
    ['tpb', /^Codes:\n\n- 20552 [^\n]*\n- 20553 /],
    ['piriformis injection', /^Codes:\n\n- 20552 [^\n]*\n- 20553 [^\n]*\n$/],
    ['cooled rfa si joint', /^64625 /],
    ['kyphoplasty', /^Codes:\n\n- 22513 [^\n]*\n- 22514 [^\n]*\n- 22515 /],
    ['si joint', /- 27096 Sacroiliac joint injected /],
    ['si joint rfa', /^64625 /],
    ['knee injection ultrasound', /^Codes:\n\n- 20611 [^\n]*\n- 20610 /],
    ['spinal cord stimulator trial', /^63650 /],
    ['botox migraine', /^64615 /],
    ['botox', /^Codes:\n\n- J0585 /],
    ['stellate', /^64510 /],
    ['tfesi lumbar', /^Codes:\n\n- 64483 [^\n]*\n- 64484 /],
    ['depo medrol 80 mg', /^J1010 /],
    ['wheelchair cushion', /^Codes:\n\n- E26\d\d [^\n]*wheelchair seat cushion/i],
    ['lumbar radiculopathy', /^Diagnoses:\n\n- M54\.16 /],
    ['prior authorization', /\n- authorization-required /],
    ['modifier discarded', /- JW The discarded amount /],
    ['nerve count', /^NERVE-COUNT\n/],
    // What no code has all of.
    ['hip injection fluoroscopy', /^No code has all of the words; these have some of them:\n\n- 20610 /],
    // Several codes, and a code with its modifiers, each briefly.
    ['64493 64494 64495', /^- Procedure code 64493 [^\n]*\n- Procedure code 64494 [^\n]*\n- Procedure code 64495 /],
    ['64493-50-kx', /^- Procedure code 64493 [^\n]*\n- Modifier 50 Done on both [^\n]*\n- Modifier KX [^\n]*\n$/],
  ])('finds by the words %s', async (words, expected) => {
    const { status, out } = await run(['explain', ...words.split(' ')]);
    expect([status, out]).toEqual([0, expect.stringMatching(expected)]);
    expect((await run(['explain', words])).out).toBe(out);
  });

  test.each([
    ['kyphoplsty', 'no rule or code named kyphoplsty; did you mean kyphoplasty?'],
    ['lumbar kyphoplsty', 'no rule or code found for lumbar kyphoplsty; did you mean lumbar kyphoplasty?'],
    ['zzzz', 'no rule or code named zzzz'],
    ['zzzz yyyy', 'no rule or code found for zzzz yyyy'],
  ])('of words that nothing has (%s) says what may be meant, and its status is 2', async (words, message) => {
    expect(await run(['explain', ...words.split(' ')])).toEqual({
      status: 2,
      out: '',
      err: `encounter-scrubber: ${message}\n`,
    });
  });

  test.each([
    // Indicator 1, by structure and by side; indicator 0; a visit; major surgery.
    [
      '64493 64635',
      /64635 is column 1 and is paid, 64493 is column 2 and is denied [^\n]*indicator 1: [^\n]*XS [^\n]*RT on one and LT on the other[^\n]*\(NCCI 2026 Q3/,
    ],
    ['64493 64451', /64451 is column 1 [^\n]*indicator 0: no modifier changes that \(NCCI 2026 Q3/],
    ['99213 20610', /20610 is column 1 [^\n]*99213 carries 25/],
    ['99213 63655', /63655 is column 1 [^\n]*99213 carries 57/],
    ['64490 64493', /NCCI: no pair of the two, so neither keeps the other from being paid \([^\n]*2026/],
    // Add-on codes, with a condition and of another family; level families.
    [
      '64494 64493',
      /Add-on: 64494 is an add-on code to 64493 \(CMS add-on code file of 2026-04-01\)\n- Levels: one family; 64494 is the second, 64493 the first level\n/,
    ],
    // The third level follows the first and the second.
    ['64493 64495', /Add-on: 64495 is an add-on code to 64493 and 64494, and needs both \(CMS/],
    ['64495 64494', /Add-on: 64495 is an add-on code to 64493 and 64494, and needs both \(CMS/],
    ['64490 64494', /Add-on: 64494 is an add-on code to 64490, T12-L1 with L1-L2 only /],
    ['64484 64493', /Add-on: 64484 is an add-on code, but not to 64493 /],
    // Imaging that is included, and that is not.
    // It comes first, and its pair asks for no modifier.
    [
      '64493 77003',
      /\n\n- Imaging: 64493 includes 77003: it is not billed with it\n- NCCI pair: [^\n]*; indicator 1 \(NCCI 2026 Q3[^\n]*\n\n/,
    ],
    ['77003 27096', /\n\n- Imaging: 27096 includes 77003 [^\n]*\n- NCCI pair: [^\n]*; indicator 1 \(NCCI/],
    // Another code of the service includes it.
    ['20610 76942', /\n\n- Imaging: with 76942, 20610 is billed as 20611, which includes it\n- NCCI pair: /],
    ['64405 76942', /Imaging: 76942 is not part of 64405\n/],
    ['64415 76942', /Imaging: 64415 includes 76942 since 2023-01-01/],
    ['20610 77002', /Add-on: 77002 is an add-on code to 20610 [\s\S]*Imaging: 77002 is not part of 20610\n/],
    // What else our tables say of two codes.
    ['64486 64488', /- 64488 bills both sides of what 64486 bills on one\n/],
    ['63650 63661', /- 63661 belongs to 63650 and is not paid separately /],
    ['62320 62321', /- 62320 is 62321 without imaging\n/],
    ['27096 g0260', /- A hospital or surgery center bills G0260 where the physician bills 27096\n/],
    ['80305 80307', /- Of 80305 and 80307 one is paid a day\n/],
    ['20552 20553', /- A session takes one of the two, by the number of muscles\n/],
    ['64475 64493', /^- 64475 was deleted after 2009-12-31; use 64493\n[\s\S]*- 64493 replaced 64475: first level\n/],
    ['64493 64493', /- One and the same code: see its unit limit\n/],
    ['64493 99999', /\n- 99999 not in any code table\n/],
  ])('says what the two codes %s are to each other', async (codes, expected) => {
    const { status, out } = await run(['explain', ...codes.split(' ')]);
    expect([status, out]).toEqual([0, expect.stringMatching(expected)]);
    expect(out).not.toMatch(/\*|undefined/);
  });

  test.each([
    ['WC Mississippi', /^MISSISSIPPI WORKERS/],
    ['Noridian Medicare', /^NORIDIAN /],
    // Its Medicare Advantage plan is not the payer itself: it is named, not taken.
    [
      'blue cross nc',
      /^No payer has this name alone; these begin with it, so ask for one by its id:\n\n- blue-cross-nc-medicare-advantage: [^\n]*\n$/,
    ],
    [
      'blue cross',
      /^No payer has this name alone[^\n]*\n\n- bcbs-[^\n]*\n- [\s\S]*- blue-cross-nc-medicare-advantage: /,
    ],
  ])('finds the payer that check means by %s', async (words, expected) => {
    const { status, out } = await run(['explain', ...words.split(' ')]);
    expect([status, out]).toEqual([0, expect.stringMatching(expected)]);
  });

  test('knows the policies below the current directory, and the ones that its project file names', async () => {
    const policy = (id: string, name: string) => `payer: ${id}
name: ${name}
not-covered:
  - { for: 64625 }
`;
    write('payers/own.payer.yaml', policy('own-plan', 'Own Plan'));
    write('excluded/away.payer.yaml', policy('away-plan', 'Away Plan'));
    const share = mkdtempSync(join(tmpdir(), 'share-'));
    writeFileSync(join(share, 'shared.payer.yaml'), policy('shared-plan', 'Shared Plan'));
    write('scrubber.yaml', `policies: [${share}]\nexclude: [excluded/**]\naliases: { Our House: own-plan }\n`);
    write('broken.payer.yaml', 'payer: torn-plan\nname: [\n');
    // An encounter is not read.
    write('day.encounter', 'not an encounter\n');
    for (const name of ['own-plan', 'Own Plan', 'our house']) {
      expect(await run(['explain', ...name.split(' ')])).toMatchObject({
        status: 0,
        out: expect.stringMatching(/^OWN PLAN\n[\s\S]*\n- 64625: not covered/),
        err: '',
      });
    }
    expect((await run(['explain', '64625'])).out).toContain('- Own Plan: 64625: not covered');
    expect((await run(['explain', 'away-plan'])).out).not.toContain('AWAY PLAN');
    expect((await run(['explain', 'shared-plan'])).out).toMatch(/^SHARED PLAN\n/);
    expect(await run(['explain', 'torn-plan'])).toEqual({
      status: 2,
      out: '',
      err: 'encounter-scrubber: broken.payer.yaml cannot be read as a payer policy: run check on it\n',
    });
  });

  test('lists what policies say of a code, by what is asked', async () => {
    const { out } = await run(['explain', '64493']);
    const order = ['WHAT PAYERS SAY', 'Prior authorization', 'Not covered', 'Required', 'Limits', 'Covered diagnoses'];
    const places = order.map((head) => out.indexOf(`\n${head}\n`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    expect(out).toMatch(/\n- Alabama Medicaid: [^\n]*prior authorization \(from 2024-05-01\)\n/);
    // What ended before today is not said.
    expect(out).not.toContain('until 2024-08-10');
    expect((await run(['explain', '97110'])).out).not.toContain('Covered diagnoses');
  });
});

describe('note', () => {
  const told = 'PROCEDURE: Right knee injection\nDATE OF SERVICE: 11/16/2026\n';

  test('prints the encounter that a procedure note tells: 0', async () => {
    writeFileSync(join(folder, 'note.txt'), told);
    const { status, out, err } = await run(['note', 'note.txt']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('date: 2026-11-16');
    expect(out).toContain('procedure joint-injection');
    expect(await run(['note', '-'], told)).toEqual({ status: 0, out, err: '' });
  });

  test('says that a text tells of none: 1', async () => {
    expect(await run(['note', '-'], 'Continue gabapentin.')).toEqual({
      status: 1,
      out: '',
      err: expect.stringContaining('tells of no procedure'),
    });
  });

  test('takes one file that can be read: 2', async () => {
    expect((await run(['note'])).status).toBe(2);
    expect((await run(['note', 'a', 'b'])).status).toBe(2);
    expect(await run(['note', 'missing.txt'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('missing.txt'),
    });
  });
});
