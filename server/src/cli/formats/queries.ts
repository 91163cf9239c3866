/** The questions that findings put to the providers: by provider, then by encounter, in the order of the files. */
import { partsOf } from '../../queries/index.js';
import { groupedBy } from '../../text/grouped.js';
import { printableLines } from '../../text/printable.js';
import { counted } from '../../text/words.js';
import type { PlacedQuery } from '../queries-of.js';
import type { Format } from './format.js';

/** The list. It is by provider, so that the questions are kept until the last file is judged. */
export const queriesFormat: Format<readonly PlacedQuery[]> = {
  printsFixes: false,
  printsProof: false,
  pieceOf: ({ parts }) => [...parts].flatMap(({ queries }) => queries?.() ?? []),
  report() {
    const all: PlacedQuery[] = [];
    return {
      begin: () => [],
      take(piece) {
        for (const query of piece) all.push(query);
        return [];
      },
      *end() {
        for (const part of listed(all)) yield printableLines(part);
      },
    };
  },
};

function* listed(all: readonly PlacedQuery[]): Iterable<string> {
  const providers = groupedBy(all, ({ provider }) =>
    provider === undefined ? 'No provider named' : `Provider ${provider}`,
  );
  for (const [name, own] of [...providers].sort(([one], [other]) => rank(one, other))) {
    yield `${name}\n\n`;
    let place: string | undefined;
    for (const query of own) {
      const { file, line, encounter, date, rule, question } = query;
      const here = `${file}:${line}`;
      if (here !== place)
        yield `  Encounter ${encounter ?? 'without id'}${date ? `, date of service ${date}` : ''} (${here})\n\n`;
      place = here;
      yield `    ${rule}\n${partsOf(question)
        .map((part) => `    ${part}\n`)
        .join('')}\n`;
    }
  }
  yield all.length === 0
    ? 'Nothing to ask\n'
    : `${counted(all.length, 'question')} to ${counted(providers.size, 'provider')}\n`;
}

/** By number; encounters without a provider last. */
function rank(one: string, other: string): number {
  const isLast = (name: string): boolean => name.startsWith('No ');
  return Number(isLast(one)) - Number(isLast(other)) || (one < other ? -1 : 1);
}
