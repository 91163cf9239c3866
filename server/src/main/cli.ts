/** The command line's way in: wires and does nothing else. */
import { check } from '../cli/check.js';
import { explain } from '../cli/explain.js';
import { format } from '../cli/format.js';
import { runImpact } from '../cli/impact.js';
import { note } from '../cli/note.js';
import { readArguments } from '../cli/options.js';
import { checkRecords } from '../cli/records.js';
import { schemaText } from '../cli/schema.js';
import { test } from '../cli/test.js';
import { complain, type Kit, type Terminal } from '../cli/world.js';
import { failureLog } from '../engine/failures.js';
import { decoded } from '../files/decode.js';
import { filesAt } from '../files/git.js';
import { nodeFiles } from '../files/node.js';
import { writingWords } from '../files/system-words.js';
import { shippedFiles } from '../policy/shipped.js';
import { rules } from '../rules/index.js';
import { errorPlace } from '../text/error-place.js';
import { installationDamage, readTables, shippedTables } from './tables.js';
import { isThread, serveThread, threads } from './threads.js';
import { today } from './today.js';
import { version } from './version.js';

// What cannot be written is told where it is written; without a listener the event would end the program.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const terminal: Terminal = {
  out: (text) => written(process.stdout, text),
  // Where this cannot be written there is nobody left to tell.
  err: (text) => written(process.stderr, text).catch(() => {}),
  async input() {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(Buffer.from(part));
    const result = decoded(Buffer.concat(parts));
    return 'refusal' in result ? result : { ...result, file: '-' };
  },
  isColored: isColored(),
};

if (isThread) serveThread(kit());
else {
  void run(process.argv.slice(2))
    .catch(failed)
    .then((status) => {
      // Not exit(): what is written must reach its reader first.
      process.exitCode = status;
    });
}

/** A report that is not written whole is no report, whatever it would have said. */
async function failed(error: unknown): Promise<number> {
  if (!(error instanceof OutputError)) await complain(terminal, [`internal error: ${errorPlace(error)}`]);
  // `check . | head` is no fault: its reader has what it wanted.
  else if (error.code !== 'EPIPE') await complain(terminal, [`standard output ${writingWords(error)}`]);
  return 2;
}

async function run(parameters: readonly string[]): Promise<number> {
  const ruleIds = rules.map(({ id }) => id);
  const command = readArguments(parameters, ruleIds, version);
  const damage = asksTables(command) ? installationDamage() : undefined;
  if (damage) {
    await complain(terminal, [damage]);
    return 2;
  }
  switch (command.kind) {
    case 'print':
      await terminal.out(command.text);
      return 0;
    case 'wrong':
      await complain(terminal, [command.message]);
      return 2;
    case 'lsp': {
      const { startOnStandardStreams } = await import('./stdio.js');
      startOnStandardStreams();
      return 0;
    }
    case 'schema':
      await terminal.out(schemaText(command.of, ruleIds));
      return 0;
    case 'explain': {
      const told = await explain(kit(), command.words, terminal);
      await complain(terminal, told.complaints);
      if ('text' in told) await terminal.out(told.text);
      else await complain(terminal, [told.refusal]);
      return 'text' in told ? 0 : 2;
    }
    case 'note':
      return note(kit(), command.file, terminal);
    case 'check':
      return command.options.from === undefined
        ? check(kit(), command.options, terminal, threads)
        : checkRecords(kit(), command.options, terminal, { standardInput: process.stdin, threads });
    case 'format':
      return format(kit(), command.options, terminal);
    case 'test':
      return test(kit(), command.options, terminal);
    case 'impact': {
      const past = { filesAt: (revision: string, ending: string) => filesAt(process.cwd(), revision, ending) };
      return runImpact({ ...kit(), past }, command.options, terminal);
    }
  }
}

/** The language server looks itself, and tells the editor. */
function asksTables({ kind }: { readonly kind: string }): boolean {
  return ['check', 'test', 'explain', 'impact', 'note'].includes(kind);
}

function kit(): Kit {
  return {
    rules,
    ...shippedTables(),
    readTables,
    shipped: shippedFiles(),
    files: nodeFiles(process.cwd()),
    today: today(),
    version,
    failed: failureLog((words) => void terminal.err(`encounter-scrubber: ${words}\n`)),
  };
}

/** Standard output takes no more: its disk is full, or its reader has closed it. */
class OutputError extends Error {
  readonly code: string | undefined;
  constructor(cause: NodeJS.ErrnoException) {
    super('standard output cannot be written', { cause });
    this.code = cause.code;
  }
}

function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(new OutputError(error)) : resolve()));
  });
}

function isColored(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return process.stdout.isTTY === true && !NO_COLOR && process.env.TERM !== 'dumb';
}
