/** Where a procedure was done: levels, nerves, bodies, site and side. Heading and text must agree. */
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { bodiesOf } from './body-fields.js';
import type { NoteProcedure } from './procedures.js';
import { sideOf } from './side-fields.js';
import { sitesOf } from './site-fields.js';
import { spineOf } from './spine-fields.js';
import type { Decisions } from './statements.js';
import { sourcesOf } from './where-sources.js';

type WhereFields = Decisions<'levels' | 'nerves' | 'bodies' | 'site' | 'side'>;

/** What is said of where. */
export function whereFields(procedure: NoteProcedure): WhereFields {
  const fields: WhereFields = {};
  const { kind } = procedure;
  const sources = sourcesOf(procedure);
  if (ofBodies.has(kind)) fields.bodies = bodiesOf(sources);
  if (ofLevels.has(kind)) Object.assign(fields, spineOf(kind, sources));
  if (ofSites.has(kind)) fields.site = sitesOf(procedure, sources);
  if (!ofBodies.has(kind) && !besidesSides.has(kind)) fields.side = sideOf(procedure, sources, fields);
  return fields;
}

const besidesSides: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  'neurostimulator',
  'pump',
  'discography',
  'sedation',
  'evaluation',
  'therapy',
  'drug-test',
  'other',
]);

const ofLevels: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  ...(['facet-injection', 'facet-destruction', 'epidural', 'transforaminal-epidural', 'discography'] as const),
]);
const ofBodies: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  'vertebral-augmentation',
  'basivertebral-ablation',
]);
const ofSites: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  ...(['joint-injection', 'nerve-block', 'nerve-destruction', 'trigger-point', 'chemodenervation'] as const),
]);
