/**
 * The way in of both programs, `cli.cjs` and `server.cjs`: runs the bundle beside it (`cli.main.cjs`) with V8's code
 * cache, so that what an earlier run compiled is not compiled again. Whatever is wrong with a cache, the program runs as
 * it would without one.
 *
 * Node has this as `module.enableCompileCache` only since 22.1, and many an editor's Node is older; one way for all is less
 * to test, and keeps a cache for each command.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { asAtStart, growSlowly, keepSmall } from './memory.js';

/** Milliseconds after which a server is at rest and has compiled what a start needs; it may be killed without a word. */
const settled = 10_000;
/** How many caches of one kind stay: those of an editor and of a Node or two. */
const mostCaches = 3;
const checksumSize = 4;

const program = basename(__filename, '.cjs');
const command = commandOf(process.argv[2]);

// It changes V8's flags, which a cache must match.
if (program === 'server' || command === 'lsp') keepSmall();
else if (command === 'check') growSlowly();
run(join(__dirname, `${program}.main.cjs`));

/** The bundle is written as the function that Node would make of a module. */
function run(file: string): void {
  const source = readFileSync(file, 'utf8');
  const cache = cacheFor(file, source);
  const cachedData = cache && readCache(cache);
  const script = new Script(source, {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  if (cache && (!cachedData || script.cachedDataRejected)) writeOnce(cache, script);
  const module = new Module(file);
  module.filename = file;
  const compiled: (...values: unknown[]) => void = script.runInThisContext();
  compiled.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
}

/** Each command compiles other functions, so each has a cache of its own. */
function commandOf(word = ''): string {
  return /^[a-z]+$/.test(word) ? word : 'main';
}

interface Cache {
  readonly file: string;
  /** All caches of the same kind have a name that begins so. */
  readonly kind: string;
  /** Whose files are trusted as the bundle itself is. */
  readonly owners: readonly number[];
}

/**
 * Where the cache of the bundle is: beside it and never in a shared folder, as who can write it can run code. V8 compares
 * no more of the source than its length, so the name holds the hash of the source, which the build puts into its last
 * line: it cannot be of another build than the text before it. A bundle without one has no cache.
 */
function cacheFor(file: string, source: string): Cache | undefined {
  const hash = /\n\/\/ sha256 ([0-9a-f]{32})\n$/.exec(source.slice(-50))?.[1];
  if (hash === undefined) return undefined;
  const kind = program === 'cli' ? `cli-${command}` : program;
  return {
    file: join(dirname(file), 'cache', `${kind}-${hash}-${cachedDataVersionTag()}`),
    kind,
    owners: [statSync(file).uid, 0],
  };
}

function readCache({ file, owners }: Cache): Buffer | undefined {
  try {
    const handle = openSync(file, 'r');
    try {
      if (!owners.includes(fstatSync(handle).uid)) return undefined;
      const bytes = readFileSync(handle);
      const end = bytes.length - checksumSize;
      const data = bytes.subarray(0, end);
      return checksumOf(data) === bytes.readInt32LE(end) ? data : undefined;
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

/** When the program ends, or long before where it serves: then the cache has the functions that were needed. */
function writeOnce(cache: Cache, script: Script): void {
  let isDone = false;
  const write = (): void => {
    if (!isDone) writeCache(cache, script);
    isDone = true;
  };
  setTimeout(write, settled).unref();
  process.on('exit', (status) => {
    // What was refused compiled next to nothing.
    if (status !== 2) write();
  });
}

function writeCache({ file, kind, owners }: Cache, script: Script): void {
  if (process.getuid && !owners.includes(process.getuid())) return;
  // Under a name of its own first: another run reads a whole cache or none.
  const fresh = `${file}-${process.pid}-${Date.now()}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    // Nothing is worked out where nothing can be written.
    const handle = openSync(fresh, 'wx', 0o644);
    try {
      const data = asAtStart(() => script.createCachedData());
      const checksum = Buffer.alloc(checksumSize);
      checksum.writeInt32LE(checksumOf(data));
      writeFileSync(handle, Buffer.concat([data, checksum]));
    } finally {
      closeSync(handle);
    }
    renameSync(fresh, file);
    removeOld(dirname(file), kind);
  } catch {
    remove(fresh);
  }
}

/** As after a disk was full. Where even this fails nothing was written. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

function removeOld(folder: string, kind: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}-`))
    .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.time - one.time);
  for (const { path } of files.slice(mostCaches)) remove(path);
}

/**
 * V8 does not look whether the data is whole, and crashes where it is not (seen in Node 20, 22 and 24). `node:crypto` would
 * take longer to load than this takes to run.
 */
function checksumOf(bytes: Buffer): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let sum = bytes.length;
  for (let at = 0; at < words.length; at += 1) sum = (Math.imul(sum, 31) + (words[at] ?? 0)) | 0;
  return sum;
}
