/** Which rules' findings are questions to the provider, and of which kind; and the question that a finding comes to. */
import { supportingProcedures } from '../claim/claim.js';
import type { Judgement, Reported } from '../engine/judgement.js';
import { touches } from '../text/span.js';
import { documentation, procedure, vagueness } from './missing.js';
import type { Query, QuestionKind, Subject } from './query.js';
import { diagnosis, levels, side, site, technique, time } from './where-and-how.js';

/** By the rule's name. A rule that is not here finds what a coder can answer, or what is no provider's to say. */
const kinds: ReadonlyMap<string, QuestionKind> = new Map([
  ['level-overcount', levels],
  ['nerve-count', levels],
  ['region-mismatch', levels],
  ['side-mismatch', side],
  ['site-mismatch', site],
  ['technique-mismatch', technique],
  ['guidance-required', technique],
  ['diagnosis-mismatch', diagnosis],
  ['timed-units', time],
  ['missing-procedure', procedure],
  ['missing-documentation', documentation],
  ['vague-documentation', vagueness],
]);

/** The question of a finding; undefined where it is none for the provider, or is allowed. */
export function queryOf(judgement: Judgement, finding: Reported): Query | undefined {
  if (finding.allowed) return undefined;
  const question = kinds.get(finding.rule)?.(subjectOf(judgement, finding));
  if (!question) return undefined;
  const { provider, id, date } = judgement.encounter;
  return { rule: finding.rule, provider: provider?.value, encounter: id?.value, date: date?.value, question };
}

/** The text that is sent. */
export function queryText({ encounter, date, question }: Query): string {
  const about = [encounter && `Encounter ${encounter}`, date && `date of service ${date}`].filter(Boolean).join(', ');
  return `${[
    about,
    ...partsOf(question),
    'Please answer from the record and your own judgement, and amend the record where it is not complete.',
  ]
    .filter((line) => line !== '')
    .join('\n')}\n`;
}

/** The question's parts, a line each. */
export function partsOf({ claim, record, open }: Query['question']): readonly string[] {
  return [...(claim ? [`The claim says: ${claim}.`] : []), `The record says: ${record}.`, `Open: ${open}`];
}

function subjectOf({ encounter, situation: { claim } }: Judgement, finding: Reported): Subject {
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
