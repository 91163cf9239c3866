/** A thread that judges files of a run: it is told once what to judge with, and then which files. */
import type { RuleFailure } from '../../engine/failures.js';
import { type RunIndexColumns, runIndex } from '../../neighbors/run-index.js';
import type { ReadResult } from '../../session/port.js';
import { once } from '../../text/once.js';
import type { FileSetting } from '../formats/format.js';
import { formatNamed } from '../formats.js';
import { earlierRuns, type HistoryText } from '../history.js';
import type { CheckOptions } from '../options.js';
import type { Kit } from '../world.js';
import { type JudgesAsData, worldsFrom } from './judges.js';
import { type FilePiece, piecesOf } from './pieces.js';
import type { RecordLines } from './record-lines.js';
import { type RecordAnswers, recordAnswers } from './records.js';
import { textsOfRun } from './texts.js';

/** All that a run is judged with, as plain data. */
export interface ThreadRun extends Pick<FileSetting, 'otherRules' | 'isColored'>, JudgesAsData {
  readonly options: Pick<CheckOptions, 'format' | 'fixes' | 'minSeverity' | 'severities'>;
  readonly today: string;
  readonly columns: RunIndexColumns;
  /** The texts that cannot be read again, by their files. */
  readonly given: ReadonlyMap<string, ReadResult>;
  readonly history: readonly HistoryText[];
}

/** What a thread can be asked, by its kind, and what it answers. */
export interface ThreadWork {
  /** The files with these numbers. */
  readonly files: {
    readonly task: { readonly from: number; readonly to: number };
    readonly answer: readonly FilePiece[];
  };
  readonly records: { readonly task: RecordLines; readonly answer: RecordAnswers };
}

export type ThreadTask = {
  [Kind in keyof ThreadWork]: { kind: Kind; task: ThreadWork[Kind]['task'] };
}[keyof ThreadWork];

export type ToThread =
  | { readonly kind: 'run'; readonly run: ThreadRun }
  | { readonly kind: 'task'; readonly number: number; readonly work: ThreadTask }
  | { readonly kind: 'end' };

export type FromThread =
  | { readonly kind: 'answer'; readonly number: number; readonly answer: ThreadWork[keyof ThreadWork]['answer'] }
  | { readonly kind: 'failed'; readonly failure: RuleFailure };

/** Gives what takes the messages to the thread, one after the other. */
export function threadOf(kit: Kit, answer: (message: FromThread) => void): (message: ToThread) => Promise<void> {
  const failed = (failure: RuleFailure): void => answer({ kind: 'failed', failure });
  let judge: ((work: ThreadTask) => ThreadWork[keyof ThreadWork]['answer']) | undefined;
  return async (message) => {
    if (message.kind === 'run') judge = await judgeBy({ ...kit, today: message.run.today, failed }, message.run);
    if (message.kind !== 'task' || !judge) return;
    answer({ kind: 'answer', number: message.number, answer: judge(message.work) });
  };
}

async function judgeBy(
  kit: Kit,
  run: ThreadRun,
): Promise<(work: ThreadTask) => ThreadWork[keyof ThreadWork]['answer']> {
  const { options, files, columns, given, otherRules, isColored } = run;
  const worldFor = await worldsFrom(kit, run, { ...options, today: run.today });
  const texts = textsOfRun(kit.files, given);
  const isRead = new Set(files);
  const earlier = earlierRuns(run.history, (file) => isRead.has(file));
  const setting = { rules: kit.rules, otherRules, isColored, textOf: texts.textOf };
  const piece = once(() =>
    piecesOf(
      { worldFor, files, index: runIndex(columns), texts, elsewhere: earlier.elsewhere },
      { ...options, format: formatNamed(options.format), setting, placeOfEarlier: earlier.placeOf },
    ),
  );
  const records = once(() => recordAnswers({ worldFor, earlier, ...options }));
  return ({ kind, task }) => {
    if (kind === 'records') return records()(task);
    const pieces: FilePiece[] = [];
    for (let number = task.from; number < task.to; number += 1) pieces.push(piece()(number));
    return pieces;
  };
}
