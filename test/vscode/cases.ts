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

/**
 * Runs the cases in their order and tells how each ended.
 *
 * @param onFailure called where a case failed, before the next starts, for a picture of it
 * @param patience milliseconds that one case may take
 */
export async function runCases(
  cases: readonly Case[],
  onFailure: (place: number) => Promise<unknown> = async () => {},
  patience = 60_000,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, { name, run }] of cases.entries()) {
    const outcome = await outcomeOf(name, run, patience);
    if (outcome.failure) await onFailure(index + 1);
    outcomes.push(outcome);
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
