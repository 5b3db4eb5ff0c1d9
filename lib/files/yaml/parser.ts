import type { ListNode, MapNode, Node, ScalarNode } from './node';
import { Refusal } from './refusal';
import { Scanner, type Token, type TokenType } from './scanner';

/** Deeper than any object that an API server takes, and far from what exhausts the stack. */
export const MAX_DEPTH = 100;

/** More than the largest object that an API server takes has; what they become stays far below the memory of a process. */
export const MAX_NODES = 1_000_000;

const NOT_TEXT = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const DEFAULT_TAGS: readonly (readonly [handle: string, prefix: string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];

/** The first document of a text. */
export interface Parsed {
  /** Undefined for a text of comments. */
  readonly node?: Node;
  /** The offset of what follows the document, which kubectl does not read; undefined if nothing follows. */
  readonly rest?: number;
}

/** Parses the first document of a text, which is all that sigs.k8s.io/yaml reads; with `byLine`, CR CR LF is one line break. Throws a Refusal. */
export function parse(text: string, byLine = false): Parsed {
  const strange = NOT_TEXT.exec(text);
  if (strange) throw new Refusal(`is not YAML: the character ${codePoint(strange[0])} must be escaped in double quotes`, strange.index);
  if (text.startsWith('\uFEFF\uFEFF')) throw new Refusal('is not YAML: it starts with two byte order marks: remove one');
  return new Parser(text, byLine).document();
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The properties before a node. */
interface Properties {
  readonly anchor?: string;
  readonly tag: string;
  readonly start: number;
}

/**
 * Builds the nodes of a document: a port of the parser of go-yaml v2.
 *
 * https://github.com/yaml/go-yaml/blob/v2.4.4/parserc.go
 */
class Parser {
  private readonly scanner: Scanner;
  private readonly tags = new Map<string, string>();
  private readonly anchors = new Map<string, Node>();
  private depth = 0;
  private nodes = 0;

  constructor(text: string, byLine: boolean) {
    this.scanner = new Scanner(text, byLine);
  }

  public document(): Parsed {
    if (this.isNext('end')) return {};
    const isImplicit = !this.isNext('version', 'tag directive', '---');
    this.directives();
    if (!isImplicit) {
      if (!this.isNext('---')) throw new Refusal('is not YAML: --- must follow the directives', this.peek().start);
      this.take();
    }
    const isEmpty = !isImplicit && this.isNext('version', 'tag directive', '---', '...', 'end');
    const node = isEmpty ? this.empty(this.peek().start) : this.node(true, false);
    if (this.isNext('...')) this.take();
    return { node, rest: this.rest() };
  }

  private rest(): number | undefined {
    try {
      while (this.isNext('...')) this.take();
      return this.isNext('end') ? undefined : this.peek().start;
    } catch (error) {
      if (error instanceof Refusal) return error.offset;
      throw error;
    }
  }

  private directives(): void {
    let version: string | undefined;
    while (this.isNext('version', 'tag directive')) {
      const { type, value = '', suffix = '', start } = this.take();
      if (type === 'version') {
        if (version !== undefined) throw new Refusal('is not YAML: %YAML is written twice', start);
        if (value !== '1.1') throw new Refusal(`is YAML ${value}, and kubectl reads YAML 1.1: omit %YAML`, start);
        version = value;
      } else {
        if (this.tags.has(value)) throw new Refusal(`is not YAML: %TAG ${value} is written twice`, start);
        this.tags.set(value, suffix);
      }
    }
    for (const [handle, prefix] of DEFAULT_TAGS) if (!this.tags.has(handle)) this.tags.set(handle, prefix);
  }

  private node(isBlock: boolean, allowsIndentless: boolean): Node {
    if (this.isNext('alias')) return this.alias();
    const properties = this.properties();
    const { type, start, end, value = '', plain = false } = this.peek();
    if (allowsIndentless && type === '-') return this.collection(properties, () => this.indentlessList(properties));
    if (type === 'scalar') {
      this.take();
      const { tag } = properties;
      return this.add(properties, {
        kind: 'scalar',
        start: properties.start,
        text: value,
        end,
        tag,
        plain: (tag === '' && plain) || tag === '!',
      });
    }
    if (type === '[') return this.collection(properties, () => this.flowList(properties));
    if (type === '{') return this.collection(properties, () => this.flowMap(properties));
    if (isBlock && type === 'block sequence') return this.collection(properties, () => this.blockList(properties));
    if (isBlock && type === 'block map') return this.collection(properties, () => this.blockMap(properties));
    if (properties.anchor !== undefined || properties.tag !== '') {
      const { start: own, tag } = properties;
      return this.add(properties, { kind: 'scalar', start: own, text: '', end: own, tag, plain: tag === '' });
    }
    throw new Refusal(`is not YAML: a value is expected${seen(this.peek())}`, start);
  }

  private alias(): Node {
    const { value = '', start, end } = this.take();
    const target = this.anchors.get(value);
    if (!target) throw new Refusal(`the alias *${value} has no anchor`, start);
    this.count(start);
    return { kind: 'alias', start, end, name: value, target };
  }

  /** Anchor and tag, in either order. */
  private properties(): Properties {
    const { start } = this.peek();
    let anchor: string | undefined;
    let tag = '';
    if (this.isNext('anchor')) {
      anchor = this.take().value;
      if (this.isNext('tag')) tag = this.tag();
    } else if (this.isNext('tag')) {
      tag = this.tag();
      if (this.isNext('anchor')) anchor = this.take().value;
    }
    return { anchor, tag, start };
  }

  private tag(): string {
    const { value: handle = '', suffix = '', start } = this.take();
    if (handle === '') return suffix;
    const prefix = this.tags.get(handle);
    if (prefix === undefined) throw new Refusal(`is not YAML: the handle ${handle} of a tag is not declared`, start);
    return prefix + suffix;
  }

  private add<Added extends Node>({ anchor, start }: Properties, node: Added): Added {
    this.count(start);
    if (anchor !== undefined) this.anchors.set(anchor, node);
    return node;
  }

  private empty(start: number): ScalarNode {
    this.count(start);
    return { kind: 'scalar', start, text: '', end: start, tag: '', plain: true };
  }

  private count(start: number): void {
    this.nodes++;
    if (this.nodes > MAX_NODES) throw new Refusal(`has more than ${MAX_NODES} values: split it into several documents`, start);
  }

  private collection<Found>({ start }: Properties, read: () => Found): Found {
    this.depth++;
    if (this.depth > MAX_DEPTH) throw new Refusal(`is nested more than ${MAX_DEPTH} levels deep`, start);
    const found = read();
    this.depth--;
    return found;
  }

  private indentlessList(properties: Properties): ListNode {
    const list: ListNode = this.add(properties, { kind: 'list', start: properties.start, items: [] });
    while (this.isNext('-')) {
      const { start } = this.take();
      list.items.push(this.isNext('-', 'key', 'value', 'block end') ? this.empty(start) : this.node(true, false));
    }
    return list;
  }

  private blockList(properties: Properties): ListNode {
    const list: ListNode = this.add(properties, { kind: 'list', start: properties.start, items: [] });
    this.take();
    while (this.isNext('-')) {
      const { start } = this.take();
      list.items.push(this.isNext('-', 'block end') ? this.empty(start) : this.node(true, false));
    }
    this.end('block end', 'the next item of a list');
    return list;
  }

  private blockMap(properties: Properties): MapNode {
    const map: MapNode = this.add(properties, { kind: 'map', start: properties.start, pairs: [] });
    this.take();
    while (this.isNext('key', 'value')) {
      if (!this.isNext('key')) throw new Refusal('is not YAML: a key is expected before the colon', this.peek().start);
      const { start } = this.take();
      const key = this.isNext('key', 'value', 'block end') ? this.empty(start) : this.node(true, true);
      map.pairs.push([key, this.blockValue()]);
    }
    this.end('block end', 'the next key of a map');
    return map;
  }

  private blockValue(): Node {
    if (!this.isNext('value')) return this.empty(this.peek().start);
    const { start } = this.take();
    return this.isNext('key', 'value', 'block end') ? this.empty(start) : this.node(true, true);
  }

  private flowList(properties: Properties): ListNode {
    const list: ListNode = this.add(properties, { kind: 'list', start: properties.start, items: [] });
    this.take();
    for (let first = true; !this.isNext(']'); first = false) {
      if (!first) {
        this.end(',', 'a comma or ]');
        if (this.isNext(']')) break;
      }
      list.items.push(this.isNext('key') ? this.collection(properties, () => this.singlePair()) : this.node(false, false));
    }
    this.take();
    return list;
  }

  /** A pair within `[]`, which is a map of its own. */
  private singlePair(): MapNode {
    const { start } = this.take();
    // like go-yaml, which skips what ends a missing key
    const key = this.isNext('value', ',', ']') ? this.empty(this.take().start) : this.node(false, false);
    let value: Node | undefined;
    if (this.isNext('value')) {
      this.take();
      if (!this.isNext(',', ']')) value = this.node(false, false);
    }
    this.count(start);
    return { kind: 'map', start, pairs: [[key, value ?? this.empty(this.peek().start)]] };
  }

  private flowMap(properties: Properties): MapNode {
    const map: MapNode = this.add(properties, { kind: 'map', start: properties.start, pairs: [] });
    this.take();
    for (let first = true; !this.isNext('}'); first = false) {
      if (!first) {
        this.end(',', 'a comma or }');
        if (this.isNext('}')) break;
      }
      if (this.isNext('key')) {
        const { start } = this.take();
        const key = this.isNext('value', ',', '}') ? this.empty(start) : this.node(false, false);
        map.pairs.push([key, this.flowValue()]);
      } else {
        const key = this.node(false, false);
        map.pairs.push([key, this.empty(this.peek().start)]);
      }
    }
    this.take();
    return map;
  }

  private flowValue(): Node {
    if (this.isNext('value')) {
      this.take();
      if (!this.isNext(',', '}')) return this.node(false, false);
    }
    return this.empty(this.peek().start);
  }

  private end(type: TokenType, expected: string): void {
    const token = this.peek();
    if (token.type !== type) throw new Refusal(`is not YAML: ${expected} is expected${seen(token)}`, token.start);
    this.take();
  }

  private isNext(...types: readonly TokenType[]): boolean {
    const { type } = this.scanner.peek();
    for (const one of types) if (one === type) return true;
    return false;
  }

  private peek(): Token {
    return this.scanner.peek();
  }

  private take(): Token {
    return this.scanner.take();
  }
}

function seen({ type }: Token): string {
  return type === 'end' ? ' before the end' : '';
}
