/** The language server's way in for the extension: over the channel that the editor's arguments name. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.js';
import { kit } from './kit.js';
import { startOnStandardStreams } from './stdio.js';

if (process.argv.includes('--stdio')) startOnStandardStreams();
else startServer(createConnection(ProposedFeatures.all), kit);
