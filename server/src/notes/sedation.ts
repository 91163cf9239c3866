/** Moderate sedation by the proceduralist: who gives it, for how long and with what is said, or nothing is lifted. */
import { drugsIn, drugWords, sameAs } from './agents.js';
import { isHeading, whereOf } from './headings.js';
import { isDenied } from './negation.js';
import type { Sentence } from './sentences.js';
import { type Decision, decide, type Statement, unsure, wordsAround } from './statements.js';

export interface NoteSedation {
  readonly words: string;
  readonly minutes: Decision | undefined;
  readonly agent: Decision | undefined;
}

const sedation =
  /\b(?:moderate|conscious|procedural)(?: (?:iv|intravenous|procedural))? sedation\b|\b(?:iv|intravenous) (?:conscious |moderate )?sedation\b/gi;
const byAnother =
  /\b(?:anesthesiolog\w*|crna|mac\b|monitored anesthesia|general anesthesia|propofol|anesthesia (?:team|provider|service|department)|deep sedation)\b/i;
const minutesForm = /(?<![\d.:])(\d{1,3})\s*-?\s*min(?:ute)?s?\b/gi;
const ofTime = /\b(?:sedation|intra-?service)\b/i;

/** The sedation that the note tells of; undefined where it tells of none, or of an anesthesia provider's. */
export function sedationOf(sentences: readonly Sentence[]): NoteSedation | undefined {
  const today = sentences.filter(
    ({ section, time, text }) => section === 'text' && (time === 'today' || (time === 'supposed' && ofTime.test(text))),
  );
  if (today.some(({ text, label }) => byAnother.test(text) && label !== 'name' && !isDeniedIn(text, byAnother)))
    return undefined;
  const named = today.flatMap((sentence) =>
    [...sentence.text.matchAll(sedation)].map((match) => ({
      sentence,
      match,
      isNot: isDenied(sentence.text, match.index, match.index + match[0].length),
    })),
  );
  if (named.some(({ isNot }) => isNot)) return undefined;
  const [first] = named;
  const minutes: Statement[] = [];
  const drugs: { words: string; key: string; statement: Statement }[] = [];
  for (const sentence of today) {
    const { text, label, isValue, labelText } = sentence;
    const isTime = isValue && label === 'minutes';
    if (isTime || ofTime.test(text)) {
      const found = [...text.matchAll(minutesForm)].filter(
        ({ index }) =>
          !/\bevery\s*$|\bq\s*$|\bintervals? of\s*$|\bafter\s*$/i.test(text.slice(Math.max(0, index - 14), index)),
      );
      for (const match of found)
        minutes.push({
          value: String(Number(match[1])),
          words: `${isTime ? `${labelText}: ` : ''}${wordsAround(text, match.index, match.index + match[0].length)}`,
          where: whereOf(sentence),
        });
      if (isTime && found.length === 0 && /^\W*\d{1,3}\W*$/.test(text))
        minutes.push({
          value: String(Number(/\d+/.exec(text)?.[0])),
          words: `${labelText}: ${text}`,
          where: whereOf(sentence),
        });
    }
    for (const drug of drugsIn(text)) {
      if (drug.role !== 'sedative' || drug.amounts.length === 0 || isDenied(text, drug.start, drug.end)) continue;
      drugs.push({
        words: drugWords(drug, ''),
        key: sameAs(drug),
        statement: {
          value: drugWords(drug, ''),
          words: wordsAround(text, drug.start, drug.end),
          where: whereOf(sentence),
        },
      });
    }
  }
  if (!first || (minutes.length === 0 && drugs.length === 0 && !isHeading(first.sentence))) return undefined;
  const byDrug = new Map<string, Set<string>>();
  for (const { key, words } of drugs) byDrug.set(key, (byDrug.get(key) ?? new Set()).add(words));
  const isClear = [...byDrug.values()].every((each) => each.size === 1);
  const agent: Decision | undefined =
    drugs.length === 0
      ? undefined
      : isClear
        ? {
            kind: 'certain',
            value: [...byDrug.values()].flatMap((each) => [...each]).join(', '),
            words: [...new Set(drugs.map(({ statement }) => statement.words))].join(' … '),
          }
        : unsure(...drugs.map(({ statement }) => statement));
  return {
    words: wordsAround(first.sentence.text, first.match.index, first.match.index + first.match[0].length),
    minutes: decide(minutes),
    agent,
  };
}

function isDeniedIn(text: string, form: RegExp): boolean {
  const match = form.exec(text);
  return match !== null && isDenied(text, match.index, match.index + match[0].length);
}
