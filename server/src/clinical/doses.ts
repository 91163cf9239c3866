/**
 * What a record's `agent` says about a drug, where it can be read with certainty: what was given, what the container held, what was
 * discarded. A possible dose per place, a range or a concentration alone is not read.
 */

export interface Amount {
  readonly amount: number;
  readonly unit: 'mg' | 'mcg' | 'unit' | 'ml';
}

interface Dose extends Amount {
  /** "in total" follows it: it is not a dose for each place. */
  readonly isTotal: boolean;
}

/** A name by which records call a drug. */
export interface DrugName {
  /** In lower case. */
  readonly name: string;
  /** What one dose of this brand holds, where it comes in one size: 48 mg; "1 dose" where it is billed by the dose. */
  readonly oneDose?: string | undefined;
  readonly mgPerMl?: number | undefined;
}

/** A drug as records call it. */
export interface Drug {
  readonly names: readonly DrugName[];
  /** What else published advice counts as one unit. */
  readonly alsoPer?: string | undefined;
}

export interface DrugRecord {
  /** The name that is in the text; the one that says most where there are several. */
  readonly name: DrugName;
  /** Undefined where the text does not say it with certainty. */
  readonly given?: Dose | undefined;
  /** Whether no amount of it is in the text at all. */
  readonly isBare: boolean;
  /** Whether a figure without a unit is all that is said of its amount: "kenalog 40". */
  readonly isUnitless: boolean;
  /** Whether the text counts several containers or doses. */
  readonly isSeveral: boolean;
  /** What the container held, or all of several, where the text says so. */
  readonly vial?: Amount | undefined;
  /** `rest`: all that was not given; `unclear`: something, or an amount that cannot be read. */
  readonly discarded?: Amount | 'none' | 'rest' | 'unclear' | undefined;
  /** Every amount in the text, unless it follows another drug's name. */
  readonly amounts: readonly Amount[];
  /** Whether the text says that the container is for a single dose; undefined where it says nothing, or contradicts itself. */
  readonly isSingleDose?: boolean | undefined;
}

/** A record's field is a line; anything longer than a page is not one. */
const mostCharacters = 1_000;
/** What stands for the drug while its text is read: no brand's digits or hyphens are taken for a dose. */
const token = 'thedrug';
const number = String.raw`(\d{1,6}(?:\.\d{1,4})?)`;
const unit = '(mg|mcg|units?|ml)';
/** "acetonide", "sodium phosphate": what may come between the name and the dose. */
const qualifier = String.raw`(?:\s+[a-z]{2,20}){0,3}`;
const total = String.raw`(\s+(?:in\s+)?total)?`;
const given = String.raw`(?:\s+(?:was\s+|were\s+)?(?:given|injected|administered|used))?`;
const behind = new RegExp(`^${token}${qualifier}\\s+${number}\\s*${unit}${total}${given}$`);
const before = new RegExp(`^${number}\\s*${unit}(?:\\s+of)?\\s+${token}${qualifier}${total}${given}$`);
/** "kenalog 40": of what, nobody can tell. */
const unitless = new RegExp(
  `^(?:${token}${qualifier}\\s+${number}|${number}\\s+(?:of\\s+)?${token}${qualifier})${total}${given}$`,
);
/** What is counted or numbered beside a drug, and is no dose: "kenalog lot 4411". */
const noDose =
  /\b(?:lot|ndc|exp\w*|batch|no|number|ref|serial|code|injections?|doses?|sessions?|series|visits?|weeks?|days?|months?|years?|gauge|times|sites?|levels?|needle)\b/;
