/**
 * Which fixes are offered: a fix is offered only where judging its result shows that it removes its finding and adds
 * none that is worse. And several at once: those that are right whatever the record says, those of one kind, one for several lines.
 */
import type { Encounter } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import type { History } from '../neighbors/history.js';
import type { Neighbor } from '../neighbors/neighbor.js';
import { isWorse } from '../policy/vocabulary.js';
import { type Fix, fixesOf, type RuleId } from '../rules/rule.js';
import { isFreeText } from '../syntax/vocabulary.js';
import { oncePer } from '../text/once.js';
import { applyEdits, type Edit, ordered } from '../text/span.js';
import { decidingRules, type Proof } from './deciding.js';
import { judge, judgeEncounter } from './judge.js';
import type { Judgment, Reported, World } from './judgment.js';

/** More rounds than any chain of safe fixes needs; a limit, so that two rules that disagree cannot loop forever. */
const mostRounds = 20;

/** A finding belongs to one judgment of one text among its neighbors: under the same policies its fixes stay what they are. */
const offered = new WeakMap<Reported, { readonly version: string; readonly fixes: readonly Fix[] }>();

/** A thousand fixes of a long encounter, a hundred of one ten times as long as any. */
const mostCharactersJudged = 1_000_000;
const fewestJudged = 2;

/** The finding's fixes that do what they promise. */
export function offeredFixes(
  world: World,
  before: Judgment,
  finding: Reported,
  neighbors: readonly Neighbor[],
): readonly Fix[] {
  const known = offered.get(finding);
  const { version } = world.policies;
  if (known?.version === version) return known.fixes;
  const written = fixesOf(finding);
  // A fix alone leaves nothing to choose from.
  const mayChoose = written.filter(isFinished).length > 1 && !isOfReading(before.encounter, finding);
  const kept = written.flatMap((each) => {
    const fix: Fix = { ...each, edits: ordered(each.edits) };
    const text = applyEdits(before.encounter.text, fix.edits);
    if (text === before.encounter.text && !fix.creates) return [];
    const result = proved(after(fix, world), text, { finding, isChoice: mayChoose }, before, neighbors);
    if (!keepsPromise(fix, finding, before, result)) return [];
    return { fix, result };
  });
  const isChoice = mayChoose && kept.filter(({ fix }) => isFinished(fix)).length > 1;
  const clean = isChoice
    ? kept.filter(({ fix, result }) => isFinished(fix) && !addsError(finding, before, result))
    : [];
  // What each of them brings was there all along, hidden by the finding; what only some bring is theirs.
  const fixes = kept
    .filter((each) => clean.length === 0 || clean.includes(each) || !isFinished(each.fix))
    .map(({ fix }) => fix);
  offered.set(finding, { version, fixes });
  return fixes;
}

/**
 * The fixes of many findings of one encounter, for reports. Each is judged, so that in an encounter which is far larger than
 * any claim only the first findings get theirs: otherwise its report would take hours.
 */
export function fixesInOrder(
  world: World,
  before: Judgment,
  neighbors: readonly Neighbor[],
): (finding: Reported) => readonly Fix[] {
  let left = Math.max(fewestJudged, Math.floor(mostCharactersJudged / before.encounter.text.length));
  return (finding) => {
    const count = fixesOf(finding).length;
    if (count === 0 || count > left) return [];
    left -= count;
    return offeredFixes(world, before, finding, neighbors);
  };
}

/** The text judged by the rules that decide; by all where there are so many findings or days that it is not worth telling which. */
function proved(world: World, text: string, proof: Proof, before: Judgment, neighbors: readonly Neighbor[]): Judgment {
  const encounter = readEncounter(text, world.codes);
  const choice = world.policies.choose(encounter.payer?.value, encounter.date?.value);
  const isOfOneDay = encounter.lines.every(({ fields }) => fields.size === 0);
  const isPlain = isOfOneDay && before.findings.length < mostFindings;
  const deciding = isPlain ? decidingRules(world, 'policy' in choice ? choice.policy : undefined, proof) : world.rules;
  return judgeEncounter(world, encounter, neighbors, before.situation.history, deciding);
}

