/** What the TextMate grammar makes of each construct of the format, as the editor's own tokeniser reads it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { procedureKinds } from '../server/src/syntax/vocabulary.js';

const folder = new URL('../syntaxes/', import.meta.url);
await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const file = new URL(`${scope.replace('source.', '')}.tmLanguage.json`, folder);
    return textmate.parseRawGrammar(readFileSync(file, 'utf8'), file.pathname);
  },
});
const grammar = await registry.loadGrammar('source.encounter');
/** As the package contributes it: an editor suggests while a value is typed, and leaves free text alone. */
const { contributes } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const policyGrammar = await registry.loadGrammar('source.payer-policy');

test('an encounter heading is followed by its id', () => {
  expect(tokens('encounter 2026-0142  # first of two')).toEqual([
    ['encounter', 'keyword.control.heading'],
    ['2026-0142', 'entity.name.class.encounter-id'],
    ['# first of two', 'comment.line.number-sign'],
  ]);
});

test('upper and lower case are the same', () => {
  expect(tokens('LINES')).toEqual([['LINES', 'keyword.control.heading']]);
  expect(tokens('a: m47.816')).toEqual([
    ['a', 'variable.other.pointer'],
    [':', 'punctuation.separator.key-value'],
    ['m47.816', 'entity.name.type.diagnosis-code'],
  ]);
});

test.each(procedureKinds)('procedure %s is a kind', (kind) => {
  expect(tokens(`procedure ${kind}`)).toEqual([
    ['procedure', 'keyword.control.heading'],
    [kind, 'entity.name.class.procedure-kind'],
  ]);
});

test('a procedure kind that is not known is not colored as one', () => {
  expect(tokens('procedure facet-injections')[1]).toEqual(['facet-injections', 'string.unquoted.procedure-kind']);
});

test('a service line shows code, modifiers, units, pointers and charge', () => {
  expect(tokens('  64493-50-KX  x1  A, B  $1,280.00')).toEqual([
    ['64493', 'entity.name.function.procedure-code'],
    ['-', 'punctuation.separator.modifier'],
    ['50', 'storage.modifier'],
    ['-', 'punctuation.separator.modifier'],
    ['KX', 'storage.modifier'],
    ['x1', 'constant.numeric.units'],
    ['A', 'variable.other.pointer'],
    [',', 'punctuation.separator.list'],
    ['B', 'variable.other.pointer'],
    ['$1,280.00', 'constant.numeric.charge'],
  ]);
});

test.each(['64493', '1125F', '0213T', 'J1010', 'j1010'])('%s is a procedure code', (code) => {
  expect(tokens(`  ${code}-59 A`)[0]).toEqual([code, 'entity.name.function.procedure-code']);
});

test('a code of the wrong length is not colored as one', () => {
  expect(tokens('  6449-50').map(([, scope]) => scope)).not.toContain('entity.name.function.procedure-code');
});

test('levels, sides and dates are told from other values', () => {
  expect(tokens('  levels: L4-L5 left, L5-S1')).toEqual([
    ['levels', 'support.type.property-name'],
    [':', 'punctuation.separator.key-value'],
    ['L4-L5', 'constant.numeric.level'],
    ['left', 'constant.language'],
    [',', 'punctuation.separator.list'],
    ['L5-S1', 'constant.numeric.level'],
  ]);
  expect(tokens('date: 2026-11-16')[2]).toEqual(['2026-11-16', 'constant.numeric.date']);
  expect(tokens('payer: medicare-noridian')[2]).toEqual(['medicare-noridian', 'string.unquoted']);
});

test('a number sign is text in free text and a comment in other fields', () => {
  expect(tokens('note: MBB #2 of 2, lot # A-112')[2]).toEqual([
    'MBB #2 of 2, lot # A-112',
    'string.unquoted.free-text',
  ]);
  expect(tokens('x-account: 7731 # 4')[2]).toEqual(['7731 # 4', 'string.unquoted.free-text']);
  expect(tokens('place: 22 # hospital')[3]).toEqual(['# hospital', 'comment.line.number-sign']);
});

test('an allow comment shows its rules, its date and its reason', () => {
  const allow = [
    ['#', 'punctuation.definition.comment'],
    ['allow', 'keyword.other.allow'],
    ['level-limit', 'variable.parameter.rule'],
    [',', 'comment.line.number-sign.allow'],
    ['required-modifier', 'variable.parameter.rule'],
    ['until', 'keyword.other.until'],
    ['2027-01-31', 'constant.numeric.date'],
    [':', 'punctuation.separator.reason'],
    ['ticket 881', 'string.unquoted.reason'],
  ];
  const comment = '# allow level-limit, required-modifier until 2027-01-31: ticket 881';
  expect(tokens(comment)).toEqual(allow);
  expect(tokens(`64495-50  A  ${comment}`).slice(-allow.length)).toEqual(allow);
  expect(tokens(`note: lot # 4 ${comment}`).slice(-allow.length)).toEqual(allow);
});

