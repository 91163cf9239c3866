import { denialExpectedBy } from '../claim/expected-denials.js';
import { entriesForLine } from '../claim/terms.js';
import { insertHeaderField } from '../encounter/edits.js';
import { listed } from '../text/words.js';
import { defineRule } from './rule.js';

/** A service that needs prior authorization is denied without it: Medicare, facet procedures in places of service 19 and 22 since 2023-07-01. */
export const authorizationRequired = defineRule({
  id: 'authorization-required',
  summary: 'The payer requires prior authorization, and the encounter has no authorization number',
  severity: 'error',
  speaksOf: 'service',
  restsOn: ['authorization'],

  *check(situation) {
    const { encounter, claim, policy } = situation;
    if (!policy || encounter.authorization) return;
    const place = encounter.place?.value;
    const all = claim.lines.flatMap((line) => {
      const entries = entriesForLine(situation, 'authorization', line).filter(
        ({ value: places }) => !places || (place !== undefined && places.includes(place)),
      );
      return entries.length > 0 ? [{ line, entries }] : [];
    });
    // Where a denial is expected of some lines only, the number is for the others.
    const unexpected = all.filter(({ line }) => denialExpectedBy(line) === undefined);
    const wanting = unexpected.length > 0 ? unexpected : all;
    const [first, ...others] = wanting;
    if (!first) return;
    const entries = [...new Set(wanting.flatMap((each) => each.entries))];
    const isByPlace = entries.every(({ value }) => value !== undefined);
    const codes = [...new Set(wanting.map(({ line }) => line.code))];
    // An empty field is already there: the coder only has to fill it in.
    const empty = encounter.fields.get('authorization');
    const edits = [insertHeaderField(encounter, 'authorization')];
    yield {
      at: empty?.span ?? first.line.line.code.span,
      message: `${listed(codes)} ${codes.length === 1 ? 'needs' : 'need'} prior authorization from ${policy.name}${isByPlace && place ? ` in place of service ${place}` : ''}, but the encounter has no authorization number`,
      related: others.map(({ line }) => ({ at: line.line.code.span, message: `${line.code} also needs it` })),
      entries,
      fixes: empty ? [] : [{ title: 'Add the authorization field', edits, applies: 'ask', leavesBlank: true }],
      about: { lines: wanting.map(({ line }) => line.index) },
      expectedBy: denialExpectedBy(...wanting.map(({ line }) => line)),
    };
  },
});
