/** What is explained to whoever looks something up: every code, modifier and field once, two codes, and whatever words there are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeHelpRows } from '../server/generated/code-help.js';
import { modifierWordRows } from '../server/generated/modifier-words.js';
import { searchWordRows } from '../server/generated/search-words.js';
import { painCodesNamed } from '../server/src/codes/code-search.js';
import { lookup } from '../server/src/features/explain/lookup.js';
import { codeWords, wholeCodeWords } from '../server/src/features/words/code.js';
import { fieldNames, fieldWords } from '../server/src/features/words/field.js';
import { modifierWords } from '../server/src/features/words/modifier.js';
import { namesCode } from '../server/src/policy/names.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { headerFields, lineFields, procedureFields, sections } from '../server/src/syntax/vocabulary.js';
import { shippedCodes as codes } from './support/codes.js';

const today = '2026-11-30';
const { documents } = createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes });
const world = { codes, rules, documents, today };
const ours = codes.painCodes.map(({ code }) => code);

/** What `explain` says of a code, and what its hover says. */
const wholes = new Map(ours.map((code) => [code, wholeCodeWords(codes, code, undefined, documents, today).join('\n')]));
const hovers = new Map(ours.map((code) => [code, codeWords(codes, code, today, undefined).join('\n')]));
const each = (isWrong: (code: string, whole: string, hover: string) => boolean): readonly string[] =>
  ours.filter((code) => isWrong(code, wholes.get(code) ?? '', hovers.get(code) ?? ''));

function answer(...words: readonly string[]): string {
  const found = lookup(world, words);
  return 'text' in found ? found.text : found.refusal;
}

