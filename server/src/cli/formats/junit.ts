/** Findings as JUnit XML: a suite a file, a case an encounter. It fails for its errors; what is less severe is its output. */
import { groupedBy } from '../../text/grouped.js';
import type { ReportedFinding } from '../report.js';
import { escapedMarkup } from './markup.js';
import type { Run } from './run.js';

/** The document. */
export function* junitFormat({ findings, files }: Run): Iterable<string> {
  const byFile = groupedBy(findings, ({ file }) => file);
  const named = new Set(files.map(({ file }) => file));
  // The project file is none of the files that were named, and may have findings.
  const others = [...byFile.keys()].filter((file) => !named.has(file));
  const suites = [...files, ...others.map((file) => ({ file, encounters: [] }))].map((each) =>
    suiteOf(each, byFile.get(each.file) ?? []),
  );
  const sum = (count: (suite: Suite) => number): number => suites.reduce((total, suite) => total + count(suite), 0);
  const tests = sum(({ cases }) => cases.length);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="encounter-scrubber" tests="${tests}" failures="${sum(({ failures }) => failures)}">\n`;
  for (const { file, cases, failures } of suites) {
    yield `  <testsuite name="${escapedMarkup(file)}" tests="${cases.length}" failures="${failures}">\n`;
    yield* cases.map((each) => each.xml);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

interface Suite {
  readonly file: string;
  readonly cases: readonly { readonly xml: string; readonly hasFailed: boolean }[];
  readonly failures: number;
}

function suiteOf({ file, encounters }: Run['files'][number], findings: readonly ReportedFinding[]): Suite {
  const ids = new Set(encounters);
  const byId = groupedBy(findings, ({ encounter }) => encounter);
  const cases = [...ids].map((id) => caseOf(file, nameOf(id), byId.get(id) ?? []));
  const rest = findings.filter(({ encounter }) => !ids.has(encounter));
  // A file without encounters is a policy, or text before the first heading.
  if (rest.length > 0 || ids.size === 0) cases.push(caseOf(file, 'the file itself', rest));
  return { file, cases, failures: cases.filter(({ hasFailed }) => hasFailed).length };
}

function nameOf(id: string | undefined): string {
  return id === undefined ? 'encounter without id' : `encounter ${id}`;
}

function caseOf(file: string, name: string, findings: readonly ReportedFinding[]) {
  const isFailure = ({ allowed, severity }: ReportedFinding): boolean => !allowed && severity === 'error';
  const errors = findings.filter(isFailure);
  const others = findings.filter((finding) => !isFailure(finding));
  const [first] = errors;
  const parts = [
    ...(first
      ? [
          `      <failure type="${escapedMarkup(first.rule)}" message="${escapedMarkup(first.message)}">${escapedMarkup(errors.map(lineOf).join('\n'))}</failure>\n`,
        ]
      : []),
    ...(others.length > 0 ? [`      <system-out>${escapedMarkup(others.map(lineOf).join('\n'))}</system-out>\n`] : []),
  ];
  const opening = `    <testcase classname="${escapedMarkup(file)}" name="${escapedMarkup(name)}"`;
  return {
    xml: parts.length === 0 ? `${opening}/>\n` : `${opening}>\n${parts.join('')}    </testcase>\n`,
    hasFailed: first !== undefined,
  };
}

function lineOf({ file, range, severity, rule, message, allowed }: ReportedFinding): string {
  const place = `${file}:${range.start.line + 1}:${range.start.character + 1}`;
  return `${place} ${allowed ? 'allowed ' : ''}${severity} ${message} ${rule}${allowed ? ` (allowed: ${allowed.reason})` : ''}`;
}
