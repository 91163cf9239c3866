/** The ICD-10-CM codes that a note states. None is chosen from words. */
import type { IsoDate } from '../clinical/dates.js';
import { readLevel } from '../clinical/level-words.js';
import type { Codes } from '../codes/codes.js';
import { withPoint } from '../codes/diagnosis-form.js';
import { whereOf } from './headings.js';
import type { Sentence } from './sentences.js';
import { type Decision, type Statement, unsure, wordsAround } from './statements.js';

interface Diagnoses {
  readonly codes: readonly { readonly code: string; readonly words: string }[];
  readonly unsure: readonly Decision[];
}

const form = /(?<![A-Za-z\d.-])([A-TV-Z]\d[\dAB](?:\.[\dA-Z]{1,4}|[\dA-Z]{2,4})?)(?![\w.]*\w)(?!-\d)/gi;
const most = 12;

/** The codes in their order: those that the note gives as diagnoses of this session. */
export function diagnosesOf(
  sentences: readonly Sentence[],
  codes: Pick<Codes, 'diagnosis'>,
  date: IsoDate | undefined,
): Diagnoses {
  const found = new Map<string, string>();
  const doubtful = new Map<string, Statement>();
  const pre = new Set<string>();
  const post = new Set<string>();
  for (const sentence of sentences) {
    const { text, section, label, labelText, isValue, time } = sentence;
    if (
      section === 'copied' ||
      section === 'plan' ||
      section === 'history' ||
      section === 'ignored' ||
      time === 'planned'
    )
      continue;
    const isOfDiagnoses = label === 'diagnosis' && isValue;
    for (const match of text.matchAll(form)) {
      const written = (match[1] ?? '').toUpperCase();
      const code = withPoint(written);
      const isBare = !written.includes('.');
      if (isBare && (readLevel(written) || !(isOfDiagnoses || /\bicd\b|\bicd-?10/i.test(text)))) continue;
      if (isBare && written.length === 3 && !isOfDiagnoses) continue;
      if (!isBare && !isOfDiagnoses && !/^[a-z]\d\d?\w?\./i.test(written)) continue;
      const standing = codes.diagnosis(code, date);
      // A diagnosis is named before its code.
      const from = isOfDiagnoses ? Math.max(0, match.index - 40) : match.index;
      const words = wordsAround(
        text,
        from === 0 ? 0 : from + text.slice(from).search(/\s|$/),
        match.index + written.length,
      );
      const statement = { value: code, words, where: whereOf(sentence) };
      const isNot =
        /\b(?:rule[- ]?out|r\/o|probable|possible|suspected|history of|no evidence of|negative for|ruled out|not)\b[^.;,]{0,40}$/i.test(
          text.slice(0, match.index),
        );
      if (standing.kind === 'impossible') continue;
      if (isNot || standing.kind === 'unknown') {
        doubtful.set(code, statement);
        continue;
      }
      if (isOfDiagnoses && /\bpre/i.test(labelText) && !/post/i.test(labelText)) pre.add(code);
      if (isOfDiagnoses && /\bpost/i.test(labelText) && !/pre/i.test(labelText)) post.add(code);
      if (!found.has(code)) found.set(code, words);
    }
  }
  // Before and after the procedure are to be the same.
  if (pre.size > 0 && post.size > 0) {
    for (const code of [...found.keys()]) {
      if (pre.has(code) === post.has(code)) continue;
      if (!pre.has(code) && !post.has(code)) continue;
      doubtful.set(code, {
        value: code,
        words: found.get(code) ?? '',
        where: pre.has(code) ? 'before the procedure' : 'after the procedure',
      });
      found.delete(code);
    }
  }
  const kept = [...found].slice(0, most).map(([code, words]) => ({ code, words }));
  return { codes: kept, unsure: doubtful.size > 0 ? [unsure(...doubtful.values())] : [] };
}
