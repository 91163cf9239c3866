/**
 * What a new encounter can be begun with, by what coders call it: the procedures of each, what their name says already, and what has to
 * be filled in whoever pays. Knows no codes.
 */
import type { ProcedureField, ProcedureKind } from '../../syntax/vocabulary.js';

export interface TemplateKind {
  readonly id: string;
  /** As coders call it. */
  readonly label: string;
  /** What else they type for it. */
  readonly words: string;
  readonly procedures: readonly TemplateProcedure[];
}

export interface TemplateProcedure {
  readonly kind: ProcedureKind;
  /** What its name says in so many words. */
  readonly says?: Said;
  /** What decides its codes, whoever pays. */
  readonly asks: readonly ProcedureField[];
  /** Values with which to find out what a payer wants of it; each a usual one. They are never written into an encounter. */
  readonly usual: readonly Said[];
}

export type Said = Partial<Readonly<Record<ProcedureField, string>>>;

const imaged = { guidance: 'fluoroscopy' };
const lumbar = { levels: 'L4-L5', side: 'left', ...imaged };
const cervical = { levels: 'C5-C6', side: 'left', ...imaged };

const visit: TemplateProcedure = { kind: 'evaluation', asks: [], usual: [{}] };
const joint: TemplateProcedure = {
  kind: 'joint-injection',
  asks: ['site', 'agent'],
  usual: [{ site: 'right knee', agent: 'triamcinolone acetonide 40 mg', guidance: 'none' }],
};
const triggerPoints: TemplateProcedure = {
  kind: 'trigger-point',
  asks: ['site', 'agent'],
  usual: [{ site: 'trapezius, levator scapulae, rhomboid', agent: 'lidocaine 1% 3 mL', guidance: 'none' }],
};

