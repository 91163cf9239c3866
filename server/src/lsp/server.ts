/** The language server: wires connection, session, languages and requests, and does nothing else. */
import {
  type Connection,
  type InitializeResult,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver';

import type { Progress } from '../session/encounters.js';
import { counted } from '../text/words.js';
import { capabilitiesFor } from './capabilities.js';
import { createChecks } from './checks.js';
import { slicedDocuments } from './document.js';
import { hearEvents } from './events.js';
import { createExampleRuns } from './example-runs.js';
import type { Kit } from './kit.js';
import { allLanguages } from './languages/all.js';
import { createLife } from './life.js';
import { createPublisher } from './publish.js';
import { answerRequests } from './requests.js';
import { createSession, type Session } from './session.js';
import { createTableNews } from './table-news.js';

/** Starts to serve; returns at once. */
export function startServer(connection: Connection, kit: Kit): void {
  const life = createLife();
  const heard = life.heard(connection);
  const documents = new TextDocuments(slicedDocuments);
  const session: Session = createSession(kit, documents, {
    ask: (method, parameters) => connection.sendRequest(method, parameters),
    log: connection.console,
    progress: () => (session.client.showsProgress ? shownProgress(connection) : Promise.resolve(noProgress)),
    judgesOtherwise: () => void publisher.judgeAgain(),
    touched(keys, file) {
      if (checks.touched(keys, file)) void publisher.judgeAgain();
    },
    listedOtherwise: () => publisher.listedOtherwise(),
    complain: (lines) => complain(connection, lines),
    tables: (isLoading) => tables.tell(isLoading),
  });
  const checks = createChecks(session);
  const examples = createExampleRuns(session);
  const languages = allLanguages(session, checks, examples);
  const publisher = createPublisher(connection, session, languages);
  const tables = createTableNews(connection, () => session);

  connection.onInitialize((parameters): InitializeResult => {
    if (kit.damage !== undefined) refuse(connection, kit.damage);
    life.begin();
    session.initialize(parameters);
    return {
      serverInfo: { name: 'encounter-scrubber', version: kit.version },
      capabilities: capabilitiesFor(session.client),
    };
  });
  connection.onShutdown(life.end);
  answerRequests(connection, life, { session, languages, checks, examples, tables });
  hearEvents(heard, documents, { session, checks, languages }, publisher);
  documents.listen(heard);
  connection.listen();
}

/** Not every client shows why it could not initialize a server. */
function refuse(connection: Connection, message: string): never {
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
  throw new ResponseError(LSPErrorCodes.RequestFailed, message, { retry: false });
}

/** Says once which files cannot be read; the log has all of them. */
function complain(connection: Connection, lines: readonly string[]): void {
  for (const line of lines) connection.console.warn(line);
  const [first = '', ...others] = lines;
  const more = others.length > 0 ? `, and ${counted(others.length, 'more file')} cannot be read (see the log)` : '';
  void connection.sendNotification(ShowMessageNotification.type, {
    type: MessageType.Warning,
    message: `${first}${more}`,
  });
}

const noProgress: Progress = { report() {}, done() {} };

async function shownProgress({ window }: Connection): Promise<Progress> {
  const shown = await window.createWorkDoneProgress();
  shown.begin('Encounter Scrubber', 0, "reading the patients' history", false);
  return {
    report: (done, all) => shown.report(Math.round((100 * done) / all), `${done} of ${all} encounter files`),
    done: () => shown.done(),
  };
}
