/**
 * Findings as one page that opens anywhere: no script, nothing loaded, every text escaped. It shows no line of an encounter, so
 * that it can be handed on.
 */

import type { Checked } from '../../engine/checked.js';
import { checkedLines } from '../../features/words/checked.js';
import type { ReportedFinding, ReportedProof, Summary } from '../report.js';
import { denialLine } from './denial-line.js';
import type { Format, RunSetting } from './format.js';
import { escapedMarkup } from './markup.js';
import { summaryWords } from './text.js';

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1d2b33; }
  h2 { font-size: 1.1rem; margin-top: 2rem; border-bottom: 1px solid #ccd6db; }
  article { border-left: 4px solid #8a9aa3; padding: .1rem 1rem; margin: 1rem 0; }
  .error { border-color: #b3261e; } .warning { border-color: #b26a00; } .information { border-color: #0b6e99; }
  h3 { font-size: 1rem; margin: 1rem 0 .3rem; } .checked { color: #41535d; }
  .allowed { opacity: .65; } p { margin: .3rem 0; } ul { margin: .3rem 0; padding-left: 1.2rem; } .place { color: #5a6b74; }`;

/** The page. It says first how much was found, so that its sections are kept until the last file is judged. */
export const htmlFormat: Format<string> = {
  printsFixes: true,
  printsProof: true,
  pieceOf({ file, parts }) {
    let sections = '';
    for (const part of parts) {
      if (part.findings.length === 0 && !part.checked) continue;
      if (sections === '') sections += `<h2>${escapedMarkup(file)}</h2>\n`;
      if (part.checked) sections += checkedSection(part.encounter, part.checked());
      for (const finding of part.findings) sections += article(finding);
    }
    return sections;
  },
  report({ today }) {
    const sections: string[] = [];
    return {
      begin: () => [],
      take(piece) {
        if (piece !== '') sections.push(piece);
        return [];
      },
      *end(summary) {
        yield pageHead(summary, today);
        yield* sections;
        yield '</body>\n</html>\n';
      },
    };
  },
};

function pageHead(summary: Summary, today: RunSetting['today']): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Encounter Scrubber, ${escapedMarkup(today)}</title>
<style>${style}
</style>
</head>
<body>
<h1>Encounter Scrubber</h1>
<p>${escapedMarkup(summaryWords(summary))}, judged on ${escapedMarkup(today)}</p>
`;
}

/** Heads an encounter, with what judged it, above its findings: a clean one says it too. */
function checkedSection(encounter: string | undefined, checked: Checked): string {
  const name = encounter === undefined ? 'Encounter without id' : `Encounter ${encounter}`;
  const points = checkedLines(checked).map((line) => `<li>${escapedMarkup(line)}</li>`);
  return `<section class="checked">\n<h3>${escapedMarkup(name)}</h3>\n<ul>${points.join('')}</ul>\n</section>\n`;
}

function article(finding: ReportedFinding): string {
  const { rule, severity, message, encounter, range, source, proof, denials = [], fixes, related, allowed } = finding;
  const place = `line ${range.start.line + 1}, column ${range.start.character + 1}`;
  const points = [
    ...(allowed ? [`Allowed: ${escapedMarkup(allowed.reason)}`] : []),
    ...fixes.map(({ title, safe }) => `Fix${safe ? ' (always right)' : ''}: ${escapedMarkup(title)}`),
    ...related.map(
      (other) => `${escapedMarkup(`${other.file}, line ${other.range.start.line + 1}: ${other.message}`)}`,
    ),
    ...proofPoints(proof),
    ...(source && !proof?.policies?.some((each) => each.source === source) ? [link('Published source', source)] : []),
    ...denials.map((denial) => `Denial forecast: ${escapedMarkup(denialLine(denial))}`),
  ];
  return [
    `<article class="${severity}${allowed ? ' allowed' : ''}">`,
    `<p><strong>${escapedMarkup(message)}</strong></p>`,
    `<p class="place">${escapedMarkup(`${severity}, ${rule}; ${encounter === undefined ? '' : `encounter ${encounter}, `}${place}`)}</p>`,
    ...(points.length > 0 ? [`<ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul>`] : []),
    '</article>\n',
  ].join('\n');
}

function proofPoints({ policies = [], tables = [] }: ReportedProof = {}): readonly string[] {
  return [
    ...policies.map(({ policy, says, source, read, confidence, file, range }) => {
      const place = escapedMarkup(`${policy}: ${says} (${file}, line ${range.start.line + 1}; ${confidence}`);
      return `${place}${read ? `, read ${escapedMarkup(read)}` : ''})${source ? `, ${link('published source', source)}` : ''}`;
    }),
    ...tables.map(escapedMarkup),
  ];
}

/** A link, where the address is one of the web; a policy's source is whatever its author wrote. */
function link(words: string, address: string): string {
  if (!/^https?:\/\//.test(address)) return `${escapedMarkup(words)}: ${escapedMarkup(address)}`;
  return `<a href="${escapedMarkup(address)}" rel="noreferrer">${escapedMarkup(words)}</a>`;
}
