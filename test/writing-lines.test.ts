/** The lines that completion offers for an empty claim are those of a right one: examples/ and test/right-claims/. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import type { World } from '../server/src/engine/judgment.js';
import { nothingKnown } from '../server/src/features/encounter/completion/known.js';
import { encounterCompletions } from '../server/src/features/encounter/completion.js';
import type { Offer } from '../server/src/features/offer.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { cut } from '../server/src/syntax/cut.js';
import { shippedCodes } from './support/codes.js';

const ruleIds = rules.map(({ id }) => id);
const policies = createPolicies(shippedFiles(), { ruleIds, codes: shippedCodes });
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };
const payers = [...new Set(shippedFiles().map(({ text }) => /^payer: (\S+)/m.exec(text)?.[1] ?? ''))];

function encountersIn(folder: string): readonly { readonly name: string; readonly text: string }[] {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith('.encounter'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, url), 'utf8');
      return cut(text).map(({ start, end }) => ({ name, text: text.slice(start, end) }));
    })
    .filter(({ text }) => /^lines$/m.test(text));
}

function problems(text: string): readonly string[] {
  const [checked] = checkFiles(world, [{ file: 'a.encounter', text }], newMemory());
  return (checked?.encounters ?? []).flatMap(({ judgment }) =>
    judgment.findings
      .filter(({ severity, allowed }) => !allowed && (severity === 'error' || severity === 'warning'))
      .map(({ rule, message }) => `${rule}: ${message}`),
  );
}

function offersAt(text: string, offset: number): readonly Offer[] {
  const [file] = checkFiles(world, [{ file: 'a.encounter', text }], newMemory());
  const offers = file ? encounterCompletions(world, file, offset, nothingKnown).offers : [];
  // The first may write nothing, where only the record knows.
  return offers.filter(({ rank }) => rank >= 0);
}

/** The encounter with the section's rows taken out, and the rows without charges and spaces that mean nothing. */
function emptied(text: string): { readonly empty: string; readonly rows: readonly string[] } {
  const at = text.search(/^lines$/m) + 'lines\n'.length;
  const rows = text
    .slice(at)
    .split('\n')
    .filter((row) => /^\s+\S*\d/.test(row) && !/^\s*[a-z]+:/.test(row))
    .map(plain);
  return { empty: `${text.slice(0, at)}  `, rows };
}

function plain(row: string): string {
  return row
    .replace(/\$[\d.,]+/, '')
    .trim()
    .split(/\s+/)
    .join(' ');
}

function accepted(text: string): {
  readonly after: string;
  readonly rows: readonly string[];
  readonly first: Offer | undefined;
} {
  const [first] = offersAt(text, text.length);
  const indented = (first?.text ?? '').split('\n').map((row) => row.trim());
  return { after: `${text}${indented.join('\n  ')}\n`, rows: indented.map(plain), first };
}

/** What attests is the payer's to ask for: the files have it for every payer. */
const withoutAttested = (rows: readonly string[]): readonly string[] =>
  rows.map((row) => row.replace('-KX', '')).sort();

/** Encounters for which the record does not say all that the lines need, with what is offered first. */
const chosenByTheCoder: Readonly<Record<string, string>> = {
  'CD-1': '64615 x1 A',
  'DG-1': '62290 x2 A',
  'DT-1': '80307 x1 A',
  'EV-1': '64405-RT x1 A,B',
  'NS-1': '63650 x1 A',
  'SD-1': '99152 x1 A, 99153 x1 A',
  'TH-1': '97110-GP x2 A',
  'TH-2': '97110-GP x1 A',
};

describe('an empty claim is offered its lines first of all', () => {
  const encounters = encountersIn('right-claims/');

  test.each(encounters)('$name', ({ text }) => {
    const id = /^encounter (\S+)/m.exec(text)?.[1] ?? '';
    const told = chosenByTheCoder[id];
    for (const payer of payers) {
      const now = text.replace('payer: cpt', `payer: ${payer}`);
      const { empty, rows } = emptied(now);
      const offer = accepted(empty);
      const offered = withoutAttested(offer.rows).map((row) =>
        payer.startsWith('medicare') ? row : row.replace('-GP', ''),
      );
      const wanted = told === undefined ? withoutAttested(rows) : undefined;
      if (wanted) expect([payer, offered]).toEqual([payer, wanted]);
      else expect([payer, offer.rows.join(', ').replace('-GP', '')]).toEqual([payer, told?.replace('-GP', '')]);
    }
  });

  test('two of three first offers are all of the lines of the file', () => {
    expect([encounters.length - Object.keys(chosenByTheCoder).length, encounters.length]).toEqual([17, 25]);
  });

  test.each(encounters)('with no error or warning that the lines of $name do not have', ({ text }) => {
    for (const payer of payers) {
      const now = text.replace('payer: cpt', `payer: ${payer}`);
      const own = new Set(problems(now).map(ruleOf));
      // A line's own minutes are below it: the offer cannot know them.
      const added = problems(accepted(emptied(now).empty).after).filter(
        (problem) => !own.has(ruleOf(problem)) && !problem.includes('does not document minutes'),
      );
      expect([payer, added]).toEqual([payer, []]);
    }
  });
});

