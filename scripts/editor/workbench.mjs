/**
 * Runs VS Code's server on this machine's own address and opens its window in a browser. Knows which extension is in
 * development, and nothing of what it does.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { chromium as playwright } from 'playwright-core';
import { chromium } from './chromium.mjs';
import { root } from './places.mjs';
import { run } from './run.mjs';
import { visualStudioCode } from './visual-studio-code.mjs';

/** @typedef {{ address: (what: Opening) => string, stop: () => Promise<void>, ended: Promise<void> }} Workbench */
/**
 * @typedef {{ folder: string, file?: string, place?: string, tests?: string }} Opening absolute paths; `place` is the
 * cursor's in the file, as `line:column`
 */

/**
 * What keeps a window quiet: no welcome page, no side bar for chat, no advice on extensions. Nothing is saved unasked, as
 * on the desktop: in a browser VS Code would write the examples while somebody tries them.
 */
const quietSettings = {
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.ignoreRecommendations': true,
  'update.showReleaseNotes': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'window.autoDetectColorScheme': false,
  'workbench.colorTheme': 'Dark Modern',
  'git.openRepositoryInParentFolders': 'never',
  'editor.fontSize': 15,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'workbench.reduceMotion': 'on',
};

/**
 * Starts VS Code's server with this project as the extension in development, or with its package installed as a user does.
 *
 * @param {{ data: string, settings?: Record<string, unknown>, packaged?: string, say: (line: string) => void }} options
 * `data` is the folder for the server's own state; `settings` come before those that were changed in an earlier window;
 * `packaged` is the package's file
 * @returns {Promise<Workbench>}
 */
export async function startWorkbench({ data, settings = {}, packaged, say }) {
  const code = await visualStudioCode(say);
  await mkdir(`${data}/extensions`, { recursive: true });
  await writeSettings(`${data}/data/User`, settings);
  const folders = ['--server-data-dir', data, '--extensions-dir', `${data}/extensions`];
  if (packaged) await run(code.node, [code.server, '--install-extension', packaged, ...folders], { env: code.env });
  const server = spawn(
    code.node,
    [
      code.server,
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
      ...folders,
      // The smoke-test driver makes the server honor the payload that names an extension in development.
      ...[
        '--accept-server-license-terms',
        '--disable-telemetry',
        '--disable-workspace-trust',
        '--enable-smoke-test-driver',
      ],
    ],
    { env: code.env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => server.once('close', () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
  };
  const host = `127.0.0.1:${await listeningPort(server)}`;
  return { address: (opening) => addressOf(host, opening, packaged === undefined), stop, ended };
}

/**
 * Opens a browser for a workbench.
 *
 * @param {{ visible: boolean, width?: number, height?: number, say: (line: string) => void }} options
 */
export async function openBrowser({ visible, width = 1280, height = 800, say }) {
  const executablePath = await chromium(say);
  const browser = await playwright.launch({
    executablePath,
    headless: !visible,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      `--window-size=${width},${height}`,
    ],
  });
  const context = await browser.newContext({
    viewport: visible ? null : { width, height },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { browser, page: await context.newPage() };
}

/**
 * Writes the user's settings: ours only where the user of this window has not said otherwise.
 *
 * @param {string} folder
 * @param {Record<string, unknown>} settings
 */
async function writeSettings(folder, settings) {
  const file = `${folder}/settings.json`;
  await mkdir(folder, { recursive: true });
  const own = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => ({}));
  await writeFile(file, `${JSON.stringify({ ...quietSettings, ...own, ...settings }, undefined, 2)}\n`);
}

/**
 * @param {string} host
 * @param {Opening} opening
 * @param {boolean} isInDevelopment
 */
function addressOf(host, { folder, file, place, tests }, isInDevelopment) {
  const remote = (/** @type {string} */ path) => `vscode-remote://${host}${path}`;
  const payload = isInDevelopment ? [['extensionDevelopmentPath', remote(root)]] : [];
  if (file) payload.push(['openFile', remote(place ? `${file}:${place}` : file)]);
  if (place) payload.push(['gotoLineMode', 'true']);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://${host}/?${query}`;
}

/**
 * The port the server says it listens on.
 *
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} server
 * @returns {Promise<string>}
 */
function listeningPort(server) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const listen = (/** @type {Buffer} */ chunk) => {
      printed = (printed + chunk).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port) resolve(port);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.once('error', reject);
    server.once('close', (code) => reject(new Error(`VS Code's server ended with ${code}\n${printed}`)));
  });
}
