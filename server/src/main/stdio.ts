/** The language server on standard input and output, for any editor. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.js';
import { kit } from './kit.js';

/** Serves until the editor says `exit` or closes the stream. */
export function startOnStandardStreams(): void {
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), kit);
}
