/** `allow` comments as values; the engine decides which findings they allow. */
import { isIsoDate } from '../clinical/dates.js';
import { readAllowForm } from '../syntax/allow-form.js';
import { covered, type Span } from '../text/span.js';
import type { Allow } from './encounter.js';

/** A comment as an `allow`; undefined for an ordinary comment. */
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