describe('each code that a pain practice bills', () => {
  test('begins with our own explanation', () => {
    expect(ours.length).toBeGreaterThan(260);
    expect(each((code, whole) => !whole.startsWith(`**${code}** ${codes.painCode(code)?.explanation}`))).toEqual([]);
  });

  test('says its unit limit and what can raise it', () => {
    expect(
      each((code, whole, hover) => {
        const mue = codes.mue(code, undefined);
        if (!mue) return whole.includes('Unit limit');
        return [whole, hover].some((text) => !text.includes(`Unit limit: ${mue.units} per day`) && mue.indicator !== 1);
      }),
    ).toEqual([]);
    expect(
      each((code, whole) => codes.mue(code, undefined)?.indicator === 2 && !whole.includes('no modifier or appeal')),
    ).toEqual([]);
  });

  test('that is an add-on code says so, with its primaries of ours', () => {
    const addOns = ours.filter((code) => codes.addOn(code, undefined));
    expect(addOns.length).toBeGreaterThan(20);
    const unsaid = addOns.filter((code) => {
      const line = lineOf(wholes.get(code), 'Add-on code');
      const primaries = codes.addOn(code, undefined)?.primaries.map((primary) => primary.code) ?? [];
      const isImaging = codes.guidanceOf(code) !== undefined;
      return !line || primaries.some((primary) => ours.includes(primary) && !isImaging && !isSaid(primary, line));
    });
    expect(unsaid).toEqual([]);
  });

  test('that imaging follows is not said to be its primary where it includes it', () => {
    for (const imaging of ours.filter((code) => codes.guidanceOf(code) && codes.addOn(code, undefined))) {
      const line = lineOf(wholes.get(imaging), 'Add-on code');
      const including = ours.filter((code) => /^(?:required|includes|when)/.test(codes.painCode(code)?.imaging ?? ''));
      expect([
        imaging,
        ...including.filter((code) => isSaid(code, line) && codes.painCode(code)?.imaging !== 'includes-ultrasound'),
      ]).toEqual([imaging]);
    }
  });

  test('with a global period says it, and with sides what a bilateral one is', () => {
    expect(
      each(
        (code, whole) =>
          /^0[019]0$/.test(codes.painCode(code)?.global ?? '') &&
          !/- Global period: (?:same day only|\d0 days)/.test(whole),
      ),
    ).toEqual([]);
    expect(
      each(
        (code, whole) =>
          /^[0-3]$/.test(codes.painCode(code)?.bilateral ?? '') &&
          !whole.includes(`(bilateral indicator ${codes.painCode(code)?.bilateral})`),
      ),
    ).toEqual([]);
  });

  test('says of each imaging whether it may be billed with it', () => {
    const separate = ours.filter((code) => codes.painCode(code)?.imaging === 'separate');
    expect(separate.length).toBeGreaterThan(40);
    const imaging = codes.painCodes.filter(({ group }) => group === 'imaging').map(({ code }) => code);
    const unsaid = separate.filter((code) => {
      const line = lineOf(wholes.get(code), 'Imaging') ?? '';
      return imaging.some((each) => !line.includes(each));
    });
    expect(unsaid).toEqual([]);
    // Where a pair denies it, it is not among those that may be billed.
    const wrong = separate.filter((code) => {
      const [billed = ''] = (lineOf(wholes.get(code), 'Imaging') ?? '').split(' may be billed');
      return imaging.some((each) => codes.pair(code, each, undefined) && billed.includes(each));
    });
    expect(wrong).toEqual([]);
    const included = ours.filter((code) => /^(?:required|includes|when)/.test(codes.painCode(code)?.imaging ?? ''));
    expect(included.filter((code) => !/- Imaging: .*included/.test(wholes.get(code) ?? ''))).toEqual([]);
  });

  test.each([
    ['62290', '77012 or 77021 may be billed with it; not 76942, 77002, 77003 or 76000 (NCCI pair)'],
    ['64620', '76942, 77012 or 77021 may be billed with it; not 77002 or 76000 (NCCI pair); not 77003 '],
    [
      '64612',
      '76942, 77012, 77021 or 76000 may be billed with it; not 77002 or 77003 (an add-on code, but not to this one)',
    ],
    ['20610', '77002, 77012 or 77021 may be billed with it; not 76942 or 76000 (NCCI pair); '],
    ['20610', '; with imaging: 20611'],
    ['62323', 'fluoroscopy or CT is included; neither is billed with it; without it: 62322'],
  ])('%s says which imaging: %s', (code, words) => {
    expect(lineOf(wholes.get(code), 'Imaging')).toContain(words);
  });

  test('names every code of ours with which it is a pair, in its column', () => {
    const wrong = ours.slice(0, 40).flatMap((code) =>
      ours.flatMap((other) => {
        const [paid, denied] = [lineOf(wholes.get(code), 'NCCI column 1'), lineOf(wholes.get(code), 'NCCI column 2')];
        const isPaid = other !== code && [0, 1].includes(codes.pair(code, other, undefined)?.indicator ?? 9);
        const isDenied = other !== code && [0, 1].includes(codes.pair(other, code, undefined)?.indicator ?? 9);
        return isSaid(other, paid) === isPaid && isSaid(other, denied) === isDenied ? [] : [`${code} ${other}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('of a level family names all of it', () => {
    const families = ours.filter((code) => codes.painCode(code)?.family && codes.painCode(code)?.rung);
    expect(families.length).toBeGreaterThan(15);
    const unsaid = families.filter((code) => {
      const line = lineOf(wholes.get(code), 'Levels from') ?? '';
      return codes.painCodes.some((row) => row.family === codes.painCode(code)?.family && !line.includes(row.code));
    });
    expect(unsaid).toEqual([]);
  });

  test('of a drug says what one billing unit is', () => {
    const drugs = ours.filter((code) => codes.painCode(code)?.unit);
    expect(drugs.length).toBeGreaterThan(30);
    expect(
      drugs.filter((code) => !wholes.get(code)?.includes(`- One billing unit is ${codes.painCode(code)?.unit}`)),
    ).toEqual([]);
  });

  test('says what the policies say of it: authorization, coverage, requirements', () => {
    const unsaid = ours.filter((code) => {
      const said = documents.filter(({ entries }) =>
        entries.some((entry) => entry.until === undefined && namesCode(entry.names, code, codes)),
      );
      return said.some(({ content }) => !wholes.get(code)?.includes(content.name ?? content.payer));
    });
    expect(unsaid).toEqual([]);
    expect(wholes.get('64493')).toMatch(/\*\*Prior authorization\*\*\n- Alabama Medicaid: /);
    expect(wholes.get('99213')).not.toContain('What payers say');
  });

  test('has a hover that is read in a moment', () => {
    expect(each((_, __, hover) => hover.split('\n').filter((line) => line.startsWith('- ')).length > 16)).toEqual([]);
    expect(
      each((_, __, hover) => hover.split('\n').some((line) => line.startsWith('- ') && line.length > 330)),
    ).toEqual([]);
  });

  test('says nothing twice, and nothing that was not filled in', () => {
    expect(each((_, whole) => /undefined|NaN|\[object/.test(whole))).toEqual([]);
    const repeated = each((_, whole) => {
      const lines = whole.split('\n').filter((line) => line.startsWith('- ') && !line.endsWith(':'));
      return new Set(lines).size < lines.length;
    });
    expect(repeated).toEqual([]);
  });
});

describe('code_help.csv', () => {
  test('has a source, a confidence and a known topic in each row, and names codes of ours', () => {
    const topics = new Set(['unit', 'beside', 'medicare']);
    const confidences = new Set(['verified', 'verified-2nd']);
    const wrong = codeHelpRows.filter(
      ({ first = '', last = '', topic = '', words, source, confidence = '' }) =>
        !words ||
        !source ||
        !topics.has(topic) ||
        !confidences.has(confidence) ||
        !ours.includes(first) ||
        !ours.includes(last) ||
        first > last,
    );
    expect(wrong).toEqual([]);
  });

  test('covers with a range only codes of one kind', () => {
    const mixed = codeHelpRows.filter(({ first = '', last = '' }) => {
      const kinds = new Set(
        ours
          .filter((code) => code.length === first.length && first <= code && code <= last)
          .map((code) => codes.painCode(code)?.kinds[0] ?? codes.painCode(code)?.group),
      );
      return kinds.size > 1;
    });
    expect(mixed).toEqual([]);
  });

  test('names codes that are there', () => {
    const named = codeHelpRows.flatMap(({ words = '' }) => words.match(/\b(?:\d{5}|[A-Z]\d{4}|\d{4}T)\b/g) ?? []);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((code) => codes.standing(code, today).kind !== 'valid')).toEqual([]);
  });
});

describe('search_words.csv', () => {
  test('has words in lower case, each once, and either what they mean or codes of ours', () => {
    const synonyms = searchWordRows.filter(({ means }) => means);
    const words = synonyms.map((row) => row.words ?? '');
    expect(words.filter((word, at) => words.indexOf(word) !== at || word !== word.toLowerCase())).toEqual([]);
    expect(searchWordRows.filter(({ means, codes: named }) => Boolean(means) === Boolean(named))).toEqual([]);
    const named = searchWordRows.flatMap((row) => (row.codes ?? '').split(/[ -]/).filter(Boolean));
    expect(named.filter((code) => !ours.includes(code))).toEqual([]);
  });

  test('finds something by each of its words', () => {
    const lost = searchWordRows.filter(
      ({ words = '', means }) => means && painCodesNamed(words, codes).found.length === 0,
    );
    // These are words of modifiers, fields and rules.
    expect(lost.map(({ words }) => words)).toEqual([
      'telephone',
      'wastage',
      'waste',
      'prior auth',
      'preauth',
      'precert',
      'prior authorization',
      'abn',
      'telehealth',
    ]);
  });
});

describe('words', () => {
  test.each([
    ['facet joint injection lumbar', '64493'],
    ['medial branch block cervical', '64490'],
    ['cervical epidural with imaging', '62321'],
    ['caudal epidural', '62322'],
    ['tfesi lumbar', '64483'],
    ['blood patch', '62273'],
    ['genicular rfa', '64624'],
    ['dry needling 3 muscles', '20561'],
    ['shoulder injection', '20610'],
    ['tap block', '64486'],
    ['lumbar sympathetic block', '64520'],
    ['scs generator', '63685'],
    ['pump refill', '62369'],
    ['ultrasound guidance', '76942'],
    ['fluoroscopy', '77002'],
    ['new patient visit', '99202'],
    ['urine drug screen', '80305'],
    ['synvisc one', 'J7325'],
    ['pulsed rf', '64999'],
    ['therapeutic exercise', '97110'],
  ])('%s find %s first', (words, code) => {
    expect(painCodesNamed(words, codes).found[0]?.key).toBe(code);
  });

  test('find each code by all of its own explanation, and by its number', () => {
    const lost = codes.painCodes.filter(({ code, explanation }) => {
      const { found, areWhole } = painCodesNamed(explanation.replace(/[(),:]/g, ' '), codes);
      return !areWhole || !found.slice(0, 12).some(({ key }) => key === code);
    });
    expect(lost.map(({ code }) => code)).toEqual([]);
    expect(ours.filter((code) => painCodesNamed(code, codes).found[0]?.key !== code)).toEqual([]);
  });

  test('find each rule by its name without hyphens', () => {
    expect(rules.filter(({ id }) => !answer(...id.split('-')).startsWith(`# ${id}`))).toEqual([]);
  });

  test('find the same in any order, and with words that say nothing', () => {
    const [one, other] = ['rfa lumbar', 'what is the code for a lumbar rfa'].map((words) =>
      painCodesNamed(words, codes).found.map(({ key }) => key),
    );
    expect(one).toEqual(['64635', '64636']);
    expect(other).toEqual(one);
    expect(painCodesNamed('lumbar rfa', codes).found.map(({ key }) => key)).toEqual(one);
  });

  test('are answered at once, after the first time', () => {
    answer('rfa lumbar');
    const start = performance.now();
    for (const words of ['occipital nerve block', 'si joint', 'kyphoplasty', 'esi']) painCodesNamed(words, codes);
    expect(performance.now() - start).toBeLessThan(400);
  });

  const word = fc.constantFrom(
    ...ours.slice(0, 30),
    '50',
    'KX',
    'rfa',
    'lumbar',
    'si',
    'joint',
    '25',
    'M54.2',
    'nerve-count',
    'levels',
    '__proto__',
    'constructor',
    '*',
    '(',
    '\\',
    '+',
    '-',
    '.',
    '$&',
  );
  test('of any kind throw nothing and are answered in one way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 20 })), {
          maxLength: 14,
        }),
        (words) => {
          const found = lookup(world, words);
          expect('text' in found ? found.text.length : found.refusal.length).toBeGreaterThan(0);
          if ('refusal' in found) expect(found.refusal).toMatch(/^no rule or code (?:named|found for)/);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('two codes', () => {
  test('are told their pair as the pair table has it, whichever comes first', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ours), fc.constantFrom(...ours), (one, other) => {
        const pair = [codes.pair(one, other, undefined), codes.pair(other, one, undefined)].filter(
          (each) => each && each.indicator !== 9,
        );
        for (const text of [answer(one, other), answer(other, one)]) {
          expect(text.includes('NCCI pair: ')).toBe(one !== other && pair.length > 0);
          for (const each of pair) if (one !== other) expect(text).toContain(`indicator ${each?.indicator}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('are told what the policy of a payer itself says of them, whichever comes first', () => {
    for (const text of [answer('99152', '64635'), answer('64635', '99152')]) {
      expect(text).toContain('- Medicare: 99152 is not paid on the day of 64635 (warning, from 2025-01-01, verified)');
      expect(text).not.toContain('neither keeps the other from being paid');
      expect(text.match(/is not paid on the day of/g)).toHaveLength(1);
    }
    for (const text of [answer('99152', '20552'), answer('64493', '64635')]) {
      expect(text).not.toMatch(/What payers say|on the day of \d{5} \(/);
    }
    expect(answer('99152', '20552')).toContain('neither keeps the other from being paid');
  });

  test('are told in one line a payer, with its conditions, days and confidence', () => {
    const own = `
payer: acme
name: Acme
extends: medicare
not-together:
  - { for: 76942, beside: trigger-point, when: { state: TX }, confidence: second-hand }
  - { for: 76942, beside: 20552, from: 2026-01-01 }
  - { for: 77002, beside: trigger-point, until: 2026-06-30 }
only-beside:
  - { for: 64615, beside: J0585-J0588, confidence: unconfirmed }
`;
    const files = [...shippedFiles(), { file: 'acme.payer.yaml', text: own, shipped: false }];
    const beside = createPolicies(files, { ruleIds: rules.map(({ id }) => id), codes }).documents;
    const acme = (...words: readonly string[]): string | undefined => {
      const found = lookup({ ...world, documents: beside }, words);
      return lineOf('text' in found ? found.text : found.refusal, 'Acme');
    };
    expect(acme('20552', '76942')).toBe(
      '- Acme: 76942 is not paid on the day of 20552, in TX (second-hand); 76942 is not paid on the day of 20552 (from 2026-01-01, verified)',
    );
    expect(acme('J0585', '64615')).toBe('- Acme: 64615 is paid only with J0585-J0588 on the claim (unconfirmed)');
    // What ended, what is said of another code, and what is inherited.
    expect(acme('77002', '20552')).toBeUndefined();
    expect(acme('64615', 'J1010')).toBeUndefined();
    expect(acme('99152', '64635')).toBeUndefined();
  });
});

describe('each modifier', () => {
  test('says what it means, in our words or by its official title; which of them say neither is known', () => {
    const unsaid = codes.modifiers.filter((modifier) =>
      modifierWords(codes, modifier, today).join('\n').includes('not explained here'),
    );
    expect(unsaid.join(' ')).toBe('1P 27 2P 3P 63 8P 90 92 96 97 99');
  });

  test('of ours has a source and a confidence', () => {
    expect(modifierWordRows.filter(({ words, source, confidence }) => !words || !source || !confidence)).toEqual([]);
    expect(modifierWordRows.filter(({ modifier = '' }) => !codes.modifiers.includes(modifier))).toEqual([]);
  });

  test('whose name something else has is told apart from it', () => {
    const shared = codes.modifiers.filter((modifier) => codes.place(modifier) || codes.remark(modifier));
    expect(shared.length).toBeGreaterThan(10);
    expect(shared.filter((modifier) => !answer(modifier).startsWith(`## Modifier ${modifier}\n`))).toEqual([]);
  });
});

describe('each field and section', () => {
  const names = [...new Set([...headerFields, ...procedureFields, ...lineFields, ...sections, 'encounter'])];

  test('is explained, with a value where it has a form', () => {
    expect(names.filter((name) => !fieldWords(name))).toEqual([]);
    expect([...fieldNames].sort()).toEqual([...names].sort());
    expect(names.filter((name) => !answer(name).includes(`**${name}** ${fieldWords(name)}`))).toEqual([]);
  });

  test('that payers ask for names them', () => {
    expect(answer('conservative-care')).toMatch(
      /\*\*Payers that ask for it\*\*\n\n- Aetna:\n {2}- 64490-64495, diagnostic: /,
    );
    expect(answer('sex')).not.toContain('Payers that ask for it');
  });
});

/** The line of a list that begins with the title. */
function lineOf(text: string | undefined, title: string): string | undefined {
  return text?.split('\n').find((line) => line.startsWith(`- ${title}`));
}

/** Whether a line names the code, by itself or in a range. */
function isSaid(code: string, line = ''): boolean {
  const named = line.replace(/^- NCCI column \d \([^)]*\)/, '');
  return [...named.matchAll(/\b([\dA-Z]{5})(?:-([\dA-Z]{5}))?\b/g)].some(
    ([, first = '', last = first]) => first <= code && code <= last && code.length === first.length,
  );
}
