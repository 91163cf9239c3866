/** Who set the severity of a finding, in words. */

import type { Reported } from '../../engine/judgment.js';
import type { SeverityOrigin } from '../../engine/severity.js';
import type { Severity } from '../../policy/vocabulary.js';
import { asText } from '../../text/markdown.js';

/** "warning: set by the policy medicare-noridian", as Markdown. */
export function severityWordsOf({ severity, severityFrom }: Pick<Reported, 'severity' | 'severityFrom'>): string {
  return severitySetBy(severity, severityFrom);
}

/** The same of a rule as such. */
export function severitySetBy(level: Severity | 'off', from: SeverityOrigin): string {
  return `${level}: ${from.kind === 'rule' ? "the rule's own" : `set by ${setterWords(from)}`}`;
}

/** "the policy medicare-noridian", "the project file", "your setting". */
function setterWords(from: SeverityOrigin): string {
  switch (from.kind) {
    case 'policy':
      return `the policy ${asText(from.policy)}`;
    case 'project':
      return 'the project file';
    case 'setting':
      return 'your setting';
    case 'rule':
      return 'the rule';
  }
}
