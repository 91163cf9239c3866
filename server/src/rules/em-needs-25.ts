import { addingModifiers } from '../billing/adding.js';
import { carries } from '../claim/billed.js';
import { globalOf } from '../claim/globals.js';
import { defineRule } from './rule.js';

/** A visit on the day of a minor procedure is included in its payment, unless 25 says it was separately identifiable (CARC 97). */
export const emNeeds25 = defineRule({
  id: 'em-needs-25',
  summary: 'A visit billed with a minor procedure has no modifier 25',
  severity: 'warning',
  needs: ['visit'],
  tables: ['pairs'],
  silences: ['bundled-pair'],

  *check({ encounter, claim, codes }) {
    // A deleted code still counts as its replacement.
    const minor = claim.lines.find((line) =>
      ['000', '010'].includes(globalOf(line, codes, encounter.date?.value) ?? ''),
    );
    if (!minor) return;
    const days = globalOf(minor, codes, encounter.date?.value) ?? '';
    for (const line of claim.lines) {
      const { code, index } = line;
      if (!line.isInForce || carries(line, '25') || !codes.isA(code, 'visit')) continue;
      const pair = codes.pair(minor.countsAs ?? minor.code, code, encounter.date?.value);
      const why = pair ? pair.edition : 'the global surgery rule';
      yield {
        at: line.line.code.span,
        message: `${code} is billed with ${minor.code} (${Number(days)}-day global period) without 25 (${why}): 25 marks a significant, separately identifiable visit`,
        related: [{ at: minor.line.code.span, message: `${minor.code} includes the same-day visit` }],
        fixes: [addingModifiers([line.line], ['25'])],
        about: { lines: [index] },
      };
    }
  },
});
