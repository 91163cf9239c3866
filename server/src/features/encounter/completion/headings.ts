/** Completion at the start of a line: sections, fields that are not there yet; ids and kinds behind their headings. */
import { isTold } from '../../../claim/wanted-documentation.js';
import type { Procedure } from '../../../encounter/encounter.js';
import { everydayKinds, everydayNamesOf } from '../../../syntax/everyday.js';
import { headerOrder, kindFields } from '../../../syntax/kind-fields.js';
import {
  lineFields,
  type ProcedureKind,
  procedureFields,
  procedureKinds,
  requiredHeaderFields,
  type SectionName,
  sections,
} from '../../../syntax/vocabulary.js';
import { groupedBy } from '../../../text/grouped.js';
import { isSpace, skipSpace } from '../../../text/lines.js';
import { type Offer, type Offered, withoutPlaces } from '../../offer.js';
import { fieldWords } from '../../words/field.js';
import { billedAs, kindWords } from '../../words/kind.js';
import { procedureTemplate } from '../template.js';
import { templateKinds } from '../template-kinds.js';
import { type Cursor, procedureAt } from './cursor.js';
import { saidBy } from './known.js';
import { type Candidate, fitting, noOffers, typedText } from './matching.js';
import { nextIds } from './next-id.js';
import { encounterTemplates } from './templates.js';
import { linesOwnFirst, wantedFirst, wantedOfTemplate } from './wanted.js';

/** The headings and fields that may begin the line. */
export function startOffers(cursor: Cursor): Offered {
  const { place } = cursor;
  if (place.kind !== 'start') return noOffers;
  const typed = typedText(cursor, place.typed);
  const { offers, isIncomplete } = fitting(typed, [...fieldsHere(cursor), ...headingsHere(cursor)]);
  const templates = cursor.block === undefined ? encounterTemplates(cursor, typed, behindWords) : [];
  return { offers: [...offers, ...templates], isIncomplete: isIncomplete || cursor.block === undefined };
}

/** Behind what fits letter by letter. */
const behindWords = 8_000;

/** What begins a file without an encounter. */
export function firstHeading(): Offered {
  return fitting('', [headingCandidate('encounter', 'encounter ', 0)]);
}

/** The next id, behind `encounter`. */
export function idOffers(cursor: Cursor): Offered {
  const { place, world, checked, known } = cursor;
  if (place.kind !== 'id') return noOffers;
  const ids = saidBy(known, ({ id }) => id);
  const day = checked.judgment.encounter.date?.value ?? world.today;
  const candidates = nextIds(ids, day).map((id, rank): Candidate => {
    return {
      offer: {
        label: id,
        kind: 'value',
        detail: 'next id',
        documentation: fieldWords('encounter'),
        text: id,
        rank,
      },
    };
  });
  return fitting(typedText(cursor, place.typed), candidates);
}

/** The kinds of procedure, by everyday words. */
export function kindOffers(cursor: Cursor): Offered {
  const { place } = cursor;
  if (place.kind !== 'kind') return noOffers;
  const order = likelyKinds(cursor);
  const plain = procedureKinds.map((kind): Candidate => {
    const own = everydayKinds.filter(({ means }) => means.kind === kind);
    const exact = own.filter(({ means }) => !means.technique && !means.site).flatMap(({ words }) => words);
    const templates = templateKinds.filter(({ procedures: [first] }) => first?.kind === kind);
    const all = [...own.flatMap(({ words }) => words), ...templates.flatMap(({ label, words }) => [label, words])];
    return {
      offer: kindOffer(cursor, kind, 2 * order.indexOf(kind)),
      words: [...exact, kindWords(kind), all.join(' ')],
    };
  });
  const typed = typedText(cursor, place.typed);
  // With nothing typed a kind is enough; what is typed may say the technique or the site too.
  const further = typed.trim() === '' ? [] : saidWithMore(cursor, order);
  const offered = fitting(typed, [...plain, ...further]);
  const whole = withFields(cursor, typed);
  return { ...offered, offers: [...whole, ...offered.offers] };
}

function isKind(word: string): boolean {
  return (procedureKinds as readonly string[]).includes(word);
}

/** To find out what a payer wants of a procedure claims are judged: only the likeliest are offered whole. */
const mostWhole = 2;

