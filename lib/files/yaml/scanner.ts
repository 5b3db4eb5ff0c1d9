import { Cursor, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isWord } from './cursor';
import { Refusal } from './refusal';
import { blockScalar, plainScalar, quotedScalar } from './scalars';

export type TokenType =
  | 'end'
  | 'version'
  | 'tag directive'
  | '---'
  | '...'
  | 'block sequence'
  | 'block map'
  | 'block end'
  | '['
  | ']'
  | '{'
  | '}'
  | '-'
  | ','
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  /** Offset of what was scanned so far: for a scalar, behind it and the blanks that follow. */
  readonly end: number;
  /** Text of a scalar, name of an anchor or alias, handle of a tag, version of a directive. */
  readonly value?: string;
  /** Suffix of a tag, prefix of a directive. */
  readonly suffix?: string;
  /** Whether a scalar has no quotes and is no block. */
  readonly plain?: boolean;
}

/** Maximum length of what may be a key before its colon, in code points. */
const MAX_KEY = 1024;

/** Maximum length of a tag: those of a document are compared and joined. */
const MAX_TAG = 1024;

/** A token that may turn out to be the start of a key, when a colon follows. */
interface SimpleKey {
  possible: boolean;
  required: boolean;
  /** Number of the token. */
  readonly token: number;
  /** Whether the token waits for the colon. */
  isAwaited: boolean;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/**
 * Splits a text into the tokens of YAML 1.1, as the reader of kubectl does: a port of the scanner of go-yaml v2, which sigs.k8s.io/yaml uses,
 * including what it accepts against the specification, such as quoted strings that go on without indentation.
 *
 * https://github.com/yaml/go-yaml/blob/v2.4.4/scannerc.go
 */
export class Scanner {
  private readonly cursor: Cursor;
  private tokens: Token[] = [];
  private head = 0;
  /** Number of tokens that were taken. */
  private taken = 0;
  private ended = false;
  private flowLevel = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  private isKeyAllowed = true;
  private readonly simpleKeys: SimpleKey[] = [
    { possible: false, required: false, token: 0, isAwaited: false, offset: 0, line: 0, column: 0 },
  ];
  /** Whether the next token is known to be complete. */
  private isReady = false;

  constructor(text: string, byLine: boolean) {
    this.cursor = new Cursor(text, byLine);
  }

  /** Returns the next token without taking it. */
  public peek(): Token {
    if (!this.isReady) {
      while (!this.isHeadComplete()) this.fetch();
      this.isReady = true;
    }
    return this.tokens[this.head];
  }

  public take(): Token {
    const token = this.peek();
    this.isReady = false;
    this.taken++;
    this.head++;
    if (this.head > 1000) {
      this.tokens = this.tokens.slice(this.head);
      this.head = 0;
    }
    return token;
  }

  /** The offset behind all tokens that were scanned. */
  public get offset(): number {
    return this.cursor.offset;
  }

  /** Returns whether the next token is known not to be a key. */
  private isHeadComplete(): boolean {
    if (this.head === this.tokens.length) return this.ended;
    for (const key of this.simpleKeys) if (key.isAwaited && key.token === this.taken) return !this.isValid(key);
    return true;
  }

  private fetch(): void {
    this.skipToToken();
    this.unroll(this.cursor.column);
    const { cursor } = this;
    const code = cursor.peek();
    const next = cursor.peek(1);
    if (code === 0) this.fetchEnd();
    else if (cursor.column === 0 && code === 0x25) this.fetchDirective();
    else if (cursor.isAtMarker()) this.fetchMarker(code === 0x2d ? '---' : '...');
    else if (code === 0x5b || code === 0x7b) this.fetchFlowStart(code === 0x5b ? '[' : '{');
    else if (code === 0x5d || code === 0x7d) this.fetchFlowEnd(code === 0x5d ? ']' : '}');
    else if (code === 0x2c) this.fetchIndicator(',', true);
    else if (code === 0x2d && isBlankOrEnd(next)) this.fetchEntry();
    else if (code === 0x3f && (this.flowLevel > 0 || isBlankOrEnd(next))) this.fetchKey();
    else if (code === 0x3a && (this.flowLevel > 0 || isBlankOrEnd(next))) this.fetchValue();
    else if (code === 0x2a || code === 0x26) this.fetchAnchor(code === 0x2a ? 'alias' : 'anchor');
    else if (code === 0x21) this.fetchTag();
    else if ((code === 0x7c || code === 0x3e) && this.flowLevel === 0) this.fetchBlockScalar();
    else if (code === 0x27 || code === 0x22) this.fetchQuotedScalar();
    else if (this.startsPlainScalar(code, next)) this.fetchPlainScalar();
    else throw this.strange(code);
  }

