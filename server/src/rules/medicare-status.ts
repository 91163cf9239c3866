import { attestedBy, withAttested } from '../billing/adding.js';
import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { asksNoPayment, deniedByStatus } from '../claim/unpaid.js';
import type { FeeScheduleRow, InPlace } from '../codes/codes.js';
import { editionWords } from '../codes/edition-words.js';
import { serviceOf } from '../codes/service-words.js';
import { changeCode, removeLine } from '../encounter/edits.js';
import { listed } from '../text/words.js';
import { defineRule, type Fix } from './rule.js';

/** Medicare does not pay some codes that other payers pay: the status in its fee schedule says so (domain facts, section 4). */
export const medicareStatus = defineRule({
  id: 'medicare-status',
  summary: 'Medicare never pays the code separately, does not cover it, or requires another code in its place',
  severity: 'warning',
  needs: ['billing-rules'],
  maySilence: ['missing-procedure', 'addon-without-primary', 'bundled-pair'],
  mayYieldTo: ['not-covered'],
  restsOn: ['billing-rules'],
  tables: ['feeSchedule'],
  silences: ['units-exceed-mue', 'timed-units'],

  *check({ encounter, claim, codes, policy }) {
    // Hospitals and surgery centers are paid under other schedules and report what is packaged.
    if (policy?.billingRules !== 'cms' || encounter.claim !== 'professional') return;
    const date = encounter.date?.value;
    for (const line of claim.lines) {
      const row = deniedByStatus(line, codes, date);
      if (!row || asksNoPayment(line, row.status, claim.lines, codes, date)) continue;
      const isBundled = row.status === 'B';
      const instead = codes.medicareInPlaceOf(line.code);
      // What Medicare pays under another code, or with another one, is no denial to expect.
      const expectedBy = isBundled || instead ? undefined : denialExpectedBy(line);
      yield {
        at: line.line.code.span,
        message: `${line.code} ${statusWords(row)}${expectedBy ? '' : insteadWords(row, instead, encounter.place?.value)}`,
        fixes: fixFor(line, row, instead),
        about: { lines: [line.index] },
        expectedBy,
        // What no code replaces needs no record, no primary and no modifier.
        silences: row.status === 'I' ? [] : ['missing-procedure', 'addon-without-primary', 'bundled-pair'],
        // A policy that excludes the code says so with its source.
        yieldsTo: row.status === 'N' ? ['not-covered'] : [],
      };
    }
  },
});

function statusWords(row: FeeScheduleRow): string {
  const { status } = row;
  const source = `(status ${status}, ${editionWords(row)})`;
  if (status === 'B') return `is never paid separately: Medicare bundles it into the service it goes with ${source}`;
  return status === 'N' ? `is not covered by Medicare ${source}` : `is not valid for Medicare ${source}`;
}

function insteadWords({ status }: FeeScheduleRow, instead: InPlace | undefined, place: string | undefined): string {
  if (!instead) return status === 'I' ? ': bill the code that Medicare uses in its place' : '';
  const { places } = instead;
  const where =
    places.length === 0 || (place !== undefined && places.includes(place))
      ? ''
      : ` at place of service ${listed(places, 'or')}`;
  return `: bill ${instead.words ?? listed(instead.codes.map(serviceOf), 'or')}${where}`;
}

function fixFor({ line, code }: BilledLine, { status }: FeeScheduleRow, instead: InPlace | undefined): readonly Fix[] {
  if (instead?.isOffered) {
    return instead.codes.map((each) => {
      const attests = attestedBy(each.modifiers);
      return {
        title: withAttested(`Change to ${serviceOf(each)}`, attests),
        edits: changeCode(line, each.code, each.modifiers),
        applies: 'ask',
        attests,
      };
    });
  }
  return status === 'B' ? [{ title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }] : [];
}
