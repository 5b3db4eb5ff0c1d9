/** Returns the number of random cases of a property; `FUZZ=10 npm run test:unit` tries ten times as many. */
export function runs(count: number): number {
  return count * Number(process.env.FUZZ ?? 1);
}
