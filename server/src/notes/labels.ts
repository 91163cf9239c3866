/** What the labels of notes mean: "PROCEDURE PERFORMED:", "Pre-op Dx:", "HPI". Knows no codes. */

/** What a label says of the words behind it. */
export type Label = keyof typeof words;

/** A label in lower case, its words separated by one space. */
function plainLabel(text: string): string {
  return text
    .slice(0, 80)
    .toLowerCase()
    .replace(/\(s\)/g, 's')
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim();
}

/** What the label means; undefined where it is none of ours. */
export function labelOf(text: string): Label | undefined {
  const plain = plainLabel(text);
  if (
    /^(?:prior|previous|last) (?:\w+ ){0,4}(?:blocks?|injections?|rfas?|ablations?|esis?|mbbs?|tfesis?|botox|tpis?|epidurals?)$/.test(
      plain,
    ) &&
    !byWords.has(plain)
  )
    return 'priorRelief';
  if (!byWords.has(plain)) {
    if (ofPlans.test(plain)) return 'plan';
    if (ofThePast.test(plain)) return 'history';
  }
  const numbered = plain.replace(/ ?(?:no |number )?(?:\d|one|two|three)$/, '');
  return (
    byWords.get(plain) ??
    (numbered === 'procedure' || numbered === 'proc' || numbered === 'diagnosis' ? byWords.get(numbered) : undefined)
  );
}

const events =
  '(?:procedures?|injections?|blocks?|treatments?|visits?|appointments?|sessions?|plans?|steps?|interventions?|surger(?:y|ies)|operations?|therap(?:y|ies)|encounters?|studies|imaging|orders?|dates?|rfas?|ablations?)';
/** Whatever it is that is still to be done, and whatever was done. */
const ofPlans = new RegExp(
  String.raw`^(?:future|planned|proposed|upcoming|scheduled|anticipated|requested|next|pending)(?:(?: \w+){0,2} ${events})?$`,
);
const ofThePast = new RegExp(
  String.raw`^(?:past|prior|previous|earlier|former|outside|historical|last|recent)(?: \w+){0,2} ${events}$|^(?:\w+ ){1,2}(?:history|hx)$`,
);

