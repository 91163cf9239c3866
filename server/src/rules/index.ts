/** The list of all rules, in the order of the documentation. */
import { addonSkipsLevel } from './addon-skips-level.js';
import { addonWithoutPrimary } from './addon-without-primary.js';
import { authorizationRequired } from './authorization-required.js';
import { bilateralConflict } from './bilateral-conflict.js';
import { bilateralNotAllowed } from './bilateral-not-allowed.js';
import { bilateralStyle } from './bilateral-style.js';
import { blockWithDestruction } from './block-with-destruction.js';
import { bundledImaging } from './bundled-imaging.js';
import { bundledPair } from './bundled-pair.js';
import { claimLimits } from './claim-limits.js';
import { complexityWith25 } from './complexity-with-25.js';
import { componentInFacility } from './component-in-facility.js';
import { danglingPointer } from './dangling-pointer.js';
import { decisionForSurgery } from './decision-for-surgery.js';
import { deletedCode } from './deleted-code.js';
import { diagnosisMismatch } from './diagnosis-mismatch.js';
import { diagnosisNotCovered } from './diagnosis-not-covered.js';
import { drugTestOnce } from './drug-test-once.js';
import { drugUnits } from './drug-units.js';
import { drugWasteModifier } from './drug-waste-modifier.js';
import { duplicateEncounter } from './duplicate-encounter.js';
import { duplicateField } from './duplicate-field.js';
import { duplicateLine } from './duplicate-line.js';
import { emInGlobalPeriod } from './em-in-global-period.js';
import { emNeeds25 } from './em-needs-25.js';
import { frequencyLimit } from './frequency-limit.js';
import { futureDate } from './future-date.js';
import { guidanceRequired } from './guidance-required.js';
import { insufficientRelief } from './insufficient-relief.js';
import { internalError } from './internal-error.js';
import { invalidDiagnosis } from './invalid-diagnosis.js';
import { invalidValue } from './invalid-value.js';
import { levelLimit } from './level-limit.js';
import { levelOvercount } from './level-overcount.js';
import { levelUndercount } from './level-undercount.js';
import { medicareStatus } from './medicare-status.js';
import { missingDocumentation } from './missing-documentation.js';
import { missingField } from './missing-field.js';
import { missingProcedure } from './missing-procedure.js';
import { missingSide } from './missing-side.js';
import { modifierMisuse } from './modifier-misuse.js';
import { nerveCount } from './nerve-count.js';
import { notCovered } from './not-covered.js';
import { notTogether } from './not-together.js';
import { placeOfService } from './place-of-service.js';
import { privateData } from './private-data.js';
import { procedureInGlobalPeriod } from './procedure-in-global-period.js';
import { regionMismatch } from './region-mismatch.js';
import { requiredModifier } from './required-modifier.js';
import type { Rule } from './rule.js';
import { sideMismatch } from './side-mismatch.js';
import { siteMismatch } from './site-mismatch.js';
import { syntax } from './syntax.js';
import { techniqueMismatch } from './technique-mismatch.js';
import { therapyModifier } from './therapy-modifier.js';
import { timedUnits } from './timed-units.js';
import { unbilledProcedure } from './unbilled-procedure.js';
import { unitsExceedMue } from './units-exceed-mue.js';
import { unknownCode } from './unknown-code.js';
import { unknownField } from './unknown-field.js';
import { unknownModifier } from './unknown-modifier.js';
import { unknownPayer } from './unknown-payer.js';
import { unmetPrior } from './unmet-prior.js';
import { unusedAllow } from './unused-allow.js';
import { unusedDiagnosis } from './unused-diagnosis.js';
import { vagueDocumentation } from './vague-documentation.js';
import { waivedTest } from './waived-test.js';

export const rules: readonly Rule[] = [
  syntax,
  unknownField,
  duplicateField,
  missingField,
  invalidValue,
  futureDate,
  unknownPayer,
  duplicateEncounter,
  privateData,
  unusedAllow,
  internalError,
  unknownCode,
  deletedCode,
  medicareStatus,
  unknownModifier,
  modifierMisuse,
  invalidDiagnosis,
  danglingPointer,
  unusedDiagnosis,
  claimLimits,
  duplicateLine,
  placeOfService,
  componentInFacility,
  therapyModifier,
  drugWasteModifier,
  drugTestOnce,
  waivedTest,
  addonWithoutPrimary,
  addonSkipsLevel,
  unitsExceedMue,
  timedUnits,
  drugUnits,
  bilateralConflict,
  bilateralNotAllowed,
  bilateralStyle,
  sideMismatch,
  missingSide,
  levelOvercount,
  nerveCount,
  levelUndercount,
  regionMismatch,
  levelLimit,
  frequencyLimit,
  missingProcedure,
  unbilledProcedure,
  bundledImaging,
  bundledPair,
  blockWithDestruction,
  notTogether,
  emNeeds25,
  decisionForSurgery,
  emInGlobalPeriod,
  procedureInGlobalPeriod,
  complexityWith25,
  guidanceRequired,
  techniqueMismatch,
  siteMismatch,
  missingDocumentation,
  vagueDocumentation,
  insufficientRelief,
  unmetPrior,
  authorizationRequired,
  requiredModifier,
  notCovered,
  diagnosisNotCovered,
  diagnosisMismatch,
];
