/**
 * A question to the person who did the procedure, where claim and record disagree or the record does not say: what the claim says, what
 * the record says, what is open. It never says what would be paid or which answer is hoped for, and contains nothing about the patient
 * and no free text.
 */
import type { Encounter, Procedure, ServiceLine } from '../encounter/encounter.js';
import type { Reported } from '../engine/judgment.js';

/** What a question is made from: a finding, and what it is about. */
export interface Subject {
  readonly finding: Reported;
  readonly encounter: Encounter;
  /** The lines that the finding is about. */
  readonly lines: readonly ServiceLine[];
  /** The procedures that it is about; all of them where it names none. */
  readonly procedures: readonly Procedure[];
}

/** The three parts, each a clause or sentence. */
interface Question {
  /** Undefined where the claim has no part in it. */
  readonly claim?: string | undefined;
  readonly record: string;
  readonly open: string;
}

/** One kind of question; undefined where nothing is open that a provider could answer. */
export type QuestionKind = (subject: Subject) => Question | undefined;

/** A question as it is sent. */
export interface Query {
  readonly rule: string;
  /** The rendering provider's NPI. */
  readonly provider: string | undefined;
  readonly encounter: string | undefined;
  readonly date: string | undefined;
  readonly question: Question;
}
