import { kindOf, type Manifest, namespaceOf } from './manifest';

const NONE: readonly Manifest[] = [];

/** The objects that are checked together, found by kind and by name without a search. */
export class Manifests {
  private readonly byKind = new Map<string, Manifest[]>();
  /** By kind, namespace and name: nearly always one. */
  private readonly byName = new Map<string, Map<string, Map<string, Manifest | Manifest[]>>>();

  constructor(public readonly all: readonly Manifest[]) {
    for (const manifest of all) {
      const kind = kindOf(manifest);
      entryOf(this.byKind, kind, () => []).push(manifest);
      const { name } = manifest.metadata;
      const namespace = namespaceOf(manifest);
      // what is no text is told of by the rules, and can be found by nobody
      if (typeof name === 'string' && typeof namespace === 'string') this.keep(kind, namespace, name, manifest);
    }
  }

  /** Every object of a kind, such as `keda.sh/ScaledObject`, in the order given. */
  public ofKind(kind: string): readonly Manifest[] {
    return this.byKind.get(kind) ?? NONE;
  }

  /** The first object of that kind, namespace and name. For cluster-scoped kinds the namespace is ignored by passing `default`. */
  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    const found = this.byName.get(kind)?.get(namespace)?.get(name);
    return Array.isArray(found) ? found[0] : found;
  }

  /** Every object of that kind, namespace and name: more than one is one too many. */
  public findAll(kind: string, namespace: string, name: string): readonly Manifest[] {
    const found = this.byName.get(kind)?.get(namespace)?.get(name);
    if (found === undefined) return NONE;
    return Array.isArray(found) ? found : [found];
  }

  private keep(kind: string, namespace: string, name: string, manifest: Manifest): void {
    const names = entryOf(
      entryOf(this.byName, kind, () => new Map()),
      namespace,
      () => new Map(),
    );
    const first = names.get(name);
    if (first === undefined) names.set(name, manifest);
    else if (Array.isArray(first)) first.push(manifest);
    else names.set(name, [first, manifest]);
  }
}

/** The entry of a key, which is made where there is none. */
export function entryOf<Entry>(map: Map<string, Entry>, key: string, make: () => Entry): Entry {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}