/** The procedures that are meant by these words with every field that the payer wants, where nothing is written of it yet. */
function withFields(cursor: Cursor, typed: string): readonly Offer[] {
  const own = procedureOfHeading(cursor);
  const words = typed.trim().toLowerCase();
  if (words.length < 2 || isKind(words) || (own && own.fields.size > 0)) return [];
  const templates = templateKinds.filter(({ procedures }) => procedures.length === 1);
  const candidates = templates.map(({ id, label, words: called }, rank): Candidate => {
    const [procedure] = templates[rank]?.procedures ?? [];
    const everyday = everydayKinds.filter(
      ({ means }) =>
        means.kind === procedure?.kind && (!means.technique || means.technique === procedure.says?.technique),
    );
    return {
      offer: { label, kind: 'kind', detail: 'with the fields that the payer wants', text: id, rank },
      words: [...called.split(', '), ...everyday.flatMap((each) => each.words)],
    };
  });
  return fitting(typed, candidates)
    .offers.toSorted((one, other) => one.rank - other.rank)
    .slice(0, mostWhole)
    .flatMap((offer, rank) => {
      const procedure = templates.find(({ id }) => id === offer.text)?.procedures[0];
      if (!procedure) return [];
      const fields = wantedOfTemplate(cursor, procedure);
      const snippet = procedureTemplate(procedure, fields);
      return [
        {
          ...offer,
          rank,
          asksOn: true,
          text: withoutPlaces(snippet),
          snippet,
          documentation: `${billedAs(cursor.world.codes, procedure.kind)}\n\nWrites the fields: ${fields.join(', ')}`,
        },
      ];
    });
}

function kindOffer({ world: { codes } }: Cursor, kind: ProcedureKind, rank: number): Offer {
  return {
    label: kind,
    kind: 'kind',
    detail: kindWords(kind),
    documentation: () => kindPage(codes, kind),
    text: kind,
    rank,
  };
}

function kindPage(codes: Cursor['world']['codes'], kind: ProcedureKind): string {
  const { fields, techniques } = kindFields(kind);
  return [
    `**${kind}** ${kindWords(kind)}`,
    billedAs(codes, kind),
    techniques.length > 0 ? `Techniques: ${techniques.join(', ')}` : '',
    `Fields: ${fields.join(', ')}`,
  ]
    .filter((line) => line !== '')
    .join('\n\n');
}

