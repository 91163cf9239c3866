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
import { once, oncePer } from '../text/once.js';
import { listed } from '../text/words.js';
import { type About, about, line, list, oneOrMore } from '../yaml/schema.js';
import { lacksSomething } from '../yaml/wording.js';
import {
  address,
  count,
  date,
  diagnoses,
  duration,
  heldFor,
  modifier,
  painScore,
  payerId,
  place,
  services,
  share,
  state,
  window,
  yes,
} from './scalars.js';
import { bilateralForms, regions, sessionGroups, severityWords } from './vocabulary.js';

type PolicySchema = ReturnType<typeof schemaFor>;

/** One file's own content, nothing inherited. A broken entry is undefined in its list, so that the others keep their place. */
export type PolicyContent = z.output<PolicySchema>;

/** The schema for these rules, so that a severity for an unknown rule is reported. */
export const policySchema = oncePer(schemaFor);

const severity = z.enum(severityWords);
const confidence = z.enum(['verified', 'second-hand', 'unconfirmed']);
const forms = oneOrMore(z.enum(bilateralForms));

/** The parts of the schema, made when a file is first read: without one of the workspace's none is needed, and to make them takes time at each start. */
const bilateral = once(() =>
  z.strictObject({
    primary: about(
      forms,
      'Primary codes',
      'How a code that is not an add-on is billed when done on both sides: modifier-50, rt-lt, two-lines or units-2. In a list, any form is accepted and fixes write the first.',
      'primary: modifier-50',
    ),
    'add-on': about(
      forms,
      'Add-on codes',
      'The same for add-on codes, which are billed only with a primary code.',
      'add-on: [two-lines, units-2]',
    ),
    'surgery-center': about(
      forms,
      "Surgery center's claim",
      'Primary and add-on codes on a facility claim with place of service 24.',
      'surgery-center: rt-lt',
    ),
  }),
);

const when = once(() =>
  z.strictObject({
    intent: about(
      oneOrMore(z.enum(intents)),
      'Intent',
      'Only if the procedure documents this intent.',
      'intent: diagnostic',
    ),
    series: about(
      oneOrMore(z.enum(seriesValues)),
      'Series',
      'Only the first or second of two diagnostic blocks.',
      'series: second',
    ),
    technique: about(
      oneOrMore(z.enum(techniques)),
      'Technique',
      'Only if the procedure documents this technique.',
      'technique: medial-branch',
    ),
    guidance: about(
      oneOrMore(z.enum(guidances)),
      'Guidance',
      'Only if the procedure documents this guidance.',
      'guidance: ultrasound',
    ),
    place: about(oneOrMore(place), 'Place of service', 'Only at these places of service.', 'place: [19, 22]'),
    region: about(oneOrMore(z.enum(regions)), 'Region', 'Only in this part of the spine.', 'region: lumbar-sacral'),
    claim: about(
      oneOrMore(z.enum(claimKinds)),
      'Claim type',
      'Only professional claims or only facility claims.',
      'claim: facility',
    ),
    state: about(
      oneOrMore(state),
      'State',
      'Only in these states: the encounter’s `state`, where the service was done.',
      'state: [AZ, WA]',
    ),
  }),
);

/** The keys that every entry of a list may have. */
const common = once(() => ({
  for: services.meta({
    title: 'What it applies to',
    description: 'A code group (each procedure kind is one), a code, a range such as 64490-64495, or a list of these.',
    example: 'for: [facet-injection, 64633-64636]',
  } satisfies About),
  when: about(
    when(),
    'When it applies',
    'Conditions, all of which must be met. Each accepts a value or a list.',
    'when: { intent: diagnostic }',
  ),
  with: about(
    services,
    'Beside which codes',
    'Only if at least one of these codes is on the claim too, such as the drug that was injected.',
    'with: J0585-J0588',
  ),
  'original-medicare': about(
    yes,
    'Original Medicare only',
    'The entry is not inherited by a policy that says medicare-advantage: true, nor by those that extend one.',
    'original-medicare: true',
  ),
  from: about(date, 'First day', 'The first date of service to which the entry applies.', 'from: 2024-07-07'),
  until: about(date, 'Last day', 'The last date of service to which the entry applies.', 'until: 2026-12-31'),
  source: about(
    address,
    'Source',
    'Where the payer publishes this. Defaults to the file’s source.',
    'source: https://payer.example/policy.pdf',
  ),
  read: about(date, 'Read on', 'The date the source was read.', 'read: 2026-09-15'),
  confidence: about(
    confidence,
    'Confidence',
    'verified: read in the source itself; second-hand: read where the source is quoted; unconfirmed: its findings are information at most and say so.',
    'confidence: second-hand',
  ),
  severity: about(
    severity,
    'Severity',
    'The severity of this entry’s findings, instead of the rule’s. off cancels an inherited entry.',
    'severity: warning',
  ),
}));

