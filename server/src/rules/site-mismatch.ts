import { changedTo } from '../billing/bill.js';
import { billedAsNerve } from '../billing/nerve-lines.js';
import { furtherCode } from '../billing/wanted-nerves.js';
import type { BilledLine } from '../claim/billed.js';
import { supportingProcedures } from '../claim/claim.js';
import { documentedSites } from '../claim/documented.js';
import {
  codesOfNerve,
  firstCodesOfNerve,
  type NerveService,
  type TreatedNerve,
  treatedNerves,
} from '../claim/nerves.js';
import { linesByCode, unitsOnSide } from '../claim/units.js';
import { musclesIn } from '../clinical/muscles.js';
import { isSacroiliacJoint, type JointSize, jointSizeOf } from '../clinical/site-words.js';
import type { CodeSite, Codes } from '../codes/codes.js';
import { removeLine, replaceValue } from '../encounter/edits.js';
import type { Procedure } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { counted, listed } from '../text/words.js';
import { type Case, defineRule, type Finding, type Fix, type Subject } from './rule.js';

/** Which joint, how many muscles, which nerve: the code says it, and so does the record. */
export const siteMismatch = defineRule({
  id: 'site-mismatch',
  summary: 'The documented site has a different code than the one billed',
  severity: 'warning',
  maySilence: [
    'units-exceed-mue',
    'duplicate-line',
    'bilateral-conflict',
    'missing-side',
    'side-mismatch',
    'missing-procedure',
    'unbilled-procedure',
  ],
  asks: 'site',
  tables: ['feeSchedule'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes } = situation;
    if (claim.hasUnknownKind) return;
    for (const [code, lines] of linesByCode(claim)) {
      const [first] = lines;
      const look = first && lookFor(first, codes);
      const supporting = look ? supportingProcedures(encounter, first) : [];
      // The nerves to the sacroiliac joint, billed one by one: no procedure supports that code.
      const isOfSacroiliac = supporting.length === 0 && codes.otherNerve.block.includes(code);
      const procedures = isOfSacroiliac ? encounter.procedures.filter(isSacroiliac) : supporting;
      // A procedure of another kind that the code may bill, or one without a site, may be the one intended.
      if (!look || procedures.length === 0 || !procedures.every((each) => tells(each, look.kinds))) continue;
      const found = look.compare(situation, lines, procedures);
      if (!found) continue;
      const related = siteSpans(procedures).map((at) => ({ at, message: 'The site is documented here' }));
      const { message, isOneService } = found;
      const silences = [
        ...(found.right.length === 1 ? ['units-exceed-mue', 'duplicate-line'] : []),
        // The units are the nerve's: 50 with three of them is not a second mistake.
        ...(found.isOneService ? ['bilateral-conflict'] : []),
        ...(found.isOfSides ? ['missing-side', 'side-mismatch'] : []),
        ...(isOfSacroiliac ? ['missing-procedure', 'unbilled-procedure'] : []),
      ];
      const of = (some: readonly BilledLine[]): Subject => ({
        lines: some.map(({ index }) => index),
        sessions: isOfSacroiliac ? ['sacroiliac-injection'] : [],
      });
      if (isOneService) {
        const others = lines
          .slice(1)
          .map(({ line }) => ({ at: line.code.span, message: `${code} is also billed here` }));
        const at = (found.isOfUnits ? first.line.unitsSpan : undefined) ?? first.line.code.span;
        yield { at, message, related: [...others, ...related], fixes: found.fixes(lines), about: of(lines), silences };
        continue;
      }
      for (const line of lines) {
        yield { at: line.line.code.span, message, related, fixes: found.fixes([line]), about: of([line]), silences };
      }
    }
  },
});

/** What is wrong, and the codes one of which is correct. */
interface Mismatch {
  readonly message: string;
  readonly right: readonly string[];
  readonly fixes: (lines: readonly BilledLine[]) => readonly Fix[];
  /** The lines of the code bill one service together. */
  readonly isOneService?: boolean;
  /** The nerve is right, its sides are not. */
  readonly isOfSides?: boolean;
  /** The code is right, its units are not. */
  readonly isOfUnits?: boolean;
}

interface Look {
  readonly kinds: readonly ProcedureKind[];
  readonly compare: (
    situation: Case,
    lines: readonly BilledLine[],
    procedures: readonly Procedure[],
  ) => Mismatch | undefined;
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
  return codes.isNerveCode(code)
    ? { kinds: ['nerve-block', 'nerve-destruction', 'sacroiliac-injection'], compare: nerveMismatch }
    : undefined;
}

function tells({ kind, site, nerves }: Procedure, kinds: readonly ProcedureKind[]): boolean {
  return kind !== undefined && kinds.includes(kind) && site.length + nerves.length > 0;
}

function isSacroiliac({ kind }: Procedure): boolean {
  return kind === 'sacroiliac-injection';
}