function ruleOf(problem: string): string {
  return problem.slice(0, problem.indexOf(':'));
}

describe('an example without its lines is offered what it should have billed', () => {
  const wrongLines =
    /^(?:bundled-|block-with|deleted-|level-|region-|nerve-count|bilateral-|unit|duplicate|side-|em-needs|technique|addon|dangling|site-mismatch)/;

  test.each(encountersIn('../examples/'))('$name', ({ text }) => {
    const { empty } = emptied(text);
    const { first, after } = accepted(empty);
    expect(first?.isPreselected || first?.kind === 'code').toBe(true);
    // What is wrong with the record is wrong with any lines.
    expect(problems(after).filter((problem) => wrongLines.test(problem))).toEqual([]);
  });

  test.each([
    ['2026-0142', '64493-50-KX x1 A,B / 64494-50-KX x1 A,B'],
    ['2026-0148', '64635-LT x1 A / 64636-LT x1 A'],
    ['D-1', '20611-RT x1 A / J3301 x4 A'],
    ['2026-0155', '64493-RT-KX x1 A / 64493-LT-KX x1 A'],
    ['2026-0149', '64490-50-KX x1 A,B / 64494-50-KX x1 A,B'],
    ['2026-0146', '64635-RT x1 A / 64636-RT x1 A'],
  ])('%s: %s', (id, rows) => {
    const found = encountersIn('../examples/').find(({ text }) => new RegExp(`^encounter ${id}$`, 'm').test(text));
    expect(accepted(emptied(found?.text ?? '').empty).rows.join(' / ')).toBe(rows);
  });
});

