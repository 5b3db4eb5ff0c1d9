import { keyOf, numberOf, textOf } from './yaml-scalar';

/** What only cdk8s itself writes right. */
const OTHER = Symbol('other');

/** Deeper than any manifest, and less than what a program can nest. */
const DEEP = 100;

const INDENT: readonly string[] = Array.from({ length: DEEP + 2 }, (_, depth) => '  '.repeat(depth));

/** Canonical numbers among keys: JavaScript lists those first, in whatever order they were written. */
const INDEX = /^(?:0|[1-9][0-9]*)$/;

/** How a document is written. */
export interface DocumentOptions {
  /** Keys below the root are sorted. Else they are written in the order in which they stand. */
  readonly sorted: boolean;
  /** No object or list stands in it twice, which cdk8s would write as an anchor and its alias. */
  readonly tree: boolean;
}

/**
 * A document as `Yaml.stringify()` of cdk8s writes it, byte for byte: objects, lists, texts, numbers and truth values, in one pass. Undefined where anything
 * else is in it, which is left to cdk8s.
 *
 * cdk8s writes by way of a tree of nodes, which takes eight times as long: https://github.com/eemeli/yaml
 */
export function documentOf(document: unknown, options: DocumentOptions): string | undefined {
  if (!isMap(document)) return undefined;
  try {
    return new Writer(options).root(document);
  } catch (reason) {
    if (reason !== OTHER) throw reason;
    return undefined;
  }
}

class Writer {
  private readonly seen?: Set<object>;

  constructor(private readonly options: DocumentOptions) {
    if (!options.tree) this.seen = new Set();
  }

  public root(document: { [key: string]: unknown }): string {
    const keys = Object.keys(document);
    if (keys.length === 0) throw OTHER;
    this.see(document);
    return this.map(document, keys, 0, '');
  }

  /** @param first what stands before the first key: nothing where its line is indented already */
  private map(map: { [key: string]: unknown }, keys: readonly string[], depth: number, first: string): string {
    let text = '';
    let before = first;
    for (const key of keys) {
      const written = keyOf(key, depth);
      if (written === undefined) throw OTHER;
      text += before + written + this.value(map[key], depth + 1);
      before = INDENT[depth];
    }
    return text;
  }

  private list(list: readonly unknown[], depth: number, first: string): string {
    let text = '';
    let before = first;
    for (const element of list) {
      text += before + this.element(element, depth + 1);
      before = `${INDENT[depth]}- `;
    }
    return text;
  }

  /** What follows the colon of a key. */
  private value(value: unknown, depth: number): string {
    if (typeof value === 'string') return ` ${textOf(value, depth)}\n`;
    if (typeof value !== 'object' || value === null) return ` ${scalar(value)}\n`;
    if (depth > DEEP) throw OTHER;
    this.see(value);
    if (Array.isArray(value)) return value.length > 0 ? `\n${this.list(value, depth, `${INDENT[depth]}- `)}` : ' []\n';
    const keys = this.keys(value);
    return keys.length > 0 ? `\n${this.map(value as { [key: string]: unknown }, keys, depth, INDENT[depth])}` : ' {}\n';
  }

  /** What follows the dash of a list. */
  private element(value: unknown, depth: number): string {
    if (typeof value === 'string') return `${textOf(value, depth)}\n`;
    if (typeof value !== 'object' || value === null) return `${value === undefined ? 'null' : scalar(value)}\n`;
    if (depth > DEEP) throw OTHER;
    this.see(value);
    if (Array.isArray(value)) return value.length > 0 ? this.list(value, depth, '- ') : '[]\n';
    const keys = this.keys(value);
    return keys.length > 0 ? this.map(value as { [key: string]: unknown }, keys, depth, '') : '{}\n';
  }

  private keys(value: object): readonly string[] {
    if (!isMap(value)) throw OTHER;
    const keys = Object.keys(value);
    return this.options.sorted && keys.length > 1 ? sorted(keys) : keys;
  }

  private see(value: object): void {
    if (!this.seen) return;
    if (this.seen.has(value) || (Symbol.iterator in value && !Array.isArray(value))) throw OTHER;
    this.seen.add(value);
  }
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return numberOf(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return 'null';
    case 'bigint':
      return String(value);
    default:
      throw OTHER;
  }
}

/** The keys of an object into which cdk8s would have put them one by one, sorted. */
function sorted(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++) {
    if (keys[index - 1] >= keys[index]) {
      keys.sort();
      break;
    }
  }
  // digits sort before letters
  return keys[0] < ':' && keys.some((key) => INDEX.test(key)) ? Object.keys(Object.fromEntries(keys.map((key) => [key, 0]))) : keys;
}

/** A plain object. */
function isMap(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
