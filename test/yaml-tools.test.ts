/**
 * Our JSON Schemas in another YAML tool, the language server of Red Hat's extension: it finds nothing in a right file, and
 * in a wrong one nothing that we do not say at the same line, so that an author who has both is not told two things.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { parsePolicy } from '../server/src/policy/parse.js';
import { parseProject } from '../server/src/project/project-file.js';
import { rules } from '../server/src/rules/index.js';
import { lineIndex } from '../server/src/text/line-index.js';
import { built } from './support/built.js';
import { shippedCodes } from './support/codes.js';

const root = new URL('../', import.meta.url);
const payers = new URL('server/payers/', root);
const ruleIds = rules.map(({ id }) => id);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
let tool: LanguageService;
/** The tool remembers what it parsed by name: each text gets a folder of its own. */
let documents = 0;

beforeAll(async () => {
  await built();
  tool = getLanguageService({
    schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  // As the extension reads what package.json contributes.
  const schemas = manifest.contributes.yamlValidation.map(
    ({ fileMatch, url }: { readonly fileMatch: string; readonly url: string }) => ({
      fileMatch: [fileMatch],
      uri: new URL(url, root).href,
    }),
  );
  tool.configure({ validate: true, customTags: [], schemas });
}, 120_000);

/** The lines on which the tool finds something, with its words. */
async function found(
  name: string,
  text: string,
): Promise<readonly { readonly line: number; readonly message: string }[]> {
  documents += 1;
  const document = TextDocument.create(`file:///${documents}/${name}`, 'yaml', 1, text);
  const diagnostics = await tool.doValidation(document, false);
  return diagnostics.map(({ range, message }) => ({ line: range.start.line, message }));
}

function ourLines(name: string, text: string): ReadonlySet<number> {
  const problems = name.endsWith('.payer.yaml')
    ? parsePolicy({ file: name, text, shipped: false }, { ruleIds, codes: shippedCodes }).problems
    : parseProject(text, ruleIds).problems;
  const index = lineIndex(text);
  return new Set(problems.map(({ at }) => index.position(at.start).line));
}

test('both kinds of validation are contributed for both files, from files that the build makes', () => {
  const { jsonValidation, yamlValidation } = manifest.contributes;
  expect(jsonValidation).toEqual(yamlValidation);
  for (const { url } of yamlValidation) {
    expect(JSON.parse(readFileSync(new URL(url, root), 'utf8')).$schema).toContain('draft-07');
  }
});

test.each(readdirSync(payers).filter((file) => file.endsWith('.payer.yaml')))('%s is clean', async (file) => {
  expect(await found(file, readFileSync(new URL(file, payers), 'utf8'))).toEqual([]);
});

describe('a right file', () => {
  test('of bare codes, modifiers, places, counts, dates and numbers for names is clean', async () => {
    const text = `payer: 00123
name: 64493
aliases: [00987, Acme MA]
effective: 2026-04-16
until: 2027-03-31
limits:
  - for: 01991
    levels-per-session: 2
    sessions: { max: 4, within: 12 months, per: region }
require:
  - for: [64490, 64493-64495, facet-destruction]
    when: { place: 22, intent: [diagnostic] }
    modifiers: [59, KX]
    at-least: { relief: 80%, pain-before: 3 }
    prior: { procedure: facet-injection, count: 2 }
authorization:
  - for: 64490
    place: [19, 22]
covered-diagnoses:
  - for: facet-injection
    codes: M47.812
severity:
  level-undercount: off
examples:
  - name: 1
    encounter: |
      encounter 1
    expect: []
`;
    expect(await found('a.payer.yaml', text)).toEqual([]);
    expect([...ourLines('a.payer.yaml', text)]).toEqual([]);
  });

  test('of a project is clean', async () => {
    const text =
      'policies: [//share/payers]\naliases: { BCBS AZ MA 123: medicare, 7: cpt }\nseverity: { level-undercount: off }\ntables: tables/\nexclude: [archive/**]\n';
    expect(await found('scrubber.yaml', text)).toEqual([]);
    expect([...ourLines('scrubber.yaml', text)]).toEqual([]);
  });
});

const head = 'payer: acme\n';
test.each([
  ['an unknown key', 'a.payer.yaml', `${head}nmae: Acme\n`],
  ['an unknown key of an entry', 'a.payer.yaml', `${head}limits:\n  - for: 64493\n    level-per-session: 2\n`],
  ['an unknown rule', 'a.payer.yaml', `${head}severity:\n  level-undercont: off\n`],
  ['an unknown word', 'a.payer.yaml', `${head}mue: cns\nbilateral:\n  primary: modifer-50\n  add-on: [two-lines, x]\n`],
  ['a count of words', 'a.payer.yaml', `${head}limits:\n  - for: 64493\n    levels-per-session: two\n`],
  ['a count out of range', 'a.payer.yaml', `${head}limits:\n  - for: 64493\n    levels-per-session: 0\n`],
  ['a share without its sign', 'a.payer.yaml', `${head}require:\n  - for: 64493\n    at-least:\n      relief: 80\n`],
  ['a date of no calendar', 'a.payer.yaml', `${head}name: Acme\neffective: 2026-13-45\n`],
  ['a US date', 'a.payer.yaml', `${head}name: Acme\neffective: 4/16/2026\n`],
  ['a list for a value', 'a.payer.yaml', `${head}name: Acme\nmue: [cms]\n`],
  ['a value for a list', 'a.payer.yaml', `${head}name: Acme\nlimits: 2\n`],
  ['an entry without its for', 'a.payer.yaml', `${head}name: Acme\nlimits:\n  - levels-per-session: 2\n`],
  ['sessions without per', 'a.payer.yaml', `${head}limits:\n  - for: 64493\n    sessions:\n      max: 4\n`],
  ['an example without encounter', 'a.payer.yaml', `${head}examples:\n  - name: x\n    expect: []\n`],
  ['no payer', 'a.payer.yaml', 'name: Acme\nmue: cms\n'],
  ['a key twice', 'a.payer.yaml', `${head}name: a\nname: b\n`],
  ['a bracket left open', 'a.payer.yaml', `${head}aliases: [a, b\nmue: cms\n`],
  ['a tab', 'a.payer.yaml', `${head}limits:\n\t- for: 64493\n`],
  ['a source that is no address', 'a.payer.yaml', `${head}source: acme.pdf\n`],
  ['a place of three digits', 'a.payer.yaml', `${head}authorization:\n  - for: 64493\n    place: [A22]\n`],
  ['an unknown key of the project', 'scrubber.yaml', 'polices: [a]\nexclude: b\n'],
  ['an unknown severity of the project', 'scrubber.yaml', 'severity:\n  level-undercount: quiet\n  nothing: off\n'],
])('%s is found by both, on one line', async (_, name, text) => {
  const theirs = await found(name, text);
  const ours = ourLines(name, text);
  expect(theirs).not.toEqual([]);
  expect(theirs.filter(({ line }) => !ours.has(line))).toEqual([]);
});
