/** The procedures that one heading names: "Right L4-L5 facet injection and left sacroiliac joint injection" are two. */
import { kindNamed, type NamedKind } from './kinds.js';
import { isDenied } from './negation.js';
import { jointsIn, nerveSitesIn } from './sites.js';

/** The parts of a heading that each name a kind. */
export function itemsOf(text: string): readonly { readonly text: string; readonly named: NamedKind | 'ablation' }[] {
  const all = kindNamed(text);
  // "L5 dorsal ramus and S1, S2 and S3 lateral branch block" is one.
  if (all && /\blateral branch/i.test(text) && !/\bjoints? injections?\b/i.test(text)) return [{ text, named: all }];
  const pieces: { text: string; named: NamedKind | 'ablation' | undefined }[] = [];
  let at = 0;
  for (const piece of text.split(halves)) {
    const start = text.indexOf(piece, at);
    at = start + piece.length;
    const found = kindNamed(piece);
    const named = found && isDenied(text, start, at) ? undefined : found;
    const last = pieces.at(-1);
    const isMore = !named || (last?.named && kindKey(last.named) === kindKey(named) && !isOtherSite(last.text, piece));
    if (last && isMore) {
      const from = text.lastIndexOf(last.text, start);
      last.text = text.slice(Math.max(0, from), at);
      // "Radiofrequency ablation of L3, L4" "and L5 medial branches".
      const together = kindNamed(last.text);
      const isCloser =
        !last.named || last.named === 'ablation' || (together && kindKey(together) === kindKey(last.named));
      if (isCloser) last.named = together ?? last.named;
    } else if (last && !last.named && named) {
      const from = text.lastIndexOf(last.text, start);
      last.text = text.slice(Math.max(0, from), at);
      last.named = named;
    } else pieces.push({ text: piece, named });
  }
  const whole = kindNamed(text);
  const named = pieces.flatMap((piece) => (piece.named ? [{ text: piece.text.trim(), named: piece.named }] : []));
  if (named.length > 0) return named;
  return whole && !isDenied(text, 0, 1) ? [{ text, named: whole }] : [];
}

function kindKey(named: NamedKind | 'ablation'): string {
  return named === 'ablation' ? named : named.kind;
}

/** Whether both name a joint or a nerve, and not the same. */
export function isOtherSite(one: string, other: string): boolean {
  const sites = (text: string) => [...jointsIn(text), ...nerveSitesIn(text)].map(({ name }) => name);
  const [first, second] = [sites(one), sites(other)];
  return first.length > 0 && second.length > 0 && !second.some((name) => first.includes(name));
}

const halves =
  /\s*;\s*|\s+(?:and|&|\+|with|plus|followed by)\s+|\s*,\s*(?:and\s+)?(?=(?:left|right|bilateral|moderate|conscious|trigger|botox|office)\b)|\s+\+\s*|\.\s+/i;
