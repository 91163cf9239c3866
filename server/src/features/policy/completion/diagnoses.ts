/** Diagnoses and the ends of their ranges, in our words where we have any. */
import type { Codes } from '../../../codes/codes.js';
import type { Offer, Offered } from './offer.js';

const most = 100;

/** What may appear where diagnoses are listed: ours first, then all others that begin as typed. */
export function diagnosisOffers(codes: Codes, typed: string): Offered {
  const [, first, second = ''] = /^\s*([A-Za-z0-9.]{3,9})\s*-\s*([A-Za-z0-9.]*)$/.exec(typed) ?? [];
  if (first) return { offers: endings(codes, first.toUpperCase(), second.toUpperCase()), isIncomplete: true };
  const beginning = typed.trim();
  const begun = beginning.length >= 2 ? codes.diagnosesFrom(beginning, most) : [];
  const ours = codes.explainedDiagnoses.map((code) => offer(codes, code, code, 0));
  const known = new Set(codes.explainedDiagnoses);
  const others = begun.filter((code) => !known.has(code)).map((code) => offer(codes, code, code, 1));
  return { offers: [...ours, ...others], isIncomplete: true };
}

/** The last diagnosis of a range: those of its first one's length and beginning that come after it. */
function endings(codes: Codes, first: string, second: string): readonly Offer[] {
  const beginning = second.length >= 2 ? second : first.slice(0, 3);
  return codes
    .diagnosesFrom(beginning, 400)
    .filter((code) => code.length === first.length && code > first)
    .slice(0, most)
    .map((code) => offer(codes, `${first}-${code}`, code, codes.diagnosisMeaning(code) ? 0 : 1));
}

function offer(codes: Codes, text: string, code: string, rank: number): Offer {
  const kind = text === code ? 'diagnosis' : 'range';
  return { label: text, kind, detail: codes.diagnosisMeaning(code), text, rank };
}
