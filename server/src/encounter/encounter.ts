/**
 * The encounter as a coder wrote it: every value with the place it was written in. Offsets count from the first
 * character of the encounter's own slice of the file, so that an edit above moves nothing. Knows no codes' facts.
 */
import type { IsoDate } from '../clinical/dates.js';
import type { Level } from '../clinical/level.js';
import type {
  AccidentKind,
  ClaimKind,
  Frequency,
  Guidance,
  Intent,
  ProcedureKind,
  SectionName,
  Series,
  Sex,
  Side,
  Technique,
} from '../syntax/vocabulary.js';
import type { Kept } from '../text/once.js';
import type { Edit, Span } from '../text/span.js';

/** A value and the place it was written in. */
export interface Written<Value> {
  readonly value: Value;
  readonly span: Span;
}

/** `name: value`, as written. */
export interface Field {
  /** Lower case; the name that was meant where it was misspelled. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Trimmed, comment left out; undefined if nothing follows the colon: the field then counts as absent. */
  readonly text?: Written<string> | undefined;
  /** The line without indentation, comment and line end. */
  readonly span: Span;
}

/** A list item that may end in its own side: `L4-L5 left`. */
export interface Sided<Value> extends Written<Value> {
  readonly side?: Written<Side> | undefined;
}

export interface Relief {
  /** 0 to 100. */
  readonly percent: number;
  /** If `for` and a duration follow; in days (6 hours is 0.25). */
  readonly days?: number | undefined;
}

/** What was left of a single-dose container and thrown away; an amount of 0 if the record says that nothing was. */
export interface Discarded {
  readonly amount: number;
  /** Undefined with an amount of 0. */
  readonly unit: 'unit' | 'mcg' | 'mg' | 'g' | 'ml' | undefined;
}

export interface Accident {
  readonly kind: AccidentKind;
  readonly date?: IsoDate | undefined;
}

export interface Diagnosis {
  /** Upper case. */
  readonly letter: Written<string>;
  /** Upper case, with its decimal point: `M47.816`. Undefined if missing. */
  readonly code?: Written<string> | undefined;
  /** What is written in the code's place, where it is words: `lumbar spondylosis`. */
  readonly words?: Written<string> | undefined;
  readonly span: Span;
}

export interface Procedure {
  /** What claim/ works out of it, once for all rules. */
  readonly kept: Kept;
  /** Position among the encounter's procedures, from 0. */
  readonly index: number;
  readonly heading: Span;
  /** Undefined if the kind is absent or unknown: its fields are read, but rules that need the kind stay quiet. */
  readonly kind: ProcedureKind | undefined;
  /** The kind's word, or the `procedure` keyword if it is missing. */
  readonly kindSpan: Span;
  /** By name, the first of each name; `x-…` fields too. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly intent?: Written<Intent> | undefined;
  readonly series?: Written<Series> | undefined;
  readonly technique?: Written<Technique> | undefined;
  readonly guidance?: Written<Guidance> | undefined;
  readonly side?: Written<Side> | undefined;
  /** One entry per list item; `L3-S1` is one item with three levels. Unreadable items are left out. */
  readonly levels: readonly Sided<readonly Level[]>[];
  /** Medial branches for the facet kinds, roots for the transforaminal one; upper case: `L4`, `TON`. */
  readonly nerves: readonly Sided<string>[];
  /** Vertebral bodies, upper case: `T12`. */
  readonly bodies: readonly Written<string>[];
  readonly site: readonly Sided<string>[];
  /** A vertebral body of this procedure could not be read: rules that count bodies stay quiet. */
  readonly unreadableBodies: boolean;
  /** A level, nerve or side of this procedure could not be read: rules that count levels stay quiet. */
  readonly unreadableLevels: boolean;
  readonly painBefore?: Written<number> | undefined;
  readonly painAfter?: Written<number> | undefined;
  readonly relief?: Written<Relief> | undefined;
  readonly priorRelief?: Written<Relief> | undefined;
  readonly priorBlocks: readonly Written<Relief>[];
  readonly minutes?: Written<number> | undefined;
  readonly discarded?: Written<Discarded> | undefined;
  readonly consent?: Written<boolean> | undefined;
  /** From the heading to the end of its last line. */
  readonly span: Span;
  /** The end of the section's last written line, before its line end: where a new field is inserted, after a line end. */
  readonly end: number;
}

