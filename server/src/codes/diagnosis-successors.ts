/** What may be billed in the place of a diagnosis that may not. */
import type { DiagnosisStanding } from './codes.js';

/** The codes below it or that replaced it, then those where a part of it is coded; before its first day the one that it replaced. */
export function inPlaceOf(standing: DiagnosisStanding): readonly string[] {
  switch (standing.kind) {
    case 'header':
      return [...standing.children, ...(standing.elsewhere?.codes ?? [])];
    case 'ended':
      return [...standing.successors, ...(standing.elsewhere?.codes ?? [])];
    case 'not-yet':
      return standing.instead;
    default:
      return [];
  }
}
