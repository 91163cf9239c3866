/** Whether a limit is looser than another of the same key: more is paid, or sooner. */
import type { Duration } from '../clinical/durations.js';
import type { AnyEntry, AtLeast, Interval, SessionLimit } from '../policy/entry.js';
import { calendarYear } from '../policy/vocabulary.js';

type Comparison = 'looser' | 'same' | 'stricter' | 'neither';

/** How the first statement's value compares with the second's; `neither` where they limit different things. */
export function compareLimits(one: AnyEntry, other: AnyEntry): Comparison {
  switch (one.key) {
    case 'levels-per-session':
    case 'levels-per-side':
    case 'regions-per-session':
      return other.key === one.key ? together([one.value - other.value]) : 'neither';
    case 'interval':
      return other.key === 'interval' ? compareIntervals(one.value, other.value) : 'neither';
    case 'sessions':
      return other.key === 'sessions' ? compareSessions(one.value, other.value) : 'neither';
    case 'at-least':
      return other.key === 'at-least' ? compareLeast(one.value, other.value) : 'neither';
    default:
      return 'neither';
  }
}

function compareIntervals(one: Interval, other: Interval): Comparison {
  const narrower = Number(one.of === 'same-intent') - Number(other.of === 'same-intent');
  return together([days(other.least) - days(one.least), narrower]);
}

function compareSessions(one: SessionLimit, other: SessionLimit): Comparison {
  if (one.per !== other.per) return 'neither';
  if (one.within === other.within) return together([one.max - other.max]);
  // A calendar year counts fewer sessions than twelve months and more than a day: which is looser depends on the dates.
  if (one.within === calendarYear || other.within === calendarYear) return 'neither';
  return together([one.max - other.max, days(other.within) - days(one.within)]);
}

function compareLeast(one: AtLeast, other: AtLeast): Comparison {
  const number = (key: 'relief' | 'pain-before'): number => (other[key] ?? 0) - (one[key] ?? 0);
  const time = (key: 'indication' | 'conservative-care'): number =>
    (other[key] ? days(other[key]) : 0) - (one[key] ? days(one[key]) : 0);
  return together([number('relief'), number('pain-before'), time('indication'), time('conservative-care')]);
}

/** Each number is positive if it is looser. */
function together(parts: readonly number[]): Comparison {
  const isLooser = parts.some((part) => part > 0);
  const isStricter = parts.some((part) => part < 0);
  return isLooser ? (isStricter ? 'neither' : 'looser') : isStricter ? 'stricter' : 'same';
}

/** In days of the calendar's average; without a window all time counts. */
function days(duration: Duration | undefined): number {
  if (!duration) return 1_000_000;
  return Math.round(duration.count * { day: 1, week: 7, month: 30.4375, year: 365.25 }[duration.unit]);
}
