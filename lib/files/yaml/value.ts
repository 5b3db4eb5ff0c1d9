import type { Value } from '../../rules/manifest';
import { noteWritten } from '../../rules/written';
import type { MapNode, Node, ScalarNode } from './node';
import { Refusal } from './refusal';
import { type Resolved, resolve } from './resolve';

/** A key that a map has twice. */
export interface Duplicate {
  /** The map, as a path of keys and indices. */
  readonly path: readonly (string | number)[];
  readonly key: string;
  /** Offset of the first key. */
  readonly first: number;
  /** Offset of the later one, whose value is taken. */
  readonly second: number;
}

/** A document as plain data, in which nothing is shared and nothing can do harm. */
export interface Read {
  readonly value: Value;
  readonly duplicates: readonly Duplicate[];
}

/** Returns the value of a node as sigs.k8s.io/yaml reads it. Throws a Refusal. */
export function decodeNode(node: Node): Read {
  const reader = new Reader();
  const value = reader.value(node);
  // a later key may have replaced what JSON does not have
  if (reader.hasUnfit) checkFit(value);
  return { value, duplicates: reader.duplicates };
}

type Data = { [key: string]: Value };

/** Stands for what YAML has and JSON has not. */
class Unfit {
  constructor(public readonly refusal: Refusal) {}
}

function checkFit(value: Value): void {
  if (value instanceof Unfit) throw value.refusal;
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) checkFit(inner);
}

/**
 * Decodes nodes as go-yaml v2 and sigs.k8s.io/yaml do: the last of equal keys counts, and so does the position of a merge.
 *
 * https://github.com/yaml/go-yaml/blob/v2.4.4/decode.go
 */
class Reader {
  public readonly duplicates: Duplicate[] = [];
  public hasUnfit = false;
  private readonly path: (string | number)[] = [];
  private readonly open = new Set<Node>();
  private decoded = 0;
  private repeated = 0;
  private aliases = 0;

  public value(node: Node): Value {
    this.count(node);
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node);
      case 'list':
        return node.items.map((item, index) => this.at(index, item));
      case 'map': {
        const result: Data = {};
        this.map(node, result);
        return result;
      }
      default:
        return this.followed(node, (target) => this.value(target));
    }
  }

  private at(step: string | number, node: Node): Value {
    this.path.push(step);
    const value = this.value(node);
    this.path.pop();
    return value;
  }

  private followed<Found>(node: Node & { kind: 'alias' }, read: (target: Node) => Found): Found {
    if (this.open.has(node)) throw new Refusal(`the alias *${node.name} contains itself`, node.start);
    this.open.add(node);
    this.aliases++;
    const found = read(node.target);
    this.aliases--;
    this.open.delete(node);
    return found;
  }

  private scalar(node: ScalarNode): Value {
    const value = resolved(node);
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.unfit(`${node.text} is a number that JSON does not have: quote it`, node);
    }
    return value;
  }

  private unfit(reason: string, { start }: Node): Unfit {
    this.hasUnfit = true;
    return new Unfit(new Refusal(reason, start));
  }

  private map(node: MapNode, into: Data): void {
    const seen = new Map<string, number>();
    let zero: string | undefined;
    for (const [keyNode, valueNode] of node.pairs) {
      if (isMerge(keyNode)) {
        this.merge(valueNode, into);
        continue;
      }
      this.count(keyNode);
      const keyValue = this.key(keyNode);
      if (keyValue === null || (typeof keyValue === 'bigint' && keyValue > MAX_KEY)) {
        this.at('', valueNode);
        // not the name of another key
        into[`\0${keyValue}`] = this.unfit(keyValue === null ? 'a key is missing' : `the key ${keyValue} is too large: quote it`, keyNode);
        continue;
      }
      const key = textOf(keyValue);
      if (key === '__proto__') throw new Refusal('the key __proto__ is not safe', keyNode.start);
      // 0.0 and -0.0 are one key, which is called as the later of them is
      const former = keyValue === 0 ? (zero ?? key) : key;
      if (keyValue === 0) zero = key;
      if (former !== key) delete into[former];
      const first = seen.get(former);
      if (first !== undefined && this.aliases === 0) {
        this.duplicates.push({ path: [...this.path], key, first, second: keyNode.start });
      }
      seen.set(key, keyNode.start);
      const value = this.at(key, valueNode);
      into[key] = value;
      if (typeof value === 'number' || typeof value === 'boolean') noteWritten(into, key, sourceOf(valueNode) ?? String(value));
    }
  }

  private key(node: Node): Resolved {
    if (node.kind === 'alias') {
      return this.followed(node, (target) => {
        this.count(target);
        return this.key(target);
      });
    }
    if (node.kind !== 'scalar') throw new Refusal('a key must be a string, not a list or a map', node.start);
    return resolved(node);
  }

  /** `<<: *defaults`, or a list of such, of which the first one counts. */
  private merge(node: Node, into: Data): void {
    const sources = node.kind === 'list' ? [...node.items].reverse() : [node];
    for (const source of sources) this.mergeOne(source, into);
  }

  private mergeOne(source: Node, into: Data): void {
    if (source.kind === 'map') {
      this.count(source);
      this.map(source, into);
      return;
    }
    if (source.kind !== 'alias' || source.target.kind !== 'map') throw new Refusal('only a map can be merged with <<', source.start);
    this.count(source);
    this.followed(source, (target) => this.mergeOne(target, into));
  }

  /** Bounds what aliases repeat: most of a small document, a tenth of a large one. */
  private count(node: Node): void {
    this.decoded++;
    if (this.aliases === 0) return;
    this.repeated++;
    if (this.repeated > 100 && this.decoded > 1000 && this.repeated / this.decoded > allowedRatio(this.decoded)) {
      throw new Refusal('its aliases repeat too many values', node.start);
    }
  }
}

function allowedRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99;
  if (decoded >= 4_000_000) return 0.1;
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000);
}

/** Returns whether a key is `<<` without quotes. */
export function isMerge(node: Node): boolean {
  return node.kind === 'scalar' && node.text === '<<' && (node.plain || node.tag === 'tag:yaml.org,2002:merge');
}

/** Returns the text of a key, which may be a number or a boolean; undefined for other keys. */
export function keyOf(node: Node): string | undefined {
  return node.kind === 'scalar' ? textOf(resolved(node)) : undefined;
}

/** Returns the text of a scalar as it is written, also behind an alias. */
function sourceOf(node: Node): string | undefined {
  if (node.kind === 'alias') return sourceOf(node.target);
  return node.kind === 'scalar' ? node.text : undefined;
}

const MAX_KEY = 2n ** 63n - 1n;

function resolved({ text, tag, plain, start }: ScalarNode): Resolved {
  return tag === '' && !plain ? text : resolve(text, tag, start);
}

function textOf(key: Resolved): string {
  return typeof key === 'number' ? floatText(key) : String(key);
}

/** A float as Go formats it with the precision of 32 bits, which is what a key becomes. */
function floatText(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let text = '';
  for (let digits = 1; digits <= 9; digits++) {
    text = single.toExponential(digits - 1);
    if (Math.fround(Number(text)) === single) break;
  }
  const [mantissa, exponent] = text.split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return plainDecimal(mantissa, power);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function plainDecimal(mantissa: string, power: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  const fraction = digits.slice(power + 1);
  return `${sign}${whole}${fraction && `.${fraction}`}`;
}
