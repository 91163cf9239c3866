/** The no-break and other spaces that text from Word or a web page holds: read as spaces, and reported once an encounter. */
import { everydayField } from '../syntax/everyday.js';
import type { ContentLine } from '../syntax/line-form.js';
import { isFreeText } from '../syntax/vocabulary.js';
import { replaceAt, type Span } from '../text/span.js';
import { type Draft, wordSpace } from './draft.js';
import { fixOf } from './problems.js';

/** More in one encounter are replaced by asking twice. */
const most = 2_000;

/** Notes where the line has any; free text and comments are the coder's own. */
export function takeWordSpaces({ text, wordSpaces }: Draft, form: ContentLine): void {
  if (form.kind === 'stray') return;
  const isOwn = form.kind === 'field' && isFreeText(everydayField(form.words.name) ?? form.words.name);
  const end = isOwn ? (form.words.value?.start ?? form.content.end) : form.content.end;
  for (let at = form.content.start; at < end && wordSpaces.length < most; at += 1) {
    if (wordSpace.test(text.charAt(at))) wordSpaces.push({ start: at, end: at + 1 });
  }
}

/** One problem on the first of them. */
export function reportWordSpaces({ problems, wordSpaces }: Draft): void {
  const [first] = wordSpaces;
  if (!first) return;
  const edits = wordSpaces.map((span: Span) => replaceAt(span, ' '));
  problems.push({
    rule: 'syntax',
    at: first,
    message: 'This is a no-break space, as Word and web pages write it: use an ordinary space',
    fixes: [fixOf('Change to ordinary spaces in this encounter', edits, 'safe')],
  });
}
