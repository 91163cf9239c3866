/**
 * Reads a page of test/features/ as cases: files as blocks, one of them with the cursor `<|>`, and behind them what is
 * expected there. A block's file holds until the next heading, or until it is written again.
 */

export interface FeatureFile {
  readonly file: string;
  readonly kind: 'payer' | 'project' | 'encounter';
  readonly text: string;
}

export interface FeatureCase {
  readonly heading: string;
  readonly files: readonly FeatureFile[];
  /** The file that holds the cursor, else the one written last. */
  readonly subject: FeatureFile;
  /** Undefined where no cursor stands. */
  readonly offset: number | undefined;
  /** What is asked, and with which words. */
  readonly asked: string;
  readonly words: readonly string[];
  readonly expected: string;
  /** Where the expected text starts on the page. */
  readonly at: number;
}

const cursor = '<|>';

/** The cases of a page, in the order written. */
export function readFeaturePage(markdown: string): readonly FeatureCase[] {
  const cases: FeatureCase[] = [];
  let heading = '';
  let files: readonly FeatureFile[] = [];
  let subject: FeatureFile | undefined;
  let offset: number | undefined;
  for (const block of markdown.matchAll(/^## (.+)$|^```([^\n]+)\n([\s\S]*?)^```$/gm)) {
    const [, title, info, body = ''] = block;
    if (title !== undefined) {
      heading = title;
      files = [];
      subject = undefined;
      offset = undefined;
      continue;
    }
    const [language = '', ...words] = (info ?? '').trim().split(/\s+/);
    if (language !== 'yaml' && language !== 'encounter') {
      if (!subject) throw new Error(`${heading}: no file stands before ${language}`);
      const expected = body.replace(/\n$/, '');
      const at = block.index + '```\n'.length + (info ?? '').length;
      cases.push({ heading, files, subject, offset, asked: language, words, expected, at });
      continue;
    }
    const kind = language === 'encounter' ? 'encounter' : words[0] === 'project' ? 'project' : 'payer';
    // A last line that is nothing but the cursor has no line end behind it.
    const written = (words.includes('crlf') ? body.replaceAll('\n', '\r\n') : body).replaceAll('→', '\t');
    const at = written.indexOf(cursor);
    const text = written.replace(cursor, '');
    const name = words.find((word) => word.includes('.')) ?? defaultName(kind, text);
    const file = { file: name, kind, text } as const;
    files = [...files.filter((each) => each.file !== name), file];
    if (at >= 0 || offset === undefined) subject = file;
    if (at >= 0) offset = at;
  }
  return cases;
}

function defaultName(kind: FeatureFile['kind'], text: string): string {
  if (kind === 'encounter') return 'visit.encounter';
  if (kind === 'project') return 'scrubber.yaml';
  return `${/^payer:[ \t]*([\w.-]+)/m.exec(text)?.[1] ?? 'new'}.payer.yaml`;
}
