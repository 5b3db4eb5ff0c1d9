/** Random numbers that a seed repeats: mulberry32. */
export class Random {
  constructor(private state: number) {
    // neighbouring seeds give unlike numbers
    this.state = Math.imul(state ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  }

  /** A number from 0, below 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0, below the given one. */
  public below(end: number): number {
    return Math.floor(this.next() * end);
  }

  public isOneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  public of<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}
