import type { BilledLine } from '../claim/billed.js';
import { regionOfBodies } from '../claim/bodies.js';
import type { Claim } from '../claim/claim.js';
import { type DocumentedKind, isLeveled } from '../claim/documented.js';
import { isOfKind } from '../claim/sessions.js';
import { type Region, regionWords } from '../clinical/level.js';
import { regionOf } from '../clinical/levels.js';
import type { Codes, PainCode } from '../codes/codes.js';
import { replaceValue } from '../encounter/edits.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding } from './rule.js';

/**
 * The spine code families are split by region and nothing else: 64490 is not "the joint" and 64493 not "the block",
 * as some published tables say (A57787 against summitrcm.com).
 */
export const regionMismatch = defineRule({
  id: 'region-mismatch',
  summary: 'A code for one spinal region is billed for levels in the other',
  severity: 'error',
  asks: 'levels',
  silences: [
    'level-overcount',
    'level-undercount',
    'nerve-count',
    'addon-without-primary',
    'addon-skips-level',
    'missing-procedure',
    'unbilled-procedure',
  ],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    if (claim.hasUnknownKind) return;
    for (const kind of new Set(encounter.procedures.map((procedure) => procedure.kind))) {
      if (!kind || kind === 'other') continue;
      const mismatch = isLeveled(kind)
        ? leveledMismatch(encounter, claim, kind)
        : otherMismatch(encounter, claim, kind);
      const [first, ...others] = mismatch?.lines ?? [];
      if (!mismatch || !first) continue;
      const replacements = [first, ...others].map((line) => ({ line, code: mismatch.codeFor(line, codes) }));
      const isComplete = replacements.every(({ code }) => code !== undefined);
      const right = replacements[0]?.code;
      yield {
        at: first.line.code.span,
        message: `${first.code} is a ${regionWords[first.facts?.region ?? 'lumbar-sacral']} code, but ${listed(mismatch.levels)} ${
          mismatch.levels.length === 1 ? 'is' : 'are'
        } documented: bill ${right ?? `a ${regionWords[mismatch.region]} code`}`,
        related: others.map(({ line, code }) => ({ at: line.code.span, message: `${code} too` })),
        fixes: isComplete
          ? [
              {
                title: `Change to ${listed([...new Set(replacements.map(({ code }) => code ?? ''))])}`,
                edits: replacements.map(({ line, code }) => replaceValue(line.line.code, code ?? '')),
                applies: 'ask',
              },
            ]
          : [],
        about: { lines: [first, ...others].map(({ index }) => index), sessions: [kind] },
      };
    }
  },
});

interface Mismatch {
  readonly lines: readonly BilledLine[];
  /** Levels or vertebral bodies. */
  readonly levels: readonly string[];
  /** Where they are. */
  readonly region: Region;
  codeFor(line: BilledLine, codes: Codes): string | undefined;
}

/** The year in which CPT moved T12-L1 to the upper family is not certain, believed 2012 to 2015 (domain facts, section 11). */
const junctionCertainFrom = '2016-01-01';

function leveledMismatch(encounter: Encounter, claim: Claim, kind: DocumentedKind['kind']): Mismatch | undefined {
  const documented = claim.kinds.get(kind);
  const sessions = claim.sessions.filter((session) => session.kind === kind);
  if (!documented?.isCertain || sessions.some(({ isCounted }) => !isCounted)) return undefined;
  const levels = [...new Set(documented.levels.map(({ level }) => level))];
  const regions = new Set(documented.levels.map(({ region }) => region));
  const lines = claim.lines.filter((line) => line.isInForce && isOfKind(line, kind));
  const date = encounter.date?.value;
  if (levels.includes('T12-L1') && date !== undefined && date < junctionCertainFrom) return undefined;
  if (documented.crossesJunction) {
    // The first code belongs to T12-L1, the next one to L1-L2.
    const wrong = lines.filter(({ facts }) =>
      facts?.rung === 'first'
        ? facts.region === 'lumbar-sacral'
        : facts?.rung !== 'third' && facts?.region === 'cervical-thoracic',
    );
    return { lines: wrong, levels: ['T12-L1', 'L1-L2'], region: 'lumbar-sacral', codeFor: counterpart };
  }
  const [region] = regions;
  if (!region || regions.size > 1) return undefined;
  const wrong = lines.filter(({ facts }) => facts?.region !== undefined && facts.region !== region);
  return { lines: wrong, levels, region, codeFor: counterpart };
}

function otherMismatch(encounter: Encounter, claim: Claim, kind: ProcedureKind): Mismatch | undefined {
  const procedures = encounter.procedures.filter((procedure) => procedure.kind === kind);
  if (procedures.some(({ bodies }) => bodies.length > 0)) return bodiesMismatch(claim, procedures, kind);
  if (procedures.some(({ levels, unreadableLevels }) => levels.length === 0 || unreadableLevels)) return undefined;
  const levels = [...new Set(procedures.flatMap((procedure) => procedure.levels.flatMap(({ value }) => value)))];
  // T12-L1 lies between the regions and belongs to both here.
  if (levels.includes('T12-L1')) return undefined;
  const regions = new Set(levels.map(regionOf));
  const [region] = regions;
  if (!region || regions.size > 1) return undefined;
  const lines = claim.lines.filter(
    ({ isInForce, facts }) =>
      isInForce &&
      facts?.family === undefined &&
      facts?.region !== undefined &&
      facts.region !== region &&
      facts.kinds.includes(kind),
  );
  return { lines, levels, region, codeFor: counterpart };
}

/** A first body's code for the region that no documented body is in; bodies of both regions go with either code. */
function bodiesMismatch(claim: Claim, procedures: readonly Procedure[], kind: ProcedureKind): Mismatch | undefined {
  if (procedures.some(({ bodies, unreadableBodies }) => bodies.length === 0 || unreadableBodies)) return undefined;
  const bodies = [...new Set(procedures.flatMap((procedure) => procedure.bodies.map(({ value }) => value)))];
  const region = regionOfBodies(bodies);
  if (!region) return undefined;
  const lines = claim.lines.filter(
    ({ isInForce, facts }) => isInForce && facts?.group === kind && facts.region && facts.region !== region,
  );
  return { lines, levels: bodies, region, codeFor: bodyCounterpart };
}

/** The first body's code for the other region in the same family. */
function bodyCounterpart({ code, facts }: BilledLine, codes: Codes): string | undefined {
  const further = codes.related(code, 'further');
  return codes.painCodes.find(
    (row) =>
      row.region !== undefined &&
      row.region !== facts?.region &&
      codes.related(row.code, 'further').some((each) => further.includes(each)),
  )?.code;
}

/** The same code for the other region, where there is just one. */
function counterpart({ facts }: BilledLine, codes: Codes): string | undefined {
  if (!facts) return undefined;
  const isSame = (row: PainCode): boolean =>
    row.region !== undefined &&
    row.region !== facts.region &&
    row.group === facts.group &&
    row.rung === facts.rung &&
    row.imaging === facts.imaging;
  const found = codes.painCodes.filter(isSame);
  return found.length === 1 ? found[0]?.code : undefined;
}
