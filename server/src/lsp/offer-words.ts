/**
 * The documentation of what was last offered, made when an editor asks for it: a list of completions has hundreds of items, of which
 * one is looked at.
 */
import type { CompletionItem } from 'vscode-languageserver';
import type { Offer } from '../features/offer.js';
import type { Client } from './capabilities.js';
import { markup } from './convert.js';

export interface OfferWords {
  /** Forgets what was offered before, and numbers the items so that the editor can ask about one of them. */
  remember(offers: readonly Offer[], items: readonly CompletionItem[]): readonly CompletionItem[];
  /** The item with its documentation, if it is one of those last offered. */
  resolve(item: CompletionItem): CompletionItem;
}

/** Knows of no offers yet. */
export function createOfferWords(client: () => Client): OfferWords {
  let list = 0;
  let last: readonly Offer[] = [];
  return {
    remember(offers, items) {
      if (!client().asksForOfferWords) return items;
      list += 1;
      last = offers;
      return items.map((item, index) =>
        typeof offers[index]?.documentation === 'function' ? { ...item, data: [list, index] } : item,
      );
    },
    resolve(item) {
      const [of, index]: readonly unknown[] = Array.isArray(item.data) ? item.data : [];
      const offer = of === list && typeof index === 'number' ? last[index] : undefined;
      const words = typeof offer?.documentation === 'function' ? offer.documentation() : undefined;
      return words ? { ...item, documentation: markup(words, client().offersMarkdown) } : item;
    },
  };
}
