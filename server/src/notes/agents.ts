/** What was injected: drug, strength and amount, in one form. Contrast, skin anesthetic, sedatives and the drugs of the house are none. */
import { drugNames } from '../codes/drugs.js';
import { once } from '../text/once.js';

export interface FoundDrug {
  /** As an encounter writes it: `bupivacaine`, `Depo-Medrol`. */
  readonly name: string;
  readonly role: Role;
  /** `0.25%`, `40 mg/mL`. */
  readonly strength: string;
  /** `2 mL`, `40 mg`. */
  readonly amounts: readonly string[];
  readonly start: number;
  readonly end: number;
}

type Role = 'injectate' | 'contrast' | 'sedative';

/** As an encounter writes them; a name in the table of billed drugs is one too. */
const injectates = `bupivacaine|Marcaine|Sensorcaine|ropivacaine|Naropin|lidocaine|Xylocaine|mepivacaine|Carbocaine|Polocaine|chloroprocaine|dexamethasone
|Decadron|methylprednisolone|Depo-Medrol|Solu-Medrol|triamcinolone|Kenalog|Kenalog-40|Kenalog-10|betamethasone|Celestone|Celestone Soluspan|Botox|onabotulinumtoxinA
|Dysport|abobotulinumtoxinA|Xeomin|incobotulinumtoxinA|Myobloc|rimabotulinumtoxinB|Daxxify|ketorolac|Toradol|clonidine|Sarapin|phenol|dehydrated alcohol
|hyaluronidase|Synvisc-One|Synvisc|Euflexxa|Hyalgan|Supartz|Orthovisc|Gel-One|Monovisc|Durolane|Gelsyn-3|Zilretta|ziconotide|Prialt|baclofen|morphine
|hydromorphone|Dilaudid|glycerin|dextrose|normal saline|preservative-free saline|saline|sodium bicarbonate`;
const contrasts = 'Omnipaque|Isovue|iohexol|iopamidol|contrast|Isovue-M|gadolinium|Magnevist|dye|Conray|Visipaque';
const sedatives = 'midazolam|Versed|fentanyl|propofol|ketamine|Demerol|meperidine|diphenhydramine';
const sameDrug: Readonly<Record<string, string>> = {
  marcaine: 'bupivacaine',
  sensorcaine: 'bupivacaine',
  naropin: 'ropivacaine',
  xylocaine: 'lidocaine',
  decadron: 'dexamethasone',
  'depo-medrol': 'methylprednisolone',
  'solu-medrol': 'methylprednisolone sodium',
  kenalog: 'triamcinolone',
  'kenalog-40': 'triamcinolone',
  'kenalog-10': 'triamcinolone',
  celestone: 'betamethasone',
  'celestone soluspan': 'betamethasone',
  botox: 'onabotulinumtoxina',
  dysport: 'abobotulinumtoxina',
  xeomin: 'incobotulinumtoxina',
  myobloc: 'rimabotulinumtoxinb',
  versed: 'midazolam',
  toradol: 'ketorolac',
  'preservative-free saline': 'saline',
  'normal saline': 'saline',
};
const spellings: Readonly<Record<string, string>> = {
  'depo medrol': 'Depo-Medrol',
  depomedrol: 'Depo-Medrol',
  'depo-medrol': 'Depo-Medrol',
  'solu medrol': 'Solu-Medrol',
  solumedrol: 'Solu-Medrol',
  'synvisc one': 'Synvisc-One',
  synviscone: 'Synvisc-One',
  bupivicaine: 'bupivacaine',
  bupivacain: 'bupivacaine',
  dexamethazone: 'dexamethasone',
  dexamethasome: 'dexamethasone',
  kennalog: 'Kenalog',
  lidocane: 'lidocaine',
  lido: 'lidocaine',
  bupi: 'bupivacaine',
  dex: 'dexamethasone',
  ropivicaine: 'ropivacaine',
  triamcinalone: 'triamcinolone',
  methylprednisilone: 'methylprednisolone',
  methylpred: 'methylprednisolone',
};

