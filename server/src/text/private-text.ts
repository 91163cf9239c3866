/**
 * What in a text looks like a person's name, date of birth, address, or a number that identifies a person. It rather misses one
 * than takes an NPI, a number of a claim, a code or ordinary clinical words for one. Knows no fields. Letters are Latin ones,
 * written as ranges: the classes of all letters there are take tens of milliseconds to compile.
 */
import type { Span } from './span.js';

export type PrivateKind =
  | 'name'
  | 'date of birth'
  | 'social security number'
  | 'insurance number'
  | 'telephone number'
  | 'e-mail address'
  | 'street address';

interface PrivateText {
  readonly kind: PrivateKind;
  /** In the text given. */
  readonly at: Span;
}

interface Pattern {
  readonly kind: PrivateKind;
  /** The first group, which ends the match, is what is private, where there is one. */
  readonly form: RegExp;
  readonly isOther?: (value: string, before: string) => boolean;
  /** What the text must hold for the form to be looked for: quicker than the form. */
  readonly needs?: RegExp;
}

/** Labels that end a name: "Jane Doe DOB 3/14/1958". */
const label = String.raw`(?:DOB|D\.O\.B|Date|Birth|Born|MRN|SSN|NPI|Sex|Age|Gender|Phone|Tel|Cell|Address|Acct|Account|ID|Chart|Insurance|Payer|Provider|Dr|MD|DO)`;
/** A word of a name: a capital, then letters; no label. */
const nameWord = String.raw`(?!${label}(?![A-Za-z\u00c0-\u024f\d]))[A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f'\u2019-]{1,40}`;
const initial = String.raw`[A-Z\u00c0-\u00de\u0100-\u024f]\.?(?![A-Za-z\u00c0-\u024f\d])`;
/** "Jane Doe", "Jane Q. Doe", "Doe, Jane". */
const fullName = `(?:${nameWord}, ?${nameWord}(?: (?:${nameWord}|${initial})){0,2}|${nameWord}(?: (?:${nameWord}|${initial})){1,3})`;
const day = String.raw`(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|[A-Za-z\u00c0-\u024f]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}[ -][A-Za-z\u00c0-\u024f]{3,9}[ -]\d{4})(?![\d/])`;
const birth = /dob\b|d\.o\.b|birth|born/i;
const streets = /\b(?:Street|Avenue|Road|Boulevard|Lane|Terrace|Parkway|Highway|St\.|Ave|Rd|Blvd|Ln|Apt)/;
const ofBirth = String.raw`(?:d\.?o\.?b\b\.?|date of birth|birth ?date|birth ?day|born(?: on)?)`;

