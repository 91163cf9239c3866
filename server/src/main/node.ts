/** The language server's way in for the extension: over the channel that the editor's arguments name. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.js';
import { kit } from './kit.js';

startServer(createConnection(ProposedFeatures.all), kit);
