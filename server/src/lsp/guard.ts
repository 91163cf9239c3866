/** The one wrapper around every request: a defect of ours is logged by the request's name, and the server lives on. */
import type { RemoteConsole } from 'vscode-languageserver';

/** A handler that answers `empty` where the given one throws. The log never holds text of an encounter. */
export function guarded<Parameters, Answer>(
  log: Pick<RemoteConsole, 'error'>,
  request: string,
  empty: Answer,
  handle: (parameters: Parameters) => Answer | Promise<Answer>,
): (parameters: Parameters) => Promise<Answer> {
  return async (parameters) => {
    try {
      return await handle(parameters);
    } catch (error) {
      log.error(`${request} failed${uriOf(parameters)}: ${placeOf(error)}`);
      return empty;
    }
  };
}

function uriOf(parameters: unknown): string {
  if (typeof parameters !== 'object' || parameters === null || !('textDocument' in parameters)) return '';
  const document = parameters.textDocument;
  if (typeof document !== 'object' || document === null || !('uri' in document)) return '';
  return ` for ${String(document.uri)}`;
}

/** The kind of error and where it arose; its message may hold text of an encounter. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown cause';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return `${error.name}${frames
    .slice(0, 5)
    .map((frame) => `\n${frame}`)
    .join('')}`;
}
