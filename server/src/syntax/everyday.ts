/** What coders write for the format's own words: "dos" for date, "mbb" for a facet injection. Read as meant, and reported. Knows no codes. */
import {
  headerFields,
  lineFields,
  type ProcedureKind,
  procedureFields,
  type Side,
  type Technique,
} from './vocabulary.js';

/** A word as it is looked up: lower case, with hyphens for the spaces and signs between its parts. */
export function plainWord(text: string): string {
  return text
    .slice(0, 60)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const namesOf: Readonly<Record<string, string>> = {
  patient: 'mrn mrn-number pt patient-id patient-key patient-number chart chart-number medical-record-number',
  born: 'dob birthdate birth-date date-of-birth birthday',
  sex: 'gender',
  date: 'dos date-of-service service-date dates-of-service visit-date procedure-date',
  payer: 'insurance ins payor insurer carrier plan-name primary primary-insurance primary-payer health-plan',
  place: 'pos place-of-service service-place',
  provider: 'npi npi-number rendering rendering-provider rendering-npi provider-npi physician doctor',
  referring: 'referring-provider referring-npi referring-physician referred-by ref-provider',
  claim: 'claim-type claim-form',
  secondary: 'secondary-insurance secondary-payer secondary-payor',
  'claim-number': 'claim-no claim-num',
  trial: 'nct nct-number clinical-trial trial-number',
  authorization:
    'auth pa prior-auth prior-authorization auth-number auth-no authorization-number pre-auth preauth precert pa-number',
  note: 'notes comment comments remarks',
  levels: 'level spinal-level spinal-levels',
  nerves: 'nerve medial-branches',
  bodies: 'body vertebra vertebrae vertebral-body vertebral-bodies',
  site: 'sites joint joints muscle muscles body-part',
  side: 'laterality sides',
  guidance: 'imaging image-guidance imaging-guidance',
  agent: 'agents drug drugs medication medications meds injectate',
  discarded: 'waste wasted wastage discard drug-waste',
  indication: 'indications',
  'conservative-care': 'conservative-treatment conservative-therapy conservative-management failed-treatment',
  complications: 'complication',
  'pain-before': 'pre-pain pain-pre pain-score-before pre-procedure-pain pre-procedure-pain-score baseline-pain',
  'pain-after': 'post-pain pain-post pain-score-after post-procedure-pain post-procedure-pain-score',
  relief: 'pain-relief percent-relief',
  'prior-relief': 'previous-relief',
  minutes: 'time total-time total-minutes',
  description: 'desc',
};

/** The field that an everyday name means: `dos` is `date`. Undefined where the name is none of these. */
export function everydayField(name: string): string | undefined {
  // Nearly every name is the format's own.
  if (fieldNames.has(name)) return undefined;
  const plain = plainWord(name);
  if (!name.endsWith('#')) return fieldByName.get(plain);
  // "Claim #" is the claim's number, not the kind of claim.
  const numbered = [`${plain}-number`, plain].find((each) => fieldByName.has(each) || fieldNames.has(each));
  return numbered && (fieldByName.get(numbered) ?? numbered);
}

/** The everyday names of a field, with hyphens between their words. */
export function everydayNamesOf(field: string): readonly string[] {
  return namesOf[field]?.split(' ') ?? [];
}

const fieldNames: ReadonlySet<string> = new Set([...headerFields, ...procedureFields, ...lineFields]);

const fieldByName: ReadonlyMap<string, string> = new Map(
  Object.entries(namesOf).flatMap(([field, names]) => names.split(' ').map((name) => [name, field] as const)),
);

/** Names that people give to a list of diagnoses in the header. */
export const diagnosisNames: ReadonlySet<string> = new Set([
  'dx',
  'icd',
  'icd10',
  'icd-10',
  'diagnosis',
  'diagnoses',
  'diagnosis-code',
  'diagnosis-codes',
  'dx-code',
  'dx-codes',
]);

/** A procedure kind in everyday words, with what else the words say. */
export interface EverydayKind {
  readonly kind: ProcedureKind;
  readonly technique?: Technique;
  readonly site?: string;
  /** They say more than the format has a field for: they are kept as a note. */
  readonly saysMore?: boolean;
  /** They may mean another kind too: the coder decides. */
  readonly isUnsure?: boolean;
}

const kindsOf: readonly (EverydayKind & { readonly words: string })[] = [
  {
    kind: 'facet-injection',
    technique: 'medial-branch',
    words: 'mbb mbbb medial-branch-block medial-branch-blocks medial-branch-injection facet-mbb',
  },
  {
    kind: 'facet-injection',
    words: 'facet-block facet-blocks facet-joint-injection facet-joint-injections facet-injections',
  },
  {
    kind: 'facet-destruction',
    technique: 'radiofrequency',
    isUnsure: true,
    words: 'rfa rf rf-ablation radiofrequency radiofrequency-ablation rhizotomy neurotomy',
  },
  {
    kind: 'facet-destruction',
    technique: 'radiofrequency',
    words:
      'facet-rf facet-rfa medial-branch-rfa medial-branch-ablation facet-ablation facet-rhizotomy facet-radiofrequency-ablation',
  },
  { kind: 'epidural', isUnsure: true, words: 'esi epidural-steroid-injection epidural-injection epidurals' },
  {
    kind: 'epidural',
    technique: 'interlaminar',
    words: 'ilesi interlaminar interlaminar-epidural interlaminar-esi interlaminar-epidural-steroid-injection',
  },
  { kind: 'epidural', technique: 'caudal', words: 'caudal caudal-epidural caudal-esi caudal-block' },
  {
    kind: 'transforaminal-epidural',
    words: 'tfesi tf-esi transforaminal transforaminal-esi transforaminal-epidural-steroid-injection',
  },
  {
    kind: 'transforaminal-epidural',
    saysMore: true,
    words: 'snrb selective-nerve-root-block selective-nerve-root-blocks nerve-root-block nerve-root-blocks',
  },
  {
    kind: 'sacroiliac-injection',
    words: 'sij si si-joint si-injection si-joint-injection sij-injection sacroiliac sacroiliac-joint-injection',
  },
  { kind: 'trigger-point', words: 'tpi tpis trigger-points trigger-point-injection trigger-point-injections' },
  { kind: 'trigger-point', technique: 'dry-needling', words: 'dry-needling trigger-point-dry-needling' },
  { kind: 'nerve-block', words: 'nerve-blocks peripheral-nerve-block pnb nerve-injection' },
  { kind: 'nerve-destruction', words: 'neurolysis' },
  { kind: 'nerve-destruction', technique: 'radiofrequency', words: 'nerve-rfa peripheral-nerve-rfa' },
  {
    kind: 'nerve-destruction',
    technique: 'radiofrequency',
    site: 'genicular',
    words: 'genicular-rfa genicular-ablation',
  },
  { kind: 'nerve-destruction', technique: 'chemical', words: 'chemical-neurolysis' },
  { kind: 'joint-injection', words: 'joint joint-injections' },
  { kind: 'joint-injection', site: 'knee', words: 'knee-injection knee-joint-injection' },
  { kind: 'joint-injection', site: 'shoulder', words: 'shoulder-injection shoulder-joint-injection' },
  { kind: 'joint-injection', site: 'hip', words: 'hip-injection hip-joint-injection' },
  { kind: 'joint-injection', saysMore: true, words: 'arthrocentesis joint-aspiration' },
  { kind: 'neurostimulator', words: 'scs stimulator spinal-cord-stimulator spinal-cord-stimulation neurostimulation' },
  {
    kind: 'neurostimulator',
    saysMore: true,
    words: 'scs-trial stim-trial stimulator-trial spinal-cord-stimulator-trial pns',
  },
  {
    kind: 'vertebral-augmentation',
    saysMore: true,
    words: 'kyphoplasty vertebroplasty kypho balloon-kyphoplasty',
  },
  { kind: 'basivertebral-ablation', words: 'basivertebral basivertebral-nerve-ablation bvn bvna bvn-ablation' },
  { kind: 'chemodenervation', words: 'botulinum botulinum-toxin chemodenervations' },
  { kind: 'chemodenervation', saysMore: true, words: 'botox botox-injection botox-injections' },
  { kind: 'pump', words: 'intrathecal-pump pain-pump itp' },
  { kind: 'pump', saysMore: true, words: 'pump-refill pump-fill intrathecal-pump-refill' },
  { kind: 'discography', words: 'discogram discograms' },
  { kind: 'sedation', words: 'moderate-sedation conscious-sedation iv-sedation' },
  { kind: 'evaluation', words: 'office-visit visit e-m em evaluation-and-management' },
  {
    kind: 'evaluation',
    saysMore: true,
    words: 'follow-up followup consult consultation new-patient-visit telehealth-visit',
  },
  { kind: 'therapy', words: 'pt physical-therapy' },
  { kind: 'therapy', saysMore: true, words: 'occupational-therapy ot' },
  { kind: 'drug-test', words: 'uds udt drug-screen urine-drug-screen urine-drug-test drug-testing tox-screen' },
];

/** Words that may mean several: each is offered, none is read. */
const severalOf: Readonly<Record<string, readonly string[]>> = {
  facet: ['facet-injection', 'facet-destruction'],
  facets: ['facet-injection', 'facet-destruction'],
  ablation: ['facet-destruction', 'nerve-destruction', 'basivertebral-ablation'],
  injection: ['joint-injection', 'facet-injection', 'epidural'],
  block: ['nerve-block', 'facet-injection'],
  unilateral: ['left', 'right'],
  'one-side': ['left', 'right'],
};

/** The known words one of which is meant; none where the word is not such a one. */
export function mayMean<Word extends string>(words: string, known: readonly Word[]): readonly Word[] {
  const several = severalOf[plainWord(words)] ?? [];
  return known.filter((word) => several.includes(word));
}

/** The kind that everyday words mean; undefined where they are none of these. */
export function everydayKind(words: string): EverydayKind | undefined {
  return kindByWords.get(plainWord(words));
}

const kindByWords: ReadonlyMap<string, EverydayKind> = new Map(
  kindsOf.flatMap(({ words, ...kind }) => words.split(' ').map((each) => [each, kind] as const)),
);

/** The kinds by their everyday words, with hyphens between the words of one. */
export const everydayKinds: readonly { readonly means: EverydayKind; readonly words: readonly string[] }[] =
  kindsOf.map(({ words, ...means }) => ({ means, words: words.split(' ') }));

const sideWords: Readonly<Record<Side, string>> = {
  left: 'l lt left-side left-sided lft',
  right: 'r rt right-side right-sided rgt',
  bilateral: 'both bilat bil b-l bl bilaterally both-sides lt-rt rt-lt left-and-right right-and-left',
};

/** The side that everyday words mean: `lt`, `B/L`. */
function everydaySide(words: string): Side | undefined {
  return sideByWords.get(plainWord(words));
}

const sideByWords: ReadonlyMap<string, Side> = new Map(
  (['left', 'right', 'bilateral'] as const).flatMap((side) =>
    sideWords[side].split(' ').map((each) => [each, side] as const),
  ),
);

const valuesOf: Readonly<Record<string, string>> = {
  diagnostic: 'dx diag test',
  therapeutic: 'tx treatment therapy',
  'intra-articular': 'intraarticular ia ij',
  'medial-branch': 'mbb mb medial-branch-block medial-branches medial',
  radiofrequency: 'rf rfa rf-ablation radiofrequency-ablation thermal thermal-rf thermal-rfa conventional-rf',
  'pulsed-radiofrequency': 'prf pulsed pulsed-rf',
  cryoablation: 'cryo cryoneurolysis',
  chemical: 'phenol alcohol chemical-neurolysis',
  interlaminar: 'il intralaminar',
  transforaminal: 'tf',
  'dry-needling': 'needling dry-needle',
  percutaneous: 'percutaneous-lead percutaneous-leads perc',
  paddle: 'paddle-lead paddle-leads laminectomy-lead',
  fluoroscopy: 'fluoro c-arm carm fluoroscopic fluoroscopic-guidance fluoroscopy-guidance',
  ct: 'ct-guided ct-guidance cat-scan computed-tomography',
  ultrasound: 'us u-s sono ultrasonography ultrasound-guidance ultrasound-guided sonographic',
  none: 'no blind landmark landmarks without n-a',
  facility: 'hospital institutional ub ub04 ub-04 asc outpatient-facility',
  professional: 'physician pro cms-1500 cms1500 1500',
  F: 'female woman f',
  M: 'male man m',
  X: 'nonbinary non-binary',
  U: 'unknown',
  yes: 'y true signed obtained',
  no: 'n false',
  first: '1 1st one',
  second: '2 2nd two',
  replacement: 'corrected correction 7 replace',
  void: '8 cancel canceled cancelled',
  original: '1 new',
  work: 'employment work-related on-the-job workers-comp wc',
  auto: 'mva car automobile motor-vehicle auto-accident car-accident',
};

/** Which of the field's words everyday words mean: `C-arm` is `fluoroscopy`. */
export function everydayValue<Word extends string>(words: string, known: readonly Word[]): Word | undefined {
  const plain = plainWord(words);
  const side = everydaySide(words);
  return known.find((word) => word === side || byValue.get(word)?.has(plain));
}

const byValue: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(valuesOf).map(([value, words]) => [value, new Set(words.split(' '))]),
);

/** The everyday words for one of the format's fixed values. */
export function everydayWordsFor(value: string): readonly string[] {
  const words = valuesOf[value] ?? (Object.hasOwn(sideWords, value) ? sideWords[value as Side] : undefined);
  return words?.split(' ') ?? [];
}
