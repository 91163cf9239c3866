/** What completion is asked and what it answers, as plain data: every part of it gets the same information about the cursor. */

import type { Place } from '../../../yaml/place.js';
import type { Form } from '../../../yaml/schema-at.js';
import type { Tree } from '../../../yaml/tree.js';
import type { PolicyWorld, YamlFile } from '../world.js';

/** The cursor: where it is, and what the schema allows there. */
export interface Cursor {
  readonly world: PolicyWorld;
  readonly file: YamlFile;
  readonly tree: Tree;
  readonly place: Place;
  readonly form: Form;
}

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
    | 'example';
  /** A few words next to the label. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** What is written; lines after the first are indented as far as the line it is on, and further. */
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

/** A snippet's text with its places left as they are. */
export function withoutPlaces(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}|\$\d+/g, '$1');
}
