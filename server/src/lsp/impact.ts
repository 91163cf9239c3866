/** What changed policies change, as a page: the policies of another time beside those of now. */
import type { Impact } from '../authoring/impact.js';
import type { Reported } from '../engine/judgement.js';
import { resolved } from '../files/workspace.js';
import type { PolicyFile, PolicyLibrary } from '../policy/policies.js';
import { lineIndex } from '../text/line-index.js';
import { counted } from '../text/words.js';
import type { Workspace } from './workspace.js';

/** The policy files that stood below a folder (its address) in a git revision. */
export type Past = (
  folder: string,
  revision: string,
) => Promise<
  { readonly files: readonly { readonly file: string; readonly text: string }[] } | { readonly refusal: string }
>;

/** The policies as they were in a revision of the workspace's folders; files elsewhere are as they are. */
export async function policiesOf(
  revision: string,
  folders: readonly string[],
  workspace: Workspace,
  past: Past | undefined,
): Promise<PolicyLibrary | { readonly refusal: string }> {
  if (!past) return { refusal: 'There is no git here to ask for another revision.' };
  const files: PolicyFile[] = [];
  for (const folder of folders) {
    const found = await past(folder, revision);
    if ('refusal' in found) return found;
    files.push(...found.files.map(({ file, text }) => ({ file: resolved(folder, file), text, shipped: false })));
  }
  const elsewhere = workspace
    .policyFiles()
    .filter((uri) => !folders.some((folder) => uri.startsWith(folder)))
    .map((file) => ({ file, text: workspace.textOf(file) ?? '', shipped: false }));
  return workspace.policiesWith([...files, ...elsewhere]);
}

/** The page: each encounter that is judged differently, with what is more and what is less. */
export function impactPage(
  found: readonly Impact[],
  texts: readonly { readonly file: string; readonly text: string }[],
  against: string,
): string {
  const added = found.reduce((sum, each) => sum + each.added.length, 0);
  const removed = found.reduce((sum, each) => sum + each.removed.length, 0);
  const head = [
    '# Impact of the changed policies',
    '',
    `Compared with ${against}, over ${counted(texts.length, 'file')} of encounters.`,
    '',
    found.length === 0
      ? 'No encounter is judged differently.'
      : `${counted(found.length, 'encounter')} judged differently: ${counted(added, 'finding')} more, ${removed} fewer.`,
  ];
  const byFile = new Map(texts.map(({ file, text }) => [file, text]));
  const parts = found.map(({ file, start, encounter, added: more, removed: fewer }) => {
    const index = lineIndex(byFile.get(file) ?? '');
    const row = (sign: string, { rule, severity, message, at }: Reported): string => {
      const line = index.position(start + at.start).line + 1;
      return `- ${sign} **${severity}** [line ${line}](${file}#${line}): ${message} \`${rule}\``;
    };
    return [
      `## Encounter ${encounter ?? 'without id'}, ${decodeURIComponent(file.slice(file.lastIndexOf('/') + 1))}`,
      '',
      ...more.map((finding) => row('more:', finding)),
      ...fewer.map((finding) => row('no longer:', finding)),
    ].join('\n');
  });
  return `${[...head, '', ...parts].join('\n')}\n`;
}
