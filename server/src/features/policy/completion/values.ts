/** The values that may be written at the cursor: fixed words, and what a name may be by what its key takes. */
import { stateLetters, stateName } from '../../../clinical/states.js';
import { calendarYear } from '../../../policy/vocabulary.js';
import { asText } from '../../../text/markdown.js';
import { shortTitle } from '../../../text/words.js';
import type { Takes } from '../../../yaml/schema.js';
import type { Offer, Offered } from '../../offer.js';
import { withTitle } from '../../words/official.js';
import { ruleWords } from '../named.js';
import { wordMeaning } from '../word-meanings.js';
import { codeOffers } from './codes.js';
import type { Cursor } from './cursor.js';
import { diagnosisOffers } from './diagnoses.js';
import { ownIdOffers, policyOffers } from './payers.js';

/** What one value may be here; what a list has already is left out. */
export function valueOffers(cursor: Cursor): Offered {
  const { form, place } = cursor;
  if (form.words.length > 0) return whole(words(cursor));
  const offered = form.about.takes ? named(cursor, form.about.takes) : shown(cursor);
  return { ...offered, offers: offered.offers.filter(({ label }) => !place.siblings.includes(label)) };
}

function named(cursor: Cursor, takes: Takes): Offered {
  const { world, place } = cursor;
  const { codes, rules, today } = world;
  switch (takes) {
    case 'codes':
      return codeOffers(world, place.typed);
    case 'diagnoses':
      return diagnosisOffers(codes, place.typed);
    case 'modifier':
      return whole(
        codes.modifiers.map((modifier): Offer => {
          const meaning = codes.modifierMeaning(modifier);
          const title = codes.modifierTitle(modifier);
          const [, official] = withTitle(meaning, title);
          return {
            label: modifier,
            kind: 'modifier',
            detail: meaning ?? (title && shortTitle(title)),
            documentation: official ?? (title && title !== shortTitle(title) ? asText(title) : undefined),
            text: modifier,
            rank: meaning ? 0 : 1,
          };
        }),
      );
    case 'place':
      return whole(
        places.flatMap((code): readonly Offer[] => {
          const found = codes.place(code);
          if (!found) return [];
          const rate = found.isFacility ? 'Paid at the facility rate' : 'Paid at the non-facility rate';
          return [
            {
              label: code,
              kind: 'place',
              detail: found.name,
              documentation: rate,
              text: code,
              rank: usualPlaces.has(code) ? 0 : 1,
            },
          ];
        }),
      );
    case 'rule':
      return whole(
        rules.map((rule): Offer => {
          return {
            label: rule.id,
            kind: 'rule',
            detail: rule.summary,
            documentation: ruleWords(rule).join('\n\n'),
            text: rule.id,
            rank: 0,
          };
        }),
      );
    case 'payer':
      return whole(place.path.length === 1 && place.path[0] === 'payer' ? ownIdOffers(cursor) : policyOffers(cursor));
    case 'date':
      return whole([{ label: today, kind: 'date', detail: 'today', text: today, rank: 0 }]);
    case 'state':
      return whole(
        stateLetters.map(
          (letters, rank): Offer => ({ label: letters, kind: 'word', detail: stateName(letters), text: letters, rank }),
        ),
      );
    case 'window':
      return whole(
        ['12 months', calendarYear].map(
          (text, rank): Offer => ({ label: text, kind: 'word', detail: 'for example', text, rank }),
        ),
      );
    case 'yes':
      return whole([{ label: 'true', kind: 'word', text: 'true', rank: 0 }]);
    case 'address':
    case 'duration':
    case 'share':
    case 'count':
      return shown(cursor);
    case 'encounter':
      return { offers: [], isIncomplete: false };
  }
}

function words({ form, place }: Cursor): readonly Offer[] {
  return form.words
    .filter((word) => !place.siblings.includes(word))
    .map((word, index) => ({
      label: word,
      kind: 'word',
      detail: wordMeaning(place.path, word),
      text: word,
      rank: index,
    }));
}

/** The value that the key's example shows. */
function shown(cursor: Cursor): Offered {
  const { form, place } = cursor;
  const value = /^[\w-]+: ([^[{|\n]+)$/.exec(form.about.example ?? '')?.[1];
  // A made-up address is no help in a policy.
  if (
    !value ||
    form.about.takes === 'address' ||
    form.about.takes === undefined ||
    typeof place.path.at(-1) === 'number'
  ) {
    return { offers: [], isIncomplete: false };
  }
  return whole([{ label: value, kind: 'word', detail: 'for example', text: value, rank: 0 }]);
}

function whole(offers: readonly Offer[]): Offered {
  return { offers, isIncomplete: false };
}

const places = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
/** Where a pain practice works: office, hospital outpatient departments, surgery center. */
const usualPlaces: ReadonlySet<string> = new Set(['11', '19', '22', '24']);
