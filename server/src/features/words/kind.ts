/** What a procedure kind is billed as, as Markdown. */
import type { Codes } from '../../codes/codes.js';
import type { ProcedureKind } from '../../syntax/vocabulary.js';
import { listed } from '../../text/words.js';

/** "Billed as 64490, 64491 or 64493". */
export function billedAs(codes: Codes, kind: ProcedureKind): string {
  if (kind === 'other') return 'Any procedure that fits no other kind; it supports any code';
  const supported = codes.painCodes.filter(({ kinds }) => kinds.includes(kind)).map(({ code }) => code);
  const more = supported.length > mostShown ? ` and ${supported.length - mostShown} more` : '';
  return `Billed as ${listed(supported.slice(0, mostShown), 'or')}${more}`;
}

const mostShown = 20;

const words: Readonly<Record<ProcedureKind, string>> = {
  'facet-injection': 'facet joint injection or medial branch block',
  'facet-destruction': 'ablation of the nerves of a facet joint',
  epidural: 'epidural steroid injection, interlaminar or caudal',
  'transforaminal-epidural': 'transforaminal epidural or nerve root injection',
  'sacroiliac-injection': 'sacroiliac joint injection or nerve block',
  'trigger-point': 'trigger point injection or dry needling',
  'nerve-block': 'peripheral or sympathetic nerve block',
  'nerve-destruction': 'ablation or neurolysis of another nerve',
  'joint-injection': 'joint or bursa injection or aspiration',
  neurostimulator: 'spinal cord or peripheral nerve stimulator',
  'vertebral-augmentation': 'vertebroplasty or kyphoplasty',
  'basivertebral-ablation': 'basivertebral nerve ablation',
  chemodenervation: 'botulinum toxin injection',
  pump: 'intrathecal pump',
  discography: 'disc study',
  sedation: 'moderate sedation',
  evaluation: 'visit',
  therapy: 'physical or occupational therapy',
  'drug-test': 'drug screen or drug test',
  other: 'any other procedure',
};

/** A kind as a coder says it, in a few words. */
export function kindWords(kind: ProcedureKind): string {
  return words[kind];
}
