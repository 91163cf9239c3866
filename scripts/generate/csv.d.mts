/** The rows of a table, each by its columns' names. */
export function readTable(text: string): Readonly<Record<string, string>>[];
