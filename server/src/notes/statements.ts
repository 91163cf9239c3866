/** What a note says of one field, each time that it says it, and whether all of it is one. */

/** One saying. */
export interface Statement {
  /** In the encounter format's own form. */
  readonly value: string;
  /** The words that it was taken from. */
  readonly words: string;
  /** `in the heading`, `under Levels`, `in the text`. */
  readonly where: string;
}

/** What is certain of a field, or what is not. */
export type Decision =
  | { readonly kind: 'certain'; readonly value: string; readonly words: string }
  | { readonly kind: 'unsure'; readonly said: readonly Statement[] };

/** What is decided of several fields. */
export type Decisions<Field extends string> = { [Each in Field]?: Decision | undefined };

/** One value in all statements is certain; several are not. */
export function decide(statements: readonly (Statement | undefined)[]): Decision | undefined {
  const said = statements.filter((each): each is Statement => each !== undefined);
  const [first] = said;
  if (!first) return undefined;
  const isOne = said.every(({ value }) => value.toLowerCase() === first.value.toLowerCase());
  return isOne && first.value !== ''
    ? { kind: 'certain', value: first.value, words: first.words }
    : { kind: 'unsure', said };
}

/** What cannot be decided. */
export function unsure(...said: readonly (Statement | undefined)[]): Decision {
  return { kind: 'unsure', said: said.filter((each): each is Statement => each !== undefined) };
}

const most = 90;
/** Words that may stand around a quoted value: none of them is anybody's name. */
const plain = new Set(
  `a an the of at on in to with was were is are be been and or no not for from by per each both after before then into over under as without than
  right left bilateral bilaterally side sides level levels joint joints nerve nerves branch branches medial lateral facet facets dorsal ramus rami root roots
  injection injections injected inject block blocks blocked ablation ablated ablations radiofrequency lesion lesions lesioned epidural steroid transforaminal
  interlaminar caudal needle needles advanced placed introduced inserted directed positioned target targeted treated performed procedure procedures repeated
  guidance guided using fluoroscopic fluoroscopy fluoro c-arm ultrasound image imaging ct landmark landmarks anatomic palpation visualization real-time
  pain score scores nrs vas scale relief reduction improvement percent pre-procedure post-procedure preprocedure postprocedure procedural patient patient's she he
  her his reported reports rated tolerated well complication complications immediate apparent noted occurred consent informed written verbal signed obtained given
  hours hour minutes minute days weeks months years ml cc mg mcg units unit total solution mixture containing consisting administered instilled deposited
  discarded wasted remaining vial first second third diagnostic therapeutic series set lumbar cervical thoracic lumbosacral sacral sacroiliac shoulder knee hip
  elbow wrist ankle trigger point points muscle muscles bursa space spine intra-articular medial-branch preservative-free normal saline contrast skin
  has had have failed tried physical therapy nsaids diagnosis diagnoses code icd-10 primary today today's this same manner technique fashion identified
  sedation moderate conscious iv intravenous office surgery center hospital ambulatory date service`
    .split(/\s+/)
    .filter(Boolean),
);
const isPlain = (word: string): boolean => {
  const bare = word.toLowerCase().replace(/^[^a-z0-9]+|[^a-z0-9%]+$/g, '');
  return bare === '' || /\d/.test(bare) || plain.has(bare);
};

/** The words from `start` to `end`, with the plain ones next to them: what is no word of the trade may be a name. */
export function wordsAround(text: string, start: number, end: number): string {
  let from = Math.max(0, Math.min(start, text.length));
  let until = Math.max(from, Math.min(text.length, end));
  while (from > 0 && /\S/.test(text.charAt(from - 1)) && /\S/.test(text.charAt(from))) from -= 1;
  while (until < text.length && /\S/.test(text.charAt(until)) && until > 0 && /\S/.test(text.charAt(until - 1)))
    until += 1;
  for (let isMore = true; isMore; ) {
    isMore = false;
    const before = /(\S+)\s*$/.exec(text.slice(Math.max(0, from - 40), from));
    if (
      before &&
      before.index + Math.max(0, from - 40) >= 0 &&
      until - from + before[0].length <= most &&
      isPlain(before[1] ?? '')
    ) {
      from -= before[0].length;
      isMore = true;
    }
    const after = /^\s*(\S+)/.exec(text.slice(until, until + 40));
    if (after && until - from + after[0].length <= most && isPlain(after[1] ?? '')) {
      until += after[0].length;
      isMore = true;
    }
  }
  return text.slice(from, until).trim();
}
