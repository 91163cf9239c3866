/** What has been read of an encounter so far. It lives only while one text is read, from first line to last. */
import type { SectionName } from '../syntax/vocabulary.js';
import type { TextLine } from '../text/lines.js';
import type { Span } from '../text/span.js';
import type {
  Allow,
  Comment,
  Diagnosis,
  Encounter,
  Field,
  Problem,
  SectionHeading,
  ServiceLine,
  Written,
} from './encounter.js';

/** A heading, and where its block starts. */
export interface OpenBlock {
  readonly kind: 'encounter' | SectionName;
  readonly heading: Span;
  /** The start of the heading's line. */
  readonly start: number;
  /** The end of the heading's line, before its line end. */
  readonly headingEnd: number;
}

/** A procedure's fields before their values are read. */
export interface RawProcedure {
  readonly block: OpenBlock;
  readonly kind: Written<string> | undefined;
  readonly fields: Map<string, Field>;
  /** The end of its last line, before the line end. */
  end: number;
}

/** A service line while its own fields, which are written below it, are still being read. */
export interface RawServiceLine {
  readonly line: Omit<ServiceLine, OwnValue>;
  /** ICD-10 codes where the letters of diagnoses belong; upper case, with their point. */
  readonly pointedCodes: readonly Written<string>[];
  readonly fields: Map<string, Field>;
  /** The start of its first line. */
  readonly start: number;
  /** The end of its last line, with the line end. */
  next: number;
}

/** What a service line's own fields say. */
type OwnValue = 'fields' | 'date' | 'place' | 'provider' | 'minutes' | 'lineSpan';

interface PendingAllow {
  readonly allow: Omit<Allow, 'speaksFor'>;
  target: Span | OpenBlock;
}

export interface Draft {
  readonly text: string;
  readonly lineEnd: Encounter['lineEnd'];
  heading: Span | undefined;
  id: Written<string> | undefined;
  /** The block whose lines are being read. */
  open: OpenBlock;
  readonly blocks: OpenBlock[];
  readonly sections: SectionHeading[];
  readonly fields: Map<string, Field>;
  readonly diagnoses: Diagnosis[];
  readonly procedures: RawProcedure[];
  readonly lines: RawServiceLine[];
  readonly comments: Comment[];
  /** Alone on their lines, waiting for the line they apply to. */
  readonly waitingAllows: PendingAllow[];
  readonly pendingAllows: PendingAllow[];
  readonly problems: Problem[];
  /** Diagnoses written as a field of the header. */
  diagnosesField: { readonly name: Span; readonly codes: readonly Span[]; readonly line: TextLine } | undefined;
  /** The lines that are ignored, in order. */
  readonly unread: TextLine[];
  /** The place of the problem that the next unreadable line continues. */
  unreadable: { readonly start: number; end: number } | undefined;
  /** Another program's file, which is ignored. */
  isForeign: boolean;
  /** The line above is blank. */
  isAfterBlank: boolean;
  /** The text holds spaces of another kind than a keyboard's. */
  readonly hasWordSpaces: boolean;
  /** Where they are, outside of free text and comments. */
  readonly wordSpaces: Span[];
  headerEnd: number;
  linesEnd: number | undefined;
  end: number;
}

/** A space that Word or a web page puts in a blank's place. */
export const wordSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** Nothing read yet. */
export function newDraft(text: string): Draft {
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0];
  return {
    text,
    lineEnd: lineEnd === '\r\n' || lineEnd === '\r' ? lineEnd : '\n',
    heading: undefined,
    id: undefined,
    open: { kind: 'encounter', heading: { start: 0, end: 0 }, start: 0, headingEnd: 0 },
    blocks: [],
    sections: [],
    fields: new Map(),
    diagnoses: [],
    procedures: [],
    lines: [],
    comments: [],
    waitingAllows: [],
    pendingAllows: [],
    problems: [],
    diagnosesField: undefined,
    unread: [],
    unreadable: undefined,
    isForeign: false,
    isAfterBlank: false,
    hasWordSpaces: wordSpace.test(text),
    wordSpaces: [],
    headerEnd: 0,
    linesEnd: undefined,
    end: 0,
  };
}
