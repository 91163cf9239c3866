/**
 * What may be written at the cursor of a policy file: keys that are not there yet, words, codes, names. Offered in the
 * order of use; the editor leaves out what does not fit the letters typed.
 */

import type { Span } from '../../text/span.js';
import { type Place, placeAt } from '../../yaml/place.js';
import { type Form, formAt } from '../../yaml/schema-at.js';
import { readTree } from '../../yaml/tree.js';
import type { Offer, Offered } from '../offer.js';
import type { Cursor } from './completion/cursor.js';
import { exampleOffer, keyOffers, openings } from './completion/keys.js';
import { valueOffers } from './completion/values.js';
import type { PolicyWorld, YamlFile } from './world.js';

interface Completions extends Offered {
  /** What an offer replaces; holds the cursor. */
  readonly span: Span;
}

/** The completions at an offset; none if nothing of the file's schema is written there. */
export function completions(world: PolicyWorld, file: YamlFile, offset: number): Completions {
  const tree = readTree(file.text);
  const place = placeAt(file.text, tree, offset);
  const none = { span: place.span, offers: [], isIncomplete: false };
  if (place.kind === 'nothing' || place.kind === 'text') return none;
  const form = formAt(file.schema, place.path);
  if (!form) return none;
  const cursor = { world, file, tree, place, form };
  if (place.kind === 'key') return { ...none, offers: ranked(keyOffers(cursor, place)) };
  const { offers, isIncomplete } = atValue(cursor, place, form);
  const led = offers.map((offer) => (place.lead === '' ? offer : withLead(offer, place.lead)));
  return { ...none, offers: ranked(led), isIncomplete };
}

function atValue(cursor: Cursor, place: Place, form: Form): Offered {
  const { file } = cursor;
  switch (place.layout) {
    // A line on which an item begins, with its dash still to come.
    case 'dash':
      return prefixed(cursor, form, place.siblings);
    case 'line': {
      const item = form.isList ? formAt(file.schema, [...place.path, 0]) : undefined;
      const items = item
        ? prefixed({ ...cursor, place: { ...place, path: [...place.path, 0], layout: 'dash' }, form: item }, item, [])
        : empty;
      const keys = form.keys ? keyOffers(cursor, { ...place, siblings: [] }) : [];
      const values = form.isScalar ? valueOffers(cursor) : empty;
      return {
        offers: [...keys, ...items.offers, ...values.offers],
        isIncomplete: items.isIncomplete || values.isIncomplete,
      };
    }
    case 'item':
      if (form.keys)
        return {
          offers: [...exampleOffer(cursor, ''), ...keyOffers(cursor, { ...place, siblings: [] })],
          isIncomplete: false,
        };
      return valueOffers(cursor);
    case 'flow':
    case 'inline': {
      const values = form.isScalar ? valueOffers(cursor) : empty;
      return {
        offers: [...values.offers, ...(place.typed === '' ? openings(cursor) : [])],
        isIncomplete: values.isIncomplete,
      };
    }
  }
}

const empty = { offers: [], isIncomplete: false };

/** What may be an item, with the dash that it needs. */
function prefixed(cursor: Cursor, form: Form, siblings: readonly string[]): Offered {
  const place = { ...cursor.place, siblings: form.keys ? [] : siblings };
  const { offers, isIncomplete } = form.keys
    ? {
        offers: [
          ...exampleOffer(cursor, '- '),
          ...keyOffers({ ...cursor, form }, { ...place, column: place.column + 2 })
            .filter(({ isFirst }) => isFirst)
            .map((offer) => withLead(offer, '- ')),
        ],
        isIncomplete: false,
      }
    : valueOffers({ ...cursor, form, place });
  return form.keys ? { offers, isIncomplete } : { offers: offers.map((offer) => withLead(offer, '- ')), isIncomplete };
}

function withLead(offer: Offer, lead: string): Offer {
  // An opening on its own line needs no blank before it.
  if (offer.text.startsWith('\n')) return offer;
  return {
    ...offer,
    text: lead + offer.text,
    snippet: offer.snippet && lead + offer.snippet,
    filter: offer.filter ?? offer.label,
  };
}

function ranked(offers: readonly Offer[]): readonly Offer[] {
  return [...offers].sort((one, other) => one.rank - other.rank);
}
