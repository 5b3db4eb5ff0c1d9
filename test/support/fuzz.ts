/** Returns the number of random cases of a property; `FUZZ=10 npm run test:unit` tries ten times as many. */
export function runs(count: number): number {
  return count * Number(process.env.FUZZ ?? 1);
}

/** Returns every fifth case; with `FUZZ=5` or more, all of them. */
export function sampled<Case>(cases: Iterable<Case>): Case[] {
  const all = Number(process.env.FUZZ ?? 1) >= 5;
  return [...cases].filter((_, index) => all || index % 5 === 0);
}
