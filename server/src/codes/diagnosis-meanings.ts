/** What a pain practice's diagnoses mean: domain facts, section 9. */
const regions: Readonly<Record<string, string>> = {
  '1': 'occipito-atlanto-axial region',
  '2': 'cervical region',
  '3': 'cervicothoracic region',
  '4': 'thoracic region',
  '5': 'thoracolumbar region',
  '6': 'lumbar region',
  '7': 'lumbosacral region',
  '8': 'sacral region',
  '9': 'site unspecified',
  '0': 'site unspecified',
};

/** Families whose last character is the region. */
const byRegion: readonly (readonly [string, string])[] = [
  ['M47.81', 'Spondylosis without myelopathy or radiculopathy'],
  ['M47.89', 'Other spondylosis'],
  ['M47.2', 'Other spondylosis with radiculopathy'],
  ['M48.1', 'Ankylosing hyperostosis'],
  ['M53.8', 'Other specified dorsopathies'],
  ['M54.1', 'Radiculopathy'],
];

const single: Readonly<Record<string, string>> = {
  // Unlike its family's other codes, this one's last character names no region.
  'M48.19': 'Ankylosing hyperostosis, multiple sites',
  'G89.0': 'Central pain syndrome',
  'G89.11': 'Acute pain due to trauma',
  'G89.12': 'Acute post-thoracotomy pain',
  'G89.18': 'Other acute postprocedural pain',
  'G89.21': 'Chronic pain due to trauma',
  'G89.22': 'Chronic post-thoracotomy pain',
  'G89.28': 'Other chronic postprocedural pain',
  'G89.29': 'Other chronic pain',
  'G89.3': 'Neoplasm related pain',
  'G89.4': 'Chronic pain syndrome',
  'M46.1': 'Sacroiliitis',
  'M53.3': 'Sacrococcygeal disorders',
  'M54.2': 'Cervicalgia (neck pain)',
  'M54.50': 'Low back pain, unspecified',
  'M54.51': 'Vertebrogenic low back pain',
  'M54.59': 'Other low back pain',
  'M54.6': 'Pain in the thoracic spine',
  'M54.81': 'Occipital neuralgia',
  'M54.9': 'Back pain, unspecified',
  'M96.1': 'Postlaminectomy syndrome',
};

/** Every code that may have words here, those of the families with each region. */
export const explainedDiagnoses: readonly string[] = [
  ...new Set([
    ...Object.keys(single),
    ...byRegion.flatMap(([prefix]) => Object.keys(regions).map((region) => `${prefix}${region}`)),
  ]),
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

/** Which part of the spine a code of those families names, as words that follow "is"; empty for any other code. */
export function spineWords(code: string): string {
  const region = byRegion.some(([prefix]) => code.slice(0, -1) === prefix) ? regions[code.slice(-1)] : undefined;
  if (!region) return '';
  return region === 'site unspecified' ? 'of an unspecified site' : `of the ${region}`;
}
