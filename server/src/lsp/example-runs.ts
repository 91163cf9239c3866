/** The examples inside policies, run once for each state of the policies. */
import { type ExampleResult, runExamples } from '../authoring/examples.js';
import type { Session } from './session.js';

/** How the examples of a policy file fare; empty where it has none or cannot be read. */
export type ExampleRuns = (uri: string) => readonly ExampleResult[];

/** Runs examples when asked for. */
export function createExampleRuns({ world }: Pick<Session, 'world'>): ExampleRuns {
  const ran = new Map<string, { readonly version: string; readonly results: readonly ExampleResult[] }>();
  return (uri) => {
    const now = world();
    const version = `${now.policies.version} ${now.codes.version} ${now.today}`;
    const known = ran.get(uri);
    if (known?.version === version) return known.results;
    const document = now.policies.documentOf(uri);
    const results = document ? runExamples(now, document) : [];
    ran.set(uri, { version, results });
    return results;
  };
}
