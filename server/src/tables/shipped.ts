/**
 * The tables that come with the tool, as editions: the manifest says which there are, and each file is read and unpacked when it is
 * first asked. Where the files lie is up to the port: a folder beside the program, or what a browser has fetched.
 */
import type {
  AddOnEdition,
  AddOnRow,
  DiagnosisEdition,
  Editions,
  FeeFacts,
  FeeScheduleEdition,
  LevelTwoDays,
  LevelTwoEdition,
  ModifierEdition,
  MueEdition,
  MueLimit,
  PairEdition,
} from '../codes/editions.js';
import { type ShippedEdition, type ShippedKind, shippedOf, tablesBeside } from '../codes/shipped-editions.js';
import { once } from '../text/once.js';
import { packedPairs, type Rationales } from './packed-pairs.js';
import { codeTable, type Inflate, isWhole, type Parts, partsOf } from './parts.js';
import { type Shelves, shelvesOf } from './shelves.js';

/** Where the packed tables lie. */
interface TableStore {
  /** The bytes of a file such as `pprrvu_2025-10.table` between two places. Throws where there is no such file. */
  readonly bytes: (name: string, from: number, to: number) => Uint8Array;
  readonly inflate: Inflate;
}

/** The tables that come with the tool; none is read yet. */
export function shippedEditions({ bytes, inflate }: TableStore): Editions {
  const open = ({ table }: ShippedEdition): (() => Parts) =>
    once(() => partsOf((from, to) => bytes(packedName(table), from, to), inflate));
  const all = <Of>(kind: ShippedKind, editionOf: (edition: ShippedEdition, parts: () => Parts) => Of): readonly Of[] =>
    shippedOf(kind).map((edition) => editionOf(edition, open(edition)));
  // All years are in one file, which says of each code in which of them it is billable.
  const [year] = shippedOf('diagnoses');
  const years = shelvesOf(year ? open(year) : noParts);
  return {
    feeSchedules: all('fee-schedule', feeScheduleOf),
    mues: all('mue', mueOf),
    pairs: all('pairs', (edition, parts) => pairsOf(edition, parts, rationalesOf(edition, open))),
    addOns: all('add-ons', addOnsOf),
    diagnoses: shippedOf('diagnoses').map((edition, at) => diagnosesOf(edition, years, at)),
    diagnosisTitles: [{ of: (code) => years.get(code)?.slice(1) }],
    levelTwo: all('level-two', levelTwoOf),
    modifiers: [...all('cpt-modifiers', modifiersOf('cpt')), ...all('hcpcs-modifiers', modifiersOf('hcpcs'))],
    descriptors: [],
  };
}

/**
 * The first file that was not copied whole, and what is wrong with it: what a rule could not look up would be silently clean.
 *
 * @param sizeOf a file's size; throws where it cannot be opened
 */
export function damagedTable(
  { bytes }: Pick<TableStore, 'bytes'>,
  sizeOf: (name: string) => number,
): string | undefined {
  for (const name of tablesBeside().map(packedName)) {
    try {
      if (!isWhole((from, to) => bytes(name, from, to), sizeOf(name))) return `${name} is not whole`;
    } catch {
      return `${name} cannot be read`;
    }
  }
  return undefined;
}

function packedName(table: string): string {
  return table.replace(/\.(?:csv|txt)(?:\.gz)?$/, '.table');
}

function noParts(): Parts {
  return { count: 1, bytes: () => new Uint8Array(0), text: () => '[]' };
}

function feeScheduleOf(edition: ShippedEdition, parts: () => Parts): FeeScheduleEdition {
  const rows = codeTable(parts, (said): FeeFacts => {
    const [status = '', global = '', bilateral = '', partsIndicator = '', places = ''] = said.split(',');
    const unpriced = places === 'facility' || places === 'non-facility' || places === 'nowhere' ? places : undefined;
    return { status, global, bilateral, partsIndicator, unpriced };
  });
  return { ...edition, rows };
}

