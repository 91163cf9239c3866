/** What the examples came to, for people and as JSON. Lines and characters count from 0 in JSON. */

import { styleText } from 'node:util';
import type { StatementCoverage } from '../authoring/coverage.js';
import { failureWords } from '../authoring/example-problem.js';
import type { ExampleFinding, ExampleResult } from '../authoring/examples.js';
import { entryWords } from '../policy/words.js';
import { type LineIndex, lineIndex } from '../text/line-index.js';
import { printable, printableLines } from '../text/printable.js';
import type { Span } from '../text/span.js';
import { counted } from '../text/words.js';
import { jsonText } from './json-text.js';
import { rangeIn } from './report.js';
import type { Mutations, TestedFile } from './tested.js';

/** One file after the other: its examples, and below them what they leave out. */
export function* textTests(files: readonly TestedFile[], isColored: boolean): Iterable<string> {
  const paint = (style: 'green' | 'red' | 'gray' | 'bold', text: string): string =>
    isColored ? styleText(style, text) : text;
  for (const { file, text, examples, broken, coverage, mutations } of files) {
    const index = lineIndex(text);
    const place = ({ start }: Span): string => {
      const { line, character } = index.position(start);
      return `${printable(file)}:${line + 1}:${character + 1}`;
    };
    yield `${paint('bold', printable(file))}\n`;
    if (examples.length === 0 && broken.length === 0) yield paint('gray', '  no examples\n');
    for (const { at, message, rule } of broken)
      yield `  ${paint('red', 'broken')}  ${place(at)}  ${printable(message)}  ${rule}\n`;
    for (const example of examples) {
      const word = example.isPassed ? paint('green', 'ok    ') : paint('red', 'FAILED');
      yield `  ${word}  ${printable(example.name)}\n`;
      if (!example.isPassed) yield* printed(failureRows(example, place));
    }
    if (coverage) yield* printed(coverageRows(coverage, place));
    // What the coverage lists is not listed twice.
    if (mutations) yield* printed(mutationRows(coverage ? { ...mutations, unreached: [] } : mutations, place));
    yield '\n';
  }
  const { examples, passed, failed } = totals(files);
  yield `${counted(examples, 'example')} in ${counted(files.length, 'file')}: ${passed} passed, ${failed} failed\n`;
}

function* printed(rows: Iterable<string>): Iterable<string> {
  for (const row of rows) yield printableLines(row);
}

function* failureRows(example: ExampleResult, place: (at: Span) => string): Iterable<string> {
  yield `          ${place(example.expectAt)}  ${failureWords(example)}\n`;
  if (example.fault) {
    yield `          ${place(example.fault.at)}  it is here\n`;
    return;
  }
  for (const { at, severity, message, rule } of example.unexpected) {
    yield `          ${place(at)}  ${severity}  ${message}  ${rule}\n`;
  }
}

function* coverageRows(statements: readonly StatementCoverage[], place: (at: Span) => string): Iterable<string> {
  const found = statements.filter(({ reach }) => reach === 'found').length;
  yield `  coverage: findings use ${found} of ${counted(statements.length, 'statement')}\n`;
  for (const { entry, at, reach } of statements) {
    if (reach === 'found') continue;
    const why = reach === 'held' ? 'it applied to an example, but no finding uses it' : 'no example reaches it';
    yield `    ${place(at)}  ${entryWords(entry)}: ${why}\n`;
  }
}

function* mutationRows({ tried, unreached, isCutShort }: Mutations, place: (at: Span) => string): Iterable<string> {
  const survivors = tried.filter(({ noticedBy }) => noticedBy === undefined);
  yield `  mutations: ${tried.length - survivors.length} of ${counted(tried.length, 'change')} caught${isCutShort ? ', and time ran out before all were tried' : ''}\n`;
  for (const { at, words, why } of survivors) {
    yield `    ${place(at)}  no example catches ${words}\n`;
    if (why !== undefined) yield `      because ${why}\n`;
  }
  for (const { at, entry } of unreached) {
    yield `    ${place(at)}  no example catches any change of ${entryWords(entry)}\n`;
    yield '      because no example reaches it\n';
  }
}

/** One JSON object, a file a line. */
export function* jsonTests(files: readonly TestedFile[]): Iterable<string> {
  yield '{\n  "version": 1,\n  "files": [';
  for (const [position, { file, text, examples, broken, coverage, mutations }] of files.entries()) {
    const index = lineIndex(text);
    const entry = {
      file,
      examples: examples.map((example) => exampleEntry(example, index)),
      broken: broken.map(({ at, rule, message }) => ({ rule, message, range: rangeIn(index, at) })),
      ...(coverage
        ? {
            coverage: coverage.map(({ entry: said, at, reach }) => ({
              statement: entryWords(said),
              range: rangeIn(index, at),
              reach,
            })),
          }
        : {}),
      ...(mutations
        ? {
            mutations: mutations.tried.map(({ at, words, noticedBy, why }) => ({
              change: words,
              range: rangeIn(index, at),
              ...(noticedBy === undefined ? {} : { noticedBy }),
              ...(why === undefined ? {} : { why }),
            })),
            unreached: mutations.unreached.map(({ entry: said, at }) => ({
              statement: entryWords(said),
              range: rangeIn(index, at),
            })),
            mutationsCutShort: mutations.isCutShort,
          }
        : {}),
    };
    yield `${position === 0 ? '' : ','}\n    ${jsonText(entry)}`;
  }
  yield `${files.length === 0 ? '' : '\n  '}],\n  "summary": ${jsonText({ files: files.length, ...totals(files) })}\n}\n`;
}

function exampleEntry(example: ExampleResult, index: LineIndex) {
  const { name, at, expectAt, isPassed, expected, findings, missing } = example;
  return {
    name,
    range: rangeIn(index, at),
    expectRange: rangeIn(index, expectAt),
    passed: isPassed,
    expected,
    ...(isPassed ? {} : { message: failureWords(example) }),
    found: findings.map((finding) => findingEntry(finding, index)),
    missing,
  };
}

function findingEntry(finding: ExampleFinding, index: LineIndex) {
  const { rule, severity, message, at, encounter, isCounted, isExpected } = finding;
  return {
    ...(encounter === undefined ? {} : { encounter }),
    rule,
    severity,
    message,
    range: rangeIn(index, at),
    counted: isCounted,
    expected: isExpected,
  };
}

function totals(files: readonly TestedFile[]) {
  const all = files.flatMap(({ examples }) => examples);
  const broken = files.reduce((sum, each) => sum + each.broken.length, 0);
  const passed = all.filter(({ isPassed }) => isPassed).length;
  return { examples: all.length, passed, failed: all.length - passed, ...(broken > 0 ? { broken } : {}) };
}
