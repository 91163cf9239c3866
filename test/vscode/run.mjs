/**
 * Runs the tests in the real VS Code: first inside its extension host, then in its window. With VSCODE_TEST_ELECTRON=1
 * the first ones run in the desktop build that @vscode/test-electron downloads, and the second ones not at all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { cache, root } from '../../scripts/editor/places.mjs';
import { openBrowser, startWorkbench } from '../../scripts/editor/workbench.mjs';

/** @typedef {import('./cases.js').Outcome} Outcome */

const runFolder = `${cache}/run`;
const pictures = `${cache}/screenshots`;
const bundled = `${runFolder}/tests`;
const visit = 'second-level-alone.encounter';

/** How long the extension host may take for all of its tests, its own start included. */
const patience = 240_000;

const say = console.log;

await prepare();
const outcomes = process.env.VSCODE_TEST_ELECTRON ? await inDesktop() : await inBrowser();
for (const { name, failure } of outcomes) say(failure ? `✗ ${name}\n${indented(failure)}` : `✓ ${name}`);
const failed = outcomes.filter(({ failure }) => failure).length;
say(`\n${outcomes.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || outcomes.length === 0 ? 1 : 0);

async function prepare() {
  await rm(runFolder, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  for (const name of ['host', 'window']) {
    await cp(`${root}/test/vscode/workspace`, `${runFolder}/${name}/workspace`, { recursive: true });
  }
  await cp(`${root}/examples`, `${runFolder}/window/workspace`, { recursive: true });
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
    entryPoints: { window: 'test/vscode/window.ts', cases: 'test/vscode/cases.ts' },
    outdir: bundled,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
  });
}

async function inBrowser() {
  const workbench = await startWorkbench({ data: `${runFolder}/server`, say });
  const { browser, page } = await openBrowser({ visible: false, say });
  try {
    await page.goto(workbench.address({ folder: `${runFolder}/host/workspace`, tests: `${bundled}/host.cjs` }));
    const inHost = await hostOutcomes(() => page.screenshot({ path: `${pictures}/host-without-outcome.png` }));
    const folder = `${runFolder}/window/workspace`;
    const window = await page.context().newPage();
    await page.close();
    await window.goto(workbench.address({ folder, file: `${folder}/${visit}` }));
    const drawn = drawnFindings();
    const { windowCases } = await import(`${bundled}/window.mjs`);
    const { runCases } = await import(`${bundled}/cases.mjs`);
    const inWindow = await runCases(
      windowCases(window, pictures, drawn),
      (/** @type {number} */ place) => window.screenshot({ path: `${pictures}/failed-${place}.png` }),
      120_000,
    );
    await window.screenshot({ path: `${pictures}/last.png` });
    return [...inHost, ...inWindow];
  } finally {
    await browser.close();
    await workbench.stop();
  }
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

async function inDesktop() {
  const { runTests } = await import('@vscode/test-electron');
  const folder = `${runFolder}/host/workspace`;
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: `${bundled}/host.cjs`,
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
  });
  return hostOutcomes(async () => {});
}

/**
 * @param {() => Promise<unknown>} photograph called where no outcome arrives
 * @returns {Promise<Outcome[]>}
 */
async function hostOutcomes(photograph) {
  const report = `${runFolder}/host/outcomes.json`;
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (existsSync(report)) {
      try {
        const { version, outcomes } = JSON.parse(await readFile(report, 'utf8'));
        say(`VS Code ${version}`);
        return outcomes;
      } catch {
        // It is being written.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await photograph();
  return [{ name: 'the extension host', failure: `told no outcome within ${patience / 1000} seconds` }];
}

/** @param {string} text */
function indented(text) {
  return text.replace(/^/gm, '    ');
}
