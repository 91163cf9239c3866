/** What the language server judges with, wherever it runs. */
import type { PolicyFile } from '../policy/policies.js';
import type { Rule } from '../rules/rule.js';
import type { FilePort } from '../session/port.js';
import type { ReadTables, ShippedTables } from '../session/tables.js';
import type { ReadPast } from './impact.js';

/** What the server judges with. */
export interface Kit {
  readonly rules: readonly Rule[];
  readonly tables: ShippedTables;
  /** Why nothing can be judged, in words for the user: a file of the tool is missing. */
  readonly damage?: string | undefined;
  readonly shipped: readonly PolicyFile[];
  readonly version: string;
  /** The clock's date. */
  today(): string;
  /** The files of the server's own machine; absent if it has none. */
  readonly disk?: FilePort;
  /** How the bytes of a file become code tables. */
  readonly readTables: ReadTables;
  /** Files as they were in a git revision; absent without git. */
  readonly past?: ReadPast;
}
