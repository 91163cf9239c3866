/** Places of service: CMS's two-digit codes. */
import { placeRows } from '../../generated/places.js';
import { once } from '../text/once.js';
import type { PlaceOfService } from './codes.js';

const places = once(
  () =>
    new Map(
      placeRows.map((row): [string, PlaceOfService] => [
        row.pos_code ?? '',
        { code: row.pos_code ?? '', name: row.pos_name ?? '', isFacility: row.pos_type === 'Facility' },
      ]),
    ),
);

/** The place of that code. */
export function placeOf(code: string): PlaceOfService | undefined {
  return places().get(code);
}
