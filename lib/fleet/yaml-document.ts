import { keyOf, numberOf, textOf } from './yaml-scalar';

/** What only cdk8s itself writes right. */
const OTHER = Symbol('other');

/** Deeper than any manifest, and less than what a program can nest. */
const DEEP = 100;

const INDENT: readonly string[] = Array.from({ length: DEEP + 2 }, (_, depth) => '  '.repeat(depth));

/** Assigning to it does not make a key. */
const PROTOTYPE = '__proto__';

/** Canonical numbers among keys: JavaScript lists those first, in whatever order they were written. */
const INDEX = /^(?:0|[1-9][0-9]*)$/;

/** How a document is written. */
export interface DocumentOptions {
  /**
   * Whether this is what an ApiObject is made with, which cdk8s resolves first: keys below the root are sorted, fields that are null or undefined left out, and
   * what stands in it twice is copied. Else keys are written as they stand, and what stands in it twice is an anchor and its alias.
   */
  readonly resolved: boolean;
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
    if (!options.resolved) this.seen = new Set();
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
      const value = map[key];
      if (this.options.resolved && (value === undefined || value === null)) continue;
      const written = keyOf(key, depth);
      if (written === undefined || key === PROTOTYPE) throw OTHER;
      text += before + written + this.value(value, depth + 1);
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
    const fields = this.fields(value, depth, INDENT[depth]);
    return fields === '' ? ' {}\n' : `\n${fields}`;
  }

  /** What follows the dash of a list. */
  private element(value: unknown, depth: number): string {
    if (typeof value === 'string') return `${textOf(value, depth)}\n`;
    if (typeof value !== 'object' || value === null) return `${value === undefined ? 'null' : scalar(value)}\n`;
    if (depth > DEEP) throw OTHER;
    this.see(value);
    if (Array.isArray(value)) return value.length > 0 ? this.list(value, depth, '- ') : '[]\n';
    return this.fields(value, depth, '') || '{}\n';
  }

  private fields(value: object, depth: number, first: string): string {
    if (!isMap(value)) throw OTHER;
    const keys = Object.keys(value);
    return this.map(value, this.options.resolved && keys.length > 1 ? sorted(keys) : keys, depth, first);
  }

  /** Keeps what resolves itself, and what stands in the document twice, for cdk8s. */
  private see(value: object): void {
    if (!this.seen) {
      if ('resolve' in value || (Array.isArray(value) ? 'value' in value : value.constructor !== Object)) throw OTHER;
      return;
    }
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
