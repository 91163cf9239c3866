/**
 * How files are found and read, whoever holds them: this machine's disk, or an editor whose folders are on no disk. What a file
 * is called (a URI in an editor, a path as typed on the command line) is the port's own; everybody else treats it as one word.
 */

/** A file's text, or why it cannot be read, in a clause that follows the file's name. */
export type ReadResult =
  | {
      readonly text: string /** A byte order mark came before it; it is not a character of the text. */;
      readonly hasMark: boolean;
    }
  | { readonly refusal: string };

/** Why a folder cannot be read as a file. */
export const isFolder = 'is a folder';

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

export interface FilePort {
  /** The address of a path written relative to a folder; absolute paths and network shares are themselves. */
  resolve(folder: string, path: string): string;
  /** The path from a folder to what lies below it, with `/`; undefined for what does not lie below it. */
  pathBelow(folder: string, address: string): string | undefined;
  /**
   * The one address of a file: links resolved and letter case as it is on the disk, as far as the file or the folders above it
   * exist.
   */
  identify(address: string): string;
  kind(address: string): Promise<PathKind>;
  /** Whether a file can be created in a folder, as far as that can be told without trying. */
  isWritable(folder: string): Promise<boolean>;
  /**
   * The files below a folder whose names end so, by address; what session/part.ts passes over is passed over, and links are not
   * followed: what they lead to within the folder is found there.
   *
   * @param exclude patterns of files to pass over, relative to the folder
   */
  find(folder: string, endings: readonly string[], exclude?: readonly string[]): Promise<Found>;
  /** The files directly in a folder whose names end so. */
  beside(folder: string, endings: readonly string[]): Promise<readonly string[]>;
  read(address: string): Promise<ReadResult>;
  /** A file of any kind and size, part by part. */
  bytes(address: string): Promise<Bytes>;
  /** Changes whenever the file does; undefined where there is none or that cannot be told. */
  stamp(address: string): Promise<string | undefined>;
}