describe('where the record leaves the lines open, no code that it contradicts is first', () => {
  test.each([
    ['nerve-destruction', 'technique: radiofrequency; site: left greater occipital', '64640-LT x1 A'],
    ['nerve-destruction', 'technique: radiofrequency; site: left suprascapular', '64640-LT x1 A'],
    [
      'nerve-destruction',
      'technique: radiofrequency; site: sacroiliac; side: left; guidance: fluoroscopy',
      '64625-LT x1 A',
    ],
    ['discography', 'levels: C5-C6; guidance: fluoroscopy', '62291 x1 A'],
    ['discography', 'levels: T4-T5; guidance: fluoroscopy', '62291 x1 A'],
    ['discography', 'levels: L4-L5; guidance: fluoroscopy', '62290 x1 A'],
    ['joint-injection', 'site: left thumb', '20600-LT x1 A'],
    ['joint-injection', 'site: right acromioclavicular joint', '20605-RT x1 A'],
    ['joint-injection', 'site: left temporomandibular joint', '20605-LT x1 A'],
    ['joint-injection', 'site: left olecranon bursa; guidance: ultrasound', '20606-LT x1 A'],
    ['joint-injection', 'site: left plantar fascia', '20550-LT x1 A'],
    ['joint-injection', 'site: left carpal tunnel', '20526-LT x1 A'],
    ['nerve-block', 'site: paravertebral T5; side: left; guidance: ultrasound', '64461-LT x1 A'],
    ['nerve-block', 'site: erector spinae plane; side: left; guidance: ultrasound', '64466-LT x1 A'],
    ['nerve-block', 'site: third occipital; side: left; guidance: fluoroscopy', '64490-LT x1 A'],
    [
      'facet-destruction',
      'technique: radiofrequency; nerves: L5, S1; side: left; guidance: fluoroscopy',
      '64635-LT x1 A',
    ],
    ['facet-destruction', 'technique: radiofrequency; nerves: C3; side: left; guidance: fluoroscopy', '64633-LT x1 A'],
    ['facet-injection', 'technique: medial-branch; nerves: L5, S1; side: left; guidance: fluoroscopy', '64493-LT x1 A'],
    ['facet-injection', 'technique: intra-articular; levels: L4-L5; side: left; guidance: none', '20552 x1 A'],
    [
      'facet-injection',
      'technique: intra-articular; levels: T12-L1, L1-L2; side: left; guidance: ultrasound',
      '0213T-LT x1 A',
    ],
    ['sacroiliac-injection', 'side: left; guidance: ultrasound', '20552 x1 A'],
    ['sacroiliac-injection', 'side: left; guidance: none', '20552 x1 A'],
    ['sacroiliac-injection', 'side: left; guidance: fluoroscopy', '27096-LT x1 A'],
    ['transforaminal-epidural', 'levels: L4-L5; side: left; guidance: ultrasound', '64999 x1 A'],
    ['vertebral-augmentation', 'technique: kyphoplasty; bodies: S1; guidance: fluoroscopy', '22514 x1 A'],
    ['vertebral-augmentation', 'technique: kyphoplasty; bodies: L5, S1; guidance: fluoroscopy', '22514 x1 A'],
    ['epidural', 'technique: interlaminar; levels: C4-C5', '62321 x1 A'],
  ])('%s, %s: %s', (kind, fields, row) => {
    expect(plain(firstOf(kind, fields, 'G89.4')?.text ?? '')).toBe(row);
  });

  test.each([
    ['G24.3', 'left splenius capitis', '64616-LT x1 A'],
    ['G24.3', 'left neck', '64616-LT x1 A'],
    ['G81.10', 'left biceps', '64642 x1 A'],
    ['G43.709', 'frontalis, temporalis, occipitalis', '64615 x1 A'],
  ])('chemodenervation for %s, %s: %s', (diagnosis, site, row) => {
    expect(plain(firstOf('chemodenervation', `site: ${site}`, diagnosis)?.text ?? '')).toBe(row);
  });

  test('what is wrong with the first is said, and it is not chosen beforehand', () => {
    const first = firstOf('facet-destruction', 'nerves: L5, S1; side: left; guidance: fluoroscopy', 'M47.816');
    expect(first?.isPreselected).toBeFalsy();
    const words = typeof first?.documentation === 'function' ? first.documentation() : first?.documentation;
    expect(words).toContain('Still to do:\n\n- 64635 exceeds the record');
  });
});

/** What is offered first for one procedure without lines. */
function firstOf(kind: string, fields: string, diagnosis: string): Offer | undefined {
  const text = [
    'encounter 1\ndate: 2026-11-16\npayer: cpt\nplace: 11\n',
    `diagnoses\n  A: ${diagnosis}\n`,
    `procedure ${kind}\n${fields
      .split('; ')
      .map((field) => `  ${field}\n`)
      .join('')}`,
    'lines\n  ',
  ].join('\n');
  return offersAt(text, text.length)[0];
}

describe('what is taken out of a right claim is offered in its place', () => {
  const claims = encountersIn('right-claims/').map(({ name, text }) => ({
    name,
    text: text.replace('payer: cpt', 'payer: medicare-noridian'),
  }));
  const texts = (offers: readonly Offer[]): readonly string[] => offers.map(({ text }) => plain(text));

  test('a line that goes with the others', () => {
    const share = shareOf(
      claims.flatMap(({ text }) => {
        const rows = [...text.matchAll(/^ {2}([A-Z]?\d\S+ .*)$/gm)].filter(
          ({ index }) => index > text.indexOf('\nlines\n'),
        );
        return rows.length < 2 ? [] : rows.map((row) => [text, row] as const);
      }),
      (text, row) => {
        const without = `${text.slice(0, row.index)}  ${text.slice(row.index + row[0].length)}`;
        return texts(offersAt(without, row.index + 2)).indexOf(plain(row[1] ?? '').replace(/ \$.*/, ''));
      },
    );
    expect(share).toEqual({ first: 24, amongTen: 24, all: 30 });
  });

  test('a modifier', () => {
    const share = shareOf(
      claims.flatMap(({ text }) =>
        [...text.matchAll(/^ {2}[A-Z]?\d{4}[0-9A-Z](?:-\w\w)*-(\w\w) /gm)].map((row) => [text, row] as const),
      ),
      (text, row) => {
        const at = row.index + row[0].length - 3;
        return texts(offersAt(text.slice(0, at) + text.slice(at + 2), at)).indexOf(row[1] ?? '');
      },
    );
    expect(share).toEqual({ first: 21, amongTen: 21, all: 21 });
  });

  test('the diagnosis', () => {
    const share = shareOf(
      claims.flatMap(({ text }) => [...text.matchAll(/^ {2}[A-Z]: (\S+)$/gm)].map((row) => [text, row] as const)),
      (text, row) => {
        const at = row.index + 5;
        return texts(offersAt(text.slice(0, at) + text.slice(row.index + row[0].length), at)).indexOf(row[1] ?? '');
      },
    );
    expect(share).toEqual({ first: 21, amongTen: 27, all: 28 });
  });

  test('a level, a nerve or a body', () => {
    const share = shareOf(
      claims.flatMap(({ text }) =>
        [...text.matchAll(/^ {2}(?:levels|nerves|bodies): .*, (\S+)$/gm)].map((row) => [text, row] as const),
      ),
      (text, row) => {
        const at = row.index + row[0].length - (row[1]?.length ?? 0);
        return texts(offersAt(text.slice(0, at) + text.slice(row.index + row[0].length), at)).indexOf(row[1] ?? '');
      },
    );
    expect(share).toEqual({ first: 7, amongTen: 7, all: 7 });
  });
});

