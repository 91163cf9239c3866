/** Which kind of procedure the words of a note name. Words alone decide; no code does. */
import type { ProcedureKind, Technique } from '../syntax/vocabulary.js';
import { jointsIn, nerveSitesIn } from './sites.js';

/** A kind, and what its words say too. */
export interface NamedKind {
  readonly kind: ProcedureKind;
  readonly technique?: Technique | undefined;
  /** The words say no more than the family: an epidural without its way in. */
  readonly isOpen?: boolean;
}

const basivertebral = /\bbasivertebral\b|\bintracept\b|\bbvna?\b/i;
const augmentation = /\b(?:kyphoplast(?:y|ies)|vertebroplast(?:y|ies)|vertebral augmentation|kypho)\b/i;
const stimulator =
  /\b(?:spinal cord stimul\w+|scs|dorsal column stimul\w+|neurostimulat\w+|dorsal root ganglion stimul\w+|drg stimul\w+|peripheral nerve stimul\w+|pns)\b/i;
const pump =
  /\b(?:intrathecal (?:\w+ )?pump|pain pump|drug pump|pump (?:refill|analysis|implant\w*|reprogram\w*|interrogation|replacement|fill)|baclofen pump|implanted pump|infusion pump)\b/i;
const discography = /\bdisco(?:gra(?:m|phy|ms))\b/i;
const toxin =
  /\b(?:botox|botulinum|chemodenervation|dysport|xeomin|myobloc|daxxify|(?:ona|abo|inco|rima)botulinumtoxin ?[ab]?)\b/i;
const triggerPoint = /\btrigger[- ]points?\b|\btpis?\b/i;
const dryNeedling = /\bdry[- ]needling\b/i;
const ablation =
  /\b(?:radio-?frequency|rfa|rftc|rf|rfl|ablations?|neurotom(?:y|ies)|rhizotom(?:y|ies)|denervation|cryoablation|cryoneurolysis|neurolysis|thermocoagulation|prf)\b/i;
const facet =
  /\bfacets?\b|\bzygapophys[ei]al\b|\bz-joints?\b|\bmedial branch(?:es)?\b|\bmbbs?\b|\bmbrfa?\b|\bdorsal ram(?:us|i)\b|\bmb (?=rfa?\b|blocks?\b|nerves?\b)/i;
const medialBranch = /\bmb (?=rfa?\b|blocks?\b|nerves?\b)|\bmedial branch(?:es)?\b|\bmbbs?\b|\bmbrfa?\b/i;
const occipitalThird = /\bthird occipital\b|\bTON\b/;
const lateralBranch = /\blateral branch(?:es)?\b/i;
const sacroiliac = /\bsacro-?iliac\b|\bsi[- ]?joints?\b|\bsijs?\b|\bs\.i\. joints?\b/i;
const epidural = /\bepidurals?\b|\besis?\b|\bl?(?:tf|il)esis?\b|\bctfesi\b|\bltfesi\b|\bcesi\b|\blesi\b|\bpcesi\b/i;
const transforaminal =
  /\btrans-?foraminals?\b|\b[cl]?tf-?esis?\b|\btf esis?\b|\bselective nerve root\b|\bsnrbs?\b|\bsnri\b|\bnerve root (?:block|injection)s?\b/i;
const interlaminar = /\binter-?laminar\b|\bintralaminar\b|\btranslaminar\b|\bilesis?\b|\bil esis?\b/i;
const caudal = /\bcaudals?\b/i;
const sedation = /\b(?:moderate|conscious|iv|intravenous|procedural) sedation\b/i;
const visit =
  /\b(?:office|clinic|follow[- ]?up|established patient|new patient) visit\b|\bevaluation (?:and|&) management\b|\be\/m\b|\be&m\b|\bconsultation\b/i;
const drugTest = /\burine drug (?:screen|test)\w*\b|\buds\b/i;
/** A word for something that is done, and not only for where. */
const act =
  /\b(?:injections?|inj|injected|blocks?|blocked|blockade|infiltrat\w+|arthrocentesis|aspirations?|mbbs?|esis?|viscosupplementation|neurolysis)\b/i;
const acted =
  /\b(?:injections?|inj|injected|blocks?|blocked|blockade|infiltration|mbbs?|epidurals?(?! (?:space|fat|spread|flow|catheters?|leads?|needles?|views?|contrast|hematoma|abscess|anesthesia|electrodes?))|tpis?|esis?|[cl]?tfesis?|ilesis?|snrbs?)\b/i;

/** Ways of ablation. */
export function ablationIn(text: string): Technique | undefined {
  const said: Technique[] = [];
  if (/\bpulsed\b|\bprf\b/i.test(text)) said.push('pulsed-radiofrequency');
  else if (
    /\bradio-?frequency\b|\brfa?\b|\brftc\b|\bthermal (?:rf|ablation|lesion)|\bthermocoagulation\b|\bmbrfa?\b/i.test(
      text,
    )
  )
    said.push('radiofrequency');
  if (/\bcryo(?:ablation|neurolysis|neuro-?ablation|analgesia)\b/i.test(text)) said.push('cryoablation');
  if (
    /\b(?:chemical (?:neurolysis|ablation|denervation)|phenol|(?:dehydrated|absolute|ethyl) alcohol|ethanol)\b/i.test(
      text,
    )
  )
    said.push('chemical');
  return said.length === 1 ? said[0] : undefined;
}

