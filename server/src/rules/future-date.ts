import { yearsLater } from '../clinical/dates.js';
import { defineRule } from './rule.js';

/** No one has been treated past this age: the birth date or the date of service is mistyped (domain facts, section 10). */
const oldestAge = 124;

/** A claim for a future date, or a date before the patient was born, is rejected (CARC 14 and 110). */
export const futureDate = defineRule({
  id: 'future-date',
  summary: "The date of service is after today, before the patient's birth or past any possible age",
  severity: 'warning',
  speaksOf: 'encounter',

  *check({ encounter, today }) {
    const { born } = encounter;
    for (const date of [encounter.date, ...encounter.lines.map((line) => line.date)]) {
      if (!date) continue;
      if (date.value > today) {
        yield { at: date.span, message: `Date of service ${date.value} is after today, ${today}` };
      } else if (born && date.value < born.value) {
        yield { at: date.span, message: `Date of service ${date.value} is before the patient's birth` };
      } else if (born && date.value > yearsLater(born.value, oldestAge)) {
        yield {
          at: date.span,
          message: `Date of service ${date.value} is more than ${oldestAge} years after the patient's birth`,
        };
      }
    }
  },
});
