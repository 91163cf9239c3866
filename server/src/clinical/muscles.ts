/** How many muscles a list of sites names. Knows no codes. */
import type { BodySide } from './level.js';
import { plainSite } from './site-words.js';

/** Names of single muscles; a list that holds another word has no upper bound. */
export const muscles: ReadonlySet<string> = new Set(
  [
    'trapezius, levator scapulae, rhomboid major, rhomboid minor, supraspinatus, infraspinatus, subscapularis, teres major',
    'teres minor, deltoid, latissimus dorsi, serratus anterior, pectoralis major, pectoralis minor, sternocleidomastoid',
    'splenius capitis, splenius cervicis, semispinalis capitis, semispinalis cervicis, longissimus capitis, masseter',
    'temporalis, frontalis, quadratus lumborum, piriformis, gluteus maximus, gluteus medius, gluteus minimus, psoas major',
    'iliacus, tensor fasciae latae, rectus femoris, biceps femoris, gastrocnemius, soleus, biceps brachii, triceps brachii',
    'brachioradialis, obturator internus, iliocostalis lumborum, longissimus thoracis',
  ].flatMap((row) => row.split(', ')),
);
/** These are one or more muscles, which another item may be part of. */
const groups: ReadonlySet<string> = new Set(['rhomboid', 'gluteus', 'gluteal', 'scalene', 'splenius']);
/** `gluteus` and `gluteal` are one. */
const stemLength = 5;

interface MuscleCount {
  readonly fewest: number;
  /** Infinite where a site may be several muscles. */
  readonly most: number;
}

/**
 * The fewest and the most muscles that the sites may be: the right and the left of a muscle may count as one or two
 * (domain facts, section 4), the upper and the lower part of one are one muscle.
 */
export function musclesIn(
  sites: readonly { readonly site: string; readonly sides: readonly BodySide[] }[],
): MuscleCount {
  const named = sites.map(({ site, sides }) => ({ name: muscleName(site), sides }));
  const single = new Set(named.flatMap(({ name }) => (muscles.has(name) ? [name] : [])));
  const further = new Set(
    named.flatMap(({ name }) => {
      const stem = name.slice(0, stemLength);
      return groups.has(name) && ![...single].some((each) => each.startsWith(stem)) ? [stem] : [];
    }),
  );
  const isCountable = named.every(({ name }) => muscles.has(name));
  const most = named.reduce((sum, { sides }) => sum + Math.max(1, sides.length), 0);
  return { fewest: single.size + further.size, most: isCountable ? most : Number.POSITIVE_INFINITY };
}

function muscleName(site: string): string {
  const words = plainSite(site)
    .replace(/^(?:upper|middle|mid|lower) /, '')
    .replace(/ muscles?$/, '');
  if (muscles.has(words) || groups.has(words)) return words;
  return words === 'levator scapula' ? 'levator scapulae' : words.replace(/s$/, '');
}
