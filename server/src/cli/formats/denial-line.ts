/** One way in which a claim comes back, as reports for people say it. */
import { denialWords } from '../../features/explain/denial.js';
import type { ReportedDenial } from '../report.js';

/** "CO-B15 (second-hand): The base procedure …". */
export function denialLine({
  when,
  group,
  groupConfidence,
  carc,
  rarc = [],
  says,
  confidence,
}: ReportedDenial): string {
  const words = denialWords({
    when,
    group,
    groupConfidence: groupConfidence ?? confidence,
    carc,
    rarc,
    explanation: says,
    confidence,
    source: undefined,
  });
  return `${words}: ${says}`;
}
