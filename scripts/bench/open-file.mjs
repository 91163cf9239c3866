/** A file open in a language server, with what an editor does with it: types, and waits for the diagnostics. */
import { performance } from 'node:perf_hooks';
import { setTimeout as passing } from 'node:timers/promises';
import { placesIn } from './languages.mjs';
import { cpuOf, memoryOf } from './processes.mjs';
import { start } from './server.mjs';

/** @typedef {Awaited<ReturnType<typeof openFile>>} OpenFile */

/**
 * Starts a server, opens a file and waits for its first diagnostics.
 *
 * @param {import('./languages.mjs').Language} language
 * @param {string} text
 */
export async function openFile({ server, uri, id, pulls, options, settings }, text) {
  const editor = start(server, { cores: 'one', ...(settings === undefined ? {} : { settings }) });
  try {
    const { pid } = editor.child;
    const capabilities = {
      textDocument: {
        ...(pulls ? { diagnostic: {} } : { publishDiagnostics: {} }),
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      },
      workspace: { configuration: true },
    };
    const begin = { processId: process.pid, rootUri: null, capabilities, initializationOptions: options };
    await editor.request('initialize', begin);
    editor.notify('initialized', {});
    if (settings !== undefined) editor.notify('workspace/didChangeConfiguration', { settings });
    /** @returns {Promise<readonly unknown[]>} */
    const pull = async () => (await editor.request('textDocument/diagnostic', { textDocument: { uri } }))?.items ?? [];
    const sent = async (/** @type {number} */ least) => {
      const isNews = (/** @type {any} */ { method, params }) =>
        method === 'textDocument/publishDiagnostics' && params.uri === uri && params.diagnostics.length >= least;
      return /** @type {readonly unknown[]} */ ((await editor.heard(isNews)).params.diagnostics);
    };
    const firstSent = pulls ? undefined : sent(1);
    editor.notify('textDocument/didOpen', { textDocument: { uri, languageId: id, version: 1, text } });
    const found = (await (firstSent ?? pull())).length;
    const first = { after: performance.now() - editor.started, cpu: cpuOf(pid), memory: memoryOf(pid) };
    // What it was told of its configuration may be answered once more.
    if (!pulls) await passing(2000);
    let version = 1;
    return {
      editor,
      uri,
      /** How many diagnostics it has. */
      found,
      first,
      cpu: () => cpuOf(pid),
      memory: () => memoryOf(pid),
      /** @param {object} range @param {string} inserted */
      change(range, inserted) {
        version += 1;
        const contentChanges = [{ range, text: inserted }];
        editor.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      },
      /** When the diagnostics of the last change are there. Asked for before the change where they are sent. */
      diagnostics: () => (pulls ? pull() : sent(0)),
    };
  } catch (error) {
    editor.child.kill('SIGKILL');
    throw error;
  }
}

/**
 * Types in a file: a digit changed and changed back, a new line near the top that moves everything below it, and that line removed again. The
 * first three are timed.
 *
 * @param {OpenFile} file
 * @param {import('./languages.mjs').Language} language
 * @param {string} text
 */
export function typist(file, language, text) {
  const places = placesIn(language, text.split('\n'));
  /** @type {number[]} */
  const times = [];
  let [round, cpu] = [0, 0];
  /** @param {object} range @param {string} inserted */
  const type = async (range, inserted) => {
    const before = performance.now();
    const news = language.pulls ? undefined : file.diagnostics();
    file.change(range, inserted);
    await (news ?? file.diagnostics());
    times.push(performance.now() - before);
  };
  const [top, height] = [language.inserted.line, language.inserted.text.split('\n').length - 1];
  return {
    times,
    /** Milliseconds of processor time for each timed change. */
    cpu: () => cpu / times.length,
    /** Types until so much time has passed. @param {number} seconds @param {{ readonly least: number, readonly most: number }} rounds */
    async type(seconds, { least, most }) {
      const [began, cpuBefore] = [performance.now(), file.cpu()];
      for (let done = 0; done < most && (done < least || performance.now() - began < seconds * 1000); done += 1) {
        const place = places[(round * 37) % places.length];
        if (!place) throw new Error('no place to type at');
        round += 1;
        const { line, character, was } = place;
        const digit = { start: { line, character }, end: { line, character: character + 1 } };
        await type(digit, String((Number(was) + 1) % 10));
        await type(digit, was);
        await type({ start: { line: top, character: 0 }, end: { line: top, character: 0 } }, language.inserted.text);
        file.change({ start: { line: top, character: 0 }, end: { line: top + height, character: 0 } }, '');
        if (round % 10 === 0) {
          const params = { textDocument: { uri: file.uri }, range: digit, context: { diagnostics: [] } };
          await file.editor.request('textDocument/codeAction', params);
        }
      }
      cpu += file.cpu() - cpuBefore;
    },
  };
}