/** One line under `lines`. */
export interface ServiceLine {
  /** Position among the encounter's service lines, from 0. */
  readonly index: number;
  /** Upper case; whatever is written there, even if it is not a code. */
  readonly code: Written<string>;
  /** Upper case. */
  readonly modifiers: readonly Written<string>[];
  /** The offset after the code and its modifiers, where another modifier is inserted as `-KX`. */
  readonly modifiersEnd: number;
  /** 1 if none are written or they cannot be read. */
  readonly units: number;
  /** `x2`, as written; undefined if there are none. */
  readonly unitsSpan?: Span | undefined;
  /** Upper case letters. */
  readonly pointers: readonly Written<string>[];
  /** In dollars. */
  readonly charge?: Written<number> | undefined;
  /** The line's own fields by name, the first of each name; `x-…` fields too. They are written below it. */
  readonly fields: ReadonlyMap<string, Field>;
  /** What the line says otherwise than the encounter; undefined where it says nothing of its own. */
  readonly date?: Written<IsoDate> | undefined;
  readonly place?: Written<string> | undefined;
  readonly provider?: Written<string> | undefined;
  readonly minutes?: Written<number> | undefined;
  /** From the code to the last character before comment and line end. */
  readonly span: Span;
  /** The line with its fields, indentation, comments and line ends: what is removed with the line. */
  readonly lineSpan: Span;
}

export interface SectionHeading {
  readonly name: SectionName;
  /** The keyword as written. */
  readonly span: Span;
}

/** A finding about the file itself, made while reading; the rule of that name reports it. */
export interface Problem {
  readonly rule: 'syntax' | 'unknown-field' | 'duplicate-field' | 'invalid-value';
  readonly at: Span;
  readonly message: string;
  /** The field or section that was meant, so that `missing-field` does not report it too. */
  readonly about?: string | undefined;
  readonly related?: { readonly at: Span; readonly message: string } | undefined;
  readonly fixes?: readonly ProblemFix[];
}

export interface ProblemFix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** `safe` is right whatever the record says; `ask` asserts a fact only the coder knows. */
  readonly applies: 'safe' | 'ask';
  /** Inserts a field for the coder to fill: the finding then stays on the empty field until it is filled. */
  readonly leavesBlank?: boolean | undefined;
}

/** A comment that allows findings: `# allow level-limit until 2027-01-31: appeal 2026-114`. */
export interface Allow {
  /** The comment, from its `#` to its last character. */
  readonly span: Span;
  /** At least one; lower case, whether or not such a rule exists. */
  readonly rules: readonly Written<string>[];
  readonly until?: Written<IsoDate> | undefined;
  /** `until` is written, but what follows is not a date: then it allows nothing. */
  readonly unreadableUntil?: Span | undefined;
  readonly reason?: string | undefined;
  /** The line or block it applies to; findings that start in it are allowed. */
  readonly speaksFor: Span;
}

export interface Comment {
  readonly span: Span;
}

export interface Encounter {
  /** What claim/ works out of it, once for all rules; another one in a copy. */
  readonly kept: Kept;
  /** The slice of the file that this encounter is, with the comments above its heading. */
  readonly text: string;
  /** The text's own line end, for what a fix inserts. */
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** Undefined for text before the first heading of a file. */
  readonly heading: Span | undefined;
  readonly id: Written<string> | undefined;
  /** By name, the first of each name; `x-…` fields too. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly patient?: Written<string> | undefined;
  readonly born?: Written<IsoDate> | undefined;
  readonly sex?: Written<Sex> | undefined;
  readonly date?: Written<IsoDate> | undefined;
  readonly payer?: Written<string> | undefined;
  readonly place?: Written<string> | undefined;
  readonly provider?: Written<string> | undefined;
  readonly referring?: Written<string> | undefined;
  /** `professional` if omitted. */
  readonly claim: ClaimKind;
  /** Two letters, upper case: where the service was done. */
  readonly state?: Written<string> | undefined;
  /** The next payer. */
  readonly secondary?: Written<string> | undefined;
  readonly accident?: Written<Accident> | undefined;
  /** `original` if omitted. */
  readonly frequency: Frequency;
  /** The NCT number of the study that covers the service, upper case. */
  readonly trial?: Written<string> | undefined;
  readonly authorization?: Written<string> | undefined;
  readonly diagnoses: readonly Diagnosis[];
  readonly procedures: readonly Procedure[];
  readonly lines: readonly ServiceLine[];
  /** In the order written, later ones of a name included. */
  readonly sections: readonly SectionHeading[];
  readonly comments: readonly Comment[];
  readonly allows: readonly Allow[];
  readonly problems: readonly Problem[];
  /** Notes pasted among the lines, which are not read: each from its first line's start to its last line's end. */
  readonly notes: readonly Span[];
  /** The end of the last line under `lines`, before its line end: where a service line is inserted, after a line end; undefined without the section. */
  readonly linesEnd: number | undefined;
  /** The end of the line of the heading's last field, or of the heading: where another header field is inserted, after a line end. */
  readonly headerEnd: number;
  /** The end of the last line that is neither blank nor a comment: where a section is inserted, after a line end. */
  readonly end: number;
  /** Which span of the text each block covers: the header is `encounter`. Innermost last. */
  readonly blocks: readonly { readonly kind: 'encounter' | SectionName; readonly span: Span; readonly heading: Span }[];
}
