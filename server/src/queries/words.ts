/** The words of claim and record in a question: codes, modifiers and structured values only, never free text. */
import type { Encounter, Procedure, ServiceLine, Sided } from '../encounter/encounter.js';
import { listed } from '../text/words.js';

/** "64493-LT x1 and 64494-LT x1". */
export function billedWords(lines: readonly ServiceLine[]): string {
  const shown = lines.slice(0, mostNamed).map(({ code, modifiers, units }) => {
    return `${[code, ...modifiers].map(({ value }) => shortened(value)).join('-')} x${units}`;
  });
  return listed(lines.length > mostNamed ? [...shown, `${lines.length - mostNamed} more`] : shown);
}

/** A field that can be repeated in a question. */
export type ToldField = 'levels' | 'nerves' | 'side' | 'technique' | 'guidance' | 'site' | 'minutes';

/** "facet-injection: levels L4-L5 left; side not stated"; each procedure a clause. */
export function recordWords(procedures: readonly Procedure[], fields: readonly ToldField[]): string {
  if (procedures.length === 0) return 'no procedure';
  return procedures
    .slice(0, mostNamed)
    .map((procedure) => `${procedure.kind ?? 'a procedure of unknown kind'}: ${fieldsOf(procedure, fields)}`)
    .join('; and ');
}

/** Where it was done may be said in one of several fields. */
const places: readonly ToldField[] = ['levels', 'nerves', 'site'];

function fieldsOf(procedure: Procedure, fields: readonly ToldField[]): string {
  const told = fields.map((field) => ({ field, value: toldValue(procedure, field) }));
  const asked = told.filter(({ field }) => places.includes(field));
  const isPlaced = asked.length === 0 || asked.some(({ value }) => value !== '');
  return [
    ...(isPlaced
      ? []
      : [
          `${listed(
            asked.map(({ field }) => field),
            'or',
          )} not stated`,
        ]),
    ...told
      .filter(({ field, value }) => value !== '' || !places.includes(field))
      .map(({ field, value }) => `${field} ${value || 'not stated'}`),
  ].join(', ');
}

function toldValue(procedure: Procedure, field: ToldField): string {
  switch (field) {
    case 'levels':
      return sidedWords(procedure.levels.map((each) => ({ ...each, value: each.value.join(', ') })));
    case 'nerves':
      return sidedWords(procedure.nerves);
    case 'site':
      return sidedWords(procedure.site);
    default:
      return `${procedure[field]?.value ?? ''}`;
  }
}

function sidedWords(values: readonly Sided<string>[]): string {
  return values
    .slice(0, mostNamed)
    .map(({ value, side }) => `${shortened(value)}${side ? ` ${side.value}` : ''}`)
    .join(', ');
}

/** The diagnoses that the lines point to: "B M47.812". */
export function pointedWords({ diagnoses }: Encounter, lines: readonly ServiceLine[]): string {
  const letters = new Set(lines.flatMap(({ pointers }) => pointers.map(({ value }) => value)));
  return diagnoses
    .filter(({ letter, code }) => code && letters.has(letter.value))
    .map(({ letter, code }) => `${letter.value} ${code?.value ?? ''}`)
    .join(', ');
}

/** A question is read by a person, and a value may be a line of any length. */
const mostNamed = 12;

function shortened(text: string): string {
  const shown = text.replace(/\p{Cc}/gu, '\uFFFD');
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}
