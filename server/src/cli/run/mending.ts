/** `--fix`: writes what the fixes that are always right make of a run's files. */
import { fixAll } from '../../engine/fixes.js';
import type { Files } from '../../files/port.js';
import { writingWords } from '../../files/system-words.js';
import { judging, type RunToJudge } from './judging.js';

/** Mends the files; one line for each that cannot be written. All are judged as they stand together, and then written. */
export async function mend(run: RunToJudge, files: Files): Promise<readonly string[]> {
  const judge = judging(run);
  const mended: { readonly file: string; readonly text: string; readonly hasMark: boolean }[] = [];
  for (const [number, file] of run.files.entries()) {
    const judged = judge(number);
    const before = run.texts.read(file);
    // One that is gone is told when it is reported.
    if ('complaint' in judged || 'refusal' in before) continue;
    const world = run.worldFor(file);
    let text = '';
    for (const { judgment, neighbors } of judged.encounters) {
      text += fixAll(world, judgment.encounter.text, neighbors, judgment.situation.history);
    }
    if (text !== judged.text) mended.push({ file, text, hasMark: before.hasMark });
  }
  const complaints: string[] = [];
  for (const { file, text, hasMark } of mended) {
    try {
      await files.write(file, text, hasMark);
    } catch (error) {
      complaints.push(`${file} ${writingWords(error)}`);
    }
  }
  return complaints;
}
