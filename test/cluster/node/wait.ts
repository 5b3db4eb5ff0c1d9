/** Waiting for a cluster to come to a state. */

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** An error that no waiting mends. */
export class Refused extends Error {}

/**
 * Asks until the answer is true; returns after how many milliseconds that was. Any other answer is what was seen instead, which the error tells when it takes too
 * long.
 */
export async function until(what: string, ask: () => Promise<true | false | string>, timeout = 120_000, interval = 100): Promise<number> {
  const start = Date.now();
  let seen: unknown;
  while (Date.now() - start < timeout) {
    seen = await ask().catch((error: Error) => {
      if (error instanceof Refused) throw error;
      return error.message;
    });
    if (seen === true) return Date.now() - start;
    await sleep(interval);
  }
  throw new Error(`waited ${timeout / 1000} s, and it is not so that ${what}; seen at last: ${seen}`);
}
