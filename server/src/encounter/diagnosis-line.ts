/** One line under `diagnoses`: a letter and an ICD-10 code. Judges neither. */
import { skipSpace, type TextLine, wordEnd } from '../text/lines.js';
import { insertAt, removeAt } from '../text/span.js';
import type { Draft } from './draft.js';
import type { Written } from './encounter.js';
import { fixOf, quoted } from './problems.js';

/** Reads the line into the draft; false where it is no diagnosis. */
export function readDiagnosis(draft: Draft, start: number, end: number, line: TextLine): boolean {
  const { text, problems } = draft;
  if (!/[a-z]/i.test(text.charAt(start))) return false;
  let at = skipSpace(text, start + 1, end);
  const hasColon = text.charCodeAt(at) === 58 && at < end;
  if (!hasColon && (at === start + 1 || at === end)) return false;
  if (hasColon) at = skipSpace(text, at + 1, end);
  const codeEnd = endOfCode(text, at, wordEnd(text, at, end));
  // Without its colon only what looks like a code is plainly meant as one.
  if (!hasColon && !/^[a-z]\d[0-9a-z][.0-9a-z]*$/i.test(text.slice(at, Math.min(codeEnd, at + 12)))) return false;
  const letter: Written<string> = { value: text.charAt(start).toUpperCase(), span: { start, end: start + 1 } };
  draft.unreadable = undefined;
  if (!hasColon) {
    problems.push({
      rule: 'syntax',
      at: { start, end: codeEnd },
      message: `A colon is missing behind ${letter.value}`,
      fixes: [fixOf('Insert the colon', [insertAt(start + 1, ':')])],
    });
  }
  const behind = skipSpace(text, codeEnd, end);
  if (behind < end) {
    problems.push({
      rule: 'syntax',
      at: { start: behind, end },
      message: 'One code stands on a diagnosis line: what stands behind it is not read',
      fixes: [fixOf('Remove what stands behind the code', [removeAt({ start: codeEnd, end })])],
    });
  }
  const first = draft.diagnoses.find((diagnosis) => diagnosis.letter.value === letter.value);
  if (first) {
    problems.push({
      rule: 'duplicate-field',
      at: letter.span,
      message: `The letter ${letter.value} stands here a second time: the first one counts`,
      related: { at: first.letter.span, message: 'The first stands here' },
      fixes: [fixOf(`Remove the second ${letter.value}`, [removeAt({ start: line.start, end: line.next })])],
    });
    return true;
  }
  const code =
    codeEnd > at
      ? { value: withPoint(text.slice(at, Math.min(codeEnd, at + 100))), span: { start: at, end: codeEnd } }
      : undefined;
  if (!code) {
    problems.push({
      rule: 'syntax',
      at: { start, end },
      message: `No code stands behind ${quoted(letter.value)}: an ICD-10 code such as M47.816 would be right`,
    });
  }
  draft.diagnoses.push({ letter, code, span: { start, end: Math.max(codeEnd, start + 1) } });
  return true;
}

/** "M54.2, neck" is the code and text behind it. */
function endOfCode(text: string, start: number, end: number): number {
  const found = /[,;:(]/.exec(text.slice(start, Math.min(end, start + 100)));
  return found && found.index > 0 ? start + found.index : end;
}

function withPoint(written: string): string {
  const code = written.toUpperCase();
  return code.length > 3 && !code.includes('.') ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}
