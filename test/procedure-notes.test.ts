/** Procedure notes → encounters: what is lifted, what is left out and listed, and what is never carried over. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEncounter } from '../server/src/encounter/read.js';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import { encounterOfNote } from '../server/src/notes/encounter-of-note.js';
import { noteActions } from '../server/src/notes/note-actions.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { applyEdits } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';

/** The fields of the encounter that a note tells, each as `name: value`, without the words that it was taken from. */
function lifted(note: string): readonly string[] {
  const told = encounterOfNote(note, shippedCodes);
  return (told?.text ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+# from: ".*"$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function listed(note: string): readonly string[] {
  const told = encounterOfNote(note, shippedCodes);
  return (told?.text ?? '').split('\n').flatMap((line) => /# not certain: ([a-z-]+):/.exec(line)?.[1] ?? []);
}

const block = 'PROCEDURE: Right L4-L5 medial branch block\n';

describe('a note with labels', () => {
  const note = `PATIENT: DOE, JANE Q    DOB: 03/14/1958
MRN: 48213    DATE OF SERVICE: 11/16/2026
PROVIDER: Robert Smith, MD  NPI: 1234567893
PLACE OF SERVICE: Ambulatory Surgery Center
PREOPERATIVE DIAGNOSIS: Lumbar spondylosis without myelopathy (M47.816), lumbosacral (M47.817)
POSTOPERATIVE DIAGNOSIS: Same
PROCEDURE PERFORMED: Diagnostic lumbar medial branch blocks, #1 of 2, L4-L5 and L5-S1, bilateral
ANESTHESIA: Local. No sedation was given.
INDICATION: Ms. Doe has axial low back pain for 8 months.
CONSENT: Risks including infection, bleeding and nerve damage were explained and informed consent was obtained.

DESCRIPTION: Under fluoroscopic guidance the skin was anesthetized with 1% lidocaine. A 22-gauge needle was advanced to the
junction of the superior articular process and transverse process at L4 and L5 on the right. After negative aspiration,
0.5 mL of 0.5% bupivacaine was injected at each nerve. The procedure was repeated on the left side. The patient did not
receive steroid.

Pre-procedure pain score: 7/10. Post-procedure pain score: 1/10.
COMPLICATIONS: None.
PLAN: If relief is at least 80%, RFA at L3-L5 left in two weeks.
`;

  test('is lifted field by field', () => {
    expect(lifted(note)).toEqual([
      'encounter NOTE',
      'patient: 48213',
      'date: 2026-11-16',
      'place: 24',
      'provider: 1234567893',
      'diagnoses',
      'A: M47.816',
      'B: M47.817',
      'procedure facet-injection',
      'intent: diagnostic',
      'series: first',
      'technique: medial-branch',
      'levels: L4-L5, L5-S1',
      'side: bilateral',
      'guidance: fluoroscopy',
      'agent: bupivacaine 0.5% 0.5 mL per nerve',
      'indication: … has axial low back pain for 8 months',
      'pain-before: 7',
      'pain-after: 1',
      'complications: none',
      'consent: yes',
      'lines',
    ]);
  });

  test('carries nobody over: no name, birth date or address', () => {
    expect(encounterOfNote(note, shippedCodes)?.text).not.toMatch(/doe|jane|smith|robert|1958/i);
  });

  test('is an encounter in which nothing is misspelled', () => {
    const { problems } = readEncounter(encounterOfNote(note, shippedCodes)?.text ?? '', shippedCodes);
    expect(problems).toEqual([]);
  });
});

describe('what the note does not do today', () => {
  test.each([
    ['an earlier session', `${block}HISTORY: Left L3-L4 block on 10/02 gave 80% relief.`],
    ['a plan', `${block}PLAN: Left L3-L4 medial branch block in two weeks with 1 mL dexamethasone.`],
    ['a plan in prose', `${block}We will schedule a left L5-S1 transforaminal epidural next week.`],
    ['text carried forward', `${block}HPI copied from 10/02: left L3-L4 block with 2 mL bupivacaine gave 80% relief.`],
    ['risks', `${block}Risks including infection, hematoma and dural puncture were discussed.`],
    ['allergies', `${block}ALLERGIES: lidocaine 1%, triamcinolone 40 mg`],
    ['drugs of the house', `${block}MEDICATIONS: dexamethasone 4 mg daily, gabapentin 300 mg`],
    [
      'what is denied',
      `${block}The patient denies left L3-L4 pain. No steroid was given. Dexamethasone 10 mg was not injected.`,
    ],
    ['skin anesthetic', `${block}The skin was anesthetized with 2 mL of 1% lidocaine.`],
    ['contrast', `${block}1 mL of Omnipaque 240 was injected.`],
    ['what is not ticked', `${block}Side: [ ] left [x] right\nGuidance: [ ] fluoroscopy [ ] CT`],
    ['a procedure of the future under a label of its own', `${block}FUTURE PROCEDURES: left knee injection`],
    ['what is scheduled', `${block}Scheduled: left S1 TFESI 12/12/2026`],
    ['what somebody else had', `${block}Her sister had a left hip injection with 80 mg of Depo-Medrol (M16.12).`],
    [
      'what somebody else had who is here today',
      `${block}Today her husband, who had a left knee injection, drove her.`,
    ],
    [
      'a template',
      `${block}Template: "Under CT guidance the left L1 nerve was injected with 3 mL of 0.75% ropivacaine."`,
    ],
    ['what was given elsewhere', `${block}He received a Toradol 60 mg injection in the emergency room.`],
    ['what was given before', `${block}Previously treated with right shoulder injection, 80 mg Depo-Medrol.`],
    [
      'what was given elsewhere, told below a heading',
      'PROCEDURE: Right L4-L5 medial branch block. He received a Toradol 60 mg injection in the emergency room.',
    ],
    ['why the patient was sent', `${block}Referred for left L3 transforaminal injection under CT.`],
    ['a score of a later day', `${block}Post-procedure day 3 call: pain 0/10 after the block.`],
    ['a range', `${block}Pain over the last month went from 3/10 to 9/10 and fluctuates.`],
    [
      'what a list answers with no',
      `${block}Lidocaine 2%            No\nUltrasound              No\nICD-10 M54.16           No`,
    ],
    ['what a template asks for', `${block}Side: {RIGHT/LEFT/BILATERAL:31240} Right\nGuidance: {FLUORO/US/CT:20194}`],
    [
      'how it is done in general',
      `${block}For a C7 medial branch block the needle is placed at the superior articular process.`,
    ],
  ])('is not lifted: %s', (_, note) => {
    expect(lifted(note)).toEqual([
      'encounter NOTE',
      'diagnoses',
      'procedure facet-injection',
      'technique: medial-branch',
      'levels: L4-L5',
      'side: right',
      'lines',
    ]);
    expect(listed(note)).toEqual([]);
  });

  test.each([
    'Procedure was cancelled today because of fever. PROCEDURE: Right L4-L5 facet injection',
    'PLAN: right L4-L5 facet injection next week',
    'HPI: had a right L4-L5 facet injection two months ago',
    'Denies pain. Continue gabapentin.',
    'procedure: right l5 tfesi\nprocedure canceled before the patient was taken to the room. no needle was placed.',
    'He has failed lumbar epidural injections. Both leads were placed in the posterior epidural space.',
    'EPIDURAL STEROID INJECTION\nThe needle was advanced below the pedicle and 10 mg of dexamethasone was injected.',
    '',
  ])('makes no procedure: %s', (note) => {
    expect(encounterOfNote(note, shippedCodes)).toBeUndefined();
  });
});

describe('a note in small letters', () => {
  test('has labels where its lines begin', () => {
    expect(lifted('dos: 11/16/2026\ndx: M46.1\nproc 1 - left si joint injection\nconsent: signed\n')).toEqual([
      'encounter NOTE',
      'date: 2026-11-16',
      'diagnoses',
      'A: M46.1',
      'procedure sacroiliac-injection',
      'side: left',
      'consent: yes',
      'lines',
    ]);
  });
});

describe('what is told below an examination', () => {
  const note = 'PROCEDURE: Right L4-L5 facet injection\n\nEXAM: tender\n\n';

  test.each([
    ['contradicts the heading where a needle was', 'The needle was advanced to the left L4-L5 facet joint.', ['side']],
    ['does not where it is a finding', 'The left L4-L5 facet joint is tender.', []],
  ])('%s', (_, told, fields) => {
    expect(listed(note + told)).toEqual(fields);
  });
});

describe('lines cut by the page', () => {
  const prose = `PROCEDURE: Right L4-L5 medial branch block
DESCRIPTION: Under fluoroscopic guidance the skin and the
subcutaneous tissue were infiltrated with 3 mL of
1% lidocaine. Then 0.5 mL of 0.5% bupivacaine was
injected at each of the nerves after negative aspiration.
INDICATION: The patient is a
56-year-old woman with back pain.
COMPLICATIONS: None
CONSENT: Yes
SIDE: Right`;

  test.each([
    ['as they are', prose],
    ['with an empty line after each', prose.replace(/\n/g, '\n\n')],
  ])('are one text: %s', (_, note) => {
    expect(lifted(note)).toEqual([
      'encounter NOTE',
      'diagnoses',
      'procedure facet-injection',
      'technique: medial-branch',
      'levels: L4-L5',
      'side: right',
      'guidance: fluoroscopy',
      'agent: bupivacaine 0.5% 0.5 mL per nerve',
      'indication: The patient is a 56-year-old woman with back pain',
      'complications: none',
      'consent: yes',
      'lines',
    ]);
  });
});

describe('a paragraph on a line of its own', () => {
  test.each([
    'Patient has had 8/10 left buttock pain for 5 months despite 6 weeks of physical therapy, home exercise and NSAIDs.',
    'After informed consent the patient was placed prone and the left joint was entered with a 22 gauge spinal needle.',
  ])('does not go on with the line before: %s', (paragraph) => {
    const note = `Procedure: Left sacroiliac joint injection under fluoroscopic guidance\n${paragraph}`;
    expect(lifted(note)).toEqual(
      expect.arrayContaining(['procedure sacroiliac-injection', 'side: left', 'guidance: fluoroscopy']),
    );
    expect(encounterOfNote(note, shippedCodes)?.text).toContain(
      'from: "Left sacroiliac joint injection under fluoroscopic guidance"',
    );
  });
});

describe('what each place was given', () => {
  test.each([
    ['Dexamethasone 10 mg was given, 5 mg per level.', 'agent: dexamethasone 10 mg'],
    ['10 mg of dexamethasone was injected, 5 mg at each level.', 'agent: dexamethasone 10 mg'],
    ['Dexamethasone 10 mg was given, 5 mg to each level.', 'agent: dexamethasone 10 mg'],
    ['Dexamethasone 5 mg per level was injected.', 'agent: dexamethasone 5 mg per level'],
    ['Dexamethasone 5 mg was injected at each level.', 'agent: dexamethasone 5 mg per level'],
  ])('%s', (told, agent) => {
    const note = `PROCEDURE: Left L4-L5 and L5-S1 transforaminal epidural steroid injection\n\n${told}`;
    expect(lifted(note).filter((line) => line.startsWith('agent'))).toEqual([agent]);
  });
});

describe('what the note says in two ways', () => {
  test.each([
    ['side', `${block}The needle was advanced to the left L4-L5 facet joint.`],
    ['levels', `${block}The needle was advanced to the right L3-L4 facet joint.`],
    ['levels', 'PROCEDURE: Right medial branch block\nLEVELS: L3, L4, L5'],
    ['side', 'PROCEDURE: L4-L5 medial branch block, left/right'],
    ['agent', `${block}INJECTATE: 1 mL 0.5% bupivacaine\nDESCRIPTION: 2 mL of 0.25% bupivacaine was injected.`],
    ['complications', `${block}COMPLICATIONS: None\nDESCRIPTION: A vasovagal episode occurred.`],
    ['guidance', `${block}DESCRIPTION: Under fluoroscopic guidance the needle was placed.\nGUIDANCE: ultrasound`],
    ['relief', `${block}The patient had at least 80% relief after the procedure.`],
    ['relief', `${block}The patient had 70-80% relief after the procedure.`],
    ['date', `${block}DATE OF SERVICE: 11/16/2026\nDATE OF PROCEDURE: 11/17/2026`],
    ['place', `${block}PLACE OF SERVICE: outpatient hospital`],
    ['pain-before', `${block}Pain before the procedure was 6-7/10.`],
    ['pain-before', `${block}Before the procedure the worst pain was 9/10.`],
    ['agent', 'PROCEDURE: Botox injections for chronic migraine\nPRODUCT: Botox 200-unit single-dose vial'],
    [
      'side',
      'PROCEDURE: Bilateral facet injections, L3-L4 and L4-L5\nDESCRIPTION: The needle was placed in the right L3-L4 joint.\nThe needle was placed in the left L4-L5 joint.',
    ],
    [
      'nerves',
      'PROCEDURE: Left transforaminal epidural steroid injections\nDESCRIPTION: The needle was placed in the L4 foramen and then in the S1 foramen.',
    ],
    ['prior-relief', `${block}HISTORY: The last medial branch block, left C4-C5, gave 80% relief.`],
  ])('is left out and listed: %s', (field, note) => {
    expect(listed(note)).toEqual([field]);
    expect(lifted(note).some((line) => line.startsWith(`${field}:`))).toBe(false);
  });
});

describe('the insurance that a note names', () => {
  const policies = createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes });
  const payerIn = (note: string): readonly string[] =>
    (encounterOfNote(note, shippedCodes, { policies })?.text ?? '').split('\n').filter((line) => /payer:/.test(line));

  test.each([
    ['Insurance: Noridian', 'payer: medicare-noridian  # from: "Insurance: Noridian"'],
    ['PAYER: AETNA, ID W123456789', 'payer: aetna  # from: "PAYER: AETNA"'],
    ['Primary Insurance: UnitedHealthcare (group 77)', 'payer: uhc  # from: "Primary Insurance: UnitedHealthcare"'],
    ['Insurance: Medicare - Noridian', 'payer: medicare-noridian  # from: "Insurance: Medicare - Noridian"'],
    ['Insurance: Aetna, member ID W12, effective 11/1/2026', 'payer: aetna  # from: "Insurance: Aetna"'],
  ])('is read where a policy has the name: %s', (words, line) => {
    expect(payerIn(`${words}\n${block}`)).toEqual([line]);
  });

  test.each([
    ['Insurance: Blue Cross PPO', '# not certain: payer: "Insurance: Blue Cross PPO" under Insurance'],
    ['Insurance: Aetna (Medicare Advantage)', '# not certain: payer: "Insurance: Aetna" under Insurance'],
    [
      'Insurance: UnitedHealthcare - Dual Complete',
      '# not certain: payer: "Insurance: UnitedHealthcare" under Insurance',
    ],
    ['Insurance: Aetna, terminated 10/1', '# not certain: payer: "Insurance: Aetna" under Insurance'],
    ['Insurance: Aetna. Now Cigna.', '# not certain: payer: "Insurance: Aetna" under Insurance'],
    [
      'Insurance: Aetna\nPayer: Noridian',
      '# not certain: payer: "Insurance: Aetna" under Insurance, "Payer: Noridian" under Payer',
    ],
  ])('is listed with its words where none has: %s', (words, line) => {
    expect(payerIn(`${words}\n${block}`)).toEqual([line]);
  });

  test.each([
    ['Insurance: Great Lakes Mutual PPO', '# not certain: payer: "Insurance: \u2026 Mutual PPO" under Insurance'],
    ['Insurance: Cigna HMO Jane Roper', '# not certain: payer: "Insurance: Cigna HMO \u2026" under Insurance'],
    ['Insurance: Roper, Jane - Aetna', '# not certain: payer: "Insurance: \u2026" under Insurance'],
  ])('is listed without the words that may be a person’s: %s', (words, line) => {
    expect(payerIn(`${words}\n${block}`)).toEqual([line]);
  });

  test.each(['Insurance ID: W123456789', 'Insurance:', 'HISTORY: insurance denied the last block'])(
    'is not told by: %s',
    (words) => {
      expect(payerIn(`${words}\n${block}`)).toEqual([]);
    },
  );
});

