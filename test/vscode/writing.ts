/**
 * Three claims written from scratch in the window, in an empty folder and by keyboard, to the lines that files of examples/ have. Every key,
 * click and choice counts one; nothing is looked up elsewhere. README shows the counts.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Coder } from './coder.js';
import type { WindowCase } from './window.js';

/** Keys, and what is on the screen after them: that is waited for, and does not count. */
interface Step {
  /** Typed letter by letter; `<Enter>` is the key of that name, `<Control+Alt+e>` several pressed together. */
  readonly keys: string;
  /** The choice that is focused then. */
  readonly choice?: string;
  /** What the list of choices asks for then. */
  readonly asked?: string;
  /** The suggestion that is focused then. */
  readonly suggested?: string;
  /** A line that the text has then. */
  readonly line?: string;
  /** Where the cursor is then, as the status bar says it. */
  readonly at?: string;
}

/** A claim, and how it is written. */
interface WrittenClaim {
  readonly name: string;
  /** The file of examples/ whose lines are written. */
  readonly example: string;
  /** No more keys than this. */
  readonly most: number;
  readonly steps: readonly Step[];
}

/** The kind and the payer are typed until they are the first of their list; then comes what every header has. */
function begun(kind: Step, payer: Step, patient: string, place: Step): readonly Step[] {
  return [
    { keys: '<Control+Alt+e>', choice: 'Medial branch block' },
    kind,
    { keys: '<Enter>', asked: 'Payer' },
    payer,
    { keys: '<Enter>', at: '11 selected' },
    { keys: '<Enter>', at: 'Ln 2, Col 10' },
    { keys: `${patient}<Enter>`, suggested: 'today' },
    { keys: '111626', suggested: '2026-11-16' },
    { keys: '<Enter>', at: 'Ln 3, Col 17' },
    { keys: '<Enter>', suggested: 'Office' },
    place,
    { keys: '<Enter>', at: 'Ln 5, Col 10' },
    { keys: '<Enter>', at: 'Ln 6, Col 11' },
    { keys: '1234567893<Enter>', suggested: '…' },
  ];
}

const surgeryCenter = { keys: '2', suggested: '24' };
/** The first that is suggested. */
const office = { keys: '', suggested: 'Office' };

/** The claims that README counts. */
export const writtenClaims: readonly WrittenClaim[] = [
  {
    name: 'Noridian: a medial branch block of two joints on both sides',
    example: 'noridian-two-level-block.encounter',
    most: 90,
    steps: [
      ...begun(
        { keys: 'mbb', choice: 'Medial branch block' },
        { keys: 'nori', choice: 'Noridian' },
        '48213',
        surgeryCenter,
      ),
      { keys: '816', suggested: 'M47.816' },
      { keys: '<Enter>', line: '  A: M47.816' },
      { keys: '<Enter>', at: 'Ln 10, Col 6' },
      { keys: '817', suggested: 'M47.817' },
      { keys: '<Enter>', line: '  B: M47.817' },
      { keys: '<Tab>', suggested: '…' },
      { keys: 'f', suggested: 'first' },
      { keys: '<Enter>', line: '  series: first' },
      { keys: '<Enter>', suggested: 'L4-L5, L5-S1' },
      { keys: '<Enter>', line: '  levels: L4-L5, L5-S1' },
      { keys: '<Enter>', suggested: '…' },
      { keys: 'b', suggested: 'bilateral' },
      { keys: '<Enter>', line: '  side: bilateral' },
      { keys: '<Enter>', suggested: 'fluoroscopy' },
      { keys: '<Enter>', line: '  guidance: fluoroscopy' },
      { keys: '<Enter>', suggested: 'axial low back pain' },
      { keys: '<Enter>', at: 'Ln 19, Col 39' },
      { keys: '8<Enter>', at: 'Ln 19, Col 47' },
      { keys: '<Enter>', suggested: 'weeks of physical therapy' },
      { keys: '<Enter>', at: 'Ln 20, Col 22' },
      { keys: '12<Enter>', at: 'Ln 20, Col 50' },
      { keys: '<Enter>', suggested: '…' },
      { keys: '7<Enter>', suggested: '…' },
      { keys: '1<Enter>', at: 'Ln 23, Col 11' },
      { keys: '85', suggested: '85% for' },
      { keys: '<Enter>', at: 'Ln 23, Col 19' },
      { keys: '6<Enter>', at: 'Ln 23, Col 26' },
      { keys: '<Enter>', suggested: '64493-50-KX, 64494-50-KX' },
      { keys: '<Enter>', line: '  64494-50-KX  x1  A,B' },
    ],
  },
  {
    name: 'UnitedHealthcare: an ablation of three nerves on the right',
    example: 'uhc-three-nerve-ablation.encounter',
    most: 70,
    steps: [
      ...begun(
        { keys: 'rfa', choice: 'Radiofrequency ablation of facet nerves' },
        { keys: 'uhc', choice: 'UnitedHealthcare (commercial)' },
        '48214',
        surgeryCenter,
      ),
      { keys: '816', suggested: 'M47.816' },
      { keys: '<Enter>', line: '  A: M47.816' },
      { keys: '<Tab>', at: 'Ln 13, Col 11' },
      { keys: '345', suggested: 'L3, L4, L5' },
      { keys: '<Enter>', line: '  nerves: L3, L4, L5' },
      { keys: '<Enter>', suggested: '…' },
      { keys: 'r', suggested: 'right' },
      { keys: '<Enter>', line: '  side: right' },
      { keys: '<Enter>', suggested: 'fluoroscopy' },
      { keys: '<Enter>', line: '  guidance: fluoroscopy' },
      { keys: '<Enter>', suggested: '64635-RT, 64636-RT' },
      { keys: '<Enter>', line: '  64636-RT  x1  A' },
    ],
  },
  {
    name: 'Aetna: a visit with an injection of the knee',
    example: 'visit-with-knee-injection.encounter',
    most: 80,
    steps: [
      ...begun(
        { keys: 'with j', choice: 'Office visit with a joint injection' },
        { keys: 'aet', choice: 'Aetna' },
        '48215',
        office,
      ),
      { keys: '1711', suggested: 'M17.11' },
      { keys: '<Enter>', line: '  A: M17.11' },
      { keys: '<Tab>', suggested: 'right knee' },
      { keys: '<Enter>', line: '  site: right knee' },
      { keys: '<Enter>', suggested: '…' },
      { keys: 'tri', suggested: 'triamcinolone acetonide (Kenalog)' },
      { keys: '<Enter>', at: 'Ln 15, Col 34' },
      { keys: '40<Enter>', at: 'Ln 15, Col 39' },
      { keys: '<Enter>', suggested: '20610-RT, J3301' },
      { keys: '<Enter>', line: '  J3301     x4  A' },
      { keys: '<Enter>', at: 'Ln 20, Col 1' },
      { keys: '99213', suggested: '99213-25' },
      { keys: '<Enter>', line: '  99213-25  x1  A' },
    ],
  },
];

