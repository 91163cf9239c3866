import { addingModifiers } from '../billing/adding.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { supportingProcedures } from '../claim/claim.js';
import { includesImaging, mayCarryImaging } from '../claim/imaging.js';
import type { Codes } from '../codes/codes.js';
import { editionWords } from '../codes/edition-words.js';
import { removeLine, replaceValue } from '../encounter/edits.js';
import type { Encounter } from '../encounter/encounter.js';
import { defineRule, type Finding, type Fix } from './rule.js';

const distinct = ['59', 'XE', 'XP', 'XS', 'XU'];

/** Imaging that a code includes is paid with it; billed separately it is denied as bundled (CARC 97). */
export const bundledImaging = defineRule({
  id: 'bundled-imaging',
  summary: 'Imaging is billed with a code that includes it',
  severity: 'error',
  needs: ['imaging'],
  tables: ['pairs'],
  silences: ['bundled-pair', 'addon-without-primary'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    const imaging = claim.lines.filter(
      ({ isInForce, facts }) => isInForce && facts?.imaging === 'is-imaging' && facts.group === 'imaging',
    );
    for (const line of imaging) {
      // A deleted code still counts as its replacement.
      const others = claim.lines.filter(
        (other) => other.countsAs !== undefined && other.facts?.imaging !== 'is-imaging',
      );
      const bundles = others.flatMap((other) => bundleOf(encounter, other, line, codes) ?? []);
      const [bundle] = bundles.sort((one, other) => Number(other.isCertain) - Number(one.isCertain));
      if (!bundle) continue;
      const carrier = others.find(
        (other) =>
          mayCarryImaging(other, line.code, encounter.date?.value, codes) &&
          !bundles.some(({ by }) => by.code === other.code || isOneArthrogram(by, other, codes)),
      );
      if (carrier && carries(line, ...distinct)) continue;
      const { by, source, isCertain } = bundle;
      yield {
        at: line.line.code.span,
        severity: carrier || !isCertain ? 'warning' : undefined,
        message: `${line.code} is included in ${by.code} and is not billed with it (${source})${
          carrier ? `: add XU if it was for ${carrier.code}` : ''
        }`,
        related: [{ at: by.line.code.span, message: `${by.code} includes it` }],
        fixes: () => fixesFor(encounter, line, by, carrier, codes),
        about: { lines: [line.index] },
      };
    }
  },
});

interface Bundle {
  readonly by: BilledLine;
  readonly source: string;
  readonly isCertain: boolean;
}

function bundleOf(encounter: Encounter, by: BilledLine, imaging: BilledLine, codes: Codes): Bundle | undefined {
  const date = encounter.date?.value;
  const code = by.countsAs ?? by.code;
  const since = codes.imagingIncludedFrom(code);
  if (since !== undefined && date !== undefined && date < since) return undefined;
  const isStated = includesImaging(by, imaging.code, codes);
  // Of some blocks CMS lists the pair the other way around.
  const pair = codes.pair(code, imaging.code, date) ?? (isStated ? codes.pair(imaging.code, code, date) : undefined);
  if (!pair && !isStated) return undefined;
  if (!pair)
    return { by, source: `${by.code} includes imaging, but NCCI publishes no edit for the pair`, isCertain: false };
  // What codes.csv says holds whatever the quarter.
  const isCertain = isStated || since !== undefined;
  return {
    by,
    source: isCertain ? pair.edition : editionWords(pair),
    isCertain: isCertain || !pair.isBeforeEdition,
  };
}

/** The contrast for an arthrogram is placed under the fluoroscopy that its reading includes. */
function isOneArthrogram(reading: BilledLine, injection: BilledLine, codes: Codes): boolean {
  return codes.isA(reading.code, 'arthrography') && codes.isA(injection.code, 'arthrography-injection');
}

/** The code for the same service with ultrasound and a stored picture. */
function withUltrasound(code: string, { painCodes }: Codes): string | undefined {
  return painCodes.find((row) => row.withoutImaging === code && row.imaging === 'includes-ultrasound')?.code;
}

function fixesFor(
  encounter: Encounter,
  line: BilledLine,
  by: BilledLine,
  carrier: BilledLine | undefined,
  codes: Codes,
): readonly Fix[] {
  const remove = removeLine(line.line);
  const better = withUltrasound(by.code, codes);
  const isUltrasound = codes.guidanceOf(line.code) === 'ultrasound';
  const isDocumented = supportingProcedures(encounter, by).some(({ guidance }) => guidance?.value === 'ultrasound');
  const fixes: Fix[] = [];
  if (better && isUltrasound && isDocumented && codes.standing(better, encounter.date?.value).kind === 'valid') {
    fixes.push({
      title: `Bill ${better}, which includes the ultrasound, and remove ${line.code}`,
      edits: [replaceValue(by.line.code, better), remove],
      applies: 'ask',
    });
  }
  if (carrier) {
    for (const modifier of ['XU', '59']) {
      fixes.push(addingModifiers([line.line], [modifier], `that the imaging was for ${carrier.code}`));
    }
  }
  fixes.push({ title: `Remove the ${line.code} line`, edits: [remove], applies: 'ask' });
  return fixes;
}
