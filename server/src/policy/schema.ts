/**
 * The form of a payer policy file, as one zod schema: from it come the types, the messages, the completions and hovers
 * and the published JSON Schema. Scalars arrive as they were written, as strings: `yaml` would read the code 01991 as 1991.
 */
import * as z from 'zod';
import {
  claimKinds,
  guidances,
  intents,
  procedureFields,
  procedureKinds,
  seriesValues,
  techniques,
} from '../syntax/vocabulary.js';
import { oncePer } from '../text/once.js';
import { listed } from '../text/words.js';
import { type About, about, line, list, oneOrMore } from '../yaml/schema.js';
import { lacksSomething } from '../yaml/wording.js';
import {
  address,
  count,
  date,
  diagnoses,
  duration,
  modifier,
  painScore,
  payerId,
  place,
  services,
  share,
} from './scalars.js';
import { bilateralForms, regions, severityWords } from './vocabulary.js';

type PolicySchema = ReturnType<typeof schemaFor>;

/** One file's own content, nothing inherited. An entry that breaks is undefined in its list, so that the others keep their place. */
export type PolicyContent = z.output<PolicySchema>;

/** The schema, told which rules there are, so that a severity for a rule that does not exist is found. */
export const policySchema = oncePer(schemaFor);

const severity = z.enum(severityWords);
const confidence = z.enum(['verified', 'second-hand', 'unconfirmed']);
const forms = oneOrMore(z.enum(bilateralForms));

const bilateral = z.strictObject({
  primary: about(
    forms,
    'Codes that are no add-on codes',
    'How one service on both sides is billed: modifier-50, rt-lt, two-lines or units-2; of a list any form is right, and the first is written.',
    'primary: modifier-50',
  ),
  'add-on': about(
    forms,
    'Add-on codes',
    'The same for codes that are billed only beside another one.',
    'add-on: [two-lines, units-2]',
  ),
  'surgery-center': about(
    forms,
    "A surgery center's own claim",
    "Both of them, where the claim is the facility's and the place is 24.",
    'surgery-center: rt-lt',
  ),
});

const when = z.strictObject({
  intent: about(
    oneOrMore(z.enum(intents)),
    'Intent',
    'Only where the procedure documents this intent.',
    'intent: diagnostic',
  ),
  series: about(
    oneOrMore(z.enum(seriesValues)),
    'Series',
    'Only the first or the second of two diagnostic blocks.',
    'series: second',
  ),
  technique: about(
    oneOrMore(z.enum(techniques)),
    'Technique',
    'Only where the procedure documents this technique.',
    'technique: medial-branch',
  ),
  guidance: about(
    oneOrMore(z.enum(guidances)),
    'Guidance',
    'Only where the procedure documents this guidance.',
    'guidance: ultrasound',
  ),
  place: about(oneOrMore(place), 'Place of service', 'Only at these places of service.', 'place: [19, 22]'),
  region: about(oneOrMore(z.enum(regions)), 'Region', 'Only in this part of the spine.', 'region: lumbar-sacral'),
  claim: about(
    oneOrMore(z.enum(claimKinds)),
    'Kind of claim',
    "Only the professional's or only the facility's claim.",
    'claim: facility',
  ),
});

/** What every entry of a list says beside its own matter. */
const common = {
  for: services.meta({
    title: 'What it is for',
    description:
      'A code group (the procedure kinds are groups), a code, a range such as 64490-64495, or a list of these.',
    example: 'for: [facet-injection, 64633-64636]',
  } satisfies About),
  when: about(
    when,
    'When it holds',
    'Conditions, all of which must be met; each takes a value or a list.',
    'when: { intent: diagnostic }',
  ),
  from: about(date, 'First day', 'The first date of service for which the entry holds.', 'from: 2024-07-07'),
  until: about(date, 'Last day', 'The last date of service for which the entry holds.', 'until: 2026-12-31'),
  source: about(
    address,
    'Source',
    'Where the payer publishes this; the file’s own source where absent.',
    'source: https://payer.example/policy.pdf',
  ),
  read: about(date, 'Read on', 'The day on which the source was read.', 'read: 2026-09-15'),
  confidence: about(
    confidence,
    'How sure it is',
    'verified: read in the source itself; second-hand: read where the source is quoted; unconfirmed: its finding is information at most and says so.',
    'confidence: second-hand',
  ),
  severity: about(
    severity,
    'Severity',
    'The severity of what this entry finds, in the place of the rule’s own; off takes an inherited entry back.',
    'severity: warning',
  ),
};

