/** The built command line, run in a folder as a script would. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program in the folder; `input` is its standard input. */
export function runIn(
  folder: string,
  parameters: readonly string[],
  input: string | Buffer = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...parameters],
      { cwd: folder, env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env }, maxBuffer: 1e9 },
      (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

/** A visit that is right but for the lines given. */
export function visitText(id: string, patient: string, lines = '  99213  x1  A\n'): string {
  return `encounter ${id}
patient: ${patient}
born: 1958-03-14
date: 2026-11-16
payer: cpt
place: 11
provider: 1234567893
diagnoses
  A: M54.2
procedure evaluation
  indication: seventeen weeks of neck pain
lines
${lines}`;
}
