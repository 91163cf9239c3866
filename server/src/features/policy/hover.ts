/** What is under the cursor of a policy file, explained: what a key does, what a name stands for, what an entry says. */

import { nameKey } from '../../policy/shelf.js';
import { entryWords } from '../../policy/words.js';
import { asText } from '../../text/markdown.js';
import { type Place, placeAt } from '../../yaml/place.js';
import { type Form, formAt } from '../../yaml/schema-at.js';
import { readTree } from '../../yaml/tree.js';
import { aboutWords } from '../words/about.js';
import type { Hover } from '../words/hover.js';
import { modifierWords } from '../words/modifier.js';
import { placeWords } from '../words/place.js';
import { fileWords, policyWords } from '../words/policy.js';
import { severitySetBy } from '../words/severity.js';
import { dayOf, parentOf, replacedBy } from './entries-here.js';
import { diagnosesWords, ruleWords, serviceWords } from './named.js';
import { wordMeaning } from './word-meanings.js';
import { documentOf, type PolicyWorld, shelved, type YamlFile } from './world.js';

/** The hover at an offset; undefined if there is nothing to say. */
export function policyHover(world: PolicyWorld, file: YamlFile, offset: number): Hover | undefined {
  const place = placeAt(file.text, readTree(file.text), offset);
  if (place.span.end === place.span.start) return undefined;
  const lines =
    place.kind === 'key' ? onKey(world, file, place) : place.kind === 'value' ? onValue(world, file, place) : [];
  const said = lines.filter((line) => line !== '');
  return said.length === 0 ? undefined : { span: place.span, markdown: said.join('\n\n') };
}

function onKey(world: PolicyWorld, file: YamlFile, { path, span }: Place): readonly string[] {
  const key = file.text.slice(span.start, span.end);
  const around = formAt(file.schema, path);
  if (around?.about.takes === 'rule') {
    const rule = world.rules.find(({ id }) => id === key);
    if (rule) return ruleWords(rule);
  }
  const form = formAt(file.schema, [...path, key]);
  if (!form || around?.isOpen) return [];
  const { title, description, example } = form.about;
  const words = aboutWords({ ...(description ? { description } : {}), ...(example ? { example } : {}) });
  return [...entryLines(world, file, span.start), title ? `**${key}** ${title}` : `**${key}**`, words ?? ''];
}

/** What the statement says whose key is here, and what it replaces in the parent. */
function entryLines(world: PolicyWorld, file: YamlFile, start: number): readonly string[] {
  const entry = documentOf(world, file)?.entries.find(({ origin }) => origin.at.start === start);
  if (!entry) return [];
  const replaced = replacedBy(world, file.file, entry);
  const said = entry.severity === 'off' ? `${asText(entryWords(entry))} (canceled)` : asText(entryWords(entry));
  if (!replaced) return [said];
  return [
    said,
    `Replaces: ${asText(`${entryWords(replaced)} (${replaced.origin.policyName}, ${fileWords(replaced.origin)})`)}`,
  ];
}

function onValue(world: PolicyWorld, file: YamlFile, place: Place): readonly string[] {
  const written = file.text.slice(place.span.start, place.span.end).trim();
  const form = formAt(file.schema, place.path);
  if (!form) return [];
  return named(world, file, place, form, written) ?? wordLines(place, form, written);
}

function wordLines({ path }: Place, { words }: Form, written: string): readonly string[] {
  const meaning = words.includes(written) ? wordMeaning(path, written) : undefined;
  return meaning ? [`**${written}** ${meaning}`] : [];
}

function named(
  world: PolicyWorld,
  file: YamlFile,
  { path }: Place,
  form: Form,
  written: string,
): readonly string[] | undefined {
  const { codes, rules, today } = world;
  switch (form.about.takes) {
    case 'codes':
      return serviceWords(world, written);
    case 'diagnoses':
      return diagnosesWords(world, written);
    case 'modifier':
      return modifierWords(codes, written.toUpperCase(), today);
    case 'place': {
      const place = codes.place(written);
      return place ? placeWords(place) : [];
    }
    case 'rule': {
      const rule = rules.find(({ id }) => id === written);
      return rule ? ruleWords(rule) : [];
    }
    case 'payer':
      return path[0] === 'payer' ? ownWords(world, file) : payerWords(world, file, path, written);
    default:
      // A procedure kind is a group of codes too.
      return form.words.includes(written) && codes.codesInGroup(written) ? serviceWords(world, written) : undefined;
  }
}

function payerWords(world: PolicyWorld, file: YamlFile, path: Place['path'], written: string): readonly string[] {
  const { policies, today } = world;
  const own = shelved(world, file.file);
  // Only here does a name mean another file than an encounter would mean by it: the shipped one of the file's own id.
  if (path[0] === 'extends' && own?.extends !== undefined && nameKey(own.extends) === nameKey(written)) {
    const parent = parentOf(world, file.file, dayOf(world, own));
    if (parent) return policyWords(parent);
  }
  const choice = policies.choose(written, today);
  const policy = 'policy' in choice ? choice.policy : undefined;
  return policy ? policyWords(policy) : [`No policy has the id ${asText(written)}`];
}

/** What the file is with all that it inherits. */
function ownWords(world: PolicyWorld, { file }: YamlFile): readonly string[] {
  const own = shelved(world, file);
  if (!own) return [];
  const choice = world.policies.choose(own.id, dayOf(world, own));
  const policy = 'policy' in choice && choice.policy?.file === file ? choice.policy : undefined;
  if (!policy) return [];
  const severities = Object.entries(policy.severity).map(([rule, { level, policy: setter }]) => {
    return `- ${rule}: ${severitySetBy(level, { kind: 'policy', policy: setter })}`;
  });
  return [...policyWords(policy), severities.join('\n')];
}
