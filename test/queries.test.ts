/** The questions to providers: what they say, and that they lead to no answer and tell nothing of the patient. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import type { World } from '../server/src/engine/judgment.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { queryOf, queryText } from '../server/src/queries/index.js';
import { rules } from '../server/src/rules/index.js';
import { shippedCodes } from './support/codes.js';

const own = ['every-rule.payer.yaml', 'acme.payer.yaml'].map((file) => ({
  file,
  text: readFileSync(new URL(`files/${file}`, import.meta.url), 'utf8'),
  shipped: false,
}));
const world: World = {
  rules,
  codes: shippedCodes,
  policies: createPolicies([...shippedFiles(), ...own], { ruleIds: rules.map(({ id }) => id), codes: shippedCodes }),
  today: '2026-11-24',
  severities: {},
};

/** The questions of a file by rule. */
function asked(text: string): ReadonlyMap<string, string> {
  const found = checkFiles(world, [{ file: 'day', text }], newMemory()).flatMap(({ encounters }) =>
    encounters.flatMap(({ judgment }) =>
      judgment.findings.flatMap((finding): readonly [string, string][] => {
        const query = queryOf(judgment, finding);
        return query ? [[finding.rule, queryText(query)]] : [];
      }),
    ),
  );
  return new Map(found);
}

const visit = (procedure: string, lines: string, payer = 'cpt'): string => `encounter 2026-0142
patient: MRN-48213
born: 1958-03-14
date: 2026-11-16
payer: ${payer}
place: 11
provider: 1234567893
diagnoses
  A: M47.816
procedure ${procedure}
lines
${lines}
`;
const ending = '\nPlease answer from the record and your own judgment, and amend the record where it is incomplete.\n';
const opening = 'Encounter 2026-0142, date of service 2026-11-16\n';

test('each topic is one that a rule asks about', () => {
  expect([...new Set(rules.flatMap(({ asks }) => asks ?? []))].sort()).toEqual(
    ['levels', 'side', 'site', 'technique', 'diagnosis', 'time', 'procedure', 'documentation', 'vagueness'].sort(),
  );
});

describe('a question', () => {
  test('about levels says what is billed and what is named, and asks which were treated', () => {
    const text = visit(
      'facet-destruction\n  technique: radiofrequency\n  nerves: L3, L4, L5\n  side: left\n  guidance: fluoroscopy',
      '  64635-LT  x1  A\n  64636-LT  x2  A',
    );
    expect(asked(text)).toEqual(
      new Map([
        [
          'nerve-count',
          `${opening}The claim says: 64635-LT x1 and 64636-LT x2.
The record says: facet-destruction: nerves L3, L4, L5, side left.
Open: Which levels were treated (or nerves, if those were the target), and on which side or sides?${ending}`,
        ],
      ]),
    );
  });

  test('about a side names only the procedures that the line may bill', () => {
    const text = visit(
      'joint-injection\n  site: knee\n  side: left\nprocedure trigger-point\n  site: trapezius',
      '  20610-RT  x1  A\n  20552  x1  A',
    );
    expect(asked(text).get('side-mismatch')).toBe(
      `${opening}The claim says: 20610-RT x1.
The record says: joint-injection: site knee, side left.
Open: On which side or sides was the procedure done?${ending}`,
    );
  });

  test('about a technique is put where code and record differ', () => {
    const text = visit(
      'facet-destruction\n  technique: pulsed-radiofrequency\n  levels: L4-L5\n  side: left\n  guidance: fluoroscopy',
      '  64635-LT  x1  A',
    );
    expect(asked(text).get('technique-mismatch')).toContain(
      'The record says: facet-destruction: technique pulsed-radiofrequency, guidance fluoroscopy.\nOpen: Which technique was used, and which image guidance, if any?\n',
    );
  });

  test('about minutes says those of each therapy', () => {
    const text = visit('therapy\n  minutes: 20', '  97110-GP  x3  A', 'medicare');
    expect(asked(text).get('timed-units')).toBe(
      `${opening}The claim says: 97110-GP x3.
The record says: therapy: minutes 20.
Open: How many minutes did each timed service last?${ending}`,
    );
  });

  test('about a billed code without a procedure asks what was done', () => {
    const text = visit('evaluation', '  99213  x1  A\n  20610-LT  x1  A');
    expect(asked(text).get('missing-procedure')).toContain(
      'The claim says: 20610-LT x1.\nThe record says: evaluation, and nothing else.\nOpen: Which procedures were done at this visit, where and how?',
    );
  });

  test('about missing fields names them, and no figure that a payer wants', () => {
    const facet =
      'facet-injection\n  intent: therapeutic\n  levels: L4-L5\n  side: left\n  plan: repeat\n  guidance: fluoroscopy';
    const text = visit(facet, '  64493-LT  x1  A', 'medicare');
    const question = asked(text).get('missing-documentation');
    expect(question).toContain(
      'facet-injection, with no mention of the indication, conservative care before it or the pain score before it.',
    );
    expect(question).not.toMatch(/month|week|\d+ ?%|Medicare/);
    const short = text.replace(
      '  guidance',
      '  indication: back pain for 2 weeks\n  conservative-care: rest\n  pain-before: 7\n  guidance',
    );
    expect(asked(short).get('missing-documentation')).toContain(
      'The record says: facet-injection: the indication and conservative care before it as written.\nOpen: Over what period, from when to when',
    );
  });

  test('is not put where the record is plain and only the payer differs, nor where the finding is allowed', () => {
    const payer = {
      file: 'oak.payer.yaml',
      text: 'payer: oak\nname: Oak\nextends: cpt\nrequire:\n  - for: 20552\n    guidance: ultrasound\n',
      shipped: false,
    };
    const policies = createPolicies([payer, ...shippedFiles()], {
      ruleIds: rules.map(({ id }) => id),
      codes: shippedCodes,
    });
    const text = visit('trigger-point\n  site: trapezius\n  guidance: none', '  20552  x1  A', 'oak');
    const [file] = checkFiles({ ...world, policies }, [{ file: 'day', text }], newMemory());
    const judgment = file?.encounters[0]?.judgment;
    const finding = judgment?.findings.find(({ rule }) => rule === 'guidance-required');
    expect(finding).toBeDefined();
    expect(judgment && finding && queryOf(judgment, finding)).toBeUndefined();
    const wrongSide = visit(
      'joint-injection\n  site: knee\n  side: left',
      '  20610-RT  x1  A  # allow side-mismatch: addendum of today',
    );
    expect(asked(wrongSide).has('side-mismatch')).toBe(false);
  });
});

test('no question holds a value of the patient, free text, money, or what would be paid', () => {
  const folders = ['files/', '../examples/'].map((folder) => new URL(folder, import.meta.url));
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.encounter'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8')),
  );
  let count = 0;
  for (const text of texts) {
    // Each free text is a word that stands nowhere else.
    const marked = text
      .replace(/^(\s*(?:patient|born|note|agent|response|plan|complications|x-[a-z]+):).*$/gm, '$1 ZEBRA-1')
      .replace(/^(\s*(?:indication|conservative-care):).*$/gm, '$1 zebra');
    for (const question of asked(marked).values()) {
      count += 1;
      expect(question).not.toMatch(/zebra|\$|\bpa(?:y|id|yer|ys)\b|den(?:y|ied)|cover|would be right|should/i);
    }
  }
  expect(count).toBeGreaterThan(8);
});
