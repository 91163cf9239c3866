/** What is wrong in a file of tables, in one line. */
import type { Fault } from './table.js';

/** The file, the line where there is one, and what is wrong; what answers in its place. */
export function faultWords(file: string, { line, message }: Fault): string {
  return `${file}${line === undefined ? '' : ` line ${line}`}: ${message} (the earlier table is kept)`;
}
