/** Threads that judge for a run: each has a few tasks at a time, and what is judged comes back in the order in which it was asked. */
import type { FromThread, ThreadRun, ThreadTask, ThreadWork, ToThread } from './thread.js';

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

/** The threads of one run. */
export interface Crew {
  /** So many tasks keep all of them at work: with one that is judged long, there is more to begin. */
  readonly ahead: number;
  /** Rejects with {@link ThreadEnd}. */
  judge<Kind extends keyof ThreadWork>(kind: Kind, task: ThreadWork[Kind]['task']): Promise<ThreadWork[Kind]['answer']>;
  end(): void;
}

const tasksAhead = 4;

/** Starts so many threads and tells them what to judge with. */
export function startCrew(
  threads: Threads,
  count: number,
  run: ThreadRun,
  failed: (failure: Extract<FromThread, { readonly kind: 'failed' }>['failure']) => void,
): Crew {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let death: ThreadEnd | undefined;
  let tasks = 0;
  const crew = Array.from({ length: count }, () => {
    const state = { tasks: 0 };
    const hear = (message: FromThread): void => {
      if (message.kind === 'failed') {
        failed(message.failure);
        return;
      }
      state.tasks -= 1;
      waiting.get(message.number)?.resolve(message.answer);
      waiting.delete(message.number);
    };
    const ended = (why: string): void => {
      death ??= new ThreadEnd(why);
      for (const { reject } of waiting.values()) reject(death);
      waiting.clear();
    };
    const thread = threads.start(hear, ended);
    thread.send({ kind: 'run', run });
    return { state, thread };
  });
  return {
    ahead: count * tasksAhead,
    judge(kind, task) {
      const idlest = crew.reduce((one, other) => (other.state.tasks < one.state.tasks ? other : one));
      return new Promise((resolve, reject) => {
        if (death) {
          reject(death);
          return;
        }
        // The thread answers what it was asked.
        waiting.set(tasks, { resolve: resolve as (answer: unknown) => void, reject });
        idlest.state.tasks += 1;
        idlest.thread.send({ kind: 'task', number: tasks, work: { kind, task } as ThreadTask });
        tasks += 1;
      });
    },
    end() {
      for (const { thread } of crew) thread.send({ kind: 'end' });
    },
  };
}
