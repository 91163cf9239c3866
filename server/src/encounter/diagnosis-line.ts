/** One line under `diagnoses`: a letter and an ICD-10 code. Validates neither. */
import { withPoint } from '../codes/diagnosis-form.js';
import type { DiagnosisLine } from '../syntax/line-form.js';
import type { TextLine } from '../text/lines.js';
import { covered, insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import type { Draft } from './draft.js';
import type { Written } from './encounter.js';
import { fixOf, quoted } from './problems.js';

/** Takes the line into the draft. */
export function readDiagnosis(draft: Draft, form: DiagnosisLine, line: TextLine): void {
  const { text, problems } = draft;
  const { content, words } = form;
  const letter: Written<string> = { value: covered(text, words.letter).toUpperCase(), span: words.letter };
  const codeEnd = words.code?.end ?? content.end;
  if (words.colon === undefined) {
    problems.push({
      rule: 'syntax',
      at: { start: content.start, end: codeEnd },
      message: `Add a colon after ${letter.value}`,
      fixes: [
        fixOf('Add the colon', [
          words.separator
            ? replaceAt({ start: letter.span.end, end: words.separator.end }, ':')
            : insertAt(letter.span.end, ':'),
        ]),
      ],
    });
  }
  const named = inWords(text, words);
  if (words.rest && !named) {
    problems.push({
      rule: 'syntax',
      at: words.rest,
      message: 'A diagnosis line holds one code: the text after it is ignored',
      // Another code in it is another diagnosis.
      fixes: /\d/.test(covered(text, words.rest))
        ? []
        : [fixOf('Remove the text after the code', [removeAt({ start: codeEnd, end: content.end })])],
    });
  }
  const first = draft.diagnoses.find((diagnosis) => diagnosis.letter.value === letter.value);
  if (first) {
    problems.push({
      rule: 'duplicate-field',
      at: letter.span,
      message: `Letter ${letter.value} is used twice: only the first counts`,
      related: { at: first.letter.span, message: 'The first is here' },
      fixes: [fixOf(`Remove the second ${letter.value}`, [removeAt({ start: line.start, end: line.next })])],
    });
    return;
  }
  if (!words.code) {
    problems.push({
      rule: 'syntax',
      at: content,
      message: `Diagnosis ${quoted(letter.value)} has no code: add an ICD-10 code such as M47.816`,
    });
  }
  const { start } = letter.span;
  const code = words.code && !named ? { value: codeOf(text, words.code), span: words.code } : undefined;
  draft.diagnoses.push({ letter, code, words: named, span: { start, end: named?.span.end ?? codeEnd } });
}

/** A diagnosis in words, `lumbar spondylosis`; a code has a digit in its second place. */
function inWords(text: string, { code, rest }: DiagnosisLine['words']): Written<string> | undefined {
  if (!code || !/^[a-z]{2,}[a-z/'-]*$/i.test(covered(text, code).slice(0, longestCode))) return undefined;
  // What may be a mistyped code is one word.
  if (!rest && covered(text, code).length < 5) return undefined;
  const span = { start: code.start, end: rest?.end ?? code.end };
  return { value: covered(text, span), span };
}

/** No code is longer. */
const longestCode = 100;

function codeOf(text: string, { start, end }: Span): string {
  return withPoint(text.slice(start, Math.min(end, start + longestCode)).toUpperCase());
}