function jointMismatch(
  situation: Case,
  [line]: readonly BilledLine[],
  procedures: readonly Procedure[],
): Mismatch | undefined {
  const sites = procedures.flatMap(documentedSites);
  const billed = jointSizeIn(line?.facts?.site);
  if (billed && sites.every(({ site }) => isSacroiliacJoint(site))) {
    const what = `${line?.code} is for ${jointWords[billed]}, but the site is ${siteWords(procedures)}`;
    return replacing(situation, what, sacroiliacCode(situation, procedures));
  }
  const sizes = sites.map(({ site }) => jointSizeOf(site));
  if (!billed || sizes.some((size) => size === undefined || size === billed)) return undefined;
  const right = sizes.flatMap((size) => (size ? (codeFor(`${size}-joint`, line?.facts, situation.codes) ?? []) : []));
  return replacing(situation, `${line?.code} is for ${jointWords[billed]}, but the site is ${siteWords(procedures)}`, [
    ...new Set(right),
  ]);
}

/** The sacroiliac joint's code; without imaging another one, which its row names. */
function sacroiliacCode({ codes, encounter }: Case, procedures: readonly Procedure[]): readonly string[] {
  const isFacility = encounter.claim === 'facility';
  const row = codes.painCodes.find(
    ({ group, nerve, facilityOf }) =>
      group === 'sacroiliac-injection' && nerve === undefined && Boolean(facilityOf) === isFacility,
  );
  const isBlind = procedures.every(({ guidance }) => guidance?.value === 'none');
  const right = isBlind && row?.withoutImaging ? row.withoutImaging : row?.code;
  return right ? [right] : [];
}

function muscleMismatch(
  situation: Case,
  [line]: readonly BilledLine[],
  procedures: readonly Procedure[],
): Mismatch | undefined {
  const sites = procedures.flatMap(documentedSites);
  const { fewest, most } = musclesIn(sites);
  const isFew = line?.facts?.site === 'one-or-two-muscles';
  if (isFew ? fewest <= 2 : most >= 3) return undefined;
  const right = codeFor(isFew ? 'three-or-more-muscles' : 'one-or-two-muscles', line?.facts, situation.codes);
  const muscles = isFew ? 'one or two muscles' : 'three or more muscles';
  const message = `${line?.code} is for ${muscles}, but the site names ${siteWords(procedures)}`;
  const isBilled = situation.claim.lines.some(({ code, isInForce }) => isInForce && code === right);
  return right && isBilled ? removing(message, [right]) : replacing(situation, message, right ? [right] : []);
}

/** Each line with one of the right codes, everything else on it unchanged. */
function replacing({ encounter, codes }: Case, what: string, right: readonly string[]): Mismatch {
  return {
    message: `${what}${right.length > 0 ? `: bill ${listed(right, 'or')}` : ''}`,
    right,
    fixes: (lines) =>
      right
        // An add-on code bills what comes after its primary.
        .filter((code) => codes.addOn(code, encounter.date?.value) === undefined)
        .map((code) => ({
          title: `Bill ${code}`,
          // A code for both sides takes no side.
          edits: lines.flatMap((line) =>
            codes.bilateralIndicator(code, encounter.date?.value) === '2'
              ? changedTo(line, { code, side: undefined, units: line.units })
              : [replaceValue(line.line.code, code)],
          ),
          applies: 'ask' as const,
        })),
  };
}

/** The code for another site with the same imaging. */
function codeFor(site: CodeSite, facts: BilledLine['facts'], { painCodes }: Codes): string | undefined {
  return painCodes.find((row) => row.site === site && row.imaging === facts?.imaging)?.code;
}

function jointSizeIn(site: CodeSite | undefined): JointSize | undefined {
  return (['small', 'medium', 'large'] as const).find((size) => site === `${size}-joint`);
}

/** The nerve is right, and its codes for one side and for both are not the same. */
function otherSides({ codes }: Case, code: string, [treated, another]: readonly TreatedNerve[]): Mismatch | undefined {
  if (!treated || another || !treated.nerve.block.includes(code)) return undefined;
  const sides = [...new Set(treated.units.flatMap((unit) => unit.sides))];
  const [side] = sides;
  const [both] = codes.related(code, 'both-sides');
  const single = treated.nerve.block.find((each) => codes.related(each, 'both-sides').includes(code));
  const right = sides.length === 2 ? both : sides.length === 1 ? single : undefined;
  const modifier = sides.length === 2 ? undefined : side === 'left' ? 'LT' : 'RT';
  if (right === undefined) return undefined;
  const what = sides.length === 2 ? `one side, but both sides are` : `both sides, but the ${side} side is`;
  return {
    message: `${code} is for ${what} documented: bill ${right}`,
    right: [right],
    isOfSides: true,
    fixes: (lines) =>
      lines.map((line) => ({
        title: `Bill ${[right, ...(modifier ? [modifier] : [])].join('-')}`,
        edits: changedTo(line, { code: right, side: modifier, units: 1 }),
        applies: 'ask' as const,
      })),
  };
}

