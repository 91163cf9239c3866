/** The disk, through Node. */
import {
  closeSync,
  constants,
  createReadStream,
  type Dirent,
  existsSync,
  openSync,
  readFileSync,
  readdir as readFolder,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { access, chmod, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { escapePath, glob } from 'tinyglobby';
import { excludedBy, type PathTest, plainPattern } from '../session/part.js';
import { type Bytes, type Found, isFolder, type PathKind, type ReadResult } from '../session/port.js';
import { decoded } from './decode.js';
import type { Files } from './port.js';
import { systemWords } from './system-words.js';

/** No practice's file is larger; a string cannot hold much more. */
const largestFile = 256 * 1024 * 1024;

/** So much of a large file is read at one time: a few milliseconds of work. */
const partSize = 64 * 1024;

type Looked = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

/** The files of this machine; paths are relative to `cwd` or absolute. */
export function nodeFiles(cwd: string): Files {
  const at = (path: string): string => resolve(cwd, path);
  const find = async (patterns: readonly string[], exclude: readonly string[]): Promise<Found> => {
    const refusals: string[] = [];
    const look = (path: string, options: { withFileTypes: true }, done: Looked): void =>
      readFolder(path, options, (error, entries) => {
        // One that vanished while it was looked for held nothing.
        if (error && error.code !== 'ENOENT') refusals.push(`${named(path)} ${systemWords(error)}`);
        done(error, entries);
      });
    const found = await glob(patterns, {
      cwd,
      ignore: ['**/node_modules/**', ...exclude.map(plainPattern)],
      onlyFiles: true,
      followSymbolicLinks: false,
      expandDirectories: false,
      // It is called in this one of its many ways.
      fs: { readdir: look as typeof readFolder },
    });
    return { files: found.map((path) => path.replaceAll('\\', '/')).sort(), refusals: refusals.sort() };
  };
  const named = (path: string): string => {
    // A name may hold what a pattern would: then it is the file.
    const isPattern = /[*?[{]/.test(path) && !existsSync(at(path));
    if (path === '-' || isPattern) return path.replaceAll('\\', '/');
    const inside = relative(cwd, at(path));
    const isBelow = inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
    const shown = isBelow ? inside : isAbsolute(path) ? resolve(path) : inside;
    return (shown || '.').replaceAll('\\', '/');
  };
  const exclusions = new WeakMap<readonly string[], PathTest>();
  return {
    named,
    async kind(path): Promise<PathKind> {
      try {
        const found = await stat(at(path));
        return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
      } catch (error) {
        return isMissing(error) ? 'missing' : { refusal: systemWords(error) };
      }
    },
    async isWritable(folder) {
      try {
        await access(at(folder), constants.W_OK);
        return (await stat(at(folder))).isDirectory();
      } catch {
        return false;
      }
    },
    async find(folder, endings, exclude = []) {
      const base = folder === '.' ? '' : `${escapePath(folder.replace(/[\\/]+$/, ''))}/`;
      return find(
        endings.map((ending) => `${base}**/*${ending}`),
        exclude,
      );
    },
    async beside(folder, endings) {
      try {
        const names = await readdir(at(folder));
        return names
          .filter((name) => endings.some((ending) => name.endsWith(ending)))
          .sort()
          .map((name) => (folder === '.' ? name : `${folder.replace(/\/$/, '')}/${name}`));
      } catch {
        return [];
      }
    },
    matching: (pattern, exclude) => find([pattern], exclude),
    isExcluded(path, exclude) {
      if (exclude.length === 0) return false;
      const test = exclusions.get(exclude) ?? excludedBy(exclude);
      exclusions.set(exclude, test);
      return test(named(path).replace(/^(?:\.\.\/)+|^\//, ''));
    },
    resolve: (folder, path) => named(isAbsolute(path) ? path : join(folder, path)),
    pathBelow(folder, path) {
      const inside = relative(at(folder), at(path)).replaceAll('\\', '/');
      return inside === '..' || inside.startsWith('../') || isAbsolute(inside) ? undefined : inside;
    },
    identify(path) {
      try {
        return path === '-' ? path : named(realpathSync.native(at(path)));
      } catch {
        return named(path);
      }
    },
    async read(path): Promise<ReadResult> {
      try {
        return refusalOf(await stat(at(path))) ?? decoded(await readFile(at(path)));
      } catch (error) {
        return { refusal: systemWords(error) };
      }
    },
    readNow(path): ReadResult {
      try {
        // A pipe is not opened: that would wait for who writes to it.
        return refusalOf(statSync(at(path))) ?? decoded(bytesNow(at(path)));
      } catch (error) {
        return { refusal: systemWords(error) };
      }
    },
    async bytes(path): Promise<Bytes> {
      try {
        const file = await stat(at(path));
        if (!file.isFile()) return { refusal: file.isDirectory() ? isFolder : 'is not a regular file' };
        return { parts: createReadStream(at(path), { highWaterMark: partSize }), stamp: stampOf(file) };
      } catch (error) {
        return { refusal: systemWords(error) };
      }
    },
    async stamp(path) {
      try {
        return stampOf(await stat(at(path)));
      } catch {
        return undefined;
      }
    },
    save: (path, parts) => writeFile(at(path), parts),
    async write(path, text, hasMark) {
      // What a link points to is written, and not the link.
      const target = await realpath(at(path));
      const { mode, nlink, uid, gid } = await stat(target);
      // Another file takes its place: what its owner has locked is not to be replaced either.
      if ((mode & writableByAnyone) === 0) throw Object.assign(new Error('read-only'), { code: 'EACCES' });
      await access(target, constants.W_OK);
      // One that was left where a run was killed is written over: a fixed name leaves one copy of patient data at most.
      const fresh = join(dirname(target), `.${basename(target)}.encounter-scrubber.tmp`);
      const whole = `${hasMark ? '\uFEFF' : ''}${text}`;
      let isOnlyCopy = false;
      try {
        await rm(fresh, { force: true });
        await writeFile(fresh, whole, { flag: 'wx', mode: mode & anyMode });
        await chmod(fresh, mode);
        const own = await stat(fresh);
        if (nlink === 1 && own.uid === uid && own.gid === gid) {
          await rename(fresh, target);
          return;
        }
        // In another file's place its other names would keep the old text, and its owner would change.
        isOnlyCopy = true;
        await writeFile(target, whole);
        await rm(fresh, { force: true });
      } catch (error) {
        if (!isOnlyCopy) await rm(fresh, { force: true });
        throw error;
      }
    },
  };
}

/** What a file is read into, one after the other: a new place for each would wait to be collected. */
const place = Buffer.allocUnsafeSlow(256 * 1024);

/** A file's bytes, until the next file is read. */
function bytesNow(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    while (length < place.length) {
      const read = readSync(file, place, length, place.length - length, length);
      if (read === 0) return place.subarray(0, length);
      length += read;
    }
    // It is larger than most.
    return readFileSync(path);
  } finally {
    closeSync(file);
  }
}

/** Why a file is not read, whatever it holds. */
function refusalOf(file: Stats): { readonly refusal: string } | undefined {
  // A pipe or a device may never end.
  if (!file.isFile()) return { refusal: file.isDirectory() ? isFolder : 'is not a regular file' };
  if (file.size <= largestFile) return undefined;
  return { refusal: `is ${Math.round(file.size / 1048576)} MB; the limit is 256 MB` };
}

const anyMode = 0o777;
const writableByAnyone = 0o222;

function stampOf({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string {
  return `${size} ${mtimeMs}`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
