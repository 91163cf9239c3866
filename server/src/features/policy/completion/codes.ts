/** Code groups, codes and the ends of ranges, with our explanation. */

import type { Codes } from '../../../codes/codes.js';
import { asText } from '../../../text/markdown.js';
import { counted, shortTitle } from '../../../text/words.js';
import type { Offer, Offered } from '../../offer.js';
import { codeList, serviceWords } from '../named.js';
import type { PolicyWorld } from '../world.js';

/** So many codes of other specialties are offered once their beginning is typed. */
const mostOthers = 100;
const enoughToSearch = 3;

/** What may appear where codes are named. */
export function codeOffers(world: PolicyWorld, typed: string): Offered {
  const { codes } = world;
  // A group's name has hyphens too: only after a code does one begin the end of a range.
  const [, first] = /^\s*(\d{4}[\dA-Z]|[A-Z]\d{4})\s*-/i.exec(typed) ?? [];
  if (first) return { offers: rangeOffers(world, first.toUpperCase()), isIncomplete: false };
  const groups = [...codes.groups].sort().map((group): Offer => {
    const list = codes.codesInGroup(group) ?? [];
    return {
      label: group,
      kind: 'group',
      detail: counted(list.length, 'code'),
      documentation: codeList(codes, list),
      text: group,
      rank: 0,
    };
  });
  const usual = codes.painCodes.map(({ code, explanation }) => withDescriptor(codes, codeOffer(code, explanation, 1)));
  const deleted = codes.deletedCodes.map((code) => deletedOffer(world, code));
  const others = othersFrom(codes, typed);
  return { offers: [...groups, ...usual, ...deleted, ...others], isIncomplete: true };
}

function codeOffer(code: string, explanation: string | undefined, rank: number): Offer {
  return { label: code, kind: 'code', detail: explanation, text: code, rank };
}

/** The AMA's words in addition to ours, if a license holder has loaded them. */
function withDescriptor(codes: Codes, offer: Offer): Offer {
  const descriptor = codes.descriptor(offer.label);
  if (!descriptor) return offer;
  return {
    ...offer,
    detail: offer.detail ?? descriptor.text,
    documentation: `${asText(descriptor.text)} *(${asText(descriptor.edition)})*`,
  };
}

function deletedOffer({ codes, today }: PolicyWorld, code: string): Offer {
  const standing = codes.standing(code, today);
  if (standing.kind !== 'deleted') return codeOffer(code, undefined, 3);
  const { lastDate, successors } = standing;
  const until = lastDate ? `valid until ${lastDate}` : 'no longer valid';
  const now = successors.map((successor) => successor.code);
  const detail = now.length > 0 ? `${until}, now ${now.join(', ')}` : until;
  return { ...codeOffer(code, detail, 2), isDeprecated: true };
}

/** The last code of a range whose first one is written: those of its form that come after it. */
function rangeOffers(world: PolicyWorld, first: string): readonly Offer[] {
  const form = first.replace(/\d/g, '9');
  const family = world.codes.painCode(first)?.family;
  return world.codes.painCodes
    .filter(({ code }) => code.replace(/\d/g, '9') === form && code > first)
    .map((row): Offer => {
      const range = `${first}-${row.code}`;
      const rank = family !== undefined && row.family === family ? 0 : 1;
      return {
        label: range,
        kind: 'range',
        detail: `to: ${row.explanation}`,
        documentation: serviceWords(world, range).join('\n\n'),
        text: range,
        rank,
      };
    });
}

function othersFrom(codes: Codes, typed: string): readonly Offer[] {
  const beginning = typed.trim().toUpperCase();
  if (beginning.length < enoughToSearch || !/\d/.test(beginning)) return [];
  const found = new Set<string>();
  for (const code of codes.known()) {
    if (found.size >= mostOthers) break;
    if (code.startsWith(beginning) && !codes.painCode(code)) found.add(code);
  }
  return [...found].sort().map((code) => {
    const title = codes.levelTwoTitle(code);
    const short = title && shortTitle(title);
    const offer = withDescriptor(codes, codeOffer(code, short, 4));
    return title === short ? offer : { ...offer, documentation: title && asText(title) };
  });
}
