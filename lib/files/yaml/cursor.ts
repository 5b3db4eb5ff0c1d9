/** Returns whether a character is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Returns whether a character breaks a line: CR, LF, NEL, LS or PS, as in YAML 1.1. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Returns whether a character is blank, breaks a line, or is the end of the text. */
export function isBlankOrEnd(code: number): boolean {
  return isBlank(code) || isBreak(code) || code === 0;
}

/** Returns whether a character breaks a line or is the end of the text. */
export function isBreakOrEnd(code: number): boolean {
  return isBreak(code) || code === 0;
}

/** Returns whether a character may be in an anchor or the handle of a tag. */
export function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x2d
  );
}

/** A position in a text that a scanner reads forwards. */
export class Cursor {
  public offset = 0;
  public line = 0;
  private lineStart = 0;

  constructor(
    public readonly text: string,
    /** Whether CR CR LF is one line break, as for kubectl, which reads line by line. */
    private readonly byLine: boolean,
  ) {
    // a byte order mark takes no column
    if (text.startsWith('\uFEFF')) this.offset = this.lineStart = 1;
  }

  public get column(): number {
    return this.offset - this.lineStart;
  }

  /** The character at a distance from here; 0 behind the end, since a text contains no NUL. */
  public peek(distance = 0): number {
    const index = this.offset + distance;
    return index < this.text.length ? this.text.charCodeAt(index) : 0;
  }

  public skip(count = 1): void {
    this.offset += count;
  }

  /** Skips what a test accepts, and returns it. */
  public take(accepts: (code: number) => boolean): string {
    const start = this.offset;
    while (accepts(this.peek())) this.offset++;
    return this.text.slice(start, this.offset);
  }

  /** Skips a line break, and returns it as YAML 1.1 reads it. */
  public takeBreak(): string {
    const code = this.peek();
    if (!isBreak(code)) return '';
    const follows = code !== 0x0d ? 0 : this.peek(1) === 0x0a ? 1 : this.byLine && this.peek(1) === 0x0d && this.peek(2) === 0x0a ? 2 : 0;
    this.offset += 1 + follows;
    this.line++;
    this.lineStart = this.offset;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  public skipComment(): void {
    if (this.peek() === 0x23) while (!isBreakOrEnd(this.peek())) this.offset++;
  }

  public skipBlanks(): void {
    while (isBlank(this.peek())) this.offset++;
  }

  /** Returns whether `---` or `...` is here, at the start of a line. */
  public isAtMarker(): boolean {
    if (this.column !== 0) return false;
    const code = this.peek();
    return (code === 0x2d || code === 0x2e) && this.peek(1) === code && this.peek(2) === code && isBlankOrEnd(this.peek(3));
  }
}
