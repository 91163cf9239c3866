/** Our findings and edits as the protocol's: offsets to lines and characters. What an encounter comes to is kept with it. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type MarkupContent,
  MarkupKind,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import type { CheckedFile } from '../engine/check.js';
import type { Judgment, Reported } from '../engine/judgment.js';
import type { LineIndex } from '../text/line-index.js';
import { plainText } from '../text/plain.js';
import { type Edit, ordered, type Span } from '../text/span.js';
import type { Client } from './capabilities.js';

/** Our severities as the protocol's. */
export const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** What a judgment's findings came to, at the line where its encounter began then. */
interface Converted {
  readonly uri: string;
  readonly firstLine: number;
  readonly diagnostics: readonly Diagnostic[];
}

const conversions = new WeakMap<Judgment, Converted>();

/** The editor's position of a span of a policy file; undefined if the file cannot be shown. */
type PolicyPlace = (policy: { readonly file: string; readonly shipped: boolean }, span: Span) => Location | undefined;

/** Where an encounter in another file is, by its id; undefined if that is not known. */
type EncounterPlace = (encounter: { readonly file: string; readonly ordinal: number }) => Location | undefined;

/** The editor's positions of what findings lead to. */
export interface Places {
  readonly policy: PolicyPlace;
  readonly encounter: EncounterPlace;
}

/** The diagnostics of a file, encounter by encounter; allowed findings are left out. */
export function diagnosticsOf(uri: string, file: CheckedFile, places: Places): Diagnostic[] {
  const firstLines = firstLinesOf(file);
  return file.encounters.flatMap(({ judgment }, index) => {
    const firstLine = firstLines[index] ?? 0;
    const known = conversions.get(judgment);
    if (known?.uri === uri) {
      if (known.firstLine === firstLine) return known.diagnostics;
      const moved = known.diagnostics.map((diagnostic) => movedBy(firstLine - known.firstLine, diagnostic));
      conversions.set(judgment, { uri, firstLine, diagnostics: moved });
      return moved;
    }
    const diagnostics = encounterDiagnostics(uri, file, firstLines, index, places);
    if (isMovable(judgment)) conversions.set(judgment, { uri, firstLine, diagnostics });
    return diagnostics;
  });
}

/** The diagnostics of one encounter of a file. */
export function encounterDiagnostics(
  uri: string,
  file: CheckedFile,
  firstLines: readonly number[],
  index: number,
  places: Places,
): Diagnostic[] {
  const findings = file.encounters[index]?.judgment.findings ?? [];
  return findings.flatMap((finding) =>
    finding.allowed ? [] : diagnosticOf(uri, file, firstLines, index, finding, places),
  );
}

/** The diagnostics with only what the client shows of one. */
export function fitting(
  { showsRelated, opensCodes, showsTags }: Pick<Client, 'showsRelated' | 'opensCodes' | 'showsTags'>,
  diagnostics: Diagnostic[],
): Diagnostic[] {
  if (showsRelated && opensCodes && showsTags) return diagnostics;
  return diagnostics.map(({ relatedInformation, codeDescription, tags, ...rest }) => ({
    ...rest,
    ...(showsRelated && relatedInformation ? { relatedInformation } : {}),
    ...(opensCodes && codeDescription ? { codeDescription } : {}),
    ...(showsTags && tags ? { tags } : {}),
  }));
}

/** A diagnostic whose places are all in one encounter that now begins that many lines further down. */
function movedBy(lines: number, diagnostic: Diagnostic): Diagnostic {
  const { range, relatedInformation } = diagnostic;
  const moved = ({ start, end }: Range): Range => ({
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  });
  return {
    ...diagnostic,
    range: moved(range),
    ...(relatedInformation
      ? {
          relatedInformation: relatedInformation.map(({ location: { uri, range: place }, message }) => ({
            location: { uri, range: moved(place) },
            message,
          })),
        }
      : {}),
  };
}

/** Whether nothing leads to a place outside the encounter, which may be another while the judgment stays. */
export function isMovable({ findings }: Judgment): boolean {
  return findings.every(
    ({ allowed, related = [] }) => allowed || related.every(({ encounter, policy }) => !encounter && !policy),
  );
}

/** One finding of one encounter. */
export function diagnosticOf(
  uri: string,
  file: CheckedFile,
  firstLines: readonly number[],
  index: number,
  finding: Reported,
  places: Places,
): Diagnostic {
  const { related, basis, shown } = finding;
  const tags =
    shown === 'faded' ? [DiagnosticTag.Unnecessary] : shown === 'struck' ? [DiagnosticTag.Deprecated] : undefined;
  return {
    range: rangeIn(file, firstLines, index, finding.at),
    severity: severities[finding.severity],
    code: finding.rule,
    source: 'encounter-scrubber',
    message: finding.message,
    ...(basis ? { codeDescription: { href: basis } } : {}),
    ...(tags ? { tags } : {}),
    ...(related && related.length > 0
      ? {
          relatedInformation: related.flatMap(({ at, message, encounter, policy }): DiagnosticRelatedInformation[] => {
            const location = policy
              ? places.policy(policy, at)
              : encounter && encounter.file !== file.file
                ? places.encounter(encounter)
                : { uri, range: rangeIn(file, firstLines, encounter ? encounter.ordinal : index, at) };
            return location ? [{ location, message }] : [];
          }),
        }
      : {}),
  };
}

/** The line each encounter begins on. */
export function firstLinesOf({ sliced }: CheckedFile): readonly number[] {
  return sliced.firstLines();
}

/** Edits of the file's text as the protocol's, in the order that clients apply alike. */
export function textEdits(index: LineIndex, edits: readonly Edit[]): TextEdit[] {
  return ordered(edits).map(({ span, text }) => ({ range: rangeOf(index, span), newText: text }));
}

/** Markdown for a client that shows it, else the same as plain text. */
export function markup(markdown: string, isShown: boolean): MarkupContent {
  return isShown
    ? { kind: MarkupKind.Markdown, value: markdown }
    : { kind: MarkupKind.PlainText, value: plainText(markdown).trimEnd() };
}

/** A span of the file's text as a range. */
export function rangeOf(index: LineIndex, { start, end }: Span): Range {
  return { start: index.position(start), end: index.position(end) };
}

function rangeIn({ sliced }: CheckedFile, firstLines: readonly number[], index: number, span: Span): Range {
  const slice = sliced.slices[index];
  const first = firstLines[index] ?? 0;
  if (!slice) return { start: { line: first, character: 0 }, end: { line: first, character: 0 } };
  const { start, end } = rangeOf(slice.lines(), span);
  return {
    start: { line: first + start.line, character: start.character },
    end: { line: first + end.line, character: end.character },
  };
}
