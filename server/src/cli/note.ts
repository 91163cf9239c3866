/** `note`: the encounter that a procedure note tells, as text. */
import { encounterOfNote } from '../notes/encounter-of-note.js';
import { noProject } from '../project/project-file.js';
import { projectsHolding, readProjects } from './projects.js';
import { readTables } from './tables.js';
import { complain, type Kit, type Terminal, worldOf } from './world.js';

/** Prints the encounter: 0; 1 where the note tells of no procedure, 2 where it cannot be read. */
export async function note(kit: Kit, written: string, terminal: Terminal): Promise<number> {
  const file = kit.files.named(written);
  const read = file === '-' ? await terminal.input() : await kit.files.read(file);
  if ('refusal' in read) {
    await complain(terminal, [`${file} ${read.refusal}`]);
    return 2;
  }
  const ruleIds = kit.rules.map(({ id }) => id);
  const projects = await readProjects(kit.files, ruleIds, { paths: [], exclude: [] });
  const tables = await readTables(kit, projectsHolding(projects, []));
  const project = projects.holding('.');
  const codes = tables.codesFor(project);
  const own = await Promise.all(
    projects.policies.map(async (address) => {
      const policy = await kit.files.read(address);
      return 'refusal' in policy ? [] : [{ file: address, text: policy.text }];
    }),
  );
  const { policies } = worldOf({ ...kit, codes }, own.flat(), project?.parsed.project ?? noProject, {});
  const told = encounterOfNote(read.text, codes, { policies });
  await complain(terminal, tables.complaints);
  if (!told) {
    await complain(terminal, [`${file} tells of no procedure`]);
    return 1;
  }
  await terminal.out(told.text);
  return 0;
}
