/** The language server on standard input and output, for any editor. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { messageWriter } from '../lsp/message-writer.js';
import { startServer } from '../lsp/server.js';
import { kit } from './kit.js';

/** Serves until the editor says `exit` or closes the stream. */
export function startOnStandardStreams(): void {
  // Takes a writer in place of the stream, though its types say so only where the input is no stream either; of a stream it hears the end.
  const output: unknown = messageWriter(process.stdout);
  startServer(createConnection(ProposedFeatures.all, process.stdin, output as NodeJS.WritableStream), kit);
}
