/** Diagnoses and the ends of their ranges, with their titles: the ones a pain practice uses come first. */
import type { Codes } from '../../../codes/codes.js';
import { beginsWith } from '../../../codes/diagnosis-form.js';
import { diagnosisName, shortDiagnosisName } from '../../../codes/diagnosis-names.js';
import { asText } from '../../../text/markdown.js';
import type { Offer, Offered } from '../../offer.js';

const most = 100;

/** What may appear where diagnoses are listed: the usual ones first, then all others that begin as typed. */
export function diagnosisOffers(codes: Codes, typed: string): Offered {
  const [, first, second = ''] = /^\s*([A-Za-z0-9.]{3,9})\s*-\s*([A-Za-z0-9.]*)$/.exec(typed) ?? [];
  if (first) return { offers: endings(codes, first.toUpperCase(), second.toUpperCase()), isIncomplete: true };
  const beginning = typed.trim();
  const isBegun = beginning.length >= 2;
  const ranks: readonly (readonly string[])[] = [
    isBegun ? codes.usualDiagnoses.filter((code) => beginsWith(code, beginning)) : codes.usualDiagnoses,
    isBegun ? codes.painDiagnosesFrom(beginning).slice(0, most) : [],
    isBegun ? codes.diagnosesFrom(beginning, most) : [],
  ];
  const offered = new Set<string>();
  const offers = ranks.flatMap((list, rank) =>
    list.flatMap((code) => {
      if (offered.has(code)) return [];
      offered.add(code);
      return [offer(codes, code, code, rank)];
    }),
  );
  return { offers, isIncomplete: true };
}

/** The last diagnosis of a range: those of its first one's length and beginning that come after it. */
function endings(codes: Codes, first: string, second: string): readonly Offer[] {
  const beginning = second.length >= 2 ? second : first.slice(0, 3);
  const usual = new Set(codes.usualDiagnoses);
  return codes
    .diagnosesFrom(beginning, 400)
    .filter((code) => code.length === first.length && code > first)
    .slice(0, most)
    .map((code) => offer(codes, `${first}-${code}`, code, usual.has(code) ? 0 : 1));
}

function offer(codes: Codes, text: string, code: string, rank: number): Offer {
  const kind = text === code ? 'diagnosis' : 'range';
  const [name, short] = [diagnosisName(codes, code), shortDiagnosisName(codes, code)];
  return {
    label: text,
    kind,
    detail: short,
    documentation: name === short ? undefined : name && asText(name),
    text,
    rank,
  };
}
