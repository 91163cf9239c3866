/** What completion and outlines offer, as the protocol's. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type DocumentSymbol,
  InsertTextFormat,
  InsertTextMode,
  type Range,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import type { Offer } from '../features/offer.js';
import type { Outline } from '../features/policy/symbols.js';
import type { LineIndex } from '../text/line-index.js';
import type { Client } from './capabilities.js';
import { markup, rangeOf } from './convert.js';

const itemKinds: Readonly<Record<Offer['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  group: CompletionItemKind.Class,
  code: CompletionItemKind.Function,
  range: CompletionItemKind.Function,
  diagnosis: CompletionItemKind.Constant,
  modifier: CompletionItemKind.Keyword,
  place: CompletionItemKind.Value,
  rule: CompletionItemKind.Event,
  policy: CompletionItemKind.Module,
  date: CompletionItemKind.Value,
  opening: CompletionItemKind.Snippet,
  example: CompletionItemKind.Snippet,
  heading: CompletionItemKind.Class,
  field: CompletionItemKind.Property,
  kind: CompletionItemKind.EnumMember,
  value: CompletionItemKind.EnumMember,
  payer: CompletionItemKind.Module,
  person: CompletionItemKind.Reference,
  lines: CompletionItemKind.Snippet,
  pointer: CompletionItemKind.Reference,
  spine: CompletionItemKind.Value,
  site: CompletionItemKind.Value,
  drug: CompletionItemKind.Constant,
  text: CompletionItemKind.Text,
};

/**
 * An offer that replaces a range, as far as the client supports it. Words that are dear to make are made here only for a client that
 * does not ask for them later.
 *
 * @param indent the white space with which the line begins
 */
export function itemOf(client: Client, offer: Offer, range: Range, indent: string): CompletionItem {
  const { label, kind, detail, text, snippet, filter, rank, isDeprecated, asksOn, isPreselected } = offer;
  const documentation =
    typeof offer.documentation !== 'function'
      ? offer.documentation
      : client.asksForOfferWords
        ? undefined
        : offer.documentation();
  const places = client.fillsSnippets ? snippet : undefined;
  const written = places ?? text;
  return {
    label,
    kind: itemKinds[kind],
    ...(detail ? { detail } : {}),
    // An editor shows the detail of the chosen offer alone: codes say nothing without their words.
    ...(detail && client.describesOffers ? { labelDetails: { description: distinctFirst(detail, kind) } } : {}),
    ...(documentation ? { documentation: markup(documentation, client.offersMarkdown) } : {}),
    ...(filter ? { filterText: filter } : {}),
    ...(isDeprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(asksOn && client.runsCommands
      ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }
      : {}),
    ...(isPreselected ? { preselect: true } : {}),
    sortText: String(rank).padStart(4, '0'),
    insertTextFormat: places === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    ...(client.indentsLines ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    textEdit: { range, newText: client.indentsLines ? written : written.replaceAll('\n', `\n${indent}`) },
  };
}

/**
 * A diagnosis's words in the order in which a narrow list should show them: what tells it from its neighbors, such as the side, stands
 * last in its title and would be cut off.
 */
function distinctFirst(detail: string, kind: Offer['kind']): string {
  const parts = kind === 'diagnosis' && detail.length > mostWhole ? /^(.+), ([^,]+)$/.exec(detail) : null;
  return parts ? `${parts[2]}: ${parts[1]}` : detail;
}

/** Letters that the list shows next to a code, at the width that editors open it with. */
const mostWhole = 34;

const symbolKinds: Readonly<Record<Outline['kind'], SymbolKind>> = {
  key: SymbolKind.Property,
  list: SymbolKind.Array,
  entry: SymbolKind.Object,
  example: SymbolKind.Method,
};

/** A part of a file's outline, with its own parts. */
export function symbolOf(index: LineIndex, { name, detail, kind, span, selection, children }: Outline): DocumentSymbol {
  return {
    name: name || ' ',
    detail,
    kind: symbolKinds[kind],
    range: rangeOf(index, span),
    selectionRange: rangeOf(index, selection),
    children: children.map((child) => symbolOf(index, child)),
  };
}

/** An outline as a list, for a client that knows no tree: each part names the one around it. */
export function flatSymbols(uri: string, symbols: readonly DocumentSymbol[], container?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(container === undefined ? {} : { containerName: container }) },
    ...flatSymbols(uri, children, name),
  ]);
}
