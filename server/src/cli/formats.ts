/** The forms in which `check` reports, by name: each takes what the run found and gives its text in parts. */
import type { Rule } from '../rules/rule.js';
import { githubFormat } from './github-format.js';
import { htmlFormat } from './html-format.js';
import { jsonFormat, jsonlFormat } from './json-format.js';
import { junitFormat } from './junit-format.js';
import { type PlacedQuery, queriesFormat } from './queries-format.js';
import type { ReportedFinding, Summary } from './report.js';
import { sarifFormat } from './sarif-format.js';
import { textReport } from './text-format.js';

/** What a run found. */
export interface Run {
  /** In the order of the files, then by position. */
  readonly findings: readonly ReportedFinding[];
  readonly summary: Summary;
  /** What was checked, in the order of the files: a policy has no encounters. */
  readonly files: readonly { readonly file: string; readonly encounters: readonly (string | undefined)[] }[];
  /** The questions to providers, worked out when asked for. */
  queries(): readonly PlacedQuery[];
  readonly rules: readonly Rule[];
  readonly version: string;
  readonly today: string;
  /** What could not be read, a line each. */
  readonly complaints: readonly string[];
  textOf(file: string): string;
  readonly isColoured: boolean;
}

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

export const checkFormatNames = Object.keys(checkFormats) as readonly CheckFormat[];
