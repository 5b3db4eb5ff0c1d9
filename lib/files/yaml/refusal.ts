/** A place in a file, as editors count: from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line on which it ends; undefined where only the start is known. */
  readonly endLine?: number;
  /** The column behind it. */
  readonly endColumn?: number;
}

/** Why a text is not read, with the offset of the place. */
export class Refusal extends Error {
  constructor(
    reason: string,
    public readonly offset = 0,
  ) {
    super(reason);
  }
}

/** A file that cannot be read as manifests: one line, which begins with the place. */
export class UnusableInput extends Error {
  public override readonly name = 'UnusableInput';

  constructor(
    public readonly reason: string,
    public readonly position: { readonly file: string; readonly line?: number; readonly column?: number },
  ) {
    super(`${[position.file, position.line, position.column].filter((part) => part !== undefined).join(':')}: ${reason}`);
  }
}
