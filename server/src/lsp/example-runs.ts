/** The examples inside policies, run once for each state of the policies. */
import { type ExampleResult, runExamples } from '../authoring/examples.js';
import type { Session } from './session.js';

/** How the examples of a policy file fare; empty if it has none or cannot be read. */
export type ExampleRuns = (file: string) => readonly ExampleResult[];

/** Runs examples when asked for. */
export function createExampleRuns({ workspace }: Pick<Session, 'workspace'>): ExampleRuns {
  const ran = new Map<string, { readonly version: string; readonly results: readonly ExampleResult[] }>();
  return (file) => {
    const now = workspace.world(file);
    const version = `${now.policies.version} ${now.codes.version} ${now.today}`;
    const known = ran.get(file);
    if (known?.version === version) return known.results;
    const document = now.policies.documentOf(file);
    const results = document ? runExamples(now, document) : [];
    ran.set(file, { version, results });
    return results;
  };
}
