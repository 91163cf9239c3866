/** Diagnoses written as a field, `dx: M54.16, M47.816`: read as the section that they mean, where there is none. */
import { withPoint } from '../codes/diagnosis-form.js';
import { diagnosisNames, plainWord } from '../syntax/everyday.js';
import type { FieldWords } from '../syntax/field-words.js';
import type { TextLine } from '../text/lines.js';
import { covered, insertAt, removeAt, type Span } from '../text/span.js';
import type { Draft } from './draft.js';
import type { Diagnosis } from './encounter.js';
import { fixOf, quoted } from './problems.js';

const letters = 'ABCDEFGHIJKL';
const isCode = /^[A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?$/i;

/** Keeps the line until the whole encounter is read; false if it is not such a field. */
export function takeDiagnosesField(draft: Draft, line: FieldWords, at: TextLine): boolean {
  const isOurs = draft.open.kind === 'encounter' && line.value && diagnosisNames.has(plainWord(line.name));
  if (!isOurs || !line.value || draft.diagnosesField) return false;
  const codes = wordsIn(draft.text, line.value);
  if (codes.length === 0 || codes.length > letters.length) return false;
  if (!codes.every((span) => isCode.test(covered(draft.text, span)))) return false;
  draft.diagnosesField = { name: line.nameSpan, codes, line: at };
  return true;
}

/** Reads the kept line as the diagnoses section; where the encounter has one, the line is only reported. */
export function readDiagnosesField(draft: Draft): void {
  const { text, diagnosesField: field, problems, lineEnd, sections } = draft;
  if (!field) return;
  const written = quoted(covered(text, field.name));
  if (sections.some(({ name }) => name === 'diagnoses')) {
    const message = `${written} is not an encounter field and is ignored: list each diagnosis once, under diagnoses`;
    problems.push({ rule: 'unknown-field', at: field.name, message });
    return;
  }
  const diagnoses = field.codes.map((span, index): Diagnosis => {
    const letter = { value: letters.charAt(index), span };
    return { letter, code: { value: withPoint(covered(text, span).toUpperCase()), span }, span };
  });
  const rows = diagnoses.map(({ letter, code }) => `${lineEnd}  ${letter.value}: ${code?.value}`);
  const first = draft.blocks.find(({ kind }) => kind !== 'encounter');
  const section = `diagnoses${rows.join('')}`;
  problems.push({
    rule: 'unknown-field',
    at: field.name,
    message: `${written} is read as the diagnoses section: list each code with its letter there`,
    about: 'diagnoses',
    fixes: [
      fixOf(
        'Write the diagnoses section',
        [
          removeAt({ start: field.line.start, end: field.line.next }),
          first
            ? insertAt(first.start, `${section}${lineEnd}${lineEnd}`)
            : insertAt(Math.max(draft.end, field.line.next), `${lineEnd}${section}`),
        ],
        'safe',
      ),
    ],
  });
  draft.sections.push({ name: 'diagnoses', span: field.name });
  draft.diagnoses.push(...diagnoses);
}

function wordsIn(text: string, value: Span): readonly Span[] {
  const found: Span[] = [];
  const words = /[^\s,;]+/g;
  words.lastIndex = value.start;
  for (let match = words.exec(text); match && match.index < value.end && found.length <= 20; match = words.exec(text)) {
    found.push({ start: match.index, end: Math.min(value.end, match.index + match[0].length) });
  }
  return found;
}
