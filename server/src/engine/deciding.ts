/**
 * Which rules decide whether a fix does what it promises: that of its finding, those that may find something worse, and those that may
 * silence one of these. What they may is declared on the rules, so that a fix need not be proved by all of them.
 */
import type { Policy } from '../policy/policy.js';
import { byWorst, isWorse, type Severity, severityLevels } from '../policy/vocabulary.js';
import type { Rule, RuleId } from '../rules/rule.js';
import { onceFor, oncePer } from '../text/once.js';
import type { Reported, World } from './judgment.js';

/** What has to be known of a finding for its fixes to be proved. */
export interface Proof {
  readonly finding: Pick<Reported, 'rule' | 'severity'>;
  /** Its fixes are compared with each other: by the errors of any rule that they bring. */
  readonly isChoice: boolean;
}

/**
 * The rules that decide, in their order; all of them where one of them looks at what the others found.
 *
 * @param policy what judges the encounter after the fix
 */
export function decidingRules(world: World, policy: Policy | undefined, { finding, isChoice }: Proof): readonly Rule[] {
  return decidingIn(world)(policy)(`${finding.rule} ${finding.severity} ${isChoice}`);
}

/** A world judges many encounters of a few payers, whose findings are alike. */
const decidingIn = oncePer((world: World) =>
  onceFor(mostPolicies, (policy: Policy | undefined) =>
    onceFor(mostProofs, (proof: string): readonly Rule[] => {
      const [rule = '', severity = 'hint', isChoice] = proof.split(' ');
      return worksOut(world, policy, rule, severity as Severity, isChoice === 'true');
    }),
  ),
);

const mostPolicies = 200;
/** More than there are rules, severities and choices. */
const mostProofs = 1000;

function worksOut(
  world: World,
  policy: Policy | undefined,
  own: RuleId,
  severity: Severity,
  isChoice: boolean,
): readonly Rule[] {
  const entries = (policy?.entries ?? []).flatMap((entry) => (entry.severity === undefined ? [] : [entry.severity]));
  const counts = (rule: Rule): boolean => {
    if (rule.id === own) return true;
    const worst = worstOf(world, policy, rule, entries);
    return worst !== 'off' && (isWorse(worst, severity) || (isChoice && worst === 'error'));
  };
  const counted = world.rules.filter(counts);
  const ids = new Set(counted.map(({ id }) => id));
  const yieldedTo = new Set(counted.flatMap(({ mayYieldTo = [] }) => mayYieldTo));
  const deciding = world.rules.filter(
    ({ id, silences = [], maySilence = [] }) =>
      ids.has(id) || yieldedTo.has(id) || [...silences, ...maySilence].some((other) => ids.has(other)),
  );
  return deciding.some(({ review }) => review) ? world.rules : deciding;
}

/** The most severe that a finding of the rule may be in this world: see `graded` of severity.ts. */
function worstOf(
  { severities, projectSeverities }: World,
  policy: Policy | undefined,
  rule: Rule,
  entries: readonly (Severity | 'off')[],
): Severity | 'off' {
  const set = severities[rule.id] ?? projectSeverities?.[rule.id];
  if (set) return set;
  const ofPolicy = policy?.severity[rule.id]?.level;
  const own = ofPolicy ? [ofPolicy] : [rule.severity, ...(rule.atWorst ? [rule.atWorst] : [])];
  return [...own, ...(rule.restsOn ? entries : [])].sort(byWorst)[0] ?? severityLevels[0];
}
