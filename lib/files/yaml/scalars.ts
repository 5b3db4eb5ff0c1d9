import { type Cursor, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd } from './cursor';
import { Refusal } from './refusal';

/** Maximum length of a scalar: an API server takes 3 MB at once. */
const MAX_LENGTH = 8 * 2 ** 20;

/** Pieces that are joined at once, since a string of very many pieces exhausts the memory. */
const MAX_PIECES = 1000;

/** The text of a scalar while it is scanned. */
class Text {
  private current = '';
  private pieces = 0;
  private length = 0;
  private readonly done: string[] = [];

  constructor(private readonly start: number) {}

  public add(piece: string): void {
    if (piece === '') return;
    this.current += piece;
    this.length += piece.length;
    checkLength(this.length, this.start);
    if (++this.pieces < MAX_PIECES) return;
    this.current.charCodeAt(0); // makes one string of its pieces
    this.done.push(this.current);
    this.current = '';
    this.pieces = 0;
  }

  public toString(): string {
    return this.done.length > 0 ? [...this.done, this.current].join('') : this.current;
  }
}

/** Refuses a scalar that no API server takes. */
export function checkLength(length: number, start: number): void {
  if (length > MAX_LENGTH) throw new Refusal(`has a string of more than ${MAX_LENGTH / 2 ** 20} MiB, which no API server takes`, start);
}

/** The line breaks between two parts of a folded scalar. */
class Fold {
  private leading = '';
  private trailing?: Text;

  constructor(private readonly start: number) {}

  public add(lineBreak: string): void {
    if (this.leading === '') this.leading = lineBreak;
    else this.addEmptyLine(lineBreak);
  }

  public addEmptyLine(lineBreak: string): void {
    this.trailing ??= new Text(this.start);
    this.trailing.add(lineBreak);
  }

  /** Returns what the line breaks are read as: a space, or all but the first one. */
  public take(): string {
    const { leading } = this;
    const trailing = this.trailing?.toString() ?? '';
    this.leading = '';
    this.trailing = undefined;
    if (leading !== '\n') return leading + trailing;
    return trailing === '' ? ' ' : trailing;
  }
}

/** Scans a literal (`|`) or folded (`>`) scalar. */
export function blockScalar(cursor: Cursor, parent: number): string {
  const start = cursor.offset;
  const literal = cursor.peek() === 0x7c;
  cursor.skip();
  const { chomping, increment } = blockHeader(cursor, start);
  let indent = increment > 0 ? Math.max(parent, 0) + increment : 0;
  const breaks = (): string => {
    const found = blockBreaks(cursor, indent, parent, start);
    indent = found.indent;
    return found.breaks;
  };
  const text = new Text(start);
  let trailing = breaks();
  let leading = '';
  let wasBlank = false;
  while (cursor.column === indent && cursor.peek() !== 0) {
    const blank = isBlank(cursor.peek());
    const folds = !literal && !wasBlank && !blank && leading === '\n';
    if (!folds) text.add(leading);
    else if (trailing === '') text.add(' ');
    text.add(trailing);
    wasBlank = blank;
    text.add(cursor.take(isInLine));
    leading = cursor.takeBreak();
    trailing = breaks();
  }
  if (chomping !== '-') text.add(leading);
  if (chomping === '+') text.add(trailing);
  return text.toString();
}

function isInLine(code: number): boolean {
  return !isBreakOrEnd(code);
}

/** Scans the indicators behind `|` or `>`, in either order. */
function blockHeader(cursor: Cursor, start: number): { chomping: string; increment: number } {
  let chomping = '';
  let increment = 0;
  const isSign = () => cursor.peek() === 0x2b || cursor.peek() === 0x2d;
  const sign = () => {
    chomping = String.fromCharCode(cursor.peek());
    cursor.skip();
  };
  if (isSign()) sign();
  if (cursor.peek() >= 0x30 && cursor.peek() <= 0x39) {
    increment = cursor.peek() - 0x30;
    if (increment === 0) throw new Refusal('is not YAML: the indentation of a block must be 1 to 9', start);
    cursor.skip();
    if (chomping === '' && isSign()) sign();
  }
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.peek())) throw new Refusal('is not YAML: only a comment may follow the header of a block', cursor.offset);
  cursor.takeBreak();
  return { chomping, increment };
}

/** Skips the indentation and empty lines of a block; finds the indentation, if it is not known. */
function blockBreaks(cursor: Cursor, known: number, parent: number, start: number): { breaks: string; indent: number } {
  const breaks = new Text(start);
  let indent = known;
  let deepest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.peek() === 0x20) cursor.skip();
    deepest = Math.max(deepest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.peek() === 0x09) {
      throw new Refusal('is not YAML: tabs are not allowed as indentation', cursor.offset);
    }
    if (!isBreak(cursor.peek())) break;
    breaks.add(cursor.takeBreak());
  }
  if (indent === 0) indent = Math.max(deepest, parent + 1, 1);
  return { breaks: breaks.toString(), indent };
}