const limit = once(() =>
  z
    .strictObject({
      ...common(),
      'levels-per-session': about(
        count,
        'Levels per session',
        'How many different levels are paid per region and session, counting both sides together.',
        'levels-per-session: 2',
      ),
      'levels-per-side': about(
        count,
        'Levels per side',
        'How many different levels are paid per region and session on one side.',
        'levels-per-side: 2',
      ),
      'regions-per-session': about(
        count,
        'Regions per session',
        'How many spinal regions are paid in one session.',
        'regions-per-session: 1',
      ),
      sessions: about(
        z.strictObject({
          max: count.meta({
            title: 'Maximum',
            description: 'How many sessions are paid.',
            example: 'max: 4',
          } satisfies About),
          within: about(
            window,
            'Window',
            'The rolling period in which they are counted, or calendar-year; if left out, all time.',
            'within: 12 months',
          ),
          per: z.enum(sessionGroups).meta({
            title: 'Counted per',
            description:
              'Whether sessions are counted per region, per level, per level and side, per site, or for the patient overall.',
            example: 'per: region',
          } satisfies About),
        }),
        'Sessions',
        'How many sessions are paid in a period.',
        'sessions: { max: 4, within: 12 months, per: region }',
      ),
      interval: about(
        duration,
        'Minimum time between sessions',
        'The minimum time since an earlier session of this `for` at a shared level and side.',
        'interval: 2 weeks',
      ),
      of: about(
        z.enum(['any', 'same-intent']),
        'Which earlier sessions',
        'For an interval. any: earlier sessions whatever their intent, which is meant if left out; same-intent: only those with the intent of this one.',
        'of: same-intent',
      ),
    })
    .superRefine(limitsSomething)
    .superRefine(saysOfWhat)
    .superRefine(endsAfterItBegins),
);

const requirement = once(() =>
  z
    .strictObject({
      ...common(),
      modifiers: about(oneOrMore(modifier), 'Modifiers', 'Modifiers that each line must have.', 'modifiers: [KX]'),
      guidance: about(
        oneOrMore(z.enum(guidances)),
        'Guidance',
        'At least one of these must be documented.',
        'guidance: [fluoroscopy, ct]',
      ),
      technique: about(
        oneOrMore(z.enum(techniques)),
        'Technique',
        'At least one of these must be documented.',
        'technique: [radiofrequency]',
      ),
      documentation: about(
        oneOrMore(z.enum(procedureFields)),
        'Documentation',
        'Fields that must be filled in for the procedure.',
        'documentation: [indication, relief]',
      ),
      'at-least': about(
        z.strictObject({
          relief: about(share, 'Relief', 'The minimum percent relief that qualifies for the next step.', 'relief: 80%'),
          indication: about(
            duration,
            'Duration of pain',
            'The minimum duration stated in the indication.',
            'indication: 3 months',
          ),
          'conservative-care': about(
            duration,
            'Conservative care',
            'The minimum duration stated in conservative-care.',
            'conservative-care: 4 weeks',
          ),
          'pain-before': about(
            painScore,
            'Pain before',
            'The minimum pain score before the procedure.',
            'pain-before: 3',
          ),
        }),
        'At least',
        'Minimum values. Relief and pain scores are compared; durations are read from the field’s text.',
        'at-least: { relief: 80%, indication: 3 months }',
      ),
      prior: about(
        z.strictObject({
          procedure: z.enum(procedureKinds).meta({
            title: 'Earlier procedure',
            description: 'The kind of earlier session required.',
            example: 'procedure: facet-injection',
          } satisfies About),
          intent: about(z.enum(intents), 'Intent', 'The intent of the earlier sessions.', 'intent: diagnostic'),
          technique: about(
            z.enum(techniques),
            'Technique',
            'The technique of the earlier sessions.',
            'technique: medial-branch',
          ),
          count: about(count, 'How many', 'The minimum number of earlier sessions; 1 if left out.', 'count: 2'),
          relief: about(share, 'Relief', 'The minimum relief from each earlier session.', 'relief: 80%'),
          within: about(duration, 'Within', 'How far back they may be.', 'within: 24 months'),
        }),
        'Earlier sessions',
        'Sessions required first. The evidence is the patient’s history or prior-blocks, whichever is better.',
        'prior: { procedure: facet-injection, intent: diagnostic, count: 2, relief: 80% }',
      ),
      repeat: about(
        z
          .strictObject({
            relief: about(share, 'Relief', 'The minimum relief from the last session.', 'relief: 50%'),
            for: about(
              duration,
              'For',
              'How long the relief must have lasted; alone, however much it was.',
              'for: 6 months',
            ),
            within: about(
              duration,
              'Within',
              'How long ago the last session may be. After that, the earlier sessions are required again.',
              'within: 24 months',
            ),
          })
          .superRefine(asksSomethingOfARepeat),
        'Repeat',
        'What a repeat of the same procedure at that region and side requires instead of `prior`. The evidence is the patient’s history or prior-relief; either one is enough.',
        'repeat: { relief: 50%, for: 6 months, within: 24 months }',
      ),
    })
    .superRefine(requiresSomething)
    .superRefine(endsAfterItBegins),
);

