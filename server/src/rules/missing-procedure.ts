import { supportingProcedures } from '../claim/claim.js';
import { kindsOf } from '../claim/kinds.js';
import { billsNerveOfJoint } from '../claim/nerves.js';
import { insertAboveLines } from '../encounter/edits.js';
import type { Encounter } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** To an auditor, what is not documented was not done; a code without a record to support it is paid back. */
export const missingProcedure = defineRule({
  id: 'missing-procedure',
  summary: 'A billed code has no documented procedure that supports it',
  severity: 'warning',
  maySilence: ['unbilled-procedure'],
  speaksOf: 'encounter',
  asks: 'procedure',

  *check({ encounter, claim, codes }): Iterable<Finding> {
    if (claim.hasUnknownKind) return;
    const billed = new Set(claim.lines.flatMap((line) => kindsOf(line, codes) ?? []));
    const idle = encounter.procedures.filter(({ kind }) => kind !== undefined && kind !== 'other' && !billed.has(kind));
    const idleKinds = [...new Set(idle.flatMap(({ kind }) => kind ?? []))];
    for (const billedLine of claim.lines) {
      const { facts, code, line, index } = billedLine;
      if (!billedLine.isInForce || !facts?.needsProcedure || supportingProcedures(encounter, billedLine).length > 0)
        continue;
      if (encounter.procedures.some((procedure) => billsNerveOfJoint(procedure, code, codes))) continue;
      const kinds: readonly ProcedureKind[] = facts.kinds.length > 0 ? facts.kinds : ['other'];
      const instead =
        idleKinds.length > 0
          ? `; the documented ${listed(idleKinds)} ${idleKinds.length === 1 ? 'is' : 'are'} not billed`
          : '';
      yield {
        at: line.code.span,
        message: `${code} needs a documented procedure (${listed(kinds, 'or')}), but none is recorded${instead}`,
        related: idle.map(({ kindSpan, kind }) => ({
          at: kindSpan,
          message: `No claim line bills this ${kind ?? ''}`,
        })),
        fixes: () => kinds.slice(0, 2).map((kind) => skeleton(encounter, kind)),
        about: { lines: [index], sessions: idleKinds },
        silences: idleKinds.length > 0 ? ['unbilled-procedure'] : [],
      };
    }
  },
});

/** The fields that a record of the kind usually names first. */
const usualFields: Partial<Record<ProcedureKind, readonly string[]>> = {
  'facet-injection': ['intent', 'technique', 'levels', 'side', 'guidance', 'indication'],
  'facet-destruction': ['technique', 'levels', 'side', 'guidance', 'prior-blocks'],
  epidural: ['technique', 'levels', 'guidance', 'indication'],
  'transforaminal-epidural': ['levels', 'side', 'guidance', 'indication'],
  'sacroiliac-injection': ['intent', 'side', 'guidance', 'indication'],
  'trigger-point': ['site', 'indication'],
  'nerve-block': ['site', 'side', 'guidance', 'indication'],
  'nerve-destruction': ['technique', 'site', 'side', 'guidance'],
  'joint-injection': ['site', 'side', 'guidance', 'indication'],
  therapy: ['minutes'],
};

function skeleton(encounter: Encounter, kind: ProcedureKind): Fix {
  const rows = [`procedure ${kind}`, ...(usualFields[kind] ?? ['indication']).map((field) => `  ${field}: `)];
  return {
    title: `Insert ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} procedure`,
    edits: [insertAboveLines(encounter, rows)],
    applies: 'ask',
  };
}