const ESCAPES: { readonly [code: string]: string } = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** Digits of an escaped code point. */
const DIGITS: { readonly [code: string]: number } = { x: 2, u: 4, U: 8 };

/** Scans a scalar in single or double quotes. */
export function quotedScalar(cursor: Cursor): string {
  const start = cursor.offset;
  const quote = cursor.peek();
  const single = quote === 0x27;
  cursor.skip();
  const text = new Text(start);
  const fold = new Fold(start);
  for (;;) {
    if (cursor.isAtMarker()) throw new Refusal('is not YAML: a document marker stands within a quoted string', start);
    if (cursor.peek() === 0) throw new Refusal(`is not YAML: missing closing ${single ? "'" : '"'} of a string`, start);
    let folding = false;
    while (!isBlankOrEnd(cursor.peek())) {
      const code = cursor.peek();
      if (code === quote) {
        if (!single || cursor.peek(1) !== quote) break;
        text.add("'");
        cursor.skip(2);
      } else if (!single && code === 0x5c && isBreak(cursor.peek(1))) {
        cursor.skip();
        cursor.takeBreak();
        folding = true;
        break;
      } else if (!single && code === 0x5c) {
        text.add(escaped(cursor));
      } else {
        text.add(cursor.take((next) => next !== quote && (single || next !== 0x5c) && !isBlankOrEnd(next)));
      }
    }
    if (cursor.peek() === quote) break;
    text.add(between(cursor, fold, folding));
  }
  cursor.skip();
  return text.toString();
}

/** Skips blanks and line breaks, and returns what they are read as. */
function between(cursor: Cursor, fold: Fold, escapedBreak: boolean): string {
  let folding = escapedBreak;
  let blanks = '';
  while (isBlank(cursor.peek()) || isBreak(cursor.peek())) {
    if (isBreak(cursor.peek())) {
      // behind an escaped break, every break is that of an empty line
      if (escapedBreak) fold.addEmptyLine(cursor.takeBreak());
      else fold.add(cursor.takeBreak());
      folding = true;
    } else {
      const found = cursor.take(isBlank);
      if (!folding) blanks += found;
    }
  }
  return folding ? fold.take() : blanks;
}

function escaped(cursor: Cursor): string {
  const start = cursor.offset;
  const code = String.fromCharCode(cursor.peek(1));
  cursor.skip(2);
  if (Object.hasOwn(ESCAPES, code)) return ESCAPES[code];
  if (!Object.hasOwn(DIGITS, code)) throw new Refusal(`is not YAML: unknown escape \\${code}`, start);
  const digits = cursor.text.slice(cursor.offset, cursor.offset + DIGITS[code]);
  const value = Number.parseInt(digits, 16);
  const isHex = digits.length === DIGITS[code] && /^[0-9A-Fa-f]+$/.test(digits);
  if (!isHex || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
    throw new Refusal(`is not YAML: \\${code}${digits} must be a code point in ${DIGITS[code]} hexadecimal digits`, start);
  }
  cursor.skip(digits.length);
  return String.fromCodePoint(value);
}

/** A scalar without quotes. */
export interface PlainScalar {
  readonly value: string;
  /** Whether line breaks follow it. */
  readonly endsLine: boolean;
}

/** Scans a scalar without quotes, which ends at a comment, an indicator, or a line that is indented less. */
export function plainScalar(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const start = cursor.offset;
  const text = new Text(start);
  const fold = new Fold(start);
  let blanks = '';
  let folding = false;
  for (;;) {
    if (cursor.isAtMarker() || cursor.peek() === 0x23) break;
    const from = cursor.offset;
    skipPlain(cursor, inFlow);
    if (cursor.offset > from) {
      text.add(folding ? fold.take() : blanks);
      blanks = '';
      folding = false;
      text.add(cursor.text.slice(from, cursor.offset));
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break;
    while (isBlank(cursor.peek()) || isBreak(cursor.peek())) {
      if (isBreak(cursor.peek())) {
        fold.add(cursor.takeBreak());
        folding = true;
        blanks = '';
      } else if (folding) {
        if (cursor.column < indent && cursor.peek() === 0x09) {
          throw new Refusal('is not YAML: tabs are not allowed as indentation', cursor.offset);
        }
        cursor.skip();
      } else {
        blanks = cursor.take(isBlank);
      }
    }
    if (!inFlow && cursor.column < indent) break;
  }
  return { value: text.toString(), endsLine: folding };
}

/** Skips what belongs to a plain scalar, up to a blank or an indicator. */
function skipPlain(cursor: Cursor, inFlow: boolean): void {
  for (let code = cursor.peek(); !isBlankOrEnd(code); code = cursor.peek()) {
    if ((code === 0x3a && isBlankOrEnd(cursor.peek(1))) || (inFlow && isFlowIndicator(code))) return;
    cursor.offset++;
  }
}

/** Returns whether a character ends a plain scalar in `[]` and `{}`. */
function isFlowIndicator(code: number): boolean {
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}
