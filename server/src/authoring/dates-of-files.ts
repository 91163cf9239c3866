/** Days that none of a payer's files covers, and what ends within two months. */
import { daysBetween, nextDay } from '../clinical/dates.js';
import type { PolicyDocument } from '../policy/document.js';
import { identityOf } from '../policy/entry.js';
import { isInForce } from '../policy/in-force.js';
import { holdsOn } from '../policy/inherit.js';
import type { FileProblem } from '../policy/relations.js';
import { counted } from '../text/words.js';
import { spanOfValue } from '../yaml/locate.js';
import { pathOf } from './statement.js';
import type { AuthoringWorld } from './world.js';

/** Long enough to read what the payer has published since, short enough to be worth reporting. */
const soon = 60;

/** The days between a file and its payer's previous one. */
export function* gaps(world: AuthoringWorld, document: PolicyDocument): Iterable<FileProblem> {
  const { effective, payer } = document.content;
  if (!effective) return;
  const earlier = othersOf(world, document).filter(({ content }) => content.until && content.until < effective);
  const before = earlier.sort((one, other) => compare(other.content.until, one.content.until))[0];
  const last = before?.content.until;
  if (!before || !last || nextDay(last) === effective) return;
  // A file that began before holds on through them, or reports them itself.
  const isCovered = othersOf(world, document).some(({ content }) => isInForce(content, nextDay(last)));
  if (isCovered) return;
  yield {
    rule: 'payer-gap',
    severity: 'warning',
    file: document.file,
    at: document.at.effective,
    message: `No ${payer} file is in force from ${nextDay(last)} until this one begins on ${effective}`,
    related: [{ file: before.file, at: spanOfValue(before.root, ['until']), message: 'The previous file ends here' }],
  };
}

/** The file, or entries in it, that end soon without a successor. */
export function* endings(world: AuthoringWorld, document: PolicyDocument): Iterable<FileProblem> {
  const { file, root, content, entries } = document;
  const others = othersOf(world, document);
  const endsSoon = (until: string | undefined): until is string =>
    until !== undefined && until >= world.today && daysBetween(world.today, until) <= soon;
  const words = (until: string): string =>
    until === world.today ? 'ends today' : `ends on ${until}, in ${counted(daysBetween(world.today, until), 'day')}`;
  const rule = 'payer-expiring';
  const severity = 'information';
  const { until } = content;
  if (endsSoon(until) && !others.some((other) => (other.content.until ?? '9') > until)) {
    const message = `This file ${words(until)}, and no later ${content.payer} file follows`;
    yield { rule, severity, file, at: spanOfValue(root, ['until']), message };
  }
  const said = new Set<string>();
  for (const entry of entries) {
    const { origin } = entry;
    if (!endsSoon(entry.until) || (until !== undefined && entry.until >= until) || said.has(origin.entry)) continue;
    const next = nextDay(entry.until);
    const follows = [document, ...others]
      .filter((each) => isInForce(each.content, next))
      .some((each) => each.entries.some((one) => holdsOn(one, next) && identityOf(one) === identityOf(entry)));
    if (follows) continue;
    said.add(origin.entry);
    const message = `This entry ${words(entry.until)}, and no entry with the same for, when, with and beside follows`;
    yield { rule, severity, file, at: spanOfValue(root, [...pathOf(entry), 'until']), message };
  }
}

function othersOf({ policies }: AuthoringWorld, document: PolicyDocument): PolicyDocument[] {
  const id = document.content.payer.toLowerCase();
  return policies.documents.filter(
    (other) =>
      !(other.file === document.file && other.shipped === document.shipped) &&
      other.content.payer.toLowerCase() === id &&
      policies.isInUse(other),
  );
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
