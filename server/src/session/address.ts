/**
 * One spelling for the address (URI) of each file: editors, Node and people write one file's address in many ways, and a file
 * that has two addresses counts twice. Every address is brought into this form once, where it comes in. Knows no disk: links
 * and letter case are the file port's to resolve (port.ts).
 */

/** `scheme:`, then `//authority` where there is one, then the path, then `?query` and `#fragment`. */
const form = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(.*)$/is;

/**
 * The address in the one spelling used inside the tool: percent-escapes only where an address needs them, a drive's letter and
 * the scheme in lower case, no slash at the end. What is not an address is given back as it is.
 */
export function canonical(uri: string): string {
  const [, scheme, authority, path, rest] = form.exec(uri) ?? [];
  if (scheme === undefined || path === undefined) return uri;
  const segments = path.split('/').map((segment) => encoded(decodedSegment(segment)));
  const written = segments
    .join('/')
    .replace(/^\/?([a-z])%3a(?=\/|$)/i, (_, drive: string) => `/${drive.toLowerCase()}:`);
  const trimmed = written.length > 1 ? written.replace(/(?<=.)\/+$/, '') : written;
  const isFile = scheme.toLowerCase() === 'file';
  const host =
    authority === undefined ? (isFile ? '//' : '') : `//${isFile ? machineOf(authority) : encodedHost(authority)}`;
  return `${scheme.toLowerCase()}:${host}${trimmed}${rest}`;
}

/** Whether an address is the folder's own or lies below it, by whole segments: `clinic` is not above `clinic-2`. */
export function isWithin(address: string, folder: string): boolean {
  return address === folder || address.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The address of a path written relative to a folder's address; absolute paths, network shares and addresses are themselves. */
export function resolveAddress(folder: string, path: string): string {
  const slashes = path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
  // A drive's letter is no scheme.
  if (/^[a-z][a-z0-9+.-]+:/i.test(slashes)) return canonical(slashes);
  // //server/share is a folder of another machine, which file addresses name as their host.
  if (slashes.startsWith('//')) return canonical(`file:${encodedPath(slashes)}`);
  if (/^[a-z]:/i.test(slashes)) return canonical(`file:///${encodedPath(slashes)}`);
  if (slashes.startsWith('/')) return canonical(`file://${encodedPath(slashes)}`);
  const parts = folder.replace(/\/+$/, '').split('/');
  // Never above the root of the address: `scheme://authority`.
  const least = /^[a-z][a-z0-9+.-]*:\/\//i.test(folder) ? 3 : 1;
  for (const part of slashes.split('/')) {
    if (part === '..') parts.splice(Math.max(least, parts.length - 1));
    else if (part !== '.' && part !== '') parts.push(encoded(part));
  }
  return canonical(parts.join('/'));
}

/** The path from a folder to what lies below it, readable and with `/`; empty for the folder itself, undefined elsewhere. */
export function pathBelow(folder: string, address: string): string | undefined {
  if (!isWithin(address, folder)) return undefined;
  return address.slice(folder.length).replace(/^\/+/, '').split('/').map(decodedSegment).join('/');
}

/** The address of the folder in which something lies. */
export function folderOf(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf('/')));
}

/** The name of a file or folder, as a person reads it. */
export function nameOf(address: string): string {
  return decodedSegment(address.slice(address.lastIndexOf('/') + 1));
}

function encodedPath(path: string): string {
  return path.split('/').map(encoded).join('/');
}

/** Half of a character pair, which no address can hold, becomes the replacement character. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** The machine that a file address names; none where it is this one. */
function machineOf(authority: string): string {
  const name = decodedSegment(authority).toLowerCase();
  return name === 'localhost' ? '' : encodedHost(name);
}

function encodedHost(authority: string): string {
  return encoded(decodedSegment(authority)).replace(/%3A/g, ':').replace(/%40/g, '@');
}

/** A segment that no percent-escape can have meant stays as it is written. */
function decodedSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
