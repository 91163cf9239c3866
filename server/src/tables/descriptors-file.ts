/**
 * The AMA's descriptors, of a practice that holds a license for them: a code, a tab or a comma, a descriptor; lines above the
 * first such row are passed over. What is read here stays on the machine and stands in nothing that is shipped.
 */
import { lineReader } from './line-reader.js';
import { readable } from './lines.js';
import { cellsOf } from './records.js';
import { descriptorsYear } from './release-dates.js';
import { codeForm, quotedShort } from './rows-table.js';
import { editionRead, type FileName, type TableReader } from './table.js';

/** Whether a line is a code and a descriptor and nothing else. */
export function isDescriptorLine(line: string): boolean {
  return entryOf(line) !== undefined;
}

/** A reader of the descriptors. */
export function descriptorsReader(file: FileName): TableReader {
  const texts = new Map<string, string>();
  return lineReader('descriptors', {
    line(line, number) {
      const entry = entryOf(line);
      if (entry) texts.set(entry.code, readable(entry.text));
      // Lines above the first descriptor are a license.
      if (entry || texts.size === 0) return undefined;
      return {
        line: number,
        message: `expected a code, a tab or a comma, and a descriptor, found ${quotedShort(line)}`,
      };
    },
    end() {
      const year = descriptorsYear(file);
      const name = year ? `AMA descriptors of ${year}` : 'AMA descriptors';
      const edition = editionRead(file.path, `${year ?? '1990'}-01-01`, year ?? '', name);
      return { kind: 'descriptors', edition: { ...edition, texts } };
    },
  });
}

function entryOf(line: string): { readonly code: string; readonly text: string } | undefined {
  const cells = cellsOf(line);
  const [code = '', text = ''] = cells;
  return cells.length === 2 && codeForm.test(code) && /[A-Za-z]{2}/.test(text) ? { code, text } : undefined;
}
