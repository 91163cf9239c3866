/** A language server as the benchmarks speak to it: over standard streams, and as cheaply as can be. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { root } from '../editor/places.mjs';
import { onCores } from './cores.mjs';

/** @typedef {ReturnType<typeof start>} Server */

/**
 * A server and the means to speak to it.
 *
 * @param {string} [server] its program
 * @param {{ readonly cores?: 'one' | 'all', readonly settings?: Record<string, unknown>, readonly seconds?: number }} [how] `settings`: what it is answered
 * when it asks for its configuration, by section; `seconds`: after which an answer has failed
 */
export function start(server = `${root}/dist/server.cjs`, { cores = 'all', settings = {}, seconds = 120 } = {}) {
  const started = performance.now();
  const flags = (process.env.FLAGS ?? '').split(' ').filter(Boolean);
  const { program, parameters } = onCores([process.execPath, ...flags, server, '--stdio'], cores);
  const child = spawn(program, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
  /** @typedef {{ readonly resolve: (answer: any) => void, readonly reject: (error: Error) => void }} Waiting */
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  /** @type {Set<(message: any) => void>} */
  const hearing = new Set();
  /** @type {(error: Error) => void} */
  const fail = (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  child.on('error', fail);
  child.on('exit', (status, signal) => fail(new Error(`the server ended (${signal ?? status})`)));
  child.stdin.on('error', fail);
  /** Parts of a message that is not whole yet. @type {Buffer[]} */
  let parts = [];
  let size = 0;
  let needed = 0;
  child.stdout.on('data', (part) => {
    parts.push(part);
    size += part.length;
    if (size < needed) return;
    let pending = parts.length === 1 ? part : Buffer.concat(parts);
    for (;;) {
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) break;
      const length = Number(/Content-Length: (\d+)/.exec(pending.toString('latin1', 0, head))?.[1]);
      needed = head + 4 + length;
      if (pending.length < needed) break;
      const message = JSON.parse(pending.toString('utf8', head + 4, needed));
      pending = pending.subarray(needed);
      needed = 0;
      receive(message);
    }
    parts = [pending];
    size = pending.length;
  });
  /** @param {any} message */
  const receive = (message) => {
    if (message.method && message.id !== undefined) {
      const items = message.method === 'workspace/configuration' ? message.params.items : undefined;
      send({ id: message.id, result: items?.map((/** @type {any} */ item) => settings[item.section] ?? null) ?? null });
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.resolve(message.result);
      waiting.delete(message.id);
    } else for (const hear of [...hearing]) hear(message);
  };
  /** @param {object} message */
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  let next = 1;
  /** @param {string} what @param {(waiting: Waiting) => void} begin @returns {Promise<any>} */
  const within = (what, begin) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${what}: no answer in ${seconds} s`)), seconds * 1000);
      begin({
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  return {
    child,
    started,
    /** @param {(message: any) => boolean} isAwaited @returns {Promise<any>} what the server said, when it has said it */
    heard: (isAwaited) =>
      within('a message', ({ resolve, reject }) => {
        const key = -next++;
        /** @param {any} message */
        const hear = (message) => {
          if (!isAwaited(message)) return;
          hearing.delete(hear);
          waiting.delete(key);
          resolve(message);
        };
        hearing.add(hear);
        waiting.set(key, { resolve, reject });
      }),
    /** @param {string} method @param {object | null} params */
    notify: (method, params) => send({ method, params }),
    /** @param {string} method @param {object | null} [params] @returns {Promise<any>} */
    request(method, params) {
      const id = next++;
      return within(method, (each) => {
        waiting.set(id, each);
        send({ id, method, params });
      });
    },
    /** Ends it, and waits until it has: what it compiled is kept for the next one. */
    async end() {
      const ended = new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve(undefined);
        else child.once('exit', resolve);
      });
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      send({ id: next++, method: 'shutdown' });
      send({ method: 'exit' });
      await ended;
      clearTimeout(timer);
    },
  };
}
