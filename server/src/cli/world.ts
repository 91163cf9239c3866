/** What a run judges with, put together from what came with the tool, what was read and what was asked for. */
import type { AuthoringWorld } from '../authoring/world.js';
import type { Codes } from '../codes/codes.js';
import type { Editions } from '../codes/editions.js';
import type { RuleFailure } from '../engine/failures.js';
import type { Severities } from '../engine/severity.js';
import type { Files } from '../files/port.js';
import { createPolicies, type PolicyFile } from '../policy/policies.js';
import type { Project } from '../project/project-file.js';
import type { Rule } from '../rules/rule.js';
import type { ReadTables } from '../session/tables.js';
import { printable } from '../text/printable.js';
import type { InputFile } from './inputs.js';

/** The streams of a run. */
export interface Terminal {
  /** Rejects with the system's error where it cannot be written. */
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  input(): Promise<InputFile | { readonly refusal: string }>;
  readonly isColored: boolean;
}

/** What came with the tool, and the machine it runs on. */
export interface Kit {
  readonly rules: readonly Rule[];
  readonly codes: Codes;
  /** The tables that come with the tool, which `codes` answers from. */
  readonly editions: Editions;
  readonly readTables: ReadTables;
  readonly shipped: readonly PolicyFile[];
  readonly files: Files;
  readonly today: string;
  readonly version: string;
  /** Told of every error in a rule. */
  failed(failure: RuleFailure): void;
}

/** What the run was told about judging. */
export interface Asked {
  readonly today?: string | undefined;
  readonly severities?: Severities | undefined;
}

/** The world in which these policies judge beside the shipped ones. */
export function worldOf(
  { rules, codes, shipped, today, failed }: Kit,
  own: readonly { readonly file: string; readonly text: string }[],
  project: Project,
  asked: Asked,
): AuthoringWorld {
  const files = [...shipped, ...own.map(({ file, text }) => ({ file, text, shipped: false }))];
  return {
    rules,
    codes,
    policies: createPolicies(files, { ruleIds: rules.map(({ id }) => id), codes }, project.aliases),
    today: asked.today ?? today,
    severities: asked.severities ?? {},
    projectSeverities: project.severities,
    failed,
  };
}

/** Says what went wrong, a line each. */
export async function complain({ err }: Terminal, complaints: readonly string[]): Promise<void> {
  for (const complaint of complaints) await err(`encounter-scrubber: ${printable(complaint)}\n`);
}

/** Writes the parts in pieces of some size, so that no string has to hold the whole of a large report. */
export async function writeAll(parts: Iterable<string>, write: (text: string) => Promise<void>): Promise<void> {
  for await (const part of inLargeParts(parts)) await write(part);
}

/** The same text in fewer parts: a write for each finding would take longer than finding them. */
export async function* inLargeParts(parts: Iterable<string> | AsyncIterable<string>): AsyncIterable<string> {
  let pending = '';
  for await (const part of parts) {
    pending += part;
    if (pending.length < 65_536) continue;
    yield pending;
    pending = '';
  }
  yield pending;
}
