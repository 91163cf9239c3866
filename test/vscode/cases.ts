/**
 * Runs one case of the editor's tests to its end, or to the end of its time, and tells how it went. Knows no editor. Only
 * the whole case has a limit, and a generous one: a step waits for what it waits for, however slow the machine is.
 */

/** What a case tells while it runs, so that its failure can say where it was. */
export interface Told {
  /** Tells which part of the case begins. */
  step(name: string): void;
  /** Tells what is waited for from now on. */
  awaits(what: string): void;
  /** Throws once the case's time is over, so that what still waits then ends too. */
  goesOn(): void;
}

/** How a case ended. */
export interface Outcome {
  readonly name: string;
  /** The parts of the case in their order, as far as it came. */
  readonly steps: readonly string[];
  /** Why it failed; absent where it passed. */
  readonly failure?: string;
}

/**
 * Runs a case and tells how it ended.
 *
 * @param limit milliseconds that the whole case may take
 */
export async function outcomeOf(name: string, run: (told: Told) => Promise<unknown>, limit: number): Promise<Outcome> {
  const steps: string[] = [];
  let awaited = '';
  let isOver = false;
  const told: Told = {
    step: (step) => {
      steps.push(step);
      awaited = '';
    },
    awaits: (what) => {
      awaited = what;
    },
    goesOn: () => {
      if (isOver) throw new Error('the time of the case is over');
    },
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`did not end within ${limit / 1000} seconds`)), limit);
  });
  try {
    await Promise.race([run(told), late]);
    return { name, steps };
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const where = [`step: ${steps.at(-1) ?? 'none yet'}`, ...(awaited ? [`waited for: ${awaited}`] : [])];
    return { name, steps, failure: [...where, why].join('\n') };
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

/** Waits until something holds; what it asks is asked again as soon as it was answered. */
export async function until(told: Told, what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  told.awaits(what);
  while (!(await holds())) {
    told.goesOn();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
