/** `allow` comments as values; which findings they allow is the engine's business. */
import { isIsoDate } from '../clinical/dates.js';
import { readAllowForm } from '../syntax/allow-form.js';
import { covered, type Span } from '../text/span.js';
import type { Allow } from './encounter.js';

/** The `allow` that a comment is; undefined where it is an ordinary one. */
export function allowAt(text: string, span: Span): Omit<Allow, 'speaksFor'> | undefined {
  const form = readAllowForm(text, span.start, span.end);
  if (!form) return undefined;
  const until = form.until && covered(text, form.until);
  const isDate = until !== undefined && isIsoDate(until);
  return {
    span,
    rules: form.rules.map((rule) => ({ value: covered(text, rule).toLowerCase(), span: rule })),
    until: isDate && form.until ? { value: until, span: form.until } : undefined,
    unreadableUntil: isDate ? undefined : form.until,
    reason: form.reason && covered(text, form.reason),
  };
}
