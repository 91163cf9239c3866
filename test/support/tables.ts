/** The published tables as they stand in server/data, for tests over every row. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readTable } from '../../scripts/generate/csv.mjs';

/** The rows of one table, each by its columns' names. */
export function rowsOf(table: string): readonly Readonly<Record<string, string>>[] {
  const bytes = readFileSync(new URL(`../../server/data/${table}`, import.meta.url));
  return readTable((table.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}
