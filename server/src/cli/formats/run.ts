/** What a run of `check` found, as every format is given it. */

import type { Query } from '../../queries/query.js';
import type { Rule } from '../../rules/rule.js';
import type { ReportedFinding, ReportedPart, Summary } from '../report.js';

/** What a run found. */
export interface Run {
  /** The encounters with their findings, and the findings of everything else, in the order of the files. */
  readonly parts: readonly ReportedPart[];
  /** The findings of all parts: in the order of the files, then by position. */
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
  readonly isColored: boolean;
}

/** A question and where its encounter stands. */
export interface PlacedQuery extends Query {
  readonly file: string;
  /** The encounter's first line, from 1. */
  readonly line: number;
}
