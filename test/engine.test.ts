/** Properties of judging: what the tool writes is judged clean, fixes keep their promise, and edit by edit equals from scratch. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { billWhatIsDocumented } from '../server/src/billing/bill.js';
import { billableKinds, wantedLines } from '../server/src/billing/wanted.js';
import { earlier, firstDayAfter } from '../server/src/clinical/dates.js';
import { type CheckedFile, checkFiles, newMemory } from '../server/src/engine/check.js';
import { fixAll, fixesInOrder, fixKind, kindOfFix, offeredFixes, offeredTogether } from '../server/src/engine/fixes.js';
import { inShortOf } from '../server/src/engine/in-short.js';
import { judge } from '../server/src/engine/judge.js';
import type { Reported, World } from '../server/src/engine/judgment.js';
import { maySpeak } from '../server/src/engine/needs.js';
import { clientOf } from '../server/src/lsp/capabilities.js';
import { encounterDiagnostics, firstLinesOf, fitting } from '../server/src/lsp/convert.js';
import { slicedDocuments } from '../server/src/lsp/document.js';
import { diagnosticsWriter } from '../server/src/lsp/written-diagnostics.js';
import { createPatientIndex } from '../server/src/neighbors/patient-index.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { isWorse } from '../server/src/policy/vocabulary.js';
import { rules } from '../server/src/rules/index.js';
import { fixesOf, type Rule } from '../server/src/rules/rule.js';
import { applyEdits, type Edit, insertAt, ordered, removeAt } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';
import { anyEncounter, documentedProcedure, encounterText, noise, payer, serviceLine } from './support/encounters.js';

const ids = rules.map(({ id }) => id);
const files = new URL('files/', import.meta.url);
const pages = new URL('../server/src/rules/', import.meta.url);
/** The encounters of every rule's page, and of the files of the tests. */
const pagesAndFiles = [
  ...readdirSync(files)
    .filter((name) => name.endsWith('.encounter'))
    .map((name) => ({ file: name, text: readFileSync(new URL(name, files), 'utf8') })),
  ...ids.flatMap((id) =>
    [...readFileSync(new URL(`${id}.md`, pages), 'utf8').matchAll(/^```encounter[^\n]*\n(.*?)^```/gms)].map(
      ([, text = ''], index) => ({ file: `${id}-${index}.encounter`, text }),
    ),
  ),
];
/** An invented payer that pays little: its policy is made for these tests. */
const strict = {
  file: 'strict.payer.yaml',
  shipped: false,
  text: [
    'payer: strict',
    'name: Strict',
    'extends: medicare',
    'limits:',
    '  - { for: facet-injection, levels-per-session: 3, levels-per-side: 2, regions-per-session: 1 }',
    '  - { for: facet-destruction, levels-per-side: 1 }',
    '  - { for: transforaminal-epidural, levels-per-session: 2, regions-per-session: 1, confidence: unconfirmed }',
    'require:',
    '  - { for: facet-injection, when: { intent: diagnostic }, modifiers: KX }',
    '  - { for: facet-injection, guidance: fluoroscopy }',
    'not-covered:',
    '  - { for: [64492, 64495, 64634, 0213T-0218T] }',
    '',
  ].join('\n'),
};
const acme = readFileSync(new URL('files/acme.payer.yaml', import.meta.url), 'utf8');
const policies = createPolicies([...shippedFiles(), strict, { file: 'acme.payer.yaml', text: acme, shipped: false }], {
  ruleIds: ids,
  codes: shippedCodes,
});
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };
const everyPayer = fc.constantFrom(...policies.known.map(({ id }) => id));
const rank = { error: 3, warning: 2, information: 1, hint: 0 } as const;

/** What it says of the lines' codes, levels and sides; not of the claim's other parts, nor of what the record does not tell. */
function aboutLines(findings: readonly Reported[]): readonly string[] {
  const others = new Set([
    'unused-diagnosis',
    'unbilled-procedure',
    'diagnosis-not-covered',
    'diagnosis-mismatch',
    'authorization-required',
    'missing-documentation',
    'insufficient-relief',
    'unmet-prior',
    'frequency-limit',
  ]);
  return findings.filter(({ rule }) => !others.has(rule)).map(({ rule, message }) => `${rule}: ${message}`);
}

/** A line of each kind that is wrong for most records. */
const wrongLines: Readonly<Record<string, string>> = {
  'facet-injection': '  64493-LT  x1  A',
  'facet-destruction': '  64635  x2  A',
  'transforaminal-epidural': '  64483-50  x1  A',
  'sacroiliac-injection': '  27096-RT  x1  A',
};

/** What an editor makes of edits that it applies one by one, from the last start to the first; at one start the last given first. */
function appliedFromTheEnd(text: string, edits: readonly Edit[]): string {
  return edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((one, other) => other.span.start - one.span.start || other.index - one.index)
    .reduce((current, { span, text: put }) => current.slice(0, span.start) + put + current.slice(span.end), text);
}

/** Edits as they leave the engine: in order, and one text in every editor. */
function expectOneText(text: string, edits: readonly Edit[]): void {
  expect(isInOrder(edits), text).toBe(true);
  expect(appliedFromTheEnd(text, edits), text).toBe(applyEdits(text, edits));
}

/** Each begins where the one before ends or later; at one start only inserts come before another edit. */
function isInOrder(edits: readonly Edit[]): boolean {
  return edits.every(({ span }, index) => span.start >= (edits[index - 1]?.span.end ?? 0));
}

describe('edits', () => {
  const spanIn = (text: string) =>
    fc.tuple(fc.nat(text.length), fc.nat(3)).map(([start, length]) => ({
      start,
      end: Math.min(start + length, text.length),
    }));
  const textAndEdits = fc
    .string({ maxLength: 12 })
    .chain((text) =>
      fc.tuple(
        fc.constant(text),
        fc.array(fc.record({ span: spanIn(text), text: fc.constantFrom('', 'x', 'yz') }), { maxLength: 6 }),
      ),
    );

  test('in order make one text in every editor, and the text that was judged', () => {
    fc.assert(
      fc.property(textAndEdits, ([text, edits]) => {
        const inOrder = ordered(edits);
        expect(isInOrder(inOrder)).toBe(true);
        expect(appliedFromTheEnd(text, inOrder)).toBe(applyEdits(text, edits));
        expect(ordered(inOrder)).toEqual(inOrder);
      }),
      { numRuns: 2000 },
    );
  });

  test('at one place insert in the order given, before what is removed there', () => {
    const edits = [removeAt({ start: 1, end: 3 }), insertAt(1, 'one '), insertAt(1, 'two '), insertAt(3, '!')];
    expect(applyEdits('abcd', edits)).toBe('aone two !d');
    expect(appliedFromTheEnd('abcd', ordered(edits))).toBe('aone two !d');
  });
});

