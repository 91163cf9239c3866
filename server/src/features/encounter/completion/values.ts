/** Completion of a field's value: which part answers for which field. */
import type { Offered } from '../../offer.js';
import { agentOffers } from './agents.js';
import type { Cursor, Place } from './cursor.js';
import { bornOffers, dateOffers } from './dates.js';
import { minuteOffers, reliefOffers, scoreOffers } from './figures.js';
import { fixedOffers } from './fixed-values.js';
import { noOffers } from './matching.js';
import { numberOffers } from './numbers.js';
import { payerOffers } from './payer-names.js';
import { patientOffers, providerOffers } from './people.js';
import { phraseOffers } from './phrases.js';
import { placeOffers } from './places.js';
import { siteOffers } from './sites.js';
import { spineOffers } from './spine.js';

/** What the value of a field may be. */
export function valueOffers(cursor: Cursor, place: Extract<Place, { kind: 'value' }>): Offered {
  switch (place.field) {
    case 'patient':
      return patientOffers(cursor, place);
    case 'provider':
    case 'referring':
      return providerOffers(cursor, place);
    case 'date':
      return dateOffers(cursor, place);
    case 'born':
      return bornOffers(cursor, place);
    case 'payer':
    case 'secondary':
      return payerOffers(cursor, place);
    case 'place':
      return placeOffers(cursor, place);
    case 'pain-before':
    case 'pain-after':
      return scoreOffers(cursor, place);
    case 'relief':
    case 'prior-relief':
    case 'prior-blocks':
      return reliefOffers(cursor, place);
    case 'minutes':
      return minuteOffers(cursor, place);
    case 'indication':
    case 'conservative-care':
    case 'response':
    case 'complications':
    case 'plan':
      return phraseOffers(cursor, place);
    case 'authorization':
    case 'claim-number':
    case 'trial':
    case 'ndc':
      return numberOffers(cursor, place);
    case 'sex':
    case 'claim':
    case 'frequency':
    case 'state':
    case 'accident':
    case 'intent':
    case 'series':
    case 'technique':
    case 'guidance':
    case 'side':
    case 'consent':
      return fixedOffers(cursor, place);
    case 'levels':
    case 'nerves':
    case 'bodies':
      return spineOffers(cursor, place);
    case 'site':
      return siteOffers(cursor, place);
    case 'agent':
    case 'discarded':
      return agentOffers(cursor, place);
    default:
      return noOffers;
  }
}
