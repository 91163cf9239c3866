/** A procedure's kind and the values of its fields. */
import { type EverydayKind, everydayKind, mayMean, plainWord } from '../syntax/everyday.js';
import {
  guidances,
  intents,
  type ProcedureKind,
  procedureKinds,
  seriesValues,
  sides,
  type Technique,
  techniques,
} from '../syntax/vocabulary.js';
import { insertAt, replaceAt } from '../text/span.js';
import type { Draft, RawProcedure } from './draft.js';
import type { Procedure, Written } from './encounter.js';
import { readBodies, readLevels, readNerves, readSites } from './places-on-spine.js';
import { fixOf, invalid, nearestFixes, quoted, replacing } from './problems.js';
import { discardedOf, minutesOf, reliefOf, reliefsOf, scoreOf, wordOf } from './values.js';

const consents = ['yes', 'no'] as const;

/** Reads it; problems are pushed. */
export function readProcedure(raw: RawProcedure, index: number, draft: Draft): Procedure {
  const { fields, block } = raw;
  const { kind: named, technique: said, site: saidSite } = kindOf(raw, draft);
  const technique = wordOf(fields.get('technique'), techniques, draft) ?? said;
  const isTransforaminal = named === 'epidural' && technique?.value === 'transforaminal';
  const kind: ProcedureKind | undefined = isTransforaminal ? 'transforaminal-epidural' : named;
  const side = wordOf(fields.get('side'), sides, draft);
  const levels = readLevels(fields.get('levels'), kind, { problems: draft.problems, fields });
  const nerves = readNerves(fields.get('nerves'), kind, { problems: draft.problems, fields });
  const bodies = readBodies(fields.get('bodies'), draft);
  const consent = wordOf(fields.get('consent'), consents, draft);
  const hasUnreadableSide = fields.get('side')?.text !== undefined && side === undefined;
  return {
    kept: [],
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
    bodies: bodies.items,
    site: saidSite ? [saidSite] : readSites(fields.get('site')),
    unreadableLevels: levels.hasUnreadable || nerves.hasUnreadable || hasUnreadableSide,
    unreadableBodies: bodies.hasUnreadable,
    painBefore: scoreOf(fields.get('pain-before'), draft),
    painAfter: scoreOf(fields.get('pain-after'), draft),
    relief: reliefOf(fields.get('relief'), draft),
    priorRelief: reliefOf(fields.get('prior-relief'), draft),
    priorBlocks: reliefsOf(fields.get('prior-blocks'), draft),
    minutes: minutesOf(fields.get('minutes'), draft),
    discarded: discardedOf(fields.get('discarded'), draft),
    consent: consent && { value: consent.value === 'yes', span: consent.span },
    span: { start: block.heading.start, end: raw.end },
    end: raw.end,
  };
}

/** The kind, and what an everyday word for it says too. */
interface MeantKind {
  readonly kind: ProcedureKind | undefined;
  readonly technique?: Written<Technique> | undefined;
  readonly site?: Written<string> | undefined;
}

function kindOf(raw: RawProcedure, draft: Draft): MeantKind {
  const { kind, block, fields } = raw;
  const found = procedureKinds.find((each) => each === kind?.value.toLowerCase());
  if (found) return { kind: found };
  if (!kind) {
    const message = 'The procedure has no kind: add one such as facet-injection after procedure, or other if none fits';
    draft.problems.push(
      invalid(block.heading, message, [fixOf('Add other as its kind', [insertAt(block.heading.end, ' other')])]),
    );
    return { kind: undefined };
  }
  const spaced = procedureKinds.find((each) => each === plainWord(kind.value));
  const meant: EverydayKind | undefined = spaced ? { kind: spaced } : everydayKind(kind.value);
  if (meant) {
    // What the words say besides is kept, in its field or as a note: a fix loses no word of the record.
    const isFree = (name: string): boolean => !fields.get(name)?.text;
    const technique: Technique | undefined = isFree('technique') ? meant.technique : undefined;
    const site: string | undefined = isFree('site') ? meant.site : undefined;
    const note = meant.saysMore ? kind.value : undefined;
    const rows = [
      ...(technique && !fields.has('technique') ? [`technique: ${technique}`] : []),
      ...(site !== undefined && !fields.has('site') ? [`site: ${site}`] : []),
      ...(note && !fields.has('note') ? [`note: ${note}`] : []),
    ];
    const right = [
      meant.kind,
      ...[technique && `technique ${technique}`, site !== undefined && `site ${site}`].filter(Boolean),
    ].join(', ');
    const indentation = draft.text.slice(block.start, block.heading.start);
    const edits = [
      replaceAt(kind.span, meant.kind),
      ...(rows.length > 0
        ? [insertAt(block.headingEnd, rows.map((row) => `${draft.lineEnd}${indentation}  ${row}`).join(''))]
        : []),
    ];
    const isLost =
      (note !== undefined && fields.has('note')) ||
      (meant.technique !== undefined &&
        fields.has('technique') &&
        fields.get('technique')?.text?.value !== meant.technique) ||
      (meant.site !== undefined && fields.has('site'));
    const applies = meant.isUnsure || isLost ? 'ask' : 'safe';
    const message = `${quoted(kind.value)} is read as ${right}: write it that way`;
    draft.problems.push(invalid(kind.span, message, [fixOf(`Change to ${right}`, edits, applies)]));
    return {
      kind: meant.kind,
      technique: technique && { value: technique, span: kind.span },
      site: site === undefined ? undefined : { value: site, span: kind.span },
    };
  }
  const known =
    'use facet-injection, facet-destruction, epidural, transforaminal-epidural, nerve-block, evaluation and so on, or other if none fits';
  const several = mayMean(kind.value, procedureKinds).map((each) => replacing(kind.span, each, 'ask'));
  const fixes = several.length > 0 ? several : nearestFixes(kind.span, kind.value, procedureKinds);
  draft.problems.push(invalid(kind.span, `${quoted(kind.value)} is not a procedure kind: ${known}`, fixes));
  return { kind: undefined };
}
