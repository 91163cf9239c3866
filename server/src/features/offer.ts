/** What completion answers, in encounters and in policies, as plain data. */

import type { Edit } from '../text/span.js';

/** What may be written there. */
export interface Offered {
  readonly offers: readonly Offer[];
  /** More would be offered after another letter. */
  readonly isIncomplete: boolean;
}

/** One thing that may be written. */
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
    | 'example'
    | 'heading'
    | 'field'
    | 'kind'
    | 'value'
    | 'payer'
    | 'person'
    | 'lines'
    | 'pointer'
    | 'spine'
    | 'site'
    | 'drug'
    | 'text';
  /** A few words next to the label. */
  readonly detail?: string | undefined;
  /** Markdown; a function where it is dear to make: an editor asks for one at a time. */
  readonly documentation?: string | (() => string | undefined) | undefined;
  /** What is written; lines after the first are indented as far as the line it is on, and further. */
  readonly text: string;
  /** How far the line is indented that it begins; undefined where it begins none, or its indentation does not matter. */
  readonly indent?: number | undefined;
  /** The same with places to fill (`$1`, `$0`), for editors that know them. */
  readonly snippet?: string | undefined;
  /** What the typed letters are compared with, where it is not the label. */
  readonly filter?: string | undefined;
  /** Offers of a lower rank come first; those of one rank in the order given. */
  readonly rank: number;
  readonly isDeprecated?: boolean | undefined;
  /** What it writes leaves something to choose: the editor may offer again at once. */
  readonly asksOn?: boolean | undefined;
  /** What the encounter still lacks: offered on a new line without being asked for. */
  readonly isAwaited?: boolean | undefined;
  /** What is written elsewhere speaks for it: where only the record decides, it may be the first. */
  readonly isTold?: boolean | undefined;
  /** Chosen before the coder has typed anything. */
  readonly isPreselected?: boolean | undefined;
  /** Changes elsewhere in the file that come with it, none of which touches what it replaces. */
  readonly also?: readonly Edit[] | undefined;
  /** Of a key: whether a new item may begin with it. */
  readonly isFirst?: boolean | undefined;
}

/** A snippet's text with its places left as they are. */
export function withoutPlaces(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}|\$\d+/g, '$1');
}
