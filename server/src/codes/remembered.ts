/** Answers about codes that are kept: the claims of a day ask the same ones again and again. */
import type { IsoDate } from '../clinical/dates.js';
import { onceFor } from '../text/once.js';

/** The days of a year of claims are kept, and of each so many codes: a few hundred bytes each at most. */
const mostDays = 400;
const mostCodes = 500;

/** What is longer than any code may be a part of a whole file's text, which it would keep. */
const longestCode = 8;

/** The same answers; of the last days and codes each is worked out once. */
export function remembered<Answer>(
  answer: (code: string, date: IsoDate | undefined) => Answer,
): (code: string, date?: IsoDate) => Answer {
  const answersOn = onceFor(mostDays, (date: IsoDate | undefined) =>
    onceFor(mostCodes, (code: string) => answer(code, date)),
  );
  return (code, date) => (code.length > longestCode ? answer(code, date) : answersOn(date)(code));
}
