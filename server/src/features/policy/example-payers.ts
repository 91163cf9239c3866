/** Where the encounters of a policy's examples name payers: these are names of policies too, in a text within the file. */
import type { IsoDate } from '../../clinical/dates.js';
import { readEncounter } from '../../encounter/read.js';
import { cut } from '../../syntax/cut.js';
import { type Span, shifted } from '../../text/span.js';
import { placesIn } from '../../yaml/scalar-text.js';
import { documentOf, type PolicyWorld, type YamlFile } from './world.js';

/** A payer as an example's encounter names it. */
interface ExamplePayer {
  readonly name: string;
  /** In the policy file. */
  readonly span: Span;
  /** The encounter's date of service. */
  readonly date: IsoDate | undefined;
}

/** Every payer, and every next one, that the examples of a policy file name. */
export function examplePayers(world: PolicyWorld, file: YamlFile): readonly ExamplePayer[] {
  if (!/\b(?:payer|secondary)\b/.test(file.text)) return [];
  const document = documentOf(world, file);
  return (document?.content.examples ?? []).flatMap((example, index): readonly ExamplePayer[] => {
    if (!example || !document) return [];
    const { encounter: text } = example;
    const place = placesIn(file.text, document.root, ['examples', index, 'encounter']);
    return cut(text).flatMap(({ start, end }) => {
      const { payer, secondary, date } = readEncounter(text.slice(start, end), world.codes);
      return [payer, secondary].flatMap((named) => {
        if (!named) return [];
        const span = place(shifted(named.span, start));
        // An alias repeats a text that is elsewhere: the name is not written there.
        const isWritten = file.text.slice(span.start, span.end) === named.value;
        return isWritten ? [{ name: named.value, span, date: date?.value }] : [];
      });
    });
  });
}
