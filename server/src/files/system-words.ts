/** What the system says of a file that cannot be read or written, in a clause that follows the file's name. */

/** Why it cannot be read. */
export function systemWords(error: unknown): string {
  const code = codeOf(error);
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    EACCES: 'cannot be read: permission denied',
    EPERM: 'cannot be read: permission denied',
    EISDIR: 'is a folder',
    ELOOP: 'is a link that leads back to itself',
    EMFILE: 'cannot be opened: too many files are open',
  };
  return words[code] ?? `cannot be read (${code || 'unknown error'})`;
}

/** Why it cannot be written. */
export function writingWords(error: unknown): string {
  const code = codeOf(error);
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'its folder does not exist',
    ENOTDIR: 'its folder is a file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk is full',
    EROFS: 'the disk is read-only',
    EPIPE: 'the reader closed it',
  };
  return `cannot be written: ${words[code] ?? (code || 'unknown error')}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