const limit = z
  .strictObject({
    ...common,
    'levels-per-session': about(
      count,
      'Levels in a session',
      'The different levels paid per region and session, both sides together.',
      'levels-per-session: 2',
    ),
    'levels-per-side': about(
      count,
      'Levels on a side',
      'The different levels paid per region and session on one side.',
      'levels-per-side: 2',
    ),
    'regions-per-session': about(
      count,
      'Regions in a session',
      'How many spinal regions are paid in one session.',
      'regions-per-session: 1',
    ),
    sessions: about(
      z.strictObject({
        max: count.meta({
          title: 'At most',
          description: 'The sessions that are paid.',
          example: 'max: 4',
        } satisfies About),
        within: about(
          duration,
          'Window',
          'The rolling time in which they are counted; ever, where absent.',
          'within: 12 months',
        ),
        per: z.enum(['region', 'level', 'patient']).meta({
          title: 'Counted per',
          description: 'Whether sessions of one region, of one level, or all of the patient’s are counted.',
          example: 'per: region',
        } satisfies About),
      }),
      'Sessions',
      'How many sessions are paid in a time.',
      'sessions: { max: 4, within: 12 months, per: region }',
    ),
    interval: about(
      duration,
      'Least time between sessions',
      'The least time since a session of this `for`, whatever its intent, that shares a level and a side.',
      'interval: 2 weeks',
    ),
  })
  .superRefine(limitsSomething)
  .superRefine(endsAfterItBegins);

const requirement = z
  .strictObject({
    ...common,
    modifiers: about(oneOrMore(modifier), 'Modifiers', 'Each line must carry them.', 'modifiers: [KX]'),
    guidance: about(
      oneOrMore(z.enum(guidances)),
      'Guidance',
      'One of these must be documented.',
      'guidance: [fluoroscopy, ct]',
    ),
    technique: about(
      oneOrMore(z.enum(techniques)),
      'Technique',
      'One of these must be documented.',
      'technique: [radiofrequency]',
    ),
    documentation: about(
      oneOrMore(z.enum(procedureFields)),
      'Documentation',
      'Fields that the procedure must have.',
      'documentation: [indication, relief]',
    ),
    'at-least': about(
      z.strictObject({
        relief: about(share, 'Relief', 'The least relief in percent that leads to the next step.', 'relief: 80%'),
        indication: about(
          duration,
          'Duration of pain',
          'The least duration that the text of indication names.',
          'indication: 3 months',
        ),
        'conservative-care': about(
          duration,
          'Conservative care',
          'The least duration that the text of conservative-care names.',
          'conservative-care: 4 weeks',
        ),
        'pain-before': about(painScore, 'Pain before', 'The least pain score before the procedure.', 'pain-before: 3'),
      }),
      'At least',
      'The least values; relief and pain are compared, a duration is looked for in the field’s text.',
      'at-least: { relief: 80%, indication: 3 months }',
    ),
    prior: about(
      z.strictObject({
        procedure: z.enum(procedureKinds).meta({
          title: 'Earlier procedure',
          description: 'The kind of the sessions that must have gone before.',
          example: 'procedure: facet-injection',
        } satisfies About),
        intent: about(z.enum(intents), 'Intent', 'Their intent.', 'intent: diagnostic'),
        technique: about(z.enum(techniques), 'Technique', 'Their technique.', 'technique: medial-branch'),
        count: about(count, 'How many', 'The least number of them; one where absent.', 'count: 2'),
        relief: about(share, 'Relief', 'The least relief that each must have brought.', 'relief: 80%'),
        within: about(duration, 'Within', 'How long before they may lie.', 'within: 24 months'),
      }),
      'Earlier sessions',
      'What must have gone before. Evidence is the patient’s history, else prior-blocks; the better of the two counts.',
      'prior: { procedure: facet-injection, intent: diagnostic, count: 2, relief: 80% }',
    ),
    repeat: about(
      z.strictObject({
        relief: about(share, 'Relief', 'The least relief that the last session brought.', 'relief: 50%'),
        for: about(duration, 'For', 'How long the relief must have lasted.', 'for: 6 months'),
        within: about(
          duration,
          'Within',
          'How long ago the last session may be; after that the earlier sessions are wanted again.',
          'within: 24 months',
        ),
      }),
      'Repeating it',
      'What a repeat of the same procedure at that region and side wants, in the place of `prior`. Evidence is the patient’s history, else prior-relief.',
      'repeat: { relief: 50%, for: 6 months, within: 24 months }',
    ),
  })
  .superRefine(requiresSomething)
  .superRefine(endsAfterItBegins);

const authorization = z
  .strictObject({
    ...common,
    place: about(
      oneOrMore(place),
      'Places of service',
      'Where the authorization is wanted; everywhere, where absent.',
      'place: [19, 22]',
    ),
  })
  .superRefine(endsAfterItBegins);

const notCovered = z.strictObject(common).superRefine(endsAfterItBegins);

const coveredDiagnoses = z
  .strictObject({
    ...common,
    codes: diagnoses.meta({
      title: 'Diagnoses',
      description: 'The diagnoses that the payer covers; one of them among a line’s pointers is enough.',
      example: 'codes: [M47.812-M47.817]',
    } satisfies About),
  })
  .superRefine(endsAfterItBegins);

