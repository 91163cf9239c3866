/** What can be done where a note was pasted into a file of encounters: the encounter that it tells, in its place. */
import type { IsoDate } from '../clinical/dates.js';
import type { CheckedEncounter, CheckedFile } from '../engine/check.js';
import type { Reported, World } from '../engine/judgment.js';
import { nextIds } from '../features/encounter/completion/next-id.js';
import { encountersIn } from '../features/encounter/place.js';
import { type Edit, insertAt, removeAt, replaceAt, type Span, shifted, touches } from '../text/span.js';
import { encounterOfNote } from './encounter-of-note.js';

interface NoteAction {
  readonly title: string;
  /** Offsets count in the file. */
  readonly edits: readonly Edit[];
  readonly encounter: CheckedEncounter;
  /** The finding that reports the note. */
  readonly finding: Reported;
}

/** The encounters that the notes pasted at the place tell. */
export function noteActions({ codes, policies, today }: World, file: CheckedFile, span: Span): readonly NoteAction[] {
  const ids = file.encounters.flatMap(({ judgment }) => judgment.encounter.id?.value ?? []);
  // A file without a number says nothing of how the practice numbers.
  const nextId = (date: IsoDate | undefined): string | undefined =>
    ids.length > 0 ? nextIds([...ids].reverse(), date ?? today)[0] : undefined;
  return encountersIn(file, span.start, span.end).flatMap((encounter) => {
    const { judgment, start } = encounter;
    const { text, notes, heading } = judgment.encounter;
    return notes.flatMap((note): readonly NoteAction[] => {
      if (!touches(withBlanksBelow(text, note), shifted(span, -start))) return [];
      const finding = judgment.findings.find(({ rule, at }) => rule === 'syntax' && touches(at, note));
      const told = finding && encounterOfNote(text.slice(note.start, note.end), codes, { policies, nextId });
      if (!told) return [];
      // Within an encounter the new one follows it: what is below the note is still the old one's.
      const isBefore = heading === undefined || note.start < heading.start;
      const edits = isBefore
        ? [replaceAt(note, told.text)]
        : [removeAt(note), insertAt(text.length, `${text.endsWith('\n') ? '' : '\n'}\n${told.text}`)];
      return [
        {
          title: 'Make an encounter of this note',
          edits: edits.map((edit) => ({ ...edit, span: shifted(edit.span, start) })),
          encounter,
          finding,
        },
      ];
    });
  });
}

/** The note and the blank lines below it: once it was pasted, the cursor is there. */
function withBlanksBelow(text: string, { start, end }: Span): Span {
  let below = end;
  while (below < text.length && text.charAt(below).trim() === '') below += 1;
  // The line that is not blank is none of them.
  while (below > end && below < text.length && !/[\r\n]/.test(text.charAt(below))) below -= 1;
  return { start, end: below };
}
