/**
 * The patients' history between two runs: a line of JSON for each encounter, with what others are told of it and where it
 * stands. Holds patients' keys and what was done; no free text but the sites'.
 */
import * as z from 'zod';
import type { Abstract } from '../neighbors/abstract.js';
import type { Past } from '../neighbors/past.js';
import type { IndexedEncounter } from '../neighbors/patient-index.js';
import { addTo } from '../text/grouped.js';

/** The encounters of each file, in their order. */
export type HistoryFiles = ReadonlyMap<string, readonly IndexedEncounter[]>;

/** What of a history is not as it was written, and where. */
interface HistoryFault {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

const heading = { history: 'encounter-scrubber', version: 1 } as const;

const position = z.strictObject({ line: z.int().nonnegative(), character: z.int().nonnegative() });
const span = z.strictObject({ start: z.int().nonnegative(), end: z.int().nonnegative() });
const record = z.strictObject({
  file: z.string().min(1),
  range: z.strictObject({ start: position, end: position }),
  keys: z.array(z.string()),
  patient: z.string().optional(),
  date: z.iso.date().optional(),
  neighbor: z
    .strictObject({
      id: z.string(),
      idSpan: span,
      patient: z.string().optional(),
      provider: z.string().optional(),
      date: z.iso.date().optional(),
      claim: z.string(),
      // Histories that were written before there were replacements have none.
      frequency: z.enum(['replacement', 'void']).optional(),
      codes: z.array(z.string()),
    })
    .optional(),
  // What a later version of this tool tells more of an encounter is kept as it stands.
  past: z
    .looseObject({
      id: z.string().optional(),
      at: span,
      date: z.iso.date(),
      claim: z.string(),
      provider: z.string().optional(),
      version: z.string(),
      diagnoses: z.array(z.string()).optional(),
      // Histories that were written before global periods were judged have none.
      surgeries: z
        .array(z.looseObject({ code: z.string(), days: z.union([z.literal(10), z.literal(90)]) }))
        .default([]),
      procedures: z.array(
        z.looseObject({
          kind: z.string(),
          codes: z.array(z.string()),
          regions: z.array(z.string()),
          levels: z.array(z.looseObject({})),
          places: z.array(z.looseObject({ place: z.string() })),
          sides: z.array(z.string()),
        }),
      ),
    })
    .optional(),
});

/** The lines of a history, one at a time, each with its line end. */
export function* historyLines(
  files: readonly string[],
  encountersOf: (file: string) => readonly IndexedEncounter[],
): Iterable<string> {
  yield `${JSON.stringify(heading)}\n`;
  for (const file of files) {
    for (const { abstract, range } of encountersOf(file)) {
      const { keys, patient, date, neighbor } = abstract;
      yield `${JSON.stringify({ file, range, keys, patient, date, neighbor, past: abstract.past() })}\n`;
    }
  }
}

/** Reads a history; the first line that is not one ends the reading. */
export function readHistoryLines(text: string): HistoryFiles | HistoryFault {
  const files = new Map<string, IndexedEncounter[]>();
  const lines = text.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (index === 0) {
      if (JSON.stringify(value) === JSON.stringify(heading)) continue;
      return { line: 1, message: `is not a history file: its first line should be ${JSON.stringify(heading)}` };
    }
    const read = record.safeParse(withTodaysKey(value));
    if (!read.success) {
      const [issue] = read.error.issues;
      const where = issue?.path.join('.') ?? '';
      const what =
        value === undefined ? 'not JSON' : where ? `not an encounter: ${where} is wrong` : 'not an encounter';
      return { line: index + 1, message: `is ${what}` };
    }
    const { file, range, past, ...told } = read.data;
    const abstract = {
      ...told,
      patient: told.patient,
      date: told.date,
      past: () => past as unknown as Past | undefined,
    };
    addTo(files, file, { abstract: abstract as unknown as Abstract, range });
  }
  return files;
}

/** The key as the first version spelled it: what it wrote stays readable. */
const formerKey = 'neighbour';

function withTodaysKey(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(formerKey in value)) return value;
  const { [formerKey]: neighbor, ...rest } = value;
  return { ...rest, neighbor };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
