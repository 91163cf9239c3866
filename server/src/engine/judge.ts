/**
 * One encounter judged: text in, findings out. Runs the rules, reduces one mistake to one finding, sets severities and
 * applies `allow` comments. Knows no rule by name.
 */
import { readClaim } from '../claim/claim.js';
import { daysOf, servicesOf } from '../encounter/days.js';
import type { Allow, Encounter } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import type { History } from '../neighbors/history.js';
import type { Neighbor } from '../neighbors/neighbor.js';
import type { AnyEntry } from '../policy/entry.js';
import type { Policy } from '../policy/policy.js';
import { type Case, type Finding, isEntryKey, type Related, type Rule, type RuleId } from '../rules/rule.js';
import { errorPlace } from '../text/error-place.js';
import { onceFor, onceForEach, oncePer } from '../text/once.js';
import { allowing } from './allowing.js';
import { bounded, capped, unjudged } from './cap.js';
import { byPosition, type Judgment, type Reported, type World } from './judgment.js';
import { maySpeak } from './needs.js';
import { graded } from './severity.js';
import { type Spoken, spoken } from './silence.js';

/** The findings of one encounter's text. */
export function judge(
  world: World,
  text: string,
  neighbors: readonly Neighbor[],
  history?: History | undefined,
): Judgment {
  return judgeEncounter(world, readEncounter(text, world.codes), neighbors, history);
}

/**
 * The findings of an encounter that is already read.
 *
 * @param asked the rules that judge; all where left out
 */
export function judgeEncounter(
  world: World,
  whole: Encounter,
  neighbors: readonly Neighbor[],
  history?: History | undefined,
  asked: readonly Rule[] = world.rules,
): Judgment {
  const encounter = bounded(whole);
  const situationOf = onceForEach((part: Encounter): Case => {
    const { codes, policies, today } = world;
    const choice = policies.choose(part.payer?.value, part.date?.value);
    const policy = 'policy' in choice ? choice.policy : undefined;
    const claim = readClaim(part, codes, policy);
    return { encounter: part, claim, codes, policy, choice, policies, today, neighbors, history };
  });
  const situation = situationOf(encounter);
  const { policy } = situation;
  const days = daysOf(encounter);
  const services = servicesOf(encounter);
  const asOne = [encounter];

  const applicable = applicableTo(encounter, asked);
  const failed: RuleId[] = [];
  const fail = ({ id }: Rule, error: unknown): void => {
    world.failed?.({ rule: id, place: errorPlace(error) });
    if (!failed.includes(id)) failed.push(id);
  };
  /** What the rule finds until it ends or fails. */
  const hear = (rule: Rule, find: () => Iterable<Finding>, heard: Spoken[], judgedBy = policy): void => {
    try {
      for (const finding of find()) {
        heard.push({ rule, finding: withoutFailingFixes(finding, rule, fail), policy: judgedBy });
      }
    } catch (error) {
      fail(rule, error);
    }
  };
  const all: Spoken[] = [];
  for (const rule of applicable) {
    const { check } = rule;
    if (!check) continue;
    const parts = rule.speaksOf === 'encounter' ? asOne : rule.speaksOf === 'service' ? services : days;
    for (const part of parts) {
      const given = situationOf(part);
      if (maySpeak(rule, given)) hear(rule, () => check(given), all, given.policy);
    }
  }

  const allowed = new Map<Allow, Set<RuleId>>();
  const allowFor = allowing(encounter, world.today);
  const report = ({ rule, finding, policy: judgedBy }: Spoken): readonly Reported[] => {
    const { level, from, heldBack } = graded(world, judgedBy, rule, finding);
    if (level === 'off') return [];
    const told = {
      ...finding,
      ...(finding.entries ? leadingToPolicy(finding, finding.entries) : {}),
      message: `${finding.message}${heldBack}`,
      rule: rule.id,
      severity: level,
      severityFrom: from,
      asks: rule.asks,
    };
    const allows = rule.canBeAllowed === false ? [] : allowFor(rule.id, finding.at.start);
    const [nearest] = allows;
    if (!nearest) return [told];
    for (const allow of allows) allowed.set(allow, (allowed.get(allow) ?? new Set<RuleId>()).add(rule.id));
    return [{ ...told, allowed: { reason: nearest.reason ?? '' } }];
  };
  const heard = spoken(all);
  const reported = heard.flatMap(report);
  const outcome = {
    allowed,
    failed,
    rules: world.rules,
    isOff: (id: RuleId) => {
      const rule = world.rules.find((known) => known.id === id);
      return (
        rule !== undefined && (!isAskedOf(encounter, rule) || graded(world, policy, rule, undefined).level === 'off')
      );
    },
  };
  for (const rule of applicable) {
    const { review } = rule;
    if (!review) continue;
    const reviewed: Spoken[] = [];
    hear(rule, () => review(situation, outcome), reviewed);
    for (const each of reviewed) reported.push(...report(each));
  }
  reported.push(...unjudged(whole));
  return {
    encounter: whole,
    situation,
    findings: capped(encounter, reported.sort(byPosition)),
    hidden: heard.length === all.length ? none : hiddenAmong(all, heard),
    failed,
    offFor: offIn(world),
  };
}

