/** The payer policies that come with the tool, bundled as text so that nothing is read from disk to judge. */
import { shippedPolicies } from '../../generated/payers.js';
import type { JudgedPolicy } from './document.js';
import type { PolicyFile } from './policies.js';

/** The shipped policy files, not yet read. */
export function shippedFiles(): readonly PolicyFile[] {
  return shippedPolicies.map(({ file, text, version, judged }) => ({
    file,
    text,
    version,
    shipped: true,
    judged: () => (JSON.parse(judged) as JudgedPolicy | null) ?? undefined,
  }));
}
