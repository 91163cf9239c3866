/**
 * A server that ends on its own: it is started again, unless it ends again and again. Then the user is told, once, and decides.
 */
import { commands, window } from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler, LanguageClient } from 'vscode-languageclient/node';

/** So many ends within so many milliseconds are too many. */
const most = 4;
const period = 3 * 60 * 1000;
/** Messages that could not be sent or read, one after the other. */
const mostErrors = 3;

/** A client that leaves it to us to tell the user of failures: its own message would be a second one. The log has them. */
export class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * Starts a server that ended again, up to four times in three minutes.
 *
 * @param gaveUp called when it is not started any more
 */
export function createRestarts(gaveUp: () => void): ErrorHandler {
  let ends: readonly number[] = [];
  return {
    error(_error, _message, count) {
      if (count !== undefined && count <= mostErrors) return { action: ErrorAction.Continue, handled: true };
      gaveUp();
      return { action: ErrorAction.Shutdown, handled: true };
    },
    closed() {
      const now = Date.now();
      ends = [...ends.filter((end) => now - end < period), now];
      if (ends.length <= most) return { action: CloseAction.Restart, handled: true };
      ends = [];
      gaveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

/** Tells that the server has stopped, with what can be done: once, until the user has restarted it. */
export function createStoppedNotice(): { tell(): void; forget(): void } {
  let isTold = false;
  return {
    tell() {
      if (isTold) return;
      isTold = true;
      void tellStopped();
    },
    forget() {
      isTold = false;
    },
  };
}

async function tellStopped(): Promise<void> {
  const message = 'Encounter Scrubber has stopped: nothing is checked until it is restarted';
  const answer = await window.showErrorMessage(message, 'Restart', 'Show Log');
  if (answer === 'Restart') await commands.executeCommand('encounterScrubber.restartServer');
  else if (answer === 'Show Log') await commands.executeCommand('encounterScrubber.showLog');
}