function nerveMismatch(
  situation: Case,
  lines: readonly BilledLine[],
  procedures: readonly Procedure[],
): Mismatch | undefined {
  const { encounter, claim, codes } = situation;
  const [{ code = '', facts } = {}] = lines;
  const service = facts?.group === 'nerve-destruction' ? 'destruction' : 'block';
  const isOther = codes.otherNerve[service].includes(code);
  const treated = treatedNerves(procedures, codes);
  if (!treated) return undefined;
  const ofSides = otherSides(situation, code, treated);
  if (ofSides) return ofSides;
  const right = new Map<string, TreatedNerve>();
  for (const each of treated) {
    const { nerve } = each;
    const own = codesOfNerve(each, service, codes, encounter.date?.value);
    if (own.includes(code)) return treated.length === 1 ? unitsMismatch(situation, lines, each, service) : undefined;
    // A nerve without its own code, without one yet, or of whose destruction nobody says how it is billed.
    if (own.length === 0 && (isOther || nerve.billedAs !== undefined)) return undefined;
    for (const one of firstCodesOfNerve(each, service, codes, encounter.date?.value)) right.set(one, each);
  }
  const names = siteWords(procedures);
  const isOfJoint = treated.some(({ nerve }) => nerve.isOfJoint);
  const what = `${code} is for ${
    isOther ? 'a nerve without its own code' : `a different nerve (${firstLower(facts?.explanation ?? '')})`
  }, but the site is ${names}`;
  if (isOfJoint) {
    const joint = replacing(situation, `${what}, the nerve of the C2-C3 joint`, [...right.keys()]);
    return { ...joint, fixes: () => [] };
  }
  const isBilled = (one: string): boolean => claim.lines.some((line) => line.isInForce && line.code === one);
  const unbilled = [...right.keys()].filter((one) => !isBilled(one));
  const [one, another] = unbilled;
  if (right.size > 0 && one === undefined) return removing(what, [...right.keys()]);
  const of = one === undefined || another !== undefined ? undefined : right.get(one);
  if (one === undefined || !of) return replacing(situation, what, unbilled);
  return asNerve(situation, lines, what, one, of) ?? replacing(situation, what, unbilled);
}

/** The lines rewritten to the nerve's own code, with its units. */
function asNerve(
  situation: Case,
  lines: readonly BilledLine[],
  what: string,
  code: string,
  treated: TreatedNerve,
): Mismatch | undefined {
  const edits = billedAsNerve(situation, lines, treated, code);
  if (!edits) return undefined;
  const isBlock = treated.nerve.block.includes(code);
  const further = isBlock && treated.units.length > 1 ? furtherCode(situation, treated.nerve) : undefined;
  const codes = further === undefined ? code : `${code} and ${further}`;
  const once = treated.isInBranches ? ', one unit per side for all branches' : '';
  return {
    message: `${what}: bill ${codes}${once}`,
    right: [code],
    fixes: () => [{ title: `Bill ${codes}`, edits, applies: 'ask' }],
    isOneService: true,
  };
}

/** Another line bills the nerve with its own code already. */
function removing(what: string, right: readonly string[]): Mismatch {
  return {
    message: `${what}, which ${listed(right)} on this claim already ${right.length === 1 ? 'bills' : 'bill'}`,
    right,
    fixes: (lines) =>
      lines.map(({ line, code }) => ({ title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' })),
  };
}

/** Before it had its own code, a nerve of several branches was one unit of the code for any other nerve. */
function unitsMismatch(
  situation: Case,
  lines: readonly BilledLine[],
  treated: TreatedNerve,
  service: NerveService,
): Mismatch | undefined {
  const { claim, codes, encounter } = situation;
  const [{ code = '' } = {}] = lines;
  const isBefore = treated.nerve[service].every((one) => codes.standing(one, encounter.date?.value).kind !== 'valid');
  const { units } = unitsOnSide(claim, lines);
  if (!treated.nerve.isBlockOfAnyOtherBefore || !isBefore || units <= 1) return undefined;
  const edits = billedAsNerve(situation, lines, treated, code);
  return {
    message: `${code} is billed for ${counted(units, 'unit')}, but all ${treated.nerve.name} branches of a side are one nerve: bill 1 unit`,
    right: [code],
    fixes: () => (edits ? [{ title: 'Change units to 1', edits, applies: 'ask' }] : []),
    isOneService: true,
    isOfUnits: true,
  };
}

/** The sites as written, each once; the reader writes the nerves in capitals, which only short names keep. */
function siteWords(procedures: readonly Procedure[]): string {
  const names = procedures.flatMap(({ site, nerves }) => [
    ...nerves.map(({ value }) => (/^[A-Z]{1,4}\d*$/.test(value) ? value : inLowerCase(value))),
    ...site.map(({ value }) => value),
  ]);
  return listed([...new Map(names.map((name) => [name.toLowerCase(), name])).values()]);
}

function inLowerCase(name: string): string {
  return name.toLowerCase().replace(/\b[ctls]\d{1,2}\b/g, (level) => level.toUpperCase());
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
