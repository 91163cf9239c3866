/** What a procedure kind is billed as, as Markdown. */
import type { Codes } from '../../codes/codes.js';
import type { ProcedureKind } from '../../syntax/vocabulary.js';
import { listed } from '../../text/words.js';

/** "Billed as 64490, 64491 or 64493". */
export function billedAs(codes: Codes, kind: ProcedureKind): string {
  if (kind === 'other') return 'Any procedure that fits no other kind; it supports any code';
  const supported = codes.painCodes.filter(({ kinds }) => kinds.includes(kind)).map(({ code }) => code);
  const more = supported.length > mostShown ? ` and ${supported.length - mostShown} more` : '';
  return `Billed as ${listed(supported.slice(0, mostShown), 'or')}${more}`;
}

const mostShown = 20;
