/** The pieces of a run's files in their order: made here, or in threads that judge a few files at a time. */
import type { RunIndex } from '../../neighbors/run-index.js';
import { inOrder } from './in-order.js';
import type { FilePiece } from './pieces.js';
import { type Crew, ThreadEnd } from './threads.js';

/** Enough encounters to be worth a message. */
const encountersOfTask = 64;

interface Task {
  readonly from: number;
  readonly to: number;
}

/**
 * Gives the next file's piece at each call.
 *
 * @param own makes a piece here: those of the first files, while the threads start
 */
export function filePieces(
  index: RunIndex,
  own: (number: number) => FilePiece,
  crew: Crew | undefined,
): () => Promise<FilePiece> {
  let next = 0;
  if (!crew) return async () => own(next++);
  const [first, ...others] = tasksOf(index);
  const judged = inOrder(others, (task) => crew.judge('files', task), crew.ahead)[Symbol.asyncIterator]();
  // They begin before the first piece is made here.
  let answer = judged.next();
  let ready: FilePiece[] = [];
  return async () => {
    if (first && next < first.to) return own(next++);
    if (ready.length === 0) {
      ready = [...((await answer).value ?? [])].reverse();
      answer = judged.next();
      // Whoever waits for it hears of it.
      answer.catch(() => {});
    }
    const piece = ready.pop();
    if (!piece) throw new ThreadEnd('it gave no answer');
    return piece;
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