/** In the order in which they are offered. */
export const templateKinds: readonly TemplateKind[] = [
  {
    id: 'medial-branch-block',
    label: 'Medial branch block, diagnostic',
    words: 'MBB, facet block, dorsal ramus',
    procedures: [
      {
        kind: 'facet-injection',
        says: { intent: 'diagnostic', technique: 'medial-branch' },
        asks: ['levels', 'side', 'guidance'],
        usual: [lumbar, cervical],
      },
    ],
  },
  {
    id: 'facet-joint-injection',
    label: 'Facet joint injection, therapeutic',
    words: 'intra-articular, zygapophyseal',
    procedures: [
      {
        kind: 'facet-injection',
        says: { intent: 'therapeutic', technique: 'intra-articular' },
        asks: ['levels', 'side', 'guidance', 'agent'],
        usual: [lumbar, cervical],
      },
    ],
  },
  {
    id: 'facet-ablation',
    label: 'Radiofrequency ablation of facet nerves',
    words: 'RFA, rhizotomy, neurotomy, medial branch ablation',
    procedures: [
      {
        kind: 'facet-destruction',
        says: { technique: 'radiofrequency' },
        asks: ['nerves', 'side', 'guidance'],
        usual: [
          { nerves: 'L3, L4', side: 'left', ...imaged },
          { nerves: 'C4, C5', side: 'left', ...imaged },
        ],
      },
    ],
  },
  {
    id: 'interlaminar-epidural',
    label: 'Epidural steroid injection, interlaminar',
    words: 'ESI, ILESI, LESI, CESI',
    procedures: [
      {
        kind: 'epidural',
        says: { intent: 'therapeutic', technique: 'interlaminar' },
        asks: ['levels', 'guidance', 'agent'],
        usual: [
          { levels: 'L4-L5', agent: 'dexamethasone 10 mg', ...imaged },
          { levels: 'C6-C7', agent: 'dexamethasone 10 mg', ...imaged },
        ],
      },
    ],
  },
  {
    id: 'caudal-epidural',
    label: 'Epidural steroid injection, caudal',
    words: 'ESI, caudal block',
    procedures: [
      {
        kind: 'epidural',
        says: { intent: 'therapeutic', technique: 'caudal' },
        asks: ['guidance', 'agent'],
        usual: [{ agent: 'dexamethasone 10 mg', ...imaged }],
      },
    ],
  },
  {
    id: 'transforaminal-epidural',
    label: 'Epidural steroid injection, transforaminal',
    words: 'TFESI, ESI, nerve root',
    procedures: [
      {
        kind: 'transforaminal-epidural',
        says: { intent: 'therapeutic' },
        asks: ['levels', 'side', 'guidance', 'agent'],
        usual: [
          { ...lumbar, agent: 'dexamethasone 10 mg' },
          { ...cervical, agent: 'dexamethasone 10 mg' },
        ],
      },
    ],
  },
  {
    id: 'sacroiliac-injection',
    label: 'Sacroiliac joint injection',
    words: 'SIJ, SI joint',
    procedures: [
      {
        kind: 'sacroiliac-injection',
        asks: ['intent', 'side', 'guidance', 'agent'],
        usual: [{ intent: 'diagnostic', side: 'left', agent: 'bupivacaine 0.5% 2 mL', ...imaged }],
      },
    ],
  },
  { id: 'trigger-point', label: 'Trigger point injection', words: 'TPI, myofascial', procedures: [triggerPoints] },
  {
    id: 'dry-needling',
    label: 'Dry needling',
    words: 'needles without injection',
    procedures: [
      {
        kind: 'trigger-point',
        says: { technique: 'dry-needling' },
        asks: ['site'],
        usual: [{ site: 'trapezius, levator scapulae', guidance: 'none' }],
      },
    ],
  },
  {
    id: 'joint-injection',
    label: 'Joint injection',
    words: 'knee, shoulder, hip, ankle, bursa, arthrocentesis',
    procedures: [joint],
  },
  {
    id: 'nerve-block',
    label: 'Peripheral nerve block',
    words: 'GON, occipital, genicular, intercostal, suprascapular, plane block',
    procedures: [
      {
        kind: 'nerve-block',
        asks: ['intent', 'site', 'guidance', 'agent'],
        usual: [
          {
            intent: 'therapeutic',
            site: 'right greater occipital',
            guidance: 'none',
            agent: 'bupivacaine 0.25% 3 mL',
          },
        ],
      },
    ],
  },
  {
    id: 'nerve-ablation',
    label: 'Peripheral nerve ablation',
    words: 'genicular RFA, neurolysis, destruction, cryoablation, sacroiliac RFA',
    procedures: [
      {
        kind: 'nerve-destruction',
        asks: ['technique', 'site', 'guidance'],
        usual: [{ technique: 'radiofrequency', site: 'right genicular', ...imaged }],
      },
    ],
  },
  {
    id: 'botulinum',
    label: 'Botulinum toxin for migraine or dystonia',
    words: 'Botox, chemodenervation, Xeomin, Dysport',
    procedures: [
      {
        kind: 'chemodenervation',
        asks: ['site', 'agent', 'discarded'],
        usual: [
          {
            site: 'frontalis, corrugator, procerus, temporalis, occipitalis, cervical paraspinals, trapezius',
            agent: 'onabotulinumtoxinA 155 units',
            discarded: '45 units',
          },
        ],
      },
    ],
  },
  {
    id: 'stimulator-trial',
    label: 'Spinal cord stimulator trial',
    words: 'SCS, percutaneous leads',
    procedures: [
      {
        kind: 'neurostimulator',
        says: { intent: 'diagnostic', technique: 'percutaneous' },
        asks: ['site', 'guidance'],
        usual: [{ site: 'epidural space T8-T9', ...imaged }],
      },
    ],
  },
  {
    id: 'stimulator-implant',
    label: 'Spinal cord stimulator implant',
    words: 'SCS, pulse generator, paddle, permanent',
    procedures: [
      {
        kind: 'neurostimulator',
        says: { intent: 'therapeutic' },
        asks: ['technique', 'site'],
        usual: [{ technique: 'percutaneous', site: 'epidural space T8-T9', ...imaged }],
      },
    ],
  },
  {
    id: 'vertebral-augmentation',
    label: 'Kyphoplasty or vertebroplasty',
    words: 'vertebral augmentation, cement, compression fracture',
    procedures: [
      { kind: 'vertebral-augmentation', asks: ['bodies', 'guidance'], usual: [{ bodies: 'T12, L1', ...imaged }] },
    ],
  },
  {
    id: 'basivertebral-ablation',
    label: 'Basivertebral nerve ablation',
    words: 'Intracept, BVN',
    procedures: [
      {
        kind: 'basivertebral-ablation',
        says: { technique: 'radiofrequency' },
        asks: ['bodies', 'guidance'],
        usual: [{ bodies: 'L4, L5', ...imaged }],
      },
    ],
  },
  {
    id: 'discography',
    label: 'Discography',
    words: 'discogram, provocation',
    procedures: [
      { kind: 'discography', asks: ['levels', 'guidance', 'agent'], usual: [{ levels: 'L4-L5', ...imaged }] },
    ],
  },
  {
    id: 'pump',
    label: 'Intrathecal pump refill',
    words: 'drug pump, baclofen, morphine',
    procedures: [{ kind: 'pump', asks: ['agent'], usual: [{ agent: 'morphine 400 mg' }] }],
  },
  { id: 'visit', label: 'Office visit', words: 'E/M, evaluation, follow-up, new patient', procedures: [visit] },
  {
    id: 'visit-with-joint-injection',
    label: 'Office visit with a joint injection',
    words: 'E/M and knee, shoulder, hip',
    procedures: [visit, joint],
  },
  {
    id: 'visit-with-trigger-points',
    label: 'Office visit with trigger point injections',
    words: 'E/M and TPI',
    procedures: [visit, triggerPoints],
  },
  {
    id: 'therapy',
    label: 'Therapy',
    words: 'PT, OT, exercise, manual therapy',
    procedures: [{ kind: 'therapy', asks: ['minutes'], usual: [{ minutes: '30' }] }],
  },
  {
    id: 'drug-test',
    label: 'Drug test',
    words: 'urine drug screen, UDS, definitive, presumptive',
    procedures: [{ kind: 'drug-test', asks: ['indication'], usual: [{ indication: 'opioid therapy' }] }],
  },
  {
    id: 'other',
    label: 'Another procedure',
    words: 'unlisted',
    procedures: [{ kind: 'other', asks: ['site'], usual: [{}] }],
  },
];
