/** Tells the client which code tables are in use, how old they are and what is wrong in them. */
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { ServerNotifications, TablesTold } from './protocol.js';
import type { Session } from './session.js';
import { tablesTold } from './tables-told.js';

export interface TableNews {
  /** Tables are being read, or were read. */
  tell(isLoading: boolean): void;
  /** What the client is told about the tables in use. */
  told(isLoading: boolean): TablesTold;
}

/** News of the session's tables. */
export function createTableNews(connection: Connection, session: () => Session): TableNews {
  let toldProblems = '';
  const told = (isLoading: boolean): TablesTold => {
    const { workspace, addresses, kit } = session();
    const { folder, tables } = workspace.tables();
    return tablesTold(
      folder === undefined ? undefined : addresses.spelled(folder),
      isLoading,
      tables?.editions() ?? kit.tables.editions,
      workspace.tableProblems(),
      kit.today(),
    );
  };
  return {
    told,
    tell(isLoading) {
      if (session().client.showsTables)
        void connection.sendNotification(
          'encounterScrubber/tables' satisfies keyof ServerNotifications,
          told(isLoading),
        );
      if (isLoading) return;
      const problems = session().workspace.tableProblems();
      // A message that is there already is not shown again for another file.
      if (problems.length > 0 && problems.join() !== toldProblems) {
        const message = `Code tables: ${problems.slice(0, 3).join('; ')}`;
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
      }
      toldProblems = problems.join();
    },
  };
}
