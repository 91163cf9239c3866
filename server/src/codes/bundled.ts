/** The tables that come with the tool, as the questions of codes.ts. Each is unpacked when it is first asked. */
import type { Guidance } from '../syntax/vocabulary.js';
import { addOnOf, addOnsOf } from './add-ons.js';
import type { Codes } from './codes.js';
import { denialsOf, remarkOf } from './denials.js';
import { billableFrom, diagnosisStanding } from './diagnoses.js';
import { diagnosisMeaning, explainedDiagnoses } from './diagnosis-meanings.js';
import { feeScheduleRow, unpricedAt } from './fee-schedule.js';
import { codeGroups } from './groups.js';
import { imagingIncludedFrom } from './imaging.js';
import { modifierMeaning } from './modifier-meanings.js';
import { allModifiers, modifierStanding } from './modifiers.js';
import { mueOf } from './mue.js';
import { nearestCodes } from './nearest.js';
import { once } from './packed.js';
import { painCodes } from './pain-codes.js';
import { pairOf, pairsOf, pairsUnder } from './pairs.js';
import { placeOf } from './places.js';
import { deletedCodes, levelTwo, listedCodes, standingOf } from './standing.js';

/** rules.md, "Levels": reported once for each further level. */
const perFurtherLevel = new Set(['64480', '64484', '64634', '64636', '64421', '22512', '22515', '64629', '62331']);

/** Which guidance an imaging code stands for: domain facts, section 4. */
const guidances: Readonly<Record<string, Guidance>> = {
  '76000': 'fluoroscopy',
  '76942': 'ultrasound',
  '77002': 'fluoroscopy',
  '77003': 'fluoroscopy',
  '77012': 'ct',
};

const rows = once(() => [...painCodes().values()]);
const modifiers = once(allModifiers);
const groups = once(() => codeGroups(rows()));
const explained = once(() =>
  explainedDiagnoses.filter((code) => diagnosisStanding(code, undefined).kind === 'valid').sort(),
);

export const bundledCodes: Codes = {
  standing: standingOf,
  painCode: (code) => painCodes().get(code),
  get painCodes() {
    return rows();
  },
  feeSchedule: feeScheduleRow,
  unpriced: unpricedAt,
  bilateralIndicator: (code) => painCodes().get(code)?.bilateral || feeScheduleRow(code)?.bilateral || undefined,
  isPerFurtherLevel: (code) => perFurtherLevel.has(code),
  addOn: addOnOf,
  addOnsOf,
  mue: mueOf,
  pair: pairOf,
  pairsOf,
  pairsUnder,
  levelTwo,
  modifier: modifierStanding,
  modifierMeaning,
  get modifiers() {
    return modifiers();
  },
  diagnosis: diagnosisStanding,
  diagnosisMeaning,
  get explainedDiagnoses() {
    return explained();
  },
  diagnosesFrom: billableFrom,
  place: placeOf,
  isPlace: (code) => placeOf(code) !== undefined,
  get deletedCodes() {
    return deletedCodes();
  },
  known: listedCodes,
  nearestCodes: (code, date) =>
    nearestCodes(
      code,
      (each) => standingOf(each, date).kind === 'valid',
      (each) => painCodes().has(each),
    ),
  codesInGroup: (name) => groups().get(name),
  get groups() {
    return [...groups().keys()];
  },
  editions: {
    feeSchedule: 'CMS fee schedule, October 2025 and July 2026',
    hcpcs: 'CMS HCPCS level II, 2025-10',
    deletedCodes: 'CMS fee schedule releases of 2020 to 2026, HCPCS file of 2025-10, published articles',
    modifiers: 'CPT modifiers of 2024, HCPCS modifiers of 2025-10',
    diagnoses: 'ICD-10-CM FY2026',
    addOns: 'CMS add-on code file, 2024-06-03',
    mue: 'CMS practitioner MUE tables, 2024-07-01 and 2026-04-01',
    pairs: 'CMS practitioner NCCI pairs, 2024 Q3',
  },
  denials: denialsOf,
  remark: remarkOf,
  guidanceOf: (code) => guidances[code],
  imagingIncludedFrom,
};
