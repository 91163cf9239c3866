/** The tables that come with the tool, as the questions of codes.ts. Each is unpacked when it is first asked. */
import type { Guidance } from '../syntax/vocabulary.js';
import { addOnOf, addOnsOf } from './add-ons.js';
import type { Codes } from './codes.js';
import { diagnosisStanding } from './diagnoses.js';
import { diagnosisMeaning } from './diagnosis-meanings.js';
import { feeScheduleRow } from './fee-schedule.js';
import { modifierMeaning } from './modifier-meanings.js';
import { allModifiers, modifierStanding } from './modifiers.js';
import { mueOf } from './mue.js';
import { nearestCodes } from './nearest.js';
import { once } from './packed.js';
import { painCodes } from './pain-codes.js';
import { pairOf, pairsOf, pairsUnder } from './pairs.js';
import { placeOf } from './places.js';
import { levelTwo, listedCodes, standingOf } from './standing.js';

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

export const bundledCodes: Codes = {
  standing: standingOf,
  painCode: (code) => painCodes().get(code),
  get painCodes() {
    return rows();
  },
  feeSchedule: feeScheduleRow,
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
  place: placeOf,
  isPlace: (code) => placeOf(code) !== undefined,
  known: listedCodes,
  nearestCodes: (code, date) =>
    nearestCodes(
      code,
      (each) => standingOf(each, date).kind === 'valid',
      (each) => painCodes().has(each),
    ),
  codesNamed(name) {
    const inGroup = rows().filter(({ group, kinds }) => group === name || (kinds as readonly string[]).includes(name));
    if (inGroup.length > 0) return inGroup.map(({ code }) => code);
    const [first = '', last = first] = name.toUpperCase().split('-');
    const inRange = rows().filter(({ code }) => code >= first && code <= last && code.length === first.length);
    return inRange.length > 0 ? inRange.map(({ code }) => code) : undefined;
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
  guidanceOf: (code) => guidances[code],
};
