/** The states, the district and the territories of the United States by their postal letters. */

const names: Readonly<Record<string, string>> = {
  AL: 'alabama',
  AK: 'alaska',
  AZ: 'arizona',
  AR: 'arkansas',
  CA: 'california',
  CO: 'colorado',
  CT: 'connecticut',
  DE: 'delaware',
  DC: 'district of columbia',
  FL: 'florida',
  GA: 'georgia',
  HI: 'hawaii',
  ID: 'idaho',
  IL: 'illinois',
  IN: 'indiana',
  IA: 'iowa',
  KS: 'kansas',
  KY: 'kentucky',
  LA: 'louisiana',
  ME: 'maine',
  MD: 'maryland',
  MA: 'massachusetts',
  MI: 'michigan',
  MN: 'minnesota',
  MS: 'mississippi',
  MO: 'missouri',
  MT: 'montana',
  NE: 'nebraska',
  NV: 'nevada',
  NH: 'new hampshire',
  NJ: 'new jersey',
  NM: 'new mexico',
  NY: 'new york',
  NC: 'north carolina',
  ND: 'north dakota',
  OH: 'ohio',
  OK: 'oklahoma',
  OR: 'oregon',
  PA: 'pennsylvania',
  RI: 'rhode island',
  SC: 'south carolina',
  SD: 'south dakota',
  TN: 'tennessee',
  TX: 'texas',
  UT: 'utah',
  VT: 'vermont',
  VA: 'virginia',
  WA: 'washington',
  WV: 'west virginia',
  WI: 'wisconsin',
  WY: 'wyoming',
  PR: 'puerto rico',
  GU: 'guam',
  VI: 'virgin islands',
  AS: 'american samoa',
  MP: 'northern mariana islands',
};

/** The letters of each, in the order of their names. */
export const stateLetters: readonly string[] = Object.keys(names);

/** Whether the two letters, upper case, are a state's, the district's or a territory's. */
export function isState(letters: string): boolean {
  return Object.hasOwn(names, letters);
}

/** A state's name from its letters: "North Carolina". */
export function stateName(letters: string): string | undefined {
  return names[letters]?.replace(/\b(?!of\b)[a-z]/g, (letter) => letter.toUpperCase());
}

/** The letters of a state that is written out: `Arizona`, `N. Carolina` is not. */
export function stateNamed(text: string): string | undefined {
  const wanted = text.trim().toLowerCase().replace(/\s+/g, ' ');
  return Object.keys(names).find((letters) => names[letters] === wanted);
}
