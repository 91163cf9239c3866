/** What is known of a place of service, as Markdown. */
import type { PlaceOfService } from '../../codes/codes.js';

/** The lines that explain a place of service. */
export function placeWords({ code, name, isFacility }: PlaceOfService): readonly string[] {
  return [`**${code}** ${name}`, isFacility ? 'Paid at the facility rate' : 'Paid at the non-facility rate'];
}
