/**
 * What a form of report is: it turns the parts of one file into a piece, and writes the pieces of a run in the order of its
 * files, as they come. A piece is plain data and made of nothing but its file, so that threads can make pieces.
 */
import type { Rule } from '../../rules/rule.js';
import type { ReportedPart, Summary } from '../report.js';

export interface Format<Piece> {
  /** Whether it shows the fixes of a finding; for others none has to be worked out. */
  readonly printsFixes: boolean;
  /** Whether it shows what a finding rests on, and how the claim would come back. */
  readonly printsProof: boolean;
  /** What a file comes to. */
  pieceOf(file: ReportedFile, setting: FileSetting): Piece;
  /** Takes the pieces of a run. */
  report(setting: RunSetting): Report<Piece>;
}

/** A file that was checked, or that a finding is in. */
export interface ReportedFile {
  readonly file: string;
  /** A project file is none of the files that were named. */
  readonly isNamed: boolean;
  /** The encounters with their findings, or the findings of another file; read once. */
  readonly parts: Iterable<ReportedPart>;
}

/** What is at hand where a piece is made. */
export interface FileSetting {
  readonly rules: readonly Rule[];
  /** The names under which problems of policies and project files are reported. */
  readonly otherRules: readonly string[];
  readonly isColored: boolean;
  textOf(file: string): string;
}

/** What is known of a run before its first encounter is judged. */
export interface RunSetting extends Pick<FileSetting, 'rules' | 'otherRules'> {
  readonly version: string;
  readonly today: string;
  /** What could not be read, a line each. */
  readonly complaints: readonly string[];
}

/** Writes a report: what it begins with, what each piece adds, what it ends with. */
interface Report<Piece> {
  begin(): Iterable<string>;
  take(piece: Piece): Iterable<string>;
  end(summary: Summary): Iterable<string>;
}
