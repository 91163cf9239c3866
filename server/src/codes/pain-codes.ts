/** The codes a pain practice bills: server/data/codes.csv. */
import { painCodeRows } from '../../generated/pain-codes.js';
import { procedureKinds } from '../syntax/vocabulary.js';
import type { Imaging, PainCode, Rung } from './codes.js';
import { once } from './packed.js';

const imagings: readonly Imaging[] = [
  'required-fluoro-ct',
  'includes-fluoro-ct',
  'includes-ultrasound',
  'includes-any',
  'when-used',
  'separate',
  'is-imaging',
  'none',
];
const rungs: readonly Rung[] = ['first', 'second', 'third', 'further'];

/** The rows by code. */
export const painCodes = once(
  (): ReadonlyMap<string, PainCode> => new Map(painCodeRows.map((row) => [row.code ?? '', painCode(row)])),
);

function painCode(row: Readonly<Record<string, string>>): PainCode {
  return {
    code: row.code ?? '',
    explanation: row.explanation ?? '',
    // As the table has them: the kind that the code is for stands first.
    kinds: (row.kinds ?? '').split(' ').flatMap((word) => procedureKinds.find((kind) => kind === word) ?? []),
    group: row.group ?? '',
    needsProcedure: row.needs_procedure === 'yes',
    family: row.family || undefined,
    rung: rungs.find((rung) => rung === row.rung),
    status: row.status ?? '',
    bilateral: row.bilateral ?? '',
    global: row.global ?? '',
    region: row.region === 'cervical-thoracic' || row.region === 'lumbar-sacral' ? row.region : undefined,
    imaging: imagings.find((imaging) => imaging === row.imaging) ?? '',
    timed: row.timed ?? '',
    unit: row.unit ?? '',
    since: row.since || undefined,
    note: row.note ?? '',
  };
}
