/** One thing that may be written at the cursor, as plain data. */
export interface Offer {
  readonly label: string;
  readonly kind:
    | 'key'
    | 'word'
    | 'group'
    | 'code'
    | 'range'
    | 'diagnosis'
    | 'modifier'
    | 'place'
    | 'rule'
    | 'policy'
    | 'date'
    | 'opening'
    | 'example';
  /** A few words beside the label. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** What is written; lines after the first are indented as far as the line it stands on, and further. */
  readonly text: string;
  /** The same with places to fill (`$1`, `$0`), for editors that know them. */
  readonly snippet?: string | undefined;
  /** What the typed letters are compared with, where it is not the label. */
  readonly filter?: string | undefined;
  /** Offers of a lower rank come first; those of one rank in the order given. */
  readonly rank: number;
  readonly isDeprecated?: boolean | undefined;
  /** What it writes leaves something to choose: the editor may offer again at once. */
  readonly asksOn?: boolean | undefined;
  /** Of a key: whether a new item may begin with it. */
  readonly isFirst?: boolean | undefined;
}

/** A snippet's text where nobody fills its places. */
export function withoutPlaces(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}|\$\d+/g, '$1');
}
