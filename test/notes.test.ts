/** What notes say in their own words: ordinary ones are no finding, and what was discarded of a drug is read however it is put. */
import { describe, expect, test } from 'vitest';
import { offeredFixes } from '../server/src/engine/fixes.js';
import { judge } from '../server/src/engine/judge.js';
import type { World } from '../server/src/engine/judgment.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { shippedCodes } from './support/codes.js';

const ruleIds = rules.map(({ id }) => id);
const policies = createPolicies(shippedFiles(), { ruleIds, codes: shippedCodes });
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };

/** One drug's lines, and what the record says of it. */
function drug(agent: string, ...lines: readonly string[]): string {
  const head = 'encounter 1\ndate: 2026-11-10\npayer: medicare\nprocedure joint-injection\n  site: right knee';
  return [head, `  agent: ${agent}`, 'lines', ...lines.map((line) => `  ${line}  A`), ''].join('\n');
}

function foundBy(rule: RegExp, text: string): readonly string[] {
  return judge(world, text, []).findings.flatMap((finding) => (rule.test(finding.rule) ? [finding.message] : []));
}

describe('a drug', () => {
  test.each([
    ['Kenalog 40 mg, lidocaine 1% 4 mL', 'J3301 x4'],
    ['1 mL of Kenalog-40 and 4 mL 0.25% Marcaine', 'J3301 x4'],
    ['methylprednisolone acetate (Depo-Medrol) 40 mg/mL, 2 mL', 'J1010 x80'],
    ['Decadron 4 mg/mL, 2.5 mL', 'J1100 x10'],
    ['Toradol 30 mg IM', 'J1885 x2'],
    ['Synvisc One 6 mL', 'J7325 x48'],
    ['Synvisc injection #2 of 3', 'J7325 x16'],
    ['Euflexxa 20 mg/2 mL', 'J7323 x1'],
    ['2 syringes of Euflexxa', 'J7323 x2'],
    ['Gelsyn-3 16.8 mg', 'J7328 x168'],
    ['Dysport 500 units', 'J0586 x100'],
    ['Myobloc 2500 units', 'J0587 x25'],
    ['Celestone 12 mg', 'J0702 x2'],
    ['Celestone 12 mg', 'J0702 x4'],
    ['Triamcinolone acetonide 80 mg total, 40 mg each knee', 'J3301 x8'],
    ['Botox 155 units diluted 200 units/4 mL', 'J0585 x155'],
    ['Botox 300 units from three 100-unit vials', 'J0585 x300'],
    ['ketorolac 30 mg, single-dose vial, no waste', 'J1885-JZ x2'],
  ])('%s, billed as %s, is right', (agent, line) => {
    expect(foundBy(/^drug-/, drug(agent, line))).toEqual([]);
  });

  test.each([
    'Botox 155 units, 45 units wasted',
    'Botox 155 U injected, 45 U wasted',
    'Botox 155u, wasted 45u',
    'Botox 155 units. Discarded 45 units.',
    'Botox 155 units; wastage of 45 units documented',
    'Botox 155 units given and 45 units discarded',
    'Botox 200 unit vial, 155 units injected, 45 units wasted',
    'Botox (onabotulinumtoxinA) 200 units reconstituted with 4 mL saline, 155 units injected, 45 units discarded',
    '155 units of Botox injected, remaining 45 units discarded',
    'Botox 155 units, remaining 45 units of the vial were discarded',
    'Botox 155 units from 200 unit vial; remainder wasted',
    'Botox 155 units in 31 sites, 45 units wasted',
    'discarded 45 units of Botox, administered 155 units',
    'Botox 155 units, lidocaine 1% 2 mL, 45 units wasted',
    'Botox 100-unit vial x 2, 155 units injected, 45 units wasted',
  ])('that was discarded in part is billed apart: %s', (agent) => {
    const before = judge(world, drug(agent, 'J0585 x200'), []);
    const finding = before.findings.find(({ rule }) => rule === 'drug-waste-modifier');
    expect(finding && offeredFixes(world, before, finding, []).map(({ title }) => title)).toEqual([
      'Bill 155 units as given and 45 with JW',
    ]);
  });
});

