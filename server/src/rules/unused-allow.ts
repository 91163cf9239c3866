import type { Allow } from '../encounter/encounter.js';
import { nearest } from '../text/distance.js';
import { type Edit, removeAt, replaceAt, type Span } from '../text/span.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/**
 * An `allow` comment is a decision somebody answers for. One that no longer does anything hides the next real finding
 * on its line from whoever reads it.
 */
export const unusedAllow = defineRule({
  id: 'unused-allow',
  summary: 'An `allow` comment allows nothing',
  severity: 'warning',
  canBeAllowed: false,

  *review({ encounter, today }, { allowed, rules, isOff }) {
    const known = rules.map(({ id }) => id);
    for (const allow of encounter.allows) {
      if (allow.reason === undefined) {
        yield found(allow.span, 'This `allow` gives no reason and so allows nothing: write it behind a colon', []);
        continue;
      }
      if (allow.unreadableUntil) {
        const message = 'This `allow` has an `until` that is no date and so allows nothing: write it as 2027-01-31';
        yield found(allow.span, message, [without(encounter.text, allow)]);
        continue;
      }
      if (allow.until && allow.until.value < today) {
        const message = `This \`allow\` ended on ${allow.until.value} and allows nothing since`;
        yield found(allow.span, message, [without(encounter.text, allow)]);
        continue;
      }
      for (const { value, span } of allow.rules) {
        if (allowed.get(allow)?.has(value)) continue;
        const rule = rules.find(({ id }) => id === value);
        if (!rule) {
          const meant = nearest(value, known);
          const message = `No rule is named ${value}${meant ? `; the nearest is ${meant}` : ''}`;
          const rename: readonly Fix[] = meant
            ? [{ title: `Change to ${meant}`, edits: [replaceAt(span, meant)], applies: 'ask' }]
            : [];
          yield found(span, message, [...rename, without(encounter.text, allow, span)]);
        } else if (rule.canBeAllowed === false) {
          yield found(span, `${value} cannot be allowed: correct what it found`, [
            without(encounter.text, allow, span),
          ]);
        } else if (!isOff(value)) {
          yield found(span, `${value} finds nothing here, so this \`allow\` is not needed`, [
            without(encounter.text, allow, span),
          ]);
        }
      }
    }
  },
});

function found(at: Span, message: string, fixes: readonly Fix[]): Finding {
  return { at, message, fixes, shown: 'faded' };
}

/** Removing is never safe: the comment holds a reason that somebody wrote. */
function without(text: string, allow: Allow, name?: Span): Fix {
  const index = allow.rules.findIndex(({ span }) => span === name);
  if (name && allow.rules.length > 1) {
    const next = allow.rules[index + 1];
    const last = allow.rules[index - 1];
    const edit: Edit = next
      ? removeAt({ start: name.start, end: next.span.start })
      : removeAt({ start: last?.span.end ?? name.start, end: name.end });
    return { title: 'Remove this rule from the comment', edits: [edit], applies: 'ask' };
  }
  let start = allow.span.start;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start -= 1;
  const standsAlone = start === 0 || /[\r\n]/.test(text[start - 1] ?? '');
  let end = allow.span.end;
  if (standsAlone) {
    if (text[end] === '\r') end += 1;
    if (text[end] === '\n') end += 1;
  }
  return { title: 'Remove the comment', edits: [removeAt({ start, end })], applies: 'ask' };
}
