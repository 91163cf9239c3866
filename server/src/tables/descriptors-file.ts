/**
 * The AMA's descriptors, of a practice that holds a license for them: a code, a tab or a comma, a descriptor; lines above the
 * first such row are passed over. What is read here stays on the machine and stands in nothing that is shipped.
 */
import { lines, readable } from './lines.js';
import { cellsOf } from './records.js';
import { descriptorsYear } from './release-dates.js';
import { codeForm, quotedShort } from './rows-table.js';
import type { Fault, FileName, TableReader } from './table.js';

/** Whether a line is a code and a descriptor and nothing else. */
export function isDescriptorLine(line: string): boolean {
  return entryOf(line) !== undefined;
}

/** A reader of the descriptors. */
export function descriptorsReader(file: FileName): TableReader {
  const texts = new Map<string, string>();
  let fault: Fault | undefined;
  const source = lines((line, number) => {
    if (fault || line.trim() === '') return;
    const entry = entryOf(line);
    if (entry) texts.set(entry.code, readable(entry.text));
    else if (texts.size > 0) {
      fault = {
        line: number,
        message: `expected a code, a tab or a comma, and a descriptor, found ${quotedShort(line)}`,
      };
    }
  });
  return {
    push: source.push,
    end() {
      source.end();
      if (fault) return { fault, kind: 'descriptors' };
      const year = descriptorsYear(file);
      const from = `${year ?? '1990'}-01-01`;
      const edition = {
        from,
        answersFrom: from,
        release: year ?? '',
        name: year ? `AMA descriptors of ${year}` : 'AMA descriptors',
        file: file.path,
        texts,
      };
      return { table: { kind: 'descriptors', edition } };
    },
  };
}

function entryOf(line: string): { readonly code: string; readonly text: string } | undefined {
  const cells = cellsOf(line);
  const [code = '', text = ''] = cells;
  return cells.length === 2 && codeForm.test(code) && /[A-Za-z]{2}/.test(text) ? { code, text } : undefined;
}
