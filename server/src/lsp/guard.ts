/** The one wrapper around every request and event: an internal error is logged by the request's name, and the server lives on. */
import { type RemoteConsole, ResponseError } from 'vscode-languageserver';
import { errorPlace } from '../text/error-place.js';

/** Where the server says what it does. */
export type Log = Pick<RemoteConsole, 'error' | 'info'>;

/**
 * A handler that answers `empty` where the given one fails. What the handler refuses in words for the client (a
 * `ResponseError`) is not a failure. The log never holds text of an encounter.
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
      log.error(`${request} failed${uriOf(parameters[0])}: ${errorPlace(error)}`);
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
