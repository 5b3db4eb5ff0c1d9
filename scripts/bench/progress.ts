/** Prints the current measurement to stderr; steps longer than a second receive `say`. */
export type Say = (what: string) => void;

export class Progress {
  private readonly start = Date.now();

  public readonly say: Say = (what) => {
    const line = `[${this.elapsed}] ${what}`;
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  };

  /** Ends the progress with the total time. */
  public end(): void {
    this.say(`done in ${this.elapsed}`);
    if (process.stderr.isTTY) process.stderr.write('\n');
  }

  private get elapsed(): string {
    const seconds = Math.round((Date.now() - this.start) / 1_000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
