/** Completion of drugs: by name or brand, with a place for the dose, which is never made up; and of what was discarded. */
import { documentedDrug, unitlessDrug } from '../../../claim/drugs.js';
import { amountOf } from '../../../clinical/doses.js';
import { anesthetics } from '../../../codes/anesthetics.js';
import type { Codes, PainCode } from '../../../codes/codes.js';
import { usualCodes } from '../../../codes/usual-codes.js';
import { asText } from '../../../text/markdown.js';
import { counted } from '../../../text/words.js';
import type { Offer, Offered } from '../../offer.js';
import { codeWords } from '../../words/code.js';
import { claimHere } from './claim-here.js';
import { type Cursor, type Place, procedureAt } from './cursor.js';
import { ranks } from './ranks.js';

type At = Extract<Place, { kind: 'value' }>;

const most = 40;

/** The drugs that may be written next in an `agent`, or what was left of one in `discarded`. */
export function agentOffers(cursor: Cursor, place: At): Offered {
  return place.field === 'discarded' ? discardedOffers(cursor) : drugOffers(cursor, place);
}

function drugOffers(cursor: Cursor, place: At): Offered {
  const { text, offset, world } = cursor;
  const written = text.slice(place.typed.start, offset);
  // What comes after the cursor stays: only at the value's end a drug is begun.
  if (text.slice(offset, place.typed.end).trim() !== '') return { offers: [], isIncomplete: false };
  const [, before = '', typed = ''] = /^(.*(?:[,;+]|\s(?:and|with|plus)\s)\s*)?(.*)$/s.exec(written) ?? [];
  if (/\d/.test(typed)) return { offers: unitOffers(cursor, before, typed), isIncomplete: true };
  const words = typed.toLowerCase().trim();
  const isToxin = procedureAt(cursor)?.kind === 'chemodenervation';
  const offers = [...billed(world.codes), ...others()]
    .filter(({ names }) => words === '' || names.some((name) => isBegun(name, words)))
    .slice(0, most)
    .map(
      ({ label, detail, text: name, snippet, row, rank }): Offer => ({
        label,
        kind: 'drug',
        detail,
        documentation: row && (() => drugDocumentation(cursor, row)),
        text: `${before}${name}`,
        snippet: snippet && `${before.replace(/[\\$}]/g, '\\$&')}${snippet}`,
        filter: written.trim() === '' ? undefined : written,
        // A toxin's dose is in units, and nothing else is injected to block a muscle's nerves.
        rank: isToxin && row && amountOf(row.unit)?.unit === 'unit' ? ranks.lines : rank,
      }),
    );
  return { offers, isIncomplete: true };
}

/** A solution is given by its volume too, and few drugs in so few milligrams. */
const fewMilligrams = 6;

/** What a figure after a drug's name counts, where the drug comes in one unit: the dose is not certain without it. */
function unitOffers({ world }: Cursor, before: string, typed: string): readonly Offer[] {
  const [, told = '', figure = '', begun = ''] = /^(.*?(\d+(?:\.\d+)?))\s*([a-z]*)$/i.exec(typed) ?? [];
  const unit = told === '' ? undefined : unitlessDrug(told, world.codes)?.unit;
  if (unit === undefined) return [];
  const words = unit === 'unit' ? ['units'] : Number(figure) < fewMilligrams ? [...new Set(['mL', unit])] : [unit];
  // With the whole unit written there is nothing to add.
  return words
    .filter((word) => word !== begun && word.toLowerCase().startsWith(begun.toLowerCase()))
    .map((word, index) => ({
      label: `${figure} ${word}`,
      kind: 'value',
      detail: 'without a unit the dose is not certain',
      text: `${before}${told} ${word}`,
      filter: `${before}${typed}`,
      rank: ranks.lines + index,
    }));
}

function isBegun(name: string, words: string): boolean {
  return name.startsWith(words) || name.split(/[\s-]/).some((part) => part.startsWith(words));
}

interface Drug {
  readonly label: string;
  readonly detail: string;
  readonly names: readonly string[];
  readonly text: string;
  readonly snippet: string | undefined;
  readonly row?: PainCode;
  readonly rank: number;
}