/** "Kenalog 40, 1 mL", "Kenalog 40 (triamcinolone 40 mg)": the figure is the strength, the amount is told. */
const amountAlone = /^(?:total )?\d[\d.]*\s*(?:mg|mcg|units?|ml|cc)\b(?!\s*(?:of\s+)?[a-z])/;
const measuredAmount = /\d\s*(?:mg|mcg|units?|ml|cc)\b/;
const dissolved = new RegExp(`^${token}${qualifier}\\s+${number}\\s*mg\\s*/\\s*ml\\s+${number}\\s*ml${total}${given}$`);
const strength = new RegExp(`${token}${qualifier}\\s+${number}\\s*mg\\s*/\\s*ml`);
/** "155 units injected", where the drug was named before. */
const onlyGiven = new RegExp(
  `^${number}\\s*${unit}${total}\\s+(?:was\\s+|were\\s+)?(?:given|injected|administered|used)$`,
);

const count = String.raw`${number}\s*${unit}`;
const anyAmount = new RegExp(String.raw`${count}\b`, 'g');
const link = String.raw`(?:\s+(?:was|were|is|of|it|the|drug|${token}|remaining|amount|and)){0,4}`;
const wasteWord = `(?:discard(?:ed|ing)?|wast(?:ed|age|e)|thrown away)`;
const wastedAfter = new RegExp(
  `(?:(?:the\\s+)?(?:remaining|remainder|rest|leftover)\\s+(?:of\\s+)?)?${count}${link}\\s+${wasteWord}\\b`,
  'g',
);
const wastedBefore = new RegExp(`\\b${wasteWord}${link}(?:\\s*[:=]\\s*|\\s+)${count}`, 'g');
const wastedRest = new RegExp(
  `\\b(?:remainder|remaining|rest|residual|leftover)\\b.{0,40}\\b${wasteWord}\\b|\\b${wasteWord}\\b.{0,20}\\b(?:remainder|rest)\\b`,
);
const noWaste = new RegExp(
  `\\b(?:no|none|nothing|not|without|zero|nil|0(?:\\.0)?\\s*${unit})\\b.{0,20}\\b${wasteWord}\\b|\\b${wasteWord}\\b\\s*(?:[:=]\\s*)?(?:none|nil|zero|0)\\b`,
);
const anyWaste = /\b(?:discard|wast)\w*|\bthrown away\b/;
const container = `(?:vials?|bottles?|syringes?|amp(?:ule|oule)?s?|containers?)`;
const kindOf = `(?:single|multi|multiple)[- ]?(?:dose|use)`;
/** "from a 200-unit single-dose vial". */
const held = new RegExp(
  `\\s*(?:\\b(?:from|out of|of|in|using)\\s+)?(?:\\b(a|an|one|the|1|two|three|[2-9])\\s+)?(?:x\\s*)?(?:${count}\\s+)?(?:(?:${kindOf}|sdv|mdv)\\s*)?(?:${container}|\\b(?:sdv|mdv)\\b)(?:\\s+(?:of\\s+)?(?=${token}))?(?:\\s*x\\s*(\\d+))?`,
  'g',
);
const anyContainer = /vial|bottle|syringe|amp|container|sdv|mdv|dose|use\b/;
const several =
  /\b(?:[2-9]|[1-9]\d|two|three|four|five|six|both)\s+(?:\S+\s+)?(?:syringes?|doses?|vials?|kits?|boxes)\b/;
const singleDose = /\bsingle[- ]?(?:dose|use)\b|\bsdv\b/;
/** "No waste from a single-dose vial" names one. */
const severalDoses = /\bmulti(?:ple)?[- ]?(?:dose|use)\b|\bmdv\b|\bnot?\b(?:(?!wast|discard|left).){0,30}\bsingle/;

/**
 * Words that mean the dose is not what was given; also a dash and a multiplication sign, by number because one such
 * character in a bundle makes the engine keep all of it in two bytes a character.
 */
const uncertain =
  /\b(?:per|each|every|both|wast\w*|discard\w*|remain\w*|divided|split|times|x\s*\d+|\d+\s*x)\b|[-\u2013]\s*\d|@|\u00d7/;
