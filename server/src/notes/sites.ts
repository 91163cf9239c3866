/** Joints, nerves and muscles as notes name them, each in the word that an encounter writes. Knows no codes. */

/** A site in a text. */
export interface FoundSite {
  /** As an encounter writes it: `knee`, `greater occipital`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The name, then further forms of it; every form may end in s. */
const joints = `knee|knee joint;shoulder|shoulder joint;hip|hip joint;elbow|elbow joint;wrist|wrist joint;ankle|ankle joint
;glenohumeral joint|glenohumeral|gh joint;acromioclavicular joint|acromioclavicular|ac joint;sternoclavicular joint|sternoclavicular
;subacromial bursa|subacromial space|subacromial/subdeltoid bursa|subacromial subdeltoid bursa|subacromial
;greater trochanteric bursa|greater trochanter bursa;trochanteric bursa|trochanter bursa;ischial bursa;olecranon bursa;prepatellar bursa
;pes anserine bursa|pes anserinus bursa;first carpometacarpal joint|first cmc joint|1st cmc joint|thumb cmc joint|thumb carpometacarpal joint|cmc joint
;temporomandibular joint|tmj;subtalar joint;iliopsoas bursa;coccyx|sacrococcygeal joint|coccygeal joint`;
const nerves = `greater occipital|greater occipital nerve|gon;lesser occipital|lesser occipital nerve|lon
;supraorbital|supraorbital nerve;supratrochlear|supratrochlear nerve;auriculotemporal|auriculotemporal nerve;infraorbital|infraorbital nerve
;suprascapular|suprascapular nerve;axillary nerve;superomedial genicular|superior medial genicular|superomedial genicular nerve|superior medial genicular nerve
;superolateral genicular|superior lateral genicular|superolateral genicular nerve|superior lateral genicular nerve
;inferomedial genicular|inferior medial genicular|inferomedial genicular nerve|inferior medial genicular nerve;genicular|genicular nerve
;intercostal|intercostal nerve;ilioinguinal|ilioinguinal nerve;iliohypogastric|iliohypogastric nerve;genitofemoral|genitofemoral nerve
;pudendal|pudendal nerve;lateral femoral cutaneous|lateral femoral cutaneous nerve|lfcn;saphenous|saphenous nerve;sural|sural nerve
;stellate ganglion;lumbar sympathetic|lumbar sympathetic chain|lumbar sympathetic plexus;celiac plexus;superior hypogastric plexus;ganglion impar
;sphenopalatine ganglion|spg;median nerve;ulnar nerve;radial nerve;femoral nerve;obturator nerve;sciatic nerve;tibial nerve|posterior tibial nerve
;common peroneal nerve|peroneal nerve|fibular nerve;cluneal nerve|superior cluneal nerve;trigeminal|trigeminal nerve;transversus abdominis plane
;brachial plexus;erector spinae plane;occipital nerve`;
const muscles = `trapezius|trapezii;levator scapulae|levator scapula|levator;rhomboid major;rhomboid minor;rhomboid;supraspinatus;infraspinatus;subscapularis
;teres major;teres minor;deltoid;latissimus dorsi;serratus anterior;pectoralis major;pectoralis minor;sternocleidomastoid|scm;splenius capitis;splenius cervicis
;semispinalis capitis;semispinalis cervicis;longissimus capitis;masseter;temporalis;frontalis;corrugator;procerus;occipitalis;quadratus lumborum|ql
;piriformis;gluteus maximus;gluteus medius;gluteus minimus;gluteal;psoas major;psoas;iliacus;iliopsoas;tensor fasciae latae|tfl;rectus femoris;biceps femoris
;gastrocnemius;soleus;biceps brachii;triceps brachii;brachioradialis;obturator internus;iliocostalis lumborum;iliocostalis;longissimus thoracis;longissimus
;scalene|anterior scalene|middle scalene;multifidus|multifidi;cervical paraspinal|cervical paraspinal muscle;thoracic paraspinal|thoracic paraspinal muscle
;lumbar paraspinal|lumbar paraspinal muscle;paraspinal|paraspinal muscle;erector spinae|erector spinae muscle;suboccipital;hamstring;adductor magnus;adductor longus
;flexor digitorum superficialis;flexor digitorum profundus;flexor carpi radialis;flexor carpi ulnaris;pronator teres;orbicularis oculi;tibialis posterior`;

interface Words {
  readonly form: RegExp;
  readonly nameOf: ReadonlyMap<string, string>;
}

function wordsOf(table: string): Words {
  const nameOf = new Map<string, string>();
  for (const row of table.split(';')) {
    const [name = '', ...others] = row.split('|').map((each) => each.trim());
    for (const form of [name, ...others]) nameOf.set(form, name);
  }
  const forms = [...nameOf.keys()].sort((one, other) => other.length - one.length);
  const escaped = forms.map((form) => form.replace(/[/\s]/g, (sign) => (sign === '/' ? '\\/' : '[\\s-]+')));
  return { form: new RegExp(`(?<![a-z])(${escaped.join('|')})(?:e?s)?(?![a-z])`, 'gi'), nameOf };
}

const jointWords = wordsOf(joints);
const nerveWords = wordsOf(nerves);
const muscleWords = wordsOf(muscles);

/** The joints and bursae in the text, in their order. */
export function jointsIn(text: string): readonly FoundSite[] {
  // "The shoulder's subacromial space" is one site.
  return found(text, jointWords).filter(({ end, name }, at, all) => {
    const next = all[at + 1];
    return !(next && next.start - end <= 2 && next.name !== name && /^(?:shoulder|hip|knee)$/.test(name));
  });
}

/** The nerves and ganglia in the text that are no nerves of facet joints. */
export function nerveSitesIn(text: string): readonly FoundSite[] {
  const plain = text
    .replace(/\bthird occipital\b/gi, (words) => ' '.repeat(words.length))
    .replace(/\b(greater|lesser) ?(,|and|&|\/|\+) ?(?=(?:greater|lesser) occipital)/gi, '$1 occipital $2 ');
  const sites = found(withGenicular(plain), nerveWords);
  const isSpecific = sites.some(({ name }) => name !== 'genicular' && name.endsWith('genicular'));
  return isSpecific ? sites.filter(({ name }) => name !== 'genicular') : sites;
}

/** "Superomedial, superolateral and inferomedial genicular nerves": each of them is a genicular one. */
function withGenicular(text: string): string {
  if (!/\bgenicular/i.test(text)) return text;
  return text.replace(
    /\b(superior[- ]?medial|superomedial|superior[- ]?lateral|superolateral|inferior[- ]?medial|inferomedial)\b(?![ -]+genicular)/gi,
    '$1 genicular',
  );
}

/** The muscles in the text. */
export function musclesIn(text: string): readonly FoundSite[] {
  return found(text, muscleWords);
}

function found(text: string, { form, nameOf }: Words): readonly FoundSite[] {
  return [...text.matchAll(form)].flatMap(({ index, 0: whole, 1: word = '' }) => {
    const name = nameOf.get(word.toLowerCase().replace(/[\s-]+/g, ' '));
    return name ? [{ name, start: index, end: index + whole.length }] : [];
  });
}
