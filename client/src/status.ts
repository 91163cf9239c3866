/**
 * The language status item: tells whether the server runs and offers to restart it. Knows nothing of how the server is
 * started.
 */
import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages } from 'vscode';

/** How the server is, as the user is told. */
export type Condition = 'starting' | 'running' | 'stopped';

/** The status item, which can be told how the server is. */
export interface Status extends Disposable {
  show(condition: Condition): void;
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
  stopped: 'Encounters are not checked until it runs again',
};
