/** `format`: writes encounter files as the format writes them, or says which are written otherwise. */
import { writingWords } from '../files/system-words.js';
import { formattedText } from '../format/file.js';
import { printable } from '../text/printable.js';
import { readInputs } from './inputs.js';
import type { FormatOptions } from './options.js';
import { readProjects } from './projects.js';
import { complain, type Kit, type Terminal } from './world.js';

/** Runs it and gives its exit status: 1 where `--check` finds a file that would be changed. */
export async function format(kit: Kit, options: FormatOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const { files, codes } = kit;
  const ruleIds = kit.rules.map(({ id }) => id);
  const projects = await readProjects(files, ruleIds, options);
  const inputs = await readInputs(files, terminal.input, projects, { ...options, policies: [], only: 'encounters' });
  const complaints = [...projects.complaints(inputs.order), ...inputs.complaints];
  let changed = 0;
  for (const { file, text, hasMark } of inputs.encounters) {
    const right = formattedText(text, codes);
    if (file === '-' && !options.check) {
      await terminal.out(`${hasMark ? '\uFEFF' : ''}${right}`);
      continue;
    }
    if (right === text) continue;
    try {
      if (!options.check) await files.write(file, right, hasMark);
      await terminal.out(`${printable(file)}\n`);
      changed += 1;
    } catch (error) {
      complaints.push(`${file} ${writingWords(error)}`);
    }
  }
  await complain(terminal, complaints);
  if (complaints.length > 0) return 2;
  return options.check && changed > 0 ? 1 : 0;
}
