/** The question that a finding puts to the provider, on the topic named by its rule. */
import { supportingProcedures } from '../claim/claim.js';
import type { Judgment, Reported } from '../engine/judgment.js';
import type { QuestionTopic } from '../rules/rule.js';
import { touches } from '../text/span.js';
import { documentation, procedure, vagueness } from './missing.js';
import type { Query, QuestionKind, Subject } from './query.js';
import { diagnosis, levels, side, site, technique, time } from './where-and-how.js';

const questions: Readonly<Record<QuestionTopic, QuestionKind>> = {
  levels,
  side,
  site,
  technique,
  diagnosis,
  time,
  procedure,
  documentation,
  vagueness,
};

/** The question of a finding; undefined where it is not one for the provider, or is allowed. */
export function queryOf(judgment: Judgment, finding: Reported): Query | undefined {
  if (finding.allowed || !finding.asks) return undefined;
  const question = questions[finding.asks](subjectOf(judgment, finding));
  if (!question) return undefined;
  const { provider, id, date } = judgment.encounter;
  return { rule: finding.rule, provider: provider?.value, encounter: id?.value, date: date?.value, question };
}

/** The text that is sent. */
export function queryText({ encounter, date, question }: Query): string {
  const about = [encounter && `Encounter ${encounter}`, date && `date of service ${date}`].filter(Boolean).join(', ');
  return `${[
    about,
    ...partsOf(question),
    'Please answer from the record and your own judgment, and amend the record where it is incomplete.',
  ]
    .filter((line) => line !== '')
    .join('\n')}\n`;
}

/** The question's parts, one line each. */
export function partsOf({ claim, record, open }: Query['question']): readonly string[] {
  return [...(claim ? [`The claim says: ${claim}.`] : []), `The record says: ${record}.`, `Open: ${open}`];
}

function subjectOf({ encounter, situation: { claim } }: Judgment, finding: Reported): Subject {
  const { lines: indexes = [], sessions = [] } = finding.about ?? {};
  const own = encounter.lines.filter(({ index, span }) => indexes.includes(index) || touches(span, finding.at));
  const here = encounter.procedures.filter(({ span }) => touches(span, finding.at));
  // "facet-injection lumbar-sacral" is a session of that kind.
  const named = sessions.map((session) => session.split(' ')[0]);
  const ofSession = encounter.procedures.filter(({ kind }) => kind !== undefined && named.includes(kind));
  const ofLines = new Set(
    claim.lines.filter((line) => own.includes(line.line)).flatMap((line) => supportingProcedures(encounter, line)),
  );
  const all = [here, ofSession, [...ofLines], encounter.procedures];
  const procedures = all.find((some) => some.length > 0) ?? [];
  return { finding, encounter, lines: own, procedures };
}
