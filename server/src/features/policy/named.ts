/** What the names in a policy stand for, as Markdown: groups, ranges, codes, rules. */
import type { Codes } from '../../codes/codes.js';
import { withoutPoint, withPoint } from '../../codes/diagnosis-form.js';
import { type CodeRange, diagnosisRange, serviceRange } from '../../policy/names.js';
import type { Rule } from '../../rules/rule.js';
import { asText } from '../../text/markdown.js';
import { counted } from '../../text/words.js';
import { codeWords } from '../words/code.js';
import { diagnosisItem, diagnosisWords } from '../words/diagnosis.js';
import type { PolicyWorld } from './world.js';

/** The largest group has some thirty codes; a range may run over thousands. */
const mostShown = 40;

/** What a `for:` names: a group, a range or a code. */
export function serviceWords({ codes, today }: PolicyWorld, written: string): readonly string[] {
  const name = written.trim();
  const group = codes.codesInGroup(name.toLowerCase());
  if (group) return [`**${name}** ${counted(group.length, 'code')}`, codeList(codes, group)];
  const range = serviceRange(name);
  if (!range) return [];
  if (range.first === range.last) return codeWords(codes, range.first, today, undefined);
  const inside = usualCodesIn(codes, range);
  const said =
    inside.length > 0
      ? `${counted(inside.length, 'pain practice code')} in this range`
      : 'no pain practice codes in this range';
  return [`**${range.first}-${range.last}** ${said}`, codeList(codes, inside)];
}

/** What a list of diagnoses names: a range or a code. */
export function diagnosesWords({ codes, today }: PolicyWorld, written: string): readonly string[] {
  const range = diagnosisRange(written.trim());
  if (!range) return [];
  const [first, last] = [withPoint(range.first), withPoint(range.last)];
  if (first === last) return diagnosisWords(codes, first, today);
  const inside = codes.diagnosesFrom(sharedBeginning(range.first, range.last), 1_000).filter((code) => {
    const bare = withoutPoint(code);
    return bare.length === range.first.length && bare >= range.first && bare <= range.last;
  });
  const list = inside.slice(0, mostShown).map((code) => diagnosisItem(codes, code));
  return [
    `**${first}-${last}** ${counted(inside.length, 'diagnosis', 'diagnoses')}`,
    [...list, ...moreThan(inside.length)].join('\n'),
    `*${codes.editions.diagnoses}*`,
  ];
}

/** What a rule is for, and its default severity. */
export function ruleWords({ id, summary, severity }: Rule): readonly string[] {
  return [`**${id}** ${summary}.`, `Default severity: ${severity}`];
}

/** The codes of a list with our explanation, deleted ones marked. */
export function codeList(codes: Codes, list: readonly string[]): string {
  const rows = list
    .slice(0, mostShown)
    .map((code) =>
      `- ${code} ${asText(codes.painCode(code)?.explanation ?? codes.levelTwoTitle(code) ?? '')}`.trimEnd(),
    );
  return [...rows, ...moreThan(list.length)].join('\n');
}

function usualCodesIn(codes: Codes, { first, last }: CodeRange): readonly string[] {
  const form = first.replace(/\d/g, '9');
  return codes.painCodes
    .map(({ code }) => code)
    .filter((code) => code.replace(/\d/g, '9') === form && code >= first && code <= last);
}

function moreThan(length: number): readonly string[] {
  return length > mostShown ? [`- … and ${length - mostShown} more`] : [];
}

function sharedBeginning(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}
