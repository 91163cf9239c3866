/** Which encounter of a file an offset falls into. */
import type { CheckedEncounter, CheckedFile } from '../../engine/check.js';

/** The encounter that holds the offset; at a border the one that begins there. */
export function encounterAt({ encounters }: CheckedFile, offset: number): CheckedEncounter | undefined {
  return encounters.findLast(({ start }) => start <= offset);
}

/** Every encounter that a span touches. */
export function encountersIn(file: CheckedFile, start: number, end: number): readonly CheckedEncounter[] {
  return file.encounters.filter(
    (each) => each.start <= end && each.start + each.judgment.encounter.text.length >= start,
  );
}
