/** The `check` that is measured: of a checkout's built command line, with a report for programs, on the day of the made encounters. */
import { today } from './encounters.mjs';

/**
 * The parameters of Node for it.
 *
 * @param {string} checkout
 * @param {...string} options and the paths
 */
export function jsonCheck(checkout, ...options) {
  return [`${checkout}/dist/cli.cjs`, 'check', '--today', today, '--format', 'json', ...options];
}
