/**
 * How many levels of a session a payer pays, out of a policy's `limits`. The other limits and the form of these entries
 * are not checked yet: an entry that cannot be read says nothing.
 */

import * as z from 'zod';
import type { IsoDate } from '../encounter/encounter.js';

/** The different levels of one region and session that are paid, both sides together. */
export interface LevelLimit {
  /** Procedure kinds, which are code groups too. */
  readonly kinds: readonly string[];
  readonly levels: number;
  /** Open where absent. */
  readonly from?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

const entry = z.looseObject({
  for: z.union([z.string(), z.array(z.string())]),
  'levels-per-session': z.string().regex(/^[1-9]\d?$/),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  // An entry for some of the sessions only says nothing of the others.
  when: z.undefined().optional(),
});

/** The limits of levels among a policy's `limits`. */
export function levelLimits(limits: unknown): readonly LevelLimit[] {
  if (!Array.isArray(limits)) return [];
  return limits.flatMap((written): readonly LevelLimit[] => {
    const { success, data } = entry.safeParse(written);
    if (!success) return [];
    const kinds = typeof data.for === 'string' ? [data.for] : data.for;
    return [{ kinds, levels: Number(data['levels-per-session']), from: data.from, until: data.until }];
  });
}
