import type { Neighbor } from '../neighbors/neighbor.js';
import { countedAmong } from '../neighbors/superseded.js';
import { isSameVisit, visitOf } from '../neighbors/visit.js';
import { defineRule, type Related } from './rule.js';

/**
 * Payer edits count a provider's day together: two encounters with the same patient, provider, kind of claim and date
 * are one claim to the payer, and the second is denied as a duplicate or against the lines of the first.
 */
export const duplicateEncounter = defineRule({
  id: 'duplicate-encounter',
  summary: 'Two encounters share one id, or are one visit',
  severity: 'warning',
  needs: ['neighbors'],
  speaksOf: 'encounter',

  *check({ encounter, neighbors }) {
    const { id, frequency } = encounter;
    // A replacement, like a void, is of a claim that was sent before.
    if (!id || frequency !== 'original') return;
    const visit = visitOf(encounter);
    const counted = countedAmong(encounter, neighbors);
    if (!counted.isCounted) return;
    const isSettled = (other: Neighbor): boolean => other.frequency !== undefined;
    const earlier = counted.neighbors.filter((other) => other.isEarlier && !isSettled(other));
    const sameId = earlier.find((other) => other.id === id.value);
    // Which of a visit's claims was replaced or made void, only the id of a void can tell.
    const isNamed = ({ frequency: of, id: named }: Neighbor): boolean =>
      of === 'void' && (named === id.value || neighbors.some((other) => !isSettled(other) && other.id === named));
    const mayBeReplaced = neighbors.some((other) => isSettled(other) && isSameVisit(visit, other) && !isNamed(other));
    const first = sameId ?? (mayBeReplaced ? undefined : earlier.find((other) => isSameVisit(visit, other)));
    if (!first) return;
    const related: Related = {
      at: first.idSpan,
      message: 'The first encounter is here',
      encounter: { file: first.file, ordinal: first.ordinal },
    };
    yield {
      at: id.span,
      message: sameId
        ? `Id ${id.value} is already used by an earlier encounter: give each encounter its own id`
        : `Encounter ${first.id} has the same patient, provider, kind of claim and date: bill both as one, because the payer counts the day together`,
      related: [related],
    };
  },
});
