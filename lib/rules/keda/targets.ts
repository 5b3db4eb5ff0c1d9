import { groupOf, type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { HTTP_SCALED_OBJECT, mapOf, SCALED_OBJECT, textOf } from './parts';

export const HPA = 'autoscaling/HorizontalPodAutoscaler';

/** What a scaler scales. */
export interface Target {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Group and kind, as rules name them: `apps/Deployment`. */
  readonly groupKind: string;
}

/** The target that a scaleTargetRef names, with KEDA's defaults; nothing where it names none. */
export function targetOf({ spec }: Manifest): Target | undefined {
  const reference = mapOf(mapOf(spec).scaleTargetRef);
  // the add-on before 0.9 calls the name `deployment`
  const name = textOf(reference.name) ?? textOf(reference.deployment);
  if (name === undefined) return undefined;
  const apiVersion = textOf(reference.apiVersion) ?? 'apps/v1';
  const kind = textOf(reference.kind) ?? 'Deployment';
  const group = groupOf(apiVersion);
  return { apiVersion, kind, name, groupKind: group ? `${group}/${kind}` : kind };
}

/** Whether the add-on makes no ScaledObject for an HTTPScaledObject, since somebody else does. */
export function makesNoScaledObject({ metadata }: Manifest): boolean {
  return ['skip-scaledobject-creation', 'orphan-scaledobject'].some(
    (what) => metadata.annotations?.[`httpscaledobject.keda.sh/${what}`] === 'true',
  );
}

type Index = Map<string, Manifest[]>;

const scalers = new WeakMap<Manifests, Index>();
const routes = new WeakMap<Manifests, Index>();
const autoscalers = new WeakMap<Manifests, Index>();

/** The ScaledObjects of a target in a namespace. */
export function scalersOf(manifests: Manifests, namespace: string, target: Pick<Target, 'groupKind' | 'name'>): readonly Manifest[] {
  return cached(scalers, manifests, () => byTarget(manifests.ofKind(SCALED_OBJECT))).get(key(namespace, target)) ?? [];
}

/** The HTTPScaledObjects of a target in a namespace that the add-on makes a ScaledObject for. */
export function routesOf(manifests: Manifests, namespace: string, target: Pick<Target, 'groupKind' | 'name'>): readonly Manifest[] {
  const candidates = () => manifests.ofKind(HTTP_SCALED_OBJECT).filter((route) => !makesNoScaledObject(route));
  return cached(routes, manifests, () => byTarget(candidates())).get(key(namespace, target)) ?? [];
}

/** The Horizontal Pod Autoscalers of a target in a namespace. */
export function autoscalersOf(manifests: Manifests, namespace: string, target: Pick<Target, 'groupKind' | 'name'>): readonly Manifest[] {
  return cached(autoscalers, manifests, () => byTarget(manifests.ofKind(HPA))).get(key(namespace, target)) ?? [];
}

const named = new WeakMap<Manifests, Map<string, Index>>();

/**
 * The object of a kind and name that is meant from another one, in whatever namespace both will be: an object that names no namespace
 * goes to the one that it is applied with.
 */
export function within(manifests: Manifests, from: Manifest, kind: string, name: string): Manifest | undefined {
  const here = manifests.find(kind, namespaceOf(from), name);
  if (here) return here;
  if (from.metadata.namespace === undefined) return elsewhere(manifests, kind, name)[0];
  return manifests.findAll(kind, 'default', name).find(({ metadata }) => metadata.namespace === undefined);
}

/** The objects of a kind and name in every namespace. */
export function elsewhere(manifests: Manifests, kind: string, name: string): readonly Manifest[] {
  const kinds = cached(named, manifests, () => new Map<string, Index>());
  let names = kinds.get(kind);
  if (!names) {
    names = new Map();
    for (const manifest of manifests.ofKind(kind)) push(names, manifest.metadata.name, manifest);
    kinds.set(kind, names);
  }
  return names.get(name) ?? [];
}

/** What is computed once for the objects that are checked together. */
export function cached<T>(cache: WeakMap<Manifests, T>, manifests: Manifests, make: () => T): T {
  let made = cache.get(manifests);
  if (made === undefined) {
    made = make();
    cache.set(manifests, made);
  }
  return made;
}

/** Adds to the list at a key. */
export function push(index: Index, at: string, manifest: Manifest): void {
  const list = index.get(at);
  if (list) list.push(manifest);
  else index.set(at, [manifest]);
}

function byTarget(manifests: readonly Manifest[]): Index {
  const index: Index = new Map();
  for (const manifest of manifests) {
    const target = targetOf(manifest);
    if (target) push(index, key(namespaceOf(manifest), target), manifest);
  }
  return index;
}

function key(namespace: string, { groupKind, name }: Pick<Target, 'groupKind' | 'name'>): string {
  return `${namespace} ${groupKind} ${name}`;
}

/** The pod template's spec of a workload. */
export function podSpecOf(workload: Manifest): { readonly [key: string]: Value } {
  return mapOf(mapOf(mapOf(workload.spec).template).spec);
}
