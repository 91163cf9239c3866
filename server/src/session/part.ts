/**
 * What of a folder counts as part of it, decided in one place for the index, policies, impact, rename, file events and the
 * command line alike: not `node_modules`, not what begins with a point (`.git`, `.history`), not what is excluded.
 */
import picomatch from 'picomatch/posix.js';

/** Takes a path relative to the folder, with `/`. */
export type PathTest = (path: string) => boolean;

/** Whether a path leads through a folder that holds nothing a practice wrote, or is a file that is not meant to be seen. */
export function isPassedOver(path: string): boolean {
  return path
    .split('/')
    .some((name) => name === 'node_modules' || (name.startsWith('.') && name !== '.' && name !== '..'));
}

/**
 * Whether one of the patterns excludes the path, or a folder above it. A pattern that would take forever to match excludes
 * nothing.
 */
export function excludedBy(patterns: readonly string[]): PathTest {
  const readable = patterns.map(plainPattern).filter((pattern) => pattern !== '' && !isEndless(pattern));
  if (readable.length === 0) return () => false;
  const matches = picomatch(readable, { dot: true });
  return (path) => {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (end > 0 && matches(path.slice(0, end))) return true;
    }
    return matches(path);
  };
}

/**
 * The pattern as the file walkers take it. Parentheses are the text that people write them as (`Archive (old)/**`), a folder
 * may end in a slash, and `./` says nothing.
 */
export function plainPattern(pattern: string): string {
  // What a pattern takes back (`!…`) would exclude everything else.
  if (pattern.trim().startsWith('!')) return '';
  return pattern
    .trim()
    .replace(/\\(?![()[\]{}*?!|])|\\(?=\*\*)/g, '/')
    .replace(/(?<!\\)[()]/g, '\\$&')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
}

/** Matching takes a power of the name's length as high as there are stars in one segment. */
function isEndless(pattern: string): boolean {
  return pattern.length > 1000 || pattern.split('/').some((segment) => (segment.match(/\*+/g)?.length ?? 0) > 4);
}