describe('what is added to a note', () => {
  test('is the practice’s next number, where the note has none of its own', () => {
    const nextId = (date: string | undefined): string => `N-${date}`;
    const dated = `DATE OF SERVICE: 11/16/2026\n${block}`;
    expect(encounterOfNote(dated, shippedCodes, { nextId })?.text).toMatch(/^encounter N-2026-11-16\n/);
    expect(encounterOfNote(`Visit number: V-88213\n${dated}`, shippedCodes, { nextId })?.text).toMatch(
      /^encounter V-88213\n/,
    );
  });
});

describe('a pasted note', () => {
  const note = `PROCEDURE NOTE
The patient was seen today for a right knee injection and signed the consent form.
Under ultrasound guidance the right knee joint was injected with 40 mg of triamcinolone.
There were no complications and she was discharged home in good condition.`;
  const world = {
    rules,
    codes: shippedCodes,
    policies: createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes }),
    today: '2026-11-24',
    severities: {},
  };
  const made = (text: string, at: number): string | undefined => {
    const [file] = checkFiles(world, [{ file: 'a.encounter', text }], newMemory());
    const [action] = file ? noteActions(world, file, { start: at, end: at }) : [];
    return action && applyEdits(text, action.edits);
  };

  test('becomes an encounter in its place', () => {
    const text = made(note, 40) ?? '';
    expect(text).toMatch(/^encounter NOTE\n/);
    expect(text).toContain('procedure joint-injection');
    expect(text).not.toContain('PROCEDURE NOTE\n');
  });

  test('within an encounter becomes one that follows it, numbered as the file is', () => {
    const text = made(`encounter 1\npatient: 7\n\n${note}\n\nlines\n  99213  x1\n`, 60) ?? '';
    expect(text).toMatch(/^encounter 1\npatient: 7\n[\s]*lines\n {2}99213 {2}x1\n\nencounter 2\n/);
  });

  test('becomes one from the blank lines below it too, where the cursor is after it was pasted', () => {
    const pasted = `${note}\n\n  \n`;
    for (const at of [pasted.length, note.length + 1]) expect(made(pasted, at)).toContain('procedure joint-injection');
    const above = `encounter 1\npatient: 7\n\n${note}\n`;
    const text = `${above}\nlines\n  99213  x1\n`;
    expect(made(text, above.length)).toContain('procedure joint-injection');
    for (const at of [5, above.length + 1, text.length]) expect(made(text, at)).toBeUndefined();
  });

  test('that tells of no procedure has no such action', () => {
    expect(
      made(
        'The patient called and said that she is well.\nShe takes no pills any more these days.\nWe will call her back next week.\n',
        5,
      ),
    ).toBeUndefined();
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...'PROCEDURE: L4-L5 left right medial branch block was injected with 1 mL 0.5% bupivacaine [x] [ ] | \t \n - 80% relief after for 6 hours pain 7/10 before "#" # allow plan: next week no not denies , ; . M47.816 DOB: 3/14/1958 Date: 11/16/2026 knee'.split(
      / /,
    ),
  );

  test('does not throw, and what it tells is an encounter whose every line is read', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 60 }), (parts) => {
        const told = encounterOfNote(parts.join(' '), shippedCodes);
        if (!told) return;
        const { problems } = readEncounter(told.text, shippedCodes);
        expect(problems.filter(({ rule }) => rule === 'syntax' || rule === 'unknown-field')).toEqual([]);
        expect(told.text).not.toContain('1958');
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['one letter', 'L'],
    ['levels', 'L4-L5, '],
    ['sides', 'left right '],
    ['drugs', '1 mL bupivacaine '],
    ['labels', 'Side: right '],
    ['boxes', '[x] left [ ] '],
    ['negations', 'no not without '],
    ['cells', 'a | b | '],
    ['sentences', 'The needle was advanced to the right L4-L5 facet joint and 1 mL of 0.5% bupivacaine was injected. '],
    ['lines', 'PROCEDURE: Right L4-L5 facet injection\n'],
    ['scores', 'pain 7/10 before and 2/10 after '],
    ['spaces', ' \t'],
    ['digits', '1234567890'],
  ])('of 60,000 characters is read in under a second, and a megabyte: %s', (_, part) => {
    for (const length of [1_000_000, 59_900]) {
      const note = `PROCEDURE: Right L4-L5 facet injection\n${part.repeat(Math.floor(length / part.length))}`;
      const start = performance.now();
      encounterOfNote(note, shippedCodes);
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });
});
