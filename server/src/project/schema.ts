/** The form of the project file scrubber.yaml, as one zod schema: types, messages and the published JSON Schema come from it. */
import * as z from 'zod';
import { policyRuleIds } from '../policy/problem.js';
import { payerId } from '../policy/scalars.js';
import { ruleSeverities } from '../policy/schema.js';
import { oncePer } from '../text/once.js';
import { type About, about, line, list } from '../yaml/schema.js';

type ProjectSchema = ReturnType<typeof schemaFor>;
export type ProjectContent = z.output<ProjectSchema>;

/** The schema, told which rules there are. */
export const projectSchema = oncePer(schemaFor);

function schemaFor(ruleIds: readonly string[]) {
  return z.strictObject({
    policies: about(
      list(line),
      'Policy folders',
      'More folders of payer policies, such as a share of the practice; they may be read-only.',
      'policies: [//practice-share/payers]',
    ),
    aliases: about(
      z.record(z.string(), payerId.meta({ takes: 'payer' } satisfies About)),
      'Aliases',
      "Plan names of the practice's own system, and the ids of the policies that they mean.",
      'aliases: { BCBS AZ MA 123: bcbs-arizona-medicare-advantage }',
    ),
    severity: about(
      ruleSeverities([...ruleIds, ...policyRuleIds]),
      'Severities',
      "Rule by rule, after the rule's own and the policy's: error, warning, information, hint or off. Findings in policy files (payer-…) too.",
      'severity: { level-undercount: off }',
    ),
    tables: about(line, 'Code tables', 'A folder of newer CMS files, and of AMA descriptors.', 'tables: tables/'),
    exclude: about(list(line), 'Passed over', 'Files that are not checked, as patterns.', 'exclude: [archive/**]'),
  });
}