/** From twice as many on only some are listed. */
const mostFindings = 500;

/** The world after the fix. */
function after({ creates }: Fix, world: World): World {
  if (!creates) return world;
  const { name, text } = creates;
  return { ...world, policies: world.policies.with({ file: name, text, shipped: false }) };
}

/** The text with every safe fix applied; the same text where there is none. */
export function fixAll(
  world: World,
  text: string,
  neighbors: readonly Neighbor[],
  history?: History | undefined,
): string {
  let current = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const judgment = judge(world, current, neighbors, history);
    const edits: Edit[] = [];
    const fixesOfEach = fixesInOrder(world, judgment, neighbors);
    for (const finding of judgment.findings) {
      if (finding.allowed || !fixesOf(finding).some(({ applies }) => applies === 'safe')) continue;
      const fix = fixesOfEach(finding).find(({ applies }) => applies === 'safe');
      if (fix && !edits.some((edit) => fix.edits.some((other) => overlaps(edit, other)))) edits.push(...fix.edits);
    }
    if (edits.length === 0) return current;
    current = applyEdits(current, edits);
  }
  return current;
}

/** Fixes are of one kind where they do the same elsewhere: a code, level or number may be another. What is attested is the same. */
export function kindOfFix({ title, applies, attests }: Fix): string {
  if (applies === 'safe') return 'safe';
  return attests === undefined ? title.replace(/\S*\d\S*/g, '#') : title;
}

/** Whether a finding has a fix of a kind, whatever its result: cheap enough to count them in a file. */
export const kindsOfFixes: (finding: Reported) => ReadonlySet<string> = oncePer(
  (finding) => new Set(fixesOf(finding).filter(isFinished).map(kindOfFix)),
);

/** A field to fill in, or a file, is not something to insert many times at once. */
function isFinished({ leavesBlank, creates }: Fix): boolean {
  return !leavesBlank && !creates;
}

/** The text with the rule's fixes of one kind applied, each judged before the next. Each leaves one finding of the rule less. */
export function fixKind(
  world: World,
  text: string,
  neighbors: readonly Neighbor[],
  history: History | undefined,
  { rule, kind }: { readonly rule: string; readonly kind: string },
): string {
  let current = text;
  for (let round = 0; round < mostOfOneKind; round += 1) {
    const judgment = judge(world, current, neighbors, history);
    const offers = judgment.findings.filter(
      (finding) => finding.rule === rule && !finding.allowed && kindsOfFixes(finding).has(kind),
    );
    let fix: Fix | undefined;
    for (const finding of offers) {
      fix = offeredFixes(world, judgment, finding, neighbors).find(
        (each) => isFinished(each) && kindOfFix(each) === kind,
      );
      if (fix) break;
    }
    if (!fix) return current;
    current = applyEdits(current, fix.edits);
  }
  return current;
}

/** What one encounter has of one kind at most, for one request. */
const mostOfOneKind = 50;

const together = new WeakMap<Reported, { readonly version: string; readonly fix: Fix | undefined }>();

/**
 * The modifier that a finding's line lacks, added to all lines of the encounter that lack it; undefined where no other does, or
 * where the result does not show one finding less for each.
 */
export function offeredTogether(
  world: World,
  before: Judgment,
  finding: Reported,
  neighbors: readonly Neighbor[],
): Fix | undefined {
  const known = together.get(finding);
  const { version } = world.policies;
  if (known?.version === version) return known.fix;
  const fix = togetherFix(world, before, finding, neighbors);
  together.set(finding, { version, fix });
  return fix;
}

