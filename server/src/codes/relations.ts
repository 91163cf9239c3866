/** Which code goes with another one, and how: server/data/code_relations.csv. */
import { codeRelationRows } from '../../generated/code-relations.js';
import { once } from '../text/once.js';
import type { CodeRelation } from './codes.js';

const relations = once(() => {
  const found = new Map<string, string[]>();
  for (const { relation = '', code = '', other = '' } of codeRelationRows) {
    const key = `${relation} ${code}`;
    const others = found.get(key);
    if (others) others.push(other);
    else found.set(key, [other]);
  }
  return found;
});

/** The codes that are this to the code; none where the table has no row. */
export function relatedCodes(code: string, as: CodeRelation): readonly string[] {
  return relations().get(`${as} ${code}`) ?? [];
}
