/** What `explain` answers: the page of a rule, what a code or a name means, what two codes are to each other, or what words find. */

import type { Rule } from '../../rules/rule.js';
import { nearest } from '../../text/distance.js';
import { capital } from '../../text/words.js';
import { formatPageText } from './format-page.js';
import { foundByWords } from './found.js';
import { type LookupWorld, meaningsOf } from './meanings.js';
import { rulePage } from './rule-page.js';
import { isProcedureForm, twoCodesWords } from './two-codes.js';

/** Markdown, or one line that says that nothing was found and what may be meant. */
type Answer = { readonly text: string } | { readonly refusal: string };

/** The answer to what was asked, in any number of words. */
export function lookup(world: LookupWorld & { readonly rules: readonly Rule[] }, asked: readonly string[]): Answer {
  const { codes, rules, documents } = world;
  const words = asked.flatMap((each) => each.split(/\s+/)).filter((each) => each !== '');
  const names = words.flatMap((word) => (isServiceForm(word) ? word.split('-') : [word]));
  const name = words.join(' ');
  const rule = rules.find(({ id }) => id === words.join('-').toLowerCase());
  if (/^(?:the )?(?:encounter )?format$/i.test(name)) return { text: formatPageText().trimEnd() };
  if (rule) return { text: rulePage(rule, codes, documents) };
  const [one = '', other = ''] = words;
  if (words.length === 2 && isProcedureForm(one) && isProcedureForm(other)) {
    return { text: joined(twoCodesWords(world, one.toUpperCase(), other.toUpperCase())) };
  }
  const meanings = meaningsOf(world, name);
  const isCode = meanings.some(({ head }) => head !== 'field');
  const [only] = meanings;
  if (only && isCode) {
    // 25 is a modifier, a place and a remark code: whoever asks is told which is which.
    if (meanings.length === 1) return { text: joined(only.lines) };
    return { text: joined(meanings.flatMap(({ head, lines }) => [`## ${capital(head)} ${name}`, ...lines])) };
  }
  const meant = nearest(
    name.toLowerCase(),
    rules.map(({ id }) => id),
  );
  // The name of a rule with a slip in it is not words that find something.
  if (!only && words.length === 1 && meant)
    return { refusal: `no rule or code named ${name}; did you mean the rule ${meant}?` };
  if (names.length > 1) {
    const areBilled = names.some(isProcedureForm);
    const each = names.map((one) => briefly(world, one, areBilled));
    if (each.every((lines) => lines.length > 0)) return { text: each.map((lines) => lines.join('\n')).join('\n') };
  }
  const found = foundByWords(name, world);
  if (only) return { text: joined([...only.lines, ...found.codeLines]) };
  const single = found.only === undefined ? undefined : meaningsOf(world, found.only);
  const ruleFound = rules.find(({ id }) => id === found.only);
  if (ruleFound) return { text: rulePage(ruleFound, codes, documents) };
  if (single && single.length === 1) return { text: joined(single.flatMap(({ lines }) => lines)) };
  if (found.lines.length > 0) return { text: joined(found.lines) };
  const [code] = words.length === 1 ? codes.nearestCodes(name.toUpperCase(), undefined) : [];
  const offer = code ? `; did you mean the code ${code}?` : found.meant ? `; did you mean ${found.meant}?` : '';
  return {
    refusal: words.length === 1 ? `no rule or code named ${name}${offer}` : `no rule or code found for ${name}${offer}`,
  };
}

/** A code with its modifiers, as a line bills it. */
function isServiceForm(word: string): boolean {
  return /^[a-z\d]{5}(?:-[a-z\d]{2}){1,8}$/i.test(word);
}

/** The first line of each meaning that is no word: codes, modifiers, places; with a procedure code what a line may have. */
function briefly(world: LookupWorld, name: string, areBilled: boolean): readonly string[] {
  const said = meaningsOf(world, name).filter(({ head }) => head !== 'field' && head !== 'procedure kind');
  const billed = said.filter(({ head }) => head !== 'place of service' && head !== 'reason or remark code');
  return (areBilled && billed.length > 0 ? billed : said).map(
    ({ head, lines: [first] }) => `- ${capital(head)} ${first}`,
  );
}

function joined(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n\n');
}
