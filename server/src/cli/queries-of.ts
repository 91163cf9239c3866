/** The questions that an encounter's findings put to its provider, with their places. */
import type { Judgment } from '../engine/judgment.js';
import type { Severity } from '../policy/vocabulary.js';
import { queryOf } from '../queries/index.js';
import type { Query } from '../queries/query.js';
import { isAtLeast } from './at-least.js';

/** A question and where its encounter stands. */
export interface PlacedQuery extends Query {
  readonly file: string;
  /** The encounter's first line, from 1. */
  readonly line: number;
}

/** The questions of an encounter, each once. */
export function queriesOf(
  judgment: Judgment,
  minSeverity: Severity,
  place: () => Pick<PlacedQuery, 'file' | 'line'>,
): readonly PlacedQuery[] {
  const seen = new Set<string>();
  return judgment.findings.flatMap((finding): readonly PlacedQuery[] => {
    const query = isAtLeast(finding.severity, minSeverity) ? queryOf(judgment, finding) : undefined;
    const key = query && JSON.stringify(query.question);
    if (!query || !key || seen.has(key)) return [];
    seen.add(key);
    return [{ ...query, ...place() }];
  });
}
