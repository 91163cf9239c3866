/**
 * Identifies files that are not encounter files: claims, records and tables from other programs, by how their text begins. Knows only
 * the opening of each format.
 */

/** This much of a text is enough to identify it. */
const opening = 4000;

/** The kind of file whose text begins at `start`, to follow "This is"; undefined for an unknown format. */
export function foreignFormat(text: string, start = 0): string | undefined {
  const head = text.slice(start, start + opening);
  return x12(head) ?? hl7(head) ?? json(head) ?? markup(head) ?? document(head) ?? table(head);
}

/** Its separator is whatever follows the first three letters. */
function x12(head: string): string | undefined {
  const [, separator] = /^ISA([^\w\s])(?:[^~]*?\1){10}/.exec(head) ?? [];
  if (separator === undefined) return undefined;
  const at = head.indexOf(`ST${separator}`);
  const [, kind] = /^(\d{3})/.exec(head.slice(at + 3)) ?? [];
  return at >= 0 && kind !== undefined ? `an X12 ${kind} file` : 'an X12 file';
}

function hl7(head: string): string | undefined {
  return /^(?:MSH|FHS|BHS)\|\^~\\&/.test(head) ? 'an HL7 message' : undefined;
}

function json(head: string): string | undefined {
  if (!/^(?:\{\s*["}]|\[\s*[[{"\]\d])/.test(head)) return undefined;
  const [, resource] = /"resourceType"\s*:\s*"([A-Z][A-Za-z]{1,39})"/.exec(head) ?? [];
  // One object per line, as bulk exports write them.
  const isLines = /^\{[^\n]*\}[ \t\r]*\n\s*\{/.test(head);
  if (resource === undefined) return isLines ? 'JSON lines' : 'JSON';
  return isLines ? 'FHIR data in JSON lines' : `a FHIR ${resource} in JSON`;
}

function markup(head: string): string | undefined {
  if (!/^<[?!A-Za-z]/.test(head)) return undefined;
  if (/^<(?:!doctype\s+html|html)\b/i.test(head)) return 'a web page';
  const [, resource] = /<([A-Z][A-Za-z]{1,39})[^<>]*xmlns="http:\/\/hl7\.org\/fhir"/.exec(head) ?? [];
  if (resource !== undefined) return `a FHIR ${resource} in XML`;
  return /<(?:\w+:)?ClinicalDocument\b/.test(head) ? 'a C-CDA document' : 'XML';
}

function document(head: string): string | undefined {
  if (head.startsWith('%PDF-')) return 'a PDF';
  return head.startsWith('{\\rtf') ? 'an RTF document' : undefined;
}

/** Two rows with the same number of cells, three or more, each with a name in the first row. */
function table(head: string): string | undefined {
  const [names = '', row = ''] = head.split(/\r\n|\r|\n/, 2);
  for (const [separator, what] of separators) {
    const cells = cellsIn(names, separator);
    if (cells.length < 3 || cells.length !== cellsIn(row, separator).length) continue;
    if (cells.every((cell) => /^\s*"?[\w .()#/-]{1,60}"?\s*$/.test(cell))) return what;
  }
  return undefined;
}

const separators = [
  [',', 'a CSV table'],
  [';', 'a CSV table'],
  ['\t', 'a tab-separated table'],
  ['|', 'a table separated by |'],
] as const;

/** A separator in quotes does not count. */
function cellsIn(row: string, separator: string): readonly string[] {
  return row.replace(/"(?:[^"]|"")*"/g, 'x').split(separator);
}
