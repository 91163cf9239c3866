import { attestedBy, withAttested } from '../billing/adding.js';
import { removeModifier, replaceValue } from '../encounter/edits.js';
import { nearestAll } from '../text/distance.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** A modifier that is on no list is denied as invalid (CARC 4). */
export const unknownModifier = defineRule({
  id: 'unknown-modifier',
  summary: 'A modifier is not on any list',
  severity: 'error',
  tables: ['modifiers'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    const date = encounter.date?.value;
    for (const { line, index } of claim.lines) {
      for (const { value, span } of line.modifiers) {
        const standing = codes.modifier(value, date);
        if (standing.kind === 'valid') continue;
        const shown = value.length > 12 ? `${value.slice(0, 11)}…` : value;
        const message =
          standing.kind === 'ended'
            ? `Modifier ${shown} was valid only until ${standing.lastDate}`
            : standing.kind === 'not-yet'
              ? `Modifier ${shown} is not valid until ${standing.firstDate}`
              : standing.kind === 'unlisted'
                ? `${shown} is not in the ${standing.edition}, which are older than the date of service: check it, or use one such as 50, LT or KX`
                : `${shown} is not a modifier: use a valid one, such as 50, LT or KX`;
        const remove: Fix = {
          title: `Remove modifier ${shown}`,
          edits: [removeModifier({ span })],
          applies: 'ask',
        };
        yield {
          at: span,
          severity: standing.kind === 'unlisted' ? 'warning' : undefined,
          message,
          fixes: [
            ...near(value, codes.modifiers).map(
              (modifier): Fix => ({
                title: withAttested(`Change to ${modifier}`, attestedBy([modifier])),
                edits: [replaceValue({ span }, modifier)],
                applies: 'ask',
                attests: attestedBy([modifier]),
              }),
            ),
            remove,
          ],
          about: { lines: [index] },
        };
      }
    }
  },
});

/** The pain-practice modifiers that one typo may have turned into this one; there are too many others. */
const usual = [
  '25',
  '26',
  '50',
  '51',
  '52',
  '53',
  '57',
  '58',
  '59',
  '76',
  '77',
  '78',
  '79',
  '91',
  'KX',
  'LT',
  'RT',
  'TC',
  'XE',
  'XP',
  'XS',
  'XU',
  'GP',
  'JW',
  'JZ',
  'QW',
];

function near(modifier: string, all: readonly string[]): readonly string[] {
  if (modifier.length > 4) return [];
  return nearestAll(modifier, usual)
    .filter((each) => all.includes(each))
    .slice(0, 3);
}
