/** The statements of a policy file at a place of it, and what each replaces. */
import type { IsoDate } from '../../clinical/dates.js';
import { type AnyEntry, identityOf } from '../../policy/entry.js';
import { fileOn } from '../../policy/in-force.js';
import { inherited } from '../../policy/inherit.js';
import type { Policy } from '../../policy/policy.js';
import type { ShelvedPolicy } from '../../policy/shelf.js';
import { type PolicyWorld, shelved } from './world.js';

/** The policy that a file extends, as it is on a date; undefined if it extends none that can be read. */
export function parentOf(world: PolicyWorld, file: string, date: IsoDate): Policy | undefined {
  const policy = shelved(world, file);
  return policy && parentOn(world, policy, date);
}

/** The inherited statement that this one replaces. */
export function replacedBy(world: PolicyWorld, file: string, entry: AnyEntry): AnyEntry | undefined {
  const policy = shelved(world, file);
  if (!policy) return undefined;
  const day = dayOf(world, policy, entry);
  const identity = identityOf(entry);
  return parentOn(world, policy, day)?.entries.find((each) => identityOf(each) === identity);
}

/** Today where the file and the statement hold on it, else their first day. */
export function dayOf({ today }: PolicyWorld, policy: ShelvedPolicy, entry?: AnyEntry): IsoDate {
  const from = [policy.effective ?? '', entry?.from ?? ''].sort().at(-1) ?? '';
  const until = [policy.until ?? '9', entry?.until ?? '9'].sort()[0] ?? '9';
  if (today < from) return from;
  return today > until ? until : today;
}

function parentOn({ policies }: PolicyWorld, policy: ShelvedPolicy, date: IsoDate): Policy | undefined {
  const { shelf } = policies;
  const parent = fileOn(
    shelf.parentsOf(policy).filter(({ document }) => document),
    date,
  );
  return parent && inherited(parent, shelf.chainOf(parent, date), date);
}
