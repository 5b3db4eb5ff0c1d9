import type { Node } from './node';
import { MAX_DEPTH, MAX_NODES } from './parser';
import { Refusal } from './refusal';
import { checkLength } from './scalars';

/** A value of JSON within a text. */
export interface JsonValue {
  readonly node: Node;
  /** The offset behind it. */
  readonly end: number;
}

/** Parses the value of JSON that starts at an offset, behind blanks. Returns undefined if there is none. Throws a Refusal for one that is too large. */
export function parseJson(text: string, offset: number): JsonValue | undefined {
  const parser = new Parser(text, offset);
  try {
    const node = parser.value();
    return { node, end: parser.offset };
  } catch (error) {
    if (error instanceof NoJson) return undefined;
    throw error;
  }
}

class NoJson extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORD = /true|false|null/y;
const STRING = /"[^"\\]*/y;
const BLANK = /[ \t\r\n]*/y;

/** Keeps the places of values, which JSON.parse does not, and reads one value after another. */
class Parser {
  private depth = 0;
  private nodes = 0;

  constructor(
    private readonly text: string,
    public offset: number,
  ) {}

  public value(): Node {
    this.match(BLANK);
    const start = this.offset;
    this.nodes++;
    if (this.nodes > MAX_NODES) throw new Refusal(`has more than ${MAX_NODES} values: split it into several documents`, start);
    const first = this.text[start];
    if (first === '{') return this.nested(() => this.map(start));
    if (first === '[') return this.nested(() => this.list(start));
    if (first === '"') return { kind: 'scalar', start, text: this.string(), end: this.offset, tag: '', plain: false };
    const text = this.match(NUMBER) ?? this.match(WORD);
    if (!text) throw new NoJson();
    return { kind: 'scalar', start, text, end: this.offset, tag: '', plain: true };
  }

  private nested(read: () => Node): Node {
    this.depth++;
    if (this.depth > MAX_DEPTH) throw new Refusal(`is nested more than ${MAX_DEPTH} levels deep`, this.offset);
    const node = read();
    this.depth--;
    return node;
  }

  private map(start: number): Node {
    const pairs: [Node, Node][] = [];
    this.offset++;
    if (this.isNext('}')) return { kind: 'map', start, pairs };
    do {
      this.match(BLANK);
      const key: Node = { kind: 'scalar', start: this.offset, text: this.string(), end: this.offset, tag: '', plain: false };
      if (!this.isNext(':')) throw new NoJson();
      pairs.push([key, this.value()]);
    } while (this.isNext(','));
    if (!this.isNext('}')) throw new NoJson();
    return { kind: 'map', start, pairs };
  }

  private list(start: number): Node {
    const items: Node[] = [];
    this.offset++;
    if (this.isNext(']')) return { kind: 'list', start, items };
    do items.push(this.value());
    while (this.isNext(','));
    if (!this.isNext(']')) throw new NoJson();
    return { kind: 'list', start, items };
  }

  private string(): string {
    const start = this.offset;
    if (this.match(STRING) === undefined) throw new NoJson();
    while (this.text[this.offset] === '\\') {
      this.offset += 2;
      // from the escaped character on, without a quote at the start
      while (this.offset < this.text.length && this.text[this.offset] !== '"' && this.text[this.offset] !== '\\') this.offset++;
    }
    if (this.text[this.offset] !== '"') throw new NoJson();
    this.offset++;
    checkLength(this.offset - start, start);
    try {
      return JSON.parse(this.text.slice(start, this.offset)) as string;
    } catch {
      throw new NoJson();
    }
  }

  private isNext(character: string): boolean {
    this.match(BLANK);
    if (this.text[this.offset] !== character) return false;
    this.offset++;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.offset += found.length;
    return found;
  }
}
