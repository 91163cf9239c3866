/** Folders of made encounters, 50 a file, made once for a run and removed at its end. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encounter } from './encounters.mjs';

/** @type {string | undefined} */
let base;
/** @type {Map<string, string>} */
const made = new Map();

/** A new empty folder. @param {string} name */
export function newFolder(name) {
  base ??= mkdtempSync(join(tmpdir(), 'bench-'));
  return mkdtempSync(join(base, `${name}-`));
}

/**
 * The folder with so many encounters.
 *
 * @param {number} count
 * @param {{ readonly isWrong?: boolean, readonly each?: number }} [how]
 */
export function folderOf(count, { isWrong = false, each = 50 } = {}) {
  const name = `${isWrong ? 'wrong' : 'clean'}-${count}-${each}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const folder = newFolder(name);
  for (let from = 0; from < count; from += each) {
    const file = from / each;
    // A thousand files a folder: nobody has more in one.
    const inside = join(folder, String(Math.floor(file / 1000)));
    if (file % 1000 === 0) mkdirSync(inside);
    const size = Math.min(each, count - from);
    const text = Array.from({ length: size }, (_, index) => encounter(from + index, { isWrong })).join('');
    writeFileSync(join(inside, `${String(file).padStart(5, '0')}.encounter`), text);
  }
  made.set(name, folder);
  return folder;
}

/** Removes a folder that no other measurement needs. @param {string} folder */
export function removeFolder(folder) {
  for (const [name, path] of made) if (path === folder) made.delete(name);
  rmSync(folder, { recursive: true, force: true });
}

/** Removes all of them. */
export function removeFolders() {
  if (base !== undefined) rmSync(base, { recursive: true, force: true });
  base = undefined;
}
