/** The words that CONTRIBUTING.md says to avoid: none of them in what a user reads, no British spelling anywhere. */
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const filesOf = (...patterns: readonly string[]): readonly string[] =>
  globSync([...patterns], { cwd: root.pathname, ignore: ['**/node_modules/**', '**/generated/**'] }).sort();

const [, lists = ''] = read('CONTRIBUTING.md').split('### Words to avoid\n');
const [phrases = '', spellings = ''] = lists.split('British spelling');

/** The first column of a table. */
function avoided(table: string): readonly string[] {
  const rows = [...table.matchAll(/^\| ([^|]+?) \| [^|]+ \|$/gm)].map(([, word = '']) => word);
  return rows.filter((word) => word !== 'avoid' && !word.startsWith('---'));
}

/** The lines that the pattern matches, as `file:line: text`. */
function linesWith(pattern: RegExp, file: string, text: string, firstLine = 1): readonly string[] {
  const lines = text.split('\n').map((line, index) => [index, line] as const);
  return lines.flatMap(([index, line]) => (pattern.test(line) ? [`${file}:${firstLine + index}: ${line.trim()}`] : []));
}

/** The strings of a program, without its comments: what it can say. */
function stringsWith(pattern: RegExp, file: string): readonly string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(...linesWith(pattern, file, node.text, line + 1));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the words to avoid', () => {
  const pattern = new RegExp(`(?<![\\w-]|there )(?:${avoided(phrases).join('|')})(?![\\w-])`, 'i');

  test('are found where they are written', () => {
    expect(avoided(phrases).length).toBeGreaterThan(20);
    expect(linesWith(pattern, 'a', '2 units would be right')).toEqual(['a:1: 2 units would be right']);
    expect(linesWith(pattern, 'a', 'the right side, nearest to the withstands')).toEqual([]);
  });

  test('are in no message', () => {
    const files = filesOf('server/src/**/*.ts', 'client/src/**/*.ts');
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap((file) => stringsWith(pattern, file))).toEqual([]);
  });

  test('are on no page, and in no text of the editor', () => {
    const files = filesOf('*.md', 'docs/*.md', 'server/src/rules/*.md', 'server/data/README.md', 'package.json');
    const texts = files
      .filter((file) => file !== 'CONTRIBUTING.md')
      .concat(filesOf('server/payers/*.yaml', 'examples/*', 'test/features/*.md'));
    expect(texts.flatMap((file) => linesWith(pattern, file, read(file)))).toEqual([]);
  });
});

describe('British spelling', () => {
  const pattern = new RegExp(`(?:${avoided(spellings).join('|')})(?![rd])`, 'i');

  test('is nowhere, not in a name and not in a comment', () => {
    expect(linesWith(pattern, 'a', 'isNeighbour\nreprogrammed')).toEqual(['a:1: isNeighbour']);
    const files = filesOf('**/*.{ts,mjs,md,yaml,json}', '!dist/**', '!package-lock.json', '!CONTRIBUTING.md', '!.*/**');
    // Tests show what users may misspell; a key that the first version wrote into users' files is still read.
    const said = files
      .filter((file) => !file.startsWith('test/') && file !== 'server/src/cli/history-lines.ts')
      .flatMap((file) => linesWith(pattern, file, read(file)));
    expect(said).toEqual([]);
  });
});
