/** Classes of codes that rules ask for: server/data/code_classes.csv. */
import { codeClassRows } from '../../generated/code-classes.js';
import { once } from '../text/once.js';
import type { CodeClass } from './codes.js';

interface Range {
  readonly first: string;
  readonly last: string;
  readonly from: string | undefined;
}

const classes = once(() => {
  const found = new Map<string, Range[]>();
  for (const { class: name = '', first = '', last = '', from } of codeClassRows) {
    const ranges = found.get(name);
    if (ranges) ranges.push({ first, last, from });
    else found.set(name, [{ first, last, from }]);
  }
  return found;
});

/** Whether the code is in the class, whatever the date. */
export function isOfClass(code: string, of: CodeClass): boolean {
  return rangeOf(code, of) !== undefined;
}

/** The first day on which the code is in the class; undefined where it never is, or always was. */
export function ofClassFrom(code: string, of: CodeClass): string | undefined {
  return rangeOf(code, of)?.from;
}

function rangeOf(code: string, of: CodeClass): Range | undefined {
  return classes()
    .get(of)
    ?.find(({ first, last }) => first <= code && code <= last);
}
