/** What came of the first of two diagnostic blocks, where it is less than the payer asks for before the second. */
import { type Asked, entriesForProcedure, regionsTold } from '../claim/terms.js';
import type { Procedure } from '../encounter/encounter.js';
import type { Entry } from '../policy/entry.js';
import type { History } from './history.js';
import { type PastProcedure, sidesNamed, type TreatedPlace, treatedPlaces } from './past.js';
import { mayBeOn, type PastSession, pastSessions, shareRegion } from './past-sessions.js';

interface LittleRelief {
  readonly percent: number;
  readonly least: number;
  readonly entry: Entry<'at-least'>;
  /** The first block, where its own record says so; undefined where the second one's does. */
  readonly session?: PastSession | undefined;
}

/** The relief from the first block, where all that is recorded of it on some side is too little; undefined for any other procedure. */
export function littleReliefBefore(
  asked: Asked & { readonly history: History | undefined },
  procedure: Procedure,
): LittleRelief | undefined {
  if (procedure.intent?.value !== 'diagnostic' || procedure.series?.value !== 'second') return undefined;
  for (const entry of entriesForProcedure(asked, 'at-least', procedure)) {
    const { relief: least } = entry.value;
    const below = least === undefined ? undefined : reliefBelow(asked, procedure, least);
    if (least !== undefined && below) return { ...below, least, entry };
  }
  return undefined;
}

function reliefBelow(
  asked: Asked & { readonly history: History | undefined },
  procedure: Procedure,
  least: number,
): Pick<LittleRelief, 'percent' | 'session'> | undefined {
  const own = procedure.priorRelief?.value.percent;
  // An unreadable value is left to another rule.
  if (own === undefined && procedure.fields.get('prior-relief')?.text) return undefined;
  if (own !== undefined && own >= least) return undefined;
  const places = treatedPlaces(procedure);
  const treated = { kind: procedure.kind, regions: regionsTold(asked, procedure), places };
  const named = sidesNamed(places);
  for (const side of named.length > 0 ? named : [undefined]) {
    const [last] = pastSessions(asked.history, { date: asked.encounter.date?.value ?? '' }, (past) => {
      const isFirst = past.kind === procedure.kind && past.intent === 'diagnostic' && past.series !== 'second';
      return isFirst && shareRegion(treated, past) && mayBeOn(side, past) && mayBeAt(places, past);
    });
    const told = last?.procedures.flatMap(({ relief }) => relief?.percent ?? []) ?? [];
    const most = Math.max(...told);
    if (told.length > 0 && most >= least) continue;
    if (own !== undefined) return { percent: own };
    if (last && told.length > 0) return { percent: most, session: last };
  }
  return undefined;
}

/** Other joints of the region had a first block of their own; a record that names none does not say that it was another. */
function mayBeAt(places: readonly TreatedPlace[], past: PastProcedure): boolean {
  if (places.length === 0 || past.places.length === 0) return true;
  return places.some(({ place }) => past.places.some((each) => each.place === place));
}
