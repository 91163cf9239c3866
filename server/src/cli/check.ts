/** `check`: reads, judges, mends where asked, reports. Knows the disk and the streams only as it is given them. */
import { authoringFindings } from '../authoring/findings.js';
import { type CheckedFile, checkFiles, newMemory } from '../engine/check.js';
import { fixAll } from '../engine/fixes.js';
import type { World } from '../engine/judgment.js';
import { gradedProblems } from '../engine/severity.js';
import type { Files } from '../files/port.js';
import { writingWords } from '../files/system-words.js';
import { projectFileName } from '../project/project-file.js';
import { queriesIn } from './formats/queries.js';
import { checkFormats, printsFixes } from './formats.js';
import { readHistory, writeHistory } from './history.js';
import { type InputFile, readInputs } from './inputs.js';
import type { CheckOptions } from './options.js';
import { projectProblems, readProject } from './project.js';
import { encounterFindings, isAtLeast, problemFindings, type ReportedFinding, summaryOf } from './report.js';
import { readTables } from './tables.js';
import { complain, inLargeParts, type Kit, type Terminal, worldOf, writeAll } from './world.js';

/** Runs the check and gives its exit status. */
export async function check(bundled: Kit, options: CheckOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const { rules, files } = bundled;
  const project = await readProject(
    files,
    rules.map(({ id }) => id),
  );
  const exclude = [...options.exclude, ...project.project.exclude];
  const inputs = await readInputs(files, terminal.input, { ...options, exclude, judging: project.folders });
  const tables = await readTables(bundled, project.tables);
  const kit = { ...bundled, codes: tables.codes };
  const complaints = [...project.complaints, ...tables.complaints, ...inputs.complaints];
  const world = worldOf(kit, inputs.policies, project.project, options);
  const { policies } = world;
  let encounters = inputs.encounters;
  const read = new Set(encounters.map(({ file }) => file));
  const earlier = await readHistory(files, options.history, (file) => read.has(file));
  complaints.push(...earlier.complaints);
  const memory = newMemory();
  let checked = checkFiles(world, encounters, memory, earlier.elsewhere);
  if (options.fix) {
    encounters = await mend(world, checked, encounters, files, complaints);
    checked = checkFiles(world, encounters, memory, earlier.elsewhere);
  }
  if (options.writeHistory !== undefined) {
    complaints.push(...(await writeHistory(files, options.writeHistory, earlier.files, checked)));
  }

  const isChecked = (file: string): boolean => inputs.checkedPolicies.has(file);
  const checkedPolicies = inputs.policies.filter(({ file }) => isChecked(file));
  const documents = checkedPolicies.flatMap(({ file }) => policies.documentOf(file) ?? []);
  const problems = gradedProblems(world, [
    ...policies.problemsIn(isChecked),
    ...documents.flatMap((document) => authoringFindings(world, document)),
    ...projectProblems(project, policies),
  ]).filter(({ severity }) => isAtLeast(severity ?? 'error', options.minSeverity));
  const ownTexts = new Map([
    ...inputs.policies.map(({ file, text }) => [file, text] as const),
    [projectFileName, project.text],
  ]);
  // Each fix is judged before it is offered: most of the work of a report, and some forms show none.
  const withFixes = options.fixes && printsFixes(options.format);
  const findings = inFileOrder(inputs.order, [
    ...encounterFindings(world, checked, options.minSeverity, { withFixes, placeOf: earlier.placeOf }),
    ...problemFindings(
      problems,
      (file, isShipped) => (isShipped ? policies.textOf(file, true) : ownTexts.get(file)),
      withFixes,
    ),
  ]);
  const count = checked.reduce(
    (sum, file) => sum + file.encounters.filter(({ judgment }) => judgment.encounter.heading).length,
    0,
  );
  const summary = summaryOf(findings, encounters.length + checkedPolicies.length, count);
  const texts = new Map(encounters.map(({ file, text }) => [file, text]));
  const idsOf = new Map(
    checked.map(({ file, encounters: all }) => [
      file,
      all.flatMap(({ judgment: { encounter } }) => (encounter.heading ? [encounter.id?.value] : [])),
    ]),
  );
  const report = checkFormats[options.format]({
    findings,
    summary,
    files: inputs.order.map((file) => ({ file, encounters: idsOf.get(file) ?? [] })),
    queries: () => queriesIn(checked, options.minSeverity),
    rules: world.rules,
    version: kit.version,
    today: world.today,
    complaints,
    textOf: (file) => texts.get(file) ?? ownTexts.get(file) ?? '',
    isColored: terminal.isColored && options.output === undefined,
  });
  if (options.output === undefined) await writeAll(report, terminal.out);
  else complaints.push(...(await writeFile(files, options.output, report)));
  await complain(terminal, complaints);
  if (complaints.length > 0) return 2;
  return summary.error > 0 ? 1 : 0;
}

/** Policies and encounters stand among each other as they were named, in a folder by path. */
function inFileOrder(order: readonly string[], findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const rank = new Map(order.map((file, index) => [file, index]));
  return [...findings].sort((one, other) => (rank.get(one.file) ?? 0) - (rank.get(other.file) ?? 0));
}

async function mend(
  world: World,
  checked: readonly CheckedFile[],
  encounters: readonly InputFile[],
  files: Files,
  complaints: string[],
): Promise<readonly InputFile[]> {
  const mended: InputFile[] = [];
  for (const [index, input] of encounters.entries()) {
    const slices = checked[index]?.encounters ?? [];
    const text = slices
      .map(({ judgment, neighbors }) => fixAll(world, judgment.encounter.text, neighbors, judgment.situation.history))
      .join('');
    if (slices.length === 0 || text === input.text) {
      mended.push(input);
      continue;
    }
    try {
      await files.write(input.file, text, input.hasMark);
      mended.push({ ...input, text });
    } catch (error) {
      complaints.push(`${input.file} ${writingWords(error)}`);
      mended.push(input);
    }
  }
  return mended;
}

async function writeFile(files: Files, path: string, parts: Iterable<string>): Promise<readonly string[]> {
  try {
    await files.save(path, inLargeParts(parts));
    return [];
  } catch (error) {
    return [`${path} ${writingWords(error)}`];
  }
}