/** The drugs with a code and a unit of their own: those that are billed most, and steroids, first. */
function billed(codes: Codes): readonly Drug[] {
  const seen = new Set<string>();
  const usual = usualCodes('drug');
  const place = ({ code }: PainCode): number => (usual.includes(code) ? usual.indexOf(code) : usual.length);
  const rows = [...codes.painCodes].sort((one, other) => place(one) - place(other));
  return rows.flatMap((row): readonly Drug[] => {
    const drug = row.group === 'drug' && codes.isA(row.code, 'billed-apart') ? codes.drug(row.code) : undefined;
    if (!drug || codes.standing(row.code, codes.newestDay).kind !== 'valid') return [];
    const own = plainName(row.explanation);
    const brands = drug.names.map(({ name }) => name);
    // A drug that is only known by its brand is written with it.
    const name = own ?? brands[0];
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    const size = amountOf(row.unit);
    const unit = size?.unit === 'unit' ? 'units' : size?.unit;
    const [, brand] = /\(([A-Z][A-Za-z-]+)[,)]/.exec(row.explanation) ?? [];
    return [
      {
        label: brand ? `${name} (${brand})` : name,
        detail: `${row.code}, one unit is ${row.unit}`,
        names: [name, ...brands],
        text: unit ? `${name} ` : name,
        snippet: unit && `${name} $1 ${unit === 'ml' ? 'mL' : unit}$0`,
        row,
        rank: codes.isA(row.code, 'steroid') ? ranks.documented : ranks.known,
      },
    ];
  });
}

/** "Triamcinolone acetonide (Kenalog, a steroid)" begins with what records call it. */
function plainName(explanation: string): string | undefined {
  const [name = ''] = explanation.split(/[(,]| with /);
  return / for (?:a|the) /.test(name)
    ? undefined
    : name.trim().toLowerCase().replace('toxina', 'toxinA').replace('toxinb', 'toxinB');
}

/** What is injected beside it, and is part of the procedure. */
function others(): readonly Drug[] {
  return [
    ...anesthetics().map(({ name, strength }) => ({
      label: `${name} ${strength}`,
      detail: 'local anesthetic',
      names: [name],
      text: `${name} ${strength} `,
      snippet: `${name} ${strength} $1 mL$0`,
      rank: ranks.beside,
    })),
    {
      label: 'contrast',
      detail: '',
      names: ['contrast'],
      text: 'contrast ',
      snippet: 'contrast $1 mL$0',
      rank: ranks.other,
    },
  ];
}

/** What the code hover says, and how many units doses are. */
function drugDocumentation({ world, checked }: Cursor, row: PainCode): string {
  const { codes } = world;
  const { encounter, policy } = checked.judgment.situation;
  const size = amountOf(row.unit);
  const unit = size?.unit === 'unit' ? 'units' : (size?.unit ?? '');
  const doses = size ? [2, 4, 8].map((units) => `${units * size.amount} ${unit} bill ${counted(units, 'unit')}`) : [];
  return [
    doses.length > 0 ? `${row.code}: ${asText(doses.join(', '))}` : '',
    ...codeWords(codes, row.code, encounter.date?.value, policy),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What was left of the drug that the agent names: what the record's own amounts leave, or a place for the amount. */
function discardedOffers(cursor: Cursor): Offered {
  const { encounter, claim, codes } = claimHere(cursor);
  const named = codes.painCodes.flatMap((row) => {
    const drug =
      row.group === 'drug' && codes.drug(row.code) ? documentedDrug(encounter, claim, codes, row) : undefined;
    return drug && drug.names.length > 0 ? [{ row, drug }] : [];
  });
  const left = named.flatMap(({ row, drug: { vial, written } }): readonly Offer[] => {
    const size = amountOf(row.unit);
    if (!size || vial === undefined || written === undefined || vial <= written) return [];
    const rest = Math.round((vial - written) * size.amount * 1_000) / 1_000;
    const text = `${rest} ${size.unit === 'unit' ? 'units' : size.unit}`;
    return [
      {
        label: text,
        kind: 'value',
        detail: `the container held ${vial * size.amount}, of which ${written * size.amount} were given`,
        text,
        rank: ranks.lines,
      },
    ];
  });
  const units = [...new Set(named.flatMap(({ row }) => amountOf(row.unit)?.unit ?? []))];
  const blank = units.map((unit): Offer => {
    const word = unit === 'unit' ? 'units' : unit;
    return {
      label: `… ${word}`,
      kind: 'value',
      detail: 'what was thrown away',
      text: '',
      snippet: `$1 ${word}$0`,
      rank: ranks.known,
    };
  });
  const none: Offer = {
    label: 'none',
    kind: 'value',
    detail: 'nothing of the container was thrown away',
    text: 'none',
    rank: ranks.documented,
  };
  const all = [...left, none, ...blank];
  return {
    offers: all.filter((offer, index) => all.findIndex(({ label }) => label === offer.label) === index),
    isIncomplete: false,
  };
}