function togetherFix(
  world: World,
  before: Judgment,
  finding: Reported,
  neighbors: readonly Neighbor[],
): Fix | undefined {
  const fix = offeredFixes(world, before, finding, neighbors).find(({ attests }) => attests !== undefined);
  if (fix?.attests === undefined) return undefined;
  const same = before.findings.flatMap((each) =>
    each.rule === finding.rule && !each.allowed ? (fixesOf(each).find(({ title }) => title === fix.title) ?? []) : [],
  );
  if (same.length < 2) return undefined;
  const said = ` (attests ${fix.attests})`;
  const lines = same.length === 2 ? 'both lines' : `all ${same.length} lines`;
  const all: Fix = {
    ...fix,
    title: `${fix.title.slice(0, -said.length)} to ${lines}${said}`,
    edits: ordered(same.flatMap(({ edits }) => edits)),
  };
  const after = judge(world, applyEdits(before.encounter.text, all.edits), neighbors, before.situation.history);
  const left = (judgment: Judgment): number =>
    judgment.findings.filter(({ rule, allowed }) => rule === finding.rule && !allowed).length;
  const isEach = left(after) <= left(before) - same.length;
  const isKept = isEach && keepsPromise(all, finding, before, after) && !addsError(finding, before, after);
  return isKept ? all : undefined;
}

function keepsPromise(fix: Fix, finding: Reported, before: Judgment, after: Judgment): boolean {
  // A misspelled payer that becomes one known only in general is still reported, as information.
  const isLess = ({ severity }: Reported): boolean =>
    isWorse(finding.severity, severity) && isWorse('warning', severity);
  const countOf = (findings: readonly Reported[]): number =>
    findings.filter((each) => each.rule === finding.rule && !isLess(each)).length;
  const was = standing(before);
  const is = standing(after);
  if (!keepsOwnText(before.encounter, after.encounter)) return false;
  if (!fix.leavesBlank && countOf(is) >= countOf(was)) return false;
  const rulesWorse = new Set(is.filter(({ severity }) => isWorse(severity, finding.severity)).map(({ rule }) => rule));
  return [...rulesWorse].every((rule) => {
    const worse = (findings: readonly Reported[]): number =>
      findings.filter((each) => each.rule === rule && isWorse(each.severity, finding.severity)).length;
    return worse(is) <= worse(was);
  });
}

/** Whether there is an error of another rule that was not found before, not even hidden by another finding. */
function addsError(finding: Reported, before: Judgment, after: Judgment): boolean {
  const was = [...standing(before).map(({ rule }) => rule), ...before.hidden];
  const errors = standing(after).flatMap(({ rule, severity }) =>
    severity === 'error' && rule !== finding.rule ? rule : [],
  );
  const countOf = (rules: readonly RuleId[], wanted: RuleId): number => rules.filter((rule) => rule === wanted).length;
  return errors.some((rule) => countOf(errors, rule) > countOf(was, rule));
}

/** How the record is to be read is not for the lines to say: what they bill may be what is wrong. */
function isOfReading({ problems }: Encounter, { rule, at }: Reported): boolean {
  return problems.some((problem) => problem.rule === rule && problem.at.start === at.start);
}

function standing({ findings }: Judgment): readonly Reported[] {
  return findings.filter(({ allowed }) => !allowed);
}

/** A line that goes takes its own fields with it: where they hold text that is nowhere else, the coder removes it by hand. */
function keepsOwnText(before: Encounter, after: Encounter): boolean {
  const left = ownTexts(after);
  return ownTexts(before).every((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function ownTexts({ lines }: Encounter): string[] {
  return lines.flatMap(({ fields }) =>
    [...fields].flatMap(([name, { text }]) => (text && isFreeText(name) ? text.value : [])),
  );
}

function overlaps(one: Edit, other: Edit): boolean {
  return one.span.start < other.span.end && other.span.start < one.span.end
    ? true
    : one.span.start === other.span.start && one.span.end === other.span.end;
}
