import type { Codes, DiagnosisStanding } from '../codes/codes.js';
import { titledDiagnosis } from '../codes/diagnosis-names.js';
import { inPlaceOf } from '../codes/diagnosis-successors.js';
import { mergeDiagnosis, replaceValue } from '../encounter/edits.js';
import type { Diagnosis, Encounter } from '../encounter/encounter.js';
import { covered } from '../text/span.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** A claim with a diagnosis that is not a billable code is rejected before anyone reads it (CARC 146). */
export const invalidDiagnosis = defineRule({
  id: 'invalid-diagnosis',
  summary: 'A diagnosis is not an ICD-10-CM code that is billable on the date of service',
  severity: 'error',
  speaksOf: 'encounter',
  tables: ['diagnoses'],

  *check({ encounter, codes }): Iterable<Finding> {
    for (const diagnosis of encounter.diagnoses) {
      const { code } = diagnosis;
      if (!code) continue;
      const standing = codes.diagnosis(code.value, encounter.date?.value);
      if (standing.kind === 'valid') continue;
      // As written if its form is wrong: an inserted decimal point would only confuse.
      const name = standing.kind === 'impossible' ? covered(encounter.text, code.span) : code.value;
      const shown = name.length > 20 ? `${name.slice(0, 19)}…` : name;
      yield {
        at: code.span,
        severity: 'isCertain' in standing && !standing.isCertain ? 'warning' : undefined,
        message: `${shown} ${words(standing, codes.diagnosisEdition(encounter.date?.value), encounter.date)}`,
        fixes: () => inPlaceOf(standing).map((other) => changed(encounter, diagnosis, other, codes)),
      };
    }
  },
});

/** A claim lists each diagnosis once: where the other code is there already, its letter is used. */
function changed(encounter: Encounter, diagnosis: Diagnosis, other: string, codes: Codes): Fix {
  const { letter, code } = diagnosis;
  const there = encounter.diagnoses.find((each) => each !== diagnosis && each.code?.value === other);
  const title = titledDiagnosis(codes, other);
  return there
    ? {
        title: `Point to ${there.letter.value}, ${title}, and remove ${letter.value}`,
        edits: mergeDiagnosis(encounter, encounter.lines, diagnosis, there),
        applies: 'ask',
      }
    : { title: `Change to ${title}`, edits: code ? [replaceValue(code, other)] : [], applies: 'ask' };
}

/** Longer lists show only the first and last code. */
const mostListed = 6;

function words(
  standing: Exclude<DiagnosisStanding, { kind: 'valid' }>,
  edition: string,
  date: Encounter['date'],
): string {
  const set = `${edition}${date ? "; the date of service falls in another year's set" : ''}`;
  switch (standing.kind) {
    case 'impossible':
      return 'is not in the form of an ICD-10-CM code, such as M47.816';
    case 'header': {
      const since = standing.since ? ` as of ${standing.since}` : '';
      const right = `needs more characters${since}: use ${childrenInWords(standing)}${elsewhereInWords(standing)}`;
      return standing.isCertain ? right : `${right} (${set})`;
    }
    case 'not-yet':
      return `takes effect on ${standing.firstDate}${standing.instead.length > 0 ? `: use ${listed(standing.instead, 'or')} before that` : ''}`;
    case 'ended':
      return `was deleted after ${standing.lastDate}${standing.successors.length > 0 ? `: use ${listed(standing.successors, 'or')}` : ''}${elsewhereInWords(standing)}`;
    case 'unknown':
      return `is not a billable code in ${standing.isCertain ? edition : set}`;
  }
}

function childrenInWords({ children, areAll }: Extract<DiagnosisStanding, { kind: 'header' }>): string {
  if (!areAll) return `${children.slice(0, mostListed).join(', ')} or another`;
  if (children.length <= mostListed) return listed(children, 'or');
  return `one of ${children[0]} to ${children.at(-1)}`;
}

function elsewhereInWords({ elsewhere }: Extract<DiagnosisStanding, { kind: 'header' | 'ended' }>): string {
  return elsewhere ? `; ${elsewhere.what}: ${listed(elsewhere.codes, 'or')}` : '';
}
