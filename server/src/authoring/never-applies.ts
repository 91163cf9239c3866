/** Entries of a policy file that can never apply. */

import type { PolicyDocument } from '../policy/document.js';
import { type AnyEntry, identityOf } from '../policy/entry.js';
import type { Period } from '../policy/in-force.js';
import { namesCode } from '../policy/names.js';
import type { FileProblem } from '../policy/relations.js';
import { saidWords } from '../policy/words.js';
import type { Span } from '../text/span.js';
import { listed } from '../text/words.js';
import { spanOfValue } from '../yaml/locate.js';
import { compareLimits } from './looser.js';
import { forebearsInTime, periodOf } from './periods.js';
import { areGone, canBeMet, codesNamed } from './reach.js';
import { pathOf, statementKey } from './statement.js';
import type { AuthoringWorld } from './world.js';

/** One finding per entry, on what keeps it from applying. */
export function* neverApplying(world: AuthoringWorld, document: PolicyDocument): Iterable<FileProblem> {
  const said = new Set<string>();
  for (const entry of document.entries) {
    const { origin } = entry;
    if (said.has(origin.entry)) continue;
    const obstacle = obstacleOf(world, document, entry);
    if (!obstacle) continue;
    // If an entry says several things, the others may still apply.
    if (obstacle.isOfEntry) said.add(origin.entry);
    const { at, message, related } = obstacle;
    yield { rule: 'payer-never-applies', severity: 'warning', file: document.file, at, message, related };
  }
}

interface Obstacle extends Pick<FileProblem, 'at' | 'message' | 'related'> {
  readonly isOfEntry: boolean;
}

function obstacleOf(world: AuthoringWorld, document: PolicyDocument, entry: AnyEntry): Obstacle | undefined {
  const { codes } = world;
  const at = (...path: readonly PropertyKey[]): Span => spanOfValue(document.root, [...pathOf(entry), ...path]);
  const ofEntry = (place: Span, message: string): Obstacle => ({ at: place, message, isOfEntry: true });
  const { effective, until } = document.content;
  const period = periodOf(document, entry);
  if (isEmpty(period)) {
    const isEarly = entry.until !== undefined && effective !== undefined && entry.until < effective;
    return isEarly
      ? ofEntry(
          at('until'),
          `This entry never applies: it ends on ${entry.until}, before its file starts on ${effective}`,
        )
      : ofEntry(at('from'), `This entry never applies: it starts on ${entry.from}, after its file ends on ${until}`);
  }
  const named = codesNamed(entry.names, codes);
  if (areGone(named, period, codes)) {
    const on = period.effective ? `on or after ${period.effective}` : `on or before ${period.until}`;
    return ofEntry(at('for'), `This entry never applies: ${listed(entry.names.written)} cannot be billed ${on}`);
  }
  if (!canBeMet(entry, named, codes)) {
    const message = `This entry never applies: no procedure billed with ${listed(entry.names.written, 'or')} can meet its conditions`;
    return ofEntry(at('when'), message);
  }
  const { place } = entry.when;
  if (
    entry.key === 'authorization' &&
    place &&
    entry.value.places &&
    !entry.value.places.some((each) => place.includes(each))
  ) {
    return ofEntry(at('place'), `This entry never applies: its when allows only place ${listed(place, 'or')}`);
  }
  return entry.severity === 'off'
    ? takesNothingBack(world, document, entry, at('severity'))
    : hidden(world, document, entry);
}

/** `severity: off` takes an inherited statement back, and only one with the same key, `for`, `when`, `with` and `beside`. */
function takesNothingBack(
  world: AuthoringWorld,
  document: PolicyDocument,
  entry: AnyEntry,
  at: Span,
): Obstacle | undefined {
  if (document.content.extends === undefined) {
    return {
      at,
      message: 'This entry never applies: off cancels an inherited entry, and this file extends no policy',
      isOfEntry: true,
    };
  }
  const forebears = forebearsInTime(world, document, entry);
  // An unknown parent is already an error.
  if (forebears.length === 0) return undefined;
  const identity = identityOf(entry);
  if (forebears.some(({ entries }) => entries.some((other) => identityOf(other) === identity))) return undefined;
  const message = `This cancels nothing: no ${entry.key} entry with the same for, when, with and beside is inherited from ${listed([...new Set(forebears.map(({ content }) => content.payer))], 'or')}`;
  return { at, message, isOfEntry: false };
}

/**
 * A limit for whose codes a stricter one also holds: an inherited one is replaced only by the same `for`,
 * `when`, `with` and `beside`, and of two in one file both hold.
 */
function hidden(world: AuthoringWorld, document: PolicyDocument, entry: AnyEntry): Obstacle | undefined {
  const identity = identityOf(entry);
  const taken = new Set(document.entries.map(identityOf));
  const inherited = forebearsInTime(world, document, entry).flatMap((forebear) => {
    const left = forebear.entries.filter((other) => !taken.has(identityOf(other)));
    for (const other of forebear.entries) taken.add(identityOf(other));
    return left.map((other) => ({ document: forebear, other }));
  });
  const period = periodOf(document, entry);
  const beside = document.entries
    .filter((other) => statementKey(other) !== statementKey(entry))
    .map((other) => ({ document, other }));
  const stricter = [...beside, ...inherited].find(({ document: home, other }) => {
    const comparison = compareLimits(entry, other);
    // Of two that say the same the first one is not hidden by the second.
    const isFirst = home === document && other.origin.at.start > entry.origin.at.start;
    if (comparison !== 'looser' && (comparison !== 'same' || isFirst)) return false;
    return (
      isHeldThroughout(periodOf(home, other), period) && hasForce(other, entry) && coversCodes(other, entry, world)
    );
  });
  if (!stricter) return undefined;
  const { other, document: home } = stricter;
  const isOwn = home === document;
  const where = isOwn ? 'this file' : home.content.payer;
  const right =
    isOwn || identityOf(other) === identity
      ? 'both apply'
      : 'only an entry with the same for, when, with and beside replaces it';
  return {
    at: entry.origin.at,
    message: `This never applies: ${where} has ${saidWords(other)} for ${listed(other.names.written)}, and ${right}`,
    related: [{ file: home.file, shipped: home.shipped, at: other.origin.at, message: 'The stricter entry' }],
    isOfEntry: false,
  };
}

function isEmpty({ effective, until }: Period): boolean {
  return effective !== undefined && until !== undefined && effective > until;
}

function isHeldThroughout(outer: Period, inner: Period): boolean {
  return (outer.effective ?? '') <= (inner.effective ?? '') && (outer.until ?? '9') >= (inner.until ?? '9');
}

/** The other entry's finding is at least as strong as this one's would be. */
function hasForce(other: AnyEntry, entry: AnyEntry): boolean {
  return (
    other.severity === entry.severity && (other.confidence !== 'unconfirmed' || entry.confidence === 'unconfirmed')
  );
}

function coversCodes(other: AnyEntry, entry: AnyEntry, { codes }: AuthoringWorld): boolean {
  if (other.with && other.with.key !== entry.with?.key) return false;
  const conditions = Object.entries(other.when).filter(([, values]) => values !== undefined);
  const isWider = conditions.every(([key, values]) => {
    const own: readonly string[] | undefined = entry.when[key as keyof typeof entry.when];
    return own?.every((value) => (values as readonly string[]).includes(value)) ?? false;
  });
  if (!isWider) return false;
  if (entry.names.kinds.some((kind) => !other.names.kinds.includes(kind))) return false;
  const named = codesNamed(entry.names, codes);
  return named.length > 0 && named.every((code) => namesCode(other.names, code, codes));
}
