/**
 * The diagnostics of a file as JSON, kept encounter by encounter without its place in the file: after an edit those of all other encounters
 * are not converted and written again, only their lines are.
 */
import type { Diagnostic } from 'vscode-languageserver';
import type { CheckedEncounter, CheckedFile } from '../engine/check.js';
import type { Judgment } from '../engine/judgment.js';
import type { Client } from './capabilities.js';
import { encounterDiagnostics, firstLinesOf, fitting, isMovable, type Places } from './convert.js';

/** Diagnostics of one encounter: pieces of JSON, between which its lines stand, counted from its first. */
interface Template {
  readonly pieces: readonly string[];
  readonly lines: readonly number[];
}

/** Writes the diagnostics of one document after each of its checks. */
export type DiagnosticsWriter = (file: CheckedFile) => string;

/** A writer for a document of which nothing is written yet. */
export function diagnosticsWriter(uri: string, places: Places, client: Client): DiagnosticsWriter {
  const templates = new WeakMap<Judgment, Template>();
  let before: { readonly encounters: readonly CheckedEncounter[]; readonly firstLines: readonly number[] } | undefined;
  /** What stays as long as its encounter does. */
  let written: readonly (string | undefined)[] = [];
  const listed = (file: CheckedFile, firstLines: readonly number[], index: number): Diagnostic[] =>
    fitting(client, encounterDiagnostics(uri, file, firstLines, index, places));
  return (file) => {
    const { encounters } = file;
    const firstLines = firstLinesOf(file);
    const parts: string[] = [];
    const kept = encounters.map((encounter, index) => {
      const first = firstLines[index] ?? 0;
      const known = written[index];
      const isSame = before?.encounters[index] === encounter && before.firstLines[index] === first;
      if (known !== undefined && isSame) {
        if (known !== '') parts.push(known);
        return known;
      }
      const { judgment } = encounter;
      if (!templates.has(judgment) && !isMovable(judgment)) {
        const own = JSON.stringify(listed(file, firstLines, index)).slice(1, -1);
        if (own !== '') parts.push(own);
        return undefined;
      }
      const template = templates.get(judgment) ?? templateOf(listed(file, [], index));
      templates.set(judgment, template);
      const part = at(template, first);
      if (part !== '') parts.push(part);
      return part;
    });
    before = { encounters, firstLines };
    written = kept;
    return `[${parts.join(',')}]`;
  };
}

/** Of diagnostics that are placed as if their encounter began the file. */
function templateOf(diagnostics: readonly Diagnostic[]): Template {
  const json = JSON.stringify(diagnostics, (key, value) => (key === 'line' ? String(value) : value)).slice(1, -1);
  // In a text of JSON there is no quotation mark without a backslash.
  const [start = '', ...rest] = json.split(/"line":"(\d+)"/);
  const pieces = [start];
  const lines: number[] = [];
  for (let index = 0; index < rest.length; index += 2) {
    lines.push(Number(rest[index]));
    pieces.push(rest[index + 1] ?? '');
  }
  return { pieces, lines };
}

function at({ pieces, lines }: Template, first: number): string {
  let json = pieces[0] ?? '';
  for (let index = 0; index < lines.length; index += 1) {
    json += `"line":${first + (lines[index] ?? 0)}${pieces[index + 1] ?? ''}`;
  }
  return json;
}
