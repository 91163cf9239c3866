/** What the editor's help answers to a case of test/features/*.md, as the page writes it. */
import * as z from 'zod';
import { bundledCodes } from '../../server/src/codes/bundled.js';
import { type CheckedFile, checkFiles, newMemory } from '../../server/src/engine/check.js';
import { inShort } from '../../server/src/engine/in-short.js';
import type { World } from '../../server/src/engine/judgement.js';
import { quickFixes } from '../../server/src/features/encounter/code-actions.js';
import { hover } from '../../server/src/features/encounter/hover.js';
import { policyFixes } from '../../server/src/features/policy/code-actions.js';
import { type Completions, completions } from '../../server/src/features/policy/completion.js';
import { definition, definitionInEncounter } from '../../server/src/features/policy/definition.js';
import { explainConfiguration } from '../../server/src/features/policy/explain-configuration.js';
import { policyHover } from '../../server/src/features/policy/hover.js';
import { lenses } from '../../server/src/features/policy/lens.js';
import { links } from '../../server/src/features/policy/links.js';
import { payerUses } from '../../server/src/features/policy/payer-uses.js';
import { references, usesOfFile } from '../../server/src/features/policy/references.js';
import { prepareRename, rename } from '../../server/src/features/policy/rename.js';
import { type Outline, outline } from '../../server/src/features/policy/symbols.js';
import { type FilePlace, type PolicyWorld, policyFile, type YamlFile } from '../../server/src/features/policy/world.js';
import { severityWordsOf } from '../../server/src/features/words/severity.js';
import { parsePolicy } from '../../server/src/policy/parse.js';
import { createPolicies, type PolicyLibrary } from '../../server/src/policy/policies.js';
import { payerId } from '../../server/src/policy/scalars.js';
import { shippedFiles } from '../../server/src/policy/shipped.js';
import { skeleton } from '../../server/src/policy/skeleton.js';
import { rules } from '../../server/src/rules/index.js';
import { lineIndex } from '../../server/src/text/line-index.js';
import { applyEdits, type Edit, type Span } from '../../server/src/text/span.js';
import { placeAt } from '../../server/src/yaml/place.js';
import { readTree, scalarsIn } from '../../server/src/yaml/tree.js';
import type { FeatureCase, FeatureFile } from './feature-page.js';

const today = '2026-11-24';
const ids = rules.map(({ id }) => id);

/** As the project file's, of which only what a key takes is of interest here. */
const projectSchema = z.strictObject({
  policies: z.array(z.string()).optional(),
  aliases: z
    .record(z.string(), payerId)
    .optional()
    .meta({ title: 'Aliases', description: 'Plan names and the policy each means.' }),
  severity: z
    .record(z.string(), z.enum(['error', 'off']))
    .optional()
    .meta({ takes: 'rule' }),
});

/** What is asked: rules, tables and the policies of a case. */
export type Library = World & PolicyWorld;

/** The world of a case: its policies beside the shipped ones. */
export function worldOf(files: readonly FeatureFile[]): Library {
  const own = files.filter(({ kind }) => kind === 'payer').map(({ file, text }) => ({ file, text, shipped: false }));
  const policies: PolicyLibrary = createPolicies([...shippedFiles(), ...own], { ruleIds: ids, codes: bundledCodes });
  return { rules, codes: bundledCodes, policies, today, severities: {} };
}

