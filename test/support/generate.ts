/** Brings the generated tables up to date before the tests. */
import { generate } from '../../scripts/generate.mjs';

/** Called once by the test runner. */
export function setup(): void {
  generate();
}
