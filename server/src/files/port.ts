/** How files are found and read, whoever holds them: the disk here, an editor's own file system elsewhere. */

/** A file's text, or why it cannot be read, in a clause that follows the file's name. */
export type ReadResult =
  | {
      readonly text: string /** A byte order mark stood before it; it is no character of the text. */;
      readonly hasMark: boolean;
    }
  | { readonly refusal: string };

/** What a path is, or why that cannot be told, in a clause that follows its name. */
export type PathKind = 'file' | 'folder' | 'other' | 'missing' | { readonly refusal: string };

/** What was found in folders. */
export interface Found {
  readonly files: readonly string[];
  /** The folders that could not be looked into, with the reason: `private may not be read: …`. */
  readonly refusals: readonly string[];
}

/** A file's bytes as they are read, and what changes with the file: its size and the time it was written. */
export type Bytes =
  | { readonly parts: AsyncIterable<Uint8Array>; readonly stamp: string }
  | { readonly refusal: string };

export interface Files {
  /** The path as its user would type it: relative to the current folder where it lies below, with `/`. */
  named(path: string): string;
  kind(path: string): Promise<PathKind>;
  /** The files below a folder whose names end so, by path; `node_modules` and what begins with a point are passed over. */
  below(folder: string, endings: readonly string[], exclude: readonly string[]): Promise<Found>;
  /** The files directly in a folder whose names end so. */
  beside(folder: string, ending: string): Promise<readonly string[]>;
  /** The files that a pattern matches, by path. */
  matching(pattern: string, exclude: readonly string[]): Promise<Found>;
  /** Whether the patterns leave the file out. */
  isExcluded(path: string, exclude: readonly string[]): Promise<boolean>;
  read(path: string): Promise<ReadResult>;
  /** A file of any kind and size, part by part. */
  bytes(path: string): Promise<Bytes>;
  /** Writes the whole file or nothing of it. Rejects with the system's error. */
  write(path: string, text: string, hasMark: boolean): Promise<void>;
  /** Writes a file that may not exist yet, part by part. */
  save(path: string, parts: Iterable<string>): Promise<void>;
}