describe('bill what is documented', () => {
  test('writes lines that are judged clean, whatever stood there, for every shipped payer', () => {
    let written = 0;
    let several = 0;
    fc.assert(
      fc.property(
        fc.array(documentedProcedure, { minLength: 1, maxLength: 2 }),
        everyPayer,
        fc.boolean(),
        (procedures, id, isEmpty) => {
          const lines = isEmpty
            ? []
            : procedures.map((procedure) => wrongLines[/^procedure (\S+)/.exec(procedure)?.[1] ?? ''] ?? '');
          const text = encounterText({ payer: id, procedures, lines });
          const { situation, encounter } = judge(world, text, []);
          const kinds = encounter.procedures.flatMap(({ kind }) => kind ?? []);
          const rewrite = billWhatIsDocumented(encounter, situation.claim, world.codes, situation.policy, kinds);
          const isWritable = (kind: (typeof billableKinds)[number]) =>
            wantedLines(encounter, situation.claim, world.codes, situation.policy, kind) !== undefined;
          // A kind whose record does not say enough keeps its lines, right or wrong.
          if (!rewrite || !billableKinds.filter((kind) => kinds.includes(kind)).every(isWritable)) return;
          const after = applyEdits(text, rewrite.edits);
          expectOneText(text, rewrite.edits);
          if (rewrite.edits.length > 1) several += 1;
          const again = judge(world, after, []);
          // Where a first code is not covered, nothing of its family is, and no line would be left.
          // What is not checked for a generic payer is no matter of the lines.
          const isGeneric = (situation.policy?.notChecked.length ?? 0) > 0;
          const said = aboutLines(again.findings).filter(
            (finding) => !(isGeneric && finding.startsWith('unknown-payer')),
          );
          const isUncovered = said.some((finding) =>
            /^not-covered: (64(490|493|633|635|479|483|451)|27096)/.test(finding),
          );
          const rest = said.filter(
            // A joint that is documented as injected and as destroyed, two services of which one is paid, levels over a unit
            // limit and a guidance that is not paid are the record's own; what KX attests only the coder knows; and for what nobody could confirm of a
            // policy no line is left out.
            (finding) =>
              !(isUncovered && finding.startsWith('not-covered')) &&
              !/^(block-with-destruction|bundled-pair|units-exceed-mue|guidance-required|required-modifier)|\(policy entry unconfirmed\)$/.test(
                finding,
              ),
          );
          expect(rest, after).toEqual([]);
          expect(
            billWhatIsDocumented(again.encounter, again.situation.claim, world.codes, situation.policy, kinds),
          ).toBeUndefined();
          written += 1;
        },
      ),
      { numRuns: 1000 },
    );
    expect(written).toBeGreaterThan(300);
    expect(several).toBeGreaterThan(100);
  });
});

describe('bill what is documented, for a payer', () => {
  const rewriteOf = (procedure: readonly string[], lines: readonly string[]) => {
    const text = encounterText({ payer: 'strict', procedures: procedure, lines });
    const { situation, encounter } = judge(world, text, []);
    const kinds = encounter.procedures.flatMap(({ kind }) => kind ?? []);
    const rewrite = billWhatIsDocumented(encounter, situation.claim, world.codes, situation.policy, kinds);
    return [
      rewrite?.title,
      ...((rewrite ? applyEdits(text, rewrite.edits) : text).split('lines\n')[1]?.trim().split('\n') ?? []),
    ];
  };

  test('leaves out levels beyond its limits and codes it does not cover, and says so', () => {
    expect(rewriteOf(['procedure facet-injection', '  levels: L2-L3, L3-L4, L4-L5', '  side: left'], [])).toEqual([
      'Bill what is documented without L4-L5, which Strict does not pay',
      '64493-LT  x1  A,B',
      '  64494-LT  x1  A,B',
    ]);
    expect(
      rewriteOf(['procedure facet-destruction', '  levels: C4-C5, C5-C6', '  side: left'], ['  64633-RT  x1  A']),
    ).toEqual(['Bill what is documented without C5-C6, which Strict does not pay', '64633-LT  x1  A']);
  });

  test('leaves out the region that is not billed yet where it pays one', () => {
    expect(
      rewriteOf(['procedure facet-injection', '  levels: C4-C5, L4-L5, L5-S1', '  side: left'], ['  64493-LT  x1  A']),
    ).toEqual([
      'Bill what is documented without C4-C5, which Strict does not pay',
      '64493-LT  x1  A',
      '  64494-LT  x1  A',
    ]);
  });

  test('leaves out nothing for what nobody could confirm', () => {
    expect(
      rewriteOf(
        ['procedure transforaminal-epidural', '  levels: L3-L4, L4-L5, L5-S1', '  side: left'],
        ['  64483-LT  x1  A'],
      ),
    ).toEqual(['Bill what is documented', '64483-LT  x1  A', '  64484-LT  x2  A']);
  });

  const diagnostic = ['procedure facet-injection', '  intent: diagnostic', '  levels: L4-L5, L5-S1', '  side: left'];
  const met = [
    '  guidance: fluoroscopy',
    '  indication: axial pain for 5 months',
    '  conservative-care: 8 weeks of therapy',
    '  pain-before: 7',
    '  pain-after: 1',
    '  relief: 20% for 6 hours',
  ];

  test('gives a new line what the payer wants on its code, as far as the first line carries it', () => {
    const whole = [...diagnostic, ...met];
    expect(rewriteOf(whole, ['  64493-LT-KX-59  x1  A'])).toEqual([
      'Bill what is documented',
      '64493-LT-KX-59  x1  A',
      '  64494-LT-KX  x1  A',
    ]);
    expect(rewriteOf(whole, ['  64493-LT  x1  A'])).toContain('  64494-LT  x1  A');
    const therapeutic = whole.map((row) => row.replace('diagnostic', 'therapeutic'));
    expect(rewriteOf(therapeutic, ['  64493-LT-KX  x1  A'])).toContain('  64494-LT  x1  A');
  });

  test('attests nothing that the record does not have, and says what is missing', () => {
    const without = (name: string): readonly string[] => met.filter((row) => !row.includes(name));
    const titleOf = (rows: readonly string[]) => rewriteOf([...diagnostic, ...rows], ['  64493-LT-KX  x1  A'])[0];
    expect(rewriteOf([...diagnostic, ...without('guidance')], ['  64493-LT-KX  x1  A'])).toEqual([
      'Bill what is documented; KX is left off 64494, as the record lacks guidance',
      '64493-LT-KX  x1  A',
      '  64494-LT  x1  A',
    ]);
    expect(titleOf(without('care'))).toContain('lacks conservative-care');
    expect(titleOf([...without('indication'), '  indication: axial pain for 1 week'])).toContain('lacks indication');
    expect(titleOf(met)).toBe('Bill what is documented');
  });

  test('attests nothing beside a modifier that expects a denial', () => {
    const [title, , added] = rewriteOf([...diagnostic, ...met], ['  64493-LT-KX-GA  x1  A']);
    expect([title, added]).toEqual(['Bill what is documented; KX is left off 64494', '  64494-LT  x1  A']);
  });
});