const authorization = once(() =>
  z
    .strictObject({
      ...common(),
      place: about(
        oneOrMore(place),
        'Places of service',
        'Where authorization is required; everywhere if left out.',
        'place: [19, 22]',
      ),
      voluntary: about(
        heldFor,
        'Voluntary',
        'The number is not required, and without it the claim is held for this: its finding is a warning that says so.',
        'voluntary: prepayment review',
      ),
    })
    .superRefine(endsAfterItBegins),
);

const notTogether = once(() =>
  z
    .strictObject({
      ...common(),
      beside: services.meta({
        title: 'Beside',
        description: 'The codes on whose day the codes of `for` are not paid.',
        example: 'beside: [facet-injection, facet-destruction]',
      } satisfies About),
    })
    .superRefine(endsAfterItBegins),
);

const onlyBeside = once(() =>
  z
    .strictObject({
      ...common(),
      beside: services.meta({
        title: 'Beside',
        description: 'The codes of which at least one must be on the claim.',
        example: 'beside: J0585-J0588',
      } satisfies About),
    })
    .superRefine(endsAfterItBegins),
);

const notCovered = once(() => z.strictObject(common()).superRefine(endsAfterItBegins));

const coveredDiagnoses = once(() =>
  z
    .strictObject({
      ...common(),
      codes: diagnoses.meta({
        title: 'Diagnoses',
        description: 'The diagnoses the payer covers. A line needs at least one of them among its pointers.',
        example: 'codes: [M47.812-M47.817]',
      } satisfies About),
    })
    .superRefine(endsAfterItBegins),
);

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
        description: 'One or more encounters, written as in an encounter file.',
        example: 'encounter: |\n  encounter T1\n  …',
        takes: 'encounter',
      } satisfies About),
    expect: z.array(rule).meta({
      title: 'Expected findings',
      description:
        'Exactly the rules that report a warning or error here; [] for a clean encounter. A rule that reports an information may be named too.',
      example: 'expect: [not-covered, level-limit]',
    } satisfies About),
  });
  return z
    .strictObject({
      payer: payerId.meta({
        title: 'Id',
        description: 'The id that encounters and other policies use for this policy.',
        example: 'payer: acme-advantage',
      } satisfies About),
      name: about(line, 'Name', "The payer's name, as shown in findings.", 'name: Acme Advantage'),
      extends: about(
        payerId,
        'Parent',
        'The one policy that applies wherever this file says nothing.',
        'extends: medicare',
      ),
      aliases: about(
        list(line),
        'Aliases',
        'Other names that encounters may use for it.',
        'aliases: [Acme MA HMO, ACMEADV]',
      ),
      effective: about(
        date,
        'First day',
        'The first date of service to which the file applies; no start date if left out.',
        'effective: 2026-04-16',
      ),
      until: about(
        date,
        'Last day',
        'The last date of service to which the file applies; no end date if left out.',
        'until: 2027-03-31',
      ),
      source: about(
        address,
        'Source',
        'Shown in every finding based on this file.',
        'source: https://payer.example/policy.pdf',
      ),
      'not-checked': about(
        oneOrMore(line),
        'Not checked',
        'For a generic payer, whose own policies were not read: what is not checked for it. Each of its encounters says so.',
        'not-checked: [coverage, prior authorization]',
      ),
      'medicare-advantage': about(
        yes,
        'Medicare Advantage',
        'A Medicare Advantage plan: entries that hold for Original Medicare only are not inherited, by policies that extend this one neither.',
        'medicare-advantage: true',
      ),
      bilateral: about(
        bilateral(),
        'Bilateral forms',
        'How the payer wants one service on both sides billed.',
        'bilateral: { primary: modifier-50, add-on: modifier-50 }',
      ),
      mue: about(
        z.enum(['cms', 'none']),
        'Unit limits',
        "cms: CMS's medically unlikely edits apply; none: they do not.",
        'mue: cms',
      ),
      'billing-rules': about(
        z.enum(['cms', 'none']),
        'Billing rules',
        "cms: CMS's own rules for places of service, therapy, drugs, timed units and visit complexity apply; none: they do not.",
        'billing-rules: cms',
      ),
      limits: about(
        list(limit()),
        'Limits',
        'How many levels, regions and sessions are paid, and how far apart.',
        'limits:\n  - for: facet-injection\n    levels-per-session: 2',
      ),
      require: about(
        list(requirement()),
        'Requirements',
        'Modifiers, guidance, technique, documentation and earlier sessions that the payer requires.',
        'require:\n  - for: facet-injection\n    modifiers: [KX]',
      ),
      authorization: about(
        list(authorization()),
        'Prior authorization',
        'The codes that need an authorization number, and where.',
        'authorization:\n  - for: [64490, 64493]\n    place: [19, 22]',
      ),
      'not-covered': about(
        list(notCovered()),
        'Not covered',
        'The codes that the payer does not pay.',
        'not-covered:\n  - for: [64492, 64495]',
      ),
      'not-together': about(
        list(notTogether()),
        'Not together',
        'Codes that the payer does not pay on the day of others.',
        'not-together:\n  - for: 99151-99157\n    beside: [facet-injection, facet-destruction]',
      ),
      'only-beside': about(
        list(onlyBeside()),
        'Only beside',
        'Codes that the payer pays only if one of others is on the claim too.',
        'only-beside:\n  - for: 64615\n    beside: J0585-J0588',
      ),
      'covered-diagnoses': about(
        list(coveredDiagnoses()),
        'Covered diagnoses',
        'The diagnoses for which the payer covers a code.',
        'covered-diagnoses:\n  - for: facet-injection\n    codes: [M47.812-M47.817]',
      ),
      severity: about(
        ruleSeverities(ruleIds),
        'Severities',
        'Severity for each rule: error, warning, information, hint or off.',
        'severity: { level-undercount: off }',
      ),
      examples: about(
        list(example),
        'Examples',
        'Your own tests of this file, which run as you type.',
        'examples:\n  - name: a clean block\n    encounter: |\n      encounter T1\n    expect: []',
      ),
    })
    .superRefine(({ effective, until }, context) => {
      if (!effective || !until || effective <= until) return;
      context.addIssue({
        code: 'custom',
        path: ['until'],
        message: `a date on or after effective (${effective})`,
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

function asksSomethingOfARepeat(repeat: object, context: z.RefinementCtx): void {
  mustHaveOneOf(['relief', 'for'], repeat, context);
}

function saysOfWhat(
  { of, interval }: { readonly of?: string | undefined; readonly interval?: unknown },
  context: z.RefinementCtx,
): void {
  if (of === undefined || interval !== undefined) return;
  context.addIssue({ code: 'custom', path: ['of'], message: 'of together with interval' });
}

function mustHaveOneOf(keys: readonly string[], entry: object, context: z.RefinementCtx): void {
  if (keys.some((key) => (entry as Readonly<Record<string, unknown>>)[key] !== undefined)) return;
  const message = `This entry says nothing; add ${listed(keys, 'or')}`;
  context.addIssue({ code: 'custom', path: [], message, params: lacksSomething });
}

function endsAfterItBegins(
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (!from || !until || from <= until) return;
  context.addIssue({ code: 'custom', path: ['until'], message: `a date on or after from (${from})` });
}
