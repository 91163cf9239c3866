/** What can be done about what is wrong in a policy file, and about an encounter whose payer has none. */
import type { CheckedFile } from '../../engine/check.js';
import type { PolicyProblem } from '../../policy/problem.js';
import { type Edit, replaceAt, type Span, shifted, touches } from '../../text/span.js';
import { encountersIn } from '../encounter/place.js';
import { idFrom, skeleton } from './skeleton.js';

export interface PolicyFix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly problem: PolicyProblem;
}

/** The nearest word in the place of each wrong one that the span touches. */
export function policyFixes(problems: readonly PolicyProblem[], span: Span): readonly PolicyFix[] {
  return problems.flatMap((problem) => {
    const { at, replacement } = problem;
    if (replacement === undefined || !touches(at, span)) return [];
    return [{ title: `Change to ${replacement}`, edits: [replaceAt(at, replacement)], problem }];
  });
}

/** A file to be written, and why. */
export interface NewFile {
  readonly title: string;
  /** The file's name; in which folder is for the editor to say. */
  readonly name: string;
  readonly text: string;
  /** The payer's name that it will answer to, in the encounter's file. */
  readonly span: Span;
}

/** A new policy for each payer that the span touches and no policy answers to. */
export function newPolicies(file: CheckedFile, span: Span): readonly NewFile[] {
  return encountersIn(file, span.start, span.end).flatMap(({ start, judgement }) => {
    const { encounter, situation } = judgement;
    const { payer } = encounter;
    if (situation.choice.kind !== 'unknown' || !payer) return [];
    const at = shifted(payer.span, start);
    if (!touches(at, span)) return [];
    const id = idFrom(payer.value);
    const isId = id === payer.value.trim().toLowerCase();
    const text = skeleton({ payer: id, name: payer.value, ...(isId ? {} : { aliases: [payer.value] }) });
    return [{ title: `Create a payer policy ${id}`, name: `${id}.payer.yaml`, text, span: at }];
  });
}
