/**
 * The form of a payer policy file, as one zod schema: from it come the types, the messages, and later the hovers and the
 * published JSON Schema. Scalars arrive as they were written, as strings: `yaml` would read the code 01991 as 1991.
 */
import * as z from 'zod';
import { bilateralForms } from './policy.js';

export type PolicySchema = ReturnType<typeof schemaFor>;

/** One file's own content, nothing inherited. */
export type PolicyContent = z.output<PolicySchema>;

const schemas = new WeakMap<readonly string[], PolicySchema>();

/**
 * The schema, told which rules there are, so that a severity for a rule that does not exist is found. The texts given as
 * `error` complete the sentence "… takes".
 */
export function policySchema(ruleIds: readonly string[]): PolicySchema {
  const known = schemas.get(ruleIds);
  if (known) return known;
  const schema = schemaFor(ruleIds);
  schemas.set(ruleIds, schema);
  return schema;
}

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const id = z.string().regex(idPattern, 'one word of letters, digits and hyphens, such as medicare-noridian');
const line = z.string().regex(/^[^\r\n]{1,200}$/, 'a text of one line, up to 200 characters');
const date = z.iso.date('a calendar date such as 2026-04-16');
const form = z.enum(bilateralForms);
const forms = z.union([form, z.array(form).min(1, 'at least one form')]).transform(asList);

const bilateral = z.strictObject({
  primary: forms.optional().meta({
    title: 'Codes that are no add-on codes',
    description:
      'How one service on both sides is billed: modifier-50, rt-lt, two-lines or units-2; of a list any form is right, and the first is written.',
  }),
  'add-on': forms.optional().meta({
    title: 'Add-on codes',
    description: 'The same for codes that are billed only beside another one.',
  }),
  'surgery-center': forms.optional().meta({
    title: "A surgery centre's own claim",
    description: "Both of them, where the claim is the facility's and the place is 24.",
  }),
});

// The next keys of a policy: accepted as they stand, and not read yet.
const notReadYet = z.unknown().optional();

function schemaFor(ruleIds: readonly string[]) {
  const severity = z.enum(['error', 'warning', 'information', 'hint', 'off']).optional();
  const severities = z.strictObject(Object.fromEntries(ruleIds.map((rule) => [rule, severity])));
  return z
    .strictObject({
      payer: id.meta({ title: 'Id', description: 'The name by which encounters and other policies call this policy.' }),
      name: line.optional().meta({ title: 'Name', description: "The payer's name, as findings say it." }),
      extends: id.optional().meta({
        title: 'Parent',
        description: 'The one policy whose answers hold where this one gives none.',
      }),
      aliases: z
        .array(line)
        .optional()
        .meta({ title: 'Aliases', description: 'Other names by which encounters may call it.' }),
      effective: date.optional().meta({
        title: 'First day',
        description: 'The first date of service for which the file holds; open where absent.',
      }),
      until: date.optional().meta({
        title: 'Last day',
        description: 'The last date of service for which the file holds; open where absent.',
      }),
      source: z
        .string()
        .regex(
          /^https?:\/\/[^\s]{1,2000}$/,
          'the address of the published policy, such as https://payer.example/policy.pdf',
        )
        .optional()
        .meta({ title: 'Source', description: 'Shown in every finding that rests on this file.' }),
      bilateral: bilateral.optional().meta({
        title: 'Bilateral forms',
        description: 'How the payer takes one service done on both sides.',
      }),
      mue: z
        .enum(['cms', 'none'])
        .optional()
        .meta({ title: 'Unit limits', description: "cms: CMS's medically unlikely edits hold; none: they do not." }),
      severity: severities
        .optional()
        .meta({ title: 'Severities', description: 'Rule by rule: error, warning, information, hint or off.' }),
      limits: notReadYet,
      require: notReadYet,
      authorization: notReadYet,
      'not-covered': notReadYet,
      'covered-diagnoses': notReadYet,
      examples: notReadYet,
    })
    .superRefine(({ effective, until }, context) => {
      if (!effective || !until || effective <= until) return;
      context.addIssue({
        code: 'custom',
        path: ['until'],
        message: `a day not before effective, which is ${effective}`,
      });
    });
}

function asList<Value extends string>(value: Value | Value[]): readonly Value[] {
  return typeof value === 'string' ? [value] : value;
}
