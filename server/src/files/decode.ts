/** Bytes to text: UTF-8 only, with or without a byte order mark. */
import type { ReadResult } from '../session/port.js';

/** The text that the bytes are, or why they are none. */
export function decoded(bytes: Uint8Array): ReadResult {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { refusal: 'is UTF-16 text: save it as UTF-8' };
  }
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), hasMark };
  } catch {
    return { refusal: 'is no UTF-8 text: it is a binary file, or was saved in another encoding' };
  }
}
