/**
 * The service lines that bill what is documented of one procedure kind, for one payer. Knows nothing about the existing
 * lines.
 */

import type { Claim } from '../claim/claim.js';
import { documentedSites, type LeveledKind } from '../claim/documented.js';
import { expectedRungs } from '../claim/expected.js';
import { treatedNerves } from '../claim/nerves.js';
import { rungsOf, type Session } from '../claim/sessions.js';
import type { Asked } from '../claim/terms.js';
import type { BodySide, Level } from '../clinical/level.js';
import type { Codes, PainCode } from '../codes/codes.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import { formsFor, type Policy } from '../policy/policy.js';
import { codeOf, imagingOf } from './family.js';
import { formLines, type Wanted, type WantedLine, type Write } from './form-lines.js';
import { paidLevels, regionsPaid, unpaidLevels } from './paid.js';
import { bodyLines } from './wanted-bodies.js';
import { jointLines } from './wanted-joints.js';
import { nerveLines } from './wanted-nerves.js';

/** The kinds whose lines can be written from the record. */
export const billableKinds = [
  'facet-injection',
  'facet-destruction',
  'transforaminal-epidural',
  'sacroiliac-injection',
  'nerve-block',
  'nerve-destruction',
  'joint-injection',
  'vertebral-augmentation',
  'basivertebral-ablation',
] as const;
type BillableKind = (typeof billableKinds)[number];

/**
 * The lines that bill what is documented for the kind; undefined if the record does not say enough, if no code
 * covers what was done, or if the payer's form is needed but not known.
 */
export function wantedLines(
  encounter: Encounter,
  claim: Claim,
  codes: Codes,
  policy: Policy | undefined,
  kind: BillableKind,
): Wanted | undefined {
  if (claim.hasUnknownKind) return undefined;
  const asked: Asked = { encounter, claim, codes, policy };
  const write = inFormOf(asked);
  switch (kind) {
    case 'sacroiliac-injection':
      return sacroiliacLines(encounter, claim, codes, write);
    case 'nerve-block':
    case 'nerve-destruction':
      return nerveLines(asked, kind, write);
    case 'joint-injection':
      return jointLines(asked, write);
    case 'vertebral-augmentation':
    case 'basivertebral-ablation':
      return bodyLines(asked, kind, write);
    default:
      return levelLines(asked, kind, write);
  }
}

/** Writes a code's lines in the payer's form. */
export function inFormOf({ encounter, codes, policy }: Pick<Asked, 'encounter' | 'codes' | 'policy'>): Write {
  return (code, count) => {
    if (codes.standing(code, encounter.date?.value).kind !== 'valid') return undefined;
    const isAddOn = codes.addOn(code, encounter.date?.value) !== undefined;
    const [form] = policy ? formsFor(policy, { isAddOn }, encounter) : [];
    if (!form && count.both > 0) return undefined;
    return formLines(count, form ?? 'modifier-50').map((line) => ({ ...line, code }));
  };
}

/** The lines of a kind whose codes count levels. */
function levelLines(asked: Asked, kind: LeveledKind, write: Write): Wanted | undefined {
  const { claim, codes } = asked;
  const documented = claim.kinds.get(kind);
  if (!documented?.isCertain) return undefined;
  const sessions = claim.sessions.filter((session) => session.kind === kind);
  if (sessions.some((session) => !session.isCounted || session.hasReducedLine || namesSomeSides(session)))
    return undefined;
  const imaging = imagingOf(documented);
  if (imaging === undefined) return undefined;
  const lines: WantedLine[] = [];
  const unpaid: Level[] = [];
  const paidRegions = regionsPaid(asked, sessions);
  for (const session of sessions) {
    const paid = paidRegions.includes(session) ? paidLevels(asked, session, 'confirmed') : [];
    for (const { rung, ...count } of expectedRungs(paid, rungsOf(kind))) {
      const code = codeOf(session, rung, imaging, codes);
      const written = code && write(code, count);
      if (!written) return undefined;
      lines.push(...written);
    }
    unpaid.push(...unpaidLevels(session, paid));
  }
  return lines.length > 0 ? { lines, unpaid } : undefined;
}

