/** What has been read of an encounter so far. It lives only while one text is read, from first line to last. */
import type { SectionName } from '../syntax/vocabulary.js';
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
}

/** A procedure's fields before their values are read. */
export interface RawProcedure {
  readonly block: OpenBlock;
  readonly kind: Written<string> | undefined;
  readonly fields: Map<string, Field>;
  /** The end of its last line, before the line end. */
  end: number;
}

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
  readonly lines: ServiceLine[];
  readonly comments: Comment[];
  /** Alone on their lines, waiting for the line they apply to. */
  readonly waitingAllows: PendingAllow[];
  readonly pendingAllows: PendingAllow[];
  readonly problems: Problem[];
  /** The place of the problem that the next unreadable line continues. */
  unreadable: { readonly start: number; end: number } | undefined;
  /** Another program's file, which is ignored. */
  isForeign: boolean;
  headerEnd: number;
  linesEnd: number | undefined;
  end: number;
}

/** Nothing read yet. */
export function newDraft(text: string): Draft {
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0];
  return {
    text,
    lineEnd: lineEnd === '\r\n' || lineEnd === '\r' ? lineEnd : '\n',
    heading: undefined,
    id: undefined,
    open: { kind: 'encounter', heading: { start: 0, end: 0 }, start: 0 },
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
    unreadable: undefined,
    isForeign: false,
    headerEnd: 0,
    linesEnd: undefined,
    end: 0,
  };
}