/** How many keys a claim takes. */
export function countOf({ steps }: WrittenClaim): number {
  return steps.reduce((count, { keys }) => count + keysIn(keys).length, 0);
}

function keysIn(keys: string): readonly string[] {
  return [...keys.matchAll(/<([^>]+)>|./gs)].map(([letter, name]) => name ?? letter);
}

/**
 * The claims as cases of the window.
 *
 * @param examples the folder of the examples
 */
export function writingCases(examples: string): readonly WindowCase[] {
  return writtenClaims.map((claim): WindowCase => {
    const { name, example, most } = claim;
    return {
      name: `written from scratch with ${countOf(claim)} keys: ${name}`,
      folder: 'empty',
      run: async (coder) => {
        assert(countOf(claim) <= most, `${countOf(claim)} keys are more than ${most}`);
        await write(coder, claim);

        coder.step('it has the lines of the example, and no error and no warning');
        const wanted = linesOf(await readFile(`${examples}/${example}`, 'utf8'));
        await coder.until('the lines of the example', async () => {
          const shown = linesOf(await coder.textOnScreen());
          return wanted.every((line) => shown.includes(line)) && shown.length === wanted.length;
        });
        await coder.see(coder.all('#status\\.problems', /^\s*0\s*0\s*$/).first());
        // The editor draws what it was told a moment after the status bar has counted it.
        await coder.until(
          'nothing is underlined',
          async () => (await coder.all('.squiggly-error, .squiggly-warning').count()) === 0,
        );
        await coder.picture(`written-${example.replace('.encounter', '')}`);
      },
    };
  });
}

async function write(coder: Coder, { steps }: WrittenClaim): Promise<void> {
  const choices = coder.all('.quick-input-list .monaco-list-row.focused');
  const suggestions = coder.all('.suggest-widget .monaco-list-row.focused');
  const isShown = { visible: true };
  for (const [index, { keys, choice, asked, suggested, line, at }] of steps.entries()) {
    coder.step(`${keys || 'no key'} → ${choice ?? asked ?? suggested ?? line ?? at ?? ''}`);
    for (const key of keysIn(keys)) {
      // A window that has just opened may drop its first key.
      if (key.includes('+')) await coder.pressFor(key, coder.all('.quick-input-widget input').filter(isShown).first());
      else if (key.length > 1) await coder.hit(key);
      else await coder.type(key);
    }
    if (choice !== undefined) await coder.see(choices.filter({ ...isShown, hasText: choice }).first());
    if (asked !== undefined)
      await coder.see(coder.all(`.quick-input-widget input[placeholder*="${asked}"]`).filter(isShown).first());
    if (suggested !== undefined) await coder.see(suggestions.filter({ ...isShown, hasText: suggested }).first());
    if (line !== undefined) await coder.see(coder.line(line));
    // A key that comes next is for the text, not for a list that is still closing.
    const isKeyNext = steps[index + 1]?.keys.startsWith('<') ?? false;
    if (suggested === undefined && isKeyNext) {
      await coder.seeGone(coder.all('.suggest-widget .monaco-list-row').filter(isShown).first());
    }
    if (at !== undefined) await coder.see(coder.all('#status\\.editor\\.selection', at).first());
  }
}

/** The lines that hold something, in any order; comments and the encounter's number are the practice's own. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
    .filter((line) => line !== '' && !/^(?:#|encounter )/.test(line))
    .sort();
}
