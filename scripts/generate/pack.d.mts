/** Packs tables small. */

/** A file of these parts: text, which is ASCII, or bytes. */
export function packedFile(parts: readonly (string | Uint8Array)[]): Buffer;

/** The parts of a table of codes: what is said, the codes, and which of it is said of each. */
export function codeTableParts(rows: readonly (readonly [code: string, said: string])[]): (string | Uint8Array)[];

/** Lines of "key rest" in parts by the first characters of their keys. */
export function shelvedParts(lines: readonly string[], length: number): string[];
