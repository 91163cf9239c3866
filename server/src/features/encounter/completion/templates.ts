/** Completion of whole encounters by what coders call the procedure: each a template of what the payer wants of it. */

import { type Offer, withoutPlaces } from '../../offer.js';
import { begunBy, encounterTemplate } from '../template.js';
import { type TemplateKind, templateKinds } from '../template-kinds.js';
import type { Cursor } from './cursor.js';
import { saidBy } from './known.js';
import { type Candidate, fitting } from './matching.js';

/** To find out what a payer wants of a kind takes whole claims: words that may mean more kinds than these ask for another letter. */
const most = 3;

/** The kinds that the words mean, where they are few. */
function kindsMeant(typed: string): readonly TemplateKind[] {
  if (typed.trim().length < 2) return [];
  const candidates = templateKinds.map((kind): Candidate => {
    return { offer: { label: kind.label, kind: 'example', text: kind.id, rank: 0 }, words: kind.words.split(', ') };
  });
  const { offers } = fitting(typed, candidates);
  const found = offers.flatMap(({ label }) => templateKinds.filter((kind) => kind.label === label));
  return found.length <= most ? found : [];
}

/** At the start of a file or below an encounter: a whole new one. */
export function encounterTemplates({ world, known }: Cursor, typed: string, rank: number): readonly Offer[] {
  const [payer] = saidBy(known, (each) => each.payer);
  const begun = { ...begunBy(known.told, world.today), payer };
  return kindsMeant(typed).map(({ id: kind, label }) => {
    return templateOffer(`New encounter: ${label}`, encounterTemplate(world, kind, begun), typed, rank, payer);
  });
}

function templateOffer(label: string, snippet: string, typed: string, rank: number, payer: string | undefined): Offer {
  const text = withoutPlaces(snippet);
  return {
    label,
    kind: 'example',
    detail: payer === undefined ? 'with its fields' : `with every field that ${payer} wants`,
    documentation: ['~~~', text.trimEnd(), '~~~'].join('\n'),
    text,
    snippet,
    filter: typed,
    rank,
    asksOn: true,
  };
}
