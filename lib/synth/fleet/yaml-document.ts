import { isList, isMap, MAX_DEPTH, type Plain } from '../plain';
import { keyOf, numberOf, textOf } from './yaml-scalar';

const INDENT: readonly string[] = Array.from({ length: MAX_DEPTH + 2 }, (_, depth) => '  '.repeat(depth));

/** Thrown for data that the writer does not support. */
const UNSUPPORTED = Symbol('unsupported');

/**
 * Renders a document byte for byte as `Yaml.stringify()` of cdk8s does, without its tree of nodes: https://github.com/eemeli/yaml.
 *
 * @returns undefined for data other than maps, lists, strings, numbers and booleans, and for an object that occurs twice, which cdk8s
 * writes as an anchor and an alias
 */
export function documentOf(document: unknown): string | undefined {
  if (!isMap(document) || isEmpty(document)) return undefined;
  try {
    return new Writer().fields(document, 0, '');
  } catch (reason) {
    if (reason !== UNSUPPORTED) throw reason;
    return undefined;
  }
}

class Writer {
  private readonly seen = new Set<object>();

  /** @param first indentation of the first field; empty if its line is already indented */
  public fields(map: Plain, depth: number, first: string): string {
    let text = '';
    let before = first;
    for (const key in map) {
      const written = keyOf(key, depth);
      if (written === undefined) throw UNSUPPORTED;
      text += before + written + this.value(map[key], depth + 1);
      before = INDENT[depth];
    }
    return text;
  }

  private elements(list: readonly unknown[], depth: number, first: string): string {
    let text = '';
    let before = first;
    for (const element of list) {
      text += `${before}- ${this.element(element, depth + 1)}`;
      before = INDENT[depth];
    }
    return text;
  }

  /** Renders the value of a key, with the space or line break after the colon. */
  private value(value: unknown, depth: number): string {
    if (typeof value !== 'object' || value === null) {
      if (value === undefined) throw UNSUPPORTED;
      return ` ${scalarOf(value, depth)}\n`;
    }
    this.enter(value, depth);
    if (isEmpty(value)) return isList(value) ? ' []\n' : ' {}\n';
    return `\n${isList(value) ? this.elements(value, depth, INDENT[depth]) : this.fields(value as Plain, depth, INDENT[depth])}`;
  }

  private element(value: unknown, depth: number): string {
    if (typeof value !== 'object' || value === null) return `${scalarOf(value ?? null, depth)}\n`;
    this.enter(value, depth);
    if (isEmpty(value)) return isList(value) ? '[]\n' : '{}\n';
    return isList(value) ? this.elements(value, depth, '') : this.fields(value as Plain, depth, '');
  }

  private enter(value: object, depth: number): void {
    if (depth > MAX_DEPTH || this.seen.has(value) || !(isList(value) || (isMap(value) && !(Symbol.iterator in value)))) throw UNSUPPORTED;
    this.seen.add(value);
  }
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

function scalarOf(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return textOf(value, depth);
    case 'number':
      return numberOf(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return String(value);
    default:
      if (value === null) return 'null';
      throw UNSUPPORTED;
  }
}
