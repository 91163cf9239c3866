/** The questions that findings put to the providers: by provider, then by encounter, in the order of the files. */
import type { CheckedFile } from '../../engine/check.js';
import type { Severity } from '../../policy/vocabulary.js';
import { partsOf, queryOf } from '../../queries/index.js';
import { groupedBy } from '../../text/grouped.js';
import { lineIndex } from '../../text/line-index.js';
import { printableLines } from '../../text/printable.js';
import { counted } from '../../text/words.js';
import { isAtLeast } from '../report.js';
import type { PlacedQuery, Run } from './run.js';

/** The questions of the checked encounters, each once. */
export function queriesIn(checked: readonly CheckedFile[], minSeverity: Severity): readonly PlacedQuery[] {
  return checked.flatMap(({ file, text, encounters }) => {
    const index = lineIndex(text);
    return encounters.flatMap(({ start, judgment }) => {
      const line = index.position(start + (judgment.encounter.heading?.start ?? 0)).line + 1;
      const seen = new Set<string>();
      return judgment.findings.flatMap((finding): readonly PlacedQuery[] => {
        const query = isAtLeast(finding.severity, minSeverity) ? queryOf(judgment, finding) : undefined;
        const key = query && JSON.stringify(query.question);
        if (!query || !key || seen.has(key)) return [];
        seen.add(key);
        return [{ ...query, file, line }];
      });
    });
  });
}

/** The list. */
export function* queriesFormat(run: Run): Iterable<string> {
  for (const part of listed(run)) yield printableLines(part);
}

function* listed({ queries }: Run): Iterable<string> {
  const all = queries();
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