/** A dose without a name next to it belongs to the drug before it, or to none. */
const nameless = /^\s*(?:then\s+)?\d[\d.]*\s*(?:mg|mcg|units?|ml|%)?\s*(?:total|in total)?\s*$/;

/** The drug's name in lower case, with which the code table's own words begin: "Triamcinolone acetonide (depot steroid)". */
export function drugNameOf(explanation: string): string | undefined {
  return /^[A-Za-z]{6,}/.exec(explanation)?.[0].toLowerCase();
}

/**
 * What a text says of a drug; undefined where it does not name it.
 *
 * @param others the names of other drugs, in lower case: what is said after one of them is said of that one
 */
export function readDrug(text: string, { names }: Drug, others: readonly string[]): DrugRecord | undefined {
  if (text.length > mostCharacters) return undefined;
  const plain = plainText(text);
  const inTurn = [...names].sort((one, other) => other.name.length - one.name.length);
  let rest = plain;
  const found: DrugName[] = [];
  for (const name of inTurn) {
    const replaced = rest.replace(whole(name.name), token);
    if (replaced !== rest) found.push(name);
    rest = replaced;
  }
  const [first] = found;
  if (!first) return undefined;
  const name = found.find(({ oneDose, mgPerMl }) => oneDose !== undefined || mgPerMl !== undefined) ?? first;
  // "onabotulinumtoxinA (Botox)" is named once.
  const once = rest.replace(new RegExp(`${token}\\s*\\(\\s*${token}\\s*\\)`, 'g'), token);
  const waste = wasteIn(once, others);
  const { left, vial } = withoutContainer(waste.left);
  const ofMl = name.mgPerMl ?? strengthIn(once);
  const dose = doseIn(left);
  return {
    name,
    given: dose && inMg(dose, ofMl),
    isBare:
      !clausesOf(left).some((clause) => clause.includes(token) && /\d/.test(clause)) &&
      !clausesOf(left).some((clause) => nameless.test(clause)) &&
      !uncertain.test(left),
    isUnitless:
      !dose &&
      name.oneDose === undefined &&
      clausesOf(left).some((clause) => unitless.test(clause) && !noDose.test(clause)) &&
      !clausesOf(left).some(
        (clause) => amountAlone.test(clause) || (clause.includes(token) && measuredAmount.test(clause)),
      ),
    isSeveral: several.test(once),
    vial: vial && inMg(vial, ofMl),
    discarded: typeof waste.discarded === 'object' ? inMg(waste.discarded, ofMl) : waste.discarded,
    amounts: clausesOfThis(once, others)
      .flatMap((clause) => [...clause.matchAll(anyAmount)])
      .map(([, amount, word = '']) => inMg({ amount: Number(amount), unit: unitOf(word) }, ofMl)),
    isSingleDose: singleDoseOf(once, others),
  };
}

/** How many times one amount goes into another: 40 mg hold 4 of "10 mg"; undefined where they do not measure the same. */
export function timesIn(dose: Amount, billingUnit: string): number | undefined {
  const one = amountOf(billingUnit);
  if (!one) return undefined;
  const [held, unitHeld] = [measured(dose), measured(one)];
  if (held.unit !== unitHeld.unit || unitHeld.amount === 0) return undefined;
  // Tenths of a milligram are not whole numbers to a computer.
  return Math.round((held.amount / unitHeld.amount) * 1_000_000) / 1_000_000;
}

/** An amount as tables write it: "48 mg". */
export function amountOf(written: string): Amount | undefined {
  const [, amount, word] = /^(\d+(?:\.\d+)?) (mg|mcg|units?|ml)$/.exec(written.toLowerCase()) ?? [];
  return amount === undefined || word === undefined ? undefined : { amount: Number(amount), unit: unitOf(word) };
}