describe('one mistake is one finding', () => {
  const said = (procedures: readonly string[], lines: readonly string[], severities = {}) => {
    const text = encounterText({ payer: 'strict', procedures, lines });
    return (
      judge({ ...world, severities }, text, [])
        .findings.map(({ rule }) => rule)
        // What the record lacks is another mistake than those that these lines make.
        .filter((rule) => rule !== 'missing-documentation')
        .sort()
    );
  };
  const twoLevels = ['procedure facet-injection', '  levels: L4-L5, L5-S1', '  side: left', '  guidance: fluoroscopy'];
  const threeLines = ['  64493-LT  x1  A', '  64494-LT  x1  A', '  64495-LT  x1  A'];

  test('a level that nobody treated is not counted against the payer’s limit', () => {
    expect(said(twoLevels, threeLines)).toEqual(['level-overcount', 'unused-diagnosis']);
    const nerves = ['procedure facet-injection', '  nerves: L3, L4, L5', '  side: left', '  guidance: fluoroscopy'];
    expect(said(nerves, threeLines)).toEqual(['nerve-count', 'unused-diagnosis']);
  });

  test('branches of one nerve billed one by one are not too many units, a repeated line or both sides twice', () => {
    const genicular = [
      'procedure nerve-block',
      '  site: superolateral genicular, superomedial genicular, inferomedial genicular',
      '  side: right',
    ];
    const lines = ['  64450-RT  x1  A', '  64450-RT  x11  A,B'];
    expect(said(genicular, lines)).toEqual(['site-mismatch']);
    expect(said(genicular, lines, { 'site-mismatch': 'off' })).toEqual([]);
    expect(said(['procedure nerve-block', '  site: LON', '  side: right'], lines)).toContain('duplicate-line');
    const both = genicular.map((row) => row.replace('right', 'bilateral'));
    expect(said(both, ['  64450-50  x3  A,B'])).toEqual(['site-mismatch']);
  });

  test('nor are the nerves to the sacroiliac joint a procedure without a line', () => {
    const sacroiliac = [
      'procedure sacroiliac-injection',
      '  nerves: L5 dorsal ramus, S1-S3 lateral branches',
      '  side: right',
    ];
    expect(said(sacroiliac, ['  64450-RT  x4  A,B'])).toEqual(['site-mismatch']);
    expect(said(['procedure sacroiliac-injection', '  side: right'], ['  64450-RT  x1  A,B'])).toEqual([
      'missing-procedure',
    ]);
  });

  test('the first level’s line that is missing is not missed a second time as a level', () => {
    expect(said(twoLevels, ['  64494-LT  x1  A'])).toEqual(['addon-without-primary', 'unused-diagnosis']);
    expect(said(twoLevels, ['  64493-LT  x1  A'])).toEqual(['level-undercount', 'unused-diagnosis']);
  });

  test('nor where the speaker is switched off', () => {
    expect(said(twoLevels, threeLines, { 'level-overcount': 'off' })).toEqual(['unused-diagnosis']);
  });

  test('a third-level code without the second is not one that the payer does not cover', () => {
    expect(said(twoLevels, ['  64493-LT  x1  A', '  64495-LT  x1  A'])).toEqual([
      'addon-skips-level',
      'unused-diagnosis',
    ]);
  });

  test('what is documented beyond the limit is said beside it', () => {
    const four = [
      'procedure facet-injection',
      '  levels: L3-L4, L4-L5, L5-S1',
      '  side: left',
      '  guidance: fluoroscopy',
    ];
    expect(said(four, threeLines)).toEqual(expect.arrayContaining(['level-limit', 'not-covered']));
    const destruction = ['procedure facet-destruction', '  levels: L3-L4, L4-L5', '  side: left'];
    const said3 = said(destruction, ['  64635-LT  x1  A', '  64636-LT  x2  A']);
    expect(said3).toEqual(expect.arrayContaining(['level-overcount', 'level-limit']));
  });

  test('what the payer does not cover is not asked for its guidance', () => {
    const ultrasound = twoLevels.map((row) => row.replace('fluoroscopy', 'ultrasound'));
    expect(said(ultrasound, ['  0216T-LT  x1  A', '  0217T-LT  x1  A'])).toEqual([
      'not-covered',
      'not-covered',
      'unused-diagnosis',
    ]);
    // The code's own requirement stands beside it.
    expect(said(ultrasound, ['  64493-LT  x1  A', '  64495-LT  x1  A'])).toContain('guidance-required');
  });

  test('a block billed as destruction is not a procedure without a line too', () => {
    expect(said(twoLevels, ['  64635-LT  x1  A'])).toEqual(['technique-mismatch', 'unused-diagnosis']);
  });

  test('a pair of codes is said by the rule that knows most of it', () => {
    const imaging = said(twoLevels, ['  64493-LT  x1  A', '  64494-LT  x1  A', '  77003  x1  A']);
    expect(imaging).toEqual(['bundled-imaging', 'unused-diagnosis']);
    const visit = said(twoLevels, ['  64493-LT  x1  A', '  64494-LT  x1  A', '  99213  x1  A']);
    expect(visit).toEqual(['em-needs-25', 'unused-diagnosis']);
    const both = [...twoLevels, ...twoLevels.map((row) => row.replace('facet-injection', 'facet-destruction'))];
    const joint = said(both, ['  64493-LT  x1  A', '  64635-LT  x1  A', '  64636-LT  x1  A'], {
      'level-limit': 'off',
      'not-covered': 'off',
      'unmet-prior': 'off',
    });
    expect(joint).toEqual(['block-with-destruction', 'unused-diagnosis']);
    const epidural = ['procedure epidural', '  technique: interlaminar', '  levels: L4-L5', '  guidance: fluoroscopy'];
    expect(said(epidural, ['  62322  x1  A'])).toContain('technique-mismatch');
    expect(said(epidural, ['  62323  x1  A', '  62322-59  x1  A'])).toEqual(['bundled-pair', 'unused-diagnosis']);
  });
});

