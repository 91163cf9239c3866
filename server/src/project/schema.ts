/** The form of the project file scrubber.yaml, as one zod schema: types, messages and the published JSON Schema come from it. */
import * as z from 'zod';
import { policyRuleIds } from '../policy/problem.js';
import { payerId } from '../policy/scalars.js';
import { ruleSeverities } from '../policy/schema.js';
import { oncePer } from '../text/once.js';
import { type About, about, line, list } from '../yaml/schema.js';

type ProjectSchema = ReturnType<typeof schemaFor>;
export type ProjectContent = z.output<ProjectSchema>;

/** The schema for these rules. */
export const projectSchema = oncePer(schemaFor);

function schemaFor(ruleIds: readonly string[]) {
  return z.strictObject({
    policies: about(
      list(line),
      'Policy folders',
      "More folders of payer policies, such as the practice's network share; they may be read-only.",
      'policies: [//practice-share/payers]',
    ),
    aliases: about(
      z.record(z.string(), payerId.meta({ takes: 'payer' } satisfies About)),
      'Aliases',
      "Plan names from the practice's own system, and the policy id that each one means.",
      'aliases: { BCBS AZ MA 123: bcbs-arizona-medicare-advantage }',
    ),
    severity: about(
      ruleSeverities([...ruleIds, ...policyRuleIds]),
      'Severities',
      "Severity for each rule: error, warning, information, hint or off. Overrides the rule's default and the policy's. Findings in policy files (payer-…) can be set too.",
      'severity: { level-undercount: off }',
    ),
    tables: about(line, 'Code tables', 'A folder with newer CMS files and AMA descriptors.', 'tables: tables/'),
    exclude: about(list(line), 'Excluded files', 'Patterns for files that are not checked.', 'exclude: [archive/**]'),
  });
}
