/**
 * What an encounter and its surroundings have to hold for a rule to find anything in it. Declared on the rule, so that the engine asks no
 * rule that cannot speak; most claims are of a few services, and most rules are about others.
 */
import type { BilledLine } from '../claim/billed.js';
import type { CodeClass } from '../codes/codes.js';
import { entriesOf } from '../policy/policy.js';
import { type Case, isEntryKey, type Need, type Rule } from '../rules/rule.js';

/** Whether the rule's needs are met: else it finds nothing. */
export function maySpeak(rule: Rule, situation: Case): boolean {
  return rule.needs === undefined || rule.needs.every((need) => isMet[need](situation, rule));
}

const isMet: Readonly<Record<Need, (situation: Case, rule: Rule) => boolean>> = {
  reading: ({ encounter }, { id }) => encounter.problems.some(({ rule }) => rule === id),
  neighbors: ({ neighbors }) => neighbors.length > 0,
  history: ({ history }) => history !== undefined,
  entries: ({ policy }, { restsOn = [] }) =>
    policy !== undefined && restsOn.some((key) => isEntryKey(key) && entriesOf(policy, key).length > 0),
  'billing-rules': ({ policy }) => policy?.billingRules === 'cms',
  'code-not-valid': some(({ isInForce }) => !isInForce),
  'add-on-code': some(({ isAddOn }) => isAddOn),
  'third-level': some(({ facts }) => facts?.rung === 'third'),
  'modifier-50': some(({ fifty }) => fifty !== undefined),
  imaging: some(({ facts }) => facts?.group === 'imaging'),
  'drug-by-amount': some(({ facts }) => facts !== undefined && facts.unit !== ''),
  'two-codes': ({ claim: { lines } }) => lines.some(({ countsAs }) => countsAs !== lines[0]?.countsAs),
  'other-form-of-both-sides': ({ claim: { pairs } }) => pairs.some(({ isPayersForm }) => !isPayersForm),
  'timed-code': (situation) =>
    isBilled(situation, 'sedation') ||
    isBilled(situation, 'further-sedation') ||
    situation.claim.lines.some(({ facts }) => facts !== undefined && facts.timed !== ''),
  visit: (situation) => isBilled(situation, 'visit'),
  'visit-complexity': (situation) => isBilled(situation, 'visit-complexity'),
  'drug-test': (situation) =>
    isBilled(situation, 'presumptive-drug-test') || isBilled(situation, 'definitive-drug-test'),
  'waived-test': (situation) => isBilled(situation, 'waived-test'),
};

function some(isOne: (line: BilledLine) => boolean): (situation: Case) => boolean {
  return ({ claim }) => claim.lines.some(isOne);
}

function isBilled({ claim, codes }: Case, of: CodeClass): boolean {
  return claim.lines.some(({ code }) => codes.isA(code, of));
}