/** Where a label begins within a line: "Side: right  Level: L4-L5". */
export function labelsIn(
  line: string,
): readonly { readonly start: number; readonly end: number; readonly label: Label }[] {
  const found: { start: number; end: number; label: Label }[] = [];
  for (const { index } of line.matchAll(/:/g)) {
    if (/\d:\d/.test(line.slice(index - 1, index + 2))) continue;
    const before = line.slice(Math.max(found.at(-1)?.end ?? 0, index - 60), index);
    // In small letters only where the line begins: "dx: M46.1".
    const first = /^\s*(?=[a-z])/.exec(before);
    const starts = [
      ...(first && index <= 60 && found.length === 0 ? [first[0].length] : []),
      ...[...before.matchAll(/(?:^|[\s|;,.(])(?=[A-Z])/g)].map((each) => each.index + each[0].length),
    ];
    for (const at of starts) {
      const label = labelOf(before.slice(at));
      if (!label) continue;
      found.push({ start: index - before.length + at, end: index + 1, label });
      break;
    }
  }
  return found;
}

const words = {
  /** What was done. */
  procedure: `procedure|procedures|procedure performed|procedures performed|operation|operations|operation performed|operations performed
    |operative procedure|operative procedures|name of procedure|procedure name|procedure title|title of procedure|title of operation
    |operation title|procedure type|type of procedure|services performed|service performed|treatment performed|treatment rendered
    |treatment provided|surgical procedure|proc|px|today s procedure|todays procedure|procedure today|procedure done|procedures done
    |injection|injections|injection performed|block performed|procedure s|procedure s performed|first procedure|second procedure
    |third procedure|injection type|type of injection|type of block|block type|operative procedure performed|procedure s done
    |procedural services|intervention|interventions|procedure completed|procedures completed|procedure name s`,
  text: `description|description of procedure|description of the procedure|procedure description|procedure in detail|procedure details
    |procedure detail|details of procedure|details of the procedure|details|detail|narrative|operative technique|procedure technique
    |procedure note|procedure notes|operative note|operative report|op note|description of operation|procedure narrative|operative details
    |procedure summary|summary of procedure|operative findings|findings|dictation|procedural details|intraprocedure|intra procedure
    |intraoperative|procedure findings|procedure report|technique|technique in detail|description of technique|body|needle placement
    |description of procedure s|operative course|procedure course|operative summary|steps|procedure steps|note|procedure text|addendum|comment|comments|additional comments|remarks`,
  indication: `clinical information|complaint|clinical info|indication for treatment|indication|indications|indication for procedure|indications for procedure|reason for procedure|reason for injection
    |clinical indication|clinical indications|medical necessity|indication for injection|indication for block|indications for the procedure
    |indication for the procedure|reason for the procedure|reason for block|reason`,
  history: `hpi|history|history of present illness|interval history|interim history|subjective|past medical history|pmh|past history
    |clinical history|brief history|previous procedures|prior procedures|past procedures|procedure history|history of procedures
    |previous injections|prior injections|surgical history|past surgical history|psh|social history|family history|last visit
    |previous visit|prior visit|chief complaint|cc|background|s|prior treatments|previous treatments|prior treatment|treatment history
    |past treatments|prior imaging|imaging results|imaging reviewed|imaging studies|mri|radiology|diagnostic studies|interventional history
    |injection history|history and physical|last procedure|previous procedure|prior procedure|previous block|prior block|history of procedure`,
  exam: `exam|physical exam|physical examination|objective|vitals|vital signs|ros|review of systems|o|musculoskeletal|neurologic|examination
    |general|labs|laboratory|pre procedure vitals|post procedure vitals|neuro|pe`,
  plan: `plan|a p|assessment and plan|assessment plan|a p plan|recommendations|recommendation|disposition|follow up|followup|follow up plan|next steps
    |next step|next visit|next procedure|next appointment|planned procedure|proposed procedure|scheduled procedure|future plan|future plans
    |treatment plan|discharge|discharge instructions|instructions|post procedure instructions|postprocedure instructions|post procedure plan
    |postprocedure plan|return|follow up instructions|orders|discharge plan|home instructions|p|plan for next visit|plan of care|goals|goal
    |expected outcome|patient instructions|rtc|return to clinic|referrals|to do|upcoming|plan follow up|post op instructions|postop plan|post op plan`,
  risks: `risks|risk|risks and benefits|risks benefits and alternatives|risks discussed|risk discussion|potential complications
    |possible complications|time out|timeout|universal protocol|safety|counseling|education|patient education|precautions`,
  homeDrugs: `medications|current medications|home medications|meds|outpatient medications|medication list|active medications|home meds
    |current meds|medication reconciliation|anticoagulants|prescriptions|medication|rx|new prescriptions`,
  allergies: 'allergies|allergy|drug allergies|known allergies|adverse reactions',
  agent: `local used|refill drug|drug and dose|injected drug|local injected|agent|agents|injectate|injectates|medication injected|medications injected|medications used|medication used|drug|drugs|drug injected
    |drugs injected|medications administered|medication administered|solution|injected|injection solution|solution injected|medication given
    |medications given|drugs used|drug used|injected medication|injected medications|injected solution|dose|toxin|product|mixture|total dose
    |steroid|steroid used|local anesthetic|local anesthetic used|anesthetic used|medications injected per level|injectate per level
    |injectate per nerve|solution used|drug administered|drugs administered|medication s injected|medication mixture|medication dose
    |injectate total|total injectate|drug dose|medication and dose|med|med injected|meds injected|meds used|amount injected|viscosupplement`,
  /** An amount whose drug is named elsewhere. */
  volume:
    'volume|vol|volume per nerve|vol per nerve|volume per level|vol per level|volume per site|vol per site|amount|volume per joint|vol',
  skin: 'skin local|local skin|skin wheal local|skin anesthesia|skin|local|skin wheal|skin local|skin anesthetic|local skin anesthesia|prep|contrast|contrast used|contrast agent|dye',
  discarded: `discarded|waste|wasted|wastage|drug waste|drug wastage|amount discarded|amount wasted|drug discarded|discard|waste amount|units wasted
    |units discarded|wasted amount`,
  levels: `level|levels|spinal level|spinal levels|level s|levels treated|level treated|levels injected|target level|target levels|treatment levels
    |joint levels|facet levels|level of injection|levels of injection|injection level|injection levels|vertebral level|vertebral levels|interspace
    |interspaces|facet joints|level performed|levels performed|levels blocked|lead level|facet joint levels|joints treated|level side|levels and side`,
  nerves: `nerve|nerves|nerves treated|nerves blocked|target nerves|target nerve|nerves targeted|medial branches|medial branch nerves|nerves ablated
    |nerves lesioned|nerve root|nerve roots|nerves injected|nerve blocked|nerve s|medial branches treated|branches|nerve targets`,
  side: 'side|laterality|sides|side treated|side of procedure|side injected|lateral|side s',
  site: `site|sites|site of injection|injection site|injection sites|joint|joints|muscle|muscles|muscles injected|location|target|targets|sites injected
    |joint injected|anatomic site|site injected|body part|target joint|procedure site|target muscles|muscle groups|muscles treated|region|area
    |area treated|trigger points|site s|joints injected|area injected|bursa|sites treated|muscle injected|location of injection|anatomical site`,
  guidance: `image guide|img|imaging modality|guidance modality used|guided by|guidance|imaging|image guidance|imaging guidance|guidance used|imaging used|image guidance used|guidance modality|modality`,
  technique:
    'epidural type|esi type|type of epidural|block approach|injection approach|route|approach|method|technique used|needle technique|lesion type|rf type|ablation type|mode',
  bodies:
    'vertebral body|vertebral bodies|vertebra|vertebrae|bodies|body treated|fracture level|fracture levels|vertebral body treated',
  intent: 'intent|purpose|type|block intent|intention|injection intent|procedure intent',
  series:
    'block no|block|series|block number|block no|injection number|mbb number|number in series|block|session|injection no|series number',
  complication: `comp|comps|compl|complication|complications|complication s|immediate complications|intraoperative complications|procedure complications
    |adverse events|adverse event|intraprocedure complications|post procedure complications|operative complications`,
  consent: 'consent|informed consent|consent obtained|consent signed|written consent|procedure consent|consent form',
  painBefore: `pain before|pre procedure pain|pre procedure pain score|pain score before|preprocedure pain|preprocedure pain score|pre pain|pain pre
    |pre procedure vas|vas before|pre injection pain|pain before procedure|pre op pain|preop pain|baseline pain|pre procedure nrs|vas pre|nrs pre
    |pre block pain|pre vas|pain level before|pre injection pain score|pre op pain score|pain score pre|pre block pain score|pre procedure score
    |pain score pre procedure|pain pre procedure|pre procedure pain level|preinjection pain|pre op vas|preop vas|nrs before|pain scale before
    |pain before injection|pain before block|pre treatment pain|pre`,
  painAfter: `pain after|post procedure pain|post procedure pain score|pain score after|postprocedure pain|postprocedure pain score|post pain|pain post
    |post procedure vas|vas after|post injection pain|pain after procedure|post op pain|postop pain|post procedure nrs|vas post|nrs post
    |post block pain|post vas|pain level after|post injection pain score|post op pain score|pain score post|post block pain score
    |post procedure score|pain score post procedure|pain post procedure|post procedure pain level|postinjection pain|post op vas|postop vas|nrs after
    |pain scale after|pain after injection|pain after block|post treatment pain|post`,
  painBoth:
    'pain score|pain scores|vas|nrs|pain|pain level|pain scale|pain pre post|vas pre post|nrs pre post|pain score pre post|pain scores pre post',
  relief: `relief|pain relief|percent relief|% relief|immediate relief|post procedure relief|relief after procedure|immediate response|response
    |response to block|response to procedure|result|outcome|results|post block relief|response to injection|relief today|post procedure response
    |post procedure assessment|pain relief after|percentage relief|postprocedure evaluation|post procedure evaluation|post procedure|postprocedure`,
  priorRelief: `prior relief|previous relief|relief from last procedure|last relief|relief from last injection|response to prior injection
    |response to last injection|relief from prior procedure|response to previous injection|prior response|relief last procedure|last rfa|prior rfa
    |response to last procedure|response to prior procedure|last injection|previous injection|prior injection|prior esi|previous rfa|last esi`,
  priorBlocks: `prior blocks|previous blocks|diagnostic blocks|prior diagnostic blocks|prior mbb|prior mbbs|previous mbb|previous mbbs|relief from blocks
    |response to blocks|prior medial branch blocks|block results|diagnostic block results|previous diagnostic blocks|response to prior blocks
    |response to diagnostic blocks|prior block|block 1|block 2|mbb 1|mbb 2|mbb results|first block|second block|mbb history|diagnostic mbb|diagnostic mbbs`,
  care: `tried|failed|previous treatment|prior treatment|previous treatments|prior treatments|treatment history|past treatments|therapies tried|failed therapy|failed conservative|conservative care|conservative treatment|conservative treatments|conservative therapy|conservative management|failed treatments
    |failed conservative care|failed conservative treatment|failed conservative therapy|prior conservative care|prior conservative treatment
    |conservative measures|failed treatment|prior conservative therapy|failed therapies|treatments tried|treatment tried|conservative tx|previous conservative treatment`,
  anesthesia:
    'anesthesia|sedation|anesthesia type|type of anesthesia|moderate sedation|conscious sedation|iv sedation|anesthesia sedation|sedation anesthesia',
  minutes: `sedation time|intraservice time|sedation minutes|total sedation time|intra service time|moderate sedation time|minutes of sedation
    |intraservice minutes|time of sedation|duration of sedation|sedation duration`,
  diagnosis: `diagnosis|diagnoses|preoperative diagnosis|preoperative diagnoses|pre op diagnosis|preop diagnosis|postoperative diagnosis
    |postoperative diagnoses|post op diagnosis|postop diagnosis|preprocedure diagnosis|pre procedure diagnosis|post procedure diagnosis
    |postprocedure diagnosis|dx|pre op dx|post op dx|preop dx|postop dx|assessment|impression|icd 10|icd10|icd 10 codes|icd 10 code|icd codes|icd code
    |diagnosis code|diagnosis codes|icd|dx code|dx codes|a|pre procedure dx|post procedure dx|diagnosis icd 10|diagnoses icd 10|billing diagnosis
    |icd 10 cm|pre post op diagnosis|pre and postoperative diagnosis|pre and post procedure diagnosis|primary diagnosis|secondary diagnosis
    |pre postoperative diagnosis|diagnosis s|preoperative dx|postoperative dx|pre and post op diagnosis|pre procedure diagnoses|post procedure diagnoses
    |preprocedure dx|postprocedure dx|indication diagnosis|diagnoses icd 10 cm|encounter diagnosis|encounter diagnoses|visit diagnosis|visit diagnoses`,
  dateOfService: `date of service|dos|date of procedure|procedure date|service date|date of operation|date of surgery|surgery date|date of visit
    |visit date|encounter date|operation date|date of encounter|date of injection|proc date|svc date`,
  date: 'date|today s date|todays date|date time',
  place:
    'place of service|pos|place|facility|facility type|setting|location of service|service location|site of service|performed at|clinic|where performed|procedure location',
  provider: `performing|performing md|performing do|clinician|clinician npi|performing npi|performing physician npi|physician npi|surgeon npi|provider id npi|injectionist|provider|rendering provider|performing provider|physician|surgeon|attending|attending physician|performing physician|proceduralist
    |operator|operating physician|rendering|provider npi|npi|rendering npi|doctor|performed by|injecting physician|provider name|treating provider|rendering provider npi|interventionalist`,
  referring:
    'ordering|ordering md|referring md|referring doctor|referring|referring provider|referring physician|referring npi|referred by|pcp|primary care|primary care provider|primary care physician|ordering provider|ordering physician|supervising physician',
  mrn: 'record no|record|record number|patient no|patient number|pt no|mrn|medical record number|medical record|medical record no|mr|mr no|chart|chart no|chart number|med rec|mrn no|record number|medical rec no|mr number',
  encounter:
    'encounter|encounter number|encounter no|encounter id|visit number|visit id|visit no|case number|case no|csn|account|account number|acct|fin',
  visit: 'visit type|encounter type|type of visit|appointment type|visit|note type|reason for visit',
  payer: `insurance|payer|payor|primary insurance|primary payer|primary payor|insurance company|insurance carrier|insurance plan|insurance name|health plan
    |health insurance|insurer`,
  /** Who somebody is: nothing is read from it but the words that must not be carried over. */
  name: `patient|patient name|name|pt|pt name|patient s name|client|member|guarantor|spouse|emergency contact|assistant|assistants|first assistant|nurse|rn
    |technologist|radiology technologist|anesthesiologist|anesthesia provider|crna|dictated by|signed by|electronically signed by|signature|signed
    |transcribed by|scribe|cc to|resident|fellow|author|witness|co signed by|cosigned by|pt name dob|contact|next of kin|last name|first name|consultant`,
  identity:
    'dob|date of birth|birth date|birthdate|born|age|sex|gender|address|phone|telephone|cell|email|e mail|ssn|subscriber|member id|id|room|height|weight|race|employer|age sex|dob age|policy|group|insurance id|zip|city|home phone|mobile|home address|date of admission|date dictated|date transcribed|date signed|admit date|next of kin phone',
  other:
    'ebl|estimated blood loss|blood loss|specimens|specimen|drains|implants|equipment|needle|needles|needle size|monitoring|position|positioning|tolerance|condition|fluoroscopy time|fluoro time|sterile prep|preparation|patient position|temperature|lesion|lesions|impedance|stimulation|motor stimulation|sensory stimulation|testing|device|lot|lot number|ndc|expiration|exp|catheter|radiation|dose area product|fluids|iv fluids|blood products|urine output|bp|hr|spo2|time|start time|stop time|end time|preop|attestation|anticoagulation|npo|asa class|asa|mallampati|leads|lead|programming|reservoir|cement|pump|cpt|cpt code|cpt codes|billing|codes|code|charges|quantity|qty|manufacturer|gauge',
} as const;

const byWords: ReadonlyMap<string, Label> = new Map(
  (Object.keys(words) as Label[]).flatMap((label) =>
    words[label].split('|').map((each) => [each.trim().replace(/\s+/g, ' '), label] as const),
  ),
);