function mueOf(edition: ShippedEdition, parts: () => Parts): MueEdition {
  const limits = codeTable(parts, (said): MueLimit => {
    const [units = 0, indicator] = said.split(',').map(Number);
    return { units, indicator: indicator === 1 || indicator === 2 ? indicator : 3 };
  });
  return { ...edition, limits };
}

/** Primaries that share their type and days are together: `1,2013-04-01,,6449364490`, parted by semicolons. */
function addOnsOf(edition: ShippedEdition, parts: () => Parts): AddOnEdition {
  const rows = codeTable(parts, (said): (() => readonly AddOnRow[]) =>
    once(() =>
      said.split(';').flatMap((group) => {
        const [type = '', from = '', until = '', primaries = ''] = group.split(',');
        return codesIn(primaries).map((primary) => ({
          type: type === '1' || type === '2' ? type : '3',
          primary,
          from,
          until: until || undefined,
        }));
      }),
    ),
  );
  return { ...edition, rows: { get: (code) => rows.get(code)?.(), has: rows.has, keys: rows.keys } };
}

function codesIn(joined: string): readonly string[] {
  return joined.match(/.{5}/g) ?? [];
}

function pairsOf(edition: ShippedEdition, parts: () => Parts, rationales: () => Rationales): PairEdition {
  return { ...edition, isDated: false, parts: [packedPairs(parts, edition.isWhole, rationales)] };
}

/** CMS's words for the pairs of a quarter that has them in a file of their own. */
function rationalesOf({ release }: ShippedEdition, open: (edition: ShippedEdition) => () => Parts) {
  const edition = shippedOf('pair-rationales').find((each) => each.release === release);
  return once((): Rationales => {
    const found = new Map<string, Map<string, string>>();
    if (!edition) return found;
    const groups = JSON.parse(open(edition)().text(0)) as Readonly<Record<string, Readonly<Record<string, string>>>>;
    for (const [rationale, byColumn1] of Object.entries(groups)) {
      for (const [column1, joined] of Object.entries(byColumn1)) {
        const ofColumn1 = found.get(column1) ?? new Map<string, string>();
        for (const column2 of codesIn(joined)) ofColumn1.set(column2, rationale);
        found.set(column1, ofColumn1);
      }
    }
    return found;
  });
}

/** What is said about a code begins with a digit whose bits are the years in which it is billable. */
function diagnosesOf(edition: ShippedEdition, years: Shelves, at: number): DiagnosisEdition {
  const isIn = (said: string | undefined): boolean =>
    said !== undefined && (Number.parseInt(said.charAt(0), 36) & (1 << at)) !== 0;
  return {
    ...edition,
    has: (code) => isIn(years.get(code)),
    *beginning(prefix) {
      for (const [code, said] of years.beginning(prefix)) if (isIn(said)) yield code;
    },
  };
}

/** Parts 0 to 2 are a table of days, `added,added after,last,ended by`, the others CMS's titles. */
function levelTwoOf(edition: ShippedEdition, parts: () => Parts): LevelTwoEdition {
  const rows = codeTable(parts, (said): LevelTwoDays => {
    const [added = '', addedAfter = '', lastDate = '', endedBy = ''] = said.split(',');
    return {
      added,
      addedAfter: addedAfter || undefined,
      lastDate: lastDate || undefined,
      endedBy: endedBy || undefined,
    };
  });
  const titles = shelvesOf(() => after(parts(), 3));
  return { ...edition, rows, title: titles.get };
}

/** The parts from this one on. */
function after(parts: Parts, first: number): Parts {
  return {
    count: parts.count - first,
    bytes: (at) => parts.bytes(at + first),
    text: (at) => parts.text(at + first),
  };
}

function modifiersOf(of: ModifierEdition['of']) {
  return (edition: ShippedEdition, parts: () => Parts): ModifierEdition => {
    const rows = once(
      () =>
        new Map(
          (JSON.parse(parts().text(0)) as readonly (readonly [string, string?, string?, string?])[]).map(
            ([modifier, added, lastDate, title]) => [
              modifier,
              { added: added || undefined, lastDate: lastDate || undefined, title: title || undefined },
            ],
          ),
        ),
    );
    return {
      ...edition,
      of,
      get rows() {
        return rows();
      },
    };
  };
}
