/** What can be done at a place: fixes of the findings there, the rewrite of the lines, the fixes that are always right. */
import { billWhatIsDocumented } from '../../billing/bill.js';
import { billableKinds } from '../../billing/wanted.js';
import { appendComment } from '../../encounter/edits.js';
import type { Encounter } from '../../encounter/encounter.js';
import type { CheckedEncounter, CheckedFile } from '../../engine/check.js';
import { fixAll, fixKind, kindOfFix, kindsOfFixes, offeredFixes, offeredTogether } from '../../engine/fixes.js';
import type { Reported, World } from '../../engine/judgment.js';
import { byWorst } from '../../policy/vocabulary.js';
import { type Fix, fixesOf } from '../../rules/rule.js';
import type { ProcedureKind } from '../../syntax/vocabulary.js';
import { type Edit, replaceAt, type Span, shifted, touches } from '../../text/span.js';
import { encountersIn } from './place.js';

/** A change of the file; offsets count in the file. */
interface Action {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** A payer policy that it writes next to the workspace's other files. */
  readonly creates?: Fix['creates'];
  /** It inserts fields for the coder to fill in. */
  readonly leavesBlank?: boolean | undefined;
}

interface QuickFix extends Action {
  readonly encounter: CheckedEncounter;
  /** What it fixes; more than one where two findings have the same fix. */
  readonly findings: readonly Reported[];
  /** The one that an editor's "fix this" takes. */
  readonly isPreferred: boolean;
}

/** A menu holds no more, though the span may be the whole of a long file. */
const mostFindings = 50;

/**
 * Each fix is judged before it is offered, and a menu opens in a moment: as many are judged as there are such encounters in this many
 * characters. Hundreds in encounters of any usual length, a few of one that is far longer, but two of any.
 */
const mostCharactersJudged = 500_000;
const fewestJudged = 2;

/** The fixes of the findings that the span touches, the worst finding's first and each finding's best first. */
export function quickFixes(world: World, file: CheckedFile, span: Span): readonly QuickFix[] {
  const near = findingsAt(file, span);
  const worst = near[0]?.finding.severity;
  const together = togetherIn(world);
  const fixes = provedIn(near).flatMap(({ encounter, finding }) => {
    const { judgment, start, neighbors } = encounter;
    const each = offeredFixes(world, judgment, finding, neighbors).map((fix, index, all): QuickFix => {
      const isBest = index === 0 && finding.severity === worst && (fix.applies === 'safe' || all.length === 1);
      return { ...inFile(fix, start), encounter, findings: [finding], isPreferred: isBest };
    });
    // What one line lacks the others lack for the same reason.
    const all = together(encounter, finding);
    return all ? [{ ...inFile(all, start), encounter, findings: [finding], isPreferred: false }, ...each] : each;
  });
  return withoutRepeats(fixes);
}

/** Of the findings of a menu those whose fixes are judged for it, in the order given. */
function provedIn(near: readonly FindingAt[]): readonly FindingAt[] {
  let judged = 0;
  let characters = 0;
  return near.filter(({ encounter, finding }) => {
    const count = fixesOf(finding).length;
    const cost = count * encounter.judgment.encounter.text.length;
    if (judged + count > fewestJudged && characters + cost > mostCharactersJudged) return false;
    judged += count;
    characters += cost;
    return true;
  });
}

/** The fix for several lines at once, judged for one finding of those that have the same one. */
function togetherIn(world: World): (encounter: CheckedEncounter, finding: Reported) => Fix | undefined {
  const known = new Map<CheckedEncounter, Map<string, { readonly fix: Fix | undefined }>>();
  return (encounter, finding) => {
    const { judgment, neighbors } = encounter;
    const own = offeredFixes(world, judgment, finding, neighbors).find(({ attests }) => attests !== undefined);
    if (!own) return undefined;
    const inEncounter = known.get(encounter) ?? new Map<string, { readonly fix: Fix | undefined }>();
    known.set(encounter, inEncounter);
    const key = JSON.stringify([finding.rule, finding.severity, own.title]);
    const one = inEncounter.get(key) ?? { fix: offeredTogether(world, judgment, finding, neighbors) };
    inEncounter.set(key, one);
    return one.fix;
  };
}

/** The comments that allow the findings that the span touches. */
export function allowances(world: World, file: CheckedFile, span: Span): readonly QuickFix[] {
  return withoutRepeats(
    findingsAt(file, span).flatMap(({ encounter, finding }): readonly QuickFix[] => {
      const allow = allowComment(world, encounter.judgment.encounter, finding);
      return allow ? [{ ...inFile(allow, encounter.start), encounter, findings: [finding], isPreferred: false }] : [];
    }),
  );
}

/** Fixes of one kind, in a whole file. */
interface KindInFile {
  readonly title: string;
  readonly rule: string;
  readonly kind: string;
  readonly encounter: CheckedEncounter;
  readonly finding: Reported;
}

/** For each rule that speaks at the place, its best fix in all of the file, where more than one finding has such a fix. */
export function kindsInFile(world: World, file: CheckedFile, span: Span): readonly KindInFile[] {
  const near = findingsAt(file, span);
  const proved = new Set(provedIn(near).map(({ finding }) => finding));
  return firstOfEachRule(near).flatMap(({ encounter, finding }): readonly KindInFile[] => {
    if (!proved.has(finding)) return [];
    const { judgment, neighbors } = encounter;
    const { rule } = finding;
    const best = offeredFixes(world, judgment, finding, neighbors).find(
      ({ leavesBlank, creates }) => !leavesBlank && !creates,
    );
    if (!best) return [];
    const kind = kindOfFix(best);
    const count = file.encounters.reduce(
      (sum, each) => sum + each.judgment.findings.filter((other) => isOfKind(other, rule, kind)).length,
      0,
    );
    // All of them are in this encounter, and offered as one already.
    if (count < 2 || offeredTogether(world, judgment, finding, neighbors)?.edits.length === count) return [];
    const what = best.attests === undefined ? '' : `: ${best.title.charAt(0).toLowerCase()}${best.title.slice(1)}`;
    return [{ title: `Fix all ${count} of ${rule} in this file${what}`, rule, kind, encounter, finding }];
  });
}