/** Everyday words that say a technique or a site too, which is written in its field: `mbb`. */
function saidWithMore(cursor: Cursor, order: readonly ProcedureKind[]): readonly Candidate[] {
  const own = procedureOfHeading(cursor);
  const candidates = everydayKinds.flatMap(({ means, words }): readonly Candidate[] => {
    const { kind, technique, site } = means;
    if (!technique && !site) return [];
    const fields = [
      ...(technique ? [['technique', technique] as const] : []),
      ...(site ? [['site', site] as const] : []),
    ].filter(([name]) => !own?.fields.has(name));
    if (fields.length === 0) return [];
    const said = fields.map(([, value]) => value).join(', ');
    return [
      {
        offer: {
          ...kindOffer(cursor, kind, 2 * order.indexOf(kind) + 1),
          label: `${kind}, ${said}`,
          detail: `${fields.map(([name]) => name).join(' and ')} written too`,
          text: [kind, ...fields.map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
        },
        words,
      },
    ];
  });
  // Some words are surer than others of the same meaning.
  return [...groupedBy(candidates, ({ offer }) => offer.text).values()].flatMap((alike) => {
    const [first] = alike;
    return first ? [{ ...first, words: alike.flatMap(({ words = [] }) => words) }] : [];
  });
}

/** The procedure whose heading the cursor is on. */
function procedureOfHeading({ checked, line }: Cursor): Procedure | undefined {
  return checked.judgment.encounter.procedures.find(
    ({ heading }) => heading.start >= line.start && heading.end <= line.end,
  );
}

/** What the billed lines still lack first, then what the diagnoses are treated with, then what was written last. */
function likelyKinds({ world, checked, known, line }: Cursor): readonly ProcedureKind[] {
  const { lines, procedures, date } = checked.judgment.encounter;
  const documented = procedures.filter(({ heading }) => heading.end < line.start || heading.start > line.end);
  const has = (kind: ProcedureKind): boolean => documented.some((each) => each.kind === kind);
  const billed = lines.flatMap(({ code }) => {
    const row = world.codes.painCode(code.value, date?.value);
    // A code that several kinds support is mostly of the kind that its group is called by.
    return procedureKinds.find((kind) => kind === row?.group) ?? row?.kinds.slice(0, 1) ?? [];
  });
  const written = known.here.flatMap((each) => each.procedures.flatMap(({ kind }) => kind ?? []));
  const likely = [...billed, ...written].filter((kind) => !has(kind));
  return [...new Set([...likely, ...procedureKinds])];
}

/** Fields come before headings, except where something else begins; codes and lines have ranks below them. */
const fieldsFrom = 100;
const headingsBehind = 500;
const lineFieldsFrom = 600;
const headingRanks = { missing: 0, next: 30, further: 40, early: 60 } as const;

/** The headings that may come here: what is missing, in the format's order; another procedure; the next encounter. */
function headingsHere(cursor: Cursor): readonly Candidate[] {
  const { checked, block } = cursor;
  if (block === undefined) return [headingCandidate('encounter', headingText(cursor, 'encounter'), 0)];
  const { sections: written, fields } = checked.judgment.encounter;
  const has = (name: SectionName): boolean =>
    written.some((each) => each.name === name && !isOnLine(cursor, each.span));
  const isHeaderDone = block !== 'encounter' || requiredHeaderFields.every((name) => fields.has(name));
  // Where the line has a blank one above it, something else begins.
  const base = isHeaderDone && isAfterBlank(cursor) ? 0 : headingsBehind;
  const names = sections.flatMap((name, index): readonly Candidate[] => {
    const isThere = has(name);
    if (isThere && name !== 'procedure') return [];
    const rank = base + (isThere ? headingRanks.further : headingRanks.missing + index);
    return [headingCandidate(name, headingText(cursor, name), rank, !isThere && base < headingsBehind)];
  });
  // Above a section another encounter makes no sense.
  const isLast = written.every(({ span }) => span.start <= cursor.line.start);
  const isWhole = has('diagnoses') && has('lines') && isLast;
  const rank = base + (isWhole ? headingRanks.next : headingRanks.early);
  return [...names, headingCandidate('encounter', headingText(cursor, 'encounter'), rank)];
}

function headingCandidate(name: SectionName | 'encounter', text: string, rank: number, isAwaited = false): Candidate {
  return {
    offer: {
      label: name,
      kind: 'heading',
      detail: headingDetails[name],
      documentation: fieldWords(name),
      text,
      rank,
      indent: 0,
      asksOn: true,
      isAwaited,
    },
    words: headingWords[name],
  };
}

const headingDetails: Readonly<Record<SectionName | 'encounter', string>> = {
  encounter: 'a new encounter',
  diagnoses: 'what was diagnosed',
  procedure: 'what was done',
  lines: 'what is billed',
};

const headingWords: Readonly<Record<SectionName | 'encounter', readonly string[]>> = {
  encounter: ['new', 'visit', 'claim'],
  diagnoses: ['dx', 'icd', 'icd-10'],
  procedure: ['proc', 'px', 'operation'],
  lines: ['cpt', 'codes', 'charges', 'services', 'billing'],
};

/** Behind a heading that has nothing more on its line comes what it asks for. */
function headingText(cursor: Cursor, name: SectionName | 'encounter'): string {
  if (!isRestBlank(cursor)) return name;
  return name === 'encounter' || name === 'procedure' ? `${name} ` : `${name}\n  `;
}

/** The fields that the block takes and does not have. */
function fieldsHere(cursor: Cursor): readonly Candidate[] {
  const { checked, block, service, known } = cursor;
  const { encounter } = checked.judgment;
  const own = saidBy({ ...known, told: known.told.slice(0, mostTold) }, ({ fields }) => fields)
    .flat()
    .filter((name) => name.startsWith('x-'));
  if (block === 'encounter') {
    return fieldCandidates(cursor, withOwn(orderedHeader(cursor), own), encounter.fields, 0);
  }
  if (block === 'procedure') {
    const written = procedureAt(cursor);
    const order = written ? orderedProcedure(cursor, written) : unordered(procedureFields);
    return fieldCandidates(cursor, withOwn(order, own), written?.fields ?? new Map(), 2);
  }
  const line = block === 'lines' && service !== undefined ? encounter.lines[service] : undefined;
  if (!line) return [];
  return fieldCandidates(cursor, unordered(linesOwnFirst(cursor, line, lineFields)), line.fields, 4);
}

const mostTold = 50;

/** Names in the order in which they are offered. */
interface Ordered {
  readonly names: readonly string[];
  /** Those that the encounter lacks. */
  readonly awaited: ReadonlySet<string>;
}

function unordered(names: readonly string[]): Ordered {
  return { names, awaited: new Set() };
}

function withOwn({ names, awaited }: Ordered, own: readonly string[]): Ordered {
  return { names: [...names, ...own], awaited };
}

type Fields = ReadonlyMap<string, { readonly nameSpan: { readonly start: number; readonly end: number } }>;

function fieldCandidates(
  cursor: Cursor,
  { names, awaited }: Ordered,
  fields: Fields,
  indent: number,
): readonly Candidate[] {
  const isThere = (name: string): boolean => {
    const field = fields.get(name);
    return field !== undefined && !isOnLine(cursor, field.nameSpan);
  };
  const base = cursor.block === 'lines' && isAfterBlank(cursor) ? lineFieldsFrom : fieldsFrom;
  return [...new Set(names)]
    .filter((name) => !isThere(name))
    .map((name, index): Candidate => {
      return {
        offer: {
          label: name,
          kind: 'field',
          detail: fieldDetail(name),
          documentation: fieldWords(name),
          text: `${name}${colonAfter(cursor)}`,
          rank: base + index,
          indent,
          asksOn: true,
          isAwaited: awaited.has(name),
        },
        words: everydayNamesOf(name),
      };
    });
}

/** The first words of what is said about a field. */
function fieldDetail(name: string): string | undefined {
  return fieldWords(name)
    ?.replaceAll('`', '')
    .replace(/[.;:(]\s.*$|[.]$/s, '');
}

/** The required fields first, in the format's order; then those that come after the field above, as the format orders them. */
function orderedHeader(cursor: Cursor): Ordered {
  const { checked, known } = cursor;
  const { fields } = checked.judgment.encounter;
  const required = requiredHeaderFields.filter(
    (name) => !fields.has(name) || isOnLine(cursor, fields.get(name)?.nameSpan),
  );
  const usual = new Set(known.told[0]?.fields ?? []);
  const rest = after(headerOrder, fieldAbove(cursor, fields));
  return { names: [...required, ...rest.filter((name) => usual.has(name)), ...rest], awaited: new Set(required) };
}

/** What is wanted first; then what is documented of its kind after the field above; what makes no sense for it last. */
function orderedProcedure(cursor: Cursor, procedure: Procedure): Ordered {
  const usual = procedure.kind ? kindFields(procedure.kind).fields : procedureFields;
  const above = fieldAbove(cursor, procedure.fields);
  const inOrder = after(usual, above);
  const all = [...new Set([...inOrder, ...procedureFields])];
  const wanted = wantedFirst(cursor, procedure, all);
  // What other fields tell already comes last: nerves tell the levels, each site may have its side.
  const open = all.filter(
    (name) => (name !== 'levels' && name !== 'nerves' && name !== 'side') || !isTold(procedure, name),
  );
  return { names: [...wanted, ...open, ...all], awaited: new Set(wanted) };
}

/** The names after one of them first, then those before it. */
function after<Name extends string>(names: readonly Name[], above: string | undefined): readonly Name[] {
  const at = (names as readonly string[]).indexOf(above ?? '');
  return [...names.slice(at + 1), ...names.slice(0, at + 1)];
}

/** The field next above the cursor's line. */
function fieldAbove({ line }: Cursor, fields: Fields): string | undefined {
  let found: { readonly name: string; readonly start: number } | undefined;
  for (const [name, { nameSpan }] of fields) {
    if (nameSpan.start < line.start && (!found || nameSpan.start > found.start))
      found = { name, start: nameSpan.start };
  }
  return found?.name;
}

function isOnLine({ line }: Cursor, span: { readonly start: number; readonly end: number } | undefined): boolean {
  return span !== undefined && span.start >= line.start && span.end <= line.end;
}

/** Nothing but white space follows what the offer replaces. */
function isRestBlank({ text, line, place }: Cursor): boolean {
  const end = place.kind === 'start' ? place.typed.end : line.end;
  return skipSpace(text, end, line.end) === line.end;
}

/** Behind a name that has its colon nothing is written. */
function colonAfter({ text, line, place }: Cursor): string {
  const end = place.kind === 'start' ? place.typed.end : line.end;
  const next = skipSpace(text, end, line.end);
  if (text[next] === ':' && next < line.end) return '';
  return next < line.end ? ':' : ': ';
}

/** Whether the line above the cursor's is blank: there something else begins. */
export function isAfterBlank({ text, line }: Pick<Cursor, 'text' | 'line'>): boolean {
  let at = line.start - 1;
  if (text[at] === '\n' && text[at - 1] === '\r') at -= 1;
  for (at -= 1; at >= 0; at -= 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return true;
    if (!isSpace(unit)) return false;
  }
  return false;
}
