/** What the command line does with files beyond finding and reading them: names them as its user would, and writes. */
import type { FilePort, Found, ReadResult } from '../session/port.js';

export interface Files extends FilePort {
  /** The path as its user would type it: relative to the current folder where it lies below, with `/`. */
  named(path: string): string;
  /** The files that a pattern matches, by path. */
  matching(pattern: string, exclude: readonly string[]): Promise<Found>;
  /** Whether the patterns leave the file out. */
  isExcluded(path: string, exclude: readonly string[]): boolean;
  /** What `read` gives, at once: a run that reads a hundred thousand files has nothing else to do meanwhile. */
  readNow(path: string): ReadResult;
  /** Writes the whole file or nothing of it. Rejects with the system's error. */
  write(path: string, text: string, hasMark: boolean): Promise<void>;
  /** Writes a file that may not exist yet, part by part. */
  save(path: string, parts: Iterable<string> | AsyncIterable<string>): Promise<void>;
}