describe('one mistake is one finding, of places, drugs and visits', () => {
  const said = (procedures: readonly string[], lines: readonly string[]) =>
    judge(world, encounterText({ payer: 'medicare', procedures, lines }), [])
      .findings.map(({ rule }) => rule)
      .filter((rule) => !['missing-documentation', 'missing-procedure', 'unused-diagnosis'].includes(rule));
  const oneDrug = ['procedure joint-injection', '  site: knee', '  side: left', '  agent: triamcinolone 40 mg'];
  const ofMedicare = (...lines: readonly string[]) =>
    judge(world, encounterText({ payer: 'medicare', procedures: [], lines: lines.map((line) => `  ${line}`) }), [])
      .findings.map(({ rule }) => rule)
      .sort();

  test('imaging that is not billed beside a code is not asked for its reading', () => {
    const block = ['procedure facet-injection', '  levels: L4-L5', '  side: left', '  guidance: fluoroscopy'];
    expect(said(block, ['  64493-LT  x1  A', '  77003  x1  A'])).toEqual(['bundled-imaging']);
    expect(said([], ['  64450-LT  x1  A', '  76942  x1  A'])).toEqual(['component-in-facility']);
  });

  test('more units than the dose are not over the unit limit too, where the dose is within it', () => {
    const lines = (units: number) => ['  20610-LT  x1  A', `  J3301  x${units}  A`];
    expect(said(oneDrug, lines(40))).toEqual(['place-of-service', 'drug-units']);
    expect(said([...oneDrug.slice(0, 3), '  agent: triamcinolone 400 mg'], lines(50))).toEqual([
      'place-of-service',
      'drug-units',
      'units-exceed-mue',
    ]);
  });

  test('what Medicare denies by its status is not over a limit of 0, in a pair or without its primary too', () => {
    expect(ofMedicare('A4550  x1  A,B  $25.00')).toEqual(['medicare-status']);
    expect(ofMedicare('97010-GP  x1  A,B  $25.00')).toEqual(['medicare-status']);
    expect(ofMedicare('62284  x1  A,B  $90.00', '36000  x1  A  $25.00')).toEqual([
      'medicare-status',
      'missing-procedure',
    ]);
    expect(ofMedicare('22527  x1  A,B  $25.00')).toEqual(['medicare-status']);
    // Nothing is asked for, so no limit is exceeded.
    expect(ofMedicare('A4550  x1  A,B  $0.00')).toEqual([]);
    // Another limit of 0 is said as before.
    expect(ofMedicare('A4556  x1  A,B  $25.00')).toEqual(['units-exceed-mue']);
  });

  test('the code in place of one that is not valid needs its record, its primary and its modifier as well', () => {
    expect(ofMedicare('97014-GP  x2  A,B  $25.00')).toEqual(['medicare-status', 'missing-procedure']);
    expect(ofMedicare('99417  x9  A,B  $25.00')).toEqual(['addon-without-primary', 'medicare-status']);
    expect(ofMedicare('99215  x1  A,B', 'G2212  x1  A', '99417  x1  A')).toEqual(['bundled-pair', 'medicare-status']);
  });

  test('a code that the policy excludes is not excluded by Medicare too', () => {
    const excluding = (code: string) => {
      const text = `payer: plan\nname: Plan\nextends: medicare\nnot-covered:\n  - { for: ${code} }\n`;
      const files = [...shippedFiles(), { file: 'plan.payer.yaml', text, shipped: false }];
      const withPlan = { ...world, policies: createPolicies(files, { ruleIds: ids, codes: shippedCodes }) };
      const claim = encounterText({ payer: 'plan', procedures: [], lines: ['  22526  x1  A,B  $900.00'] });
      return judge(withPlan, claim, []).findings.map(({ rule }) => rule);
    };
    expect(excluding('22526')).toEqual(['not-covered']);
    expect(excluding('22527')).toEqual(['medicare-status']);
  });

  test('a visit that needs 57 is not asked for 25', () => {
    expect(said([], ['  99213  x1  A', '  64575  x1  A', '  20552  x1  A'])).toEqual(['decision-for-surgery']);
    expect(said([], ['  99213-57  x1  A', '  20552  x1  A'])).toEqual(['decision-for-surgery']);
  });
});

