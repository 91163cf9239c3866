/** Headings of a note, labeled or not, and where a sentence is. */
import { isTelling, type Sentence } from './sentences.js';

/** A heading, or a title without a label. */
export function isHeading(sentence: Sentence): boolean {
  const { label, text, isValue, section, time, line } = sentence;
  if (time === 'planned') return false;
  if (label === 'procedure' && isValue) return text.length < 260;
  if (label === 'visit' && isValue) return true;
  return (
    time !== 'supposed' && section === 'text' && (label === undefined || label === 'text') && line < 14 && isTitle(text)
  );
}

function isTitle(text: string): boolean {
  return text.length < 120 && !/[.]$/.test(text) && !isTelling(text) && text.split(/\s+/).length <= 16;
}

/** Where a sentence is, in words. */
export function whereOf({ label, labelText, isValue, section, text }: Sentence): string {
  if (label === 'procedure' || (label === undefined && isTitle(text))) return 'in the heading';
  if (isValue && labelText !== '') return `under ${labelText.slice(0, 40)}`;
  return section === 'history' ? 'in the history' : section === 'plan' ? 'in the plan' : 'in the text';
}
