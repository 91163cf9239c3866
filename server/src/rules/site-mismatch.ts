import type { BilledLine } from '../claim/billed.js';
import { supportingProcedures } from '../claim/claim.js';
import { documentedSites } from '../claim/documented.js';
import { musclesIn } from '../clinical/muscles.js';
import { type JointSize, jointSizeOf } from '../clinical/site-words.js';
import type { CodeSite, Codes } from '../codes/codes.js';
import { replaceValue } from '../encounter/edits.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding } from './rule.js';

/** Which joint, how many muscles, which nerve: the code says it, and so does the record. */
export const siteMismatch = defineRule({
  id: 'site-mismatch',
  summary: 'The documented site has a different code than the one billed',
  severity: 'warning',
  asks: 'site',
  tables: ['feeSchedule'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    if (claim.hasUnknownKind) return;
    for (const line of claim.lines) {
      const look = line.isInForce ? lookFor(line, codes) : undefined;
      const procedures = look ? supportingProcedures(encounter, line) : [];
      // A procedure of another kind that the code may bill, or one without a site, may be the one intended.
      if (!look || procedures.length === 0 || !procedures.every((each) => tells(each, look.kinds))) continue;
      const found = look.compare(line, procedures.flatMap(documentedSites), codes, encounter);
      if (!found) continue;
      const right = found.right.length > 0 ? `: bill ${listed(found.right, 'or')}` : '';
      yield {
        at: line.line.code.span,
        message: `${found.message}${right}`,
        related: siteSpans(procedures).map((at) => ({ at, message: 'The site is documented here' })),
        fixes: found.isOfJoint ? [] : fixesFor(line, found.right, encounter, codes),
        about: { lines: [line.index] },
      };
    }
  },
});

type Sites = ReturnType<typeof documentedSites>;

/** What is wrong, and the codes one of which is correct. */
interface Mismatch {
  readonly message: string;
  readonly right: readonly string[];
  readonly isOfJoint?: boolean;
}

interface Look {
  readonly kinds: readonly ProcedureKind[];
  readonly compare: (line: BilledLine, sites: Sites, codes: Codes, encounter: Encounter) => Mismatch | undefined;
}

const jointWords: Readonly<Record<JointSize, string>> = {
  small: 'a small joint (finger, toe)',
  medium: 'a medium joint (wrist, elbow, ankle)',
  large: 'a large joint (shoulder, hip, knee)',
};

function lookFor({ code, facts }: BilledLine, codes: Codes): Look | undefined {
  if (facts?.site) {
    return jointSizeIn(facts.site)
      ? { kinds: ['joint-injection'], compare: jointMismatch }
      : { kinds: ['trigger-point'], compare: muscleMismatch };
  }
  return codes.isNerveCode(code) ? { kinds: ['nerve-block', 'nerve-destruction'], compare: nerveMismatch } : undefined;
}

function tells({ kind, site, nerves }: Procedure, kinds: readonly ProcedureKind[]): boolean {
  return kind !== undefined && kinds.includes(kind) && site.length + nerves.length > 0;
}

function jointMismatch({ code, facts }: BilledLine, sites: Sites, codes: Codes): Mismatch | undefined {
  const billed = jointSizeIn(facts?.site);
  const sizes = sites.map(({ site }) => jointSizeOf(site));
  if (!billed || sizes.some((size) => size === undefined || size === billed)) return undefined;
  return {
    message: `${code} is for ${jointWords[billed]}, but the site is ${siteWords(sites)}`,
    right: [...new Set(sizes.flatMap((size) => (size ? (codeFor(`${size}-joint`, facts, codes) ?? []) : [])))],
  };
}

function muscleMismatch({ code, facts }: BilledLine, sites: Sites, codes: Codes): Mismatch | undefined {
  const { fewest, most } = musclesIn(sites);
  const isFew = facts?.site === 'one-or-two-muscles';
  if (isFew ? fewest <= 2 : most >= 3) return undefined;
  const right = codeFor(isFew ? 'three-or-more-muscles' : 'one-or-two-muscles', facts, codes);
  const muscles = isFew ? 'one or two muscles' : 'three or more muscles';
  return { message: `${code} is for ${muscles}, but the site names ${siteWords(sites)}`, right: right ? [right] : [] };
}

/** The code for another site with the same imaging. */
function codeFor(site: CodeSite, facts: BilledLine['facts'], { painCodes }: Codes): string | undefined {
  return painCodes.find((row) => row.site === site && row.imaging === facts?.imaging)?.code;
}

function jointSizeIn(site: CodeSite | undefined): JointSize | undefined {
  return (['small', 'medium', 'large'] as const).find((size) => site === `${size}-joint`);
}

function nerveMismatch(
  { code, facts }: BilledLine,
  sites: Sites,
  codes: Codes,
  { date }: Encounter,
): Mismatch | undefined {
  const service = facts?.group === 'nerve-destruction' ? 'destruction' : 'block';
  const isOther = codes.otherNerve[service].includes(code);
  const nerves = sites.map(({ site }) => codes.nerve(site));
  const right = new Set<string>();
  for (const nerve of nerves) {
    const own = nerve?.[service].filter((each) => codes.standing(each, date?.value).kind === 'valid') ?? [];
    // A nerve without its own code, or without one yet.
    if (!nerve || own.includes(code) || (own.length === 0 && isOther)) return undefined;
    for (const each of own) right.add(each);
  }
  const what = isOther
    ? `${code} is for a nerve without its own code`
    : `${code} is for a different nerve (${firstLower(facts?.explanation ?? '')})`;
  const isOfJoint = nerves.some((nerve) => nerve?.isOfJoint);
  return {
    message: `${what}, but the site is ${siteWords(sites)}${isOfJoint ? ', the nerve of the C2-C3 joint' : ''}`,
    right: [...right],
    isOfJoint,
  };
}

function fixesFor(line: BilledLine, right: readonly string[], { date }: Encounter, codes: Codes): Finding['fixes'] {
  return (
    right
      // An add-on code bills what comes after its primary.
      .filter((code) => codes.addOn(code, date?.value) === undefined)
      .map((code) => ({
        title: `Bill ${code}`,
        edits: [replaceValue(line.line.code, code)],
        applies: 'ask' as const,
      }))
  );
}

function siteWords(sites: Sites): string {
  return listed([...new Set(sites.map(({ site }) => site))]);
}

function siteSpans(procedures: readonly Procedure[]) {
  return procedures.flatMap(({ fields }) => {
    const text = fields.get('site')?.text ?? fields.get('nerves')?.text;
    return text ? [text.span] : [];
  });
}

function firstLower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
