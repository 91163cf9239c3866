/** A note pasted among an encounter's lines: many lines that are ignored, reported once. */
import { skipSpace, type TextLine } from '../text/lines.js';
import { insertAt } from '../text/span.js';
import type { Draft } from './draft.js';
import type { Problem } from './encounter.js';
import { fixOf } from './problems.js';

type Unread = Draft['unread'][number];

/** Lines that are plainly a note's: at least so many, with at least one sentence among them. */
const fewestLines = 3;
const wordsOfSentence = 6;

/** Puts one problem in the place of those about the lines of a note. */
export function foldNotes(draft: Draft): void {
  const { text, problems, isForeign } = draft;
  if (isForeign) return;
  for (const run of runsOf(draft)) {
    const first = run[0];
    const last = run.at(-1);
    if (!first || !last || run.length < fewestLines || !run.some(({ line }) => isSentence(text, line))) continue;
    const folded = new Set<Problem>(run.map(({ problem }) => problem));
    const at = problems.findIndex((problem) => folded.has(problem));
    const rest = problems.filter((problem) => !folded.has(problem));
    problems.splice(0, problems.length, ...rest.slice(0, at), noteProblem(draft, run, first, last), ...rest.slice(at));
  }
}

function noteProblem({ text, heading }: Draft, run: readonly Unread[], first: Unread, last: Unread): Problem {
  const start = first.problem.at.start;
  const form = heading
    ? 'an encounter has one fact a line, such as levels: L4-L5'
    : 'a claim starts with the word encounter and its id';
  return {
    rule: 'syntax',
    at: {
      start,
      end: Math.max(start + 1, last.line.start + text.slice(last.line.start, last.line.end).trimEnd().length),
    },
    message: `This is a note and is ignored: ${form}`,
    fixes: [
      fixOf(
        'Comment it out',
        run.map(({ line }) => insertAt(skipSpace(text, line.start, line.end), '# ')),
      ),
    ],
  };
}

/** The ignored lines that follow each other, with nothing but blank lines between. */
function runsOf({ text, unread }: Draft): readonly (readonly Unread[])[] {
  const runs: Unread[][] = [];
  for (const each of unread) {
    const run = runs.at(-1);
    const above = run?.at(-1);
    if (run && above && text.slice(above.line.next, each.line.start).trim() === '') run.push(each);
    else runs.push([each]);
  }
  return runs;
}

function isSentence(text: string, { start, end }: TextLine): boolean {
  return (
    text
      .slice(start, Math.min(end, start + 400))
      .trim()
      .split(/\s+/).length >= wordsOfSentence
  );
}