describe('a single-dose container', () => {
  const titles = (agent: string, line: string): readonly string[] => {
    const before = judge(world, drug(agent, line), []);
    const finding = before.findings.find(({ rule }) => rule === 'drug-waste-modifier');
    return finding ? offeredFixes(world, before, finding, []).map(({ title }) => title) : ['nothing found'];
  };

  test.each([
    'Botox 155 units from a 200-unit single-dose vial',
    'Botox 200-unit SDV, 155 units injected',
    '155 units Botox; 200 U single-use vial opened',
    'single-dose 200-unit vial of Botox, 155 units injected',
    'Botox 155 units (200-unit bottle, single-use)',
    'Botox 155 units from two 100-unit single-dose vials',
  ])('that held more than was given is billed to its end: %s', (agent) => {
    expect(titles(agent, 'J0585 x155')).toEqual(['Bill 155 units as given and 45 with JW']);
  });

  test.each([
    'Botox 155 units from a single-dose vial of 200 units',
    'Botox 155 of 200 units, single-dose vial',
    'Botox 155 units from 100-unit single-dose vials',
    'Botox, 200-unit single-dose vial',
    'Botox 155 units, single-dose vial, remainder discarded',
  ])('of which something may be left has no fix: %s', (agent) => {
    expect(titles(agent, 'J0585 x155')).toEqual([]);
  });

  test.each([
    ['Botox 200 units from a 200-unit single-dose vial', 'J0585 x200'],
    ['Botox 200 units from 100-unit single-dose vials', 'J0585 x200'],
    ['Kenalog 40 mg single-dose vial, bupivacaine 50 mg', 'J3301 x4'],
    ['Kenalog 40 mg single-dose vial, 0 mg wasted', 'J3301 x4'],
  ])('of which nothing is left has JZ: %s', (agent, line) => {
    expect(titles(agent, line)).toEqual(['Add modifier JZ (attests that nothing was discarded)']);
  });

  test.each([
    'Kenalog 40 mg from multi-dose vial, remainder discarded 60 mg at the end of the day',
    'Kenalog 40 mg (MDV), 20 mg wasted',
    'Kenalog 40 mg from a 10 mL multi-use vial',
  ])('is not asked for where it is another one: %s', (agent) => {
    expect(titles(agent, 'J3301 x4')).toEqual(['nothing found']);
    expect(titles(agent, 'J3301-JZ x4')).toEqual(['Remove modifier JZ']);
  });
});

describe('an ordinary note', () => {
  test.each([
    'Patient: Alert and oriented, no distress',
    'PT: Alert, Oriented x3',
    'Pt: Global Impression of Change much improved',
    'Patient Name band checked',
    'Name of drug: Depo-Medrol',
    'Patient education: Written Instructions Given',
    'Failed Physical Therapy, NSAIDs, Gabapentin 300 mg',
    'referred by Dr Smith, Mercy Hospital',
    'Lumbar MRI 10/12/2026: L4-L5 facet arthropathy',
    'Time Out DOB verified',
    'Chart No 48213, acct # 7731-20-4411',
    'Kenalog 40 mg, Lot AB1234, NDC 00003-0293-05',
    'Insured: Blue Cross PPO',
    'Spurling Test positive, Patrick Test negative, Fortin Finger Test positive',
    'will address 3 levels next visit',
    '22 Gauge Quincke Needle, 1 mL Omnipaque 240',
    'Medicare ID on file, auth 1EG4 pending',
    'call back 5 days, phoned 2026-11-20: 80% relief',
    'MS Contin 30 mg twice daily',
    'age 68, born 1958, born overseas',
    'Patient: Range Of Motion Improved',
    'Name: Triamcinolone Acetonide 40 mg',
    'Client: Blue Shield',
    'Sent To Physical Therapy, Dr. Jones',
  ])('names nobody: %s', (note) => {
    expect(foundBy(/^private-data$/, `encounter 1\n# ${note}\nprocedure other\n  note: ${note}\n`)).toEqual([]);
  });

  test.each([
    'Patient: Jane Doe   DOB: 03/14/1958   MRN: 48213',
    'pt Jane Doe, DOB 1958-03-14',
    'Name: DOE, JANE',
    'Patient Name: Jane Q. Doe',
    'date of birth March 14, 1958',
    'Member ID: XYZ123456789',
    'MBI 1EG4-TE5-MK73',
    'lives at 12 Main Street',
    'Emergency Contact: Mary Smith-Jones',
  ])('names somebody: %s', (note) => {
    const found = foundBy(/^private-data$/, `encounter 1\nprocedure other\n  note: ${note}\n`);
    expect(found).not.toEqual([]);
    expect(found.filter((message) => /Doe|DOE|1958|XYZ|1EG4|Main|Smith/.test(message))).toEqual([]);
  });
});
