/** Work that others do meanwhile, its results in the order in which it was given. */

/**
 * The results of the tasks in their order, each as soon as it and those before it are done.
 *
 * @param ahead so many tasks are begun whose result is not yet taken: no more are asked for until it is
 */
export async function* inOrder<Task, Result>(
  tasks: Iterable<Task> | AsyncIterable<Task>,
  begin: (task: Task) => Promise<Result>,
  ahead: number,
): AsyncIterable<Result> {
  const source = Symbol.asyncIterator in tasks ? tasks[Symbol.asyncIterator]() : tasks[Symbol.iterator]();
  const begun: Promise<Result>[] = [];
  let asked: Promise<IteratorResult<Task>> | undefined;
  let isOver = false;
  for (;;) {
    if (!isOver && begun.length < ahead) asked ??= Promise.resolve(source.next());
    const [first] = begun;
    if (!asked && !first) return;
    const isFirstDone = await Promise.race([
      ...(first ? [first.then(() => true)] : []),
      ...(asked ? [asked.then(() => false)] : []),
    ]);
    if (first && isFirstDone) {
      begun.shift();
      yield first;
    } else if (asked) {
      const next = await asked;
      asked = undefined;
      if (next.done) isOver = true;
      else {
        const result = begin(next.value);
        // Whoever waits for it hears of it.
        result.catch(() => {});
        begun.push(result);
      }
    }
  }
}
