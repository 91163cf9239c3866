/** What the diagnoses of a pain practice say, in our own words: domain facts, section 9. */
const regions: Readonly<Record<string, string>> = {
  '1': 'of the head and uppermost neck joints',
  '2': 'of the neck',
  '3': 'where the neck meets the mid-back',
  '4': 'of the mid-back',
  '5': 'where the mid-back meets the low back',
  '6': 'of the low back',
  '7': 'where the low back meets the sacrum',
  '8': 'of the sacrum',
  '9': 'at a site that is not named',
  '0': 'at a site that is not named',
};

/** Families whose last character is the region. */
const byRegion: readonly (readonly [string, string])[] = [
  ['M47.81', 'Wear of the spinal joints without nerve or cord trouble'],
  ['M47.89', 'Other wear of the spinal joints'],
  ['M47.2', 'Wear of the spinal joints with nerve root trouble'],
  ['M48.1', 'Bone bridging along the spine'],
  ['M53.8', 'Other trouble of the spine'],
  ['M54.1', 'Nerve root pain'],
];

const single: Readonly<Record<string, string>> = {
  'G89.0': 'Central pain syndrome',
  'G89.11': 'Acute pain after an injury',
  'G89.12': 'Acute pain after a chest operation',
  'G89.18': 'Other acute pain after a procedure',
  'G89.21': 'Chronic pain after an injury',
  'G89.22': 'Chronic pain after a chest operation',
  'G89.28': 'Other chronic pain after a procedure',
  'G89.29': 'Other chronic pain',
  'G89.3': 'Pain from cancer',
  'G89.4': 'Chronic pain syndrome',
  'M46.1': 'Inflammation of the sacroiliac joint',
  'M53.3': 'Trouble of the sacrum or tailbone',
  'M54.2': 'Neck pain',
  'M54.50': 'Low back pain, not told further',
  'M54.51': 'Low back pain from the vertebra itself',
  'M54.59': 'Other low back pain',
  'M54.6': 'Mid-back pain',
  'M54.81': 'Nerve pain at the back of the head',
  'M54.9': 'Back pain, not told further',
  'M96.1': 'Pain after a spinal operation',
};

/** Every code that may have words here, those of the families with each region. */
export const explainedDiagnoses: readonly string[] = [
  ...Object.keys(single),
  ...byRegion.flatMap(([prefix]) => Object.keys(regions).map((region) => `${prefix}${region}`)),
];

/** What a diagnosis code says; undefined where we have no words for it. */
export function diagnosisMeaning(code: string): string | undefined {
  const known = single[code];
  if (known) return known;
  const family = byRegion.find(([prefix]) => code.startsWith(prefix) && code.length === prefix.length + 1);
  if (!family) return undefined;
  const region = regions[code.slice(-1)];
  return region ? `${family[1]}, ${region}` : undefined;
}

/** Which part of the spine a code of those families names, as words that stand behind "is"; empty for any other code. */
export function spineWords(code: string): string {
  return byRegion.some(([prefix]) => code.slice(0, -1) === prefix) ? (regions[code.slice(-1)] ?? '') : '';
}
