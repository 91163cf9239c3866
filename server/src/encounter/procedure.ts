/** A procedure's kind and the values of its fields. */
import {
  guidances,
  intents,
  type ProcedureKind,
  procedureKinds,
  seriesValues,
  sides,
  techniques,
} from '../syntax/vocabulary.js';
import { insertAt } from '../text/span.js';
import type { Draft, RawProcedure } from './draft.js';
import type { Procedure } from './encounter.js';
import { readLevels, readNerves, readSites } from './places-on-spine.js';
import { fixOf, invalid, nearestFixes, quoted } from './problems.js';
import { minutesOf, reliefOf, reliefsOf, scoreOf, wordOf } from './values.js';

const consents = ['yes', 'no'] as const;

/** Reads it; problems are pushed. */
export function readProcedure(raw: RawProcedure, index: number, draft: Draft): Procedure {
  const { fields, block } = raw;
  const named = kindOf(raw, draft);
  const technique = wordOf(fields.get('technique'), techniques, draft);
  const isTransforaminal = named === 'epidural' && technique?.value === 'transforaminal';
  const kind: ProcedureKind | undefined = isTransforaminal ? 'transforaminal-epidural' : named;
  const side = wordOf(fields.get('side'), sides, draft);
  const levels = readLevels(fields.get('levels'), kind, draft);
  const nerves = readNerves(fields.get('nerves'), kind, draft);
  const consent = wordOf(fields.get('consent'), consents, draft);
  const hasUnreadableSide = fields.get('side')?.text !== undefined && side === undefined;
  return {
    index,
    heading: block.heading,
    kind,
    kindSpan: raw.kind?.span ?? block.heading,
    fields,
    intent: wordOf(fields.get('intent'), intents, draft),
    series: wordOf(fields.get('series'), seriesValues, draft),
    technique,
    guidance: wordOf(fields.get('guidance'), guidances, draft),
    side,
    levels: levels.items,
    nerves: nerves.items,
    site: readSites(fields.get('site')),
    unreadableLevels: levels.hasUnreadable || nerves.hasUnreadable || hasUnreadableSide,
    painBefore: scoreOf(fields.get('pain-before'), draft),
    painAfter: scoreOf(fields.get('pain-after'), draft),
    relief: reliefOf(fields.get('relief'), draft),
    priorRelief: reliefOf(fields.get('prior-relief'), draft),
    priorBlocks: reliefsOf(fields.get('prior-blocks'), draft),
    minutes: minutesOf(fields.get('minutes'), draft),
    consent: consent && { value: consent.value === 'yes', span: consent.span },
    span: { start: block.heading.start, end: raw.end },
    end: raw.end,
  };
}

function kindOf({ kind, block }: RawProcedure, draft: Draft): ProcedureKind | undefined {
  const found = procedureKinds.find((each) => each === kind?.value.toLowerCase());
  if (found) return found;
  if (!kind) {
    const message = 'The procedure has no kind: add one such as facet-injection after procedure, or other if none fits';
    draft.problems.push(
      invalid(block.heading, message, [fixOf('Add other as its kind', [insertAt(block.heading.end, ' other')])]),
    );
    return undefined;
  }
  const known =
    'use facet-injection, facet-destruction, epidural, transforaminal-epidural, nerve-block, evaluation and so on, or other if none fits';
  const fixes = nearestFixes(kind.span, kind.value, procedureKinds);
  draft.problems.push(invalid(kind.span, `${quoted(kind.value)} is not a procedure kind: ${known}`, fixes));
  return undefined;
}
