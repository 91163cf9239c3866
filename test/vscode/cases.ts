/** Runs the editor's tests one after the other; a test that does not end is a failed one. Knows no editor. */

/** One test: what it shows, and the steps that show it. */
export interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** How one test ended. */
export interface Outcome {
  readonly name: string;
  /** Why it failed; absent where it passed. */
  readonly failure?: string;
}

/** Runs the cases in their order and tells how each ended. */
export async function runCases(cases: readonly Case[], patience = 60_000): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, run } of cases) {
    outcomes.push(await outcomeOf(name, run, patience));
  }
  return outcomes;
}

async function outcomeOf(name: string, run: () => Promise<void>, patience: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`did not end within ${patience / 1000} seconds`)), patience);
  });
  try {
    await Promise.race([run(), late]);
    return { name };
  } catch (error) {
    return { name, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
