/** What the help in policy files rests on, and the file it is given in. */

import type { IsoDate } from '../../clinical/dates.js';
import type { Codes } from '../../codes/codes.js';
import type { PolicyDocument } from '../../policy/document.js';
import { parsePolicy } from '../../policy/parse.js';
import type { PolicyLibrary } from '../../policy/policies.js';
import { policySchema } from '../../policy/schema.js';
import type { ShelvedPolicy } from '../../policy/shelf.js';
import type { Rule } from '../../rules/rule.js';
import type { Range } from '../../text/line-index.js';
import { oncePer } from '../../text/once.js';
import type { Span } from '../../text/span.js';
import type { FileSchema } from '../../yaml/schema-at.js';

export interface PolicyWorld {
  readonly policies: PolicyLibrary;
  readonly codes: Codes;
  readonly rules: readonly Rule[];
  /** The clock's date. */
  readonly today: IsoDate;
}

/** A YAML file with a schema: a payer policy, or the project file. */
export interface YamlFile {
  /** The path under which the library knows it. */
  readonly file: string;
  readonly text: string;
  readonly schema: FileSchema;
}

/** A place in one of the files. */
export interface FilePlace {
  readonly file: string;
  /** Whether the file came with the tool; absent for encounters and the project file. */
  readonly shipped?: boolean | undefined;
  readonly span: Span;
  /** The same as lines and characters, where that is known without the file's text. */
  readonly range?: Range | undefined;
}

/** The names of the rules, the same list each time. */
export function ruleIdsOf({ rules }: Pick<PolicyWorld, 'rules'>): readonly string[] {
  return idsOf(rules);
}

const idsOf = oncePer((rules: readonly Rule[]): readonly string[] => rules.map(({ id }) => id));

/** A payer policy's text with the schema of such files. */
export function policyFile(world: Pick<PolicyWorld, 'rules'>, file: string, text: string): YamlFile {
  return { file, text, schema: policySchema(ruleIdsOf(world)) };
}

/** The policy that the library has of this file, whatever its text is by now. */
export function shelved({ policies }: PolicyWorld, file: string): ShelvedPolicy | undefined {
  const ofName = policies.shelf.all.filter((policy) => policy.file === file);
  // A shipped file goes by its bare name, which a workspace file may have too.
  return ofName.find(({ shipped }) => !shipped) ?? ofName[0];
}

/** The file's own content as it is in this text; undefined if it cannot be read. */
export function documentOf(world: PolicyWorld, { file, text }: YamlFile): PolicyDocument | undefined {
  const known = shelved(world, file);
  if (known && world.policies.textOf(file) === text) return known.document;
  const source = { file, text, shipped: known?.shipped ?? false };
  return parsePolicy(source, { ruleIds: ruleIdsOf(world), codes: world.codes }).document;
}
