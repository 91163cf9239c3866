/** The command line's way in: wires and does nothing else. */
import { check } from '../cli/check.js';
import { explain } from '../cli/explain.js';
import { runImpact } from '../cli/impact.js';
import { readArguments } from '../cli/options.js';
import { schemaText } from '../cli/schema.js';
import { test } from '../cli/test.js';
import type { Kit, Terminal } from '../cli/world.js';
import { bundledCodes } from '../codes/bundled.js';
import { failureLog } from '../engine/failures.js';
import { decoded } from '../files/decode.js';
import { filesAt } from '../files/git.js';
import { nodeFiles } from '../files/node.js';
import { shippedFiles } from '../policy/shipped.js';
import { rules } from '../rules/index.js';
import { today } from './today.js';
import { version } from './version.js';

/** Broken pipes end the output, not the program: `check . | head` is no fault. */
process.stdout.on('error', ignoreBrokenPipe);
process.stderr.on('error', ignoreBrokenPipe);

const terminal: Terminal = {
  out: (text) => written(process.stdout, text),
  err: (text) => written(process.stderr, text),
  async input() {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(Buffer.from(part));
    const result = decoded(Buffer.concat(parts));
    return 'refusal' in result ? result : { ...result, file: '-' };
  },
  isColoured: isColoured(),
};

void run(process.argv.slice(2)).then((status) => {
  // Not exit(): what is written must reach its reader first.
  process.exitCode = status;
});

async function run(parameters: readonly string[]): Promise<number> {
  const ruleIds = rules.map(({ id }) => id);
  const command = readArguments(parameters, ruleIds, version);
  switch (command.kind) {
    case 'print':
      await terminal.out(command.text);
      return 0;
    case 'wrong':
      await terminal.err(`encounter-scrubber: ${command.message}\n`);
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
      const told = explain(kit(), command.name);
      if ('text' in told) await terminal.out(told.text);
      else await terminal.err(`encounter-scrubber: ${told.refusal}\n`);
      return 'text' in told ? 0 : 2;
    }
    case 'check':
      return check(kit(), command.options, terminal);
    case 'test':
      return test(kit(), command.options, terminal);
    case 'impact': {
      const past = { filesAt: (revision: string, ending: string) => filesAt(process.cwd(), revision, ending) };
      return runImpact({ ...kit(), past }, command.options, terminal);
    }
  }
}

function kit(): Kit {
  return {
    rules,
    codes: bundledCodes,
    shipped: shippedFiles(),
    files: nodeFiles(process.cwd()),
    today: today(),
    version,
    failed: failureLog((words) => void terminal.err(`encounter-scrubber: ${words}\n`)),
  };
}

function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function isColoured(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return process.stdout.isTTY === true && !NO_COLOR && process.env.TERM !== 'dumb';
}
