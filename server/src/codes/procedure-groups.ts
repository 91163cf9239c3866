/** The procedures of a pain practice in a coder's words, finer than the groups that policies name: server/data/procedure_groups.csv. */
import { procedureGroupRows } from '../../generated/procedure-groups.js';
import { once } from '../text/once.js';

/** What a coder calls a procedure, and the codes and ranges that bill it. */
export interface ProcedureGroup {
  readonly words: string;
  readonly codes: readonly string[];
}

/** The groups in the order in which a coder looks for them. */
export const procedureGroups = once((): readonly ProcedureGroup[] =>
  procedureGroupRows.map(({ words = '', codes = '' }) => ({ words, codes: codes.split(' ') })),
);
