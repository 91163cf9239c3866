/** Whether the server may be spoken to: before it is initialized and after shutdown, requests are refused and events ignored. */
import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';

export interface Life {
  /** Throws the error that the protocol names for it while requests are refused. */
  refuse(): void;
  /** The client initializes the server, which it may do once. */
  begin(): void;
  end(): void;
  /** The same connection, over which no event is heard while requests are refused. */
  heard(connection: Connection): Connection;
}

/** A server that is not initialized yet. */
export function createLife(): Life {
  let phase: 'new' | 'running' | 'ended' = 'new';
  const refuse = (): void => {
    if (phase === 'new') throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized');
    if (phase === 'ended') throw new ResponseError(ErrorCodes.InvalidRequest, 'The server was shut down');
  };
  return {
    refuse,
    begin() {
      if (phase === 'ended') refuse();
      if (phase === 'running') throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already');
      phase = 'running';
    },
    end() {
      refuse();
      phase = 'ended';
    },
    heard(connection) {
      const gates = events.map((event) => [
        event,
        (handler: (parameters: unknown) => void) =>
          connection[event]((parameters) => {
            if (phase === 'running') handler(parameters);
          }),
      ]);
      return Object.assign(Object.create(connection), Object.fromEntries(gates));
    },
  };
}

const events = [
  'onInitialized',
  'onDidChangeConfiguration',
  'onDidChangeWatchedFiles',
  'onDidOpenTextDocument',
  'onDidChangeTextDocument',
  'onDidSaveTextDocument',
  'onDidCloseTextDocument',
] as const;
