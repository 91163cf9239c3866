/** The list of all rules, in the order of the documentation. */
import { duplicateEncounter } from './duplicate-encounter.js';
import { internalError } from './internal-error.js';
import type { Rule } from './rule.js';
import { unusedAllow } from './unused-allow.js';

export const rules: readonly Rule[] = [duplicateEncounter, unusedAllow, internalError];
