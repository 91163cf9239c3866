/** `check --from jsonl`: records as they come, each answered in a line, in their order. */

import { writingWords } from '../files/system-words.js';
import { runIndexBuilder } from '../neighbors/run-index.js';
import type { Bytes } from '../session/port.js';
import { earlierRuns, readHistory } from './history.js';
import type { CheckOptions } from './options.js';
import { folderOf } from './projects.js';
import { inOrder } from './run/in-order.js';
import { readJudges } from './run/judges.js';
import { type RecordLines, recordLines } from './run/record-lines.js';
import { type RecordAnswers, recordAnswers } from './run/records.js';
import { type Crew, startCrew, ThreadEnd, type Threads } from './run/threads.js';
import { complain, type Kit, type Terminal } from './world.js';

/** So many bytes are judged before threads are at work. */
const bytesForThreads = 3_000_000;

/**
 * Answers the records and gives the exit status: 1 also where one cannot be read.
 *
 * @param standardInput as it comes
 * @param threads in which large inputs are judged
 */
export async function checkRecords(
  kit: Kit,
  options: CheckOptions,
  terminal: Terminal,
  { standardInput, threads }: { readonly standardInput: AsyncIterable<Uint8Array>; readonly threads?: Threads },
): Promise<0 | 1 | 2> {
  const { files } = kit;
  const names = options.paths.map(files.named);
  const beside = names.filter((name) => name !== '-').map(folderOf);
  // The inputs themselves are no encounter files: only what judges beside them is looked for.
  const judges = await readJudges(kit, { ...options, paths: [], besides: beside }, terminal);
  const history = await readHistory(files, options.history);
  const earlier = earlierRuns(history, () => false);
  const complaints = [...judges.complaints([]), ...earlier.complaints];
  const { worldFor } = judges;
  const own = recordAnswers({ ...options, worldFor, earlier });
  let crew: Crew | undefined;
  const start = (all: Threads, count: number): Crew => {
    const { format, fixes, minSeverity, severities } = options;
    const run = {
      ...judges.asData(names),
      options: { format, fixes, minSeverity, severities },
      today: options.today ?? kit.today,
      columns: runIndexBuilder().columns(),
      given: new Map(),
      history,
      otherRules: [],
      isColored: false,
    };
    return startCrew(all, count, run, kit.failed);
  };
  let bytes = 0;
  const judge = async (lines: RecordLines): Promise<RecordAnswers> => {
    bytes += lines.bytes?.length ?? 0;
    const count = options.workers ?? (bytes < bytesForThreads ? 1 : (threads?.available ?? 1));
    if (!crew && threads && count > 1) crew = start(threads, count);
    return crew ? crew.judge('records', lines) : own(lines);
  };
  /** The lines of all inputs; what cannot be read is told. */
  async function* inputs(): AsyncIterable<RecordLines> {
    for (const name of names) {
      const input: Bytes | { readonly parts: AsyncIterable<Uint8Array> } =
        name === '-' ? { parts: standardInput } : await files.bytes(name);
      if ('refusal' in input) complaints.push(`${name} ${input.refusal}`);
      else yield* recordLines(name, input.parts);
    }
  }
  let hasError = false;
  async function* answers(): AsyncIterable<string> {
    const ahead = Math.max(2, (options.workers ?? threads?.available ?? 1) * 4);
    for await (const answer of inOrder(inputs(), judge, ahead)) {
      hasError ||= answer.hasError;
      if (answer.text !== '') yield answer.text;
    }
  }
  try {
    if (options.output === undefined) for await (const text of answers()) await terminal.out(text);
    else await files.save(options.output, answers());
  } catch (error) {
    if (error instanceof ThreadEnd) complaints.push(`a thread that judges ended: ${error.message}`);
    else if (options.output !== undefined) complaints.push(`${options.output} ${writingWords(error)}`);
    else throw error;
  } finally {
    crew?.end();
  }
  await complain(terminal, complaints);
  if (complaints.length > 0) return 2;
  return hasError ? 1 : 0;
}
