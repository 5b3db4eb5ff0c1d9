import { type ApiObject, Chart } from 'cdk8s';
import { Platform } from '../cluster/platform';
import { memoized } from '../core/memoized';

/** An object that others refer to by name, and the objects that refer to it. */
interface Reference {
  provider?: ApiObject;
  readonly waiting: ApiObject[];
}

const referencesOf = memoized((_chart: Chart) => new Map<string, Reference>());

/**
 * Puts an object before all objects of its chart that refer to it by the key, whether they are made before or after it. Another chart is another file, which
 * the user orders with `chart.addDependency()`: a dependency between two charts numbers the files of the whole app.
 */
export function provide(object: ApiObject, key: string): void {
  const reference = referenceOf(object, key);
  reference.provider = object;
  for (const other of reference.waiting) order(object, other);
}

/** Puts an object after the one that is known by the key, where their chart has one. */
export function awaitProvider(object: ApiObject, key: string): void {
  const reference = referenceOf(object, key);
  reference.waiting.push(object);
  if (reference.provider) order(reference.provider, object);
}

function order(first: ApiObject, second: ApiObject): void {
  Platform.of(second.node.scope!).gitOps?._checkOrder(first, second);
  second.addDependency(first);
}

/** Returns the key of a RuntimeClass. */
export function runtimeClassKey(name: string): string {
  return `RuntimeClass ${name}`;
}

/** Returns the key of a SpinAppExecutor, which is found in its own namespace alone. */
export function executorKey(namespace: string | undefined, name: string): string {
  return `SpinAppExecutor ${namespace ?? ''}/${name}`;
}

function referenceOf(object: ApiObject, key: string): Reference {
  const references = referencesOf(Chart.of(object));
  const reference = references.get(key) ?? { waiting: [] };
  references.set(key, reference);
  return reference;
}