  private strange(code: number): Refusal {
    const { offset } = this.cursor;
    if (code === 0x09) return new Refusal('is not YAML: tabs are not allowed as indentation', offset);
    return new Refusal(`is not YAML: no value starts with ${JSON.stringify(String.fromCharCode(code))}: quote it`, offset);
  }

  private startsPlainScalar(code: number, next: number): boolean {
    if (!isBlankOrEnd(code) && !INDICATORS.has(code)) return true;
    if (code === 0x2d) return !isBlank(next);
    return this.flowLevel === 0 && (code === 0x3f || code === 0x3a) && !isBlankOrEnd(next);
  }

  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      while (cursor.peek() === 0x20 || (cursor.peek() === 0x09 && (this.flowLevel > 0 || !this.isKeyAllowed))) cursor.skip();
      cursor.skipComment();
      if (!isBreak(cursor.peek())) return;
      cursor.takeBreak();
      if (this.flowLevel === 0) this.isKeyAllowed = true;
    }
  }

  private isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.line < this.cursor.line || this.isLong(key)) {
      if (key.required) throw missingColon(key);
      key.possible = false;
      return false;
    }
    return true;
  }

  private isLong({ offset }: SimpleKey): boolean {
    const { text, offset: now } = this.cursor;
    if (now - offset <= MAX_KEY) return false;
    if (now - offset > 2 * MAX_KEY) return true;
    return [...text.slice(offset, now)].length > MAX_KEY;
  }

  private saveSimpleKey(): void {
    if (!this.isKeyAllowed) return;
    const { offset, line, column } = this.cursor;
    const required = this.flowLevel === 0 && this.indent === column;
    const token = this.nextToken();
    this.removeSimpleKey();
    this.simpleKeys[this.simpleKeys.length - 1] = { possible: true, required, token, isAwaited: true, offset, line, column };
  }

  private removeSimpleKey(): void {
    const key = this.simpleKeys[this.simpleKeys.length - 1];
    if (!key.possible) return;
    if (key.required) throw missingColon(key);
    key.possible = false;
    key.isAwaited = false;
  }

  /** Number of the token that is added next. */
  private nextToken(): number {
    return this.taken + this.tokens.length - this.head;
  }

  private add(type: TokenType, start: number, value?: string, suffix?: string, plain?: boolean): void {
    this.tokens.push({ type, start, end: this.cursor.offset, value, suffix, plain });
  }

  /** Inserts a token before the one of a number; adds it last, if that one was taken. */
  private insert(number: number, token: Token): void {
    const index = number - this.taken;
    if (index < 0) this.tokens.push(token);
    else this.tokens.splice(this.head + index, 0, token);
  }

  /** Starts a block collection, if the column is deeper than the current one. */
  private roll(column: number, type: TokenType, start: number, number = -1): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.insert(number, token(type, start));
  }

  /** Ends the block collections that are deeper than a column. */
  private unroll(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.add('block end', this.cursor.offset);
      this.indent = this.indents.pop()!;
    }
  }

  private fetchEnd(): void {
    // no key goes on behind the end
    this.cursor.line++;
    this.unroll(-1);
    this.removeSimpleKey();
    this.isKeyAllowed = false;
    this.ended = true;
    this.add('end', this.cursor.offset);
  }

  private fetchMarker(type: '---' | '...'): void {
    this.unroll(-1);
    this.removeSimpleKey();
    this.isKeyAllowed = false;
    this.add(type, this.cursor.offset);
    this.cursor.skip(3);
  }

  private fetchIndicator(type: TokenType, isKeyAllowed: boolean): void {
    this.removeSimpleKey();
    this.isKeyAllowed = isKeyAllowed;
    this.add(type, this.cursor.offset);
    this.cursor.skip();
  }

  private fetchFlowStart(type: '[' | '{'): void {
    this.saveSimpleKey();
    const { offset, line, column } = this.cursor;
    this.simpleKeys.push({ possible: false, required: false, token: this.nextToken(), isAwaited: false, offset, line, column });
    this.flowLevel++;
    this.isKeyAllowed = true;
    this.add(type, offset);
    this.cursor.skip();
  }

  private fetchFlowEnd(type: ']' | '}'): void {
    this.removeSimpleKey();
    if (this.flowLevel > 0) {
      this.flowLevel--;
      const inner = this.simpleKeys.pop()!;
      const outer = this.simpleKeys[this.simpleKeys.length - 1];
      // like go-yaml, which forgets that an empty collection may be a key
      if (inner.token === outer.token) outer.isAwaited = false;
    }
    this.isKeyAllowed = false;
    this.add(type, this.cursor.offset);
    this.cursor.skip();
  }

  private fetchEntry(): void {
    const { offset, column } = this.cursor;
    if (this.flowLevel === 0) {
      if (!this.isKeyAllowed) throw new Refusal('is not YAML: a list cannot start here', offset);
      this.roll(column, 'block sequence', offset);
    }
    this.fetchIndicator('-', true);
  }

  private fetchKey(): void {
    const { offset, column } = this.cursor;
    if (this.flowLevel === 0) {
      if (!this.isKeyAllowed) throw new Refusal('is not YAML: a key cannot start here', offset);
      this.roll(column, 'block map', offset);
    }
    this.fetchIndicator('key', this.flowLevel === 0);
  }

  private fetchValue(): void {
    const { offset, column } = this.cursor;
    const key = this.simpleKeys[this.simpleKeys.length - 1];
    if (this.isValid(key)) {
      this.insert(key.token, token('key', key.offset));
      this.roll(key.column, 'block map', key.offset, key.token);
      key.possible = false;
      key.isAwaited = false;
      this.isKeyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.isKeyAllowed) throw new Refusal('is not YAML: a colon with a space cannot stand here: quote the value', offset);
        this.roll(column, 'block map', offset);
      }
      this.isKeyAllowed = this.flowLevel === 0;
    }
    this.add('value', offset);
    this.cursor.skip();
  }

  private fetchAnchor(type: 'alias' | 'anchor'): void {
    const { cursor } = this;
    const start = cursor.offset;
    this.saveSimpleKey();
    this.isKeyAllowed = false;
    cursor.skip();
    const value = cursor.take(isWord);
    const next = cursor.peek();
    if (value === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) {
      throw new Refusal(`is not YAML: the name of an ${type} must consist of letters, digits, - and _`, start);
    }
    this.add(type, start, value);
  }

  private fetchTag(): void {
    const { cursor } = this;
    const start = cursor.offset;
    this.saveSimpleKey();
    this.isKeyAllowed = false;
    let handle = '';
    let suffix: string;
    if (cursor.peek(1) === 0x3c) {
      cursor.skip(2);
      suffix = this.tagUri('', start);
      if (cursor.peek() !== 0x3e) throw new Refusal('is not YAML: a tag that starts with !< must end with >', start);
      cursor.skip();
    } else {
      handle = this.tagHandle(false, start);
      if (handle.length > 1 && handle.endsWith('!')) {
        suffix = this.tagUri('', start);
      } else {
        suffix = this.tagUri(handle, start);
        handle = '!';
        if (suffix === '') {
          handle = '';
          suffix = '!';
        }
      }
    }
    if (!isBlankOrEnd(cursor.peek())) throw new Refusal('is not YAML: a space must follow a tag', start);
    this.add('tag', start, handle, suffix);
  }

  private tagHandle(isDirective: boolean, start: number): string {
    const { cursor } = this;
    if (cursor.peek() !== 0x21) throw new Refusal('is not YAML: a tag must start with !', start);
    cursor.skip();
    let handle = `!${cursor.take(isWord)}`;
    if (cursor.peek() === 0x21) {
      handle += '!';
      cursor.skip();
    } else if (isDirective && handle !== '!') {
      throw new Refusal('is not YAML: the handle of a tag must end with !', start);
    }
    return handle;
  }

  private tagUri(head: string, start: number): string {
    const { cursor } = this;
    const from = cursor.offset;
    const written = cursor.take((code) => isWord(code) || URI.has(code));
    if (written.length > MAX_TAG) throw new Refusal(`has a tag of more than ${MAX_TAG} characters`, start);
    if (head === '' && written === '') throw new Refusal('is not YAML: a tag must have a name', start);
    try {
      if (/%(?![0-9A-Fa-f]{2})/.test(written)) throw new URIError();
      return head.slice(1) + decodeURIComponent(written);
    } catch {
      throw new Refusal('is not YAML: % in a tag must escape characters in UTF-8', from);
    }
  }

  private fetchDirective(): void {
    const { cursor } = this;
    const start = cursor.offset;
    this.unroll(-1);
    this.removeSimpleKey();
    this.isKeyAllowed = false;
    cursor.skip();
    const name = cursor.take(isWord);
    if (!isBlankOrEnd(cursor.peek())) throw new Refusal('is not YAML: the name of a directive must consist of letters', start);
    cursor.skipBlanks();
    if (name === 'YAML') this.add('version', start, this.version(start));
    else if (name === 'TAG') this.add('tag directive', start, ...this.tagDirective(start));
    else throw new Refusal(`is not YAML: unknown directive %${name}`, start);
    cursor.skipBlanks();
    cursor.skipComment();
    if (!isBreakOrEnd(cursor.peek())) throw new Refusal('is not YAML: only a comment may follow a directive', start);
    cursor.takeBreak();
  }

  private version(start: number): string {
    const { cursor } = this;
    const major = cursor.take(isDigit);
    const hasDot = cursor.peek() === 0x2e;
    if (hasDot) cursor.skip();
    const minor = cursor.take(isDigit);
    if (!hasDot || ![1, 2].includes(major.length) || ![1, 2].includes(minor.length)) {
      throw new Refusal('is not YAML: a version must be two numbers, such as 1.1', start);
    }
    return `${Number(major)}.${Number(minor)}`;
  }

  private tagDirective(start: number): [handle: string, prefix: string] {
    const { cursor } = this;
    const value = this.tagHandle(true, start);
    if (!isBlank(cursor.peek())) throw new Refusal('is not YAML: a space must follow the handle of a tag', start);
    cursor.skipBlanks();
    const suffix = this.tagUri('', start);
    if (!isBlankOrEnd(cursor.peek())) throw new Refusal('is not YAML: only a comment may follow a directive', start);
    return [value, suffix];
  }

  private fetchBlockScalar(): void {
    const start = this.cursor.offset;
    this.removeSimpleKey();
    this.isKeyAllowed = true;
    this.add('scalar', start, blockScalar(this.cursor, this.indent), undefined, false);
  }

  private fetchQuotedScalar(): void {
    const start = this.cursor.offset;
    this.saveSimpleKey();
    this.isKeyAllowed = false;
    this.add('scalar', start, quotedScalar(this.cursor), undefined, false);
  }

  private fetchPlainScalar(): void {
    const start = this.cursor.offset;
    this.saveSimpleKey();
    this.isKeyAllowed = false;
    const { value, endsLine } = plainScalar(this.cursor, this.indent + 1, this.flowLevel > 0);
    this.add('scalar', start, value, undefined, true);
    if (endsLine) this.isKeyAllowed = true;
  }
}

const codes = (characters: string): ReadonlySet<number> => new Set([...characters].map((character) => character.charCodeAt(0)));

/** Characters that start no plain scalar. */
const INDICATORS = codes('-?:,[]{}#&*!|>\'"%@`');

/** Characters of a tag, besides letters and digits. */
const URI = codes(";/?:@&=+$,.!~*'()[]%");

/** A token without text, of the same shape as the others. */
function token(type: TokenType, start: number): Token {
  return { type, start, end: start, value: undefined, suffix: undefined, plain: undefined };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function missingColon({ offset }: SimpleKey): Refusal {
  return new Refusal("is not YAML: could not find the ':' of a key", offset);
}
