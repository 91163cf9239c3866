/** The one wrapper around every request and event: a defect of ours is logged by the request's name, and the server lives on. */
import { type RemoteConsole, ResponseError } from 'vscode-languageserver';

/** Where the server says what it does. */
export type Log = Pick<RemoteConsole, 'error' | 'info'>;

/**
 * A handler that answers `empty` where the given one fails. What the handler refuses in words for the client (a
 * `ResponseError`) is no failure. The log never holds text of an encounter.
 */
export function guarded<Parameters extends readonly unknown[], Answer>(
  log: Pick<Log, 'error'>,
  request: string,
  empty: Answer,
  handle: (...parameters: Parameters) => Answer | Promise<Answer>,
): (...parameters: Parameters) => Promise<Answer> {
  return async (...parameters) => {
    try {
      return await handle(...parameters);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      log.error(`${request} failed${uriOf(parameters[0])}: ${placeOf(error)}`);
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