const none: readonly RuleId[] = [];

function hiddenAmong(all: readonly Spoken[], heard: readonly Spoken[]): readonly RuleId[] {
  const reported = new Set(heard);
  return all.flatMap((each) => (reported.has(each) ? [] : each.rule.id));
}

/** The rules that are asked of an encounter. */
function applicableTo(encounter: Encounter, all: readonly Rule[]): readonly Rule[] {
  if (encounter.heading && encounter.frequency !== 'void') return all;
  return all.filter((rule) => isAskedOf(encounter, rule) && (encounter.heading || rule.readsStrayText));
}

function isAskedOf({ frequency }: Encounter, rule: Rule): boolean {
  return frequency !== 'void' || !restsOnCoverage(rule);
}

/** Worked out only where what was checked is asked for; keeps nothing of the world but what it needs. */
const offIn = oncePer(({ rules, severities, projectSeverities }: World): Judgment['offFor'] =>
  onceFor(mostPolicies, (policy: Policy | undefined) => {
    const isOff = (rule: Rule): boolean =>
      graded({ severities, projectSeverities }, policy, rule, undefined).level === 'off';
    return rules.filter(isOff).map(({ id }) => id);
  }),
);

/** The payers of a batch, each in some of its periods. */
const mostPolicies = 200;

/** Whether it asks what a payer covers, limits or wants documented: of a void, which asks for no payment, nothing of that is asked. */
function restsOnCoverage({ restsOn = [] }: Rule): boolean {
  return restsOn.some(isEntryKey);
}

/** Fixes are computed long after their rule has ended: one that fails then is not offered. */
function withoutFailingFixes(finding: Finding, rule: Rule, fail: (rule: Rule, error: unknown) => void): Finding {
  const { fixes } = finding;
  if (typeof fixes !== 'function') return finding;
  return {
    ...finding,
    fixes: () => {
      try {
        return fixes();
      } catch (error) {
        fail(rule, error);
        return [];
      }
    },
  };
}

/** A finding that depends on a policy links to its source and to the entries in the file. */
function leadingToPolicy(finding: Finding, entries: readonly AnyEntry[]): Pick<Finding, 'basis' | 'related'> {
  const places = entries.map(({ origin }): Related => {
    const { file, shipped, at, policyName } = origin;
    return { at, message: `The policy of ${policyName} says so here`, policy: { file, shipped } };
  });
  return {
    basis: finding.basis ?? entries.find(({ source }) => source)?.source,
    related: [...(finding.related ?? []), ...places],
  };
}
