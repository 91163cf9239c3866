/** A policy file merged with those it extends, on a date of service. */
import type { IsoDate } from '../clinical/dates.js';
import type { PolicyDocument } from './document.js';
import { type AnyEntry, identityOf } from './entry.js';
import { entryIndex } from './entry-index.js';
import { isInForce } from './in-force.js';
import type { Policy, PolicySeverity } from './policy.js';
import type { PolicyContent } from './schema.js';
import type { ShelvedPolicy } from './shelf.js';
import { type BilateralForm, bilateralForms } from './vocabulary.js';

type Bilateral = NonNullable<PolicyContent['bilateral']>;

/**
 * The names of what {@link inherited} depends on besides the date itself: the files, and between which of the days on which an entry begins
 * or ends the date lies. Where they are the same, so is the policy.
 */
export function periodKey(chain: readonly ShelvedPolicy[], date: IsoDate | undefined): string {
  const days = chain.flatMap(({ document }) => document?.entries.flatMap(({ from, until }) => [from, until]) ?? []);
  const before = new Set(days.filter((day) => day !== undefined && date !== undefined && day < date)).size;
  const isBorder = days.some((day) => day !== undefined && day === date);
  const files = chain.map(({ file, shipped }) => `${shipped} ${file}`);
  return JSON.stringify([...files, date === undefined ? '' : before, isBorder]);
}

/** A file's policy with all that it inherits: `chain` holds the file, its parent, the parent's parent and so on. */
export function inherited(policy: ShelvedPolicy, chain: readonly ShelvedPolicy[], date: IsoDate | undefined): Policy {
  const documents = chain.flatMap(({ document }) => document ?? []);
  const contents = documents.map(({ content }) => content);
  const bilateral: Bilateral = Object.assign({}, ...outermostFirst(contents.map((content) => content.bilateral)));
  const primary = bilateral.primary ?? bilateralForms;
  const entries = entriesOn(documents, date);
  return {
    id: policy.id,
    // A name belongs to its file, except where the workspace extends the shipped policy of the same id.
    name: chain.find(({ id, name }) => id === policy.id && name)?.name ?? policy.id,
    file: policy.file,
    shipped: policy.shipped,
    source: contents.find(({ source }) => source)?.source,
    effective: policy.effective,
    until: policy.until,
    bilateral: {
      primary,
      addOn: bilateral['add-on'] ?? firstOf(primary),
      surgeryCenter: bilateral['surgery-center'],
    },
    // A plan that extends a generic payer states its own.
    notChecked: contents[0]?.['not-checked']?.flatMap((each) => each ?? []) ?? [],
    // rules.md, units-exceed-mue: a policy follows CMS's edits unless it says otherwise.
    mue: contents.find(({ mue }) => mue)?.mue ?? 'cms',
    // Medicare's are not every payer's: they apply only if a policy says so.
    billingRules: contents.find((content) => content['billing-rules'])?.['billing-rules'] ?? 'none',
    entries,
    index: entryIndex(entries),
    severity: severities(documents),
    chain: chain.map(({ id, file, shipped }) => ({ id, file, shipped })),
  };
}

/** Whether an entry holds on the date of service; one with its own dates does not hold if the date is unknown. */
export function holdsOn({ from, until }: Pick<AnyEntry, 'from' | 'until'>, date: IsoDate | undefined): boolean {
  if (date === undefined) return from === undefined && until === undefined;
  return isInForce({ effective: from, until }, date);
}

/**
 * Lists add up; a statement in a nearer file replaces an inherited one with its key, `for`, `when`, `with` and
 * `beside` on the dates it holds.
 */
function entriesOn(documents: readonly PolicyDocument[], date: IsoDate | undefined): readonly AnyEntry[] {
  const taken = new Set<string>();
  const held = documents.flatMap(({ entries }, depth) => {
    // What holds for Original Medicare alone ends at the nearest plan of Medicare Advantage.
    const isAdvantage = documents.slice(0, depth).some(({ content }) => content['medicare-advantage']);
    const own = entries.filter(
      (entry) => holdsOn(entry, date) && !taken.has(identityOf(entry)) && !(isAdvantage && entry.isOriginalMedicare),
    );
    for (const entry of entries) {
      // If the date is unknown, so is whether a dated entry replaces the inherited one: neither applies then.
      if (date === undefined || holdsOn(entry, date)) taken.add(identityOf(entry));
    }
    return own.map((entry): AnyEntry => ({ ...entry, depth }));
  });
  return held.filter(({ severity }) => severity !== 'off');
}

/** If a policy does not mention add-on codes, any form is accepted, and they are written like the primary code. */
function firstOf(primary: readonly BilateralForm[]): readonly BilateralForm[] {
  return [...new Set([...primary, ...bilateralForms])];
}

/** For each rule: the nearest file's severity before those of the files it extends. */
function severities(documents: readonly PolicyDocument[]): Policy['severity'] {
  const own = documents.map(({ content }, depth) =>
    Object.fromEntries(
      Object.entries(content.severity ?? {}).flatMap(([rule, level]) =>
        level === undefined ? [] : [[rule, { level, policy: content.payer, depth } satisfies PolicySeverity]],
      ),
    ),
  );
  return Object.assign({}, ...outermostFirst(own));
}

function outermostFirst<Mapping>(mappings: readonly Mapping[]): readonly Mapping[] {
  return [...mappings].reverse();
}
