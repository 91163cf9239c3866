/**
 * Prints the findings of `examples/` and what to do next and, in an interactive terminal, opens them in VS Code with this extension in
 * development: the desktop one where `code` is on the path, else the real one from the npm registry. `--screenshot FILE`
 * writes a picture of `--file` instead and ends, which is how the pictures in the documentation are made.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, root } from './editor/places.mjs';
import { openBrowser, startWorkbench } from './editor/workbench.mjs';

const usage = `npm start -- [--file ENCOUNTER] [--theme dark|light] [--screenshot PNG [--size 1280x800]]`;

const themes = { dark: 'Visual Studio Dark', light: 'Light Modern' };

/** What the tests of the examples expect is nothing that a coder looks at. */
const testFiles = { '**/*.expected': true };

/** What to do next, in three lines. */
const nextSteps = `
Fix one:      open examples/day-sheet.encounter in VS Code, put the cursor on an underlined code and press Ctrl+.
Write one:    Ctrl+Alt+E in VS Code; check it from a terminal with  node dist/cli.cjs check FILE
Install it:   npm run package, then  code --install-extension encounter-scrubber.vsix`;

/** How long a screenshot waits for a first finding; a file without one is shown clean after that. */
const patience = 20_000;

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function start() {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      theme: { type: 'string' },
      screenshot: { type: 'string' },
      size: { type: 'string', default: '1280x800' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const size = /^(\d+)x(\d+)$/.exec(values.size);
  if (!size || (values.theme && !(values.theme in themes))) throw new Error(`Usage: ${usage}`);
  const file = values.file && resolve(values.file);
  if (file && !existsSync(file)) throw new Error(`there is no file ${values.file}`);

  if (!values.screenshot) {
    printFindings();
    const isAsked = process.stdout.isTTY && process.stdin.isTTY;
    if (isAsked && hasDesktop()) openDesktop(file);
    if (!isAsked || hasDesktop()) return console.log(nextSteps);
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      console.log('To see them in an editor, install VS Code (https://code.visualstudio.com) with its `code` command.');
      return console.log(nextSteps);
    }
  }

  const theme = themes[/** @type {keyof typeof themes} */ (values.theme)];

  const workbench = await startWorkbench({
    data: `${cache}/start`,
    settings: { ...(theme ? { 'workbench.colorTheme': theme } : {}), 'files.exclude': testFiles },
    say: console.log,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, workbench.stop);
  try {
    const address = workbench.address({ folder: `${root}/examples`, ...(file ? { file } : {}) });
    if (values.screenshot) {
      const [width, height] = [Number(size[1]), Number(size[2])];
      await photograph(address, resolve(values.screenshot), { width, height });
    } else {
      await show(address, workbench.ended);
    }
  } finally {
    await workbench.stop();
  }
}

/** The examples are of November 2026; on another day some of them would be in the future. */
function printFindings() {
  const parameters = [`${root}/dist/cli.cjs`, 'check', '--today', '2026-11-24', 'examples'];
  const { status } = spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit' });
  // There are findings, which is what the examples are for.
  if (status !== 0 && status !== 1) throw new Error('the examples could not be checked');
}

function hasDesktop() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => names.some((name) => existsSync(`${folder}/${name}`)));
}

/** @param {string | undefined} file */
function openDesktop(file) {
  console.log('Opening VS Code with this extension, on examples/');
  const parameters = [`--extensionDevelopmentPath=${root}`, `${root}/examples`, ...(file ? [file] : [])];
  spawn('code', parameters, { stdio: 'ignore', detached: true, shell: process.platform === 'win32' }).unref();
}

/**
 * @param {string} address
 * @param {Promise<void>} ended
 */
async function show(address, ended) {
  console.log(`\nThe real VS Code with this extension, on examples/ (Ctrl+C ends it):\n\n  ${address}`);
  console.log(nextSteps);
  const hasScreen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const opened = hasScreen ? await openBrowser({ visible: true, say: console.log }) : undefined;
  await opened?.page.goto(address);
  await Promise.race([ended, new Promise((resolve) => opened?.browser.once('disconnected', resolve))]);
  await opened?.browser.close();
}

/**
 * @param {string} address
 * @param {string} picture
 * @param {{ width: number, height: number }} size
 */
async function photograph(address, picture, size) {
  const { browser, page } = await openBrowser({ visible: false, ...size, say: console.log });
  try {
    await page.goto(address);
    await page.waitForSelector('.monaco-editor .view-line', { timeout: 60_000 });
    const finding = page.waitForSelector('.squiggly-error, .squiggly-warning, .squiggly-info', { timeout: patience });
    await finding.catch(() => console.warn('no finding was shown, so the picture shows none'));
    // The Explorer's names and the count of problems follow the first squiggle a moment later.
    await page.waitForTimeout(1_500);
    await mkdir(dirname(picture), { recursive: true });
    await page.screenshot({ path: picture });
    console.log(`wrote ${picture}`);
  } finally {
    await browser.close();
  }
}
