/** The vertebral bodies that a procedure treated. */
import { whereOf } from './headings.js';
import { isDenied } from './negation.js';
import { groupsIn, meaningOf } from './places.js';
import { type Said, together } from './said-lists.js';
import { type Decision, type Statement, unsure, wordsAround } from './statements.js';
import type { Source } from './where-sources.js';

/** The bodies that the sources say. */
export function bodiesOf(sources: readonly Source[]): Decision | undefined {
  const said: Said[] = [];
  const open: Statement[] = [];
  for (const { sentence, kind } of sources) {
    for (const group of groupsIn(sentence.text)) {
      const { text } = sentence;
      if (isDenied(text, group.start, group.end)) continue;
      const statement = { value: '', words: wordsAround(text, group.start, group.end), where: whereOf(sentence) };
      const isClear = kind !== 'text' || meaningOf(text, group) === 'bodies';
      if (group.isUnreadable || group.levels.length > 0) {
        if (kind !== 'text') open.push(statement);
      } else if (isClear) said.push({ items: group.vertebrae, statement, isWhole: kind !== 'text' });
    }
  }
  if (open.length > 0) return unsure(...open, ...said.map(({ statement }) => statement));
  return together(said, false, (items) => [...items].sort());
}
