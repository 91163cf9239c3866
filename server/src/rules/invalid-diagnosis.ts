import type { DiagnosisStanding } from '../codes/codes.js';
import { replaceAt } from '../text/span.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding } from './rule.js';

/** A claim whose diagnosis is no billable code is rejected before anybody reads it (CARC 146). */
export const invalidDiagnosis = defineRule({
  id: 'invalid-diagnosis',
  summary: 'A diagnosis is no ICD-10-CM code that may be billed on the date of service',
  severity: 'error',

  *check({ encounter, codes }): Iterable<Finding> {
    for (const { code } of encounter.diagnoses) {
      if (!code) continue;
      const standing = codes.diagnosis(code.value, encounter.date?.value);
      if (standing.kind === 'valid') continue;
      const shown = code.value.length > 20 ? `${code.value.slice(0, 19)}…` : code.value;
      yield {
        at: code.span,
        severity: 'isCertain' in standing && !standing.isCertain ? 'warning' : undefined,
        message: `${shown} ${words(standing)}`,
        fixes: instead(standing).map((other) => ({
          title: `Change to ${other}${codes.diagnosisMeaning(other) ? ` (${codes.diagnosisMeaning(other)})` : ''}`,
          edits: [replaceAt(code.span, other)],
          applies: 'ask',
        })),
      };
    }
  },
});

/** Longer lists help nobody to choose. */
const mostOffered = 6;

function words(standing: Exclude<DiagnosisStanding, { kind: 'valid' }>): string {
  switch (standing.kind) {
    case 'impossible':
      return 'has not the form of an ICD-10-CM code, such as M47.816';
    case 'header': {
      const since = standing.since ? ` since ${standing.since}` : '';
      const some = standing.children.slice(0, mostOffered);
      return `needs more characters${since}: ${listed(some, 'or')}${standing.children.length > some.length ? ' and others' : ''}`;
    }
    case 'not-yet':
      return `begins on ${standing.firstDate}: ${listed(standing.instead, 'or')} was right before`;
    case 'unknown':
      return standing.isCertain
        ? `is no billable code of ${standing.edition}`
        : `is no billable code of ${standing.edition}, the set at hand; the date of service belongs to another year's set`;
  }
}

function instead(standing: DiagnosisStanding): readonly string[] {
  if (standing.kind === 'header') return standing.children.slice(0, mostOffered);
  return standing.kind === 'not-yet' ? standing.instead : [];
}
