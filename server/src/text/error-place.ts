/** What may be logged of an error: its message is left out, as it may hold text of an encounter. */

const mostFrames = 5;

/** The kind of error, and on a line each the innermost places it arose from. */
export function errorPlace(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown cause';
  const { name, message, stack = '' } = error;
  const opening = message === '' ? name : `${name}: ${message}`;
  // A message may look like frames: without its exact text nobody can tell where it ends.
  const frames = stack.startsWith(opening) ? stack.slice(opening.length).split('\n') : [];
  return [name, ...frames.filter((line) => /^\s+at /.test(line)).slice(0, mostFrames)].join('\n');
}
