/** Completion behind the code of a service line: units as the record has them, the diagnoses it is for, the charge it had before. */
import { bareLines, type NewLine } from '../../../billing/new-lines.js';
import { isListed } from '../../../claim/listed-diagnoses.js';
import type { Asked } from '../../../claim/terms.js';
import { diagnosisName } from '../../../codes/diagnosis-names.js';
import type { ServicePart, ServiceWords } from '../../../syntax/service-words.js';
import { counted, listed, shortTitle } from '../../../text/words.js';
import type { Offer, Offered } from '../../offer.js';
import { diagnosisWords } from '../../words/diagnosis.js';
import { chargedLines, pricedAs } from './charges.js';
import { claimHere, linesOf, unbilledHere } from './claim-here.js';
import type { Cursor, Place } from './cursor.js';
import { ranks } from './ranks.js';

const mostCharges = 5;

/** What may follow a code, as far as it is not there yet. */
export function partOffers(cursor: Cursor, { words, typed }: Extract<Place, { kind: 'service' }>): Offered {
  const asked = claimHere(cursor);
  const code = cursor.text.slice(words.code.start, words.code.end).toUpperCase();
  const written = cursor.text.slice(typed.start, cursor.offset);
  const others = words.parts.filter(({ span }) => span.start !== typed.start || typed.start === typed.end);
  const has = (kind: ServicePart['kind']): boolean => others.some((part) => part.kind === kind);
  const isLater = others.some((part) => part.span.end <= typed.start && part.kind !== 'units');
  const line = lineFor(cursor, asked, code);
  const offers: readonly Offer[] = [
    ...(has('units') || isLater ? [] : unitOffers(asked, line, !has('pointers'))),
    ...(has('pointers') ? [] : pointerOffers(asked, line, written)),
    ...(has('charge') ? [] : chargeOffers(cursor, words)),
  ];
  return { offers, isIncomplete: false };
}

/** The line as it bills what is documented. */
function lineFor(cursor: Cursor, asked: Asked, code: string): NewLine | undefined {
  const own = unbilledHere(cursor)
    .flatMap(({ lines }) => lines)
    .find((line) => line.code === code);
  return own ?? linesOf(cursor, bareLines(asked, code).slice(0, 1))[0];
}

function unitOffers({ codes }: Asked, line: NewLine | undefined, withPointers: boolean): readonly Offer[] {
  const { code = '', units = 1, pointers = [] } = line ?? {};
  const unit = codes.painCode(code)?.unit;
  const detail = `${counted(units, 'unit')}${unit ? ` of ${unit}` : ''}`;
  const whole: Offer = {
    label: `x${units}  ${pointers.join(',')}`,
    kind: 'pointer',
    detail: `${detail}, for ${listed(pointers)}`,
    text: `x${units}  ${pointers.join(',')}`,
    rank: ranks.lines,
    isPreselected: true,
  };
  return [
    ...(withPointers && pointers.length > 0 ? [whole] : []),
    { label: `x${units}`, kind: 'value', detail, text: `x${units}`, rank: ranks.oneProcedure },
  ];
}

function pointerOffers(asked: Asked, line: NewLine | undefined, written: string): readonly Offer[] {
  const { codes, encounter, policy } = asked;
  const coded = { code: line?.code ?? '', facts: codes.painCode(line?.code ?? '', encounter.date?.value) };
  const titled = encounter.diagnoses.flatMap(({ letter, code }) =>
    code ? [{ letter: letter.value, code: code.value, title: shortTitle(diagnosisName(codes, code.value) ?? '') }] : [],
  );
  const before = written
    .toUpperCase()
    .split(',')
    .slice(0, -1)
    .map((each) => each.trim())
    .filter(Boolean);
  const pointers = line?.pointers ?? [];
  const each = titled
    .filter(({ letter }) => !before.includes(letter))
    .map(({ letter, code, title }): Offer => {
      const isOff = isListed(asked, coded, code) === false;
      const label = [...before, letter].join(',');
      return {
        label,
        kind: 'pointer',
        detail: `${code} ${title}${isOff && policy ? `; not on the list of ${policy.name}` : ''}`.trim(),
        documentation: () => diagnosisWords(codes, code, encounter.date?.value).filter(Boolean).join('\n\n'),
        text: label,
        rank: isOff ? ranks.unlikely : pointers.includes(letter) ? ranks.documented : ranks.known,
      };
    });
  const all: Offer = {
    label: pointers.join(','),
    kind: 'pointer',
    detail: titled
      .filter(({ letter }) => pointers.includes(letter))
      .map(({ letter, code }) => `${letter} ${code}`)
      .join(', '),
    text: pointers.join(','),
    rank: ranks.oneProcedure,
  };
  const isBegun = before.every((letter, index) => pointers[index] === letter);
  const isWanted = pointers.length > 1 && isBegun;
  return [...(isWanted ? [all] : []), ...each.filter(({ label }) => !isWanted || label !== all.label)];
}

/** What the file's other encounters charge for the code to the same payer, the nearest above first: for such a line before any other. */
function chargeOffers(cursor: Cursor, { code }: ServiceWords): readonly Offer[] {
  const name = cursor.text.slice(code.start, code.end).toUpperCase();
  const here = cursor.checked.judgment.encounter.lines.find((line) => line.code.span.start === code.start);
  const priced = here && pricedAs(here);
  const charges = new Map<number, { readonly id: string | undefined; readonly unlike: string | undefined }>();
  for (const { line, charge, id } of chargedLines(cursor)) {
    if (charges.size >= mostCharges) break;
    if (line.code.value !== name) continue;
    const own = pricedAs(line);
    const unlike = priced !== undefined && own !== priced ? own : undefined;
    const known = charges.get(charge);
    if (!known || (known.unlike !== undefined && unlike === undefined)) charges.set(charge, { id, unlike });
  }
  return [...charges].map(([amount, { id, unlike }]) => ({
    label: `$${amount.toFixed(2)}`,
    kind: 'value',
    detail: `the charge in encounter ${id ?? ''}`.trim() + (unlike === undefined ? '' : `, for ${unlike}`),
    text: `$${amount.toFixed(2)}`,
    rank: unlike === undefined ? ranks.beside : ranks.other,
  }));
}