const words = once(() => {
  const roles = new Map<string, { readonly name: string; readonly role: Role }>();
  for (const name of drugNames())
    roles.set(name, { name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`, role: 'injectate' });
  const lists: readonly (readonly [Role, string])[] = [
    ['injectate', injectates],
    ['contrast', contrasts],
    ['sedative', sedatives],
  ];
  for (const [role, list] of lists) {
    for (const name of list.split('|').map((each) => each.trim())) roles.set(name.toLowerCase(), { name, role });
  }
  for (const [written, name] of Object.entries(spellings)) roles.set(written, { name, role: 'injectate' });
  const forms = [...roles.keys()].sort((one, other) => other.length - one.length);
  const escaped = forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ -]'));
  return { roles, form: new RegExp(`(?<![a-z\\d-])(${escaped.join('|')})(?![a-z\\d]|-\\d)`, 'gi') };
});

const number = String.raw`\d{0,4}(?:,\d{3})?\.?\d{1,4}`;
const unit = String.raw`(?:mL|ml|ML|Ml|cc|CC|mg|MG|mcg|MCG|units?|UNITS?|Units?|U\b|IU\b|grams?|g\b)`;
const strengthForm = String.raw`${number}\s*%|${number}\s*(?:mg|mcg|MG|MCG|units?)\s*(?:\/|per)\s*(?:\d{1,3}\s*)?(?:mL|ml|ML|cc|CC)`;
const amountForm = String.raw`${number}\s*-?\s*${unit}(?!\s*\/\s*(?:mL|ml|ML|cc|CC))`;
const filler = String.raw`(?:(?:preservative[- ]?free|PF|MPF|mpf|plain|sterile|injectable|of|a|the)\s+)*`;
const before = new RegExp(
  String.raw`(?:(?<amount>${amountForm})\s*(?:\(\s*(?<second>${amountForm})\s*\)\s*)?(?:of|x|-|,|:)?\s*)?(?:\(?(?:(?<strength>${strengthForm})\)?)\s*(?:of\s+)?)?${filler}$`,
  'i',
);
const onlyBefore = new RegExp(
  String.raw`(?:(?<strength>${strengthForm})\s*[,(]?\s*(?<amount>${amountForm})\)?\s*(?:of\s+)?)${filler}$`,
  'i',
);
const salts = String.raw`(?:\s*\((?:[A-Za-z][A-Za-z -]{2,30}|PF|MPF)\)|\s+(?:acetate|acetonide|hydrochloride|hcl|sodium(?: phosphate)?|phosphate|mpf|pf|preservative[- ]?free|plain|without (?:epi\b|epinephrine|preservative)|with(?:out)? epinephrine(?: 1:\d{3},?\d{3})?|injectable|suspension|soluspan|(?:type )?a\b|toxin|oil|solution|steroid))*`;
const behind = new RegExp(
  String.raw`^${salts}\s*[,:(-]?\s*(?<strength>${strengthForm})?\)?${salts}\s*[,:(x@-]?\s*(?<amount>${amountForm})?\)?(?:\s*[,(]\s*(?<second>${amountForm})\s*\))?`,
  'i',
);

/** The drugs in the text, in their order. */
export function drugsIn(text: string): readonly FoundDrug[] {
  const { roles, form } = words();
  const found: FoundDrug[] = [];
  const named = [...text.matchAll(form)];
  for (const [at, match] of named.entries()) {
    const known =
      roles.get(match[1]?.toLowerCase().replace(/[ -]+/g, ' ') ?? '') ?? roles.get(match[1]?.toLowerCase() ?? '');
    if (!known) continue;
    const previous = found.at(-1)?.end ?? 0;
    const after = match.index + match[0].length;
    const left = text.slice(Math.max(previous, match.index - 90), match.index);
    const right = text.slice(after, Math.min(named[at + 1]?.index ?? text.length, after + 110));
    const first = (onlyBefore.exec(left) ?? before.exec(left))?.groups ?? {};
    const isFirst = first.amount !== undefined;
    const next = behind.exec(right);
    const second = next?.groups ?? {};
    const takesAmount = !isFirst || /^[^\d]{0,30}\(/.test(right);
    // "2 mL 0.5% bupivacaine 40 mg Depo-Medrol": what follows an amount's drug is the next one's.
    // A "200-unit vial" is no dose.
    const isVial = /^[\s,)-]*(?:single|multi|sdv|mdv|vials?|bottles?|ampu?l|ampoules?|kits?|pre-?filled)/i.test(
      right.slice(next?.[0].length ?? 0),
    );
    const takesSecond = takesAmount && !isVial;
    const amounts = [first.amount, first.second, ...(takesSecond ? [second.amount, second.second] : [])].flatMap(
      (each) => (each ? [plainAmount(each)] : []),
    );
    const strength = plainStrength(first.strength ?? second.strength ?? '');
    const taken = takesAmount || (second.strength && !first.strength) ? (next?.[0].length ?? 0) : 0;
    found.push({
      name: known.name,
      role: known.role,
      strength,
      amounts: [...new Set(amounts)],
      start: match.index - ((onlyBefore.exec(left) ?? before.exec(left))?.[0].length ?? 0),
      end: after + taken,
    });
  }
  // "Onabotulinumtoxina (Botox) 155 units" is one.
  return found.filter((drug, at) => {
    const other = found[at + 1];
    const isSame = other && sameAs(drug) === sameAs(other) && drug.amounts.length === 0 && drug.strength === '';
    return !(isSame && other.start - drug.end <= 3);
  });
}

/** One name for a drug and its brands. */
export function sameAs({ name }: FoundDrug): string {
  const plain = name.toLowerCase();
  return sameDrug[plain] ?? plain;
}

/** `bupivacaine 0.25% 2 mL`. */
export function drugWords({ name, strength, amounts }: FoundDrug, per: string): string {
  return [name, strength, amounts.join(' / '), amounts.length > 0 || strength === '' ? per : per]
    .filter(Boolean)
    .join(' ');
}

function plainAmount(written: string): string {
  const [, count = '', word = ''] = /^([\d.,]+)\s*-?\s*([A-Za-z]+)$/.exec(written.trim()) ?? [];
  const plain = word.toLowerCase();
  const name = /^(?:ml|cc)$/.test(plain)
    ? 'mL'
    : /^(?:u|iu|units?)$/.test(plain)
      ? 'units'
      : /^g(?:rams?)?$/.test(plain)
        ? 'g'
        : plain;
  return `${plainNumber(count)} ${name}`;
}

function plainStrength(written: string): string {
  if (written === '') return '';
  const percent = /^([\d.,]+)\s*%$/.exec(written.trim());
  if (percent) return `${plainNumber(percent[1] ?? '')}%`;
  const [, count = '', word = '', of = ''] = /^([\d.,]+)\s*([A-Za-z]+)\s*(?:\/|per)\s*(\d*)/.exec(written.trim()) ?? [];
  return `${plainNumber(count)} ${word.toLowerCase()}/${of && of !== '1' ? `${of} ` : ''}mL`;
}

function plainNumber(written: string): string {
  const plain = written.replace(/,/g, '');
  return plain.startsWith('.') ? `0${plain}` : plain;
}
