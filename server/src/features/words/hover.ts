/** What a hover is, over an encounter and over a policy. */
import type { Span } from '../../text/span.js';

export interface Hover {
  /** In the file. */
  readonly span: Span;
  readonly markdown: string;
}