interface Share {
  readonly first: number;
  readonly amongTen: number;
  readonly all: number;
}

function shareOf(
  cases: readonly (readonly [text: string, row: RegExpExecArray])[],
  placeOf: (text: string, row: RegExpExecArray) => number,
): Share {
  const places = cases.map(([text, row]) => placeOf(text, row));
  return {
    first: places.filter((place) => place === 0).length,
    amongTen: places.filter((place) => place >= 0 && place < 10).length,
    all: places.length,
  };
}

describe('a half-typed encounter', () => {
  test('is helped wherever the cursor is, on one line', () => {
    const wrong: unknown[] = [];
    for (const { text } of [...encountersIn('right-claims/'), ...encountersIn('../examples/').slice(0, 6)]) {
      for (let end = 0; end <= text.length; end += 13) {
        const begun = text.slice(0, end);
        const [file] = checkFiles(world, [{ file: 'a.encounter', text: begun }], newMemory());
        if (!file) continue;
        const { span, offers } = encounterCompletions(world, file, end, nothingKnown);
        const isOnOneLine = !/[\r\n]/.test(begun.slice(span.start, span.end));
        if (span.start > end || span.end < end || !isOnOneLine) wrong.push([begun, span]);
        for (const { documentation } of offers.slice(0, 3)) if (typeof documentation === 'function') documentation();
      }
    }
    expect(wrong).toEqual([]);
  });

  test('may be anything', () => {
    const piece = fc.constantFrom(
      ...[
        'encounter 1\n',
        'lines\n',
        'diagnoses\n',
        'procedure facet-injection\n',
        'procedure joint-injection\n',
        '  ',
        '\n',
        ' ',
      ],
      ...[
        'levels: ',
        'nerves: ',
        'site: ',
        'agent: ',
        'discarded: ',
        'A: ',
        'M47.816',
        'L4-L5',
        ', ',
        '64493',
        '-',
        '50',
        'KX',
        ' x1',
        ' A',
        ',',
        '$',
      ],
      ...[
        'payer: medicare-noridian\n',
        'date: 2026-11-16\n',
        'rfa lumbar',
        'J0585',
        '\t',
        '\r\n',
        '(',
        '[',
        '*',
        '\\',
        '$1',
        '}',
        'é',
        '#',
        '99213',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        const offset = at % (text.length + 1);
        const [file] = checkFiles(world, [{ file: 'a.encounter', text }], newMemory());
        if (!file) return true;
        const { span } = encounterCompletions(world, file, offset, nothingKnown);
        return span.start <= offset && span.end >= offset && !/[\r\n]/.test(text.slice(span.start, span.end));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a drug', () => {
  test.each([
    ['chemodenervation', /^\w*botulinumtoxin/i],
    ['joint-injection', /^triamcinolone/],
    ['trigger-point', /^triamcinolone/],
  ])('of a %s: what is usually injected comes first', (kind, usual) => {
    const text = `encounter 1\ndate: 2026-11-16\npayer: aetna\n\nprocedure ${kind}\n  agent: `;
    const drugs = offersAt(text, text.length).filter((offer) => offer.kind === 'drug');
    const [first] = drugs.toSorted((one, other) => one.rank - other.rank);
    expect(first?.label).toMatch(usual);
  });
});
