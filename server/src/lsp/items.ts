/** What completion and outlines offer, as the protocol's. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type DocumentSymbol,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Range,
  SymbolKind,
} from 'vscode-languageserver';
import type { Offer } from '../features/policy/completion/offer.js';
import type { Outline } from '../features/policy/symbols.js';
import type { LineIndex } from '../text/line-index.js';
import { rangeOf } from './convert.js';

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
};

/** An offer that takes the place of a range. */
export function itemOf(offer: Offer, range: Range): CompletionItem {
  const { label, kind, detail, documentation, text, snippet, filter, rank, isDeprecated, asksOn } = offer;
  return {
    label,
    kind: itemKinds[kind],
    ...(detail ? { detail } : {}),
    ...(documentation ? { documentation: { kind: MarkupKind.Markdown, value: documentation } } : {}),
    ...(filter ? { filterText: filter } : {}),
    ...(isDeprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(asksOn ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
    sortText: String(rank).padStart(4, '0'),
    insertTextFormat: snippet === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText: snippet ?? text },
  };
}

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
