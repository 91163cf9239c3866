/** Markdown as a terminal shows it: the marks that only a renderer needs are gone, addresses stand in the open. */

/** The same text without marks; what stands in fences is left as it is, set in by four spaces. */
export function plainText(markdown: string): string {
  let isCode = false;
  const lines = markdown.split('\n').flatMap((line): readonly string[] => {
    if (line.startsWith('```')) {
      isCode = !isCode;
      return [];
    }
    return [isCode ? `    ${line}`.trimEnd() : plainLine(line)];
  });
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function plainLine(line: string): string {
  const heading = /^(#{1,6}) (.*)$/.exec(line);
  if (heading) return heading[1] === '###' ? `${heading[2]}:` : (heading[2] ?? '').toUpperCase();
  // No star begins inside a word: `M47.81*` stays what it is.
  return line
    .replace(/(?<!\\)\[((?:\\.|[^\][\\])*)\]\(([^()\s]*)\)/g, '$1 $2')
    .replace(/(?<!\\)\*\*((?:\\.|[^*\\])+)\*\*/g, '$1')
    .replace(/(^|[\s(])\*([^*\s](?:\\.|[^*\\])*)\*(?=$|[\s).,;])/g, '$1$2')
    .replace(/(?<!\\)`([^`]*)`/g, '$1')
    .replace(/\\([\\`*_[\]<>&~])/g, '$1');
}
