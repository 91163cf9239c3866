/**
 * How severe a finding is and who says so: the rule, then the payer's policy, then the project file, then the user's own
 * setting. The most specific one wins.
 */
import type { AnyEntry } from '../policy/entry.js';
import type { Policy } from '../policy/policy.js';
import { policyRuleIds } from '../policy/problem.js';
import { byWorst, isWorse, type Severity } from '../policy/vocabulary.js';
import type { Finding, Rule, RuleId } from '../rules/rule.js';
import type { FoundProblem } from '../yaml/problem.js';

export type Severities = Readonly<Record<RuleId, Severity | 'off'>>;

/** Who set a severity. */
export type SeverityOrigin =
  | { readonly kind: 'rule' | 'project' | 'setting' }
  /** An entry of a policy, or its `severity:`. */
  | { readonly kind: 'policy'; readonly policy: string };

interface Graded {
  readonly level: Severity | 'off';
  readonly from: SeverityOrigin;
  /** Why it is information at most, in words that follow the message. */
  readonly heldBack: string;
}

/** The severity of a finding of the rule; of the rule as such where no finding is given. */
export function graded(
  world: { readonly severities: Severities; readonly projectSeverities?: Severities | undefined },
  policy: Policy | undefined,
  rule: Rule,
  finding: Finding | undefined,
): Graded {
  const { level, from } = ungraded(world, policy, rule, finding);
  const { entries = [], expectedBy } = finding ?? {};
  const isUnconfirmed = entries.length > 0 && entries.every(({ confidence }) => confidence === 'unconfirmed');
  const isTooSevere = isWorse(level, 'information');
  const heldBack = [
    isUnconfirmed && isTooSevere ? ' (policy entry unconfirmed)' : '',
    expectedBy && level !== 'off' ? `; ${expectedBy} expects the denial` : '',
  ].join('');
  return { level: heldBack && isTooSevere ? 'information' : level, from, heldBack };
}

/**
 * Problems of policy files as severe as the project file and the user's own setting say; what they switch off is left out. Problems of
 * the project file itself are not graded by them.
 */
export function gradedProblems<Problem extends FoundProblem<string>>(
  world: { readonly severities: Severities; readonly projectSeverities?: Severities | undefined },
  problems: readonly Problem[],
): readonly Problem[] {
  return problems.flatMap((problem) => {
    if (!policyRules.has(problem.rule)) return [problem];
    const level = world.severities[problem.rule] ?? world.projectSeverities?.[problem.rule];
    if (level === undefined) return [problem];
    return level === 'off' ? [] : [{ ...problem, severity: level }];
  });
}

const policyRules: ReadonlySet<string> = new Set(policyRuleIds);

function ungraded(
  world: { readonly severities: Severities; readonly projectSeverities?: Severities | undefined },
  policy: Policy | undefined,
  rule: Rule,
  finding: Finding | undefined,
): { readonly level: Severity | 'off'; readonly from: SeverityOrigin } {
  const setting = world.severities[rule.id];
  if (setting) return { level: setting, from: { kind: 'setting' } };
  const project = world.projectSeverities?.[rule.id];
  if (project) return { level: project, from: { kind: 'project' } };
  const ofPolicy = policy?.severity[rule.id];
  // An entry overrides its own file's list of severities, and is overridden by that of a file that inherits it.
  const entry = worst((finding?.entries ?? []).filter(({ depth }) => !ofPolicy || depth <= ofPolicy.depth));
  if (entry?.severity) return { level: entry.severity, from: { kind: 'policy', policy: entry.origin.policy } };
  if (ofPolicy) return { level: ofPolicy.level, from: { kind: 'policy', policy: ofPolicy.policy } };
  return { level: finding?.severity ?? rule.severity, from: { kind: 'rule' } };
}

function worst(entries: readonly AnyEntry[]): AnyEntry | undefined {
  return entries
    .filter(({ severity }) => severity !== undefined)
    .sort((one, other) => byWorst(one.severity ?? 'off', other.severity ?? 'off'))[0];
}
