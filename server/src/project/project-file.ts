/**
 * Reads scrubber.yaml, what a team shares: text to settings, with what is wrong and where. What breaks is left out,
 * the rest holds. Knows no disk.
 */

import type { PayerAliases, PolicyLibrary } from '../policy/policies.js';
import { nameKey } from '../policy/shelf.js';
import type { Severity } from '../policy/vocabulary.js';
import { nearest } from '../text/distance.js';
import type { Span } from '../text/span.js';
import { markable, spanOfKey, spanOfValue } from '../yaml/locate.js';
import { type FoundProblem, inOrder } from '../yaml/problem.js';
import { readYaml } from '../yaml/read.js';
import { readable } from '../yaml/readable.js';
import type { Plain } from '../yaml/values.js';
import { type ProjectContent, projectSchema } from './schema.js';

export const projectFileName = 'scrubber.yaml';

/** The rules that speak in the project file. */
type ProjectRuleId = 'project-syntax' | 'project-schema' | 'project-unknown-rule' | 'project-unknown-payer';

export type ProjectProblem = FoundProblem<ProjectRuleId>;

export interface Project {
  /** Folders of policies as written: they may be absolute or on a share. */
  readonly policies: readonly { readonly folder: string; readonly at: Span }[];
  readonly aliases: PayerAliases;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly exclude: readonly string[];
  /** The folder of tables as written. */
  readonly tables?: { readonly folder: string; readonly at: Span } | undefined;
}

export interface ParsedProject {
  readonly project: Project;
  readonly problems: readonly ProjectProblem[];
  /** The YAML it was read from, for asking locate.ts where something is. */
  readonly root: unknown;
}

/** What holds without a project file. */
export const noProject: Project = { policies: [], aliases: {}, severities: {}, exclude: [] };

const kind = { prefix: 'project', noun: 'project file', opening: 'policies: and severity:' } as const;

/** The settings that could be read, and what is wrong, in the order of the text. Never throws. */
export function parseProject(text: string, ruleIds: readonly string[]): ParsedProject {
  const yaml = readYaml(text, kind);
  const { root, value } = yaml;
  // Every key is optional: a file of comments says nothing and is right.
  const isEmpty = value === '' && yaml.problems.length === 0;
  if (value === undefined || isEmpty) return { project: noProject, problems: yaml.problems, root };
  const { known, planned } = withoutPlanned(value);
  const { content, problems } = readable({ ...yaml, value: known }, projectSchema(ruleIds), text, kind);
  const refused = planned.map((key): ProjectProblem => {
    const message = `${key} is not supported yet; every finding is reported`;
    return { rule: 'project-schema', at: markable(text, spanOfKey(root, [], key)), message };
  });
  return {
    project: content ? projectOf(content, (path) => markable(text, spanOfValue(root, path))) : noProject,
    problems: inOrder<ProjectProblem>([...yaml.problems, ...problems, ...refused]),
    root,
  };
}

/** Keys that a later version will read: an author must not think that they already work. */
const plannedKeys: readonly string[] = ['baseline'];

function withoutPlanned(value: Plain): { readonly known: Plain; readonly planned: readonly string[] } {
  if (typeof value === 'string' || Array.isArray(value)) return { known: value, planned: [] };
  const keys = Object.entries(value);
  return {
    known: Object.fromEntries(keys.filter(([key]) => !plannedKeys.includes(key))),
    planned: keys.flatMap(([key]) => (plannedKeys.includes(key) ? [key] : [])),
  };
}

/** Aliases that mean no policy, or that are never used. */
export function aliasProblems(
  text: string,
  { project, root }: ParsedProject,
  policies: Pick<PolicyLibrary, 'known'>,
): readonly ProjectProblem[] {
  const ids = new Map(policies.known.map(({ id }) => [nameKey(id), id]));
  return Object.entries(project.aliases).flatMap(([alias, payer]): readonly ProjectProblem[] => {
    const at = markable(text, spanOfValue(root, ['aliases', alias]));
    if (!ids.has(nameKey(payer))) {
      const replacement = nearest(payer, ids.values());
      const message = `No policy has the id ${payer}${replacement ? `; did you mean ${replacement}?` : ''}`;
      return [{ rule: 'project-unknown-payer', at, message, replacement }];
    }
    const id = ids.get(nameKey(alias));
    if (id === undefined || nameKey(id) === nameKey(payer)) return [];
    return [
      { rule: 'project-schema', at, message: `${id} is itself a policy id, so it cannot be an alias for ${payer}` },
    ];
  });
}

function projectOf(content: ProjectContent, spanOf: (path: readonly PropertyKey[]) => Span): Project {
  const { policies = [], aliases = {}, severity = {}, exclude = [], tables } = content;
  return {
    policies: policies.flatMap((folder, index) => (folder ? [{ folder, at: spanOf(['policies', index]) }] : [])),
    aliases,
    severities: Object.fromEntries(Object.entries(severity).flatMap(([rule, level]) => (level ? [[rule, level]] : []))),
    exclude: exclude.flatMap((pattern) => pattern ?? []),
    tables: tables ? { folder: tables, at: spanOf(['tables']) } : undefined,
  };
}
