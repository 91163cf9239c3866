/** What a policy's entry says, in one clause an author or coder can read: for hovers, lists and the page of shipped entries. */
import { durationWords } from '../clinical/durations.js';
import { counted, listed } from '../text/words.js';
import type { AnyEntry, SessionLimit } from './entry.js';
import { calendarYear } from './vocabulary.js';

/** "facet-injection, diagnostic: 4 sessions per region in 12 months". */
export function entryWords(entry: AnyEntry): string {
  const conditions = conditionWords(entry);
  return `${listed(entry.names.written)}${conditions ? `, ${conditions}` : ''}: ${saidWords(entry)}`;
}

/** Its conditions and for whom it holds, which a finding need not say; empty if there are none. */
export function conditionWords(entry: AnyEntry): string {
  return [whenWords(entry), entry.isOriginalMedicare && 'Original Medicare only'].filter(Boolean).join(', ');
}

/** "diagnostic, at place 19 or 22, with J0585-J0588 on the claim"; empty if there are no conditions. */
export function whenWords({ when, with: others }: Pick<AnyEntry, 'when' | 'with'>): string {
  const { intent, series, technique, guidance, place, region, claim, state } = when;
  const parts = [
    intent && listed(intent, 'or'),
    series && `${listed(series, 'or')} of a series`,
    technique && listed(technique, 'or'),
    guidance && `with ${listed(guidance, 'or')}`,
    region && listed(region, 'or'),
    place && `at place ${listed(place, 'or')}`,
    claim && `${listed(claim, 'or')} claim`,
    state && `in ${listed(state, 'or')}`,
    others && `with ${listed(others.written, 'or')} on the claim`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What the statement says, without what it is for. */
export function saidWords(entry: AnyEntry): string {
  switch (entry.key) {
    case 'levels-per-session':
      return `${counted(entry.value, 'level')} per region and session`;
    case 'levels-per-side':
      return `${counted(entry.value, 'level')} per side and session`;
    case 'regions-per-session':
      return `${counted(entry.value, 'region')} per session`;
    case 'sessions': {
      const { max, within, per } = entry.value;
      return `${counted(max, 'session')} per ${per.replaceAll('-', ' ')}${windowWords(within)}`;
    }
    case 'interval':
      return `at least ${durationWords(entry.value.least)} after the last session${entry.value.of === 'same-intent' ? ' of the same intent' : ''} at that level and side`;
    case 'modifiers':
      return `${listed(entry.value)} on each line`;
    case 'guidance':
      return `${listed(entry.value, 'or')} guidance`;
    case 'technique':
      return `${listed(entry.value, 'or')} technique`;
    case 'documentation':
      return `${listed(entry.value)} documented`;
    case 'at-least': {
      const { relief, indication, 'conservative-care': care, 'pain-before': pain } = entry.value;
      const parts = [
        relief !== undefined && `${relief}% relief`,
        indication && `${durationWords(indication)} of pain`,
        care && `${durationWords(care)} of conservative care`,
        pain !== undefined && `a pain score of ${pain}`,
      ];
      return `at least ${listed(parts.filter((part): part is string => typeof part === 'string'))}`;
    }
    case 'prior': {
      const { procedure, intent, technique, count = 1, relief, within } = entry.value;
      const kind = [intent, procedure, technique && `(${technique})`].filter(Boolean).join(' ');
      return `${counted(count, `earlier session`)} of ${kind}${relief === undefined ? '' : ` with at least ${relief}% relief`}${within ? ` within ${durationWords(within)}` : ''}`;
    }
    case 'repeat': {
      const { relief, for: lasting, within } = entry.value;
      return `a repeat requires ${relief === undefined ? 'relief' : `at least ${relief}% relief`}${lasting ? ` for ${durationWords(lasting)}` : ''}${within ? `, the last session within ${durationWords(within)}` : ''}`;
    }
    case 'authorization':
      return `prior authorization${entry.value.places ? ` at place ${listed(entry.value.places, 'or')}` : ''}${
        entry.value.voluntary ? `, voluntary: without it ${entry.value.voluntary}` : ''
      }`;
    case 'not-covered':
      return 'not covered';
    case 'not-together':
      return `not paid on the day of ${listed(entry.value.written, 'or')}`;
    case 'only-beside':
      return `paid only with ${listed(entry.value.written, 'or')} on the claim`;
    case 'covered-diagnoses':
      return `covered for ${listed(entry.value.written, 'or')}`;
  }
}

/** " in 12 months", " in a calendar year", ", ever". */
function windowWords(within: SessionLimit['within']): string {
  if (!within) return ', ever';
  return within === calendarYear ? ' in a calendar year' : ` in ${durationWords(within)}`;
}
