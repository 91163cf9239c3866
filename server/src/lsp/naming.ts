/** Where files of the workspace name a policy, and the editor's position for such a place. */
import type { Location } from 'vscode-languageserver';
import type { Naming } from '../features/policy/references.js';
import { type FilePlace, ruleIdsOf, type YamlFile } from '../features/policy/world.js';
import { projectSchema } from '../project/schema.js';
import { type LineIndex, lineIndex } from '../text/line-index.js';
import { rangeOf } from './convert.js';
import type { Session } from './session.js';

/** A project file in the form that its language features need. */
export function projectYaml({ kit }: Pick<Session, 'kit'>, file: string, text: string): YamlFile {
  return { file, text, schema: projectSchema(ruleIdsOf(kit)) };
}

/** What names policies besides the policies themselves, when all of it has been read. */
export async function namingIn(session: Session): Promise<Naming> {
  const uses = await session.uses();
  const projects = session.workspace.projectFiles();
  return { uses, projects: projects.map(({ address, text }) => projectYaml(session, address, text)) };
}

/** The editor's positions of these places; those in files that cannot be shown are left out. */
export function locationsOf({ workspace, places, addresses }: Session, found: readonly FilePlace[]): Location[] {
  const indexes = new Map<string, LineIndex>();
  return found.flatMap(({ file, shipped, span, range }): readonly Location[] => {
    if (shipped !== undefined) return [places.policy({ file, shipped }, span) ?? []].flat();
    if (range) return [{ uri: addresses.spelled(file), range }];
    const text = workspace.textOf(file);
    if (text === undefined) return [];
    const index = indexes.get(file) ?? lineIndex(text);
    indexes.set(file, index);
    return [{ uri: addresses.spelled(file), range: rangeOf(index, span) }];
  });
}
