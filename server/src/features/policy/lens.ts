/** What is shown above a policy's keys: how many encounters use it, and whether its examples pass. */
import type { Span } from '../../text/span.js';
import { counted } from '../../text/words.js';
import { nodeAt, pairOf, readTree } from '../../yaml/tree.js';
import type { YamlFile } from './world.js';

interface Lens {
  readonly span: Span;
  readonly title: string;
  /** What a click does: show the encounters, run the examples, run this one. */
  readonly leadsTo: 'references' | 'examples' | 'example';
  /** Which example, from 0. */
  readonly example?: number | undefined;
}

/** What is known in addition to the text. */
interface Standing {
  /** How many encounters of the workspace name the policy; undefined while they are being counted. */
  readonly encounters?: number | undefined;
  /** By the example's number from 0: why it fails, undefined if it passes; those not run yet are absent. */
  readonly examples: ReadonlyMap<number, string | undefined>;
}

/** The lenses of a policy file. */
export function lenses({ text }: YamlFile, { encounters, examples }: Standing): readonly Lens[] {
  const { root } = readTree(text);
  const lenses: Lens[] = [];
  const payer = pairOf(root, 'payer');
  if (payer && encounters !== undefined) {
    const title =
      encounters === 0
        ? 'No encounter uses this policy'
        : `${counted(encounters, 'encounter')} ${encounters === 1 ? 'uses' : 'use'} this policy`;
    lenses.push({ span: payer.keySpan, title, leadsTo: 'references' });
  }
  const pair = pairOf(root, 'examples');
  const list = nodeAt(root, ['examples']);
  if (!pair || list?.kind !== 'list' || list.items.length === 0) return lenses;
  const run = list.items.flatMap((_, index) => (examples.has(index) ? [examples.get(index)] : []));
  const held = run.filter((failure) => failure === undefined).length;
  const all = list.items.length;
  const title =
    run.length === 0
      ? `Run ${counted(all, 'example')}`
      : `${held} of ${counted(all, 'example')} ${all === 1 ? 'passes' : 'pass'}`;
  lenses.push({ span: pair.keySpan, title, leadsTo: 'examples' });
  list.items.forEach(({ value }, index) => {
    const first = value?.kind === 'mapping' ? value.pairs[0] : undefined;
    if (!first) return;
    const failure = examples.get(index);
    const said = !examples.has(index) ? 'Run' : failure === undefined ? 'Passes' : `Fails: ${failure}`;
    lenses.push({ span: first.keySpan, title: said, leadsTo: 'example', example: index });
  });
  return lenses;
}
