/**
 * The joints and limbs that a site, a nerve or a diagnosis names, in plain anatomy: for the order of offers, which decides nothing. Knows
 * no codes.
 */

type Limb = 'upper' | 'lower';

/** What words name of the body; both empty where they name neither a joint nor a limb. */
interface BodyAreas {
  readonly joints: ReadonlySet<string>;
  readonly limbs: ReadonlySet<Limb>;
}

/** The joints with the words for what is at them, nerves among it. */
const joints: readonly (readonly [name: string, limb: Limb, words: RegExp])[] = [
  ['shoulder', 'upper', /\b(?:shoulder|gleno-?humeral|acromio-?clavicular|subacromial|rotator|suprascapular)/],
  ['elbow', 'upper', /\b(?:elbow|olecranon|(?:lateral|medial) epicondyl|cubital)/],
  ['wrist', 'upper', /\b(?:wrist|carpal tunnel|radio-?carpal)/],
  ['hand', 'upper', /\b(?:hand|finger|thumb|carpo-?metacarpal|trigger finger)/],
  ['hip', 'lower', /\b(?:hip|trochanter|femoro-?acetabular|coxa)/],
  ['knee', 'lower', /\b(?:knee|genicular|geniculate|patell)/],
  ['ankle', 'lower', /\b(?:ankle|tarsal tunnel)/],
  ['foot', 'lower', /\b(?:foot|toe|plantar|heel|calcane|metatars|hallux)/],
];

const limbs: readonly (readonly [limb: Limb, words: RegExp])[] = [
  [
    'upper',
    /\b(?:upper (?:limb|extremity)|arm|upper arm|forearm|axillary|brachial|median|ulnar|radial|musculocutaneous)\b/,
  ],
  [
    'lower',
    /\b(?:lower (?:limb|extremity|leg)|leg|thigh|sciatic|femoral|saphenous|tibial|peroneal|fibular|popliteal|obturator|meralgia)\b/,
  ],
];

/** The joints that lower-case words name, and the limbs that they or their joints are of. */
export function bodyAreasIn(words: string): BodyAreas {
  const named = joints.filter(([, , pattern]) => pattern.test(words));
  return {
    joints: new Set(named.map(([name]) => name)),
    limbs: new Set([
      ...named.map(([, limb]) => limb),
      ...limbs.filter(([, pattern]) => pattern.test(words)).map(([limb]) => limb),
    ]),
  };
}

/** Whether what was treated and what a diagnosis names are the same joint, the same limb, or another; undefined where either names none. */
export function sameArea(treated: BodyAreas, named: BodyAreas): 'joint' | 'limb' | 'other' | undefined {
  if (treated.limbs.size === 0 || named.limbs.size === 0) return undefined;
  if (treated.joints.size > 0 && named.joints.size > 0) {
    return [...named.joints].some((joint) => treated.joints.has(joint)) ? 'joint' : 'other';
  }
  return [...named.limbs].some((limb) => treated.limbs.has(limb)) ? 'limb' : 'other';
}
