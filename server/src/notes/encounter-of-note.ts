/** A procedure note as plain text → the encounter that it tells. What the note does not say in so many words is not in it. */
import type { IsoDate } from '../clinical/dates.js';
import type { Codes } from '../codes/codes.js';
import { formattedText } from '../format/file.js';
import type { Policies } from '../policy/policy.js';
import { diagnosesOf } from './diagnoses.js';
import { drugFields } from './drug-fields.js';
import { type HeaderField, headerFields } from './header-fields.js';
import { whereOf } from './headings.js';
import { howFields } from './how-fields.js';
import { outcomeFields } from './outcome-fields.js';
import { plainNote } from './plain-note.js';
import { from, notCertain, printedFields } from './print.js';
import { redactor } from './privacy.js';
import { type NoteProcedure, proceduresOf } from './procedures.js';
import { recordFields } from './record-fields.js';
import { type NoteSedation, sedationOf } from './sedation.js';
import { type Sentence, sentencesOf } from './sentences.js';
import type { Decision } from './statements.js';
import { whereFields } from './where-fields.js';

/** What the tables are asked. */
type NoteCodes = Pick<Codes, 'diagnosis' | 'place' | 'isPlace'>;

/** The encounter that a note tells. */
interface NoteEncounter {
  /** With a line end after the last line. */
  readonly text: string;
  /** How many procedures it has; at least one. */
  readonly procedures: number;
  /** How many things the note does not say with certainty: they are left out and listed in comments. */
  readonly uncertain: number;
}

/** No note has more. */
const mostSentences = 1_500;
const header: readonly HeaderField[] = ['patient', 'date', 'payer', 'place', 'provider', 'referring'];

/** What the practice's other files tell of a new encounter. */
interface Practice {
  /** The policies whose names the note's insurance may be. */
  readonly policies?: Pick<Policies, 'choose'> | undefined;
  /** The id of the next encounter, where the note has no number of its own. */
  readonly nextId?: ((date: IsoDate | undefined) => string | undefined) | undefined;
}

/** The encounter that the note tells; undefined where it tells of no procedure. Nothing that names a person is in it. */
export function encounterOfNote(
  note: string,
  codes: NoteCodes,
  { policies, nextId }: Practice = {},
): NoteEncounter | undefined {
  const plain = plainNote(note);
  if (plain === undefined) return undefined;
  const sentences = sentencesOf(plain);
  if (sentences.length > mostSentences) return undefined;
  const { procedures, unsure } = proceduresOf(sentences);
  if (procedures.length === 0) return undefined;
  const clean = redactor(sentences);
  const { id, fields } = headerFields(sentences, {
    isPlace: (code) => codes.place(code) !== undefined,
    payerNamed: (name, on) => {
      const choice = policies?.choose(name, on);
      // Words that are part of a name may mean another plan of that insurer.
      return choice?.kind === 'in-force' || choice?.kind === 'nearest' ? choice.policy.id : undefined;
    },
  });
  const date = fields.date?.kind === 'certain' ? fields.date.value : undefined;
  const diagnoses = diagnosesOf(sentences, codes, date);
  const sedation = sedationOf(sentences);
  const top = printedFields(
    header.map((name) => [name, fields[name]] as const),
    '',
    clean,
  );
  const open = [
    ...top.unsure,
    ...unsure.map((each) => notCertain('procedure', each, '', clean)),
    ...diagnoses.unsure.map((each) => notCertain('diagnoses', each, '', clean)),
  ];
  const blocks = [
    ...procedures.filter(({ kind }) => kind !== 'sedation').map((each) => procedureLines(each, sentences, clean)),
    ...(sedation ? [sedationLines(sedation, clean)] : []),
  ];
  if (blocks.length === 0) return undefined;
  const lines = [
    `encounter ${id ?? nextId?.(date) ?? 'NOTE'}`,
    ...top.lines,
    ...open,
    '',
    'diagnoses',
    ...diagnoses.codes.map(({ code, words }, at) => `  ${'ABCDEFGHIJKL'.charAt(at)}: ${code}  ${from(words, clean)}`),
    ...blocks.flatMap((block) => ['', ...block]),
    '',
    'lines',
  ];
  return {
    text: formattedText(`${lines.join('\n')}\n`, codes),
    procedures: blocks.length,
    uncertain: lines.filter((line) => line.trimStart().startsWith('# not certain:')).length,
  };
}

function procedureLines(
  procedure: NoteProcedure,
  sentences: readonly Sentence[],
  clean: (words: string) => string,
): readonly string[] {
  const { kind, words } = procedure;
  const heading = `procedure ${kind}  ${from(words, clean)}`;
  if (kind === 'evaluation' || kind === 'drug-test') return [heading];
  const all: Readonly<Record<string, Decision | undefined>> = {
    ...howFields(procedure),
    ...whereFields(procedure),
    ...drugFields(procedure),
    ...outcomeFields(procedure),
    ...recordFields(procedure, sentences),
    note: noteOf(procedure),
  };
  // Its kind says how.
  const said = kind === 'transforaminal-epidural' ? { ...all, technique: undefined } : all;
  const { lines, unsure } = printedFields(
    order.map((name) => [name, said[name]] as const),
    '  ',
    clean,
  );
  return [heading, ...lines, ...unsure];
}

/** As the format's page has them. */
const order = [
  ...['intent', 'series', 'technique', 'levels', 'nerves', 'bodies', 'site', 'side', 'guidance', 'agent', 'discarded'],
  ...['indication', 'conservative-care', 'pain-before', 'pain-after', 'relief', 'prior-relief', 'prior-blocks'],
  ...['complications', 'consent', 'minutes', 'note'],
] as const;

const more =
  /\b(?:trial|permanent|implant\w*|revision|removal|explant\w*|replacement|refill|reprogram\w*|interrogation|kyphoplasty|vertebroplasty)\b/i;

/** What the heading says of a device or a cement that no field says. */
function noteOf({ kind, headings }: NoteProcedure): Decision | undefined {
  if (kind !== 'neurostimulator' && kind !== 'pump' && kind !== 'vertebral-augmentation') return undefined;
  const heading = headings.find(({ text }) => text.length <= 100 && more.test(text));
  return (
    heading && {
      kind: 'certain',
      value: heading.text.replace(/[\s.;,]+$/, ''),
      words: `${heading.text} (${whereOf(heading)})`,
    }
  );
}

function sedationLines({ words, minutes, agent }: NoteSedation, clean: (words: string) => string): readonly string[] {
  const { lines, unsure } = printedFields(
    [
      ['agent', agent],
      ['minutes', minutes],
    ],
    '  ',
    clean,
  );
  return [`procedure sedation  ${from(words, clean)}`, ...lines, ...unsure];
}
