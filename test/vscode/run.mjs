/**
 * Runs the tests in the real VS Code: first inside its extension host, then in its window, then with the package that a user
 * installs; each case in a window and a folder of its own. CASES in the environment names some of them. With VSCODE_TEST_ELECTRON=1 the first ones run in the desktop build that @vscode/test-electron
 * downloads, and the second ones not at all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { cache, root } from '../../scripts/editor/places.mjs';
import { openBrowser, startWorkbench } from '../../scripts/editor/workbench.mjs';

/** @typedef {import('./cases.js').Outcome} Outcome */
/** @typedef {import('./cases.js').Told} Told */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../scripts/editor/workbench.mjs').Workbench} Workbench */

const runFolder = `${cache}/run`;
const pictures = `${cache}/screenshots`;
const bundled = `${runFolder}/tests`;

/** What the package may have. */
const mostBytes = 4 * 2 ** 20;

/** What a whole case may take, in milliseconds. Nothing in it has a limit of its own. */
const limit = 600_000;

const say = console.log;

/** The cases to run, by their keys or the beginning of these: `CASES='window-3 host'`. All where it is not said. */
const chosen = process.env.CASES?.split(' ');
const isChosen = (/** @type {string} */ key) =>
  chosen?.some((each) => key === each || key.startsWith(`${each}-`)) ?? true;

/** The themes in which the walkthrough's pictures are taken. */
const themes = ['dark', 'light'];

