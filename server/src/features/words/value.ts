/** What the format's fixed values mean, in a few words. */

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  intent: {
    diagnostic: 'to find out where the pain comes from',
    therapeutic: 'to treat the pain',
  },
  series: {
    first: 'of two diagnostic blocks of the same levels',
    second: 'of two diagnostic blocks, the one that confirms',
  },
  technique: {
    'intra-articular': 'into the joint',
    'medial-branch': 'at the nerves that supply the joint',
    radiofrequency: 'thermal, conventional or cooled',
    'pulsed-radiofrequency': 'pulsed: does not destroy the nerve',
    cryoablation: 'by freezing',
    chemical: 'by phenol or alcohol',
    interlaminar: 'between the laminae',
    caudal: 'through the sacral hiatus',
    transforaminal: 'through the foramen of a nerve root',
    'dry-needling': 'needle without injection',
    percutaneous: 'leads through a needle',
    paddle: 'leads through a laminectomy',
  },
  guidance: {
    fluoroscopy: 'live X-ray, C-arm',
    ct: 'computed tomography',
    ultrasound: 'sonography',
    none: 'by landmarks, without imaging',
  },
  side: { left: 'LT', right: 'RT', bilateral: 'both sides' },
  sex: { F: 'female', M: 'male', X: 'another or unspecified', U: 'unknown' },
  claim: {
    professional: "the physician's claim (CMS-1500), if left out",
    facility: "the hospital's or surgery center's own claim (UB-04)",
  },
  frequency: {
    original: 'a new claim, if left out',
    replacement: 'takes the place of an earlier claim',
    void: 'takes an earlier claim back',
  },
  accident: { work: 'at work', auto: 'a motor vehicle accident', other: 'any other accident' },
  consent: { yes: 'the patient consented', no: 'the record has no consent' },
};

/** A fixed value of a field explained; undefined where the field has no such value. */
export function valueWords(field: string, value: string): string | undefined {
  const ofField = Object.hasOwn(words, field) ? words[field] : undefined;
  return ofField && Object.hasOwn(ofField, value) ? ofField[value] : undefined;
}