describe('an offered fix', () => {
  test('removes its finding, adds none that is worse and breaks no line', () => {
    let offered = 0;
    fc.assert(
      fc.property(anyEncounter, (text) => {
        const before = judge(world, text, []);
        for (const finding of before.findings) {
          for (const fix of offeredFixes(world, before, finding, [])) {
            offered += 1;
            expectOneText(text, fix.edits);
            const after = judge(world, applyEdits(text, fix.edits), []);
            const count = (findings: readonly Reported[], rule: string) =>
              findings.filter((each) => each.rule === rule).length;
            // A new policy file changes the world, which stands still here.
            if (!fix.leavesBlank && !fix.creates) {
              expect(count(after.findings, finding.rule), `${fix.title}: ${text}`).toBeLessThan(
                count(before.findings, finding.rule),
              );
            }
            expect(count(after.findings, 'syntax')).toBeLessThanOrEqual(count(before.findings, 'syntax'));
            const worse = (findings: readonly Reported[]) =>
              findings.filter(({ severity }) => rank[severity] > rank[finding.severity]).length;
            expect(worse(after.findings), `${fix.title}: ${text}`).toBeLessThanOrEqual(worse(before.findings) + 1);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(offered).toBeGreaterThan(300);
  });

  test('brings an error of another rule only where each of the finding brings one', () => {
    let clean = 0;
    fc.assert(
      fc.property(anyEncounter, (text) => {
        const before = judge(world, text, []);
        const was = [...before.findings.map(({ rule }) => rule), ...before.hidden];
        for (const finding of before.findings) {
          // How the record is to be read is not for the lines to say.
          if (before.encounter.problems.some(({ at }) => at.start === finding.at.start)) continue;
          const brings = offeredFixes(world, before, finding, []).flatMap((fix) => {
            if (fix.leavesBlank || fix.creates) return [];
            const after = judge(world, applyEdits(text, fix.edits), []).findings.filter(({ allowed }) => !allowed);
            return after.some(({ rule, severity }) => {
              const is = after.filter((each) => each.rule === rule && each.severity === 'error').length;
              return severity === 'error' && rule !== finding.rule && is > was.filter((each) => each === rule).length;
            });
          });
          if (brings.includes(false)) {
            clean += 1;
            expect(brings, `${finding.rule}: ${text}`).not.toContain(true);
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(clean).toBeGreaterThan(100);
  });

  test('proved by the rules that decide it is the one that all of them prove', () => {
    // A rule that looks at what the others found, and may silence any: beside it every fix is proved by all.
    const everyone: Rule = { id: 'everyone', summary: '', severity: 'hint', silences: ids, *review() {} };
    const byAll: World = { ...world, rules: [...rules, everyone] };
    let offered = 0;
    fc.assert(
      fc.property(anyEncounter, everyPayer, (text, id) => {
        const written = text.replace(/^payer: .*$/m, `payer: ${id}`);
        const [some, all] = [world, byAll].map((each) => {
          const judgment = judge(each, written, []);
          return judgment.findings.map((finding) =>
            offeredFixes(each, judgment, finding, []).map(({ title, edits }) => ({ rule: finding.rule, title, edits })),
          );
        });
        expect(some).toEqual(all);
        offered += some?.flat().length ?? 0;
      }),
      { numRuns: 200 },
    );
    expect(offered).toBeGreaterThan(100);
  });

  test('of one kind, one after the other, leaves fewer of its findings, adds none that is worse, and leaves none of the kind', () => {
    let applied = 0;
    fc.assert(
      fc.property(anyEncounter, (text) => {
        const before = judge(world, text, []);
        const [finding] = before.findings.filter(
          (each) => !each.allowed && offeredFixes(world, before, each, []).length > 0,
        );
        const fix =
          finding && offeredFixes(world, before, finding, []).find((each) => !each.leavesBlank && !each.creates);
        if (!finding || !fix) return;
        const { rule, severity } = finding;
        const kind = kindOfFix(fix);
        const after = judge(world, fixKind(world, text, [], undefined, { rule, kind }), []);
        const standing = (findings: readonly Reported[], isMeant: (each: Reported) => boolean): number =>
          findings.filter((each) => !each.allowed && isMeant(each)).length;
        const isOfRule = (each: Reported): boolean => each.rule === rule && rank[each.severity] >= rank[severity];
        expect(standing(after.findings, isOfRule), text).toBeLessThan(standing(before.findings, isOfRule));
        const left = after.findings.filter((each) => each.rule === rule && !each.allowed);
        for (const each of left) {
          const kinds = offeredFixes(world, after, each, []).filter((other) => !other.leavesBlank && !other.creates);
          expect(kinds.map(kindOfFix), text).not.toContain(kind);
        }
        applied += 1;
      }),
      { numRuns: 150 },
    );
    // Which fixes are met is drawn anew in each run.
    expect(applied).toBeGreaterThan(30);
  });

  test('leaves no milder finding of its rule: three units beside a line for both sides', () => {
    const text = encounterText({ payer: 'strict', procedures: [], lines: ['  64479  x3  A', '  64479-50  A'] });
    const before = judge(world, text.replace(/^date: .*$/m, 'date: 2024-02-29'), []);
    const over = before.findings.find(({ rule }) => rule === 'units-exceed-mue');
    expect(over?.severity).toBe('error');
    expect(over && offeredFixes(world, before, over, [])).toEqual([]);
    const alone = judge(world, encounterText({ payer: 'strict', procedures: [], lines: ['  64479  x3  A'] }), []);
    const [found] = alone.findings.filter(({ rule }) => rule === 'units-exceed-mue');
    expect(found && offeredFixes(world, alone, found, []).map(({ title }) => title)).toEqual(['Change units to 1']);
  });

  test('for several lines removes the finding of each', () => {
    let offered = 0;
    const record =
      '  intent: diagnostic\n  series: first\n  technique: medial-branch\n  levels: L4-L5, L5-S1\n  side: bilateral\n  guidance: fluoroscopy\n' +
      '  agent: bupivacaine 0.5% 0.5 mL per nerve\n  indication: axial low back pain 8 months, no radiculopathy\n' +
      '  conservative-care: 12 weeks physical therapy, NSAIDs\n  pain-before: 7\n  pain-after: 1\n  relief: 85% for 6 hours\n' +
      '  response: able to extend\n  complications: none\n  consent: yes';
    const lines = fc.array(fc.constantFrom('64493-50', '64494-50', '64493-LT', '64494-RT'), {
      minLength: 2,
      maxLength: 4,
    });
    const procedure = fc.constant(`procedure facet-injection\n${record}`);
    fc.assert(
      fc.property(lines, procedure, (codes, done) => {
        const text = encounterText({
          payer: 'strict',
          procedures: [done],
          lines: codes.map((code) => `  ${code}  x1  A`),
        });
        const before = judge(world, text, []);
        for (const finding of before.findings) {
          const fix = offeredTogether(world, before, finding, []);
          if (!fix) continue;
          offered += 1;
          expect(fix.title).toMatch(/ to (both|all \d+) lines \(attests .+\)$/);
          const after = judge(world, applyEdits(text, fix.edits), []);
          const left = after.findings.filter(({ rule, message }) => rule === finding.rule && / KX/.test(message));
          expect(left.filter((each) => offeredFixes(world, after, each, []).length > 0)).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
    expect(offered).toBeGreaterThan(10);
  });

  test('in place of a deleted code is no add-on code without its primary, and none that the payer does not cover', () => {
    const titles = (payer: string, lines: string): readonly string[] => {
      const text = `encounter 1\ndate: 2026-11-16\npayer: ${payer}\nlines\n${lines}`;
      const before = judge(world, text, []);
      const found = before.findings.find(({ rule }) => rule === 'deleted-code');
      if (!found) throw new Error('nothing deleted was found');
      return offeredFixes(world, before, found, []).map(({ title }) => title);
    };
    const [first, further] = ['Change to 62330 (first interspace)', 'Change to 62331 (each further interspace)'];
    expect(titles('cpt', '  0275T  x1\n')).toEqual([first]);
    // A second 62330 would repeat the first.
    expect(titles('cpt', '  62330  x1\n  0275T  x1\n')).toEqual([further]);
    expect(titles('cpt', '  64476  x1\n')).toEqual([
      'Change to 64494 (second level)',
      'Change to 64495 (third and further)',
    ]);
    expect(titles('medicare', '  0275T  x1\n')).toEqual([]);
    expect(titles('medicare', '  0275T-GZ  x1\n')).toEqual([first]);
  });

  test('that bills what is documented leaves nothing of levels to say', () => {
    fc.assert(
      fc.property(anyEncounter, (text) => {
        const before = judge(world, text, []);
        for (const finding of before.findings) {
          if (finding.rule !== 'level-overcount' && finding.rule !== 'nerve-count') continue;
          for (const fix of offeredFixes(world, before, finding, [])) {
            const after = judge(world, applyEdits(text, fix.edits), []);
            const about = JSON.stringify(finding.about?.sessions);
            const left = after.findings.filter(
              ({ rule, about: other }) =>
                /^level-|^nerve-count/.test(rule) && JSON.stringify(other?.sessions) === about,
            );
            expect(left, `${fix.title}: ${text}`).toEqual([]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('that is always right leaves nothing that is always right to do', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyEncounter,
          noise.map((text) => `encounter 1\n${text}`),
        ),
        (text) => {
          const once = fixAll(world, text, []);
          expect(fixAll(world, once, [])).toBe(once);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a file', () => {
  test('judged edit by edit says what it says from scratch', () => {
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 30 }),
      text: fc.oneof(
        noise,
        serviceLine.map((line) => `\n${line}\n`),
        fc.constant(''),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(anyEncounter, { minLength: 1, maxLength: 4 }),
        fc.array(edit, { maxLength: 8 }),
        (encounters, edits) => {
          let text = encounters.join('\n');
          const memory = newMemory();
          for (const { at, length, text: inserted } of edits) {
            const start = at % (text.length + 1);
            text = text.slice(0, start) + inserted + text.slice(start + length);
            const said = (files: ReturnType<typeof checkFiles>) =>
              files.flatMap((file) =>
                file.encounters.map(({ start: from, judgment }) => [
                  from,
                  judgment.findings.map(({ rule, at: place, message }) => [rule, place, message]),
                ]),
              );
            const stepwise = checkFiles(world, [{ file: 'day', text }], memory);
            expect(said(stepwise)).toEqual(said(checkFiles(world, [{ file: 'day', text }], newMemory())));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('held by an editor, edit by edit, is the text that the protocol says, and says what it says from scratch beside another open file', () => {
    const short = fc.constantFrom(
      '',
      '\n',
      '\r',
      '\r\n',
      'x',
      '# ',
      'encounter 7\n',
      '\u{1F489}',
      '1',
      '-50',
      ' encounter 1',
    );
    const place = fc.record({ line: fc.integer({ min: -1, max: 60 }), character: fc.integer({ min: -1, max: 40 }) });
    const near = fc.integer({ min: 0, max: 2 });
    const range = fc.tuple(place, near, fc.integer({ min: -8, max: 8 })).map(([start, lines, characters]) => ({
      start,
      end: { line: start.line + lines, character: Math.max(0, start.character + characters) },
    }));
    const change = fc.oneof(
      { weight: 8, arbitrary: fc.record({ range, text: fc.oneof(short, short, noise) }) },
      { weight: 1, arbitrary: fc.record({ text: fc.oneof(noise, anyEncounter) }) },
    );
    const notification = fc.record({
      isOther: fc.boolean(),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    });
    const files = ['a', 'b'];
    const somewhere = { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } };
    const places = {
      policy: ({ file }: { readonly file: string }) => ({ uri: file, range: somewhere }),
      encounter: ({ file }: { readonly file: string }) => ({ uri: file, range: somewhere }),
    };
    const client = clientOf({ capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } } });
    const sentAnew = (uri: string, file: CheckedFile): unknown =>
      JSON.parse(
        JSON.stringify(
          fitting(
            client,
            file.encounters.flatMap((_, ordinal) =>
              encounterDiagnostics(uri, file, firstLinesOf(file), ordinal, places),
            ),
          ),
        ),
      );
    const said = (found: ReturnType<typeof checkFiles>) =>
      found.flatMap((file) =>
        file.encounters.map(({ start, ordinal, judgment, neighbors }) => [
          start,
          ordinal,
          neighbors,
          judgment.situation.history?.version,
          judgment.findings.map(({ rule, at, message, related }) => [rule, at, message, related]),
        ]),
      );
    fc.assert(
      fc.property(
        fc.array(anyEncounter, { minLength: 2, maxLength: 9 }),
        fc.array(notification, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        (encounters, notifications, lineEnd) => {
          const day = encounters.join('\n').replaceAll('\n', lineEnd);
          const documents = [day, encounters[0] ?? ''].map((text, index) =>
            slicedDocuments.create(`file:///${files[index]}`, 'encounter', 1, text),
          );
          const memories = documents.map(() => newMemory());
          const writers = files.map((file) => diagnosticsWriter(`file:///${file}`, places, client));
          const index = createPatientIndex();
          notifications.forEach(({ isOther, changes }, version) => {
            const document = documents[isOther ? 1 : 0];
            if (!document) return;
            let expected = document.getText();
            for (const each of changes) {
              const plain = TextDocument.create('file:///plain', 'encounter', 1, expected);
              expected = TextDocument.update(plain, [each], 2).getText();
            }
            slicedDocuments.update(document, changes, version + 2);
            expect(document.getText()).toBe(expected);
            const plain = TextDocument.create('file:///plain', 'encounter', 1, expected);
            expect(document.lineCount).toBe(plain.lineCount);
            for (let offset = -1; offset < expected.length + 2; offset += 3) {
              const position = document.positionAt(offset);
              expect(position).toEqual(plain.positionAt(offset));
              expect(document.offsetAt(position)).toBe(plain.offsetAt(position));
            }
            documents.forEach(({ sliced }, which) => {
              const file = files[which] ?? '';
              const memory = memories[which] ?? newMemory();
              const stepwise = checkFiles(world, [{ file, sliced }], memory, index.elsewhere(file));
              const scratch = checkFiles(world, [{ file, text: sliced.text() }], newMemory(), index.elsewhere(file));
              expect(said(stepwise)).toEqual(said(scratch));
              for (const each of stepwise) {
                index.set(file, inShortOf(each));
                const sent: unknown = JSON.parse(writers[which]?.(each) ?? '');
                expect(sent).toEqual(sentAnew(`file:///${file}`, each));
              }
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('says the same in any order of its encounters', () => {
    fc.assert(
      fc.property(fc.array(anyEncounter, { minLength: 2, maxLength: 5 }), fc.nat(), (encounters, at) => {
        const texts = encounters.map((text, index) => text.replace('encounter 1', `encounter ${index}`));
        const turn = at % texts.length;
        const said = (day: readonly string[]) =>
          checkFiles(world, [{ file: 'day', text: day.join('\n') }], newMemory())
            .flatMap(({ encounters: checked }) => checked)
            .flatMap(({ judgment }) =>
              judgment.findings
                .filter(({ rule }) => rule === 'frequency-limit' || rule === 'unmet-prior')
                .map(
                  ({ rule, message, related }) =>
                    `${judgment.encounter.id?.value} ${rule} ${message} ${related?.length}`,
                ),
            )
            .sort();
        expect(said([...texts.slice(turn), ...texts.slice(0, turn)])).toEqual(said(texts));
      }),
      { numRuns: 200 },
    );
  });

  test('of which one encounter was edited is judged again only where the edit can matter', () => {
    const day = (relief: string, agent: string) =>
      [
        { id: '1', patient: 'P-1', date: '2026-01-05', fields: [`relief: ${relief}`, `agent: ${agent}`] },
        { id: '2', patient: 'P-1', date: '2026-02-05', fields: [] },
        { id: '3', patient: 'P-1', date: '2025-12-05', fields: [] },
        { id: '4', patient: 'P-2', date: '2026-02-05', fields: [] },
      ].map(({ fields, ...rest }) => {
        const procedure = ['procedure facet-injection', '  levels: L4-L5', ...fields.map((field) => `  ${field}`)];
        return encounterText({
          payer: 'acme',
          procedures: [procedure.join('\n')],
          lines: ['  64493-LT  x1  A'],
          ...rest,
        });
      });
    const memory = newMemory();
    const judged = (texts: readonly string[]) =>
      checkFiles(world, [{ file: 'day', text: texts.join('\n') }], memory).flatMap(({ encounters }) =>
        encounters.map(({ judgment }) => judgment),
      );
    const anew = (before: readonly unknown[], after: readonly unknown[]) =>
      after.flatMap((judgment, index) => (judgment === before[index] ? [] : [index + 1]));
    const first = judged(day('85%', 'bupivacaine'));
    // What an earlier session was injected with is nobody else's business.
    const second = judged(day('85%', 'lidocaine'));
    expect(anew(first, second)).toEqual([1]);
    // What it brought is the patient's later encounters', and theirs alone.
    expect(anew(second, judged(day('60%', 'lidocaine')))).toEqual([1, 2]);
  });

  test('is told of the patient’s earlier sessions in other files, and leads to them', () => {
    const procedure = 'procedure facet-destruction\n  levels: L4-L5\n  side: left\n  guidance: fluoroscopy';
    const frame = { payer: 'acme', procedures: [procedure], lines: ['  64635-LT  x1  A'] };
    const [, today] = checkFiles(
      world,
      [
        { file: 'before', text: encounterText({ ...frame, id: '1', patient: 'P-1', date: '2026-03-10' }) },
        { file: 'today', text: encounterText({ ...frame, id: '2', patient: 'P-1', date: '2026-11-16' }) },
      ],
      newMemory(),
    );
    const [finding] = (today?.encounters ?? []).flatMap(({ judgment }) =>
      judgment.findings.filter(({ rule }) => rule === 'frequency-limit'),
    );
    expect(finding?.related?.[0]).toEqual({
      at: { start: 10, end: 11 },
      message: 'Session on 2026-03-10, encounter 1',
      encounter: { file: 'before', ordinal: 0 },
    });
  });

  test('of a thousand encounters of one patient is judged, and after an edit of one that one alone', () => {
    const texts = Array.from({ length: 1000 }, (_, index) => {
      const date = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
      const procedure =
        'procedure facet-destruction\n  levels: L4-L5\n  side: left\n  guidance: fluoroscopy\n  relief: 60%';
      const frame = { payer: 'acme', procedures: [procedure], lines: ['  64635-LT  x1  A'], date, patient: 'P-1' };
      return encounterText({ ...frame, id: String(index) });
    });
    const memory = newMemory();
    const judged = (day: readonly string[]) =>
      checkFiles(world, [{ file: 'day', text: day.join('\n') }], memory)[0]?.encounters ?? [];
    const whole = judged(texts);
    const last = whole.at(-1)?.judgment.findings.find(({ rule }) => rule === 'frequency-limit');
    expect(last?.message).toMatch(/^Session 365 /);
    expect(last?.related?.length).toBe(51);
    const edited = judged(texts.map((text, index) => (index === 10 ? text.replace('64635-LT', '64635-RT') : text)));
    const judgedAgain = edited.filter(({ judgment }, index) => judgment !== whole[index]?.judgment);
    expect(judgedAgain.map(({ ordinal }) => ordinal)).toEqual([10]);
  });

  test('never makes a rule of ours fail, and marks something that stands in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          anyEncounter,
          fc.tuple(anyEncounter, noise).map(([one, other]) => one + other),
        ),
        (text) => {
          const [file] = checkFiles(world, [{ file: 'day', text }], newMemory());
          for (const { judgment } of file?.encounters ?? []) {
            for (const { rule, at, message } of judgment.findings) {
              expect(rule).not.toBe('internal-error');
              expect(at.end).toBeGreaterThan(at.start);
              expect(at.end).toBeLessThanOrEqual(judgment.encounter.text.length);
              expect(message).toMatch(/^[^\n\r]+[^.\n\r]$/);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('with a thousand and more findings counts the rest in one, as severe as the worst', () => {
    const text = encounterText({
      payer: 'medicare',
      procedures: [],
      lines: Array.from({ length: 1500 }, () => '  64494  x1  Z'),
    });
    const { findings } = judge(world, text, []);
    expect(findings).toHaveLength(1001);
    const summary = findings.find(({ message }) => message.includes('not listed'));
    expect(summary).toMatchObject({ rule: 'syntax', severity: 'error', at: { start: 0, end: 11 } });
  });

  const head =
    'encounter 1\npatient: 2\ndate: 2026-11-16\npayer: medicare\nplace: 11\nprovider: 1234567893\ndiagnoses\n  A: M47.816\n';
  const visit = `${head}lines\n  64493-LT  x1  A\n`;
  test.each<[string, string]>([
    ['one visit', visit.repeat(8_000)],
    ['one heading', 'encounter 1\n'.repeat(8_000)],
    ['one line', `${visit}${'  64493-50  x1  A\n'.repeat(8_000)}`],
    ['one add-on line', `${visit}${'  64494-LT  x1  A\n'.repeat(8_000)}`],
    ['one procedure', `${head}${'procedure facet-injection\n  levels: L4-L5\n'.repeat(8_000)}lines\n  64493  x1  A\n`],
    ['one header field after a section', `${visit}${'payer: cpt\n'.repeat(8_000)}`],
    ['one allowed line', `${visit}${'  64493-50  A  # allow duplicate-line, syntax: both\n'.repeat(8_000)}`],
    ['one comment that allows', `${'# allow duplicate-line: both\n'.repeat(8_000)}${visit}`],
  ])('of %s eight thousand times is judged, and its fixes with it, in seconds', (_, text) => {
    const [file] = checkFiles(world, [{ file: 'a', text }], newMemory());
    for (const { judgment, neighbors } of file?.encounters.slice(0, 5) ?? []) {
      const fixesOfEach = fixesInOrder(world, judgment, neighbors);
      for (const finding of judgment.findings) fixesOfEach(finding);
    }
    expect(file?.encounters.at(-1)?.judgment.findings).not.toEqual([]);
  });

  test('says where it has more lines and procedures than are judged', () => {
    const lines = Array.from({ length: 1002 }, (_, index) => `  ${20000 + index}  x1  A\n`).join('');
    const { findings } = judge(world, `${head}${'procedure other\n'.repeat(1001)}lines\n${lines}`, []);
    expect(findings.filter(({ message }) => /only the first 1000 are checked/.test(message))).toMatchObject([
      { rule: 'syntax', severity: 'error', message: expect.stringContaining('1001 procedures') },
      { rule: 'syntax', severity: 'error', message: expect.stringContaining('1002 claim lines') },
    ]);
    expect(findings.some(({ rule, at }) => rule === 'unknown-code' && at.start > findings.length)).toBe(true);
  });

  test('gives every one of many encounters with one id the first as related', () => {
    const [file] = checkFiles(world, [{ file: 'a', text: visit.repeat(40) }], newMemory());
    const related = file?.encounters.map(
      ({ judgment }) => judgment.findings.find(({ rule }) => rule === 'duplicate-encounter')?.related?.[0]?.encounter,
    );
    expect(related?.slice(1)).toEqual(Array.from({ length: 39 }, () => ({ file: 'a', ordinal: 0 })));
  });

  test('is allowed by the comment of the line, of the section and of the encounter, the nearest of them', () => {
    const allow = (reason: string): string => `# allow dangling-pointer: ${reason}`;
    const reasons = (text: string): unknown =>
      judge(world, text, []).findings.flatMap(({ rule, allowed }) =>
        rule === 'dangling-pointer' ? [allowed?.reason] : [],
      );
    const lines = `  64493-LT  x1  B  ${allow('line')}\n  64494-LT  x1  B\n`;
    expect(reasons(`${head}lines\n${lines}`)).toEqual(['line', undefined]);
    expect(reasons(`${head}lines  ${allow('section')}\n${lines}`)).toEqual(['line', 'section']);
    expect(reasons(`${allow('all')}\n${head}lines  ${allow('section')}\n${lines}`)).toEqual(['line', 'section']);
    expect(reasons(`${head}lines\n  ${allow('above')}\n${lines}`)).toEqual(['line', undefined]);
    expect(reasons(`${head}lines\n  ${allow('above')}\n${lines.slice(lines.indexOf('\n') + 1)}`)).toEqual(['above']);
  });
});

test('a window is over on the first day from which it no longer reaches back to the session', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  const duration = fc.record({
    count: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('day', 'week', 'month', 'year'),
  });
  fc.assert(
    fc.property(day, duration, (session, within) => {
      const free = firstDayAfter(session, within);
      const before = new Date(Date.parse(free) - 86_400_000).toISOString().slice(0, 10);
      expect(earlier(free, within) >= session).toBe(true);
      expect(earlier(before, within) < session).toBe(true);
    }),
    { numRuns: 2000, examples: [['2024-02-29', { count: 12, unit: 'month' }]] },
  );
});

test('no message holds the patient, the birth date or free text', () => {
  const secret = 'Zzyzx';
  const text = [
    `encounter 1`,
    `patient: ${secret} 1`,
    `patient: ${secret} 2`,
    `born: ${secret}`,
    `note: ${secret}`,
    `authorization: ${secret}`,
    'payer: acme',
    'procedure facet-injection',
    '  intent: diagnostic',
    `  indication: ${secret}`,
    `  indication: ${secret}`,
    `  agent: ${secret}`,
    `  conservative-care: ${secret} for 2 weeks`,
    '',
  ].join('\n');
  const { findings } = judge(world, text, []);
  expect(findings.map(({ message }) => message).join()).toContain('states 2 weeks');
  for (const finding of findings) {
    expect(finding.message).not.toContain(secret);
    for (const { title } of fixesOf(finding)) expect(title).not.toContain(secret);
  }
});

test('a rule is no more severe than it declares, silences and yields to no rule that it does not, and finds nothing where what it needs is missing', () => {
  const undeclared = new Set<string>();
  const listening = rules.map((rule): Rule => {
    const { check, id, severity, atWorst = severity, maySilence = [], mayYieldTo = [] } = rule;
    if (!check) return rule;
    return {
      ...rule,
      needs: undefined,
      *check(situation) {
        for (const finding of check(situation)) {
          if (!maySpeak(rule, situation)) undeclared.add(`${id} without ${rule.needs?.join(' and ')}`);
          for (const other of finding.silences ?? [])
            if (!maySilence.includes(other)) undeclared.add(`${id} > ${other}`);
          for (const other of finding.yieldsTo ?? [])
            if (!mayYieldTo.includes(other)) undeclared.add(`${id} < ${other}`);
          if (finding.severity && isWorse(finding.severity, atWorst) && isWorse(finding.severity, severity)) {
            undeclared.add(`${id} ${finding.severity}`);
          }
          yield finding;
        }
      },
    };
  });
  const judged = { ...world, rules: listening };
  for (const { file, text } of pagesAndFiles) checkFiles(judged, [{ file, text }], newMemory());
  fc.assert(
    fc.property(anyEncounter, (text) => {
      judge(judged, text, []);
    }),
    { numRuns: 300 },
  );
  expect([...undeclared]).toEqual([]);
});

test('each rule’s severity may be set, and off silences it', () => {
  fc.assert(
    fc.property(payer, serviceLine, fc.constantFrom(...ids), (id, line, rule) => {
      const text = encounterText({ payer: id, procedures: [], lines: [line] });
      const off = judge({ ...world, severities: { [rule]: 'off' } }, text, []);
      expect(off.findings.filter((finding) => finding.rule === rule)).toEqual([]);
      const hint = judge({ ...world, severities: { [rule]: 'hint' } }, text, []);
      for (const finding of hint.findings) if (finding.rule === rule) expect(finding.severity).toBe('hint');
    }),
  );
});

test('a policy’s information about two lines says less than a pair that no modifier separates, and its warning says more than one that some does', () => {
  const [soft, hard] = ['01992-QZ', '99152'].map((code) =>
    checkFiles(
      world,
      [
        {
          file: 'day',
          text: `encounter 1\ndate: 2026-11-16\npayer: medicare\nplace: 11\nlines\n  ${code === '99152' ? '64493-LT' : '62323'}  x1  A\n  ${code}  x1  A\n`,
        },
      ],
      newMemory(),
    ).flatMap(({ encounters }) =>
      encounters.flatMap(({ judgment }) =>
        judgment.findings
          .filter(({ rule }) => rule === 'bundled-pair' || rule === 'not-together')
          .map(({ rule, severity }) => `${severity} ${rule}`),
      ),
    ),
  );
  expect(soft).toEqual(['error bundled-pair']);
  expect(hard).toEqual(['warning not-together']);
});
