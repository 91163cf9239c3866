import { dropAllowedRule, removeAllow, replaceValue } from '../encounter/edits.js';
import type { Allow, Encounter, Written } from '../encounter/encounter.js';
import { nearest } from '../text/distance.js';
import type { Span } from '../text/span.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/**
 * An `allow` comment is a decision someone answers for. One that no longer does anything hides the next real finding
 * on its line from whoever reads it.
 */
export const unusedAllow = defineRule({
  id: 'unused-allow',
  summary: 'An `allow` comment has no effect',
  severity: 'warning',
  speaksOf: 'encounter',
  canBeAllowed: false,

  *review({ encounter, today }, { allowed, rules, isOff }) {
    if (encounter.allows.length === 0) return;
    const known = rules.map(({ id }) => id);
    for (const allow of encounter.allows) {
      if (allow.reason === undefined) {
        yield found(allow.span, 'This `allow` has no effect without a reason: add the reason after a colon', []);
        continue;
      }
      if (allow.unreadableUntil) {
        const message = 'This `allow` has no effect because its `until` is not a date: write it as 2027-01-31';
        yield found(allow.span, message, [without(encounter, allow)]);
        continue;
      }
      if (allow.until && allow.until.value < today) {
        const message = `This \`allow\` expired on ${allow.until.value} and no longer has any effect`;
        yield found(allow.span, message, [without(encounter, allow)]);
        continue;
      }
      for (const named of allow.rules) {
        const { value, span } = named;
        if (allowed.get(allow)?.has(value)) continue;
        const rule = rules.find(({ id }) => id === value);
        if (!rule) {
          const meant = nearest(value, known);
          const message = `No rule is named ${value}${meant ? `; did you mean ${meant}?` : ''}`;
          const rename: readonly Fix[] = meant
            ? [{ title: `Change to ${meant}`, edits: [replaceValue({ span }, meant)], applies: 'ask' }]
            : [];
          yield found(span, message, [...rename, without(encounter, allow, named)]);
        } else if (rule.canBeAllowed === false) {
          yield found(span, `${value} cannot be allowed: correct what it found`, [without(encounter, allow, named)]);
        } else if (!isOff(value)) {
          yield found(span, `${value} finds nothing here, so this \`allow\` is not needed`, [
            without(encounter, allow, named),
          ]);
        }
      }
    }
  },
});

function found(at: Span, message: string, fixes: readonly Fix[]): Finding {
  return { at, message, fixes, shown: 'faded' };
}

/** Removing is never safe: the comment holds a reason that someone wrote. */
function without(encounter: Encounter, allow: Allow, named?: Written<string>): Fix {
  if (named && allow.rules.length > 1) {
    return { title: 'Remove this rule from the comment', edits: [dropAllowedRule(allow, named)], applies: 'ask' };
  }
  return { title: 'Remove the comment', edits: [removeAllow(encounter, allow)], applies: 'ask' };
}
