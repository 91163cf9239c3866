/** Payer policies: what is wrong in one, what its examples say, and help for its author. */
import { type CodeLens, type Diagnostic, DiagnosticTag, type Hover, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { coverage } from '../../authoring/coverage.js';
import { exampleProblem, failureInShort } from '../../authoring/example-problem.js';
import { expectFirst } from '../../authoring/expect-found.js';
import { review } from '../../authoring/review.js';
import { gradedProblems } from '../../engine/severity.js';
import { lenses } from '../../features/policy/lens.js';
import { usesOfFile } from '../../features/policy/references.js';
import { policyFile, ruleIdsOf } from '../../features/policy/world.js';
import { parsePolicy } from '../../policy/parse.js';
import type { PolicyRuleId } from '../../policy/problem.js';
import { type LineIndex, lineIndex } from '../../text/line-index.js';
import { placeAt } from '../../yaml/place.js';
import type { FoundProblem } from '../../yaml/problem.js';
import { readTree } from '../../yaml/tree.js';
import { markup, rangeOf, severities } from '../convert.js';
import type { ExampleRuns } from '../example-runs.js';
import type { Language } from '../languages.js';
import { locationsOf } from '../naming.js';
import type { Session } from '../session.js';
import { encounterHover } from './encounter.js';
import { problemDiagnostic, type YamlKind, yamlLanguage } from './yaml.js';

/** The language of payer policies. */
export function policyLanguage(session: Session, examples: ExampleRuns): Language {
  const { world, addresses, uses } = session;
  const kind: YamlKind = {
    fileOf: (document) => policyFile(world(document.uri), addresses.of(document.uri), document.getText()),
    problemsIn(textDocument) {
      const { uri } = textDocument;
      const now = world(uri);
      const address = addresses.of(uri);
      // One that is not part of the workspace, such as the old side of a comparison, is read on its own.
      if (now.policies.textOf(address, false) === undefined) {
        const source = { file: address, text: textDocument.getText(), shipped: false };
        return gradedProblems(now, parsePolicy(source, { ruleIds: ruleIdsOf(now), codes: now.codes }).problems);
      }
      const document = now.policies.documentOf(address);
      const read = { file: address, text: textDocument.getText() };
      const failed = examples(address).flatMap((result) => exampleProblem(read, result) ?? []);
      return gradedProblems<FoundProblem<string>>(now, [
        ...now.policies
          .problemsIn((file) => file === address)
          .map((problem) => {
            if (problem.rule !== 'payer-schema' || problem.replacement !== undefined) return problem;
            return { ...problem, fixes: () => [expectFirst(now, read, problem.at) ?? []].flat() };
          }),
        ...failed,
        ...(document ? review(now, document) : []),
      ]);
    },
  };
  /** Findings that an example's author did not expect, where they are in the example. */
  const unexpected = (index: LineIndex, uri: string): readonly Diagnostic[] =>
    examples(addresses.of(uri)).flatMap((result) =>
      result.findings
        .filter(({ isExpected, severity }) => !isExpected && severity !== 'hint')
        .map(({ at, severity, rule, message }) => ({
          range: rangeOf(index, at),
          severity: severities[severity],
          code: rule,
          source: 'encounter-scrubber',
          message,
        })),
    );
  /** Statements that no example reaches, faded; a file without examples has not begun to test itself. */
  const unreached = (index: LineIndex, uri: string): readonly Diagnostic[] => {
    const now = world(uri);
    const document = now.policies.documentOf(addresses.of(uri));
    const results = examples(addresses.of(uri));
    if (!document || results.length === 0) return [];
    const found = coverage(now, document, results)
      .filter(({ reach }) => reach === 'none')
      .map(({ at }): FoundProblem<PolicyRuleId> => {
        return {
          rule: 'payer-untested',
          severity: 'hint',
          at,
          message: 'No example in this file reaches this statement',
        };
      });
    return gradedProblems(now, found).map((problem) => {
      return { ...problemDiagnostic(session, index, problem), tags: [DiagnosticTag.Unnecessary] };
    });
  };

  const diagnostics = (document: TextDocument): Diagnostic[] => {
    const index = lineIndex(document.getText());
    const found = kind.problemsIn(document).map((problem) => problemDiagnostic(session, index, problem));
    return [...found, ...unexpected(index, document.uri), ...unreached(index, document.uri)];
  };

  const yaml = yamlLanguage(session, kind);
  /** In an example the encounter's own language is spoken. */
  const inExample = (document: TextDocument, position: Position): Hover | null | undefined => {
    const text = document.getText();
    const index = lineIndex(text);
    const { kind: what, path, inText } = placeAt(text, readTree(text), index.offset(position));
    if (what !== 'text' || !inText) return undefined;
    const result = examples(addresses.of(document.uri)).find((each) => each.index === path[1]);
    const told = result && encounterHover(session, document.uri, result.checked, result.judgedAt(inText.offset));
    if (!result || !told) return null;
    return {
      contents: markup(told.markdown, session.client.hoversMarkdown),
      ...(told.span ? { range: rangeOf(index, result.inFile(told.span)) } : {}),
    };
  };

  return {
    ...yaml,
    id: 'payer-policy',
    kind: 'policy',
    diagnostics,
    hover: (document, at, token) => inExample(document, at.position) ?? yaml.hover?.(document, at, token) ?? null,
    async lenses(document) {
      const { uri } = document;
      const found = await uses();
      const file = addresses.of(uri);
      const own = usesOfFile(world(uri), file, found);
      const standing = new Map(
        examples(file).map((result) => [result.index, result.isPassed ? undefined : failureInShort(result)]),
      );
      const places = locationsOf(
        session,
        own.map((use) => ({ file: use.file, span: use.span, range: use.range })),
      );
      const index = lineIndex(document.getText());
      return lenses(kind.fileOf(document), { encounters: own.length, examples: standing }).map(
        ({ span, title, leadsTo, example }): CodeLens => {
          const range = rangeOf(index, span);
          const command =
            leadsTo === 'references'
              ? { title, command: 'encounterScrubber.showUses', arguments: [uri, range.start, places] }
              : { title, command: 'encounterScrubber.runExamples', arguments: [uri, example ?? null] };
          return { range, command };
        },
      );
    },
  };
}
