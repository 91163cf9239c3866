/** What the payer's policy does not cover of this claim: its `not-covered` entries, and the study in which it would be covered. */

import type { CodeClass } from '../codes/codes.js';
import type { Entry } from '../policy/entry.js';
import type { BilledLine } from './billed.js';
import { type Asked, entriesForCode } from './terms.js';

const studyOnly: CodeClass = 'study-only';

/** The entries that deny a code, billed or to be billed; none where the claim names the study in which it is paid. */
export function notCoveredEntries(
  asked: Asked,
  coded: Pick<BilledLine, 'code' | 'facts'>,
): readonly Entry<'not-covered'>[] {
  if (asked.codes.isA(coded.code, studyOnly) && asked.encounter.trial) return [];
  return entriesForCode(asked, 'not-covered', coded);
}

/** Whether the code is paid in an approved study only, and the claim names none. */
export function outsideStudy({ codes, encounter }: Pick<Asked, 'codes' | 'encounter'>, code: string): boolean {
  return codes.isA(code, studyOnly) && !encounter.trial;
}
