/** Requests to the server beyond the protocol's own, with the types both sides share. */
import type { CancellationToken } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ServerRequests } from '../../server/src/lsp/protocol.js';

/** Asks the server; rejects while it does not run, and once the token is canceled. */
export type Ask = <Method extends keyof ServerRequests>(
  method: Method,
  parameters: ServerRequests[Method]['parameters'],
  token?: CancellationToken,
) => Promise<ServerRequests[Method]['answer']>;

/** Asks this client's server. */
export function asking(client: LanguageClient): Ask {
  return (method, parameters, token) => client.sendRequest(method, parameters, token);
}
