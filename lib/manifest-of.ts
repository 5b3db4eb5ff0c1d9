import { isDeepStrictEqual } from 'node:util';
import type { ApiObjectProps, GroupVersionKind } from 'cdk8s';

/** A generated class. */
interface Kind<Props> {
  readonly GVK: GroupVersionKind;
  // biome-ignore lint/suspicious/noExplicitAny: what `cdk8s import` generates
  manifest(props: Props): any;
}

/** More shapes than an app has, unless its maps have keys of their own in every object. */
const MANY = 1_000;

/** Deeper than any props. */
const DEEP = 50;

/** Shapes of props by kind, and whether they are rendered by leaving out what is undefined. */
const shapes = new WeakMap<object, Map<string, boolean>>();

/**
 * What `kind.manifest(props)` returns: the fields by the names that Kubernetes has for them.
 *
 * The generated code copies an object once for each of its fields. What it does depends on which fields there are, and not on what they hold; so it is asked
 * once for each shape, and where the props come out as they are, so do others of that shape. A fleet has few shapes and ten thousand objects of each.
 */
export function manifestOf<Props extends object>(kind: Kind<Props>, props: Props): ApiObjectProps {
  const copy = new Copy();
  const manifest = { apiVersion: kind.GVK.apiVersion, kind: kind.GVK.kind, ...(copy.of(props) as object) };
  let known = shapes.get(kind);
  if (!known) {
    known = new Map();
    shapes.set(kind, known);
  }
  const plain = known.get(copy.shape);
  if (plain) return manifest;
  const rendered = kind.manifest(props);
  if (plain === undefined && known.size < MANY) known.set(copy.shape, copy.isPlain && isDeepStrictEqual(rendered, manifest));
  return rendered;
}

/** Copies of objects that are the same in every manifest. */
const constants = new WeakMap<object, { readonly copy: unknown; readonly shape: string }>();

/** Says of a part of props that nobody changes it: every manifest has the same copy of it. */
export function constant<Part extends object>(part: Part): Part {
  const copy = new Copy();
  const copied = copy.of(part);
  if (copy.isPlain) constants.set(part, { copy: copied, shape: copy.shape });
  return part;
}

/** A copy of props without what is undefined, and their shape: which fields there are, and of what kind. */
class Copy {
  public shape = '';
  public isPlain = true;

  public of(value: unknown, depth = 0): unknown {
    if (typeof value === 'function' || depth > DEEP) this.isPlain = false;
    if (typeof value !== 'object' || depth > DEEP) return value;
    if (value === null) {
      this.shape += '0';
      return value;
    }
    const known = constants.get(value);
    if (known) {
      this.shape += known.shape;
      return known.copy;
    }
    if (Array.isArray(value)) return this.list(value, depth);
    return Object.getPrototypeOf(value) === Object.prototype
      ? this.map(value as { readonly [key: string]: unknown }, depth)
      : this.instance(value);
  }

  private list(list: readonly unknown[], depth: number): unknown[] {
    this.shape += '[';
    const copy: unknown[] = [];
    for (const element of list) copy.push(this.of(element, depth + 1));
    this.shape += ']';
    return copy;
  }

  private map(map: { readonly [key: string]: unknown }, depth: number): object {
    this.shape += '{';
    const copy: { [key: string]: unknown } = {};
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (value === undefined) continue;
      this.shape += `${key}\0`;
      copy[key] = this.of(value, depth + 1);
    }
    this.shape += '}';
    return copy;
  }

  /** A Quantity or an IntOrString; others are left to the generated code. */
  private instance(instance: object): unknown {
    const { value } = instance as { readonly value?: unknown };
    this.shape += `@${instance.constructor?.name}`;
    if (typeof value === 'string' || typeof value === 'number') return value;
    this.isPlain = false;
    return instance;
  }
}
