/** The code groups that payer policies name. */
import { addTo } from '../text/grouped.js';
import type { PainCode } from './codes.js';

/**
 * The codes of each group. A group that is named as a procedure kind also holds the codes that are for this kind alone:
 * 0213T is a facet injection as 64490 is, while 20552 and 64999 may be several kinds.
 */
export function codeGroups(rows: readonly PainCode[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { code, group, kinds } of rows) {
    if (group) addTo(groups, group, code);
    // A narrower kind of the same name as the group comes second: 64612 is chemodenervation, and a nerve's destruction.
    const [kind, ...others] = kinds.filter((each, index) => index === 0 || each !== group);
    if (kind && others.length === 0 && kind !== group) addTo(groups, kind, code);
  }
  return groups;
}
