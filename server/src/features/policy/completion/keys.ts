/** The keys that may be written at the cursor, each with what it does and the beginning of its value. */

import { idFrom } from '../../../policy/skeleton.js';
import type { Place } from '../../../yaml/place.js';
import { type Form, formAt, type KeyForm } from '../../../yaml/schema-at.js';
import { nodeAt } from '../../../yaml/tree.js';
import { type Offer, withoutPlaces } from '../../offer.js';
import { aboutWords } from '../../words/about.js';
import { exampleSnippet } from '../example-snippet.js';
import { ruleWords } from '../named.js';
import type { Cursor } from './cursor.js';

/** The keys of the form's mapping that are not there yet, in the schema's order, those that must be there first. */
export function keyOffers(cursor: Cursor, place: Place): readonly Offer[] {
  const { form, world } = cursor;
  const own = form.keys ?? [];
  const rules = form.about.takes === 'rule' && form.isOpen ? world.rules.map(({ id }) => keyOf(id)) : [];
  return [...own, ...rules]
    .filter(({ key }) => !place.siblings.includes(key))
    .map((key, index) => keyOffer(cursor, place, key, index));
}

/** How a mapping or list may begin after its key. */
export function openings(cursor: Cursor): readonly Offer[] {
  const { form, file, place } = cursor;
  const offers: Offer[] = [];
  const open = (label: string, snippet: string, rank: number, detail: string) => {
    offers.push({
      label,
      kind: 'opening',
      detail,
      documentation: aboutWords(form.about),
      text: withoutPlaces(snippet),
      snippet,
      rank,
      asksOn: true,
    });
  };
  if (form.keys) open('{ }', flowMapping(form), 2_000, 'keys and values');
  if (form.isList) {
    const item = formAt(file.schema, [...place.path, 0]);
    if (item?.keys && place.layout === 'inline')
      open('-', listOfMappings(item, extraIndent(cursor)), 0, 'a list of entries');
    else open('[ ]', '[$1]', 2_001, 'a list');
  }
  return offers;
}

/** A whole example where one may appear. */
export function exampleOffer({ world, file, tree, place, form }: Cursor, dash: '' | '- '): readonly Offer[] {
  if (!form.keys?.some(({ about }) => about.takes === 'encounter')) return [];
  const payer = nodeAt(tree.root, ['payer']);
  const effective = nodeAt(tree.root, ['effective']);
  const snippet = exampleSnippet({
    payer: payer?.kind === 'scalar' ? payer.value : idFrom(file.file),
    date: effective?.kind === 'scalar' ? effective.value : world.today,
    // After a dash the keys are indented two characters further than the line.
    indent: '  ',
  });
  const text = dash + snippet;
  return [
    {
      label: place.layout === 'dash' || dash ? '- example' : 'example',
      kind: 'example',
      detail: 'an encounter and its expected findings',
      documentation: `\`\`\`yaml\n${withoutPlaces(snippet)}\n\`\`\``,
      text: withoutPlaces(text),
      snippet: text,
      rank: -1,
    },
  ];
}

function keyOf(key: string): KeyForm {
  return { key, about: {}, isRequired: false };
}

function keyOffer(cursor: Cursor, place: Place, own: KeyForm, index: number): Offer {
  const { key, about, isRequired } = own;
  const { world, file, form } = cursor;
  const rule = form.about.takes === 'rule' ? world.rules.find(({ id }) => id === key) : undefined;
  const inner = formAt(file.schema, [...place.path, key]);
  const snippet = place.hasColon ? key : keySnippet(cursor, place, own, inner);
  return {
    label: key,
    kind: rule ? 'rule' : 'key',
    detail: rule ? rule.summary : about.title,
    documentation: rule ? ruleWords(rule).join('\n\n') : aboutWords(about),
    text: withoutPlaces(snippet),
    snippet: snippet.includes('$') ? snippet : undefined,
    rank: index + (isRequired ? 0 : 100),
    asksOn: !place.hasColon && inner !== undefined && offersSomething(inner),
    isFirst: isRequired,
  };
}

/**
 * A key with its colon and the beginning of its value, in the form its own example shows; of what must be there, such as
 * `for`, one name is the rule.
 */
function keySnippet(cursor: Cursor, place: Place, { key, isRequired }: KeyForm, inner: Form | undefined): string {
  if (!inner) return `${key}: `;
  const shown = inner.about.example ?? '';
  const extra = extraIndent(cursor, place);
  if (inner.about.takes === 'encounter') return `${key}: |\n${extra}  $0`;
  if (inner.keys) {
    const isFlow = place.layout === 'flow' || shown.startsWith(`${key}: {`);
    return isFlow ? `${key}: ${flowMapping(inner)}` : `${key}:\n${extra}  $0`;
  }
  if (!inner.isList || (inner.isScalar && (isRequired || !shown.startsWith(`${key}: [`)))) return `${key}: $0`;
  const item = formAt(cursor.file.schema, [...place.path, key, 0]);
  if (item?.keys && place.layout !== 'flow') return `${key}:${listOfMappings(item, extra)}`;
  return `${key}: [$1]`;
}

/** `{ max: , per:  }`: the keys that must be there. */
function flowMapping({ keys = [] }: Form): string {
  const required = keys.filter(({ isRequired }) => isRequired);
  if (required.length === 0) return '{ $1 }';
  return `{ ${required.map(({ key }, index) => `${key}: $${index + 1}`).join(', ')} }`;
}

function listOfMappings({ keys = [] }: Form, extra: string): string {
  const first = keys.find(({ isRequired }) => isRequired) ?? keys[0];
  return `\n${extra}  - ${first?.key ?? ''}: $0`;
}

/** How much further than its line a key is indented: after a dash. */
function extraIndent({ tree, file, place: own }: Cursor, place = own): string {
  const line = tree.lines.findLast(({ start }) => start <= place.span.start);
  const behindDash = line ? /^-[ \t]+/.exec(file.text.slice(line.first, place.span.start))?.[0] : undefined;
  const stillToCome = place.layout === 'dash' ? '- ' : '';
  return ' '.repeat((behindDash ?? stillToCome).length);
}

function offersSomething({ words, keys, isList, about }: Form): boolean {
  return words.length > 0 || keys !== undefined || isList || about.takes !== undefined;
}
