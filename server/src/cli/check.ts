/** `check`: reads, judges, mends where asked, reports. Knows the disk and the streams only as it is given them. */

import type { Codes } from '../codes/codes.js';
import { type CheckedFile, checkFiles, newMemory } from '../engine/check.js';
import { fixAll } from '../engine/fixes.js';
import type { World } from '../engine/judge.js';
import type { Files } from '../files/port.js';
import { createPolicies, type PolicyFile } from '../policy/policies.js';
import type { Rule } from '../rules/rule.js';
import { type InputFile, readInputs } from './inputs.js';
import type { CheckOptions } from './options.js';
import { encounterFindings, policyFindings, type ReportedFinding, summaryOf } from './report.js';
import { textFormat } from './text-format.js';

/** The streams of a run. */
export interface Terminal {
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  input(): Promise<InputFile | { readonly refusal: string }>;
  readonly isColoured: boolean;
}

/** What a run judges with. */
export interface Kit {
  readonly rules: readonly Rule[];
  readonly codes: Codes;
  readonly shipped: readonly PolicyFile[];
  readonly files: Files;
  readonly today: string;
}

/** Runs the check and gives its exit status. */
export async function check(kit: Kit, options: CheckOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const { rules, codes, shipped, files } = kit;
  const inputs = await readInputs(files, terminal.input, options);
  const complaints = [...inputs.complaints];
  const own = inputs.policies.map(({ file, text }) => ({ file, text, shipped: false }));
  const policies = createPolicies([...shipped, ...own], { ruleIds: rules.map(({ id }) => id), codes });
  const world: World = { rules, codes, policies, today: options.today ?? kit.today, severities: options.severities };
  let encounters = inputs.encounters;
  const memory = newMemory();
  let checked = checkFiles(world, encounters, memory);
  if (options.fix) {
    encounters = await mend(world, checked, encounters, files, complaints);
    checked = checkFiles(world, encounters, memory);
  }

  const isChecked = (file: string): boolean => inputs.checkedPolicies.has(file);
  const checkedPolicies = inputs.policies.filter(({ file }) => isChecked(file));
  const findings: ReportedFinding[] = [
    ...encounterFindings(world, checked, options.minSeverity),
    ...policyFindings(policies, inputs.policies, isChecked),
  ];
  const count = checked.reduce(
    (sum, file) => sum + file.encounters.filter(({ judgement }) => judgement.encounter.heading).length,
    0,
  );
  const summary = summaryOf(findings, encounters.length + checkedPolicies.length, count);
  const report = options.format === 'json' ? jsonReport(findings, summary) : textReport(findings, summary);
  if (options.output === undefined) await writeAll(report, terminal.out);
  else complaints.push(...(await writeFile(files, options.output, report)));
  for (const complaint of complaints) await terminal.err(`encounter-scrubber: ${complaint}\n`);
  if (complaints.length > 0) return 2;
  return summary.error > 0 ? 1 : 0;

  function* textReport(all: readonly ReportedFinding[], totals: typeof summary): Iterable<string> {
    const texts = new Map([...encounters, ...inputs.policies].map(({ file, text }) => [file, text]));
    const format = textFormat((file) => texts.get(file) ?? '', terminal.isColoured && options.output === undefined);
    for (const finding of all) yield format.finding(finding);
    yield format.summary(totals);
  }
}

/** Valid JSON, a finding a line, in parts, so that no string has to hold the whole of a large report. */
function* jsonReport(findings: readonly ReportedFinding[], summary: ReturnType<typeof summaryOf>): Iterable<string> {
  yield '{\n  "version": 1,\n  "findings": [';
  let isFirst = true;
  for (const finding of findings) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(finding)}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n  '}],\n  "summary": ${JSON.stringify(summary)}\n}\n`;
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
      .map(({ judgement, neighbours }) =>
        fixAll(world, judgement.encounter.text, neighbours, judgement.situation.history),
      )
      .join('');
    if (slices.length === 0 || text === input.text) {
      mended.push(input);
      continue;
    }
    try {
      await files.write(input.file, text, input.hasMark);
      mended.push({ ...input, text });
    } catch {
      complaints.push(`${input.file} cannot be written`);
      mended.push(input);
    }
  }
  return mended;
}

async function writeAll(parts: Iterable<string>, write: (text: string) => Promise<void>): Promise<void> {
  let pending = '';
  for (const part of parts) {
    pending += part;
    if (pending.length < 65_536) continue;
    await write(pending);
    pending = '';
  }
  await write(pending);
}

async function writeFile(files: Files, path: string, parts: Iterable<string>): Promise<readonly string[]> {
  try {
    await files.save(path, parts);
    return [];
  } catch {
    return [`${path} cannot be written`];
  }
}
