/** Completion of payers: by any part of id, name or alias; those of the practice's other encounters first. */
import type { IsoDate } from '../../../clinical/dates.js';
import { isInForce, periodWords } from '../../../policy/in-force.js';
import type { Policies, Policy } from '../../../policy/policy.js';
import { entryWords } from '../../../policy/words.js';
import { asText, sourceLink } from '../../../text/markdown.js';
import type { Offered } from '../../offer.js';
import { fileWords } from '../../words/policy.js';
import type { Cursor } from './cursor.js';
import { saidBy } from './known.js';
import { fittingValue, type ValuePlace, valueCandidate } from './value-offer.js';

/** The payers' ids. */
export function payerOffers(cursor: Cursor, place: ValuePlace): Offered {
  const { world, checked } = cursor;
  const { policies, today } = world;
  const { date, payer, secondary } = checked.judgment.encounter;
  const day = date?.value ?? today;
  const used = usedFirst(cursor, place.field === 'payer' ? 'payer' : 'secondary');
  const other = idNamed(policies, (place.field === 'payer' ? secondary : payer)?.value);
  // An id comes before those that begin with it: the plan before its Medicare Advantage.
  const candidates = [...policies.known]
    .sort((one, two) => (one.id < two.id ? -1 : 1))
    .filter(({ id }) => id.toLowerCase() !== other)
    .map(({ id, name, aliases, periods }, index) => {
      const inForce = periods.some((period) => isInForce(period, day));
      const at = used.indexOf(id.toLowerCase());
      const since = inForce ? '' : `, not in force on ${day}`;
      return valueCandidate(
        place,
        id,
        at >= 0 ? at : used.length + index,
        {
          kind: 'payer',
          detail: `${name}${since}`,
          documentation: () => payerPage(policies, id, day),
          isDeprecated: !inForce,
        },
        [name, ...aliases],
      );
    });
  return fittingValue(cursor, place, candidates);
}

/** Which ids the practice's other encounters name: the patient's own payer first. */
function usedFirst({ world: { policies }, checked, known }: Cursor, field: 'payer' | 'secondary'): readonly string[] {
  const patient = checked.judgment.encounter.patient?.value;
  const own = known.told.filter((told) => patient !== undefined && told.patient === patient);
  const names = [...own.map((told) => told[field]), ...saidBy(known, (told) => told[field])];
  const named = [...new Set(names.flatMap((name) => name ?? []))].slice(0, mostNames);
  return [...new Set(named.flatMap((name) => idNamed(policies, name) ?? []))];
}

const mostNames = 50;

/** The id that a name is, or is an alias of, lower case. */
function idNamed(policies: Policies, name: string | undefined): string | undefined {
  const key = name?.trim().toLowerCase();
  if (key === undefined) return undefined;
  const found = policies.known.find(
    ({ id, aliases }) => id.toLowerCase() === key || aliases.some((alias) => alias.toLowerCase() === key),
  );
  return found?.id.toLowerCase();
}

const mostEntries = 4;

/** A payer in a few lines: since when, where published, the first of what is known. */
function payerPage(policies: Policies, id: string, day: IsoDate): string | undefined {
  const choice = policies.choose(id, day);
  const policy = 'policy' in choice ? choice.policy : undefined;
  return policy && pageOf(policy);
}

function pageOf(policy: Policy): string {
  const { id, name, entries, notChecked, source } = policy;
  const said = entries.slice(0, mostEntries).map((entry) => `- ${asText(entryWords(entry))}`);
  const more = entries.length - said.length;
  return [
    `**${asText(name)}** (${asText(id)}), in force ${periodWords(policy)}`,
    [...said, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n'),
    notChecked.length > 0 ? `Not checked: ${asText(notChecked.join(', '))}` : '',
    `*${asText(fileWords(policy))}*`,
    source ? sourceLink('Source', source) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
