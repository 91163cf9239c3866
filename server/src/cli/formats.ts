/** The forms in which `check` reports, by name: each takes what the run found and gives its text in parts. */
import { githubFormat } from './formats/github.js';
import { htmlFormat } from './formats/html.js';
import { jsonFormat, jsonlFormat } from './formats/json.js';
import { junitFormat } from './formats/junit.js';
import { queriesFormat } from './formats/queries.js';
import type { Run } from './formats/run.js';
import { sarifFormat } from './formats/sarif.js';
import { textReport } from './formats/text.js';

export const checkFormats = {
  text: textReport,
  json: jsonFormat,
  jsonl: jsonlFormat,
  sarif: sarifFormat,
  github: githubFormat,
  junit: junitFormat,
  html: htmlFormat,
  queries: queriesFormat,
} as const satisfies Readonly<Record<string, (run: Run) => Iterable<string>>>;

export type CheckFormat = keyof typeof checkFormats;

/** Whether a format shows the fixes of a finding; for the others none has to be worked out. */
export function printsFixes(format: CheckFormat): boolean {
  return !withoutFixes.includes(format);
}

const withoutFixes: readonly CheckFormat[] = ['github', 'junit', 'queries'];

export const checkFormatNames = Object.keys(checkFormats) as readonly CheckFormat[];
