/** Whether the words of a note deny what they name: "no sedation was given", "did not receive steroid". */

const denied =
  /\b(?:no|not|without|denies|denied|never|none|neither|nor|declin(?:e[sd]?|ing)|refus(?:e[sd]?|ing)|deferred|absence of|free of|instead of|rather than|avoid(?:ed|ing)?|didn't|wasn't|weren't|cannot|ruled out|rule out|omit(?:ted|ting)?|held|withheld|negative for|w\/o|non)\b/i;
const deniedBehind =
  /^[^.;:]{0,40}?(?:\b(?:was|were|is|are|has been|had been)\s+(?:not|never|deferred|declined|withheld|held|cancell?ed|omitted|refused|avoided|aborted)\b|\bnot\s+(?:used|given|performed|administered|required|needed|obtained|done|injected|indicated|treated|offered|requested)\b|\b(?:deferred|declined|refused|withheld|cancell?ed|aborted)\b|\s*[:=-]\s*(?:no|none|n\/a|not)\b)/i;
/** "After negative aspiration, no blood or CSF": what does not flow back denies nothing of what is injected. */
const aspiration =
  /\b(?:no|negative|without|not)\b[^,;.]{0,80}?\b(?:blood|heme|csf|cerebrospinal fluid|aspirat\w*|par(?:a)?esthesias?|resistance|difficulty|incident|complications?|vascular(?: uptake)?|intravascular(?: uptake| flow| spread)?|intrathecal(?: spread| flow| uptake)?|fluid|air|movement|pain)\b(?:\s+(?:or|and|nor)\s+\w+)?(?:\s+(?:was|were)\s+(?:noted|aspirated|seen|obtained|encountered|identified|observed))?/gi;

const over = /\b(?:was|were|is|are|into|through|which|that|until|after)\b|(?:\S+\s+){9}/i;

/** Whether what stands from `start` to `end` of the sentence is denied in it. */
export function isDenied(sentence: string, start: number, end: number): boolean {
  const before = sentence
    .slice(Math.max(0, start - 160), start)
    .replace(aspiration, (found) => ' '.repeat(found.length));
  const clauses = before.split(/[;:.]|\b(?:but|however|although|except|then)\b/i);
  const items = (clauses.at(-1) ?? '').split(/,/);
  // "No steroid, contrast or sedation" is one list; what has a verb of its own is said by itself.
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at] ?? '';
    if (at < items.length - 1 && (items[at + 1] ?? '').trim().split(/\s+/).length > 2) break;
    const found = [...item.matchAll(new RegExp(denied, 'gi'))].at(-1);
    if (!found) continue;
    // "Placed without image guidance into the joint, and triamcinolone was injected."
    const between = item.slice(found.index + found[0].length);
    const isOver = /^(?:no|without|w\/o|absence of|free of)$/i.test(found[0]) && over.test(between);
    if (!isOver) return true;
  }
  return deniedBehind.test(sentence.slice(end, end + 80).split(/,(?!\s*(?:was|were))/)[0] ?? '');
}
