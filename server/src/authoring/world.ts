/** What authors of policies are answered with: a world whose policies can be looked into and changed for a trial. */
import type { World } from '../engine/judgment.js';
import type { PolicyLibrary } from '../policy/policies.js';

export interface AuthoringWorld extends World {
  readonly policies: PolicyLibrary;
}
