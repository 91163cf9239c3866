/** What completion in a policy file is asked: every part of it gets the same information about the cursor. */

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
