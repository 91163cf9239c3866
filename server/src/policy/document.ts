/** A policy file as it is given and as it was read; and the part of it that judges and is inherited, as plain data. */
import type { Span } from '../text/span.js';
import type { AnyEntry } from './entry.js';
import type { PolicyContent } from './schema.js';

export interface PolicySource {
  /** The shipped file's name or the workspace file's path. */
  readonly file: string;
  readonly text: string;
  /** Whether it came with the tool: the workspace's files replace those. */
  readonly shipped: boolean;
  /** Distinguishes its text from any other, if that was worked out before. */
  readonly version?: string;
  /** The part of it that judges, if that was read before. */
  readonly judged?: () => JudgedPolicy | undefined;
}

/** What could be read from a policy file. */
export interface PolicyDocument {
  readonly file: string;
  readonly text: string;
  readonly shipped: boolean;
  readonly content: PolicyContent;
  /** What the file's own lists say, nothing inherited. */
  readonly entries: readonly AnyEntry[];
  /** The YAML it was read from, for asking locate.ts where something is. */
  readonly root: unknown;
  /** Where the values are that files use to refer to each other. */
  readonly at: { readonly payer: Span; readonly extends: Span; readonly effective: Span };
}

/** The part of a policy file that judges: kept if the file is not read again. */
export interface JudgedPolicy {
  /** The content without the lists that the entries say, and without the examples. */
  readonly content: PolicyDocument['content'];
  readonly entries: PolicyDocument['entries'];
  readonly at: PolicyDocument['at'];
}

/** The part of a document that judges. */
export function judgedOf({ content, entries, at }: PolicyDocument): JudgedPolicy {
  const { limits, require, authorization, examples, ...others } = content;
  const {
    'not-covered': notCovered,
    'not-together': notTogether,
    'only-beside': onlyBeside,
    'covered-diagnoses': coveredDiagnoses,
    ...judging
  } = others;
  return { content: judging, entries, at };
}
