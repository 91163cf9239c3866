/**
 * The forms of single values in a policy, read from the string that was written. The texts given as `error` complete the
 * sentence "… use"; `takes` says what may appear there, for completion, hovers and the published JSON Schema.
 */
import * as z from 'zod';
import { durationOf } from '../clinical/durations.js';
import { isState } from '../clinical/states.js';
import { type About, line, oneOrMore } from '../yaml/schema.js';
import { diagnosisNames, serviceNames } from './names.js';
import { calendarYear } from './vocabulary.js';

export const payerId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/,
    'one word of letters, digits, hyphens, periods or underscores, such as medicare-noridian',
  )
  .meta({ takes: 'payer' } satisfies About);

export const date = z.iso.date('a calendar date such as 2026-04-16').meta({ takes: 'date' } satisfies About);

export const address = z
  .string()
  .regex(/^https?:\/\/[^\s]{1,2000}$/, 'the URL of the published policy, such as https://payer.example/policy.pdf')
  .meta({ takes: 'address' } satisfies About);

export const count = z
  .string()
  .regex(/^[1-9]\d?$/, 'a whole number from 1 to 99')
  .transform(Number)
  .meta({ takes: 'count', from: 1, to: 99 } satisfies About);

export const painScore = z
  .string()
  .regex(/^(?:10|\d)$/, 'a pain score from 0 to 10')
  .transform(Number)
  .meta({ takes: 'count', from: 0, to: 10 } satisfies About);

/** In percent. */
export const share = z
  .string()
  .regex(/^(?:100|\d{1,2})\s*%$/, 'a percentage such as 80%')
  .transform((written) => Number.parseInt(written, 10))
  .meta({ takes: 'share' } satisfies About);

export const duration = z
  .string()
  .transform((written, context) => {
    const read = durationOf(written);
    if (read) return read;
    context.addIssue({ code: 'custom', message: 'a length of time such as 12 months or 2 weeks' });
    return z.NEVER;
  })
  .meta({ takes: 'duration' } satisfies About);

/** A rolling period, or the calendar year of the date of service. */
export const window = z
  .string()
  .transform((written, context) => {
    const read = written.trim() === calendarYear ? calendarYear : durationOf(written);
    if (read) return read;
    context.addIssue({ code: 'custom', message: 'calendar-year, or a length of time such as 12 months' });
    return z.NEVER;
  })
  .meta({ takes: 'window' } satisfies About);

export const modifier = z
  .string()
  .regex(/^[A-Za-z0-9]{2}$/, 'a two-character modifier such as KX')
  .transform((written) => written.toUpperCase())
  .meta({ takes: 'modifier' } satisfies About);

export const place = z
  .string()
  .regex(/^\d{2}$/, 'a two-digit place of service such as 22')
  .meta({ takes: 'place' } satisfies About);

/** A state by its postal letters. */
export const state = z
  .string()
  .transform((written) => written.toUpperCase())
  .refine(isState, 'the two letters of a state such as AZ')
  .meta({ takes: 'state' } satisfies About);

/** `true`, for a key that is left out otherwise. */
export const yes = z
  .string()
  .regex(/^true$/, 'true, or leave the key out')
  .transform((): true => true)
  .meta({ takes: 'yes' } satisfies About);

/** What a claim is held for: a yes or no says nothing of it. */
export const heldFor = line.refine(
  (written) => !/^(?:true|false|yes|no|on|off|y|n)$/i.test(written.trim()),
  'what the claim is held for, such as prepayment review',
);

/** Codes as `for:` names them. */
export const services = oneOrMore(
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,59}$/, 'a code group, a code or a range such as 64490-64495')
    .meta({ takes: 'codes' } satisfies About),
).transform(serviceNames);

/** ICD-10-CM codes and ranges of them. */
export const diagnoses = oneOrMore(
  z
    .string()
    .regex(/^[A-Za-z0-9.]{3,9}(?:\s*-\s*[A-Za-z0-9.]{3,9})?$/, 'a diagnosis or a range such as M47.812-M47.817')
    .meta({ takes: 'diagnoses' } satisfies About),
).transform(diagnosisNames);
