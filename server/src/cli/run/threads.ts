/**
 * The pieces of a large run, made in several threads and given in the order of its files. Each thread has a few files to judge at a
 * time, and none gets more before what was judged is written.
 */
import type { RunIndex } from '../../neighbors/run-index.js';
import type { FilePiece } from './pieces.js';
import type { FromThread, ThreadRun, ToThread } from './thread.js';

/** The threads of this machine. */
export interface Threads {
  /** So many can run side by side. */
  readonly available: number;
  /**
   * Starts one.
   *
   * @param hear takes what it sends
   * @param ended told why, where it ends before it was asked to
   */
  start(hear: (message: FromThread) => void, ended: (why: string) => void): Thread;
}

interface Thread {
  send(message: ToThread): void;
}

/** A thread ended before its work was done. */
export class ThreadEnd extends Error {}

interface Pieces {
  /** The next file's piece. */
  next(): Promise<FilePiece>;
  /** Ends the threads. */
  end(): void;
}

/** Enough encounters to be worth a message. */
const encountersOfTask = 64;
/** So many tasks a thread has, so that it need not wait for the next. */
const tasksOfThread = 2;
/** So many tasks for each thread are judged and not yet written, or being judged. */
const tasksAhead = 4;

interface Task {
  readonly from: number;
  readonly to: number;
}

interface Hooks {
  /** Makes the pieces of the first files, while the threads start. */
  readonly own: (number: number) => FilePiece;
  readonly failed: (failure: Extract<FromThread, { readonly kind: 'failed' }>['failure']) => void;
}

/** Judges the files of a run in threads. */
export function threadedPieces(
  threads: Threads,
  count: number,
  run: ThreadRun,
  index: RunIndex,
  { own, failed }: Hooks,
): Pieces {
  const tasks = tasksOf(index);
  const done = new Map<number, readonly FilePiece[]>();
  let wake: (() => void) | undefined;
  let death: string | undefined;
  const started = Array.from({ length: Math.min(count, tasks.length - 1) }, () => {
    const state = { busy: 0 };
    const hear = (message: FromThread): void => {
      if (message.kind === 'failed') {
        failed(message.failure);
        return;
      }
      state.busy -= 1;
      done.set(message.task, message.pieces);
      give();
      wake?.();
    };
    const ended = (why: string): void => {
      death ??= why;
      wake?.();
    };
    const thread = threads.start(hear, ended);
    thread.send({ kind: 'run', run });
    return { state, thread };
  });
  // The first task is this thread's own.
  let given = 1;
  let taken = 0;
  const give = (): void => {
    while (given < tasks.length && given - taken < started.length * tasksAhead) {
      const [idlest] = [...started].sort((one, other) => one.state.busy - other.state.busy);
      const task = tasks[given];
      if (!idlest || !task || idlest.state.busy >= tasksOfThread) return;
      idlest.state.busy += 1;
      idlest.thread.send({ kind: 'task', task: given, ...task });
      given += 1;
    }
  };
  give();
  const ready: FilePiece[] = [];
  const takeTask = async (): Promise<void> => {
    while (!done.has(taken)) {
      if (death !== undefined) throw new ThreadEnd(death);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    ready.push(...(done.get(taken) ?? []));
    done.delete(taken);
    taken += 1;
    give();
  };
  let number = 0;
  return {
    async next() {
      const first = tasks[0];
      if (first && number < first.to) {
        const piece = own(number);
        number += 1;
        if (number === first.to) taken = 1;
        return piece;
      }
      if (ready.length === 0) await takeTask();
      const piece = ready.shift();
      if (!piece) throw new ThreadEnd('it gave no answer');
      return piece;
    },
    end() {
      for (const { thread } of started) thread.send({ kind: 'end' });
    },
  };
}

/** The files in groups, one after the other. */
function tasksOf(index: RunIndex): readonly Task[] {
  const tasks: Task[] = [];
  let from = 0;
  let encounters = 0;
  for (let file = 0; file < index.files; file += 1) {
    encounters += index.countIn(file);
    if (encounters < encountersOfTask && file + 1 < index.files) continue;
    tasks.push({ from, to: file + 1 });
    from = file + 1;
    encounters = 0;
  }
  return tasks;
}
