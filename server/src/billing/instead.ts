/** The edits that put in the code for what was done, if the lines bill a different service. */

import type { BilledLine } from '../claim/billed.js';
import { procedureRegions } from '../claim/documented.js';
import type { Service } from '../claim/technique.js';
import type { Asked } from '../claim/terms.js';
import type { Region } from '../clinical/level.js';
import type { Imaging, PainCode, Rung } from '../codes/codes.js';
import { removeLine, replaceValue } from '../encounter/edits.js';
import type { Procedure } from '../encounter/encounter.js';
import type { Edit } from '../text/span.js';
import { listed } from '../text/words.js';
import { billWhatIsDocumented, changedTo } from './bill.js';
import { billableKinds, wantedLines } from './wanted.js';

export interface Instead {
  /** The codes that would be right. */
  readonly codes: readonly string[];
  /** An imperative. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** The lines changed to bill the service that was done; undefined if no single code is right. */
export function billedInstead(
  asked: Asked,
  lines: readonly BilledLine[],
  procedure: Procedure,
  done: Service,
): Instead | undefined {
  switch (done) {
    case 'unlisted':
      return oneLine(asked, lines, asked.codes.codesInGroup('unlisted')?.[0]);
    case 'epidural':
      return oneLine(asked, lines, epiduralCode(asked, lines, procedure));
    case 'facet-injection':
    case 'facet-destruction':
    case 'transforaminal-epidural':
      return documented(asked, lines, procedure, done) ?? inFamily(asked, lines, procedure, done);
    case 'nerve-block':
    case 'sacroiliac-injection':
    case 'nerve-destruction':
      return inPlace(asked, lines, ({ code }) => sameNerve(asked, code, done));
  }
}

/** Each line with the code that `codeFor` returns for it, everything else unchanged; undefined if a line has none. */
export function inPlace(
  asked: Asked,
  lines: readonly BilledLine[],
  codeFor: (line: BilledLine) => string | undefined,
): Instead | undefined {
  const changes = lines.map((line) => ({ line, code: codeFor(line) }));
  const codes = changes.flatMap(({ code }) => code ?? []);
  if (codes.length < lines.length || !codes.every((code) => isInForce(asked, code))) return undefined;
  const edits = changes.map(({ line: { line }, code }) => replaceValue(line.code, code ?? ''));
  return instead([...new Set(codes)], edits);
}

/** The only code of the row's group, region and rung with different imaging. */
export function withImaging(asked: Asked, row: PainCode, region: Region, imaging: Imaging): string | undefined {
  const found = asked.codes.painCodes.filter(
    (each) => each.group === row.group && each.region === region && each.rung === row.rung && each.imaging === imaging,
  );
  return found.length === 1 ? found[0]?.code : undefined;
}

/** The first line with the code, without sides and once; the others are removed. */
function oneLine(asked: Asked, lines: readonly BilledLine[], code: string | undefined): Instead | undefined {
  const [first, ...others] = lines;
  if (!first || !code || !isInForce(asked, code)) return undefined;
  const edits = [
    ...changedTo(first, { code, side: undefined, units: 1 }),
    ...others.map(({ line }) => removeLine(line)),
  ];
  return instead([code], edits);
}

/** What the record documents for the kind, in the payer's form. */
function documented(
  asked: Asked,
  lines: readonly BilledLine[],
  procedure: Procedure,
  done: Service,
): Instead | undefined {
  const { encounter, claim, codes, policy } = asked;
  const kind = billableKinds.find((each) => each === done);
  if (!kind || procedure.kind !== kind) return undefined;
  const wanted = wantedLines(encounter, claim, codes, policy, kind);
  const rewrite = wanted && billWhatIsDocumented(encounter, claim, codes, policy, [kind], lines);
  const written = [...new Set(wanted?.lines.map(({ code }) => code))];
  // Codes that another region's lines already bill are right as they are.
  const fresh = written.filter((code) => !claim.lines.some((line) => line.code === code));
  return rewrite && { ...rewrite, codes: fresh.length > 0 ? fresh : written };
}

/** The other family's codes, rung by rung, if the record does not say enough to write the lines. */
function inFamily(
  asked: Asked,
  lines: readonly BilledLine[],
  { guidance }: Procedure,
  done: Service,
): Instead | undefined {
  if (guidance?.value === 'none' || guidance?.value === 'ultrasound') return undefined;
  // One additional-level code bills what the other family has two codes for: with more than one line, we cannot tell which is which.
  if (lines.filter(({ facts }) => facts?.rung !== 'first').length > 1) return undefined;
  return inPlace(asked, lines, ({ facts, units }) => {
    if (!facts || (facts.rung !== 'first' && units > 1)) return undefined;
    const rung = done === 'transforaminal-epidural' ? 'first' : facts.rung && otherRung[facts.rung];
    return asked.codes.painCodes.find(
      (row) =>
        row.family !== undefined &&
        row.kinds[0] === done &&
        row.region === facts.region &&
        row.rung === rung &&
        row.imaging === 'required-fluoro-ct',
    )?.code;
  });
}

const otherRung: Readonly<Record<Rung, Rung | undefined>> = {
  first: 'first',
  second: 'further',
  further: 'second',
  third: undefined,
};

/** 62320 to 62323 by region and by imaging; undefined if the record does not say. */
function epiduralCode({ codes }: Asked, [line]: readonly BilledLine[], procedure: Procedure): string | undefined {
  const { guidance, technique } = procedure;
  const told = procedureRegions(procedure);
  // Caudal is an approach of the lumbar/sacral codes: domain facts, sections 0 and 4.
  const [region, other] = technique?.value === 'caudal' ? (['lumbar-sacral'] as const) : told;
  const imagings: Readonly<Record<string, Imaging>> = {
    none: 'none',
    fluoroscopy: 'includes-fluoro-ct',
    ct: 'includes-fluoro-ct',
  };
  const imaging = imagings[guidance?.value ?? ''];
  if (!imaging || other) return undefined;
  return codes.painCodes.find(
    (row) => row.group === 'epidural' && row.imaging === imaging && row.region === (region ?? line?.facts?.region),
  )?.code;
}

function sameNerve({ codes }: Asked, code: string, done: Service): string | undefined {
  const pair = codes.nervePair(code);
  return done === 'nerve-destruction' ? pair?.destruction : pair?.block;
}

function isInForce({ codes, encounter }: Asked, code: string): boolean {
  return codes.standing(code, encounter.date?.value).kind === 'valid';
}

function instead(codes: readonly string[], edits: readonly Edit[]): Instead {
  return { codes, title: `Change to ${listed(codes)}`, edits };
}
