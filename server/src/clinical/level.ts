/** The words for places on the spine that the other layers share. Knows no codes and no payers. */

/** A joint or foramen between two vertebrae, as `L4-L5`; from C0-C1 to L5-S1, and the sacral foramina to S3-S4. */
export type Level = string;

export type Region = 'cervical-thoracic' | 'lumbar-sacral';

/** A region as coders write it: its codes are "cervical/thoracic codes". */
export const regionWords: Readonly<Record<Region, string>> = {
  'cervical-thoracic': 'cervical/thoracic',
  'lumbar-sacral': 'lumbar/sacral',
};

export type BodySide = 'left' | 'right';
