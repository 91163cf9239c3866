/** Questions about what was done: which levels, which side, by which technique. Claim and record disagree. */
import type { QuestionKind } from './query.js';
import { billedWords, pointedWords, recordWords, type ToldField } from './words.js';

/** The claim bills one thing and the record says another: which fields matter, and what is open. */
function differing(fields: readonly ToldField[], open: string): QuestionKind {
  return ({ finding, lines, procedures }) => {
    // What a payer requires is not a question for the provider: the record is clear.
    if ((finding.entries ?? []).length > 0 || lines.length === 0) return undefined;
    return { claim: billedWords(lines), record: recordWords(procedures, fields), open };
  };
}

export const levels = differing(
  ['levels', 'nerves', 'side'],
  'Which levels were treated (or nerves, if those were the target), and on which side or sides?',
);

export const side = differing(['levels', 'nerves', 'site', 'side'], 'On which side or sides was the procedure done?');

export const technique = differing(
  ['technique', 'guidance'],
  'Which technique was used, and which image guidance, if any?',
);

export const site = differing(
  ['site', 'side'],
  'Which structure or structures were treated, and on which side or sides?',
);

export const time = differing(['minutes'], 'How many minutes did each timed service last?');

/** The diagnosis names a different region or side than the one treated. */
export const diagnosis: QuestionKind = ({ encounter, lines, procedures }) => {
  const pointed = pointedWords(encounter, lines);
  if (pointed === '') return undefined;
  return {
    claim: `${billedWords(lines)} for ${pointed}`,
    record: recordWords(procedures, ['levels', 'nerves', 'site', 'side']),
    open: 'For which diagnosis was the procedure done, and in which region and on which side?',
  };
};
