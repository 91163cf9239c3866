/** Which findings a run reports: those that are severe enough. */
import { isWorse, type Severity } from '../policy/vocabulary.js';

/** Whether a severity is at least another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return !isWorse(least, severity);
}
