/** The figures as tables: of plain text for a terminal, of Markdown for the page. */

/** @typedef {import('./report.mjs').Part} Part */

const heads = ['what', 'wall time or size', 'CPU', 'goal', 'met'];

/** @param {Part} part @returns {readonly (readonly string[])[]} */
function cellsOf({ rows }) {
  return rows.map(({ what, figure, cpu, goal, isMet }) => [what, figure, cpu, goal, isMet]);
}

/** A table for a terminal. @param {Part} part */
export function plainTable(part) {
  const cells = [heads, ...cellsOf(part)];
  const widths = heads.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  const lines = cells.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  return [part.title, ...(part.note === undefined ? [] : [`  ${part.note}`]), ...lines, ''].join('\n');
}

/** The parts' tables for the page. @param {readonly Part[]} parts */
export function markdownTables(parts) {
  return parts
    .map((part) => {
      const rows = cellsOf(part).map((row) => `| ${row.join(' | ')} |`);
      const title = `### ${part.title[0]?.toUpperCase()}${part.title.slice(1)}`;
      return [
        title,
        '',
        ...(part.note === undefined ? [] : [part.note, '']),
        `| ${heads.join(' | ')} |`,
        '| --- | --- | --- | --- | --- |',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');
}
