/** The beginning of a policy file, with comments that say what may appear there. */
import { payerId } from './scalars.js';
import { nameKey } from './shelf.js';

interface NewPolicy {
  readonly payer: string;
  readonly name?: string | undefined;
  readonly extends?: string | undefined;
  /** Other names by which encounters call it. */
  readonly aliases?: readonly string[] | undefined;
}

/** The text of a new policy file: a policy that works right away, with the rest to uncomment. */
export function skeleton({ payer, name, extends: parent, aliases = [] }: NewPolicy): string {
  const shownAliases =
    aliases.length > 0 ? `aliases: [${aliases.map(quoted).join(', ')}]` : '# aliases: [Other Name, PLAN7]';
  return `# One payer's policy. Uncomment any line below that starts with "# " and a key.
payer: ${payer}
name: ${quoted(name ?? payer)}
${parent ? `extends: ${parent}` : '# extends: medicare'}   # applies wherever this file says nothing
${shownAliases}   # other names that encounters may use
# effective: 2026-01-01   # first date of service it applies to; no start date if left out
# until: 2026-12-31   # last date of service
# source: https://payer.example/policy.pdf   # shown in every finding based on this file

# How one service on both sides is billed: modifier-50, rt-lt, two-lines or units-2.
# bilateral:
#   primary: modifier-50
#   add-on: modifier-50
# mue: cms   # cms or none
# billing-rules: none   # cms or none

# How many levels, regions and sessions are paid, and how far apart. \`for\` is a code group, a code, a range or a list.
# limits:
#   - for: facet-injection
#     levels-per-session: 2
#     read: 2026-01-01   # the date you read it
#   - for: facet-injection
#     when: { intent: diagnostic }
#     sessions: { max: 4, within: 12 months, per: region }

# Modifiers, documentation and earlier sessions that the payer requires.
# require:
#   - for: facet-injection
#     when: { intent: diagnostic }
#     modifiers: [KX]

# authorization:
#   - for: [64490, 64493]
#     place: [19, 22]
# not-covered:
#   - for: [64492, 64495]
# covered-diagnoses:
#   - for: facet-injection
#     codes: [M47.812-M47.817]

# Severity for each rule: error, warning, information, hint or off.
# severity:
#   level-undercount: off

# Your own tests of this file, which run as you type.
# examples:
#   - name: a third level is denied
#     encounter: |
#       encounter T1
#     expect: [not-covered]
`;
}

/** A policy's id made of the name that an encounter gives its payer: "Acme MA HMO" is acme-ma-hmo. */
export function idFrom(name: string): string {
  const id = nameKey(name)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 80);
  return payerId.safeParse(id).success ? id : 'new-payer';
}

/** A value, in quotes if YAML would read it as something else. */
function quoted(text: string): string {
  return /^[A-Za-z0-9][^:#,[\]{}"'\r\n]*$/.test(text) && text.trim() === text ? text : JSON.stringify(text);
}
