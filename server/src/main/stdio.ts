/** The language server on standard input and output, for any editor. */
export function startOnStandardStreams(): void {}
