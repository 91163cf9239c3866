/** `check`: reads, judges, mends where asked, reports. Knows the disk and the streams only as it is given them. */
import { authoringFindings } from '../authoring/findings.js';
import { type CheckedFile, checkFiles, newMemory } from '../engine/check.js';
import { fixAll } from '../engine/fixes.js';
import type { World } from '../engine/judgment.js';
import { gradedProblems } from '../engine/severity.js';
import type { Files } from '../files/port.js';
import { writingWords } from '../files/system-words.js';
import { queriesIn } from './formats/queries.js';
import { checkFormats, printsFixes } from './formats.js';
import { readHistory, writeHistory } from './history.js';
import { type InputFile, readInputs } from './inputs.js';
import type { CheckOptions } from './options.js';
import { projectProblems, projectsHolding, readProjects } from './projects.js';
import {
  encounterParts,
  isAtLeast,
  problemFindings,
  type ReportedPart,
  type ReportedProblem,
  summaryOf,
} from './report.js';
import { readTables } from './tables.js';
import { complain, inLargeParts, type Kit, type Terminal, writeAll } from './world.js';
import { worldsOf } from './worlds.js';

/** Runs the check and gives its exit status. */
export async function check(kit: Kit, options: CheckOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const { rules, files } = kit;
  const ruleIds = rules.map(({ id }) => id);
  const projects = await readProjects(files, ruleIds, options);
  const inputs = await readInputs(files, terminal.input, projects, options);
  const holding = projectsHolding(projects, inputs.order);
  const tables = await readTables(kit, holding);
  const complaints = [...projects.complaints(inputs.order), ...tables.complaints, ...inputs.complaints];
  const worldFor = worldsOf(kit, { projects, tables, ...inputs }, options);
  let encounters = inputs.encounters;
  const read = new Set(encounters.map(({ file }) => file));
  const earlier = await readHistory(files, options.history, (file) => read.has(file));
  complaints.push(...earlier.complaints);
  const memory = newMemory();
  let checked = checkFiles(worldFor, encounters, memory, earlier.elsewhere);
  if (options.fix) {
    encounters = await mend(worldFor, checked, encounters, files, complaints);
    checked = checkFiles(worldFor, encounters, memory, earlier.elsewhere);
  }
  if (options.writeHistory !== undefined) {
    complaints.push(...(await writeHistory(files, options.writeHistory, earlier.files, checked)));
  }

  const isChecked = (file: string): boolean => inputs.checkedPolicies.has(file);
  const checkedPolicies = inputs.policies.filter(({ file }) => isChecked(file));
  const problems = [...new Set(checkedPolicies.map(({ file }) => worldFor(file)))].flatMap((world) => {
    const isOfWorld = (file: string): boolean => isChecked(file) && worldFor(file) === world;
    const documents = checkedPolicies.flatMap(({ file }) =>
      isOfWorld(file) ? (world.policies.documentOf(file) ?? []) : [],
    );
    const ofAuthors = documents.flatMap((document) => authoringFindings(world, document));
    return gradedProblems<ReportedProblem>(world, [...world.policies.problemsIn(isOfWorld), ...ofAuthors]);
  });
  for (const project of holding) {
    const world = worldFor(project.address);
    problems.push(...gradedProblems(world, await projectProblems(files, project, world.policies)));
  }
  const reported = problems.filter(({ severity }) => isAtLeast(severity ?? 'error', options.minSeverity));
  const ownTexts = new Map(
    [...inputs.policies, ...holding.map(({ address, text }) => ({ file: address, text }))].map(({ file, text }) => [
      file,
      text,
    ]),
  );
  // Each fix is judged before it is offered: most of the work of a report, and some forms show none.
  const withFixes = options.fixes && printsFixes(options.format);
  const ofPolicies = problemFindings(
    reported,
    (file, isShipped) => (isShipped ? worldFor('.').policies.textOf(file, true) : ownTexts.get(file)),
    withFixes,
  );
  const parts = inFileOrder(inputs.order, [
    ...encounterParts(worldFor, checked, options.minSeverity, { withFixes, placeOf: earlier.placeOf }),
    ...ofPolicies.map((finding): ReportedPart => ({ file: finding.file, findings: [finding] })),
  ]);
  const findings = parts.flatMap((part) => part.findings);
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
    parts,
    findings,
    summary,
    files: inputs.order.map((file) => ({ file, encounters: idsOf.get(file) ?? [] })),
    queries: () => queriesIn(checked, options.minSeverity),
    rules,
    version: kit.version,
    today: options.today ?? kit.today,
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
function inFileOrder(order: readonly string[], parts: readonly ReportedPart[]): readonly ReportedPart[] {
  const rank = new Map(order.map((file, index) => [file, index]));
  return [...parts].sort((one, other) => (rank.get(one.file) ?? 0) - (rank.get(other.file) ?? 0));
}

async function mend(
  worldFor: (file: string) => World,
  checked: readonly CheckedFile[],
  encounters: readonly InputFile[],
  files: Files,
  complaints: string[],
): Promise<readonly InputFile[]> {
  const mended: InputFile[] = [];
  for (const [index, input] of encounters.entries()) {
    const slices = checked[index]?.encounters ?? [];
    const text = slices
      .map(({ judgment, neighbors }) =>
        fixAll(worldFor(input.file), judgment.encounter.text, neighbors, judgment.situation.history),
      )
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
