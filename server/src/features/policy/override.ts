/** A workspace file in a shipped policy's place that keeps all of it: which policies there are, and the beginning of such a file. */
import type { PolicyDocument } from '../../policy/document.js';
import type { PolicyLibrary } from '../../policy/policies.js';
import { nameKey } from '../../policy/shelf.js';
import { spanOfValue } from '../../yaml/locate.js';
import { withoutPlaces } from '../offer.js';
import { exampleSnippet } from './example-snippet.js';
import type { PolicyWorld } from './world.js';

/** A policy that came with the tool. */
interface Overridable {
  readonly id: string;
  readonly name: string;
  /** The workspace's file that takes its place already, where there is one. */
  readonly file?: string | undefined;
}

/** The shipped policies, by id. */
export function overridable({ shelf }: Pick<PolicyLibrary, 'shelf'>): readonly Overridable[] {
  const shipped = shelf.all.filter((policy) => policy.shipped);
  return [...new Map(shipped.map((policy) => [nameKey(policy.id), policy])).values()]
    .map(({ id, name = id }): Overridable => {
      const own = shelf.all.find((policy) => !policy.shipped && nameKey(policy.id) === nameKey(id));
      return { id, name, file: own?.file };
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The text of a file that overrides a shipped policy; undefined if none has the id. */
export function overriding(
  { policies, today }: Pick<PolicyWorld, 'policies' | 'today'>,
  id: string,
): string | undefined {
  const shipped = policies.shelf.all.find((policy) => policy.shipped && nameKey(policy.id) === nameKey(id));
  const document = policies.documents.find((each) => each.shipped && each.file === shipped?.file);
  if (!shipped || !document) return undefined;
  const { name = shipped.id } = shipped;
  const [entry] = document.entries;
  const [list, index] = entry ? (entry.origin.entry.split(' ') as [string, string]) : ['limits', undefined];
  const shown =
    index === undefined ? ['for: facet-injection', 'levels-per-session: 2'] : itemOf(document, [list, Number(index)]);
  const snippet = withoutPlaces(exampleSnippet({ payer: shipped.id, date: today, indent: '' }));
  const example = document.content.examples?.[0]
    ? itemOf(document, ['examples', 0])
    : snippet.split('\n').filter((line) => line.trim() !== '');
  return `# Overrides the built-in policy ${shipped.id}. All that it says still applies, except what this file says otherwise.
# To see it, use Go to Definition on the name after extends.
payer: ${shipped.id}
name: ${/^[A-Za-z0-9][\w .()'-]*$/.test(name) ? name : JSON.stringify(name)}
extends: ${shipped.id}

# An entry with the same \`for\`, \`when\`, \`with\` and \`beside\` as a built-in one replaces it; any other is added.
# \`severity: off\` cancels one.
# ${index === undefined ? 'For example' : 'One of the built-in entries, to change'}; uncomment the lines below that start with "# " and a key or a hyphen.
# ${list}:
${commented(shown)}

# Your own tests of this file, which run as you type.
# examples:
${commented(example)}
`;
}

/** The lines of an item of a list, from its first key, indented as far as they are beyond it. */
function itemOf({ text, root }: PolicyDocument, path: readonly PropertyKey[]): readonly string[] {
  const { start, end } = spanOfValue(root, path);
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  return text
    .slice(start, end)
    .trimEnd()
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line : line.slice(Math.min(column, line.search(/\S|$/)))));
}

function commented(lines: readonly string[]): string {
  return lines.map((line, index) => `#   ${index === 0 ? '- ' : '  '}${line}`.trimEnd()).join('\n');
}
