/** docs/speed.md and its picture: the page's words stay as they are, the figures between its marks are written anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from '../editor/places.mjs';
import { described } from './machine.mjs';
import { pictureOf } from './picture.mjs';
import { markdownTables } from './table.mjs';

const page = `${root}/docs/speed.md`;
const [start, end] = ['<!-- npm run bench -- --write: from here -->', '<!-- to here -->'];

/**
 * @typedef {object} Results
 * @property {import('./machine.mjs').Machine} machine
 * @property {readonly import('./report.mjs').Part[]} parts
 */

/** Writes both. @param {Results} results */
export function writePage({ machine, parts }) {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/speed.md has no place for the figures: ${start} … ${end}`);
  const figures = `${described(machine)}\n\n${markdownTables(parts)}`;
  writeFileSync(page, `${text.slice(0, from)}${start}\n\n${figures}\n\n${text.slice(to)}`);
  writeFileSync(`${root}/docs/speed.svg`, pictureOf(parts, machine));
}
