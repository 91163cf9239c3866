/** A file's encounters as the index of patients keeps them: from a text that is not open, and from one that was just judged. */
import type { Codes } from '../codes/codes.js';
import type { Encounter, Written } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import { type Abstract, abstractOf } from '../neighbors/abstract.js';
import { type IndexedEncounter, type IndexedFile, indexedFile, type PayerNamed } from '../neighbors/patient-index.js';
import { toldBy } from '../neighbors/told.js';
import { cut } from '../syntax/cut.js';
import { ownCopy } from '../text/copy.js';
import { type LineIndex, lineIndex } from '../text/line-index.js';
import { type Span, shifted } from '../text/span.js';
import { bounded } from './cap.js';
import type { CheckedFile } from './check.js';

/** The encounters of a text; what is kept of them holds nothing of the text itself. */
export function inShort(codes: Codes, text: string): IndexedFile {
  let line = 0;
  const encounters = cut(text).map(({ start, end }): IndexedEncounter => {
    const slice = text.slice(start, end);
    const encounter = readEncounter(slice, codes);
    const index = lineIndex(slice);
    const first = line;
    // The last line of a slice that ends with a line end is the first of the next one.
    line += index.lineCount - 1;
    const abstract = onItsOwn(abstractOf(bounded(encounter), codes));
    const { payer, secondary } = encounter;
    const place = (span: Span) => placed(index, span, first);
    const named = ({ value, span }: Written<string>): PayerNamed => {
      return { name: ownCopy(value), span: shifted(span, start), range: place(span) };
    };
    return {
      abstract,
      range: place(idOf(encounter)),
      isHeaded: encounter.heading !== undefined,
      told: toldBy(encounter),
      ...(payer ? { payer: named(payer) } : {}),
      ...(secondary ? { secondary: named(secondary) } : {}),
    };
  });
  return indexedFile(encounters);
}

/** The same of a file that is judged: positions are computed when asked for. */
export function inShortOf({ sliced: { lines }, encounters, abstracts }: CheckedFile): IndexedFile {
  return {
    abstracts,
    encounter(ordinal) {
      const checked = encounters[ordinal];
      if (!checked) return undefined;
      const { start, abstract, judgment } = checked;
      const { payer, secondary } = judgment.encounter;
      const place = (span: Span) => placed(lines, shifted(span, start), 0);
      const named = ({ value, span }: Written<string>): PayerNamed => {
        return { name: value, span: shifted(span, start), range: place(span) };
      };
      return {
        abstract,
        range: place(idOf(judgment.encounter)),
        isHeaded: judgment.encounter.heading !== undefined,
        payer: payer && named(payer),
        secondary: secondary && named(secondary),
        told: toldBy(judgment.encounter),
      };
    },
  };
}

function idOf({ id, heading }: Encounter): Span {
  return id?.span ?? heading ?? { start: 0, end: 0 };
}

function placed(index: LineIndex, { start, end }: Span, firstLine: number): IndexedEncounter['range'] {
  const [from, to] = [index.position(start), index.position(end)];
  return {
    start: { line: firstLine + from.line, character: from.character },
    end: { line: firstLine + to.line, character: to.character },
  };
}

/** Without the encounter it was made of, whose text a part of it would keep. */
function onItsOwn({ past, ...abstract }: Abstract): Abstract {
  const told = past();
  const own: Omit<Abstract, 'past'> & { readonly told: typeof told } = JSON.parse(
    JSON.stringify({ ...abstract, told }),
  );
  return {
    keys: own.keys,
    patient: own.patient,
    date: own.date,
    neighbor: own.neighbor,
    past: () => own.told,
  };
}
