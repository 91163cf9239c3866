/** What is under the cursor, explained: (world, file, offset) → Markdown and the span it is about. */

import { regionWords } from '../../clinical/level.js';
import { completedJoints, diagnosisRegionsOf, foramenOf, nervesOf, regionOf, rootOf } from '../../clinical/levels.js';
import type { Encounter, Procedure, ServiceLine } from '../../encounter/encounter.js';
import type { CheckedFile } from '../../engine/check.js';
import { checkedOf } from '../../engine/checked.js';
import type { Judgment, World } from '../../engine/judgment.js';
import type { Case } from '../../rules/rule.js';
import { asText } from '../../text/markdown.js';
import { type Span, shifted } from '../../text/span.js';
import { counted, listed } from '../../text/words.js';
import { checkedLines } from '../words/checked.js';
import { codeWords } from '../words/code.js';
import { diagnosisWords } from '../words/diagnosis.js';
import { fieldWords } from '../words/field.js';
import { fieldHelp } from '../words/field-help.js';
import type { Hover } from '../words/hover.js';
import { billedAs } from '../words/kind.js';
import { modifierWords } from '../words/modifier.js';
import { nerveWords } from '../words/nerve.js';
import { placeWords } from '../words/place.js';
import { policyWords } from '../words/policy.js';
import { encounterAt } from './place.js';

/** The hover at an offset of the file; undefined if there is nothing to say. */
export function hover(world: World, file: CheckedFile, offset: number): Hover | undefined {
  const found = encounterAt(file, offset);
  if (!found) return undefined;
  const { encounter, situation } = found.judgment;
  const at = offset - found.start;
  const said =
    onServiceLine(world, encounter, situation, at) ??
    onDiagnosis(world, encounter, at) ??
    onProcedure(world, encounter, at) ??
    onHeader(world, encounter, situation, at) ??
    onHeading(found.judgment, at);
  if (!said || said.lines.length === 0) return undefined;
  return { span: shifted(said.span, found.start), markdown: said.lines.filter((line) => line !== '').join('\n\n') };
}

interface Said {
  readonly span: Span;
  readonly lines: readonly string[];
}

function holds({ start, end }: Span, at: number): boolean {
  return at >= start && at <= end;
}

function onServiceLine({ codes }: World, encounter: Encounter, { policy }: Case, at: number): Said | undefined {
  const line = encounter.lines.find(({ span }) => holds(span, at));
  if (!line) return undefined;
  const date = encounter.date?.value;
  if (holds(line.code.span, at))
    return { span: line.code.span, lines: codeWords(codes, line.code.value, date, policy) };
  const modifier = line.modifiers.find(({ span }) => holds(span, at));
  if (modifier) return { span: modifier.span, lines: modifierWords(codes, modifier.value, date) };
  const pointer = line.pointers.find(({ span }) => holds(span, at));
  if (pointer) {
    const diagnosis = encounter.diagnoses.find(({ letter }) => letter.value === pointer.value);
    return {
      span: pointer.span,
      lines: diagnosis?.code
        ? diagnosisWords(codes, diagnosis.code.value, date)
        : [`No diagnosis has the letter ${pointer.value}`],
    };
  }
  if (line.unitsSpan && holds(line.unitsSpan, at)) return { span: line.unitsSpan, lines: unitLines(codes, line, date) };
  return undefined;
}

function unitLines(codes: World['codes'], line: ServiceLine, date: string | undefined): readonly string[] {
  const mue = codes.mue(line.code.value, date);
  const limit = mue
    ? `Unit limit for ${line.code.value}: ${mue.units} per ${mue.indicator === 1 ? 'line' : 'day'} (MUE ${mue.quarter})`
    : '';
  return [counted(line.units, 'unit'), limit];
}

function onDiagnosis({ codes }: World, encounter: Encounter, at: number): Said | undefined {
  const diagnosis = encounter.diagnoses.find(({ span }) => holds(span, at));
  if (!diagnosis?.code) return undefined;
  return { span: diagnosis.span, lines: diagnosisWords(codes, diagnosis.code.value, encounter.date?.value) };
}

function onProcedure({ codes }: World, encounter: Encounter, at: number): Said | undefined {
  const procedure = encounter.procedures.find(({ span }) => holds(span, at));
  if (!procedure) return undefined;
  if (holds(procedure.kindSpan, at) && procedure.kind) {
    return {
      span: procedure.kindSpan,
      lines: [`**${procedure.kind}** ${billedAs(codes, procedure.kind)}`, documentedWords(procedure)],
    };
  }
  const level = procedure.levels.find(({ span }) => holds(span, at));
  if (level) return { span: level.span, lines: level.value.map((each) => levelLine(each, procedure)) };
  const nerve = procedure.nerves.find(({ span }) => holds(span, at));
  if (nerve && isOfSpine(procedure)) return { span: nerve.span, lines: [nerveLine(procedure, nerve.value)] };
  const site = nerve ?? procedure.site.find(({ span }) => holds(span, at));
  const named = site && codes.nerve(site.value);
  if (site && named) return { span: site.span, lines: nerveWords(codes, named.nerve, encounter.date?.value) };
  const field = [...procedure.fields.values()].find(({ nameSpan }) => holds(nameSpan, at));
  if (!field) return undefined;
  return {
    span: field.nameSpan,
    lines: [
      `**${asText(field.name)}** ${fieldHelp(field.name) ?? ''}`,
      field.name === 'nerves' && isOfSpine(procedure) ? nerveLine(procedure, undefined) : '',
    ],
  };
}

