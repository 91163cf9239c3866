/**
 * The status items: how the server is and what it does, what judged the encounter under the cursor, how old the code tables
 * are. Knows nothing of how the server is started.
 */
import {
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
} from 'vscode';
import type { CheckedTold, TablesTold } from '../../server/src/lsp/protocol.js';

/** The server's state, as shown to the user. */
type Condition = 'starting' | 'running' | 'stopped';

/** The status item, which can be told how the server is. */
export interface Status extends Disposable {
  show(condition: Condition): void;
  /** What a running server is doing, in words; undefined where it is done. */
  showWork(work: string | undefined): void;
}

/** The status item of the code tables. */
export interface TablesStatus extends Disposable {
  show(told: TablesTold): void;
}

/** The status item of the encounter under the cursor. */
export interface CheckedStatus extends Disposable {
  /** What judged it; null where the cursor is in none, undefined where nobody can tell. */
  show(told: CheckedTold | null | undefined): void;
}

/** So old that a newer quarter was published some time ago. */
const oldMonths = 6;

const restart = { title: 'Restart', command: 'encounterScrubber.restartServer' };
const showLog = { title: 'Show Log', command: 'encounterScrubber.showLog' };

/** Creates the status item that tells how old the code tables are; it begins empty. */
export function createTablesStatus(ofLanguages: readonly string[]): TablesStatus {
  const item = createItem('encounterScrubber.tables', ofLanguages);
  item.name = 'Encounter Scrubber: code tables';
  item.text = 'Code tables';
  return {
    show({ folder, isLoading, oldest, problems }) {
      item.busy = isLoading;
      item.text = isLoading
        ? 'Loading code tables'
        : problems.length > 0
          ? '$(warning) Code tables: problem with a file'
          : oldest > oldMonths
            ? `Code tables: oldest is ${oldest} months old`
            : '$(check) Code tables are up to date';
      item.detail = clipped(problems.join(', '));
      item.severity = problems.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
      item.command =
        folder === null
          ? { title: 'Choose Folder', command: 'encounterScrubber.chooseTables' }
          : { title: 'Add Files', command: 'encounterScrubber.addTables' };
    },
    dispose: () => item.dispose(),
  };
}

/** Creates the status item that tells what was found in the encounter under the cursor, what judged it and what was not checked. */
export function createCheckedStatus(): CheckedStatus {
  const item = createItem('encounterScrubber.checked', ['encounter']);
  item.name = 'Encounter Scrubber: what was checked';
  item.command = { title: 'Explain', command: 'encounterScrubber.explainConfiguration' };
  const show = (told: CheckedTold | null | undefined): void => {
    item.text = told ? checkedText(told) : told === null ? 'No encounter at the cursor' : 'Not checked yet';
    item.detail = clipped(told?.notChecked.join(', ') ?? '');
    // Read aloud, it is as long as it has to be.
    if (told) item.accessibilityInformation = { label: [checkedText(told), ...told.lines].join('. ') };
    else delete item.accessibilityInformation;
  };
  show(undefined);
  return { show, dispose: () => item.dispose() };
}

/** `1 error, 2 warnings; 2 things not checked (medicare)`; what they are follows as its detail. */
function checkedText({ errors, warnings, short }: CheckedTold): string {
  const counts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((count) => !count.startsWith('0'));
  const icon = errors > 0 ? '$(error)' : warnings > 0 ? '$(warning)' : '$(check)';
  return `${icon} ${counts.join(', ') || 'no errors'}; ${short}`;
}

/** The list of these items is as wide as its longest, and the commands are at its right end. */
const longest = 60;

function clipped(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/**
 * Creates the status items that tell how the server is, for files of the given languages; it begins as starting. A stopped
 * one is in the status bar, in the color of errors, whatever file is shown: nothing that is on the screen was checked.
 */
export function createStatus(ofLanguages: readonly string[]): Status {
  const item = createItem('encounterScrubber.server', ofLanguages);
  item.name = 'Encounter Scrubber';
  let whileStopped: Disposable | undefined;
  let work: string | undefined;
  let shown: Condition = 'starting';
  const show = (): void => {
    const isStopped = shown === 'stopped';
    item.text = shown === 'running' ? (work ?? '$(check) Encounter Scrubber') : texts[shown];
    item.busy = shown === 'starting' || (shown === 'running' && work !== undefined);
    item.severity = isStopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.detail = isStopped ? 'Nothing is checked until it is restarted' : '';
    item.command = restart;
    if (!isStopped) whileStopped?.dispose();
    whileStopped = isStopped ? (whileStopped ?? createStoppedItems(ofLanguages)) : undefined;
  };
  show();
  return {
    show(condition) {
      shown = condition;
      work = undefined;
      show();
    },
    showWork(told) {
      work = told;
      show();
    },
    dispose() {
      item.dispose();
      whileStopped?.dispose();
    },
  };
}

const texts = {
  starting: 'Encounter Scrubber is starting',
  stopped: 'Encounter Scrubber has stopped',
} as const;

/** A language status item has one command: the log's is another. */
function createStoppedItems(ofLanguages: readonly string[]): Disposable {
  const log = createItem('encounterScrubber.stopped', ofLanguages);
  log.name = 'Encounter Scrubber: log';
  log.text = 'The log tells why';
  log.severity = LanguageStatusSeverity.Error;
  log.command = showLog;
  const bar = window.createStatusBarItem('encounterScrubber.stopped', StatusBarAlignment.Left);
  bar.name = 'Encounter Scrubber';
  bar.text = `$(error) ${texts.stopped}`;
  bar.backgroundColor = new ThemeColor('statusBarItem.errorBackground');
  const links = [restart, showLog].map(({ title, command }) => `[${title}](command:${command})`);
  const tooltip = new MarkdownString(`Nothing is checked until it is restarted\n\n${links.join(' | ')}`);
  tooltip.isTrusted = { enabledCommands: [restart.command, showLog.command] };
  bar.tooltip = tooltip;
  bar.command = restart.command;
  bar.show();
  return Disposable.from(log, bar);
}

function createItem(id: string, ofLanguages: readonly string[]): LanguageStatusItem {
  return languages.createLanguageStatusItem(
    id,
    ofLanguages.map((language) => ({ language })),
  );
}
