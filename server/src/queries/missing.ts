/** Questions about what the record does not say: a whole procedure, fields of it, or figures in a field. */
import type { Procedure } from '../encounter/encounter.js';
import { fixesOf } from '../rules/rule.js';
import { type ProcedureField, procedureFields } from '../syntax/vocabulary.js';
import { touches } from '../text/span.js';
import { listed } from '../text/words.js';
import type { QuestionKind, Subject } from './query.js';
import { billedWords } from './words.js';

/** A code is billed and no documented procedure supports it. */
export const procedure: QuestionKind = ({ lines, encounter }) => {
  if (lines.length === 0) return undefined;
  const kinds = [...new Set(encounter.procedures.flatMap(({ kind }) => kind ?? []))];
  return {
    claim: billedWords(lines),
    record: kinds.length > 0 ? `${listed(kinds)}, and nothing else` : 'no procedure',
    open: 'Which procedures were done at this visit, where and how? If there were no others, please say so.',
  };
};

/** Fields are missing, or do not say how long. */
export const documentation: QuestionKind = (subject) => {
  const [first] = subject.procedures;
  if (!first) return undefined;
  const absent = absentFields(subject, first);
  if (absent.length > 0) {
    return {
      record: `${first.kind ?? 'the procedure'}, with no mention of ${listed(absent.map(fieldWords), 'or')}`,
      open: 'What was found or done, if it was assessed at the time? If it was not, please say so.',
    };
  }
  const short = (['indication', 'conservative-care'] as const).filter((field) => first.fields.get(field)?.text);
  if (short.length === 0) return undefined;
  return {
    record: `${first.kind ?? 'the procedure'}: ${listed(short.map(fieldWords))} as written`,
    open: 'Over what period, from when to when, as far as is known? If the record already states it in full, please say so.',
  };
};

/** A field is described in words that cannot be measured. */
export const vagueness: QuestionKind = ({ finding, procedures }) => {
  const [first] = procedures;
  const field = first && [...first.fields.values()].find(({ span }) => touches(span, finding.at));
  if (!field || !isProcedureField(field.name)) return undefined;
  if (field.name === 'agent') {
    return {
      record: `${first.kind ?? 'the procedure'}: the agent with a figure and no unit`,
      open: 'What does the figure count, and how much was given? If it is not known, please say so.',
    };
  }
  return {
    record: `${first.kind ?? 'the procedure'}: ${fieldWords(field.name)} without a figure`,
    open: 'Can this be stated more exactly, as far as was known at the time: since when, for how long, how much? If not, please say so.',
  };
};

/** The fields that the finding's fix would insert, and the empty one that it is on. */
function absentFields({ finding }: Subject, { fields }: Procedure): readonly ProcedureField[] {
  const inserted = fixesOf(finding)
    .flatMap(({ edits }) => edits)
    .flatMap(({ text }) => [...text.matchAll(/^[ \t]*([a-z-]+):[ \t]*$/gm)].map(([, name]) => name));
  return procedureFields.filter((name) => {
    const field = fields.get(name);
    return inserted.includes(name) || (field !== undefined && !field.text && touches(field.span, finding.at));
  });
}

const isProcedureField = (name: string): name is ProcedureField => procedureFields.some((field) => field === name);

const said: Partial<Record<ProcedureField, string>> = {
  levels: 'the levels or nerves',
  side: 'the side',
  'conservative-care': 'conservative care before it',
  indication: 'the indication',
  'pain-before': 'the pain score before it',
  'pain-after': 'the pain score after it',
  relief: 'the relief',
  'prior-relief': 'the relief of the last session',
  'prior-blocks': 'the relief of earlier blocks',
  guidance: 'image guidance',
  minutes: 'the time spent',
};

function fieldWords(field: ProcedureField): string {
  return said[field] ?? `the ${field}`;
}
