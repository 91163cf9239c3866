/** Findings as JUnit XML: a suite a file, a case an encounter. It fails for its errors; what is less severe is its output. */
import { groupedBy } from '../../text/grouped.js';
import type { ReportedFinding, ReportedPart } from '../report.js';
import type { Format } from './format.js';
import { escapedMarkup } from './markup.js';

interface Suite {
  readonly isNamed: boolean;
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
}

/** The document. It begins with how many failed, so that its suites are kept until the last file is judged. */
export const junitFormat: Format<Suite> = {
  printsFixes: false,
  printsProof: false,
  pieceOf: ({ file, isNamed, parts }) => suiteOf(file, isNamed, [...parts]),
  report() {
    const suites: Suite[] = [];
    return {
      begin: () => [],
      take(suite) {
        // The project file is none of the files that were named, and may have findings.
        if (suite.isNamed || suite.tests > 0) suites.push(suite);
        return [];
      },
      *end() {
        const sum = (count: (suite: Suite) => number): number =>
          suites.reduce((total, suite) => total + count(suite), 0);
        yield '<?xml version="1.0" encoding="UTF-8"?>\n';
        yield `<testsuites name="encounter-scrubber" tests="${sum(({ tests }) => tests)}" failures="${sum(({ failures }) => failures)}">\n`;
        for (const { isNamed, xml } of suites) if (isNamed) yield xml;
        for (const { isNamed, xml } of suites) if (!isNamed) yield xml;
        yield '</testsuites>\n';
      },
    };
  },
};

function suiteOf(file: string, isNamed: boolean, parts: readonly ReportedPart[]): Suite {
  const findings = parts.flatMap((part) => part.findings);
  const ids = new Set(parts.flatMap(({ encounter, checked }) => (checked ? [encounter] : [])));
  const byId = groupedBy(findings, ({ encounter }) => encounter);
  const cases = [...ids].map((id) => caseOf(file, nameOf(id), byId.get(id) ?? []));
  const rest = findings.filter(({ encounter }) => !ids.has(encounter));
  // A file without encounters is a policy, or text before the first heading.
  if (rest.length > 0 || ids.size === 0) cases.push(caseOf(file, 'the file itself', rest));
  const failures = cases.filter(({ hasFailed }) => hasFailed).length;
  const xml = [
    `  <testsuite name="${escapedMarkup(file)}" tests="${cases.length}" failures="${failures}">\n`,
    ...cases.map((each) => each.xml),
    '  </testsuite>\n',
  ].join('');
  return { isNamed, xml, tests: cases.length, failures };
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
