/** What nerves.csv says of a nerve, as Markdown: its codes on the date of service, what one unit is, who says so. */
import type { IsoDate } from '../../clinical/dates.js';
import type { Codes, NerveCodes } from '../../codes/codes.js';
import { asText } from '../../text/markdown.js';
import { listed } from '../../text/words.js';

/** The lines that explain a nerve. */
export function nerveWords(codes: Codes, nerve: NerveCodes, date: IsoDate | undefined): readonly string[] {
  const whole = wholeOf(codes, nerve);
  const isBranch = whole !== nerve;
  const isOwn = whole.billedAs === undefined;
  const facts = [
    isBranch && `billed only together with the other branches, as ${whole.name}`,
    whole.isOfJoint && 'billed as the facet joint that it supplies',
    serviceWords('injection', codes, whole, 'block', date),
    serviceWords('destruction', codes, whole, 'destruction', date),
    whole.billedAs === codes.otherNerve.name && 'no code of its own',
    whole.unit && unitWords(whole, isOwn),
  ].filter((words): words is string => typeof words === 'string' && words !== '');
  const doubt = whole.isCertain ? '' : `, ${whole.confidence}: rules do not rest on it`;
  return [
    `**${asText(nerve.name)}**${facts.length > 0 ? ` ${asText(facts.join('; '))}` : ''}`,
    isBranch || whole.branches.length > 0 ? `Branches: ${asText(listed(branchesOf(codes, whole)))}` : '',
    `*${asText(whole.source)}${doubt}*`,
  ];
}

/** In one line, for the hover of a code: the nerve that it is for, and its other names. */
export function nerveOfCodeWords(codes: Codes, code: string): string {
  const nerve = codes.nerveOfCode(code);
  if (!nerve || nerve === codes.otherNerve) return '';
  // A plural or a name without its apostrophe says nothing new.
  const others = nerve.otherNames.filter((name) => name !== `${nerve.name}s` && !/ s /.test(name));
  const names = [nerve.name, ...others.slice(0, 4).map(abbreviated)];
  const branches = nerve.branches.length > 0 ? `, with the branches ${listed(branchesOf(codes, nerve))}` : '';
  const unit = nerve.unit === 'side' ? '; one unit per side' : '';
  return `Nerve in a note: ${listed(names, 'or')}${branches}${unit}`;
}

/** GON, LFCN and the like, which the table has in lower case. */
function abbreviated(name: string): string {
  return /^[a-z]{3,4}$/.test(name) ? name.toUpperCase() : name;
}

function wholeOf(codes: Codes, nerve: NerveCodes): NerveCodes {
  const whole = nerve.branchOf === undefined ? undefined : codes.nerveCalled(nerve.branchOf);
  return whole ? wholeOf(codes, whole) : nerve;
}

/** The branches of branches too: S1 of the sacral lateral branches. */
function branchesOf(codes: Codes, nerve: NerveCodes): readonly string[] {
  return nerve.branches.map((name) => {
    const branch = codes.nerveCalled(name);
    return branch && branch.branches.length > 0 ? `${name} (${listed(branch.branches)})` : name;
  });
}

function serviceWords(
  title: string,
  codes: Codes,
  nerve: NerveCodes,
  service: 'block' | 'destruction',
  date: IsoDate | undefined,
): string {
  const own = nerve[service].filter((code) => codes.standing(code, date).kind === 'valid');
  if (own.length === 0) {
    const [other] = service === 'block' && nerve.isBlockOfAnyOtherBefore ? codes.otherNerve.block : [];
    return other === undefined ? '' : `${title} ${other} once, before it had its own code`;
  }
  const further = nerve.blockEachFurther;
  const isFurther = further !== undefined && own.includes(further) && codes.addOn(further, date) !== undefined;
  const oneSide = own.filter((code) => !(isFurther && code === further) && !nerve.blockBothSides.includes(code));
  const both = own.filter((code) => nerve.blockBothSides.includes(code));
  const parts = [
    listed(oneSide, 'or'),
    ...(isFurther ? [`${further} for each further one`] : []),
    ...(both.length > 0 ? [`${listed(both, 'or')} for both sides`] : []),
  ];
  return `${title} ${parts.join(', ')}`;
}

function unitWords({ unit, branches }: NerveCodes, isOwn: boolean): string {
  if (unit === 'nerve') return 'each nerve is a unit';
  if (branches.length > 0) return 'one unit per side for all branches together';
  return isOwn ? 'once per side' : '';
}
