/** `check`: reads, judges, mends where asked, reports. Knows the disk and the streams only as it is given them. */
import { authoringFindings } from '../authoring/findings.js';
import type { AuthoringWorld } from '../authoring/world.js';
import { inShort } from '../engine/in-short.js';
import { gradedProblems } from '../engine/severity.js';
import type { Files } from '../files/port.js';
import { writingWords } from '../files/system-words.js';
import { runIndex } from '../neighbors/run-index.js';
import type { ReadResult } from '../session/port.js';
import type { ProjectFile } from '../session/project.js';
import { groupedBy } from '../text/grouped.js';
import { isAtLeast } from './at-least.js';
import type { FileSetting, ReportedFile } from './formats/format.js';
import { formatNamed } from './formats.js';
import { earlierRuns, readHistory, writeHistory } from './history.js';
import type { InputFile } from './inputs.js';
import type { CheckOptions } from './options.js';
import { projectProblems } from './projects.js';
import {
  addCounts,
  countedParts,
  noCounts,
  problemFindings,
  type ReportedFinding,
  type ReportedProblem,
  type Summary,
} from './report.js';
import { filePieces } from './run/file-pieces.js';
import { indexed } from './run/indexing.js';
import { readJudges } from './run/judges.js';
import type { RunToJudge } from './run/judging.js';
import { mend } from './run/mending.js';
import { type FilePiece, piecesOf } from './run/pieces.js';
import { textsOfRun } from './run/texts.js';
import type { ThreadRun } from './run/thread.js';
import { type Crew, startCrew, ThreadEnd, type Threads } from './run/threads.js';
import { complain, inLargeParts, type Kit, type Terminal } from './world.js';

/** A run of fewer characters is judged before threads are at work. */
const sizeForThreads = 3_000_000;

/**
 * Runs the check and gives its exit status.
 *
 * @param threads in which large runs are judged
 */
export async function check(
  kit: Kit,
  options: CheckOptions,
  terminal: Terminal,
  threads?: Threads,
): Promise<0 | 1 | 2> {
  const { rules, files } = kit;
  const judges = await readJudges(kit, options, terminal);
  const { inputs, policies, holding, worldFor } = judges;
  const given = new Map<string, ReadResult>();
  for (const file of inputs.encounterFiles) if (file === '-') given.set(file, await terminal.input());
  let texts = textsOfRun(files, given);
  const index = () => indexed(texts, inputs.encounterFiles, (file) => worldFor(file).codes);
  let first = index();
  const complaints = [...judges.complaints(first.complaints)];
  const names = new Set(first.files);
  const history = await readHistory(files, options.history);
  const earlier = earlierRuns(history, (file) => names.has(file));
  complaints.push(...earlier.complaints);
  const { elsewhere } = earlier;
  const runNow = (): RunToJudge => ({ worldFor, files: first.files, index: runIndex(first.columns), texts, elsewhere });
  let run = runNow();
  if (options.fix) {
    complaints.push(...(await mend(run, files)));
    // The files hold other texts now.
    texts = textsOfRun(files, given);
    first = index();
    run = runNow();
  }
  if (options.writeHistory !== undefined) {
    const own = (file: string) => inShort(worldFor(file).codes, texts.textOf(file));
    complaints.push(...(await writeHistory(files, options.writeHistory, earlier.files, { names: run.files, own })));
  }

  const checkedPolicies = policies.filter(({ file }) => inputs.checkedPolicies.has(file));
  const problems = [
    ...policyProblems(checkedPolicies, worldFor),
    ...(await problemsOfProjects(files, holding, worldFor)),
  ];
  const ownTexts = new Map(
    [...policies, ...holding.map(({ address, text }) => ({ file: address, text }))].map(({ file, text }) => [
      file,
      text,
    ]),
  );
  const format = formatNamed(options.format);
  const findings = problemFindings(
    problems.filter(({ severity }) => isAtLeast(severity ?? 'error', options.minSeverity)),
    (file, isShipped) => (isShipped ? worldFor('.').policies.textOf(file, true) : ownTexts.get(file)),
    options.fixes && format.printsFixes,
  );
  const known = new Set<string>(rules.map(({ id }) => id));
  const setting: FileSetting = {
    rules,
    otherRules: [...new Set(findings.map(({ rule }) => rule))].filter((id) => !known.has(id)).sort(),
    isColored: terminal.isColored && options.output === undefined,
    textOf: (file) => ownTexts.get(file) ?? texts.textOf(file),
  };
  const own = piecesOf(run, { ...options, format, setting, placeOfEarlier: earlier.placeOf });
  const today = options.today ?? kit.today;
  const startThreads = (all: Threads, count: number): Crew => {
    const { format: name, fixes, minSeverity, severities } = options;
    const threadRun: ThreadRun = {
      ...judges.asData(run.files),
      options: { format: name, fixes, minSeverity, severities },
      today,
      columns: first.columns,
      given,
      history,
      otherRules: setting.otherRules,
      isColored: setting.isColored,
    };
    return startCrew(all, count, threadRun, kit.failed);
  };
  const count = Math.min(
    run.files.length,
    options.workers ?? (first.size < sizeForThreads ? 1 : (threads?.available ?? 1)),
  );
  const crew = threads && count > 1 ? startThreads(threads, count) : undefined;
  const nextPiece = filePieces(run.index, own, crew);
  const counts = noCounts();
  let summary: Summary = { files: 0, ...counts };
  /** The report, as far as the reader of it takes it. */
  async function* report(): AsyncIterable<string> {
    const { version } = kit;
    const writer = format.report({ ...setting, version, today, complaints });
    yield* writer.begin();
    const isRead = new Set(run.files);
    for (const { file, isNamed, findings: found } of filesInOrder(inputs.order, findings)) {
      const made: FilePiece =
        isNamed && isRead.has(file) ? await nextPiece() : pieceOfOther({ file, isNamed, parts: partsOf(found) });
      addCounts(counts, made.counts);
      if (made.complaint !== undefined) complaints.push(made.complaint);
      yield* writer.take(made.piece);
    }
    summary = { files: run.files.length + checkedPolicies.length, ...counts };
    yield* inLargeParts(writer.end(summary));
  }
  const pieceOfOther = ({ parts, ...file }: ReportedFile): FilePiece => {
    const own = noCounts();
    return { piece: format.pieceOf({ ...file, parts: countedParts(parts, own) }, setting), counts: own };
  };
  try {
    if (options.output === undefined) for await (const part of inLargeParts(report())) await terminal.out(part);
    else complaints.push(...(await writeFile(files, options.output, report())));
  } catch (error) {
    if (!(error instanceof ThreadEnd)) throw error;
    complaints.push(`the report is not whole, as a thread that judges ended: ${error.message}`);
  } finally {
    crew?.end();
  }
  await complain(terminal, complaints);
  if (complaints.length > 0) return 2;
  return summary.error > 0 ? 1 : 0;
}

