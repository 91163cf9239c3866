/**
 * New encounters and new procedures as snippets: every field that the payer wants of it and nothing else, each with a tab stop. What the
 * chosen procedure says already is written; nothing else is, so that a template attests nothing.
 */
import type { IsoDate } from '../../clinical/dates.js';
import type { World } from '../../engine/judgment.js';
import type { Told } from '../../neighbors/told.js';
import type { Policies } from '../../policy/policy.js';
import { everydayKinds } from '../../syntax/everyday.js';
import { type ProcedureField, requiredHeaderFields } from '../../syntax/vocabulary.js';
import { nextIds } from './completion/next-id.js';
import { type TemplateKind, type TemplateProcedure, templateKinds } from './template-kinds.js';
import { wantedOfKind } from './wanted-of-kind.js';

/** One of the things to choose from. */
interface Choice {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

/** A procedure to choose. */
interface KindChoice extends Choice {
  /** All by which it is found, in any order: single words in small letters. */
  readonly words: readonly string[];
}

/** What the template begins with, where it is known. */
interface Begun {
  readonly id: string;
  readonly payer?: string | undefined;
  /** The practice's only provider. */
  readonly provider?: string | undefined;
}

/**
 * What the practice's other encounters tell of a new one: the next id, and the provider where there is only one.
 *
 * @param told the nearest first
 */
export function begunBy(told: readonly Told[], today: IsoDate): Begun {
  const [id = ''] = nextIds([...new Set(told.flatMap((each) => each.id ?? []))], today);
  // Of several the coder chooses.
  const [provider, ...others] = new Set(told.flatMap((each) => each.provider ?? []));
  return { id, provider: others.length === 0 ? provider : undefined };
}

const blank: TemplateKind = { id: 'blank', label: 'Blank', words: 'the required fields alone', procedures: [] };

/** What a new encounter can be of; the blank one last. */
export function templateChoices(): readonly KindChoice[] {
  return [...templateKinds, blank].map((kind) => {
    const { id, label, words } = kind;
    return { id, label, description: words, words: foundBy(kind) };
  });
}

/** Its name, what else it is called, and what is said with it and tells it apart from none: `lumbar epidural`, `left knee injection`. */
function foundBy({ label, words, procedures }: TemplateKind): readonly string[] {
  const everyday = procedures.flatMap(({ kind, says }) =>
    everydayKinds
      // Words that say more than the kind are another template's too: a trial is no implant.
      .filter(({ means: { saysMore, ...means } }) => {
        return means.kind === kind && !saysMore && (!means.technique || means.technique === says?.technique);
      })
      .flatMap((each) => each.words),
  );
  const asked = new Set(procedures.flatMap(({ asks }) => asks));
  const regions = asked.has('levels') || asked.has('nerves') ? spinalRegions : [];
  const sides = asked.has('side') || asked.has('site') ? sideNames : [];
  const all = [label, words, ...everyday, ...regions, ...sides].join(' ').toLowerCase();
  return [...new Set(all.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''))];
}

const spinalRegions = ['cervical', 'thoracic', 'lumbar', 'lumbosacral'];
const sideNames = ['left', 'right', 'bilateral'];

/** The payers that the policies know, by id and name. */
export function payerChoices(policies: Policies): readonly Choice[] {
  return policies.known.map(({ id, name, aliases }) => ({ id, label: name, description: [id, ...aliases].join(', ') }));
}

/** A new encounter as a snippet; of an unknown kind the blank one. */
export function encounterTemplate(world: World, kind: string, begun: Begun): string {
  const { procedures } = templateKinds.find(({ id }) => id === kind) ?? blank;
  const { today } = world;
  const stops = tabStops();
  const wanted = procedures.map((procedure) => wantedOfKind(world, begun.payer, today, procedure));
  const header = new Set(wanted.flatMap((each) => each.header));
  const known: Readonly<Record<string, string | undefined>> = {
    payer: begun.payer,
    provider: begun.provider,
  };
  return [
    `encounter ${stops.next(begun.id)}`,
    ...[...requiredHeaderFields, ...header].map((name) => {
      const value = known[name];
      return `${name}: ${value === undefined ? stops.next() : escaped(value)}`;
    }),
    '',
    'diagnoses',
    `  A: ${stops.next()}`,
    '',
    ...procedures.flatMap((procedure, index) => [...procedureRows(procedure, wanted[index]?.fields ?? [], stops), '']),
    'lines',
    `  ${stops.next()}`,
    '',
  ].join('\n');
}

/**
 * A procedure as a snippet, from its kind on; behind its last field comes the line below, where the encounter goes on.
 *
 * @param fields what the payer wants of it
 */
export function procedureTemplate(procedure: TemplateProcedure, fields: readonly ProcedureField[]): string {
  return `${procedureRows(procedure, fields, tabStops()).join('\n').slice('procedure '.length)}\n$0`;
}

function procedureRows(
  { kind, says = {} }: TemplateProcedure,
  fields: readonly ProcedureField[],
  stops: TabStops,
): readonly string[] {
  return [
    `procedure ${kind}`,
    ...fields.map((name) => `  ${name}: ${says[name] === undefined ? stops.next() : escaped(says[name])}`),
  ];
}

interface TabStops {
  /** The next one, holding a text that typing replaces. */
  next(text?: string): string;
}

function tabStops(): TabStops {
  let last = 0;
  return {
    next(text) {
      last += 1;
      return text === undefined ? `$${last}` : `\${${last}:${escaped(text)}}`;
    },
  };
}

/** Text in which a snippet would see a place. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
