/** Tick boxes of templates: what is not ticked is not said. */

const box =
  /\[\s?[x\u2713\u2714*]?\s?\]|\(\s?[x\u2713\u2714]\s?\)|\(\s{1,3}\)|[\u2610-\u2612\u25a1\u25a0\u25a2]|\[_{1,3}\]/gi;
const ticked = /[x\u2713\u2714*\u2611\u2612\u25a0]/i;

/**
 * The line without its boxes and what they leave unticked, as one line for each thing that is asked: "Consent [x] yes   Time out [x]" are two. A
 * box stands before its words, or behind them where the line ends in one; what could be either is left out.
 */
export function withoutBoxes(line: string): readonly string[] {
  if (line.search(box) < 0) return [line];
  const groups: { label: string; options: string[]; asked: number }[] = [];
  const plain: string[] = [];
  // Options in columns have more than one space between them.
  for (const chunk of line.trim().split(/\s{2,}|\t+/)) {
    const first = chunk.search(box);
    if (first < 0) {
      const group = groups.at(-1);
      if (group && group.asked === 0) group.label = `${group.label} ${chunk}`;
      else groups.push({ label: chunk, options: [], asked: 0 });
      continue;
    }
    const before = chunk.slice(0, first).trim();
    const rest = chunk.slice(first);
    const boxes = [...rest.matchAll(box)];
    const isBehind =
      before !== '' &&
      !before.endsWith(':') &&
      rest.slice((boxes.at(-1)?.index ?? 0) + (boxes.at(-1)?.[0].length ?? 0)).trim() === '';
    if (isBehind) {
      plain.push(...behind(chunk));
      continue;
    }
    if (before !== '' || groups.length === 0) groups.push({ label: before, options: [], asked: 0 });
    const group = groups.at(-1);
    for (const [at, each] of boxes.entries()) {
      const words = rest
        .slice(each.index + each[0].length, boxes[at + 1]?.index ?? rest.length)
        .replace(/^[\s,;]+|[\s,;]+$/g, '');
      if (!group) continue;
      group.asked += 1;
      if (ticked.test(each[0])) group.options.push(words === '' ? 'yes' : words);
    }
  }
  const told = groups.flatMap(({ label, options, asked }) => {
    if (asked === 0) return [label];
    if (options.length === 0) return [];
    const name = label.replace(/\s*[:?]?\s*$/, '');
    return [name === '' ? options.join(', ') : `${name}: ${options.join(', ')}`];
  });
  return [...told, ...plain].filter((each) => each.trim() !== '');
}

/** "Side: left [x] right [ ]". */
function behind(chunk: string): readonly string[] {
  const label = /^[^:]{1,60}:/.exec(chunk)?.[0] ?? '';
  const options: string[] = [];
  let from = label.length;
  for (const each of chunk.matchAll(box)) {
    if (ticked.test(each[0])) options.push(chunk.slice(from, each.index).trim());
    from = each.index + each[0].length;
  }
  return options.length === 0 ? [] : [[label, options.join(', ')].filter(Boolean).join(' ')];
}
