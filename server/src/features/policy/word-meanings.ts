/** What the fixed words of a policy mean, in an author's words; payer-policy.md, "What the words mean". */
import { fieldWords } from '../words/field.js';

const forms = {
  'modifier-50': 'One line with modifier 50 and one unit',
  'rt-lt': 'Two lines, one with RT and one with LT',
  'two-lines': 'The code on two lines, with RT and LT or with neither',
  'units-2': 'One line with two units and no side',
};

const severities = {
  error: 'The claim would be denied',
  warning: 'The claim is likely to be denied or questioned',
  information: 'Worth knowing; nothing is wrong',
  hint: 'Only a faint mark in the text',
  off: 'Not reported',
};

const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  primary: forms,
  'add-on': forms,
  'surgery-center': forms,
  severity: severities,
  mue: { cms: "CMS's medically unlikely edits apply", none: 'They do not apply' },
  'billing-rules': {
    cms: "CMS's own rules apply: places of service, therapy, drugs, timed units",
    none: 'They do not apply',
  },
  confidence: {
    verified: 'Read in the source itself',
    'second-hand': 'Read where the source is quoted',
    unconfirmed: 'Its findings are information at most and say so',
  },
  per: {
    region: 'Sessions in one region are counted together',
    level: 'Sessions at one level are counted together, whatever the side',
    'level-and-side': 'Sessions at one level on one side are counted together',
    site: 'Sessions at one site on one side are counted together',
    patient: 'All of the patient’s sessions are counted together',
  },
  of: {
    any: 'Earlier sessions whatever their intent',
    'same-intent': 'Only earlier sessions with the intent of this one',
  },
  within: { 'calendar-year': 'From January 1 to December 31 of the date of service' },
  region: { 'cervical-thoracic': 'Neck and mid-back, C2-C3 to T12-L1', 'lumbar-sacral': 'Low back, L1-L2 to L5-S1' },
  claim: { professional: 'The treating clinician’s claim', facility: 'The hospital’s or surgery center’s claim' },
};

/** What a fixed word means at a path; undefined if it says so itself. */
export function wordMeaning(path: readonly (string | number)[], word: string): string | undefined {
  const [key = '', around = ''] = path.filter((step) => typeof step === 'string').reverse();
  if (key === 'documentation') return fieldWords(word);
  // A rule's severity is under the rule's name.
  return (meanings[key] ?? meanings[around])?.[word];
}
