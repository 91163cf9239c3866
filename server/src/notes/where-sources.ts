/** Which sentences of a note may say where a procedure was done: headings, labels of places, and what the text tells of today's needles. */
import type { NoteProcedure } from './procedures.js';
import type { Sentence } from './sentences.js';

/** A sentence that may say where. */
export interface Source {
  readonly sentence: Sentence;
  readonly kind: 'heading' | 'label' | 'text';
}

/** The sentences that may say where: headings, labels of places, and what the text tells of today's needles. */
export function sourcesOf({ headings, told }: NoteProcedure): readonly Source[] {
  const labels = new Set(['levels', 'nerves', 'side', 'site', 'bodies']);
  return [
    ...headings.map((sentence) => ({
      sentence,
      kind: sentence.label === undefined || sentence.isValue ? ('heading' as const) : ('text' as const),
    })),
    ...told.flatMap((sentence): readonly Source[] => {
      if (sentence.time === 'planned' || sentence.time === 'past') return [];
      if (sentence.isValue && sentence.label && labels.has(sentence.label)) return [{ sentence, kind: 'label' }];
      if (sentence.isValue && sentence.label === 'procedure') return [{ sentence, kind: 'text' }];
      const isText = sentence.section === 'text' && !sentence.isValue && sentence.time === 'today';
      return isText && acting.test(sentence.text) && happened.test(sentence.text) && !besideThePoint.test(sentence.text)
        ? [{ sentence, kind: 'text' }]
        : [];
    }),
  ];
}

/** What says that something is done to a place. */
export const acting =
  /\b(?:needles?|inject\w*|advanc\w*|plac\w*|target\w*|block\w*|lesion\w*|ablat\w*|enter\w*|access\w*|introduc\w*|treated|cannula\w*|probes?|electrodes?|contact\w*|performed|infiltrat\w*|deposit\w*|instill\w*|directed|positioned|inserted|docked|cannulat\w*|delivered|addressed|repeated|attention|identified|localized|visualized|marked)\b/i;
/** What was done, and not how it is done. */
const happened = /\b(?:was|were|i|we|then|presents?|comes?|here|returns?|underwent)\b/i;
const besideThePoint =
  /\b(?:mri|x-?rays?|imaging (?:show|reveal|demonstrat)\w*|stenosis|hernia\w*|protrusion|arthropathy|spondyl\w*|degenerat\w*|fusion|fused|laminectomy|tender\w*|hardware|spread|epidurogram|flow(?:ed)?|pain (?:at|over|in|on)|counted|identified as)\b/i;
