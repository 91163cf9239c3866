/** `explain`: a rule's page, what the tables say of a code or of two, what is known of a payer, or what words find, in the terminal. */
import type { Codes } from '../codes/codes.js';
import { lookup } from '../features/explain/lookup.js';
import { payerPage } from '../features/explain/payer-page.js';
import { noProject, projectFileName } from '../project/project-file.js';
import { projectFile } from '../session/project.js';
import { plainText } from '../text/plain.js';
import { readTables } from './tables.js';
import { type Kit, worldOf } from './world.js';

/** The explanation, or one line that says what could not be explained; and what cannot be read of the tables in use. */
export async function explain(
  kit: Kit,
  words: readonly string[],
): Promise<({ readonly text: string } | { readonly refusal: string }) & { readonly complaints: readonly string[] }> {
  const { codes, complaints } = await codesHere(kit);
  const { policies, rules, today } = worldOf({ ...kit, codes }, [], noProject, {});
  const payer = payerPage(policies, codes, words.join(' '), today);
  const answer = payer ? { text: payer } : lookup({ codes, rules, today, documents: policies.documents }, words);
  return { ...('text' in answer ? { text: plainText(answer.text) } : answer), complaints };
}

/** The tables that the current directory's project file names, with those that come with the tool. */
async function codesHere(kit: Kit): Promise<{ readonly codes: Codes; readonly complaints: readonly string[] }> {
  const ruleIds = kit.rules.map(({ id }) => id);
  const read = await kit.files.read(projectFileName);
  if ('refusal' in read) return { codes: kit.codes, complaints: [] };
  const project = projectFile(kit.files, '.', read.text, ruleIds);
  const { codesFor, complaints } = await readTables(kit, [project]);
  return { codes: codesFor(project), complaints };
}
