/** Codes, diagnoses, modifiers and places in a policy that no table has. */
import { earlier } from '../clinical/dates.js';
import type { Codes } from '../codes/codes.js';
import { withPoint } from '../codes/diagnosis-form.js';
import { nearest } from '../text/distance.js';
import type { Span } from '../text/span.js';
import { listed } from '../text/words.js';
import { listNames } from './entries.js';
import { diagnosisRange, type ServiceNames, serviceRange } from './names.js';
import type { PolicyProblem } from './problem.js';
import type { PolicyContent } from './schema.js';

/** The unknown names, each at the place that `spanOf` gives for its path. */
export function unknownNames(
  content: PolicyContent,
  codes: Codes,
  spanOf: (path: readonly PropertyKey[]) => Span,
): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const report = (
    rule: PolicyProblem['rule'],
    path: readonly PropertyKey[],
    { message, replacement }: Pick<PolicyProblem, 'message' | 'replacement'>,
  ) => problems.push({ rule, at: spanOf(path), message, replacement });

  const checkPlaces = (places: readonly string[] | undefined, path: readonly PropertyKey[]) =>
    places?.forEach((place, at) => {
      if (!codes.isPlace(place))
        report('payer-schema', [...path, at], { message: `${place} is not a place-of-service code` });
    });
  for (const list of listNames) {
    content[list]?.forEach((item, index) => {
      item?.for.written.forEach((name, at) => {
        const fault = serviceFault(name, codes);
        if (fault) report('payer-unknown-code', [list, index, 'for', at], fault);
      });
      const others: readonly (readonly [key: string, names: ServiceNames | undefined])[] = [
        ['with', item?.with],
        ['beside', item && 'beside' in item ? (item.beside as ServiceNames) : undefined],
      ];
      for (const [key, names] of others) {
        names?.written.forEach((name, at) => {
          const fault = serviceFault(name, codes);
          if (fault) report('payer-unknown-code', [list, index, key, at], fault);
        });
      }
      checkPlaces(item?.when?.place, [list, index, 'when', 'place']);
    });
  }
  content.authorization?.forEach((item, index) => {
    checkPlaces(item?.place, ['authorization', index, 'place']);
  });
  content.require?.forEach((item, index) => {
    item?.modifiers?.forEach((modifier, at) => {
      if (codes.modifier(modifier, undefined).kind === 'valid') return;
      const replacement = nearest(modifier, codes.modifiers);
      const message = `${modifier} is not a known modifier${meantWords(replacement)}`;
      report('payer-schema', ['require', index, 'modifiers', at], { message, replacement });
    });
  });
  content['covered-diagnoses']?.forEach((item, index) => {
    item?.codes.written.forEach((name, at) => {
      const days = [item.from ?? content.effective ?? aYearBefore(codes.newestDay), item.until ?? content.until];
      const fault = diagnosisFault(name, codes, days);
      if (fault) report('payer-unknown-code', ['covered-diagnoses', index, 'codes', at], fault);
    });
  });
  return problems;
}

type UnknownName = Pick<PolicyProblem, 'message' | 'replacement'>;

function serviceFault(name: string, codes: Codes): UnknownName | undefined {
  if (codes.codesInGroup(name.toLowerCase())) return undefined;
  // A group's name has a hyphen too: only digits make a code.
  if (!/\d/.test(name)) {
    const replacement = nearest(name, codes.groups);
    return { message: `Unknown code group ${name}${meantWords(replacement)}`, replacement };
  }
  const range = serviceRange(name);
  if (!range) {
    return { message: `${name} is not a range; write two codes of the same form, lower first, such as 64490-64495` };
  }
  const stranger = [range.first, range.last].find((code) => {
    const { kind } = codes.standing(code, codes.newestDay);
    return kind === 'unknown' || kind === 'impossible';
  });
  if (stranger === undefined) return undefined;
  const [near, other] = codes.nearestCodes(stranger, codes.newestDay);
  const replacement = near && !other ? name.toUpperCase().replace(stranger, near) : undefined;
  return {
    message: `${stranger} is not in any code table${meantWords(near)}`,
    replacement,
  };
}

/** A policy that does not say since when it holds was right until the last October, and holds for claims of then too. */
function aYearBefore(day: string): string {
  return earlier(day, { count: 1, unit: 'year' });
}

/** Known is a diagnosis that is billable on the newest day, or on the first or last day for which it is named. */
function diagnosisFault(name: string, codes: Codes, days: readonly (string | undefined)[]): UnknownName | undefined {
  const range = diagnosisRange(name);
  if (!range) {
    return {
      message: `${name} is not a range; write two diagnoses of the same length, lower first, such as M47.812-M47.817`,
    };
  }
  for (const end of new Set([range.first, range.last])) {
    const code = withPoint(end);
    const standings = [codes.newestDay, ...days.flatMap((day) => day ?? [])].map((day) => codes.diagnosis(code, day));
    if (standings.some(({ kind }) => kind === 'valid')) continue;
    const [standing] = standings;
    if (standing?.kind === 'header') {
      const [first = '', ...more] = standing.children;
      const last = more.filter((each) => each.length === first.length).at(-1);
      return { message: `${code} needs more characters; use ${last ? `${first}-${last}` : first}` };
    }
    if (standing?.kind === 'ended') {
      const { lastDate, successors, elsewhere } = standing;
      const instead = successors.length > 0 ? successors : (elsewhere?.codes ?? []);
      return {
        message: `${code} was deleted after ${lastDate}${instead.length > 0 ? `; use ${listed(instead, 'or')}` : ''}`,
      };
    }
    return { message: `${code} is not an ICD-10-CM code` };
  }
  return undefined;
}

function meantWords(replacement: string | undefined): string {
  return replacement ? `; did you mean ${replacement}?` : '';
}
