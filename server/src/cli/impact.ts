/** `impact`: what policies changed in the findings of the encounters since a git revision, or what newer tables would. */

import { type Impact, impact } from '../authoring/impact.js';
import type { Reported } from '../engine/judgment.js';
import type { PastFiles } from '../files/git.js';
import { policyEnding } from '../policy/policy.js';
import type { ProjectFile } from '../session/project.js';
import { type LineIndex, lineIndex } from '../text/line-index.js';
import { printableLines } from '../text/printable.js';
import { shifted } from '../text/span.js';
import { counted } from '../text/words.js';
import { type InputFile, readInputs } from './inputs.js';
import { jsonList, jsonText } from './json-text.js';
import type { ImpactOptions } from './options.js';
import { type ProjectsOfRun, projectsHolding, readProjects } from './projects.js';
import { rangeIn } from './report.js';
import { readTables } from './tables.js';
import { complain, type Kit, type Terminal, writeAll } from './world.js';
import { worldsOf } from './worlds.js';

/** What impact needs beside the disk as it is. */
interface EarlierFiles {
  filesAt(revision: string, ending: string): Promise<PastFiles>;
}

/** Runs the comparison and gives its exit status. */
export async function runImpact(
  kit: Kit & { readonly past: EarlierFiles },
  options: ImpactOptions,
  terminal: Terminal,
): Promise<0 | 2> {
  const { files, rules } = kit;
  const ruleIds = rules.map(({ id }) => id);
  const projects = await readProjects(files, ruleIds, { ...options, paths: [] });
  const inputs = await readInputs(files, terminal.input, projects, { paths: ['.'], policies: [] });
  const holding = projectsHolding(projects, inputs.order);
  const tables = await readTables(kit, holding);
  const complaints = [...projects.complaints(inputs.order), ...tables.complaints, ...inputs.complaints];
  const { against } = options;
  const now = { projects, tables, ...inputs };
  const other =
    'tables' in against
      ? await newerTables(kit, against.tables, holding)
      : await olderPolicies(kit, against.revision, inputs.policies, projects);
  if ('refusal' in other) complaints.push(other.refusal);
  else if (inputs.encounters.length === 0 && inputs.complaints.length === 0) {
    complaints.push('no encounters in or below the current directory');
  } else {
    complaints.push(...other.complaints.filter((complaint) => !complaints.includes(complaint)));
    const isOfTables = 'codesFor' in other;
    const before = isOfTables ? now : { ...now, policies: other.policies };
    const after = isOfTables ? { ...now, tables: other } : now;
    const found = impact(worldsOf(kit, before, options), worldsOf(kit, after, options), inputs.encounters);
    const texts = new Map(inputs.encounters.map(({ file, text }) => [file, text]));
    const textOf = (file: string): string => texts.get(file) ?? '';
    const report = options.format === 'json' ? jsonImpact : textImpact;
    await writeAll(report(found, textOf, against), terminal.out);
  }
  await complain(terminal, complaints);
  return complaints.length > 0 ? 2 : 0;
}

/** The tables as they would be with those of the folder among them. */
async function newerTables(kit: Kit, folder: string, projects: readonly ProjectFile[]) {
  if ((await kit.files.kind(kit.files.named(folder))) !== 'folder') {
    return { refusal: `--tables takes a folder, and ${kit.files.named(folder)} is not one` };
  }
  return readTables(kit, projects, [folder]);
}

/** The policies as they were in a revision. */
async function olderPolicies(
  kit: Kit & { readonly past: EarlierFiles },
  revision: string,
  policies: readonly InputFile[],
  { isExcluded }: ProjectsOfRun,
) {
  const old = await kit.past.filesAt(revision, policyEnding);
  if ('refusal' in old) return old;
  // Folders elsewhere belong to no revision of this one: their files are the same before and after.
  const elsewhere = policies.filter(({ file }) => file.startsWith('/') || /^(\.\.|[A-Za-z]:)/.test(file));
  // What is excluded now was not read then either.
  const read = old.files.filter(({ file }) => !isExcluded(file));
  return { policies: [...read, ...elsewhere], complaints: old.complaints };
}

function* textImpact(found: readonly Impact[], textOf: (file: string) => string): Iterable<string> {
  for (const row of impactRows(found, textOf)) yield printableLines(row);
}

function* impactRows(found: readonly Impact[], textOf: (file: string) => string): Iterable<string> {
  for (const { file, start, heading, encounter, added, removed } of found) {
    const index = lineIndex(textOf(file));
    const line = (offset: number): number => index.position(offset).line + 1;
    yield `${file}:${line(start + (heading?.start ?? 0))}  encounter ${encounter ?? 'without id'}\n`;
    const rows = (sign: string, findings: readonly Reported[]): readonly string[] =>
      findings.map(({ at, severity, message, rule }) => {
        return `  ${sign} ${severity}  line ${line(start + at.start)}: ${message}  ${rule}\n`;
      });
    yield* rows('+', added);
    yield* rows('-', removed);
    yield '\n';
  }
  const { encounters, added, removed } = totals(found);
  yield encounters === 0
    ? 'No encounter has different findings\n'
    : `${counted(encounters, 'encounter')} with different findings: ${counted(added, 'finding')} added, ${removed} removed\n`;
}

function* jsonImpact(
  found: readonly Impact[],
  textOf: (file: string) => string,
  against: ImpactOptions['against'],
): Iterable<string> {
  yield `{\n  "version": 1,\n  ${jsonText(against).slice(1, -1).replace('":', '": ')},\n  "encounters": [`;
  const encounters = jsonList(',\n    ');
  for (const { file, start, heading, encounter, added, removed } of found) {
    const index = lineIndex(textOf(file));
    const entry = {
      file,
      ...(encounter === undefined ? {} : { encounter }),
      range: rangeIn(index, shifted(heading ?? { start: 0, end: 0 }, start)),
      added: added.map((finding) => reported(finding, start, index)),
      removed: removed.map((finding) => reported(finding, start, index)),
    };
    yield* encounters.add(jsonText(entry));
  }
  yield `${encounters.closed('\n  ')},\n  "summary": ${jsonText(totals(found))}\n}\n`;
}

function reported({ rule, severity, message, at, basis, allowed }: Reported, start: number, index: LineIndex) {
  return {
    rule,
    severity,
    message,
    range: rangeIn(index, shifted(at, start)),
    ...(basis ? { source: basis } : {}),
    ...(allowed ? { allowed } : {}),
  };
}

function totals(found: readonly Impact[]) {
  const sum = (count: (each: Impact) => number): number => found.reduce((total, each) => total + count(each), 0);
  return {
    encounters: found.length,
    added: sum(({ added }) => added.length),
    removed: sum(({ removed }) => removed.length),
  };
}
