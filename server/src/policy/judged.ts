/** What of a policy file judges and is inherited: plain data, so that it is kept where the file is not read again. */
import type { PolicyDocument } from './parse.js';

export interface JudgedPolicy {
  /** The content without the lists that the entries say, and without the examples. */
  readonly content: PolicyDocument['content'];
  readonly entries: PolicyDocument['entries'];
  readonly at: PolicyDocument['at'];
}

/** What of a document judges. */
export function judgedOf({ content, entries, at }: PolicyDocument): JudgedPolicy {
  const { payer, name, aliases, effective, until, source, bilateral, mue, severity } = content;
  const judging = {
    payer,
    name,
    aliases,
    effective,
    until,
    source,
    bilateral,
    mue,
    'billing-rules': content['billing-rules'],
    severity,
    extends: content.extends,
  };
  return { content: judging, entries, at };
}
