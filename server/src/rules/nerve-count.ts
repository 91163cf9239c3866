import { billWhatIsDocumented } from '../billing/bill.js';
import { excessOf } from '../claim/excess.js';
import type { Session } from '../claim/sessions.js';
import { counted, listed } from '../text/words.js';
import { defineRule, session } from './rule.js';

/**
 * The specialty's most expensive error: the record lists the nerves, and the claim bills one level for each. Two neighboring
 * nerves supply one joint, so three nerves are two levels (CPT Assistant 2010; domain.md, section 1).
 */
export const nerveCount = defineRule({
  id: 'nerve-count',
  summary: 'Levels are billed by the number of nerves named, not by the joints they supply',
  severity: 'error',
  asks: 'levels',
  silences: ['level-overcount'],

  *check({ encounter, claim, codes, policy }) {
    for (const each of claim.sessions) {
      const excess = excessOf(each);
      if (!excess || each.kind === 'transforaminal-epidural') continue;
      const nerves = nervesNamed(each, excess.side);
      if (nerves.length === 0 || excess.billed !== nerves.length) continue;
      const joints = excess.levels.length === 0 ? 'no complete level' : counted(excess.levels.length, 'level');
      const names = excess.levels.length === 0 ? '' : ` (${listed(excess.levels)})`;
      const verb = nerves.length === 1 ? 'supplies' : 'supply';
      yield {
        at: excess.line.line.code.span,
        message: `${counted(nerves.length, 'nerve')} (${listed(nerves)}) ${verb} ${joints}${names}, but ${counted(
          excess.billed,
          'level is',
          'levels are',
        )} billed${excess.side ? ` on the ${excess.side}` : ''}: count joints, not nerves`,
        fixes: () => {
          const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [each.kind]);
          return rewrite ? [rewrite] : [];
        },
        about: { lines: each.lines.map(({ index }) => index), sessions: [session(each.kind, each.region)] },
      };
    }
  },
});

function nervesNamed(each: Session, side: 'left' | 'right' | undefined): readonly string[] {
  const named = each.nerves.filter((nerve) => !side || nerve.side === undefined || nerve.side === side);
  return [...new Set(named.map(({ name }) => name))];
}
