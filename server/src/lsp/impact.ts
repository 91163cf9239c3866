/** The impact of policy changes, as a page: earlier policies compared with the current ones. */

import { type Impact, impact } from '../authoring/impact.js';
import type { AuthoringWorld } from '../authoring/world.js';
import type { Reported } from '../engine/judgment.js';
import type { PolicyFile } from '../policy/policies.js';
import { nameOf, resolveAddress } from '../session/address.js';
import type { Workspace } from '../session/workspace.js';
import { lineIndex } from '../text/line-index.js';
import { asText, linkTo } from '../text/markdown.js';
import { counted } from '../text/words.js';

/** The policy files that stood below a folder (its address) in a git revision. */
export type ReadPast = (
  folder: string,
  revision: string,
) => Promise<
  { readonly files: readonly { readonly file: string; readonly text: string }[] } | { readonly refusal: string }
>;

/** The policy files as they were in a revision of the workspace's folders. */
export async function policiesOf(
  revision: string,
  { folders }: Pick<Workspace, 'folders'>,
  past: ReadPast | undefined,
): Promise<readonly PolicyFile[] | { readonly refusal: string }> {
  if (!past) return { refusal: 'Git is not available to read another revision.' };
  const files: PolicyFile[] = [];
  for (const folder of folders) {
    const found = await past(folder, revision);
    if ('refusal' in found) return found;
    files.push(...found.files.map(({ file, text }) => ({ file: resolveAddress(folder, file), text, shipped: false })));
  }
  return files;
}

/**
 * What changes in the findings of the encounters: encounters judged by the same library are compared together.
 *
 * @param before the world that judged a file then
 */
export function impactOn(
  texts: readonly { readonly file: string; readonly text: string }[],
  before: (file: string) => AuthoringWorld,
  now: (file: string) => AuthoringWorld,
): readonly Impact[] {
  const together = new Map<AuthoringWorld['policies'], { file: string; text: string }[]>();
  for (const each of texts) {
    const { policies } = now(each.file);
    together.set(policies, [...(together.get(policies) ?? []), each]);
  }
  return [...together.values()].flatMap((some) => {
    const [{ file } = { file: '' }] = some;
    return impact(before(file), now(file), some);
  });
}

/** The page: each encounter with different findings, and which were added or removed. */
export function impactPage(
  found: readonly Impact[],
  texts: readonly { readonly file: string; readonly text: string }[],
  against: string,
  spelled: (address: string) => string,
): string {
  const added = found.reduce((sum, each) => sum + each.added.length, 0);
  const removed = found.reduce((sum, each) => sum + each.removed.length, 0);
  const head = [
    '# Impact of policy changes',
    '',
    `Compared with ${asText(against)}, across ${counted(texts.length, 'encounter file')}.`,
    '',
    found.length === 0
      ? 'No encounter has different findings.'
      : `${counted(found.length, 'encounter')} with different findings: ${added} added, ${removed} removed.`,
  ];
  const byFile = new Map(texts.map(({ file, text }) => [file, text]));
  const parts = found.map(({ file, start, encounter, added: more, removed: fewer }) => {
    const index = lineIndex(byFile.get(file) ?? '');
    const row = (sign: string, { rule, severity, message, at }: Reported): string => {
      const line = index.position(start + at.start).line + 1;
      return `- ${sign} **${severity}** ${linkTo(`line ${line}`, `${spelled(file)}#L${line}`)}: ${asText(message)} \`${rule}\``;
    };
    return [
      `## Encounter ${asText(encounter ?? 'without an id')}, ${asText(nameOf(file))}`,
      '',
      ...more.map((finding) => row('added:', finding)),
      ...fewer.map((finding) => row('removed:', finding)),
    ].join('\n');
  });
  return `${[...head, '', ...parts].join('\n')}\n`;
}
