/** What the fields and sections of the format are for, in a coder's words. */
const words: Readonly<Record<string, string>> = {
  encounter: 'One visit and its claim. The word after it is the encounter’s id.',
  diagnoses: 'The diagnoses, each with the letter that service lines point to.',
  procedure: 'What was done, as documented. One section per procedure; its kind follows the word.',
  lines: 'What is billed: code, modifiers, units, pointers, charge. `64493-50-KX  x1  A,B  $640.00`',
  patient: "The practice's own key for the patient: `MRN-48213`. No names.",
  born: 'The date of birth, `1958-03-14`.',
  sex: 'The patient’s sex, as the payer has it: `F`, `M`, `X` or `U`.',
  date: 'The date of service, `2026-11-16`. It decides which codes, limits and policies apply.',
  payer:
    "A payer policy's id or one of its aliases, such as `medicare-noridian`; or a part of its name that only one policy has.",
  place: 'The two-digit place of service: `11` office, `22` hospital outpatient, `24` surgery center.',
  provider: "The rendering provider's NPI, ten digits with a valid check digit: `1234567893`.",
  referring: "The referring provider's NPI: `1234567893`.",
  claim: '`professional` (the default) or `facility`: the hospital’s or surgery center’s own claim.',
  state: 'Where the service was done, two letters: `AZ`. Some payers’ rules differ by state.',
  secondary: 'The next payer, written like `payer`: `aetna`. Kept, not judged.',
  accident: '`work`, `auto` or `other`, and the date if it is known: `work 2026-03-02`. Kept, not judged.',
  'claim-number':
    'The insurer’s number of the accident, or of the claim that this one replaces: `WC-2026-114`. Kept, not judged.',
  frequency:
    '`original` (the default), `replacement` or `void`. A replacement takes the place of the claim it replaces; a void counts for nothing.',
  trial: 'The NCT number of the study that covers the service: `NCT01234567`.',
  authorization: 'The prior authorization number, as the payer gave it: `PA-99812`.',
  note: 'Free text, such as `second opinion requested`; checked only for private data.',
  intent: 'What the procedure was for: `diagnostic` or `therapeutic`. Many limits differ by it.',
  technique:
    'How it was done: `intra-articular`, `medial-branch` (facet); `radiofrequency`, `pulsed-radiofrequency`, `cryoablation`, `chemical` (destruction); `interlaminar`, `caudal`, `transforaminal` (epidural); `dry-needling`; `percutaneous`, `paddle` (stimulator).',
  levels:
    'Spinal levels, `L4-L5 left, L5-S1`. `L3-S1` means every level in that range. A facet level is a joint, a transforaminal one a foramen.',
  nerves:
    'The nerves, `L3, L4, L5 left`. For facet procedures, medial branches: two adjacent ones supply one joint. For transforaminal injections, roots: each is one level.',
  bodies: 'Vertebral bodies, `T12, L1`, for vertebral augmentation and basivertebral ablation. Each is one.',
  site: 'What was treated when no level names it: the joint, muscles or nerve, `trapezius, levator scapulae`. Each may begin or end with its own side: `right knee`.',
  side: '`left`, `right` or `bilateral`, for every level, nerve or site that does not name its own.',
  guidance: '`fluoroscopy`, `ct`, `ultrasound` or `none`. If left out, guidance is not documented.',
  agent: 'Drug, dose and volume: `bupivacaine 0.5% 1 mL`. The billed units of a drug are compared with it.',
  discarded: 'What was left of a single-dose container and thrown away: `45 units`, `10 mg` or `none`.',
  indication: 'Why it was done: `axial low back pain 8 months`. The duration is read from the text.',
  'conservative-care': 'What was tried before, and for how long: `12 weeks physical therapy, NSAIDs`.',
  response: 'What the patient could do afterwards that hurt before: `able to extend and rotate without pain`.',
  complications: 'What went wrong, or `none`.',
  plan: 'What comes next, and why, such as `ablation is not possible: pacemaker`.',
  'pain-before': 'The pain score before the procedure, 0 to 10, on the scale of `pain-after`: `7`.',
  'pain-after': 'The pain score after the procedure, 0 to 10, on the scale of `pain-before`: `1`.',
  relief: 'Percent relief, `85%`, and how long it lasted: `85% for 6 hours`.',
  'prior-relief': 'Relief from the last session of this procedure at this site: `60% for 4 months`.',
  'prior-blocks':
    'Relief from the diagnostic blocks that led to this procedure, one value per block: `90% for 6 hours, 85% for 5 hours`.',
  series: '`first` or `second` of two diagnostic blocks of the same levels.',
  consent: 'Whether the patient consented: `yes` or `no`.',
  minutes: 'Time in minutes, for timed codes: `30`. Of `sedation` the intraservice time.',
  description:
    'What the line bills, for a code that does not say it, such as `pulsed radiofrequency, right L4 medial branch`.',
  ndc: 'The drug’s national number, unit and quantity: `00023-3921-02 UN1`.',
};

/** The names of every field and section. */
export const fieldNames: readonly string[] = Object.keys(words);

/** A field or section explained; undefined if it is the practice's own. */
export function fieldWords(name: string): string | undefined {
  return (
    (Object.hasOwn(words, name) ? words[name] : undefined) ??
    (name.startsWith('x-')
      ? "The practice's own field, such as `x-account: 7731`: kept, and checked only for private data."
      : undefined)
  );
}
