import { type BilledLine, carries } from '../claim/billed.js';
import { insertAt } from '../text/span.js';
import { defineRule } from './rule.js';

/** Visit codes that are paid beside a minor procedure with 25 only: rules.md. */
const visits: readonly (readonly [string, string])[] = [
  ['99202', '99215'],
  ['99221', '99239'],
  ['99242', '99245'],
  ['99252', '99255'],
  ['99281', '99285'],
  ['99304', '99316'],
  ['99341', '99350'],
  ['G0402', 'G0402'],
  ['G0438', 'G0439'],
];

/** A visit on the day of a minor procedure is paid as a part of it, unless 25 says that it was one of its own (CARC 97). */
export const emNeeds25 = defineRule({
  id: 'em-needs-25',
  summary: 'A visit stands beside a minor procedure without 25',
  severity: 'warning',
  tables: ['pairs'],
  silences: ['bundled-pair'],

  *check({ encounter, claim, codes }) {
    const globalOf = ({ facts, countsAs }: BilledLine): string | undefined =>
      facts?.global ?? (countsAs === undefined ? undefined : codes.feeSchedule(countsAs)?.global);
    // A deleted code still counts as the one that took its place.
    const minor = claim.lines.find((line) => globalOf(line) === '000' || globalOf(line) === '010');
    if (!minor) return;
    const days = globalOf(minor) ?? '';
    for (const line of claim.lines) {
      const { code, index } = line;
      if (!line.isInForce || carries(line, '25') || !visits.some(([first, last]) => code >= first && code <= last))
        continue;
      const pair = codes.pair(minor.countsAs ?? minor.code, code, encounter.date?.value);
      const why = pair ? pair.edition : 'the global-surgery rule';
      yield {
        at: line.line.code.span,
        message: `${code} stands beside ${minor.code}, which has a global period of ${Number(days)} days, without 25 (${why}): 25 says that the visit was one of its own`,
        related: [{ at: minor.line.code.span, message: `${minor.code} includes the visit of its day` }],
        fixes: [{ title: 'Add 25', edits: [insertAt(line.line.modifiersEnd, '-25')], applies: 'ask' }],
        about: { lines: [index] },
      };
    }
  },
});
