/** Findings as SARIF 2.1.0, for code scanning and other viewers. Allowed findings are suppressed results with their reason. */

import { ruleHelp } from '../../features/explain/rule-page.js';
import type { Severity } from '../../policy/vocabulary.js';
import type { Rule } from '../../rules/rule.js';
import type { Range } from '../../text/line-index.js';
import { onceForLast } from '../../text/once.js';
import { plainText } from '../../text/plain.js';
import { jsonList, jsonText } from '../json-text.js';
import type { ReportedFinding, ReportedFix } from '../report.js';
import { type CheckedPiece, checkedList, checkedPiece } from './checked-list.js';
import type { FileSetting, Format, RunSetting } from './format.js';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

interface SarifPiece {
  /** The results, with a comma and a line end between them. */
  readonly results: string;
  readonly checked: CheckedPiece;
}

const between = ',\n      ';

/** The log: one run, a result a line. */
export const sarifFormat: Format<SarifPiece> = {
  printsFixes: true,
  printsProof: true,
  pieceOf({ file, parts }, setting) {
    const indexOf = ruleIndex(setting);
    const seen = new Map<string, number>();
    const checked = checkedPiece(file);
    const results: string[] = [];
    for (const part of parts) {
      for (const finding of part.findings) {
        const result = {
          ...resultOf(finding, indexOf.get(finding.rule) ?? -1),
          partialFingerprints: fingerprint(finding, seen),
        };
        results.push(jsonText(result));
      }
      checked.add(part);
    }
    return { results: results.join(between), checked: checked.piece() };
  },
  report(setting) {
    const checked = checkedList();
    const results = jsonList(between);
    return {
      begin: () => [head(setting)],
      *take(piece) {
        checked.take(piece.checked);
        if (piece.results !== '') yield* results.add(piece.results);
      },
      *end() {
        yield `${results.closed('\n    ')},\n    "properties": { "checked": [`;
        const entries = jsonList(between);
        for (const entry of checked.entries()) yield* entries.add(entry);
        yield `${entries.closed('\n    ')} }\n  }]\n}\n`;
      },
    };
  },
};

function head({ rules, otherRules, version, complaints }: RunSetting): string {
  const descriptors = [...rules.map(descriptor), ...otherRules.map(fileRule)];
  const driver = { name: 'encounter-scrubber', version, rules: descriptors };
  const notifications = complaints.map((text) => ({ level: 'error', message: { text } }));
  const invocation = {
    executionSuccessful: complaints.length === 0,
    ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
  };
  return [
    '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n  "version": "2.1.0",\n  "runs": [{\n',
    `    "tool": ${jsonText({ driver })},\n    "invocations": ${jsonText([invocation])},\n`,
    '    "columnKind": "utf16CodeUnits",\n    "results": [',
  ].join('');
}

/** Where each rule is described in the log. */
const ruleIndex = onceForLast(
  ({ rules, otherRules }: FileSetting): ReadonlyMap<string, number> =>
    new Map([...rules.map(({ id }) => id), ...otherRules].map((id, index) => [id, index])),
);

function descriptor(rule: Rule) {
  const markdown = ruleHelp(rule);
  return {
    id: rule.id,
    shortDescription: { text: `${rule.summary}.` },
    fullDescription: { text: `${rule.summary}.` },
    help: { text: plainText(markdown), markdown },
    helpUri: `encounter-scrubber:/rules/${rule.id}.md`,
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

/** What is wrong in policies and the project file has no page. */
function fileRule(id: string) {
  const text = 'A problem in a payer policy or the project file, or advice about it.';
  return { id, shortDescription: { text }, fullDescription: { text }, help: { text, markdown: text } };
}

function resultOf(finding: ReportedFinding, ruleIndex: number) {
  const { rule, severity, message, file, range, encounter, related, fixes, allowed, source, proof, denials } = finding;
  const logical = encounter === undefined ? {} : { logicalLocations: [{ name: encounter, kind: 'encounter' }] };
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: place(file, range), ...logical }],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((other, id) => ({
            id,
            physicalLocation: place(other.file, other.range),
            message: { text: other.message },
          })),
        }
      : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map(fixOf) } : {}),
    ...(allowed ? { suppressions: [{ kind: 'inSource', status: 'accepted', justification: allowed.reason }] } : {}),
    properties: {
      severity,
      ...(source ? { source } : {}),
      ...(proof ? { proof } : {}),
      ...(denials ? { denials } : {}),
    },
  };
}

function fixOf({ title, safe, edits }: ReportedFix) {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, text }) => ({ deletedRegion: region(range), insertedContent: { text } })),
    })),
    properties: { safe },
  };
}

function place(file: string, range: Range) {
  return { artifactLocation: { uri: uriOf(file) }, region: region(range) };
}

function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A path as an address: relative below the current directory, else of the disk; shipped policies have a scheme of ours. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  if (path.startsWith('shipped:')) return `encounter-scrubber:/${encoded(path.slice('shipped:'.length))}`;
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}${encoded(path.slice(2))}`;
  return path.startsWith('/') ? `file://${encoded(path)}` : encoded(path);
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The same for the same finding though lines above it come and go: file, encounter, rule, words, and which of the like. */
function fingerprint({ file, encounter, rule, message }: ReportedFinding, seen: Map<string, number>) {
  const key = jsonText([file, encounter, rule, message]);
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  // Not imported: every run of any format would load it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return { 'encounterScrubber/v1': `${hash}:${count}` };
}
