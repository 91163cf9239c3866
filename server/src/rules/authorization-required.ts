import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { entriesByState, entriesForLine, isWantedAt } from '../claim/terms.js';
import { insertHeaderField } from '../encounter/edits.js';
import type { Entry } from '../policy/entry.js';
import { namesCode } from '../policy/names.js';
import type { Policy } from '../policy/policy.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding } from './rule.js';

/**
 * A service that needs prior authorization is denied without it: Medicare, facet procedures in places of service 19 and 22 since 2023-07-01.
 * Where the number is voluntary the claim is held instead (WISeR, from 2026-01-15).
 */
export const authorizationRequired = defineRule({
  id: 'authorization-required',
  summary: 'The payer requires prior authorization, and the encounter has no authorization number',
  severity: 'error',
  needs: ['entries'],
  speaksOf: 'service',
  restsOn: ['authorization'],

  *check(situation) {
    const { encounter, policy } = situation;
    if (!policy || encounter.authorization) return;
    const all = wanting(situation, entriesForLine);
    const required = all.filter(({ entries }) => entries.some(({ value }) => value.voluntary === undefined));
    // One number is for all of the claim: what is denied without it comes before what is only held.
    if (required.length > 0) yield missing(situation, policy, required, false);
    else if (all.length > 0) yield missing(situation, policy, all, true);
    else yield* askingForState(situation, policy);
  },
});

interface Wanting {
  readonly line: BilledLine;
  readonly entries: readonly Entry<'authorization'>[];
}

/** The lines for which the policy wants a number at this place. */
function wanting(
  situation: Case,
  entriesFor: (situation: Case, key: 'authorization', line: BilledLine) => readonly Entry<'authorization'>[],
): readonly Wanting[] {
  const all = situation.claim.lines.flatMap((line) => {
    const entries = entriesFor(situation, 'authorization', line).filter((entry) =>
      isWantedAt(entry, situation.encounter),
    );
    return entries.length > 0 ? [{ line, entries }] : [];
  });
  // Where a denial is expected of some lines only, the number is for the others.
  const unexpected = all.filter(({ line }) => denialExpectedBy(line) === undefined);
  return unexpected.length > 0 ? unexpected : all;
}

function missing(situation: Case, policy: Policy, wanted: readonly Wanting[], isVoluntary: boolean): Finding {
  const { encounter } = situation;
  const lines = wanted.map(({ line }) => line);
  const entries = [...new Set(wanted.flatMap((each) => each.entries))].filter(
    ({ value }) => isVoluntary || value.voluntary === undefined,
  );
  const isOne = new Set(lines.map(({ code }) => code)).size === 1;
  const circumstances = circumstancesOf(situation, entries);
  // An empty field is already there: the coder only has to fill it in.
  const empty = encounter.fields.get('authorization');
  return {
    at: empty?.span ?? firstOf(lines).line.code.span,
    severity: isVoluntary ? 'warning' : undefined,
    message: isVoluntary
      ? `${codesOf(lines)} ${isOne ? 'has' : 'have'} no authorization number, and without one ${policy.name} holds the claim for ${heldFor(entries)}${circumstances}: enter the number, or bill without it and expect the review`
      : `${codesOf(lines)} ${isOne ? 'needs' : 'need'} prior authorization from ${policy.name}${circumstances}, but the encounter has no authorization number`,
    related: lines.slice(1).map((line) => ({
      at: line.line.code.span,
      message: `${line.code} ${isVoluntary ? 'is also held without one' : 'also needs it'}`,
    })),
    entries,
    fixes: empty ? [] : [inserting(situation, 'authorization')],
    about: { lines: lines.map(({ index }) => index) },
    expectedBy: denialExpectedBy(...lines),
  };
}

/** Some policies want a number in some states only: without the state nobody can say. */
function* askingForState(situation: Case, policy: Policy): Iterable<Finding> {
  const wanted = wanting(situation, entriesByState);
  const lines = wanted.map(({ line }) => line);
  const [first] = lines;
  if (!first) return;
  const entries = [...new Set(wanted.flatMap((each) => each.entries))];
  const states = [...new Set(entries.flatMap(({ when }) => when.state ?? []))].sort();
  const empty = situation.encounter.fields.get('state');
  const isVoluntary = entries.every(({ value }) => value.voluntary !== undefined);
  yield {
    at: empty?.span ?? first.line.code.span,
    severity: 'information',
    message: isVoluntary
      ? `${codesOf(lines)} without an authorization number: in ${listed(states, 'or')} ${policy.name} holds the claim for ${heldFor(entries)}, and the encounter names no state: enter the state where the service was done`
      : `${codesOf(lines)} without an authorization number: ${policy.name} requires one in ${listed(states, 'or')}, and the encounter names no state: enter the state where the service was done`,
    // What the entries say of severity is for the state they name.
    basis: entries.find(({ source }) => source)?.source,
    fixes: empty ? [] : [inserting(situation, 'state')],
    about: { lines: lines.map(({ index }) => index) },
    expectedBy: denialExpectedBy(...lines),
  };
}

function inserting({ encounter }: Case, field: 'authorization' | 'state') {
  const edits = [insertHeaderField(encounter, field)];
  return { title: `Add the ${field} field`, edits, applies: 'ask', leavesBlank: true } as const;
}

/** " in place of service 22 with J0585 on the claim in AZ": what all of the entries rest on. */
function circumstancesOf(situation: Case, entries: readonly Entry<'authorization'>[]): string {
  const { encounter, claim, codes } = situation;
  const [place, state] = [encounter.place?.value, encounter.state?.value];
  const others = claim.lines.filter(({ code }) =>
    entries.some((entry) => entry.with && namesCode(entry.with, code, codes)),
  );
  return [
    place && entries.every(({ value: { places } }) => places !== undefined) ? ` in place of service ${place}` : '',
    others.length > 0 && entries.every((entry) => entry.with) ? ` with ${codesOf(others)}` : '',
    state && entries.every(({ when }) => when.state) ? ` in ${state}` : '',
  ].join('');
}

function heldFor(entries: readonly Entry<'authorization'>[]): string {
  return listed([...new Set(entries.flatMap(({ value }) => value.voluntary ?? []))], 'or');
}

function codesOf(lines: readonly BilledLine[]): string {
  return listed([...new Set(lines.map(({ code }) => code))]);
}

function firstOf(lines: readonly BilledLine[]): BilledLine {
  return lines[0] as BilledLine;
}
