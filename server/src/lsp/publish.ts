/** What the client is told without asking: diagnostics if it does not pull them, and that it should ask again. */

import { CodeLensRefreshRequest, type Connection, DiagnosticRefreshRequest } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fitting } from './convert.js';
import { guarded } from './guard.js';
import { type Language, languageOf } from './languages.js';
import type { ServerNotifications } from './protocol.js';
import type { Session } from './session.js';

export interface Publisher {
  /** The document has changed. */
  changed(document: TextDocument): Promise<void>;
  closed(uri: string): void;
  /** What was judged stays right for what it was judged by: the client has to ask again, or is told. */
  judgeAgain(): Promise<void>;
  /** The encounters of some file may be others now: the client is told once for all that happens in a while. */
  listedOtherwise(): void;
}

/** So long is waited for more, in milliseconds: a folder that is read is told of a few times, and not file by file. */
const listAfter = 200;

/** Endless changes to a text do not hold diagnostics back forever. */
const mostRounds = 20;

/** Tells the client of what its editors hold. */
export function createPublisher(connection: Connection, session: Session, languages: readonly Language[]): Publisher {
  /** Documents about to be published. */
  const isWaiting = new Set<TextDocument>();
  let isListToBeTold = false;
  const changed = guarded(connection.console, 'publishDiagnostics', undefined, async (document: TextDocument) => {
    if (session.client.pullsDiagnostics) return;
    await session.ready();
    // Of a burst of changes only the last one is published.
    if (session.documents.get(document.uri) !== document || isWaiting.has(document)) return;
    isWaiting.add(document);
    for (let round = 0, told = -1; round < mostRounds && told !== document.version; round += 1) {
      told = document.version;
      await quiet();
    }
    isWaiting.delete(document);
    if (session.documents.get(document.uri) !== document) return;
    const { uri, version } = document;
    const diagnostics = fitting(session.client, languageOf(languages, document)?.diagnostics(document) ?? []);
    await connection.sendDiagnostics({ uri, version, diagnostics });
  });
  return {
    changed,
    closed(uri) {
      if (!session.client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    async judgeAgain() {
      const { client, documents } = session;
      if (!client.pullsDiagnostics) await Promise.all(documents.all().map((document) => changed(document)));
      else if (client.refreshesDiagnostics) void connection.sendRequest(DiagnosticRefreshRequest.type);
      if (client.showsExamples)
        void connection.sendNotification('encounterScrubber/examplesChanged' satisfies keyof ServerNotifications);
      if (client.refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
    },
    listedOtherwise() {
      if (isListToBeTold || !session.client.showsEncounters) return;
      isListToBeTold = true;
      setTimeout(() => {
        isListToBeTold = false;
        void connection.sendNotification('encounterScrubber/encountersChanged' satisfies keyof ServerNotifications);
      }, listAfter).unref();
    },
  };
}

/** Resolves after a moment in which a change that is under way, or has come and was not heard yet, is heard. */
async function quiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  // One message is heard in each turn.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