/** Its nerves are medial branches or roots. */
function isOfSpine({ kind }: Procedure): boolean {
  return kind === 'transforaminal-epidural' || kind === 'facet-injection' || kind === 'facet-destruction';
}

function levelLine(level: string, procedure: Procedure): string {
  const region = regionWords[regionOf(level) ?? 'lumbar-sacral'];
  const nerves = nervesOf(level);
  const root = rootOf(level);
  const isTransforaminal = procedure.kind === 'transforaminal-epidural';
  const supply = isTransforaminal
    ? `the ${root ?? ''} root exits here`
    : nerves.length > 0
      ? `supplied by ${listed(nerves)}`
      : 'not in the medial branch table';
  const icd = diagnosisRegionsOf(level)[0];
  return `**${level}** ${region}; ${supply}${icd ? `; ICD-10 region character ${icd}, as in M47.81${icd}` : ''}`;
}

function nerveLine(procedure: Procedure, nerve: string | undefined): string {
  const names = [...new Set(procedure.nerves.map(({ value }) => value))];
  if (procedure.kind === 'transforaminal-epidural') {
    const foramen = nerve && foramenOf(nerve);
    const leaves = foramen ? `**${nerve}** exits at ${foramen}. ` : '';
    return `${leaves}${counted(names.length, 'root')}; each root is one level`;
  }
  const { joints, incomplete } = completedJoints(names);
  // A joint is the nerve's own where it is not complete without it: C2-C3 needs C2 with C3, or TON alone.
  const others = completedJoints(names.filter((name) => name !== nerve)).joints;
  const own = joints.filter((joint) => !others.includes(joint) || nervesOf(joint).includes(nerve ?? ''));
  const whole = `${counted(names.length, 'nerve')} (${listed(names)}) ${names.length === 1 ? 'makes' : 'make'} ${counted(joints.length, 'level')}${joints.length > 0 ? `: ${listed(joints)}` : ''}`;
  const alone =
    incomplete.length > 0
      ? `; ${listed(incomplete)} ${incomplete.length === 1 ? 'does' : 'do'} not complete a joint`
      : '';
  return nerve
    ? `**${nerve}** ${own.length > 0 ? `supplies ${listed(own)}` : 'does not complete a joint here'}. ${whole}${alone}`
    : `${whole}${alone}`;
}

function documentedWords(procedure: Procedure): string {
  return procedure.nerves.length > 0 && procedure.kind?.startsWith('facet') ? nerveLine(procedure, undefined) : '';
}

function onHeader({ codes, policies }: World, encounter: Encounter, { choice }: Case, at: number): Said | undefined {
  const field = [...encounter.fields.values()].find(({ span }) => holds(span, at));
  if (!field) return undefined;
  if (holds(field.nameSpan, at))
    return { span: field.nameSpan, lines: [`**${asText(field.name)}** ${fieldHelp(field.name) ?? ''}`] };
  if (!field.text || !holds(field.text.span, at)) return undefined;
  if (field.name === 'place') {
    const place = codes.place(field.text.value);
    return place && { span: field.text.span, lines: placeWords(place) };
  }
  if (field.name !== 'payer') return undefined;
  if (choice.kind === 'unknown' || choice.kind === 'absent') {
    return {
      span: field.text.span,
      lines: ['No payer policy has this name', `Available: ${asText(policies.known.map(({ id }) => id).join(', '))}`],
    };
  }
  const { policy } = choice;
  if (!policy) return undefined;
  return { span: field.text.span, lines: policyWords(policy) };
}

/** A section's heading; that of the encounter says what judged it and what was not checked. */
function onHeading(judgment: Judgment, at: number): Said | undefined {
  const { blocks, heading } = judgment.encounter;
  const block = blocks.find((each) => holds(each.heading, at));
  // Behind its keyword the heading has the encounter's id.
  const isOfEncounter = block?.kind === 'encounter' || (heading !== undefined && holds(heading, at));
  const kind = isOfEncounter ? 'encounter' : block?.kind;
  const span = isOfEncounter ? heading : block?.heading;
  if (!kind || !span) return undefined;
  const words = `**${kind}** ${fieldWords(kind) ?? ''}`;
  return { span, lines: isOfEncounter ? [words, checkedList(judgment)] : [words] };
}

function checkedList(judgment: Judgment): string {
  return checkedLines(checkedOf(judgment))
    .map((line) => `- ${asText(line)}`)
    .join('\n');
}
