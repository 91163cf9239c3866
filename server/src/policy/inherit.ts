/** A policy file merged with those it extends. Knows no dates: the chain it is given was chosen for one. */
import { levelLimits } from './level-limits.js';
import { type BilateralForm, bilateralForms, type Policy } from './policy.js';
import type { PolicyContent } from './schema.js';
import type { ShelvedPolicy } from './shelf.js';

type Bilateral = NonNullable<PolicyContent['bilateral']>;

/** The policy that a file is with what it inherits: `chain` holds the file, its parent, the parent's parent and so on. */
export function inherited(policy: ShelvedPolicy, chain: readonly ShelvedPolicy[]): Policy {
  const contents = chain.map(({ content }) => content);
  const bilateral: Bilateral = Object.assign({}, ...outermostFirst(contents.map((content) => content.bilateral)));
  const primary = bilateral.primary ?? bilateralForms;
  return {
    id: policy.id,
    // A name is a file's own, save where the workspace extends the shipped policy of the same id.
    name: chain.find(({ id, content }) => id === policy.id && content.name)?.content.name ?? policy.id,
    file: policy.file,
    source: contents.find(({ source }) => source)?.source,
    effective: policy.content.effective,
    until: policy.content.until,
    bilateral: {
      primary,
      addOn: bilateral['add-on'] ?? firstOf(primary),
      surgeryCenter: bilateral['surgery-center'],
    },
    // rules.md, units-exceed-mue: a policy follows CMS's edits unless it says otherwise.
    mue: contents.find(({ mue }) => mue)?.mue ?? 'cms',
    levelLimits: contents.flatMap(({ limits }) => levelLimits(limits)),
    severity: severities(contents),
  };
}

/** Where a policy says nothing of add-on codes, any form is right, and they are written as the primary code is. */
function firstOf(primary: readonly BilateralForm[]): readonly BilateralForm[] {
  return [...new Set([...primary, ...bilateralForms])];
}

/** Key by key: the nearest file's severity of a rule before those of the files it extends. */
function severities(contents: readonly PolicyContent[]): Policy['severity'] {
  return Object.assign({}, ...outermostFirst(contents.map(({ severity }) => severity)));
}

function outermostFirst<Mapping>(mappings: readonly Mapping[]): readonly Mapping[] {
  return [...mappings].reverse();
}
