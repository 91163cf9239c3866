/** Completion of a `site`: the joints, muscles or nerves of the procedure's kind, with their side; what the diagnoses name comes first. */
import { muscles } from '../../../clinical/muscles.js';
import { jointNames, jointSizeOf } from '../../../clinical/site-words.js';
import { diagnosisSideOf } from '../../../codes/diagnosis-places.js';
import { siteNerves } from '../../../codes/nerves.js';
import { type ProcedureKind, type Side, sides } from '../../../syntax/vocabulary.js';
import { listed } from '../../../text/words.js';
import type { Offer, Offered } from '../../offer.js';
import { type Cursor, type Place, procedureAt } from './cursor.js';
import { ranks } from './ranks.js';

type At = Extract<Place, { kind: 'value' }>;

interface Site {
  readonly name: string;
  /** In lower case. */
  readonly otherNames: readonly string[];
  readonly detail: string;
}

const most = 60;

const sideWords: Readonly<Record<string, Side>> = {
  r: 'right',
  rt: 'right',
  right: 'right',
  l: 'left',
  lt: 'left',
  left: 'left',
  b: 'bilateral',
  bil: 'bilateral',
  bilat: 'bilateral',
  bilateral: 'bilateral',
  both: 'bilateral',
};

/** The sites that may be written; none that is there already. */
export function siteOffers(cursor: Cursor, place: At): Offered {
  const procedure = procedureAt(cursor);
  const typed = cursor.text.slice(place.typed.start, cursor.offset).trimStart();
  const { side, words } = asked(typed);
  const there = new Set([...place.before, ...place.after].map((item) => item.toLowerCase()));
  const hints = hintsOf(cursor);
  const hasSide = procedure?.side !== undefined;
  const found = sitesOf(cursor, procedure?.kind).filter((site) => isNamed(site, words));
  const offers = found.flatMap((site): readonly Offer[] => {
    const isHinted = hints.title.some((title) => title.includes(` ${site.name}`));
    const own = side ? [side] : hasSide ? [undefined] : isHinted && hints.side ? [hints.side, undefined] : [undefined];
    const more = side || hasSide || !isSided(procedure?.kind) ? [] : sides.filter((each) => !own.includes(each));
    return [...own, ...more].map((each, at) => ({
      label: each ? `${each} ${site.name}` : site.name,
      kind: 'site',
      detail: site.detail,
      text: each ? `${each} ${site.name}` : site.name,
      filter: typed === '' ? undefined : typed,
      isTold: isHinted && at === 0,
      rank: isHinted && at === 0 ? ranks.lines : own.includes(each) ? ranks.known : ranks.other,
    }));
  });
  return { offers: offers.filter(({ text }) => !there.has(text.toLowerCase())).slice(0, most), isIncomplete: true };
}

/** "rt kn" asks for the right side of what begins with "kn". */
function asked(typed: string): { readonly side: Side | undefined; readonly words: readonly string[] } {
  const all = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const last = all.length - 1;
  const at = all.findIndex((word, index) => sideWords[word] && (word.length > 1 || index < last));
  const side = at < 0 ? undefined : sideWords[all[at] ?? ''];
  return { side, words: all.filter((_, index) => index !== at) };
}

function isNamed({ name, otherNames }: Site, words: readonly string[]): boolean {
  return [name.toLowerCase(), ...otherNames].some((each) => {
    const parts = each.split(' ');
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

/** Muscles are counted, whichever side they are on; joints and nerves are billed by side. */
function isSided(kind: ProcedureKind | undefined): boolean {
  return kind !== 'trigger-point' && kind !== 'chemodenervation';
}

/** What the titles of the diagnoses say, and the one side that they name. */
function hintsOf({ checked, world }: Cursor): { readonly title: readonly string[]; readonly side: Side | undefined } {
  const codes = checked.judgment.encounter.diagnoses.flatMap(({ code }) => code?.value ?? []);
  const title = codes.map((code) => ` ${world.codes.diagnosisTitle(code)?.toLowerCase() ?? ''}`);
  const named = codes.map((code, index) => {
    const told = title[index] ?? '';
    return diagnosisSideOf(code)?.side ?? (/ right\b/.test(told) ? 'right' : / left\b/.test(told) ? 'left' : undefined);
  });
  const [side, other] = [...new Set(named.filter((each) => each !== undefined))];
  return { title, side: side && other ? 'bilateral' : side };
}

function sitesOf(cursor: Cursor, kind: ProcedureKind | undefined): readonly Site[] {
  switch (kind) {
    case 'joint-injection':
      return joints(cursor);
    case 'trigger-point':
    case 'chemodenervation':
      return muscleSites();
    case 'nerve-block':
      return nerveSites('block');
    case 'nerve-destruction':
      return nerveSites('destruction');
    case 'sacroiliac-injection':
      return [{ name: 'sacroiliac joint', otherNames: ['si joint', 'sij'], detail: '' }];
    case undefined:
    case 'other':
      return [...joints(cursor), ...nerveSites('block'), ...muscleSites()];
    default:
      return [];
  }
}

function joints({ world }: Cursor): readonly Site[] {
  return jointNames().map((name) => {
    const size = jointSizeOf(name);
    const rows = world.codes.painCodes.filter(({ site }) => site === `${size}-joint`);
    return {
      name,
      otherNames: [],
      detail: `${size} joint: ${listed(
        rows.map(({ code }) => code),
        'or',
      )}`,
    };
  });
}

function muscleSites(): readonly Site[] {
  return [...muscles].map((name) => ({ name, otherNames: [], detail: 'one muscle' }));
}

function nerveSites(service: 'block' | 'destruction'): readonly Site[] {
  return siteNerves().map(({ name, otherNames, [service]: codes }) => ({
    name,
    otherNames,
    detail: codes.length > 0 ? `${service}: ${listed(codes, 'or')}` : '',
  }));
}
