/** Tick boxes of templates: what is not ticked is not said. */

const box =
  /\[\s?[x\u2713\u2714*]?\s?\]|\(\s?[x\u2713\u2714]\s?\)|\(\s{1,3}\)|[\u2610-\u2612\u25a1\u25a0\u25a2]|\[_{1,3}\]/gi;
const ticked = /[x\u2713\u2714*\u2611\u2612\u25a0]/i;

/**
 * The line without its boxes and what they leave unticked. A box stands before its words, or behind them where the line ends in
 * one; undefined where it could be either.
 */
export function withoutBoxes(line: string): string | undefined {
  const boxes = [...line.matchAll(box)];
  const [first] = boxes;
  const last = boxes.at(-1);
  if (!first || !last) return line;
  const before = line.slice(0, first.index).trim();
  const after = line.slice(last.index + last[0].length).trim();
  const isBehind = after === '';
  const label = /^[^:]{1,60}:/.exec(before)?.[0] ?? '';
  if (isBehind && before.slice(label.length).trim() === '') return undefined;
  const kept = boxes.flatMap((each, index) => {
    if (!ticked.test(each[0])) return [];
    const from = each.index + each[0].length;
    const words = isBehind
      ? line.slice(
          index === 0 ? label.length : (boxes[index - 1]?.index ?? 0) + (boxes[index - 1]?.[0].length ?? 0),
          each.index,
        )
      : line.slice(from, boxes[index + 1]?.index ?? line.length);
    return [words.replace(/^[\s,;]+|[\s,;]+$/g, '')];
  });
  const head = isBehind ? label : before;
  return [head, kept.join(', ')].filter(Boolean).join(' ');
}
