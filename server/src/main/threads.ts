/** Threads of the command line: each runs the program anew, in this process, and judges what it is given. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type FromThread, type ToThread, threadOf } from '../cli/run/thread.js';
import type { Threads } from '../cli/run/threads.js';
import type { Kit } from '../cli/world.js';
import { errorPlace } from '../text/error-place.js';

/** The threads that a run can be judged in. */
export const threads: Threads = {
  available: availableParallelism(),
  start(hear, ended) {
    // The starter gives it the code cache of its own, which holds what judging compiles.
    const worker = new Worker(join(__dirname, 'cli.cjs'), { argv: ['thread'] });
    let isAsked = false;
    worker.on('message', hear);
    worker.on('error', (error: NodeJS.ErrnoException) => ended(wordsOf(error)));
    worker.on('exit', (status) => {
      if (!isAsked) ended(`it ended with status ${status}`);
    });
    return {
      send(message) {
        if (message.kind === 'end') isAsked = true;
        worker.postMessage(message);
      },
    };
  },
};

function wordsOf(error: NodeJS.ErrnoException): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it ran out of memory' : errorPlace(error);
}

/** Whether this is one of the threads that {@link threads} starts. */
export const isThread = !isMainThread && process.argv[2] === 'thread';

/** Serves until it is asked to end. */
export function serveThread(kit: Kit): void {
  const port = parentPort;
  if (!port) return;
  const take = threadOf(kit, (message: FromThread) => port.postMessage(message));
  let before = Promise.resolve();
  port.on('message', (message: ToThread) => {
    if (message.kind === 'end') port.close();
    else before = before.then(() => take(message));
  });
}
