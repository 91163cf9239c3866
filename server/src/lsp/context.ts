/** What a request handler may ask. */
import type { Checks } from './checks.js';
import type { ExampleRuns } from './example-runs.js';
import type { Language } from './languages.js';
import type { Session } from './session.js';
import type { TableNews } from './table-news.js';

export interface Context {
  readonly session: Session;
  readonly languages: readonly Language[];
  readonly checks: Checks;
  readonly examples: ExampleRuns;
  readonly tables: TableNews;
}
