/** Reads the user's own tables for a session, and tells the client and everything open when others answer. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { guarded } from './guard.js';
import type { TablesTold } from './protocol.js';
import type { Session } from './session.js';
import { tablesTold } from './tables-told.js';

export interface TableLoading {
  /** Reads the tables where they are others than before; everything open is judged again by them at once. */
  load(): Promise<void>;
  /** What the client is told of the tables that answer now. */
  told(isLoading: boolean): TablesTold;
}

/** @param judgeAgain called when other tables answer */
export function createTableLoading(
  connection: Connection,
  session: Session,
  judgeAgain: () => Promise<void>,
): TableLoading {
  const { tables, tablesFolder, workspace, kit } = session;
  const watched = new Set<string>();
  let toldProblems = '';

  const told = (isLoading: boolean): TablesTold =>
    tablesTold(tablesFolder(), isLoading, tables.editions(), tables.problems(), kit.today());
  const tell = (isLoading: boolean): void => {
    if (session.client.showsTables) void connection.sendNotification('encounterScrubber/tables', told(isLoading));
  };
  /** A folder outside the workspace is not watched with it. */
  const watch = (folder: string): void => {
    if (!session.client.watchesElsewhere || watched.has(folder)) return;
    if (session.folders.some((each) => folder.startsWith(each))) return;
    watched.add(folder);
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: { baseUri: folder, pattern: '**/*' } }],
    });
  };
  const tellProblems = (): void => {
    const problems = tables.problems();
    // A message that is there already is not shown again for another file.
    if (problems.length > 0 && problems.join() !== toldProblems) {
      const message = `Code tables: ${problems.slice(0, 3).join('; ')}`;
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    }
    toldProblems = problems.join();
  };

  return {
    told,
    load: guarded(connection.console, 'tables', undefined, async () => {
      const folder = tablesFolder();
      if (folder !== undefined) watch(folder);
      if (folder !== undefined) tell(true);
      const isChanged = await tables.load(folder);
      tell(false);
      if (!isChanged) return;
      workspace.tablesChanged();
      void session.readHistory();
      tellProblems();
      await judgeAgain();
    }),
  };
}
