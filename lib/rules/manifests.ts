import { entryOf, grouped } from '../core/derived';
import { kindOf, type Manifest, namespaceOf, UNKNOWN_NAMESPACE } from './manifest';

type Groups = ReadonlyMap<string, readonly Manifest[]>;

const NONE: readonly Manifest[] = [];

/** The objects that are checked together, found by kind and by name without a search. */
export class Manifests {
  /** Group and kind of each object, as rules name them. */
  public readonly kinds: readonly string[];
  private readonly byKind: Groups;
  /** By kind and name, whatever the namespace. */
  private readonly byName = new Map<string, Groups>();
  /** By kind, namespace and name. */
  private readonly byPlace = new Map<string, ReadonlyMap<string, Groups>>();

  constructor(public readonly all: readonly Manifest[]) {
    // one string for all objects of a kind: the hash of a string is computed once
    const versions = new Map<string, Map<string, string>>();
    this.kinds = all.map(({ apiVersion, kind }) => {
      const kinds = entryOf(versions, apiVersion, newMap);
      return entryOf(kinds, kind, () => kindOf({ apiVersion, kind }));
    });
    let index = 0;
    this.byKind = grouped(all, () => this.kinds[index++]);
  }

  /** Every object of a kind, such as `keda.sh/ScaledObject`, in the order given. */
  public ofKind(kind: string): readonly Manifest[] {
    return this.byKind.get(kind) ?? NONE;
  }

  /** The first object of that kind, namespace and name. For cluster-scoped kinds the namespace is ignored by passing any. */
  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.findAll(kind, namespace, name)[0];
  }

  /**
   * Every object of that kind, namespace and name: more than one is one too many. An object that names no namespace may be in any, and an
   * unknown namespace may be that of any object.
   */
  public findAll(kind: string, namespace: string, name: string): readonly Manifest[] {
    const here = this.placesOf(kind).get(namespace)?.get(name);
    if (here) return here;
    if (namespace === UNKNOWN_NAMESPACE) return this.named(kind, name);
    return this.placesOf(kind).get(UNKNOWN_NAMESPACE)?.get(name) ?? NONE;
  }

  /** Every object of that kind and name, in any namespace. */
  public named(kind: string, name: string): readonly Manifest[] {
    return entryOf(this.byName, kind, () => grouped(this.ofKind(kind), nameOf)).get(name) ?? NONE;
  }

  /** Whether a namespace holds an object of that kind, or may hold it. */
  public has(kind: string, namespace: string): boolean {
    const places = this.placesOf(kind);
    return places.has(namespace) || places.has(UNKNOWN_NAMESPACE) || (namespace === UNKNOWN_NAMESPACE && places.size > 0);
  }

  /** The object of a kind and name that another object refers to, in the namespace of both as far as it is known. */
  public referred(from: Manifest, kind: string, name: string): Manifest | undefined {
    return this.find(kind, namespaceOf(from), name);
  }

  private placesOf(kind: string): ReadonlyMap<string, Groups> {
    return entryOf(this.byPlace, kind, () => {
      const places = new Map<string, Groups>();
      for (const [namespace, objects] of grouped(this.ofKind(kind), namespaceOf)) places.set(namespace, grouped(objects, nameOf));
      return places;
    });
  }
}

const newMap = () => new Map<string, string>();

/** The name to refer to an object by; one that is not a string is reported by the rules. */
function nameOf({ metadata: { name } }: Manifest): string | undefined {
  return typeof name === 'string' ? name : undefined;
}
