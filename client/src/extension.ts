/**
 * The extension's entry point: starts the language server and adds what the editor shows besides its answers. It knows no
 * medicine; whatever is said about a claim or a policy is said by the server.
 */
import { commands, Disposable, type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import {
  type DocumentSelector,
  type LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageclient/node';
import type { ClientCommand, ClientNotifications, ClientOptions } from '../../server/src/lsp/protocol.js';
import { asking } from './ask.js';
import { authoringCommands } from './authoring.js';
import { showChecked } from './checked.js';
import { createDocuments } from './documents.js';
import { showEncounters } from './encounters.js';
import { showExamples } from './examples.js';
import { answerFileRequests } from './files.js';
import { firstStepsCommands } from './first-steps.js';
import { knownCommand } from './known.js';
import { newEncounterCommands } from './new-encounter.js';
import { offerPastes } from './paste.js';
import { createRestarts, createStoppedNotice, QuietClient } from './restarts.js';
import { createCheckedStatus, createStatus, createTablesStatus, type Status } from './status.js';
import { tableCommands } from './tables.js';

const languages = ['encounter', 'payer-policy', 'scrubber-project'];

/**
 * Files on disk, unsaved files, and those of virtual folders, whatever their editor calls them: package.json says so under
 * `virtualWorkspaces`. Not the old side of a comparison.
 */
function schemesShown(): readonly string[] {
  return [
    ...new Set(['file', 'untitled', 'vscode-vfs', ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]),
  ];
}

const linkedCommands: readonly ClientCommand[] = ['encounterScrubber.explainRule', 'encounterScrubber.showPlace'];

const focusedNotification: keyof ClientNotifications = 'encounterScrubber/focused';

let stop: (() => Promise<void>) | undefined;

/** Called by the editor when the first encounter or policy is opened, or the first of our commands is run. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Encounter Scrubber', { log: true });
  const status = createStatus(languages);
  const tablesStatus = createTablesStatus(languages);
  const checkedStatus = createCheckedStatus();
  const notice = createStoppedNotice();
  const stopped = (): void => {
    status.show('stopped');
    notice.tell();
  };
  /** A server, and all that asks it. */
  const connect = (): { readonly client: LanguageClient; readonly asking: Disposable } => {
    const client = createClient(context, log, status, stopped);
    const ask = asking(client);
    answerFileRequests(client);
    const shown = createDocuments(ask, languages);
    const parts = [
      shown,
      showExamples(client, ask),
      showEncounters(client, ask),
      showChecked(ask, checkedStatus),
      ...newEncounterCommands(ask, context),
      offerPastes(ask),
      ...authoringCommands(ask, shown),
      knownCommand(ask, shown),
      ...tableCommands(client, ask, tablesStatus),
      client.onDidChangeState(({ newState }) => {
        // One that is to be started again ends first: that it does not is told by what gives up.
        if (newState === State.Starting) status.show('starting');
        if (newState === State.Running) status.show('running');
        if (newState === State.StartFailed) stopped();
      }),
      // Files may have changed in the meantime, in a folder that is not watched.
      window.onDidChangeWindowState(({ focused }) => {
        if (focused && client.isRunning()) void client.sendNotification(focusedNotification);
      }),
    ];
    return { client, asking: Disposable.from(...parts) };
  };
  let connected = connect();
  const start = async (started: Promise<void>): Promise<void> => {
    try {
      await started;
    } catch (error) {
      // The commands stay, so that the log can be read and the server restarted.
      log.error(error instanceof Error ? error : String(error));
      stopped();
    }
  };

  context.subscriptions.push(
    log,
    status,
    tablesStatus,
    checkedStatus,
    new Disposable(() => connected.asking.dispose()),
    ...firstStepsCommands(context),
    workspace.onDidGrantWorkspaceTrust(() => commands.executeCommand('encounterScrubber.restartServer')),
    commands.registerCommand('encounterScrubber.showLog', () => log.show()),
    commands.registerCommand('encounterScrubber.restartServer', async () => {
      log.info('Restarting the language server');
      status.show('starting');
      notice.forget();
      if (connected.client.state !== State.StartFailed) return start(connected.client.restart());
      // A client that could not start its server never starts one again.
      connected.asking.dispose();
      connected = connect();
      return start(connected.client.start());
    }),
  );
  stop = async () => {
    if (connected.client.state === State.Running) await connected.client.stop();
  };
  // The commands are in the palette only while there is a server to ask.
  await commands.executeCommand('setContext', 'encounterScrubber.active', true);
  await start(connected.client.start());
}

/** Called by the editor when the extension is disabled or the window closes. */
export async function deactivate(): Promise<void> {
  await stop?.();
}

/**
 * The client of a server that is not started yet.
 *
 * @param gaveUp called when the server ended and is not started again
 */
function createClient(
  context: ExtensionContext,
  log: LogOutputChannel,
  status: Status,
  gaveUp: () => void,
): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs');
  const schemes = schemesShown();
  const documentSelector: DocumentSelector = languages.flatMap((language) =>
    schemes.map((scheme) => ({ language, scheme })),
  );
  const initializationOptions = (): ClientOptions => ({
    isTrusted: workspace.isTrusted,
    readsFiles: true,
    showsExamples: true,
    showsTables: true,
    showsEncounters: true,
    runsCommands: true,
  });
  return new QuietClient(
    'encounterScrubber',
    'Encounter Scrubber',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--enable-source-maps'] } },
    },
    {
      documentSelector,
      outputChannel: log,
      // The links of a hover lead to a rule's page and to the line of a policy.
      markdown: { isTrusted: { enabledCommands: linkedCommands } },
      initializationOptions,
      // The status item tells that something is wrong; a log that opens on its own would cover the claim.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: createRestarts(gaveUp),
      middleware: {
        handleWorkDoneProgress: (token, told, next) => {
          status.showWork(workOf(told));
          next(token, told);
        },
      },
      diagnosticPullOptions: {
        onChange: true,
        onTabs: true,
        // Of a tab that was not opened yet only the name is known, not the language.
        match: (_selector, resource) =>
          schemes.includes(resource.scheme) && /\.(?:encounter|payer\.yaml)$|\/scrubber\.yaml$/.test(resource.path),
      },
      initializationFailedHandler: (error) => {
        log.error(error instanceof Error ? error : String(error));
        return false;
      },
    },
  );
}

/** What the server says it is doing. */
function workOf(told: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): string | undefined {
  if (told.kind === 'end') return undefined;
  return `Encounter Scrubber: ${told.message ?? 'working'}`;
}
