/**
 * How messages are written to a stream: each at once, its header with it, so that the reader is woken once. An answer that is JSON
 * already is written as it is.
 */
import { Emitter, type Message, type MessageWriter } from 'vscode-languageserver';

/** An answer of which most is kept as JSON from one request to the next. */
export interface WrittenAnswer {
  readonly json: () => string;
  /** The same for whoever writes it in some other way. */
  toJSON(): unknown;
}

/** The stream as far as it is used. */
interface Stream {
  write(data: Buffer, told: (error?: Error | null) => void): unknown;
  on(event: 'error', told: (error: Error) => void): unknown;
  on(event: 'close', told: () => void): unknown;
  end(): unknown;
}

/** Writes messages to a stream, in the order in which it is given them. */
export function messageWriter(stream: Stream): MessageWriter {
  const failed = new Emitter<[Error, Message | undefined, number | undefined]>();
  const closed = new Emitter<void>();
  let failures = 0;
  stream.on('error', (error) => failed.fire([error, undefined, undefined]));
  stream.on('close', () => closed.fire());
  const write = (message: Message): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(bytesOf(message), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  return {
    onError: failed.event,
    onClose: closed.event,
    async write(message) {
      try {
        await write(message);
      } catch (error) {
        failures += 1;
        const told = error instanceof Error ? error : new Error('A message could not be written');
        failed.fire([told, message, failures]);
        throw told;
      }
    },
    end: () => void stream.end(),
    dispose() {
      failed.dispose();
      closed.dispose();
    },
  };
}

/** A message as the protocol frames it. */
function bytesOf(message: Message): Buffer {
  const json = jsonOf(message);
  const length = Buffer.byteLength(json);
  const header = `Content-Length: ${length}\r\n\r\n`;
  const bytes = Buffer.allocUnsafe(header.length + length);
  bytes.write(header, 0, 'latin1');
  bytes.write(json, header.length, 'utf8');
  return bytes;
}

function jsonOf(message: Message & { readonly result?: unknown }): string {
  const { result, ...rest } = message;
  return isWritten(result)
    ? `${JSON.stringify(rest).slice(0, -1)},"result":${result.json()}}`
    : JSON.stringify(message);
}

function isWritten(result: unknown): result is WrittenAnswer {
  return typeof result === 'object' && result !== null && 'json' in result && typeof result.json === 'function';
}
