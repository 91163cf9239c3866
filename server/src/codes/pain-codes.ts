/** The codes a pain practice bills: server/data/codes.csv. */
import { painCodeRows } from '../../generated/pain-codes.js';
import { guidances, procedureKinds } from '../syntax/vocabulary.js';
import { once } from '../text/once.js';
import type { CodeSite, Imaging, PainCode, Reported, Rung } from './codes.js';
import { nerveOf } from './nerves.js';

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
const reportedOnce: readonly Reported[] = ['each-further-level', 'once-a-day'];
const sites: readonly CodeSite[] = [
  'small-joint',
  'medium-joint',
  'large-joint',
  'one-or-two-muscles',
  'three-or-more-muscles',
];

/** The rows by code. */
export const painCodes = once(
  (): ReadonlyMap<string, PainCode> => new Map(painCodeRows.map((row) => [row.code ?? '', painCode(row)])),
);

function painCode(row: Readonly<Record<string, string>>): PainCode {
  return {
    code: row.code ?? '',
    explanation: row.explanation ?? '',
    // As the table has them: the kind that the code is for comes first.
    kinds: (row.kinds ?? '').split(' ').flatMap((word) => procedureKinds.find((kind) => kind === word) ?? []),
    group: row.group ?? '',
    needsProcedure: row.needs_procedure === 'yes',
    family: row.family || undefined,
    rung: rungs.find((rung) => rung === row.rung),
    reported: reportedOnce.find((reported) => reported === row.reported),
    status: row.status ?? '',
    bilateral: row.bilateral ?? '',
    global: row.global ?? '',
    region: row.region === 'cervical-thoracic' || row.region === 'lumbar-sacral' ? row.region : undefined,
    site: sites.find((site) => site === row.site),
    nerve: nerveOf(row.code ?? '')?.name,
    imaging: imagings.find((imaging) => imaging === row.imaging) ?? '',
    guidance: guidances.find((guidance) => guidance === row.guidance),
    withoutImaging: row.without_imaging,
    facilityOf: row.facility_of,
    timed: row.timed ?? '',
    unit: row.unit ?? '',
    since: row.since || undefined,
    note: row.note ?? '',
  };
}
