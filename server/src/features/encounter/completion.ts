/**
 * What may be written at the cursor of an encounter file: headings and fields that are not there yet, values, codes, the lines that bill
 * what is documented. Ranked by what fits the encounter; the editor leaves out what does not fit the letters typed.
 */
import type { CheckedFile } from '../../engine/check.js';
import type { World } from '../../engine/judgment.js';
import { fieldsOfRecord } from '../../syntax/kind-fields.js';
import { type Span, shifted } from '../../text/span.js';
import type { Offer, Offered } from '../offer.js';
import { type Cursor, cursorAt } from './completion/cursor.js';
import { diagnosisOffers } from './completion/diagnoses.js';
import { firstHeading, idOffers, isAfterBlank, kindOffers, startOffers } from './completion/headings.js';
import type { Known } from './completion/known.js';
import { modifierOffers } from './completion/modifiers.js';
import { partOffers } from './completion/parts.js';
import { codeOffers } from './completion/services.js';
import { valueOffers } from './completion/values.js';
import { encounterAt } from './place.js';

interface Completions extends Offered {
  /** What an offer replaces; holds the cursor. Offsets count in the file. */
  readonly span: Span;
}

/**
 * The completions at an offset of a file; none in comments.
 *
 * @param onNewLine asked for by a new line, not by the coder: only what the encounter still lacks is offered then
 */
export function encounterCompletions(
  world: World,
  file: CheckedFile,
  offset: number,
  known: Known,
  onNewLine = false,
): Completions {
  const none = { span: { start: offset, end: offset }, offers: [], isIncomplete: false };
  const checked = encounterAt(file, offset);
  if (!checked) return file.text.trim() === '' ? { ...none, ...firstHeading() } : none;
  const cursor = { ...cursorAt(world, checked, offset - checked.start, known), file };
  if (cursor.place.kind === 'nothing') return none;
  const { offers: all, isIncomplete: isCut } = offered(cursor);
  const { start, end } = cursor.place.typed;
  const written = cursor.text.slice(start, end);
  // What changes nothing is not offered: Enter is then a new line.
  const further = all.filter(({ text, also }) => text !== written || also !== undefined);
  const offers = onNewLine ? further.filter(({ isAwaited }) => isAwaited) : further;
  // The next letter asks for all the others.
  const isIncomplete = isCut || onNewLine;
  return {
    span: shifted(cursor.place.typed, checked.start),
    offers: withNothing(cursor, ranked(offers)),
    isIncomplete,
  };
}

/**
 * What only the record knows is not guessed: where nothing is typed and nothing in the encounter speaks for one of the offers, the
 * first one writes nothing, so that a key pressed too fast attests nothing.
 */
function withNothing({ place, text, offset }: Cursor, offers: readonly Offer[]): readonly Offer[] {
  const isOfRecord = place.kind === 'diagnosis' || (place.kind === 'value' && fieldsOfRecord.has(place.field));
  const [first] = offers;
  if (!isOfRecord || !first || first.isTold) return offers;
  return text.slice(place.typed.start, offset).trim() === '' ? [nothingYet, ...offers] : offers;
}

const nothingYet: Offer = {
  label: '…',
  kind: 'text',
  detail: 'type it, or choose one',
  documentation: 'Nothing is written: what only the record knows is yours to choose.',
  text: '',
  rank: -1,
  isPreselected: true,
};

function offered(cursor: Cursor): Offered {
  const { place } = cursor;
  switch (place.kind) {
    case 'start': {
      const codes = cursor.block === 'lines' ? codeOffers(cursor) : nothing;
      const diagnoses = cursor.block === 'diagnoses' ? diagnosisOffers(cursor) : nothing;
      // What a section holds is indented by two, as the formatter does it; what is further to the right is a line's own field.
      const isEnded = cursor.block === 'diagnoses' && isAfterBlank(cursor);
      const behind = isBelowLine(cursor) ? behindFields : isEnded ? behindHeadings : 0;
      const inSection = [...codes.offers, ...diagnoses.offers].map((offer) => ({
        ...offer,
        indent: offer.indent ?? 2,
        rank: offer.rank + behind,
      }));
      const start = startOffers(cursor);
      const all = [codes, diagnoses, start];
      return { offers: [...inSection, ...start.offers], isIncomplete: all.some((each) => each.isIncomplete) };
    }
    case 'id':
      return idOffers(cursor);
    case 'kind':
      return kindOffers(cursor);
    case 'value':
      return valueOffers(cursor, place);
    case 'diagnosis':
      return diagnosisOffers(cursor);
    case 'modifier':
      return modifierOffers(cursor, place);
    case 'service':
      return partOffers(cursor, place);
    case 'nothing':
      return nothing;
  }
}

/** Behind the headings that come next. */
const behindHeadings = 100;
/** Behind every offer of a field. */
const behindFields = 9_000;

/** Whether the cursor is further to the right than the service line above it. */
function isBelowLine({ checked, line, service, place, text }: Cursor): boolean {
  const above = service === undefined ? undefined : checked.judgment.encounter.lines[service];
  if (!above || place.kind !== 'start' || above.span.start >= line.start) return false;
  const indent = above.span.start - above.lineSpan.start;
  const before = text.slice(line.start, place.typed.start);
  return before.length > indent && before.trim() === '';
}

const nothing: Offered = { offers: [], isIncomplete: false };

function ranked(offers: readonly Offer[]): readonly Offer[] {
  return [...offers].sort((one, other) => one.rank - other.rank);
}