function schemaFor(ruleIds: readonly string[]) {
  const rule = z
    .string()
    .refine((written) => ruleIds.includes(written), { params: { rules: ruleIds } })
    .meta({ takes: 'rule' } satisfies About);
  const example = z.strictObject({
    name: line.meta({
      title: 'Name',
      description: 'What the example shows, in one line.',
      example: 'name: a third lumbar level is denied',
    } satisfies About),
    encounter: z
      .string()
      .min(1, 'an encounter')
      .meta({
        title: 'Encounter',
        description: 'One encounter or several, as they would stand in a file.',
        example: 'encounter: |\n  encounter T1\n  …',
        takes: 'encounter',
      } satisfies About),
    expect: z.array(rule).meta({
      title: 'Expected findings',
      description:
        'The rules that find something here and no others, of warning or error level; [] for a clean encounter.',
      example: 'expect: [not-covered, level-limit]',
    } satisfies About),
  });
  return z
    .strictObject({
      payer: payerId.meta({
        title: 'Id',
        description: 'The name by which encounters and other policies call this policy.',
        example: 'payer: acme-advantage',
      } satisfies About),
      name: about(line, 'Name', "The payer's name, as findings say it.", 'name: Acme Advantage'),
      extends: about(
        payerId,
        'Parent',
        'The one policy whose answers hold where this one gives none.',
        'extends: medicare',
      ),
      aliases: about(
        list(line),
        'Aliases',
        'Other names by which encounters may call it.',
        'aliases: [Acme MA HMO, ACMEADV]',
      ),
      effective: about(
        date,
        'First day',
        'The first date of service for which the file holds; open where absent.',
        'effective: 2026-04-16',
      ),
      until: about(
        date,
        'Last day',
        'The last date of service for which the file holds; open where absent.',
        'until: 2027-03-31',
      ),
      source: about(
        address,
        'Source',
        'Shown in every finding that rests on this file.',
        'source: https://payer.example/policy.pdf',
      ),
      bilateral: about(
        bilateral,
        'Bilateral forms',
        'How the payer takes one service done on both sides.',
        'bilateral: { primary: modifier-50, add-on: modifier-50 }',
      ),
      mue: about(
        z.enum(['cms', 'none']),
        'Unit limits',
        "cms: CMS's medically unlikely edits hold; none: they do not.",
        'mue: cms',
      ),
      'billing-rules': about(
        z.enum(['cms', 'none']),
        'Billing rules',
        "cms: CMS's own rules for places of service, therapy, drugs, timed units and visit complexity hold; none: they do not.",
        'billing-rules: cms',
      ),
      limits: about(
        list(limit),
        'Limits',
        'How many levels, regions and sessions are paid, and how far apart.',
        'limits:\n  - for: facet-injection\n    levels-per-session: 2',
      ),
      require: about(
        list(requirement),
        'Requirements',
        'Modifiers, guidance, technique, documentation and earlier sessions that the payer asks for.',
        'require:\n  - for: facet-injection\n    modifiers: [KX]',
      ),
      authorization: about(
        list(authorization),
        'Prior authorization',
        'The codes that want an authorization number, and where.',
        'authorization:\n  - for: [64490, 64493]\n    place: [19, 22]',
      ),
      'not-covered': about(
        list(notCovered),
        'Not covered',
        'The codes that the payer does not pay.',
        'not-covered:\n  - for: [64492, 64495]',
      ),
      'covered-diagnoses': about(
        list(coveredDiagnoses),
        'Covered diagnoses',
        'The diagnoses for which the payer covers a code.',
        'covered-diagnoses:\n  - for: facet-injection\n    codes: [M47.812-M47.817]',
      ),
      severity: about(
        ruleSeverities(ruleIds),
        'Severities',
        'Rule by rule: error, warning, information, hint or off.',
        'severity: { level-undercount: off }',
      ),
      examples: about(
        list(example),
        'Examples',
        "The author's own tests of this file, which run as you type.",
        'examples:\n  - name: a clean block\n    encounter: |\n      encounter T1\n    expect: []',
      ),
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

/** A severity for each rule that there is. */
export function ruleSeverities(ruleIds: readonly string[]) {
  return z
    .strictObject(Object.fromEntries(ruleIds.map((rule) => [rule, severity.optional()])))
    .meta({ takes: 'rule' } satisfies About);
}

const limitKeys = ['levels-per-session', 'levels-per-side', 'regions-per-session', 'sessions', 'interval'] as const;
const requirementKeys = ['modifiers', 'guidance', 'technique', 'documentation', 'at-least', 'prior', 'repeat'] as const;

function limitsSomething(entry: object, context: z.RefinementCtx): void {
  mustHaveOneOf(limitKeys, entry, context);
}

function requiresSomething(entry: object, context: z.RefinementCtx): void {
  mustHaveOneOf(requirementKeys, entry, context);
}

function mustHaveOneOf(keys: readonly string[], entry: object, context: z.RefinementCtx): void {
  if (keys.some((key) => (entry as Readonly<Record<string, unknown>>)[key] !== undefined)) return;
  const message = `This entry says nothing: it takes at least one of ${listed(keys)}`;
  context.addIssue({ code: 'custom', path: [], message, params: lacksSomething });
}

function endsAfterItBegins(
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (!from || !until || from <= until) return;
  context.addIssue({ code: 'custom', path: ['until'], message: `a day not before from, which is ${from}` });
}
