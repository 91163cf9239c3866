/** Which policy file judged an encounter and why, and whose severities hold, as Markdown. */

import type { Encounter } from '../../encounter/encounter.js';
import type { CheckedEncounter } from '../../engine/check.js';
import type { World } from '../../engine/judgment.js';
import { graded } from '../../engine/severity.js';
import { isInForce, periodWords } from '../../policy/in-force.js';
import type { PolicyLibrary } from '../../policy/policies.js';
import type { Policy, PolicyChoice } from '../../policy/policy.js';
import { nameKey, type ShelvedPolicy } from '../../policy/shelf.js';
import { asText } from '../../text/markdown.js';
import { counted, listed } from '../../text/words.js';
import { fileName, fileWords } from '../words/policy.js';
import { severitySetBy } from '../words/severity.js';

/** Where the settings of a workspace are. */
interface Settings {
  /** The project file as its user knows it, where there is one: `south/scrubber.yaml`. */
  readonly project?: string | undefined;
  /** The project file's aliases, and the id each stands for. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
}

/** The explanation of one encounter's judgment. */
export function explainConfiguration(
  world: World & { readonly policies: PolicyLibrary },
  { judgment }: CheckedEncounter,
  settings: Settings,
): string {
  const { encounter, situation } = judgment;
  const { choice, policy } = situation;
  const parts = [
    `# How ${encounter.id ? `encounter ${asText(encounter.id.value)}` : 'this encounter'} is checked`,
    choiceWords(world.policies, encounter, choice, settings),
    policy ? filesWords(world.policies, policy, encounter.date?.value) : '',
    policy ? chainWords(world.policies, policy) : '',
    severityLines(world, policy),
    settings.project
      ? `The project file is ${asText(settings.project)}.`
      : 'The workspace has no project file (`scrubber.yaml`).',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function choiceWords(
  policies: PolicyLibrary,
  { payer, date }: Encounter,
  choice: PolicyChoice,
  settings: Settings,
): string {
  const on = date ? `on ${date.value}, the date of service` : 'without a date of service';
  switch (choice.kind) {
    case 'absent':
      return 'The encounter names no payer, so payer rules are not checked.';
    case 'unknown':
      return `No payer policy has the id or alias ${asText(payer?.value ?? '')}${choice.nearest ? ` (did you mean ${asText(choice.nearest)}?)` : ''}, so payer rules are not checked.`;
    case 'broken':
      return [
        `The policy file ${asText(fileName(choice.file))} cannot be read.`,
        choice.policy
          ? `${policyTitle(choice.policy)}, which it extends, is used instead.`
          : 'Payer rules are not checked.',
      ].join(' ');
    case 'part':
      return `${policyTitle(choice.policy)} is used, because no other payer has the words of ${asText(payer?.value ?? '')} in its name.`;
    case 'nearest':
      return `${policyTitle(choice.policy)} is used, ${nameWords(policies, payer?.value ?? '', choice.policy, settings)}. None of its files is in force ${on}; its files are in force ${listed(choice.ranges)}, and the nearest in time is used.`;
    case 'in-force':
      return `${policyTitle(choice.policy)} is used, ${nameWords(policies, payer?.value ?? '', choice.policy, settings)}. ${date ? `It is in force ${on}.` : `It is the newest file, used ${on}.`}`;
  }
}

function policyTitle({ name, id, file, shipped, effective, until }: Policy): string {
  const period = effective || until ? `, in force ${periodWords({ effective, until })}` : '';
  return `**${asText(name)}** (${asText(`${id}; ${fileWords({ file, shipped })}`)}${period})`;
}

/** How the payer's name led to the policy. */
function nameWords(policies: PolicyLibrary, written: string, { id }: Policy, { aliases = {} }: Settings): string {
  const name = nameKey(written);
  if (name === nameKey(id)) return `because the encounter's payer is its id`;
  const ofProject = Object.entries(aliases).find(([alias]) => nameKey(alias) === name);
  if (ofProject) return `because the project file says that ${asText(`${written} is ${ofProject[1]}`)}`;
  const holder = policies.shelf.all.find(({ aliases: own }) => own.some((alias) => nameKey(alias) === name));
  const elsewhere = holder && nameKey(holder.id) !== nameKey(id) ? ` (in ${asText(holder.id)})` : '';
  return `because ${asText(written)} is one of its aliases${elsewhere}`;
}

/** The payer's other files, and why none of them is used. */
function filesWords({ shelf }: PolicyLibrary, policy: Policy, date: string | undefined): string {
  const others = shelf.all.filter(({ id, file }) => nameKey(id) === nameKey(policy.id) && file !== policy.file);
  const holding = shelf.byId.get(nameKey(policy.id)) ?? [];
  const lines = others.map((other) => `- ${asText(fileWords(other))}: ${reasonAgainst(other, holding, policy, date)}`);
  return lines.length === 0 ? '' : ["This payer's other files, which are not used:", lines.join('\n')].join('\n\n');
}

function reasonAgainst(
  other: ShelvedPolicy,
  holding: readonly ShelvedPolicy[],
  policy: Policy,
  date: string | undefined,
): string {
  if (!holding.includes(other)) {
    const isExtended = policy.chain.some(({ file }) => file === other.file);
    return isExtended ? 'the file above replaces and extends it' : 'a workspace file with the same id replaces it';
  }
  if (!other.document) return 'it cannot be read';
  if (date === undefined) return `in force ${periodWords(other)}, which ends or starts earlier`;
  if (isInForce(other, date)) return `also in force ${periodWords(other)}, but it started earlier`;
  return `only in force ${periodWords(other)}`;
}

function chainWords({ shelf }: PolicyLibrary, { chain }: Policy): string {
  const [, ...parents] = chain;
  if (parents.length === 0) return 'It extends no other policy.';
  const lines = parents.map(({ id, file, shipped }, index) => {
    const period = shelf.all.find((each) => each.file === file);
    return `${index + 1}. ${asText(`${id} (${fileWords({ file, shipped })}`)}, in force ${period ? periodWords(period) : 'for every date'})`;
  });
  return ['What it does not set itself comes from:', lines.join('\n')].join('\n\n');
}

function severityLines(world: World, policy: Policy | undefined): string {
  const lines = world.rules.flatMap((rule) => {
    const { level, from } = graded(world, policy, rule, undefined);
    if (from.kind === 'rule') return [];
    return [`- ${rule.id}: ${severitySetBy(level, from)}; the default is ${rule.severity}`];
  });
  const ofEntries = (policy?.entries ?? []).filter(({ severity }) => severity !== undefined).length;
  const entries =
    ofEntries > 0
      ? `${counted(ofEntries, 'policy statement')} ${ofEntries === 1 ? 'sets' : 'set'} the severity of ${ofEntries === 1 ? 'its' : 'their'} own findings.`
      : '';
  const own = lines.length === 0 ? 'Every rule has its default severity.' : 'Rules with a changed severity:';
  return [own, lines.join('\n'), entries].filter((part) => part !== '').join('\n\n');
}