test('a comment that only begins like an allow is an ordinary one', () => {
  const comment = '# allow the third level if the appeal succeeds';
  expect(tokens(comment)).toEqual([[comment, 'comment.line.number-sign']]);
});

test('a number sign inside a word opens no comment', () => {
  expect(tokens('provider: 12#34')[2]).toEqual(['12#34', 'string.unquoted']);
});

test('a policy shows keys, codes, diagnoses, times and comments', () => {
  expect(policyTokens('  - for: [64490-64495, facet-injection]  # both')[0]).toEqual([
    ['-', 'punctuation.definition.block.sequence.item'],
    ['for', 'entity.name.tag'],
    [':', 'punctuation.separator.key-value.mapping'],
    ['[', 'punctuation.definition.sequence'],
    ['64490-64495', 'entity.name.function.procedure-code'],
    [',', 'punctuation.separator.sequence'],
    ['facet-injection', 'string.unquoted.plain'],
    [']', 'punctuation.definition.sequence'],
    ['# both', 'comment.line.number-sign'],
  ]);
  const values = (line: string) => policyTokens(line)[0]?.slice(2);
  expect(values('codes: M47.812-M47.817')).toEqual([['M47.812-M47.817', 'entity.name.type.diagnosis-code']]);
  expect(values('within: 12 months')).toEqual([['12 months', 'constant.numeric']]);
  expect(values('relief: 80%')).toEqual([['80%', 'constant.numeric']]);
  expect(values('from: 2024-07-07')).toEqual([['2024-07-07', 'constant.other.timestamp']]);
  expect(values('level-undercount: off')).toEqual([['off', 'constant.language']]);
  expect(values('source: https://payer.example/a#b')).toEqual([['https://payer.example/a#b', 'markup.underline.link']]);
});

test('the encounter of an example is colored as an encounter, up to the next key', () => {
  const lines = policyTokens(
    '  - name: a third level',
    '    encounter: |',
    '      encounter T1',
    '',
    '      lines',
    '        64495-50  x1  A  # allow level-limit: appeal',
    '    expect: [level-limit]',
  );
  expect(lines[2]).toEqual([
    ['encounter', 'keyword.control.heading.encounter'],
    ['T1', 'entity.name.class.encounter-id.encounter'],
  ]);
  expect(lines[5]?.[0]).toEqual(['64495', 'entity.name.function.procedure-code.encounter']);
  expect(lines[5]?.at(-1)).toEqual(['appeal', 'string.unquoted.reason.encounter']);
  expect(lines[6]?.[0]).toEqual(['expect', 'entity.name.tag']);
});

test('what is typed into a field whose values are known is no string to the editor, which suggests there; other free text is one', () => {
  const { tokenTypes } = contributes.grammars.find(
    ({ scopeName }: { scopeName: string }) => scopeName === 'source.encounter',
  );
  const isString = (line: string): boolean => {
    const scope = tokens(line).at(-1)?.[1] ?? '';
    const own = Object.keys(tokenTypes).find((selector) => `${scope}.encounter`.startsWith(selector));
    return own === undefined ? scope.startsWith('string') : tokenTypes[own] === 'string';
  };
  for (const line of ['payer: blu', 'date: mon', 'date: 11/1', 'place: off', 'guidance: c-ar', 'procedure mb']) {
    expect([line, isString(line)]).toEqual([line, false]);
  }
  for (const line of ['patient: 482', 'site: right kn', 'agent: dexamethasone 4 mg, lid # 2'])
    expect([line, isString(line)]).toEqual([line, false]);
  for (const line of ['indication: axial low back pain', 'x-note: blu'])
    expect([line, isString(line)]).toEqual([line, true]);
});

/** The colored words of a policy's lines. */
function policyTokens(...lines: readonly string[]): [text: string, scope: string][][] {
  if (!policyGrammar) throw new Error('the grammar was not loaded');
  let stack = textmate.INITIAL;
  return lines.map((line) => {
    const { tokens: found, ruleStack } = policyGrammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return found
      .map(({ startIndex, endIndex, scopes }): [string, string] => [
        line.slice(startIndex, endIndex).trim(),
        (scopes.at(-1) ?? '').replace(/\.yaml$/, ''),
      ])
      .filter(([text, scope]) => text !== '' && scope !== 'source.payer-policy');
  });
}

/** The colored words of a line, each with its innermost scope less the language's name. */
function tokens(line: string): [text: string, scope: string][] {
  if (!grammar) throw new Error('the grammar was not loaded');
  return grammar
    .tokenizeLine(line, textmate.INITIAL)
    .tokens.map(({ startIndex, endIndex, scopes }): [string, string] => [
      line.slice(startIndex, endIndex).trim(),
      (scopes.at(-1) ?? '').replace(/\.encounter$/, ''),
    ])
    .filter(([text, scope]) => text !== '' && scope !== 'source');
}
