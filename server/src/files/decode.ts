/** Bytes to text: UTF-8 only, with or without a byte order mark. What is known to be no text is told by its first bytes. */
import type { ReadResult } from '../session/port.js';

/** The text that the bytes are, or why they are none. */
export function decoded(bytes: Uint8Array): ReadResult {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { refusal: 'is UTF-16 text: save it as UTF-8' };
  }
  const known = binaryFormat(bytes);
  if (known !== undefined) return { refusal: `is ${known}: only text files are read` };
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), hasMark };
  } catch {
    return { refusal: 'is not UTF-8 text: it is a binary file or was saved in another encoding' };
  }
}

/** How formats begin that people have records in. */
const openings: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'an Office document'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x49, 0x49, 0x2a, 0x00], 'a picture'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'a picture'],
];

/** The list of an archive's files stands at its end. */
const archiveList = 65_536;

const officeFiles = [
  ['word/', 'a Word document'],
  ['xl/', 'an Excel workbook'],
  ['ppt/', 'a PowerPoint presentation'],
] as const;

function binaryFormat(bytes: Uint8Array): string | undefined {
  const [, what] = openings.find(([opening]) => opening.every((byte, at) => bytes[at] === byte)) ?? [];
  if (what !== 'a zip archive') return what;
  const names = new TextDecoder('latin1').decode(bytes.subarray(-archiveList));
  if (!names.includes('[Content_Types].xml')) return what;
  return officeFiles.find(([folder]) => names.includes(folder))?.[1] ?? what;
}