/** Some levels have a side and others do not: then we cannot tell which line the others belong on. */
function namesSomeSides({ levels }: Session): boolean {
  const sided = levels.filter(({ sides }) => sides.length > 0).length;
  return sided > 0 && sided < levels.length;
}

function sacroiliacLines(encounter: Encounter, claim: Claim, codes: Codes, write: Write): Wanted | undefined {
  const procedures = encounter.procedures.filter(({ kind }) => kind === 'sacroiliac-injection');
  // A facility bills the joint with a different code: codes.csv, column `facility_of`.
  if (procedures.length === 0 || encounter.claim === 'facility') return undefined;
  if (procedures.some(({ guidance }) => guidance?.value === 'none' || guidance?.value === 'ultrasound'))
    return undefined;
  const byCode = new Map<string, Set<BodySide | undefined>>();
  for (const procedure of procedures) {
    const code = sacroiliacCode(procedure, claim, codes);
    if (!code || procedure.unreadableLevels) return undefined;
    const sides = byCode.get(code) ?? new Set();
    for (const site of documentedSites(procedure)) {
      for (const side of site.sides.length > 0 ? site.sides : [undefined]) sides.add(side);
    }
    byCode.set(code, sides);
  }
  const lines: WantedLine[] = [];
  for (const [code, sides] of byCode) {
    if (sides.has(undefined) && sides.size > 1) return undefined;
    const both = sides.has('left') && sides.has('right');
    const count = {
      both: both ? 1 : 0,
      left: !both && sides.has('left') ? 1 : 0,
      right: !both && sides.has('right') ? 1 : 0,
      unsided: sides.has(undefined) && sides.size === 1 ? 1 : 0,
    };
    const written = write(code, count);
    if (!written) return undefined;
    lines.push(...written);
  }
  return { lines, unpaid: [] };
}

/** The joint's code, or the code for the nerves to it if they were the target; undefined if the record does not say. */
function sacroiliacCode(procedure: Procedure, claim: Claim, codes: Codes): string | undefined {
  const rows = codes.painCodes.filter(isSacroiliac);
  const ofNerves = rows.find(({ nerve }) => nerve !== undefined);
  const sacroiliacNerves = ofNerves?.code;
  const sacroiliacJoint = rows.find(({ nerve }) => nerve === undefined)?.code;
  const technique = procedure.technique?.value;
  if (technique === 'medial-branch') return sacroiliacNerves;
  if (technique === 'intra-articular') return sacroiliacJoint;
  if (technique !== undefined) return undefined;
  if (treatedNerves([procedure], codes)?.every(({ nerve }) => nerve.name === ofNerves?.nerve)) return sacroiliacNerves;
  const billsNerves = claim.lines.some(({ code }) => code === sacroiliacNerves);
  const billsJoint = claim.lines.some(({ code }) => code === sacroiliacJoint);
  if (billsNerves && billsJoint) return undefined;
  return billsNerves ? sacroiliacNerves : sacroiliacJoint;
}

/** The physician's codes for the joint and for the nerves to it. */
function isSacroiliac({ group, facilityOf }: PainCode): boolean {
  return group === 'sacroiliac-injection' && facilityOf === undefined;
}

/** Whether the rewrite for the kind writes a service line's code. */
export function isBilledAs(kind: BillableKind, row: PainCode | undefined): boolean {
  if (!row) return false;
  switch (kind) {
    case 'sacroiliac-injection':
      return isSacroiliac(row);
    case 'nerve-block':
    case 'nerve-destruction':
      return row.nerve !== undefined && row.kinds.includes(kind);
    case 'joint-injection':
      return row.group === 'joint-injection' && row.site !== undefined;
    case 'vertebral-augmentation':
    case 'basivertebral-ablation':
      return row.group === kind;
    default:
      return row.family !== undefined && row.kinds.includes(kind);
  }
}