/** All that is wrong in the policies that are checked, each by the world that it judges in. */
function policyProblems(
  checked: readonly InputFile[],
  worldFor: (file: string) => AuthoringWorld,
): readonly ReportedProblem[] {
  const byWorld = groupedBy(checked, ({ file }) => worldFor(file));
  return [...byWorld].flatMap(([world, own]) => {
    const isOfWorld = new Set(own.map(({ file }) => file));
    const documents = own.flatMap(({ file }) => world.policies.documentOf(file) ?? []);
    const ofAuthors = documents.flatMap((document) => authoringFindings(world, document));
    return gradedProblems<ReportedProblem>(world, [
      ...world.policies.problemsIn((file) => isOfWorld.has(file)),
      ...ofAuthors,
    ]);
  });
}

async function problemsOfProjects(
  files: Files,
  projects: readonly ProjectFile[],
  worldFor: (file: string) => AuthoringWorld,
): Promise<readonly ReportedProblem[]> {
  const problems: ReportedProblem[] = [];
  for (const project of projects) {
    const world = worldFor(project.address);
    problems.push(...gradedProblems(world, await projectProblems(files, project, world.policies)));
  }
  return problems;
}

/**
 * Policies and encounters stand among each other as they were named, in a folder by path. A project file, which nobody names,
 * stands beside the first of them.
 */
function* filesInOrder(order: readonly string[], findings: readonly ReportedFinding[]) {
  const named = new Set(order);
  const byFile = groupedBy(findings, ({ file }) => file);
  const [first, ...others] = order;
  const beside = [...byFile.keys()].filter((file) => file === first || !named.has(file));
  if (first !== undefined && !beside.includes(first)) beside.unshift(first);
  for (const file of [...beside, ...others]) {
    yield { file, isNamed: named.has(file), findings: byFile.get(file) ?? [] };
  }
}

function partsOf(findings: readonly ReportedFinding[]): ReportedFile['parts'] {
  return findings.map((finding) => ({ file: finding.file, findings: [finding] }));
}

async function writeFile(files: Files, path: string, parts: AsyncIterable<string>): Promise<readonly string[]> {
  try {
    await files.save(path, inLargeParts(parts));
    return [];
  } catch (error) {
    if (error instanceof ThreadEnd) throw error;
    return [`${path} ${writingWords(error)}`];
  }
}
