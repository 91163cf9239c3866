/** What records call a billed drug: the name in our own explanation, and the brands of server/data/drug_names.csv. */
import { drugNameRows } from '../../generated/drug-names.js';
import { type Drug, type DrugName, drugNameOf } from '../clinical/doses.js';
import { once } from '../text/once.js';
import { painCodes } from './pain-codes.js';

const drugs = once(() => {
  const byCode = new Map<string, { names: DrugName[]; alsoPer?: string }>();
  for (const { code, explanation, unit } of painCodes().values()) {
    if (unit === '') continue;
    const name = drugNameOf(explanation);
    byCode.set(code, { names: name ? [{ name }] : [] });
  }
  for (const { code = '', name = '', one_dose, mg_per_ml, also_per } of drugNameRows) {
    const drug = byCode.get(code);
    if (!drug) continue;
    if (also_per) drug.alsoPer = also_per;
    const brand: DrugName = { name, oneDose: one_dose, mgPerMl: mg_per_ml ? Number(mg_per_ml) : undefined };
    drug.names = [brand, ...drug.names.filter((each) => each.name !== name)];
  }
  return byCode;
});

/** The drug that the code is for; undefined where it is no drug, or one without its own unit. */
export function drugOf(code: string): Drug | undefined {
  return drugs().get(code);
}

/** Every name of every drug, in lower case. */
export const drugNames = once((): readonly string[] => [
  ...new Set([...drugs().values()].flatMap(({ names }) => names.map(({ name }) => name))),
]);
