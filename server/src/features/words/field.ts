/** What the fields and sections of the format are for, in a coder's words. */
const words: Readonly<Record<string, string>> = {
  encounter: 'One visit and its claim. The word behind it is the encounter’s id.',
  diagnoses: 'The diagnoses, each with the letter that service lines point to.',
  procedure: 'What was done, as documented. One section a procedure; its kind stands behind the word.',
  lines: 'What is billed: code, modifiers, units, pointers, charge. `64493-50-KX  x1  A,B  $640.00`',
  patient: "The practice's own key for the patient; no names.",
  born: 'The date of birth, `1958-03-14`.',
  sex: '`F`, `M`, `X` or `U`.',
  date: 'The date of service, `2026-11-16`. It decides which codes, limits and policies hold.',
  payer: "A payer policy's id or one of its aliases.",
  place: 'The two-digit place of service: 11 office, 22 hospital outpatient, 24 surgery center.',
  provider: "The rendering provider's NPI, ten digits with a valid check digit.",
  referring: "The referring provider's NPI.",
  claim: '`professional` (where left out) or `facility`.',
  authorization: 'The prior authorization number.',
  note: 'Free text; never judged.',
  intent: '`diagnostic` or `therapeutic`.',
  technique: 'How it was done: `medial-branch`, `intra-articular`, `radiofrequency` and so on.',
  levels: 'Spinal levels, `L4-L5 left, L5-S1`. `L3-S1` is every level in it.',
  nerves:
    'The nerves. For facet procedures medial branches: two neighboring ones supply one joint. For transforaminal injections roots: each is one level.',
  site: 'What was treated where no level says it: the joint, the muscles, the nerve; each may end in its own side.',
  side: '`left`, `right` or `bilateral`, for every level, nerve or site that names none.',
  guidance: '`fluoroscopy`, `ct`, `ultrasound` or `none`. Left out, it is not documented.',
  agent: 'Drug, dose and volume.',
  indication: 'Why it was done; a duration such as `3 months` is read where it stands.',
  'conservative-care': 'What was tried before, and for how long.',
  response: 'What the patient could do afterwards.',
  complications: 'Complications, or none.',
  plan: 'What comes next.',
  'pain-before': 'The pain score before, 0 to 10.',
  'pain-after': 'The pain score afterwards, 0 to 10.',
  relief: 'How much better, `85%`, and how long: `85% for 6 hours`.',
  'prior-relief': 'What the last session of this same procedure at this site brought.',
  'prior-blocks': 'What the diagnostic blocks brought that led to this procedure, one value a block.',
  series: '`first` or `second` of two diagnostic blocks.',
  consent: '`yes` or `no`.',
  minutes: 'Time in minutes, for timed codes.',
};

/** A field or section explained; undefined where it is the practice's own. */
export function fieldWords(name: string): string | undefined {
  return words[name] ?? (name.startsWith('x-') ? "A field of the practice's own: kept, never judged." : undefined);
}
