/** The list of all rules, in the order of the documentation. */
import { duplicateEncounter } from './duplicate-encounter.js';
import { duplicateField } from './duplicate-field.js';
import { futureDate } from './future-date.js';
import { internalError } from './internal-error.js';
import { invalidValue } from './invalid-value.js';
import { levelOvercount } from './level-overcount.js';
import { levelUndercount } from './level-undercount.js';
import { missingField } from './missing-field.js';
import { nerveCount } from './nerve-count.js';
import type { Rule } from './rule.js';
import { syntax } from './syntax.js';
import { unknownField } from './unknown-field.js';
import { unknownPayer } from './unknown-payer.js';
import { unusedAllow } from './unused-allow.js';

export const rules: readonly Rule[] = [
  syntax,
  unknownField,
  duplicateField,
  missingField,
  invalidValue,
  futureDate,
  unknownPayer,
  duplicateEncounter,
  unusedAllow,
  internalError,
  levelOvercount,
  nerveCount,
  levelUndercount,
];
