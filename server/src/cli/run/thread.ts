/** A thread that judges files of a run: it is told once what to judge with, and then which files. */
import type { RuleFailure } from '../../engine/failures.js';
import { type RunIndexColumns, runIndex } from '../../neighbors/run-index.js';
import type { ReadResult } from '../../session/port.js';
import { projectFile } from '../../session/project.js';
import type { FileSetting } from '../formats/format.js';
import { formatNamed } from '../formats.js';
import { earlierRuns, type HistoryText } from '../history.js';
import type { InputFile } from '../inputs.js';
import type { CheckOptions } from '../options.js';
import { readTables } from '../tables.js';
import type { Kit } from '../world.js';
import { worldsOf } from '../worlds.js';
import { type FilePiece, piecesOf } from './pieces.js';
import { textsOfRun } from './texts.js';

/** All that a run is judged with, as plain data. */
export interface ThreadRun extends Pick<FileSetting, 'otherRules' | 'isColored'> {
  readonly options: Pick<CheckOptions, 'format' | 'fixes' | 'minSeverity' | 'severities'>;
  readonly today: string;
  readonly files: readonly string[];
  readonly columns: RunIndexColumns;
  /** The texts that cannot be read again, by their files. */
  readonly given: ReadonlyMap<string, ReadResult>;
  readonly projects: readonly { readonly folder: string; readonly text: string }[];
  /** Which of the projects holds for each file, by the file's number; -1 where none does. */
  readonly projectOf: readonly number[];
  readonly policies: readonly InputFile[];
  readonly sharedPolicies: ReadonlySet<string>;
  readonly history: readonly HistoryText[];
}

export type ToThread =
  | { readonly kind: 'run'; readonly run: ThreadRun }
  /** To judge the files with these numbers. */
  | { readonly kind: 'task'; readonly task: number; readonly from: number; readonly to: number }
  | { readonly kind: 'end' };

export type FromThread =
  | { readonly kind: 'pieces'; readonly task: number; readonly pieces: readonly FilePiece[] }
  | { readonly kind: 'failed'; readonly failure: RuleFailure };

/** Gives what takes the messages to the thread, one after the other. */
export function threadOf(kit: Kit, answer: (message: FromThread) => void): (message: ToThread) => Promise<void> {
  const failed = (failure: RuleFailure): void => answer({ kind: 'failed', failure });
  let pieces: ((number: number) => FilePiece) | undefined;
  return async (message) => {
    if (message.kind === 'run') pieces = await piecesBy({ ...kit, today: message.run.today, failed }, message.run);
    if (message.kind !== 'task' || !pieces) return;
    const made: FilePiece[] = [];
    for (let number = message.from; number < message.to; number += 1) made.push(pieces(number));
    answer({ kind: 'pieces', task: message.task, pieces: made });
  };
}

async function piecesBy(kit: Kit, run: ThreadRun): Promise<(number: number) => FilePiece> {
  const { options, files, columns, given, policies, sharedPolicies, otherRules, isColored } = run;
  const { rules } = kit;
  const ruleIds = rules.map(({ id }) => id);
  const projects = run.projects.map(({ folder, text }) => projectFile(kit.files, folder, text, ruleIds));
  const projectOf = new Map(files.map((file, number) => [file, projects[run.projectOf[number] ?? -1]]));
  const worldFor = worldsOf(
    kit,
    {
      projects: { holding: (file) => projectOf.get(file) },
      tables: await readTables(kit, projects),
      policies,
      sharedPolicies,
    },
    { ...options, today: run.today },
  );
  const texts = textsOfRun(kit.files, given);
  const isRead = new Set(files);
  const earlier = earlierRuns(run.history, (file) => isRead.has(file));
  return piecesOf(
    { worldFor, files, index: runIndex(columns), texts, elsewhere: earlier.elsewhere },
    {
      format: formatNamed(options.format),
      setting: { rules, otherRules, isColored, textOf: texts.textOf },
      minSeverity: options.minSeverity,
      fixes: options.fixes,
      placeOfEarlier: earlier.placeOf,
    },
  );
}