/** Lower case, one space, "200-unit" and "200 U" as "200 unit". */
function plainText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/(\d)\s*-?\s*(?:iu|u)\b/g, '$1 unit')
    .replace(/(\d)-(?=(?:units?|mg|mcg|ml)\b)/g, '$1 ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether the clause names one of the drugs. */
function names(clause: string, drugs: readonly string[]): boolean {
  return drugs.some((name) => clause.includes(name) && clause.search(whole(name)) >= 0);
}

/** The names are those of a table: their forms are made once. */
const wholeNames = new Map<string, RegExp>();

function whole(name: string): RegExp {
  const known = wholeNames.get(name);
  if (known) return known;
  const form = new RegExp(`(?<![a-z0-9])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z0-9]|-(?:one|\\d))`, 'g');
  wholeNames.set(name, form);
  return form;
}

/** What is said about each drug: "triamcinolone 40 mg, lidocaine 1% 2 mL" are two. */
function clausesOf(text: string): readonly string[] {
  return text
    .split(/[,;+()]|\s(?:and|with|plus|then)\s|(?<=[a-z])\.(?:\s|$)/)
    .map((clause) => clause.trim())
    .filter(Boolean);
}

/** The clauses that no other drug's name begins. */
function clausesOfThis(text: string, others: readonly string[]): readonly string[] {
  let ofThis = true;
  return clausesOf(text).filter((clause) => {
    if (clause.includes(token)) ofThis = true;
    else if (names(clause, others)) ofThis = false;
    return ofThis;
  });
}

/** What the text says was discarded of this drug, and the text without it. */
function wasteIn(
  text: string,
  others: readonly string[],
): { readonly discarded?: DrugRecord['discarded']; readonly left: string } {
  if (!anyWaste.test(text)) return { left: clausesOf(text).join(', ') };
  let ofThis = false;
  const found: NonNullable<DrugRecord['discarded']>[] = [];
  const left = clausesOf(text).map((clause) => {
    // A remark about waste is about the drug that was named last.
    if (clause.includes(token)) ofThis = true;
    else if (names(clause, others)) ofThis = false;
    if (!anyWaste.test(clause)) return clause;
    // Units are a toxin's: no other drug that is named is measured in them.
    if (!ofThis && !(/\d units?\b/.test(clause) && inUnits.test(text))) return '';
    if (noWaste.test(clause)) {
      found.push('none');
      return clause.includes(token) ? clause.replace(noWaste, '').trim() : '';
    }
    const matches = [...clause.matchAll(wastedAfter), ...clause.matchAll(wastedBefore)];
    const [match] = matches;
    if (match && matches.length === 1) {
      const [, amount = '', word = ''] = match;
      found.push({ amount: Number(amount), unit: unitOf(word) });
      return clause
        .replace(match[0], '')
        .replace(/^\s*(?:of|from)\s+/, '')
        .trim();
    }
    const [only, ...more] = [...clause.matchAll(anyAmount)];
    if (!match && only && more.length === 0 && !clause.includes(token)) {
      found.push({ amount: Number(only[1]), unit: unitOf(only[2] ?? '') });
      return '';
    }
    if (!match && wastedRest.test(clause) && !/\d/.test(clause)) {
      found.push('rest');
      return '';
    }
    found.push('unclear');
    return '';
  });
  const [first, ...more] = found;
  const isOne = first !== undefined && more.every((each) => JSON.stringify(each) === JSON.stringify(first));
  return { discarded: first === undefined || isOne ? first : 'unclear', left: left.filter(Boolean).join(', ') };
}

const inUnits = new RegExp(`${token}[^,;]*\\d units?\\b|\\d units?[^,;]*${token}`);

function withoutContainer(text: string): { readonly left: string; readonly vial?: Amount | undefined } {
  if (!anyContainer.test(text)) return { left: text };
  const found: (Amount | undefined)[] = [];
  const left = text.replace(
    held,
    (phrase, some: string | undefined, amount?: string, word?: string, often?: string) => {
      const isPlural = /vials|bottles|syringes|amp\w*s\b|containers/.test(phrase);
      const containers = often === undefined ? countOf(some, isPlural) : Number(often);
      if (amount !== undefined && word !== undefined)
        found.push(containers ? { amount: Number(amount) * containers, unit: unitOf(word) } : undefined);
      else if (containers !== 1) found.push(undefined);
      return phrase.startsWith(' ') ? ' ' : '';
    },
  );
  const clauses = clausesOf(
    left
      .replace(/\s+/g, ' ')
      .replace(new RegExp(`\\b${kindOf}\\b`, 'g'), '')
      .replace(/\s+(?:from|of|in|using)(?=\s*(?:,|$))/g, ''),
  );
  return { left: clauses.join(', '), vial: found.length === 1 ? found[0] : undefined };
}

/** How many containers there are; undefined where the text does not count them. */
function countOf(word: string | undefined, isPlural: boolean): number | undefined {
  if (word === undefined) return isPlural ? undefined : 1;
  if (/^(?:a|an|one|the|1)$/.test(word)) return isPlural ? undefined : 1;
  return word === 'two' ? 2 : word === 'three' ? 3 : Number(word);
}

/** The one dose of the drug; undefined where the text does not say it with certainty. */
function doseIn(text: string): Dose | undefined {
  if (uncertain.test(text.replace(/\d\s*mg\s*\/\s*ml/g, ''))) return undefined;
  const clauses = clausesOf(text);
  const naming = clauses.filter((clause) => clause.includes(token));
  const [clause] = naming;
  if (clause === undefined || naming.length > 1 || clauses.some((other) => nameless.test(other))) return undefined;
  const [told, ...more] = clauses.flatMap((other) => {
    const found = onlyGiven.exec(other);
    return found ? [found] : [];
  });
  if (told) {
    // The amount by the name is what there was of it.
    return more.length > 0 ? undefined : { amount: Number(told[1]), unit: unitOf(told[2] ?? ''), isTotal: true };
  }
  const concentrated = dissolved.exec(clause);
  if (concentrated) {
    const [, perMl, volume, isTotal] = concentrated;
    return { amount: Number(perMl) * Number(volume), unit: 'mg', isTotal: isTotal !== undefined };
  }
  const [, amount, written, isTotal] = behind.exec(clause) ?? before.exec(clause) ?? [];
  if (amount === undefined || written === undefined) return undefined;
  return { amount: Number(amount), unit: unitOf(written), isTotal: isTotal !== undefined };
}

function strengthIn(text: string): number | undefined {
  const [, perMl] = strength.exec(text) ?? [];
  return perMl === undefined ? undefined : Number(perMl);
}

/** A volume of known strength is an amount of the drug. */
function inMg<Some extends Amount>(some: Some, mgPerMl: number | undefined): Some {
  return some.unit === 'ml' && mgPerMl !== undefined
    ? { ...some, amount: Math.round(some.amount * mgPerMl * 1_000) / 1_000, unit: 'mg' }
    : some;
}

/** Every clause that may be about this drug's container says the same. */
function singleDoseOf(text: string, others: readonly string[]): boolean | undefined {
  if (!singleDose.test(text) && !severalDoses.test(text)) return undefined;
  let ofThis = false;
  const said: boolean[] = [];
  for (const clause of clausesOf(text)) {
    if (clause.includes(token)) ofThis = true;
    // Percent are a local anesthetic's strength, by whatever name.
    else if (names(clause, others) || clause.includes('%')) ofThis = false;
    if (!ofThis) continue;
    if (severalDoses.test(clause)) said.push(false);
    else if (singleDose.test(clause)) said.push(true);
  }
  const [first, ...more] = said;
  return more.every((each) => each === first) ? first : undefined;
}

function measured({ amount, unit: written }: Amount): { readonly amount: number; readonly unit: string } {
  return written === 'mg' ? { amount: amount * 1_000, unit: 'mcg' } : { amount, unit: written };
}

function unitOf(written: string): Amount['unit'] {
  return written === 'mg' || written === 'mcg' || written === 'ml' ? written : 'unit';
}
