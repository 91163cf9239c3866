/**
 * The extension's entry point: starts the language server and adds what the editor shows besides its answers. It knows no
 * medicine; whatever is said about a claim or a policy is said by the server.
 */
import { commands, type ExtensionContext, window, workspace } from 'vscode';
import {
  type DocumentSelector,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import type { ClientCommand, ClientNotifications, ClientOptions } from '../../server/src/lsp/protocol.js';
import { asking } from './ask.js';
import { authoringCommands } from './authoring.js';
import { showChecked } from './checked.js';
import { createDocuments } from './documents.js';
import { showExamples } from './examples.js';
import { answerFileRequests } from './files.js';
import { firstStepsCommands } from './first-steps.js';
import { knownCommand } from './known.js';
import { newEncounterCommands } from './new-encounter.js';
import { createCheckedStatus, createStatus, createTablesStatus } from './status.js';
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

/** Called by the editor when the first encounter or policy is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Encounter Scrubber', { log: true });
  const status = createStatus(languages);
  const tablesStatus = createTablesStatus(languages);
  const checkedStatus = createCheckedStatus();
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
    runsCommands: true,
  });
  const client = new LanguageClient(
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
  const ask = asking(client);
  answerFileRequests(client);
  const shown = createDocuments(ask);

  context.subscriptions.push(
    log,
    status,
    tablesStatus,
    checkedStatus,
    shown,
    showExamples(client, ask),
    showChecked(ask, checkedStatus),
    ...firstStepsCommands(context),
    ...newEncounterCommands(ask, context),
    ...authoringCommands(ask, shown),
    knownCommand(ask, shown),
    ...tableCommands(client, ask, tablesStatus),
    client.onDidChangeState(({ newState }) => status.show(conditions[newState])),
    // Files may have changed in the meantime, in a folder that is not watched.
    window.onDidChangeWindowState(({ focused }) => {
      if (focused && client.isRunning()) void client.sendNotification(focusedNotification);
    }),
    workspace.onDidGrantWorkspaceTrust(() => commands.executeCommand('encounterScrubber.restartServer')),
    commands.registerCommand('encounterScrubber.showLog', () => log.show()),
    commands.registerCommand('encounterScrubber.restartServer', async () => {
      log.info('Restarting the language server');
      status.show('starting');
      try {
        await client.restart();
      } catch (error) {
        log.error(error instanceof Error ? error : String(error));
        status.show('stopped');
      }
    }),
  );
  stop = () => client.stop();
  // The commands are in the palette only while there is a server to ask.
  await commands.executeCommand('setContext', 'encounterScrubber.active', true);

  try {
    await client.start();
  } catch (error) {
    // The commands stay, so that the log can be read and the server restarted.
    log.error(error instanceof Error ? error : String(error));
    status.show('stopped');
  }
}

/** Called by the editor when the extension is disabled or the window closes. */
export async function deactivate(): Promise<void> {
  await stop?.();
}

const conditions = {
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.Stopped]: 'stopped',
  [State.StartFailed]: 'stopped',
} as const;
