/** `explain`: a rule's page, what the tables say of a code or of two, what is known of a payer, or what words find, in the terminal. */
import { lookup } from '../features/explain/lookup.js';
import { payerPage, payersMeant } from '../features/explain/payer-page.js';
import { plainText } from '../text/plain.js';
import { readInputs } from './inputs.js';
import { projectsHolding, readProjects } from './projects.js';
import { readTables } from './tables.js';
import type { Kit, Terminal } from './world.js';
import { worldsOf } from './worlds.js';

/** The explanation, or one line that says what could not be explained; and what cannot be read of the tables in use. */
export async function explain(
  kit: Kit,
  words: readonly string[],
  { input }: Pick<Terminal, 'input'>,
): Promise<({ readonly text: string } | { readonly refusal: string }) & { readonly complaints: readonly string[] }> {
  // What `check .` judges by, without the encounters.
  const projects = await readProjects(
    kit.files,
    kit.rules.map(({ id }) => id),
    { paths: [], exclude: [] },
  );
  const inputs = await readInputs(kit.files, input, projects, { paths: [], policies: [] });
  const tables = await readTables(kit, projectsHolding(projects, []));
  const { policies, codes, rules, today } = worldsOf(kit, { projects, tables, ...inputs }, {})('.');
  const name = words.join(' ');
  const world = { codes, rules, today, documents: policies.documents };
  const choice = policies.choose(name, today);
  const ofPayer = payerPage(policies, codes, name, today) ?? payersMeant(policies, name);
  const answer =
    choice.kind === 'broken'
      ? { refusal: `${choice.file} cannot be read as a payer policy: run check on it` }
      : ofPayer === undefined
        ? lookup(world, words)
        : { text: ofPayer };
  const complaints = [...tables.complaints, ...inputs.complaints];
  return { ...('text' in answer ? { text: plainText(answer.text) } : answer), complaints };
}
