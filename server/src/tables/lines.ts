/** Bytes to lines, as they come in parts. CMS writes Latin letters of one byte each; what is UTF-8 is read as such. */

interface Lines {
  push(bytes: Uint8Array): void;
  /** The last line, where no line end closes it. */
  end(): void;
}

/** A line longer than this is none of a table. */
const longest = 100_000;

/** Calls with each line, without its end, and its number from 1. */
export function lines(take: (line: string, number: number) => void): Lines {
  let pending = '';
  let number = 0;
  const give = (line: string): void => {
    number += 1;
    take(line.endsWith('\r') ? line.slice(0, -1) : line, number);
  };
  return {
    push(bytes) {
      const parts = (pending + oneByteText(bytes)).split('\n');
      pending = parts.pop() ?? '';
      if (pending.length > longest) pending = pending.slice(0, longest);
      for (const part of parts) give(part);
    },
    end() {
      if (pending !== '') give(pending);
      pending = '';
    },
  };
}

/** Every byte a character. */
export function oneByteText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return parts.join('');
}

/** The text as UTF-8, where its bytes are that. */
export function readable(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text;
  try {
    const percents = [...text].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
    return decodeURIComponent(percents.join(''));
  } catch {
    return text;
  }
}
