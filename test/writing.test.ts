/** Completion in encounters: what was deleted from a right claim is offered again, mostly first; no half-written text fails. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import type { World } from '../server/src/engine/judgment.js';
import { knownAround, nothingKnown } from '../server/src/features/encounter/completion/known.js';
import { encounterCompletions } from '../server/src/features/encounter/completion.js';
import { encounterAt } from '../server/src/features/encounter/place.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { isFreeText } from '../server/src/syntax/vocabulary.js';
import { shippedCodes } from './support/codes.js';

const policies = createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes });
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };

function completions(text: string, offset: number) {
  const [file] = checkFiles(world, [{ file: 'a.encounter', text }], newMemory());
  if (!file) throw new Error('nothing was checked');
  const at = encounterAt(file, offset);
  const completed = encounterCompletions(world, file, offset, at ? knownAround(file, at, []) : nothingKnown);
  // The first may write nothing, where only the record knows.
  return { ...completed, offers: completed.offers.filter(({ rank }) => rank >= 0) };
}

function textsIn(folder: string): readonly string[] {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith('.encounter'))
    .map((name) => readFileSync(new URL(name, url), 'utf8'));
}

const texts = [...textsIn('../examples/'), ...textsIn('right-claims/')];

interface Deleted {
  readonly what: string;
  readonly text: string;
  readonly offset: number;
  readonly wanted: string;
}

/** Each line of the text without its field, its value or its heading, the cursor where it was. */
function deletions(text: string): readonly Deleted[] {
  const found: Deleted[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    const [, indent = '', name = '', space = '', value = ''] =
      /^( *)([a-z][a-z-]*):( *)([^#]*[^# ]) *$/.exec(line) ?? [];
    const before = text.slice(0, start) + indent;
    const after = text.slice(start + line.length);
    if (name !== '') {
      found.push({ what: 'field', text: before + after, offset: before.length, wanted: name });
      if (isFreeText(name) || undecidable.has(name)) continue;
      const begun = `${before}${name}:${space}`;
      found.push({ what: name, text: begun + after, offset: begun.length, wanted: value });
      continue;
    }
    const [, heading = '', kind] = /^(diagnoses|procedure|lines)(?: ([a-z-]+))?$/.exec(line) ?? [];
    if (heading === '') continue;
    found.push({ what: 'heading', text: text.slice(0, start) + after, offset: start, wanted: heading });
    if (kind === undefined) continue;
    const begun = `${text.slice(0, start)}procedure `;
    found.push({ what: 'kind', text: begun + after, offset: begun.length, wanted: kind });
  }
  return found;
}

/** What only the record tells, and what other parts answer for. */
const undecidable = new Set(
  'patient born sex date provider payer place state levels nerves bodies pain-before pain-after relief prior-relief prior-blocks minutes discarded ndc authorization referring secondary trial accident claim-number frequency'.split(
    ' ',
  ),
);

/** Where the wanted one is among the offers, from 0; -1 where it is not. */
function placeOf({ text, offset, wanted }: Deleted): number {
  const { offers } = completions(text, offset);
  return offers.findIndex(({ label }) => label === wanted);
}

describe('what is deleted from a right claim', () => {
  const all = texts.flatMap(deletions).map((deleted) => ({ what: deleted.what, place: placeOf(deleted) }));
  const values = 'intent series technique side guidance consent claim'.split(' ');

  /** Which share of them is among so many first offers. */
  const share = (what: readonly string[], most: number): number => {
    const asked = all.filter((each) => what.includes(each.what));
    return asked.filter(({ place }) => place >= 0 && place < most).length / asked.length;
  };

  test('is enough to say how often the first offer is right', () => {
    expect(all.length).toBeGreaterThan(1_000);
  });

  test.each([
    ['a field', ['field'], 0.93, 0.96],
    ['a heading', ['heading'], 1, 1],
    ['a kind', ['kind'], 0.94, 0.96],
    ['a fixed value', values, 0.92, 0.99],
  ])('is offered again: %s', (_, what, first, third) => {
    expect(share(what, 1)).toBeGreaterThanOrEqual(first);
    expect(share(what, 3)).toBeGreaterThanOrEqual(third);
    expect(share(what, Number.POSITIVE_INFINITY)).toBe(1);
  });
});

/** What is wrong with the answer at an offset, whatever the text: what it would replace, and what it says of itself. */
function faults(text: string, offset: number): readonly string[] {
  const { span, offers } = completions(text, offset);
  const replaced = text.slice(span.start, span.end);
  const typed = text.slice(span.start, offset).trim();
  return [
    ...(span.start > offset || span.end < offset ? ['the span does not hold the cursor'] : []),
    ...(/[\r\n]/.test(replaced) ? ['the span is of several lines'] : []),
    ...offers.flatMap((offer) => [
      ...(offer.label.trim() === '' ? ['a label is blank'] : []),
      ...(typed !== '' && offer.text === typed && replaced.trim() === typed ? [`${offer.label} is there already`] : []),
    ]),
  ];
}

describe('an encounter that is half written', () => {
  test('has offers that fit at every offset of every text', () => {
    for (const text of textsIn('../examples/').slice(0, 4)) {
      for (let offset = 0; offset <= text.length; offset += 1) {
        const found = faults(text, offset);
        if (found.length > 0) expect([offset, found]).toEqual('nothing');
      }
    }
  });

  test('says something about everything that it offers', () => {
    const silent = texts.flatMap(deletions).flatMap(({ text, offset }) =>
      completions(text, offset).offers.flatMap(({ label, documentation }) => {
        const words = typeof documentation === 'function' ? documentation() : documentation;
        return words ? [] : [label];
      }),
    );
    expect([...new Set(silent)]).toEqual([]);
  });

  test('may be anything: it is answered without end or error, and for one line', () => {
    const piece = fc.constantFrom(
      ...[
        'encounter ',
        'patient',
        'date: ',
        'payer: ',
        'place ',
        'born: ',
        'diagnoses',
        'procedure ',
        'lines',
        'x-a: ',
      ],
      ...[
        'facet-injection',
        'mbb',
        'levels: ',
        'side',
        'relief: ',
        'prior-blocks: ',
        'indication: ',
        '64493',
        '-50',
        'A: ',
      ],
      ...[
        '  ',
        ' ',
        '\n',
        '\r\n',
        '\r',
        '\t',
        ':',
        ',',
        '#',
        '# allow ',
        '$',
        '%',
        '85',
        '11/16',
        'M47.816',
        '\uFEFF',
        '\u00A0',
        'é',
        '}',
      ],
    );
    const some = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(some, fc.nat(), (text, at) => {
        const found = faults(text, at % (text.length + 1));
        expect(found).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['\n', '\r\n', '\r'])('is answered alike whatever ends its lines: %j', (end) => {
    const [text = ''] = texts;
    const labels = (written: string, at: number) => completions(written, at).offers.map(({ label }) => label);
    const other = text.replaceAll('\n', end);
    let [line, offset] = [0, 0];
    for (const [index, row] of text.split('\n').entries()) {
      const at = offset + Math.min(row.length, 4);
      expect([index, labels(other, line + Math.min(row.length, 4))]).toEqual([index, labels(text, at)]);
      offset += row.length + 1;
      line += row.length + end.length;
    }
  });
});
