import { kindOf, type Manifest, namespaceOf } from './manifest';

const NONE: readonly Manifest[] = [];

/** The objects that are checked together, found by kind and by name without a search. */
export class Manifests {
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly byName = new Map<string, Manifest[]>();

  constructor(public readonly all: readonly Manifest[]) {
    for (const manifest of all) {
      push(this.byKind, kindOf(manifest), manifest);
      const { name } = manifest.metadata;
      const namespace = namespaceOf(manifest);
      // what is no text is told of by the rules, and can be found by nobody
      if (typeof name === 'string' && typeof namespace === 'string') push(this.byName, key(kindOf(manifest), namespace, name), manifest);
    }
  }

  /** Every object of a kind, such as `keda.sh/ScaledObject`, in the order given. */
  public ofKind(kind: string): readonly Manifest[] {
    return this.byKind.get(kind) ?? NONE;
  }

  /** The first object of that kind, namespace and name. For cluster-scoped kinds the namespace is ignored by passing `default`. */
  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.byName.get(key(kind, namespace, name))?.[0];
  }

  /** Every object of that kind, namespace and name: more than one is one too many. */
  public findAll(kind: string, namespace: string, name: string): readonly Manifest[] {
    return this.byName.get(key(kind, namespace, name)) ?? NONE;
  }
}

function key(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace} ${name}`;
}

function push(map: Map<string, Manifest[]>, at: string, manifest: Manifest): void {
  const list = map.get(at);
  if (list) list.push(manifest);
  else map.set(at, [manifest]);
}
