/** `schema`: the JSON Schema of our YAML files, for other tools. */

import { policySchema } from '../policy/schema.js';
import { projectSchema } from '../project/schema.js';
import { publishedSchema } from '../yaml/json-schema.js';

/** The schema as JSON. */
export function schemaText(of: 'policy' | 'project', ruleIds: readonly string[]): string {
  const schema =
    of === 'policy'
      ? publishedSchema(policySchema(ruleIds), 'Payer policy', 'A payer policy of Encounter Scrubber, *.payer.yaml')
      : publishedSchema(projectSchema(ruleIds), 'Project file', 'What a team shares: scrubber.yaml');
  return `${JSON.stringify(schema, null, 2)}\n`;
}