/** The edits of those fixes in one encounter of the file. */
export function kindEdits(
  world: World,
  { judgment, start, neighbors }: CheckedEncounter,
  kind: Pick<KindInFile, 'rule' | 'kind'>,
): readonly Edit[] {
  if (!judgment.findings.some((finding) => isOfKind(finding, kind.rule, kind.kind))) return [];
  const { text } = judgment.encounter;
  const fixed = fixKind(world, text, neighbors, judgment.situation.history, kind);
  return fixed === text ? [] : [changed(text, fixed, start)];
}

function isOfKind(finding: Reported, rule: string, kind: string): boolean {
  return finding.rule === rule && !finding.allowed && kindsOfFixes(finding).has(kind);
}

/** Two findings with the same fix have it once. */
function withoutRepeats(fixes: readonly QuickFix[]): readonly QuickFix[] {
  return fixes.reduce<QuickFix[]>((all, fix) => {
    const same = all.findIndex((other) => isSameChange(other, fix));
    const other = all[same];
    if (other) all[same] = { ...other, findings: [...other.findings, ...fix.findings] };
    else all.push(fix);
    return all;
  }, []);
}

/** A finding of each rule that speaks at the place, the worst first: what an editor can explain there. */
export function explainable(file: CheckedFile, span: Span): readonly FindingAt[] {
  return firstOfEachRule(findingsAt(file, span));
}

function firstOfEachRule(near: readonly FindingAt[]): readonly FindingAt[] {
  return near.filter(({ finding }, at) => near.findIndex((other) => other.finding.rule === finding.rule) === at);
}

/** A finding and the encounter it is one of. */
interface FindingAt {
  readonly encounter: CheckedEncounter;
  readonly finding: Reported;
}

/** The findings at the place that are not allowed, the worst first. */
function findingsAt(file: CheckedFile, span: Span): readonly FindingAt[] {
  const touched = encountersIn(file, span.start, span.end).flatMap((encounter) => {
    const here = shifted(span, -encounter.start);
    return encounter.judgment.findings
      .filter(({ allowed, at }) => !allowed && touches(at, here))
      .map((finding) => ({ encounter, finding }));
  });
  return touched.slice(0, mostFindings).sort((one, other) => byWorst(one.finding.severity, other.finding.severity));
}

/** Whether two actions have one name and do the same. */
export function isSameChange(one: Action, other: Action): boolean {
  const made = ({ edits, creates }: Action): string => JSON.stringify([edits, creates?.name]);
  return one.title === other.title && made(one) === made(other);
}

/** "Bill what is documented", if the span is in a procedure or among the lines. */
export function rewrites(world: World, file: CheckedFile, span: Span): readonly Action[] {
  return encountersIn(file, span.start, span.start).flatMap(({ judgment, start }) => {
    const { encounter, situation } = judgment;
    const at = span.start - start;
    const procedure = encounter.procedures.find((each) => at >= each.span.start && at <= each.span.end);
    const isInLines = encounter.blocks.some(
      ({ kind, span: block }) => kind === 'lines' && at >= block.start && at <= block.end,
    );
    const kinds: readonly ProcedureKind[] = procedure?.kind ? [procedure.kind] : isInLines ? billableKinds : [];
    if (kinds.length === 0) return [];
    const rewrite = billWhatIsDocumented(encounter, situation.claim, world.codes, situation.policy, kinds);
    return rewrite ? [inFile(rewrite, start)] : [];
  });
}

/** All fixes that are right whatever the record says, in the whole file. */
export function fixAllEdits(world: World, { encounters }: CheckedFile): readonly Edit[] {
  return encounters.flatMap(({ judgment, start, neighbors }) => {
    const { text } = judgment.encounter;
    const fixed = fixAll(world, text, neighbors, judgment.situation.history);
    return fixed === text ? [] : [changed(text, fixed, start)];
  });
}

/** A comment at the end of the line that allows the finding; the coder writes the reason. */
function allowComment(world: World, { text, comments }: Encounter, { rule, at, severity }: Reported): Fix | undefined {
  const { canBeAllowed = true, offersAllow = true } = world.rules.find(({ id }) => id === rule) ?? {};
  if (!canBeAllowed || !offersAllow || severity === 'hint') return undefined;
  let start = at.start;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start -= 1;
  let end = at.start;
  while (end < text.length && !/[\r\n]/.test(text.charAt(end))) end += 1;
  // A line that has a comment takes no second one: what follows its # belongs to it.
  if (comments.some(({ span }) => span.start >= start && span.start < end)) return undefined;
  const edits = [appendComment(text, at.start, `allow ${rule}: `)];
  return { title: `Allow ${rule} here with a reason`, edits, applies: 'ask' };
}

function inFile<Change extends Action>(change: Change, start: number): Action {
  const edits = change.edits.map(({ span, text }) => ({ span: shifted(span, start), text }));
  return { title: change.title, edits, creates: change.creates, leavesBlank: change.leavesBlank };
}

/** One edit that covers what differs. */
function changed(before: string, after: string, start: number): Edit {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const span = { start: start + head, end: start + before.length - tail };
  return replaceAt(span, after.slice(head, after.length - tail));
}
