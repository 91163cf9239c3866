/**
 * The language status item: tells whether the server runs and offers to restart it. Knows nothing of how the server is
 * started.
 */
import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages } from 'vscode';
import type { CheckedTold, TablesTold } from '../../server/src/lsp/protocol.js';

/** The server's state, as shown to the user. */
type Condition = 'starting' | 'running' | 'stopped';

/** The status item, which can be told how the server is. */
interface Status extends Disposable {
  show(condition: Condition): void;
}

/** The status item of the code tables. */
export interface TablesStatus extends Disposable {
  show(told: TablesTold): void;
}

/** The status item of the encounter under the cursor. */
export interface CheckedStatus extends Disposable {
  /** What judged it; null where the cursor is in none. */
  show(told: CheckedTold | null): void;
}

/** So old that a newer quarter was published some time ago. */
const oldMonths = 6;

/** Creates the status item that tells how old the code tables are; it begins empty. */
export function createTablesStatus(ofLanguages: readonly string[]): TablesStatus {
  const selector = ofLanguages.map((language) => ({ language }));
  const item = languages.createLanguageStatusItem('encounterScrubber.tables', selector);
  item.name = 'Encounter Scrubber: code tables';
  item.text = 'Code tables';
  return {
    show({ folder, isLoading, tables, oldest, problems }) {
      item.busy = isLoading;
      item.text = isLoading
        ? 'Loading code tables'
        : problems.length > 0
          ? 'Code tables: problem with a file'
          : oldest > oldMonths
            ? `Code tables: oldest is ${oldest} months old`
            : 'Code tables are up to date';
      item.detail = [...problems, ...tables].join(', ');
      item.severity = problems.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
      item.command =
        folder === null
          ? { title: 'Choose Folder', command: 'encounterScrubber.chooseTables' }
          : { title: 'Add Files', command: 'encounterScrubber.addTables' };
    },
    dispose: () => item.dispose(),
  };
}

/** Creates the status item that tells what judged the encounter under the cursor and what was not checked. */
export function createCheckedStatus(): CheckedStatus {
  const item = languages.createLanguageStatusItem('encounterScrubber.checked', { language: 'encounter' });
  item.name = 'Encounter Scrubber: what was checked';
  item.command = { title: 'Explain', command: 'encounterScrubber.explainConfiguration' };
  const show = (told: CheckedTold | null): void => {
    item.text = told?.short ?? 'No encounter at the cursor';
    item.detail = told?.lines.join('; ') ?? '';
  };
  show(null);
  return { show, dispose: () => item.dispose() };
}

/** Creates the status item for files of the given languages; it begins as starting. */
export function createStatus(ofLanguages: readonly string[]): Status {
  const selector = ofLanguages.map((language) => ({ language }));
  const item = languages.createLanguageStatusItem('encounterScrubber.server', selector);
  item.name = 'Encounter Scrubber';
  showCondition(item, 'starting');
  return {
    show: (condition) => showCondition(item, condition),
    dispose: () => item.dispose(),
  };
}

function showCondition(item: LanguageStatusItem, condition: Condition): void {
  item.text = texts[condition];
  item.busy = condition === 'starting';
  item.severity = condition === 'stopped' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  item.detail = details[condition];
  item.command = { title: 'Restart', command: 'encounterScrubber.restartServer' };
}

const texts: Readonly<Record<Condition, string>> = {
  starting: 'Encounter Scrubber is starting',
  running: 'Encounter Scrubber is checking',
  stopped: 'Encounter Scrubber has stopped',
};

const details: Readonly<Record<Condition, string>> = {
  starting: '',
  running: '',
  stopped: 'Encounters are not checked until it is restarted',
};
