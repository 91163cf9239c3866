/** What coders write for the format's own words: "dos" for date, "mbb" for a facet injection. Read as meant, and reported. Knows no codes. */
import type { ProcedureKind, Side, Technique } from './vocabulary.js';

/** A word as it is looked up: lower case, with hyphens for the spaces and signs between its parts. */
export function plainWord(text: string): string {
  return text
    .slice(0, 60)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const namesOf: Readonly<Record<string, string>> = {
  patient: 'mrn pt patient-id patient-key patient-number chart chart-number medical-record-number',
  born: 'dob birthdate birth-date date-of-birth birthday',
  sex: 'gender',
  date: 'dos date-of-service service-date dates-of-service visit-date procedure-date',
  payer: 'insurance ins payor insurer carrier plan-name primary primary-insurance primary-payer health-plan',
  place: 'pos place-of-service service-place',
  provider: 'npi rendering rendering-provider rendering-npi provider-npi physician doctor',
  referring: 'referring-provider referring-npi referring-physician referred-by ref-provider',
  claim: 'claim-type claim-form',
  secondary: 'secondary-insurance secondary-payer secondary-payor',
  'claim-number': 'claim-no claim-num',
  trial: 'nct nct-number clinical-trial trial-number',
  authorization:
    'auth pa prior-auth prior-authorization auth-number auth-no authorization-number pre-auth preauth precert pa-number',
  note: 'notes comment comments remarks',
  technique: 'approach method',
  levels: 'level spinal-level spinal-levels',
  nerves: 'nerve medial-branches',
  bodies: 'body vertebra vertebrae vertebral-body vertebral-bodies',
  site: 'sites location joint joints muscle muscles body-part',
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
  minutes: 'time duration total-time total-minutes',
  description: 'desc',
};

/** The field that an everyday name means: `dos` is `date`. Undefined where the name is none of these. */
export function everydayField(name: string): string | undefined {
  return fieldByName.get(plainWord(name));
}

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

/** A procedure kind in everyday words, with the technique that the words say too. */
export interface EverydayKind {
  readonly kind: ProcedureKind;
  readonly technique?: Technique;
  /** The words may mean another kind too: the coder decides. */
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
    words: 'facet facets facet-block facet-blocks facet-joint-injection facet-joint-injections facet-injections',
  },
  {
    kind: 'facet-destruction',
    technique: 'radiofrequency',
    isUnsure: true,
    words: 'rfa rf rf-ablation radiofrequency radiofrequency-ablation rhizotomy facet-rf neurotomy',
  },
  {
    kind: 'facet-destruction',
    technique: 'radiofrequency',
    words:
      'facet-rfa medial-branch-rfa medial-branch-ablation facet-ablation facet-rhizotomy facet-radiofrequency-ablation',
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
    words:
      'tfesi tf-esi transforaminal transforaminal-esi transforaminal-epidural-steroid-injection snrb selective-nerve-root-block nerve-root-block',
  },
  {
    kind: 'sacroiliac-injection',
    words: 'sij si si-joint si-injection si-joint-injection sij-injection sacroiliac sacroiliac-joint-injection',
  },
  { kind: 'trigger-point', words: 'tpi tpis trigger-points trigger-point-injection trigger-point-injections' },
  {
    kind: 'trigger-point',
    technique: 'dry-needling',
    words: 'dry-needling trigger-point-dry-needling',
  },
  { kind: 'nerve-block', words: 'nerve-blocks peripheral-nerve-block pnb block nerve-injection' },
  { kind: 'nerve-destruction', words: 'neurolysis nerve-ablation nerve-rfa genicular-rfa chemical-neurolysis' },
  {
    kind: 'joint-injection',
    words: 'joint joint-injections knee-injection shoulder-injection hip-injection arthrocentesis',
  },
  {
    kind: 'neurostimulator',
    words: 'scs stimulator spinal-cord-stimulator scs-trial spinal-cord-stimulation stim-trial neurostimulation pns',
  },
  {
    kind: 'vertebral-augmentation',
    words: 'kyphoplasty vertebroplasty kypho vertebral-augmentations balloon-kyphoplasty',
  },
  {
    kind: 'basivertebral-ablation',
    words: 'basivertebral basivertebral-nerve-ablation bvn bvna bvn-ablation',
  },
  { kind: 'chemodenervation', words: 'botox botulinum botulinum-toxin botox-injection chemodenervations' },
  { kind: 'pump', words: 'pump-refill intrathecal-pump pain-pump itp pump-fill' },
  { kind: 'discography', words: 'discogram discograms' },
  { kind: 'sedation', words: 'moderate-sedation conscious-sedation iv-sedation' },
  {
    kind: 'evaluation',
    words:
      'office-visit visit e-m em evaluation-and-management follow-up followup consult consultation new-patient-visit',
  },
  { kind: 'therapy', words: 'pt physical-therapy occupational-therapy ot' },
  { kind: 'drug-test', words: 'uds udt drug-screen urine-drug-screen urine-drug-test drug-testing tox-screen' },
];

/** The kind that everyday words mean; undefined where they are none of these. */
export function everydayKind(words: string): EverydayKind | undefined {
  return kindByWords.get(plainWord(words));
}

const kindByWords: ReadonlyMap<string, EverydayKind> = new Map(
  kindsOf.flatMap(({ words, ...kind }) => words.split(' ').map((each) => [each, kind] as const)),
);

const sideWords: Readonly<Record<Side, string>> = {
  left: 'l lt left-side left-sided lft',
  right: 'r rt right-side right-sided rgt',
  bilateral: 'both bilat bil b-l bl bilaterally both-sides l-r r-l lt-rt rt-lt left-and-right right-and-left',
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
  radiofrequency:
    'rf rfa rf-ablation radiofrequency-ablation thermal thermal-rf thermal-rfa conventional-rf cooled-rf cooled-rfa',
  'pulsed-radiofrequency': 'prf pulsed pulsed-rf',
  cryoablation: 'cryo cryoneurolysis',
  chemical: 'phenol alcohol chemical-neurolysis',
  interlaminar: 'il intralaminar',
  transforaminal: 'tf',
  'dry-needling': 'needling dry-needle',
  percutaneous: 'percutaneous-lead percutaneous-leads perc',
  paddle: 'paddle-lead paddle-leads laminectomy-lead',
  fluoroscopy: 'fluoro c-arm carm fluoroscopic x-ray xray fluoroscopic-guidance fluoroscopy-guidance',
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