/** The answer to what a case asks, in the lines in which its page expects it. */
export function answer({ files, subject, offset = 0, asked, words }: FeatureCase): string {
  const world = worldOf(files);
  const yaml = yamlFile(world, subject);
  const projects = files.filter(({ kind }) => kind === 'project').map((file) => yamlFile(world, file));
  const encounters = files.filter(({ kind }) => kind === 'encounter');
  const uses = encounters.flatMap(({ file, text }) => payerUses(file, inShort(bundledCodes, text)));
  const naming = { uses, projects };
  const textOf = (file: string) => files.find((each) => each.file === file)?.text ?? world.policies.textOf(file) ?? '';
  const checked = () => checkFiles(world, [subject], newMemory())[0] as CheckedFile;
  const where = ({ file, span }: FilePlace) => `${file} ${placeWords(textOf(file), span)}`;
  switch (asked) {
    case 'place': {
      const place = placeAt(subject.text, readTree(subject.text), offset);
      const { kind, path, layout, typed, span, lead, hasColon, siblings, inText } = place;
      if (kind === 'nothing') return kind;
      const at = path.join('/') || 'the file';
      if (inText)
        return `text ${at}: ${JSON.stringify(`${inText.text.slice(0, inText.offset)}<|>${inText.text.slice(inText.offset)}`)}`;
      return [
        `${kind} ${at}, ${layout}`,
        ...(span.end > span.start ? [`typed ${typed} of ${subject.text.slice(span.start, span.end)}`] : []),
        ...(lead ? ['after a blank'] : []),
        ...(hasColon ? ['before a colon'] : []),
        ...(siblings.length > 0 ? [`beside ${siblings.join(', ')}`] : []),
      ].join('\n');
    }
    case 'completion': {
      const [only] = words;
      const found = completions(world, yaml, offset).offers.filter(({ kind }) => only === undefined || kind === only);
      return found
        .map(({ label, detail, isDeprecated }) => `${isDeprecated ? '~' : ''}${label}${detail ? ` — ${detail}` : ''}`)
        .join('\n');
    }
    case 'written': {
      const found = completions(world, yaml, offset);
      const offer = found.offers.find(({ label }) => label === words.join(' '));
      return offer ? withOffer(subject.text, found, offer.snippet ?? offer.text) : '(not offered)';
    }
    case 'documentation':
      return (
        completions(world, yaml, offset)
          .offers.find(({ label }) => label === words.join(' '))
          ?.documentation?.replaceAll('```', '~~~') ?? '(none)'
      );
    case 'hover': {
      const found = subject.kind === 'encounter' ? hover(world, checked(), offset) : policyHover(world, yaml, offset);
      return found
        ? `${placeWords(subject.text, found.span)}\n${found.markdown.replaceAll('```', '~~~')}`
        : '(nothing)';
    }
    case 'definition':
      return list(
        subject.kind === 'encounter'
          ? definitionInEncounter(world, checked(), offset)
          : definition(world, yaml, offset),
        where,
      );
    case 'references':
      return list(references(world, yaml, offset, naming, words.includes('declared')), where);
    case 'rename': {
      const prepared = prepareRename(world, yaml, offset);
      if ('refusal' in prepared) return prepared.refusal;
      const renamed = rename(world, yaml, offset, words.join(' '), naming);
      if ('refusal' in renamed) return renamed.refusal;
      return renamed.edits.map(({ file, edits }) => `${file}\n${changedLines(textOf(file), edits)}`).join('\n');
    }
    case 'outline':
      return outlineLines(outline(world, yaml), '');
    case 'links':
      return list(links(yaml), ({ span }) => placeWords(subject.text, span));
    case 'fixes': {
      const { problems } = parsePolicy({ ...subject, shipped: false }, { ruleIds: ids, codes: bundledCodes });
      const found =
        offset > 0
          ? policyFixes(problems, { start: offset, end: offset })
          : policyFixes(problems, { start: 0, end: subject.text.length });
      return list(
        found,
        ({ title, edits }) => `${title}: ${edits.map(({ span }) => placeWords(subject.text, span)).join()}`,
      );
    }
    case 'new-policy':
      return list(
        quickFixes(world, checked(), { start: offset, end: offset }).filter(({ creates }) => creates),
        ({ title, creates }) => `${title}\n${creates?.name}\n${creates?.text}`,
      );
    case 'lens': {
      const examples = new Map(words.map((word, index) => [index, word === 'holds']));
      const encountersThere = usesOfFile(world, subject.file, uses).length;
      return list(
        lenses(yaml, { encounters: encountersThere, examples }),
        ({ span, title, leadsTo }) => `${placeWords(subject.text, span)}: ${title} (${leadsTo})`,
      );
    }
    case 'explain': {
      const [first] = checked().encounters;
      return first ? explainConfiguration(world, first, settingsIn(projects)).trimEnd() : '(no encounter)';
    }
    case 'severities':
      return list(
        checked().encounters.flatMap(({ judgement }) => judgement.findings),
        (finding) => `${finding.rule} ${severityWordsOf(finding)}`,
      );
    case 'skeleton':
      return skeleton({ payer: 'acme', name: 'Acme', extends: 'medicare' });
  }
  throw new Error(`nothing is known of ${asked}`);
}

function settingsIn([project]: readonly YamlFile[]): Parameters<typeof explainConfiguration>[2] {
  if (!project) return {};
  const aliases = [...scalarsIn(readTree(project.text).root)].flatMap(({ path: [key, alias], scalar }) =>
    key === 'aliases' ? [[String(alias), scalar.value] as const] : [],
  );
  return { project: project.file, aliases: Object.fromEntries(aliases) };
}

/** A policy or project file of a case, with its schema. */
export function yamlFile(world: PolicyWorld, { file, kind, text }: FeatureFile): YamlFile {
  return kind === 'project' ? { file, text, schema: projectSchema } : policyFile(world, file, text);
}

function list<Each>(found: readonly Each[], words: (each: Each) => string): string {
  return found.length === 0 ? '(nothing)' : found.map(words).join('\n');
}

/** `3: extends` is the third line and what stands there. */
function placeWords(text: string, span: Span): string {
  const { line } = lineIndex(text).position(span.start);
  return `${line + 1}: ${text.slice(span.start, span.end)}`;
}

function changedLines(text: string, edits: readonly Edit[]): string {
  const before = text.split('\n');
  return applyEdits(text, edits)
    .split('\n')
    .filter((line, index) => line !== before[index])
    .map((line) => `  ${line}`)
    .join('\n');
}

function outlineLines(found: readonly Outline[], indent: string): string {
  return found
    .map(({ name, detail, kind, children }) => {
      const own = `${indent}${name}${detail ? ` — ${detail}` : ''}${kind === 'key' ? '' : ` (${kind})`}`;
      return children.length > 0 ? `${own}\n${outlineLines(children, `${indent}  `)}` : own;
    })
    .join('\n');
}

/** The text as an editor writes the offer: further lines are indented as the first one is. */
function withOffer(text: string, { span }: Completions, snippet: string): string {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, span.start))?.[0] ?? '';
  return applyEdits(text, [{ span, text: snippet.replaceAll('\n', `\n${indent}`) }]).replace(/\n$/, '');
}

/** The answer, shortened to what is expected where a line of it is `…`. */
export function alike(found: string, expected: string): string {
  if (!/^…$/m.test(expected)) return found;
  const parts = expected.split(/^…$/m).map((part) => part.replace(/^\n|\n$/g, ''));
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    const next = index === 0 ? (found.startsWith(part) ? 0 : -1) : found.indexOf(part, at);
    if (next < 0 || (index === parts.length - 1 && !found.endsWith(part))) return found;
    at = next + part.length;
  }
  return expected;
}
