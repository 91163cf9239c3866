/** What imaging a code includes, and which may be billed with it, as Markdown: by codes.csv, CMS's add-on code file and NCCI's pairs. */

import { rowIncludes } from '../../claim/imaging.js';
import type { Codes, PainCode } from '../../codes/codes.js';
import { capital, listed } from '../../text/words.js';
import { inRanges, type Length } from './code-pairs.js';

/** In one line: which imaging is part of the code, which may be billed with it and which not; of imaging itself, what includes it. */
export function imagingWords(
  codes: Codes,
  row: PainCode,
  date: string | undefined,
  length: Length,
): string | undefined {
  if (row.imaging === 'is-imaging')
    return row.group === 'imaging' ? includedWords(codes, row, date, length) : undefined;
  // Before the day on which it was included it was billed.
  const since = row.imaging === 'separate' ? undefined : codes.imagingIncludedFrom(row.code);
  if (since !== undefined && date !== undefined && date < since) return `Includes imaging from ${since} on`;
  const said = row.imaging === 'separate' ? billedWords(codes, row, date) : inclusion[row.imaging];
  const without = row.withoutImaging;
  if (said === undefined) return apartWords(codes, row, date);
  const instead = without === undefined ? '' : `; without it: ${without}`;
  return `${said}${instead}`;
}

const inclusion: Readonly<Record<string, string>> = {
  'required-fluoro-ct': 'Imaging: fluoroscopy or CT is required and included; no imaging code is billed with it',
  'includes-fluoro-ct': 'Imaging: fluoroscopy or CT is included; neither is billed with it',
  'includes-ultrasound': 'Imaging: ultrasound with a stored image is included; no ultrasound is billed with it',
  'includes-any': 'Imaging: included, whichever it is; no imaging code is billed with it',
  'when-used': 'Imaging: included when used; no imaging code is billed with it',
};

/** The code for the same service with the imaging, of one without. */
function withImagingWords(codes: Codes, { code, group }: PainCode): string | undefined {
  // What is billed as something else without imaging, such as a trigger point, is not that with imaging.
  const others = codes.painCodes
    .filter((each) => each.withoutImaging === code && each.group === group)
    .map((each) => each.code);
  return others.length > 0 ? `With imaging: ${listed(others, 'or')}` : undefined;
}

/** Of a code without imaging: the one with it, and the imaging that is a pair with it all the same. */
function apartWords(codes: Codes, row: PainCode, date: string | undefined): string | undefined {
  const paired = row.needsProcedure ? imagingOf(codes, row, date).pair : [];
  const parts = [
    withImagingWords(codes, row),
    paired.length > 0 && `${listed(paired, 'or')} is not billed with it (NCCI pair)`,
  ].filter((part): part is string => typeof part === 'string');
  return parts.length > 0 ? capital(parts.join('; ')) : undefined;
}

/** Which imaging may be billed with a code that includes none. */
function billedWords(codes: Codes, row: PainCode, date: string | undefined): string {
  const { billed, pair, others } = imagingOf(codes, row, date);
  const parts = [
    billed.length > 0 ? `${listed(billed, 'or')} may be billed with it` : 'none may be billed with it',
    pair.length > 0 && `not ${listed(pair, 'or')} (NCCI pair)`,
    others.length > 0 && `not ${listed(others, 'or')} (an add-on code, but not to this one)`,
    withImagingWords(codes, row)?.toLowerCase(),
  ];
  return `Imaging: ${parts.filter(Boolean).join('; ')}`;
}

interface ImagingOf {
  readonly billed: readonly string[];
  /** In a pair with the code, whichever of the two is paid. */
  readonly pair: readonly string[];
  /** Add-on codes that do not name it as a primary. */
  readonly others: readonly string[];
}

function imagingOf(codes: Codes, { code }: PainCode, date: string | undefined): ImagingOf {
  const kinds = codes.painCodes.filter(
    (each) => each.group === 'imaging' && codes.standing(each.code, date).kind === 'valid',
  );
  const said = kinds.map((imaging): readonly [string, keyof ImagingOf] => {
    const pair = codes.pair(code, imaging.code, date) ?? codes.pair(imaging.code, code, date);
    if (pair) return [imaging.code, 'pair'];
    const addOn = codes.addOn(imaging.code, date);
    const isOpen = !addOn || addOn.primaries.some((primary) => primary.code === code);
    return [imaging.code, isOpen ? 'billed' : 'others'];
  });
  const of = (what: keyof ImagingOf): readonly string[] => said.flatMap(([each, is]) => (is === what ? [each] : []));
  return { billed: of('billed'), pair: of('pair'), others: of('others') };
}

/** Of imaging itself, the codes that include it. */
function includedWords(codes: Codes, { code }: PainCode, date: string | undefined, length: Length): string {
  const including = codes.painCodes.filter(
    (row) => rowIncludes(row, code, codes) && codes.standing(row.code, date).kind === 'valid',
  );
  const ranges = inRanges(including.map((row) => row.code));
  const shown = ranges.slice(0, length === 'short' ? mostInHover : ranges.length);
  return `Part of, and so not billed with: ${shown.join(', ')}${shown.length < ranges.length ? ', …' : ''}`;
}

const mostInHover = 8;