await prepare();
const { outcomeOf, until } = await import(`${bundled}/cases.mjs`);
const outcomes = process.env.VSCODE_TEST_ELECTRON ? await inDesktop() : await inBrowser();
const failed = outcomes.filter(({ failure }) => failure).length;
say(`\n${outcomes.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || outcomes.length === 0 ? 1 : 0);

async function prepare() {
  await rm(runFolder, { recursive: true, force: true });
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  await cp(`${root}/test/vscode/copilot-settings`, `${runFolder}/server/extensions/test.copilot-settings-1.0.0`, {
    recursive: true,
  });
  /** @type {import('esbuild').BuildOptions} */
  const common = { bundle: true, platform: 'node', target: 'node20', absWorkingDir: root, logLevel: 'warning' };
  await build({
    ...common,
    entryPoints: ['test/vscode/host.ts'],
    outfile: `${bundled}/host.cjs`,
    format: 'cjs',
    external: ['vscode'],
  });
  await build({
    ...common,
    entryPoints: ['cases', 'coder', 'package', 'pictures', 'screen', 'window', 'writing'].map(
      (name) => `test/vscode/${name}.ts`,
    ),
    outdir: bundled,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
  });
}

/** @returns {Promise<Outcome[]>} */
async function inBrowser() {
  const { browser, page: blank } = await openBrowser({ visible: false, say });
  try {
    const { windowCases } = await import(`${bundled}/window.mjs`);
    const { writingCases } = await import(`${bundled}/writing.mjs`);
    const { packageCases } = await import(`${bundled}/package.mjs`);
    return [
      ...(await inWorkbench({ data: `${runFolder}/server` }, async (workbench) => [
        ...(await hostOutcomes((place, folder) =>
          inPage(workbench, `host-${place + 1}`, { folder, tests: `${bundled}/host.cjs` }, hostTold(place)),
        )),
        ...(await outcomesOf('window', workbench, windowCases(drawnFindings()))),
        ...(await outcomesOf('writing', workbench, writingCases(`${root}/examples`))),
      ])),
      ...(await pictureOutcomes()),
      ...(isChosen('package')
        ? await inWorkbench({ data: `${runFolder}/clean`, packaged: packaged() }, (workbench) =>
            outcomesOf('package', workbench, packageCases),
          )
        : []),
    ];
  } finally {
    await browser.close();
  }

  /** @returns {Promise<Outcome[]>} */
  async function pictureOutcomes() {
    const { pictureCases } = await import(`${bundled}/pictures.mjs`);
    /** @type {Outcome[]} */
    const outcomes = [];
    for (const name of themes) {
      const key = `pictures-${name}`;
      if (!chosen || chosen.some((each) => key.startsWith(each) || each.startsWith(key)))
        outcomes.push(
          ...(await inWorkbench({ data: `${runFolder}/${name}` }, (workbench) =>
            outcomesOf(key, workbench, pictureCases(name)),
          )),
        );
    }
    return outcomes;
  }

  /**
   * Runs cases one after the other, each in a window and a folder of its own.
   *
   * @param {string} group
   * @param {Workbench} workbench
   * @param {readonly import('./window.js').WindowCase[]} cases
   */
  async function outcomesOf(group, workbench, cases) {
    const { coderAt } = await import(`${bundled}/coder.mjs`);
    /** @type {Outcome[]} */
    const outcomes = [];
    for (const [place, { name, folder: source, file, run }] of cases.entries()) {
      const key = `${group}-${place + 1}`;
      if (!isChosen(key)) continue;
      const folder = await freshFolder(key, source);
      const [path, ...at] = file?.split(':') ?? [];
      const opening = {
        folder,
        ...(path === undefined ? {} : { file: `${folder}/${path}` }),
        ...(at.length > 0 ? { place: at.join(':') } : {}),
      };
      const asCoder = async (/** @type {Page} */ page, /** @type {Told} */ told) => {
        const coder = coderAt(page, told, pictures);
        await coder.seeOpened(file);
        await run(coder);
      };
      const outcome = await inPage(workbench, key, opening, { name, limit, run: asCoder });
      outcomes.push(outcome);
      report(outcome);
    }
    return outcomes;
  }

  /**
   * Runs a case in a window of its own; where it fails, what is on the screen is told with it.
   *
   * @param {Workbench} workbench
   * @param {string} key
   * @param {import('../../scripts/editor/workbench.mjs').Opening} opening
   * @param {{ name: string, limit: number, run: (page: Page, told: Told) => Promise<unknown> }} what
   * @returns {Promise<Outcome>}
   */
  async function inPage(workbench, key, opening, { name, limit, run }) {
    const { onScreen } = await import(`${bundled}/screen.mjs`);
    const page = await blank.context().newPage();
    // A step ends with its case, which closes the page.
    page.setDefaultTimeout(0);
    page.setDefaultNavigationTimeout(0);
    const inWindow = async (/** @type {Told} */ told) => {
      await page.goto(workbench.address(opening));
      return run(page, told);
    };
    const outcome = await outcomeOf(name, inWindow, limit);
    if (!outcome.failure) {
      await page.close();
      return outcome;
    }
    const picture = `${pictures}/failed-${key}.png`;
    const taken = await page.screenshot({ path: picture, timeout: 30_000 }).then(
      () => picture,
      (error) => `no picture: ${error.message}`,
    );
    const screen = await onScreen(page);
    await page.close();
    return { ...outcome, failure: `${outcome.failure}\non the screen (${taken}):\n${screen}` };
  }

  /** @param {number} place */
  function hostTold(place) {
    const run = async (/** @type {Page} */ _page, /** @type {Told} */ told) => {
      await until(told, 'the outcome of the extension host', () => existsSync(outcomeFile(place)));
      const { outcome } = JSON.parse(await readFile(outcomeFile(place), 'utf8'));
      for (const step of outcome.steps) told.step(step);
      if (outcome.failure) throw new Error(outcome.failure);
    };
    // The extension host has the case's limit; this one is for a host that never starts.
    return { name: `case ${place + 1} of the extension host`, limit: 2 * limit, run };
  }
}

/**
 * Starts a workbench for some cases, and stops it.
 *
 * @param {{ data: string, settings?: Record<string, unknown>, packaged?: string }} options
 * @param {(workbench: Workbench) => Promise<Outcome[]>} run
 */
async function inWorkbench(options, run) {
  const workbench = await startWorkbench({ ...options, say });
  try {
    return await run(workbench);
  } finally {
    await workbench.stop();
  }
}

/** Packages the extension as a user gets it; throws where that warns, or where it is large. */
function packaged() {
  const file = `${runFolder}/encounter-scrubber.vsix`;
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'package', '--', '--out', file], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const printed = stdout + stderr;
  const size = existsSync(file) ? statSync(file).size : 0;
  if (status !== 0 || /warn/i.test(printed)) throw new Error(`npm run package ended with ${status}:\n${printed}`);
  if (size > mostBytes) throw new Error(`the package has ${size} bytes`);
  say(`packaged: ${(size / 2 ** 20).toFixed(2)} MB`);
  return file;
}

/** @returns {Promise<Outcome[]>} */
async function inDesktop() {
  const { runTests } = await import('@vscode/test-electron');
  return hostOutcomes(async (place, folder) => {
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: `${bundled}/host.cjs`,
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
    });
    return existsSync(outcomeFile(place))
      ? JSON.parse(await readFile(outcomeFile(place), 'utf8')).outcome
      : { name: `case ${place + 1} of the extension host`, steps: [], failure: 'it told no outcome' };
  });
}

/**
 * Runs the extension host's cases, each in a host of its own. How many there are, and how they are called, the host tells.
 *
 * @param {(place: number, folder: string) => Promise<Outcome>} run
 */
async function hostOutcomes(run) {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (let place = 0, count = 1; place < count; place += 1) {
    // The first host tells how many there are.
    if (place > 0 && !isChosen(`host-${place + 1}`)) continue;
    if (!isChosen('host') && !chosen?.some((each) => each.startsWith('host-'))) break;
    const folder = await freshFolder(`host-${place + 1}`, 'workspace');
    const staysOpen = !process.env.VSCODE_TEST_ELECTRON;
    await writeFile(`${runFolder}/host-${place + 1}/case.json`, JSON.stringify({ place, limit, staysOpen }));
    let outcome = await run(place, folder);
    if (existsSync(outcomeFile(place))) {
      const told = JSON.parse(await readFile(outcomeFile(place), 'utf8'));
      if (place === 0) say(`VS Code ${told.version}`);
      count = told.count;
      outcome = { ...outcome, name: told.outcome.name };
    }
    outcomes.push(outcome);
    report(outcome);
  }
  return outcomes;
}

/** @param {number} place */
function outcomeFile(place) {
  return `${runFolder}/host-${place + 1}/outcome.json`;
}

/**
 * A copy that one case has for itself.
 *
 * @param {string} key
 * @param {import('./window.js').WindowCase['folder']} source
 */
async function freshFolder(key, source) {
  const folder = `${runFolder}/${key}/workspace`;
  if (source === 'empty') await mkdir(folder, { recursive: true });
  else if (source === 'workspace') await cp(`${root}/test/vscode/${source}`, folder, { recursive: true });
  // What the tests of the examples expect is none of them.
  else await cp(`${root}/${source}`, folder, { recursive: true, filter: (file) => !file.endsWith('.expected') });
  return folder;
}

/**
 * Three findings of the examples that have a fix, drawn by a seed; SEED in the environment draws the same ones again.
 */
function drawnFindings() {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const parameters = [`${root}/dist/cli.cjs`, 'check', '--format', 'json', '--min-severity', 'warning', 'examples'];
  const { stdout } = spawnSync(process.execPath, parameters, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  /** @type {{ file: string, rule: string, fixes: unknown[], range: { start: { line: number, character: number } } }[]} */
  const findings = JSON.parse(stdout).findings.filter((/** @type {any} */ finding) => finding.fixes.length > 0);
  let state = seed;
  const drawn = Array.from({ length: 3 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const [finding] = findings.splice(state % findings.length, 1);
    if (!finding) throw new Error('the examples have fewer than three findings with a fix');
    return { file: finding.file.replace('examples/', ''), rule: finding.rule, ...finding.range.start };
  });
  say(
    `three findings of the examples, drawn with SEED=${seed}: ${drawn.map(({ file, rule }) => `${rule} in ${file}`).join('; ')}`,
  );
  return drawn;
}

/** @param {Outcome} outcome */
function report({ name, steps, failure }) {
  say(`${failure ? '✗' : '✓'} ${name}`);
  for (const [index, step] of steps.entries()) {
    if (steps.length > 1) say(`    ${failure && index === steps.length - 1 ? '✗' : '✓'} ${step}`);
  }
  if (failure) say(failure.replace(/^/gm, '    '));
}
