/** The language server: wires connection, session, languages and requests, and does nothing else. */
import { type Connection, type InitializeResult, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { capabilitiesFor } from './capabilities.js';
import { createChecks } from './checks.js';
import type { IndexProgress } from './encounter-index.js';
import { hearEvents } from './events.js';
import { createExampleRuns } from './example-runs.js';
import type { Kit } from './kit.js';
import { encounterLanguage } from './languages/encounter.js';
import { policyLanguage } from './languages/policy.js';
import { projectLanguage } from './languages/project.js';
import { createPublisher } from './publish.js';
import { answerRequests } from './requests.js';
import { createSession, type Session } from './session.js';
import { createTableLoading } from './table-loading.js';

/** Starts to serve; returns at once. */
export function startServer(connection: Connection, kit: Kit): void {
  const documents = new TextDocuments(TextDocument);
  const session: Session = createSession(kit, documents, {
    ask: (method, parameters) => connection.sendRequest(method, parameters),
    log: connection.console,
    progress: () => (session.client.showsProgress ? shownProgress(connection) : Promise.resolve(noProgress)),
    touched(keys, file) {
      if (checks.touched(keys, file)) void publisher.judgeAgain();
    },
  });
  const checks = createChecks(session);
  const examples = createExampleRuns(session);
  const languages = [projectLanguage(session), policyLanguage(session, examples), encounterLanguage(session, checks)];
  const publisher = createPublisher(connection, session, languages);
  const tables = createTableLoading(connection, session, publisher.judgeAgain);

  connection.onInitialize((parameters): InitializeResult => {
    session.initialize(parameters);
    return {
      serverInfo: { name: 'encounter-scrubber', version: kit.version },
      capabilities: capabilitiesFor(session.client),
    };
  });
  answerRequests(connection, { session, languages, checks, examples, tables });
  hearEvents(connection, documents, { session, checks, tables }, publisher);
  documents.listen(connection);
  connection.listen();
}

const noProgress: IndexProgress = { report() {}, done() {} };

async function shownProgress({ window }: Connection): Promise<IndexProgress> {
  const shown = await window.createWorkDoneProgress();
  shown.begin('Encounter Scrubber', 0, "reading the patients' history", false);
  return {
    report: (done, all) => shown.report(Math.round((100 * done) / all), `${done} of ${all} files of encounters`),
    done: () => shown.done(),
  };
}