/** The way in of an epidural. */
export function wayIn(text: string): Technique | undefined {
  if (/^\W*caudal\W*$/i.test(text)) return 'caudal';
  const said: Technique[] = [];
  if (transforaminal.test(text)) said.push('transforaminal');
  if (interlaminar.test(text)) said.push('interlaminar');
  if (
    caudal.test(text) &&
    !/\bcaudal(?:ly)?\b(?! (?:epidural|esi|block|approach|injection|canal|space|steroid))/i.test(text)
  )
    said.push('caudal');
  return said.length === 1 ? said[0] : undefined;
}

/** Whether the text names more than one way into the epidural space. */
export function isOfSeveralWays(text: string): boolean {
  return [transforaminal, interlaminar].filter((each) => each.test(text)).length > 1;
}

/** Facet joints are injected into the joint, or at their nerves. */
export function facetTechnique(text: string): Technique | undefined {
  const isNerve = medialBranch.test(text);
  const isJoint = /\bintra-?articular(?:ly)?\b|\binto (?:the|each|both) (?:\w+ )?(?:facet )?joints?\b/i.test(text);
  return isNerve === isJoint ? undefined : isNerve ? 'medial-branch' : 'intra-articular';
}

/** Whether the text speaks of facet joints or their nerves. */
export function isOfFacets(text: string): boolean {
  return facet.test(text);
}

/** The kind that the words name; undefined where they name none, or none for certain. */
export function kindNamed(text: string): NamedKind | 'ablation' | undefined {
  if (basivertebral.test(text)) return { kind: 'basivertebral-ablation' };
  if (augmentation.test(text)) return { kind: 'vertebral-augmentation' };
  if (stimulator.test(text)) return { kind: 'neurostimulator', technique: leadIn(text) };
  if (pump.test(text)) return { kind: 'pump' };
  if (discography.test(text)) return { kind: 'discography' };
  if (toxin.test(text)) return { kind: 'chemodenervation' };
  if (dryNeedling.test(text)) return { kind: 'trigger-point', technique: 'dry-needling' };
  if (triggerPoint.test(text)) return { kind: 'trigger-point' };
  if (ablation.test(text)) {
    const technique = ablationIn(text);
    if (lateralBranch.test(text) || nerveSitesIn(text).length > 0 || (sacroiliac.test(text) && !facet.test(text)))
      return { kind: 'nerve-destruction', technique };
    if (facet.test(text) || occipitalThird.test(text)) return { kind: 'facet-destruction', technique };
    return 'ablation';
  }
  if (epidural.test(text) || (transforaminal.test(text) && act.test(text)) || (caudal.test(text) && act.test(text))) {
    if (/\bblood patch\b|\bepidurogra/i.test(text)) return undefined;
    if (!acted.test(text) && !/\bsteroid\b/i.test(text)) return undefined;
    const technique = wayIn(text);
    if (technique === 'transforaminal') return { kind: 'transforaminal-epidural', technique };
    return { kind: 'epidural', technique, isOpen: technique === undefined };
  }
  if (lateralBranch.test(text) && act.test(text)) return { kind: 'nerve-block' };
  if (facet.test(text) && act.test(text)) return { kind: 'facet-injection', technique: facetTechnique(text) };
  if (sacroiliac.test(text) && act.test(text)) return { kind: 'sacroiliac-injection' };
  if (nerveSitesIn(text).length > 0 && act.test(text)) return { kind: 'nerve-block' };
  if (jointsIn(text).length > 0 && act.test(text)) return { kind: 'joint-injection' };
  if (/\bnerve blocks?\b/i.test(text)) return { kind: 'nerve-block' };
  if (sedation.test(text)) return { kind: 'sedation' };
  if (visit.test(text)) return { kind: 'evaluation' };
  if (drugTest.test(text)) return { kind: 'drug-test' };
  return undefined;
}

/** Where the words name a kind of procedure. */
export function kindAt(text: string): { readonly start: number; readonly end: number } | undefined {
  for (const form of naming) {
    const match = form.exec(text);
    if (match) return { start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

/** The nearer the words are to the kind, the earlier. */
const naming = [
  ...[basivertebral, augmentation, stimulator, pump, discography, toxin, dryNeedling, triggerPoint, ablation],
  ...[epidural, transforaminal, caudal, lateralBranch, facet, sacroiliac, act, sedation, visit, drugTest],
];

/** How the leads of a stimulator are placed. */
export function leadIn(text: string): Technique | undefined {
  const isPercutaneous = /\bpercutaneous(?:ly)?\b/i.test(text);
  const isPaddle = /\bpaddle\b|\blaminectomy leads?\b/i.test(text);
  return isPercutaneous === isPaddle ? undefined : isPercutaneous ? 'percutaneous' : 'paddle';
}
