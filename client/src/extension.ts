/**
 * The extension's way in: starts the language server, shows how it is and offers the two commands. It knows no
 * medicine; whatever is said about a claim is said by the server.
 */
import { commands, type ExtensionContext, window, workspace } from 'vscode';
import {
  type DocumentSelector,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { createStatus } from './status.js';

const language = 'encounter';

/** Encounters that are on disk, and those not saved yet; not the old side of a comparison. */
const documentSelector: DocumentSelector = [
  { language, scheme: 'file' },
  { language, scheme: 'untitled' },
];

let stop: (() => Promise<void>) | undefined;

/** Called by the editor when the first encounter is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Encounter Scrubber', { log: true });
  const status = createStatus(language);
  const module = context.asAbsolutePath('dist/server.cjs');
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
      // The status item tells that something is wrong; a log that opens by itself covers the claim.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: {
        fileEvents: [
          workspace.createFileSystemWatcher('**/*.encounter'),
          workspace.createFileSystemWatcher('**/*.payer.yaml'),
        ],
      },
      diagnosticPullOptions: {
        onChange: true,
        onTabs: true,
        // Of a tab that was not opened yet only the name is known, not the language.
        match: (_selector, resource) => resource.scheme === 'file' && resource.path.endsWith('.encounter'),
      },
      initializationFailedHandler: (error) => {
        log.error(error instanceof Error ? error : String(error));
        return false;
      },
    },
  );

  context.subscriptions.push(
    log,
    status,
    client.onDidChangeState(({ newState }) => status.show(conditions[newState])),
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
  // The two commands stand in the palette only while there is something to restart and a log to show.
  await commands.executeCommand('setContext', 'encounterScrubber.active', true);

  try {
    await client.start();
  } catch (error) {
    // The commands stay, so that the log can be read and the server restarted.
    log.error(error instanceof Error ? error : String(error));
    status.show('stopped');
  }
}

/** Called by the editor when the extension is switched off or the window closes. */
export async function deactivate(): Promise<void> {
  await stop?.();
}

const conditions = {
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.Stopped]: 'stopped',
  [State.StartFailed]: 'stopped',
} as const;
