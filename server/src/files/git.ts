/** Files as they were in a git revision. Runs git itself, with a plain list of arguments and no shell. */
import { decoded } from './decode.js';

interface PastFile {
  readonly file: string;
  readonly text: string;
}

/** The files of a revision, and what could not be read of them; or why there are none at all. */
export type PastFiles =
  | { readonly files: readonly PastFile[]; readonly complaints: readonly string[] }
  | { readonly refusal: string };

interface Answer {
  readonly bytes: Buffer;
  /** What git says is wrong; undefined where nothing is. */
  readonly fault: string | undefined;
}

const largest = 256 * 1024 * 1024;

/** The files below a folder whose names ended so in the revision, by path; what begins with a point is passed over. */
export async function filesAt(folder: string, revision: string, ending: string): Promise<PastFiles> {
  // A revision that begins with a hyphen would be an option.
  const commit = await git(folder, ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
  if (commit.fault !== undefined) return { refusal: whyNot(commit.fault, revision) };
  const hash = commit.bytes.toString('latin1').trim();
  const tree = await git(folder, ['ls-tree', '-r', '-z', '--name-only', hash]);
  if (tree.fault !== undefined) return { refusal: whyNot(tree.fault, revision) };
  const paths = tree.bytes
    .toString('utf8')
    .split('\0')
    .filter((path) => path.endsWith(ending) && !path.split('/').some(isPassedOver))
    .sort();
  const files: PastFile[] = [];
  const complaints: string[] = [];
  for (const file of paths) {
    const shown = await git(folder, ['show', `${hash}:./${file}`]);
    const read = shown.fault === undefined ? decoded(shown.bytes) : { refusal: 'cannot be read' };
    if ('refusal' in read) complaints.push(`${file} of ${revision} ${read.refusal}`);
    else files.push({ file, text: read.text });
  }
  return { files, complaints };
}

function isPassedOver(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

async function git(folder: string, parameters: readonly string[]): Promise<Answer> {
  // Loaded only where it is used: most runs ask git nothing.
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile(
      'git',
      parameters,
      {
        cwd: folder,
        encoding: 'buffer',
        maxBuffer: largest,
        windowsHide: true,
        env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      },
      (error, bytes, said) => {
        const fault = error ? (error.code === 'ENOENT' ? 'ENOENT' : said.toString('utf8') || error.message) : undefined;
        resolve({ bytes, fault });
      },
    );
  });
}

function whyNot(fault: string, revision: string): string {
  if (fault === 'ENOENT') return 'cannot run git: it is not installed or not on the PATH';
  if (/not a git repository/.test(fault)) return 'the current directory is not in a git repository';
  if (/dubious ownership/.test(fault)) return 'git does not trust the current directory: another user owns it';
  return `git does not know the revision ${revision}`;
}
