/** Reads the tables' CSV: a heading line, quoted values where they hold commas or quotes, no line ends in a value. */

/**
 * The rows of a table, each by its columns' names.
 *
 * @param {string} text
 * @returns {Readonly<Record<string, string>>[]}
 */
export function readTable(text) {
  const [heading = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const columns = values(heading);
  return lines.map((line) => {
    const row = values(line);
    return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? '']));
  });
}

/** @param {string} line */
function values(line) {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
