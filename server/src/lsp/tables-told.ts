/** What a client is told about the code tables. */
import type { Editions } from '../codes/editions.js';
import { ageWords, tableAges } from '../features/words/tables.js';
import type { TablesTold } from './protocol.js';

/** The tables in use today, their ages and what is wrong in the files. */
export function tablesTold(
  folder: string | undefined,
  isLoading: boolean,
  editions: Editions,
  problems: readonly string[],
  today: string,
): TablesTold {
  const ages = tableAges(editions, today);
  const descriptors = editions.descriptors.at(-1);
  return {
    folder: folder ?? null,
    isLoading,
    tables: [...ages.map(ageWords), ...(descriptors ? [descriptors.name] : [])],
    oldest: Math.max(0, ...ages.map(({ months }) => months)),
    problems,
  };
}