/** A number behind one of these is the number of a thing: a lot, a ticket, an authorization. */
const ofAThing =
  /\b(?:account|acct|approval|auth|authorization|case|certification|claim|confirmation|device|id|invoice|item|lot|model|mrn|ndc|npi|number|order|pa|part|policy|ref|reference|rx|serial|sn|ticket|tracking|upc)\b[ .:#]*(?:no|nr|num)?[ .:#]*$/i;

/** Toll-free numbers are a payer's or a maker's, not a patient's. */
const tollFree = /^\D*(?:1\D{1,2})?8(?:00|33|44|55|66|77|88)\b/;

/** The quantifiers are bounded: a line may be a million characters long. */
const patterns: readonly Pattern[] = [
  {
    kind: 'social security number',
    needs: /\d-\d{4}/,
    form: /(?<![\w.-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
    isOther: (_, before) => ofAThing.test(before),
  },
  {
    kind: 'social security number',
    needs: /ssn|social security/i,
    form: /\b(?:ssn|social security(?: number)?)\b[ .:#]{0,3}(?:is )?((?!000|666)\d{3}[ .-]?\d{2}[ .-]?\d{4})(?![\w-])/gi,
  },
  {
    kind: 'telephone number',
    needs: /\d[-. ]\d{4}/,
    form: /(?<![\w.(-])(?:\+?1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])[2-9]\d{2}[-. ]\d{4}(?![\w-])/g,
    isOther: (found, before) => tollFree.test(found) || ofAThing.test(before),
  },
  {
    kind: 'telephone number',
    needs: /phone|tel|cell|mobile|call back/i,
    form: /\b(?:phone|telephone|tel|cell|mobile|call back)\b[ .:#]{0,3}((?:\+?1[-. ])?[2-9]\d{2}[-. ]?\d{3}[-. ]?\d{4})(?![\w-])/gi,
    isOther: (found) => tollFree.test(found),
  },
  {
    kind: 'e-mail address',
    needs: /@/,
    form: /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-])/gi,
  },
  {
    kind: 'date of birth',
    needs: birth,
    form: new RegExp(String.raw`(?<![A-Za-z\u00c0-\u024f\d-])${ofBirth}[ :#=.-]{0,4}(${day})`, 'gi'),
  },
  // Medicare's own number has a form of its own: digits and letters in fixed places, without S, L, O, I, B and Z (CMS).
  {
    kind: 'insurance number',
    needs: /\d[A-Z][A-Z\d]\d/,
    form: /(?<![\w-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])/g,
  },
  {
    kind: 'insurance number',
    needs: /\d{4}/,
    form: /\b(?:mbi|hicn?|(?:medicare|medicaid|member|subscriber|beneficiary|insured)(?:'s)? ?(?:id|number|no\.?|#))[ .:#]{1,4}((?=[A-Z\d-]*\d{4})[A-Z\d][A-Z\d-]{5,19})(?![\w-])/gi,
  },
  {
    kind: 'street address',
    needs: streets,
    form: /(?<![\w./-])\d{1,5}(?: (?:[NSEW]\.?|North|South|East|West))?(?: [A-Z\u00c0-\u00de\u0100-\u024f][a-z\u00df-\u024f'\u2019-]{1,30}| \d{1,3}(?:st|nd|rd|th)){1,3} (?:Street|Avenue|Road|Boulevard|Lane|Terrace|Parkway|Highway|St\.|Ave\.?|Rd\.?|Blvd\.?|Ln\.?|Apt\.?)(?![A-Za-z\u00c0-\u024f\d])/g,
  },
  {
    kind: 'street address',
    needs: /address/i,
    form: /\b(?:home |mailing |street )?address[ ]?[:=][ ]?(\d{1,5} [A-Za-z\u00c0-\u024f\d][^,;|\t]{2,60})/gi,
  },
  // A title in mixed case: MS Contin is a drug. Doctors are no patients.
  {
    kind: 'name',
    needs: /\bM(?:r|rs|s)\b/,
    form: /\b(?:Mr|Mrs|Ms)\.? ((?!Contin)[A-Z\u00c0-\u00de\u0100-\u024f][a-z\u00df-\u024f'\u2019-]{1,40}(?: [A-Z\u00c0-\u00de\u0100-\u024f][a-z\u00df-\u024f'\u2019-]{1,40})?)(?![A-Za-z\u00c0-\u024f\d])/g,
  },
  {
    kind: 'name',
    needs: / name/,
    form: /\b(?:[Pp]atient|[Pp]t)(?:['\u2019]s)? name(?: is)?[ :]{1,3}([A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f'\u2019.-]{1,40}(?:,? [A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f'\u2019.-]{0,40}){0,3})/g,
    isOther: isOrdinary,
  },
  {
    kind: 'name',
    needs: /[:=#] {0,8}[A-Z\u00c0-\u00de\u0100-\u024f]/,
    form: new RegExp(
      String.raw`(?<![A-Za-z\u00c0-\u024f\d-])(?:[Pp]atient|PATIENT|[Pp]t|PT|[Cc]lient|[Nn]ame|NAME|[Ff]ull [Nn]ame|[Mm]ember|[Ss]ubscriber|[Ii]nsured|[Gg]uarantor|[Ss]pouse|[Ee]mergency [Cc]ontact)(?: [Nn]ame)?[ ]?[:=#][ ]{0,8}(${fullName})`,
      'g',
    ),
    isOther: isOrdinary,
  },
  {
    kind: 'name',
    needs: birth,
    form: new RegExp(
      String.raw`(?<![A-Za-z\u00c0-\u024f\d-])(${fullName})(?=[ ,;|(]{1,8}(?:DOB|[Dd]ob|D\.O\.B|[Dd]ate of [Bb]irth|[Bb]orn [Oo0-9])(?![A-Za-z\u00c0-\u024f\d]))`,
      'g',
    ),
    isOther: isOrdinary,
  },
];

/** Words that begin with a capital in notes and forms, and are nobody's name. */
const ordinary = new Set(
  `account acetate acetonide acute add address admitted after age alert ambulatory antalgic anterior arm arrived assessed assessment at awake back before bilateral block
blood blue branch calm care caudal cervical chart chief chronic cleared clear clinic clinical comfortable complaint complications consent
consented continue continues cooperative counseled cross date day declined demographics denied denies diagnosis diagnostic did direct discharged
discussed doing done drug education educated encounter endorses epidural exam examination eye facet facility failed fall federal feels felt female
file first follow foot for former full function gait global goal gp had hand has he head health healthy her high hip his history home hospital hydrochloride id identification
identified identity impression improved in information injection insurance intake intolerant is joint key knee label lateral left leg letter
level low lower lumbar male medial medical medicare medicaid medication mild moderate monitored motion mri mrn name neck negative nerve net new next nine
no none normal not note number of office on oriented other out pain patient percent physical plan portal position positive post posterior presents
previous prior private procedure prone ppo hmo prp pt range ready reflexes recommend record records referral referred refused region registration relief reported
reports requested requests response returned returns review reviewed right risk root same satisfaction satisfied scale score screening seated
sedated seen self severe sex she shield shoulder side signed site sleep sodium specific spine stable standing states status steroid still study sulfate supine surgical
survey symptoms table taken taught test the therapeutic therapy thoracic time to tolerated tolerating treated treatment trial understands unknown
unit upper utilizes verbalized verified very visit vital walked walk was well wants weight went west when will with without wound years yes`.split(
    /\s+/,
  ),
);

/** Whether a word of it is an ordinary one: "Patient: Alert, Oriented". */
function isOrdinary(value: string): boolean {
  return ordinaryWords(value) > 0;
}

function ordinaryWords(value: string): number {
  return value
    .toLowerCase()
    .split(/[^A-Za-z\u00c0-\u024f]+/)
    .filter((word) => ordinary.has(word)).length;
}

/** Most texts hold neither digits between hyphens nor an @ nor a title or label: they are left at once. */
const mayHold =
  /@|\d[-. )]{1,2}\d|\d[A-Z][A-Z\d]\d|[:=#] {0,8}[A-Z\u00c0-\u00de\u0100-\u024f]|\b(?:Mr|Mrs|Ms|name|ssn|social|phone|telephone|tel|cell|mobile|call|dob|birth|born|mbi|hicn?|id|number|address|street|avenue|road|boulevard|lane|terrace|parkway|highway|st|ave|rd|blvd|ln|apt|d\.o\.b)\b/i;

const none: readonly PrivateText[] = [];

/** What looks private in the text, in its order; of two that overlap the first of the patterns. */
export function privateTexts(text: string): readonly PrivateText[] {
  if (!mayHold.test(text)) return none;
  const found: PrivateText[] = [];
  for (const { kind, form, isOther, needs } of patterns) {
    if (needs && !needs.test(text)) continue;
    form.lastIndex = 0;
    for (let match = form.exec(text); match; match = form.exec(text)) {
      const value = match[1] ?? match[0];
      const start = match.index + match[0].length - value.length;
      const at = { start, end: start + value.length };
      if (isOther?.(value, text.slice(Math.max(0, match.index - 40), match.index))) continue;
      if (found.some((other) => other.at.start < at.end && at.start < other.at.end)) continue;
      found.push({ kind, at });
      if (found.length >= mostFound) break;
    }
  }
  return found.sort((one, other) => one.at.start - other.at.start);
}

/** Nobody reads the hundredth of one text. */
const mostFound = 20;

/** Whether a whole value is a person's name: `Doe, Jane` or two to four words of letters; a key has digits or is one word. */
export function isName(value: string): boolean {
  return value.length <= 80 && (lastFirst.test(value) || words.test(value));
}

/** A person's name within a patient's key, where it is found: "Jane Doe   DOB: 3/14/1958", "48213 Doe, Jane"; "jane doe". */
export function nameInKey(value: string): Span | undefined {
  // Every form of a name has one of these in it.
  if (!/[ ,]/.test(value)) return undefined;
  if (isName(value)) return ordinaryWords(value) < 2 ? { start: 0, end: value.length } : undefined;
  if (/^[A-Za-z\u00c0-\u024f]{2,20} [A-Za-z\u00c0-\u024f]{2,20}$/.test(value) && !isOrdinary(value))
    return { start: 0, end: value.length };
  for (const { 0: name, index } of value.slice(0, 200).matchAll(inKey)) {
    if (!isOrdinary(name)) return { start: index, end: index + name.length };
  }
  return undefined;
}

const inKey = new RegExp(String.raw`(?<![A-Za-z\u00c0-\u024f\d-])${fullName}`, 'g');

const lastFirst =
  /^[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'\u2019-]+(?: [A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'\u2019-]+)?, ?[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'\u2019.-]*(?: [A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'\u2019.-]*){0,2}$/;
const words =
  /^[A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f'\u2019-]+(?: [A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f'\u2019.-]*){1,3}$/;
