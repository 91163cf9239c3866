/** What is known of a diagnosis, as Markdown: its title, whether it is billable on a date, since when, and what replaced it. */

import type { Codes, DiagnosisStanding, Elsewhere } from '../../codes/codes.js';
import { icd10From } from '../../codes/diagnoses.js';
import { diagnosisName } from '../../codes/diagnosis-names.js';
import { asText } from '../../text/markdown.js';
import { capital, listed } from '../../text/words.js';

/** The lines that explain a diagnosis on a date of service. */
export function diagnosisWords(codes: Codes, code: string, date: string | undefined): readonly string[] {
  // Its code may have the form of another one's: V58.69 is one of ICD-9.
  if (date !== undefined && date < icd10From)
    return [`**${asText(code)}** Not checked: before ${icd10From} claims used ICD-9`];
  const standing = codes.diagnosis(code, date);
  const edition = asText(codes.diagnosisEdition(date));
  return [
    `**${asText(code)}** ${nameOf(codes, code)}`.trim(),
    ...(standing.kind === 'valid' ? daysWords(codes, code, date) : standingWords(codes, standing, date, edition)),
    `*${edition}*`,
  ];
}

/** A diagnosis with its name, in a list. */
export function diagnosisItem(codes: Codes, code: string): string {
  return `- ${code} ${nameOf(codes, code)}`.trimEnd();
}

function nameOf(codes: Codes, code: string): string {
  return asText(diagnosisName(codes, code) ?? '');
}

/** Of a code that is billable on the date: that it was not always so, or is not any more. */
function daysWords(codes: Codes, code: string, date: string | undefined): readonly string[] {
  const before = codes.diagnosis(code, icd10From);
  const since =
    before.kind === 'not-yet' && (date === undefined || date >= before.firstDate)
      ? [`Valid since ${before.firstDate}${beforeThat(before.instead)}`]
      : [];
  const later = codes.diagnosis(code, codes.newestDay);
  const isKnown = later.kind === 'ended' || (later.kind === 'header' && later.since !== undefined);
  const isUntitled = codes.diagnosisTitle(code) === undefined;
  return [
    ...(isUntitled && !isKnown ? ['Billable, but its title is not in the tables'] : []),
    ...since,
    ...(isKnown ? standingWords(codes, later, date, '') : []),
  ];
}

function beforeThat(instead: readonly string[]): string {
  return instead.length > 0 ? `; before that ${listed(instead, 'or')}` : '';
}

function standingWords(
  codes: Codes,
  standing: DiagnosisStanding,
  date: string | undefined,
  edition: string,
): readonly string[] {
  const items = (list: readonly string[]): string => list.map((each) => diagnosisItem(codes, each)).join('\n');
  const partly = (elsewhere: Elsewhere | undefined): readonly string[] =>
    elsewhere ? [`${capital(elsewhere.what)}:`, items(elsewhere.codes)] : [];
  switch (standing.kind) {
    case 'valid':
      return [];
    case 'impossible':
      return ['Not a valid ICD-10-CM format'];
    case 'unknown':
      return [`Not a billable code in ${edition}`];
    case 'not-yet':
      return [`Valid from ${standing.firstDate}${beforeThat(standing.instead)}`];
    case 'header': {
      const { children, areAll, since, elsewhere } = standing;
      const more = areAll ? '' : '\n- … and more';
      return [
        since && date !== undefined && date < since
          ? `Needs more characters from ${since} on:`
          : `Needs more characters${since ? ` since ${since}` : ''}:`,
        `${items(children)}${more}`,
        ...partly(elsewhere),
      ];
    }
    case 'ended': {
      const { lastDate, successors, elsewhere } = standing;
      return [
        `Valid until ${lastDate}${successors.length > 0 ? '. Replaced by:' : ''}`,
        items(successors),
        ...partly(elsewhere),
      ];
    }
  }
}
