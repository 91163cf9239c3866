/** The built language server as the benchmarks speak to it: over standard streams, and as cheaply as can be. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { root } from './editor/places.mjs';

/** A server and the means to speak to it. @param {string} server its program */
export function start(server = `${root}/dist/server.cjs`) {
  const started = performance.now();
  const child = spawn(process.execPath, [...(process.env.FLAGS ?? '').split(' ').filter(Boolean), server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  /** @type {(message: any) => void} */
  let hear = () => {};
  let pending = Buffer.alloc(0);
  let next = 1;
  child.stdout.on('data', (part) => {
    pending = pending.length === 0 ? part : Buffer.concat([pending, part]);
    for (;;) {
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(pending.toString('latin1', 0, head))?.[1]);
      if (pending.length < head + 4 + length) return;
      const message = JSON.parse(pending.toString('utf8', head + 4, head + 4 + length));
      pending = pending.subarray(head + 4 + length);
      if (message.method && message.id !== undefined) send({ id: message.id, result: null });
      else if (message.id !== undefined) waiting.get(message.id)?.(message.result);
      else hear(message);
    }
  });
  /** @param {object} message */
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  return {
    child,
    started,
    /** @param {(message: any) => boolean} isAwaited @returns {Promise<void>} when the server has said it */
    heard: (isAwaited) =>
      new Promise((resolve) => {
        hear = (message) => {
          if (isAwaited(message)) resolve();
        };
      }),
    /** @param {string} method @param {object | null} params */
    notify: (method, params) => send({ method, params }),
    /** @param {string} method @param {object | null} [params] @returns {Promise<any>} */
    request(method, params) {
      const id = next++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        send({ id, method, params });
      });
    },
  };
}

/** Megabytes that a process holds. @param {number | undefined} pid */
export function memoryOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
