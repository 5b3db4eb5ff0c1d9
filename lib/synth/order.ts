import { type ApiObject, Chart } from 'cdk8s';
import { Platform } from '../cluster/platform';
import { derived } from '../core/derived';

/** An object that others refer to by name, and the objects that wait for it. */
interface Reference {
  provider?: ApiObject;
  readonly waiting: ApiObject[];
}

const referencesOf = derived((_chart: Chart) => new Map<string, Reference>());

/**
 * Makes all objects of the chart that refer to an object by its key depend on it, in whatever order they are created. Objects of other
 * charts are not ordered, since a dependency between two charts would number the files of the whole app: use `chart.addDependency()`.
 */
export function provide(object: ApiObject, key: string): void {
  const reference = referenceOf(object, key);
  reference.provider = object;
  for (const other of reference.waiting) order(object, other);
}

/** Makes an object depend on the object with the key, if their chart has one. */
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

/** Returns the key of a SpinAppExecutor, which only SpinApps of its namespace can refer to. */
export function executorKey(namespace: string | undefined, name: string): string {
  return `SpinAppExecutor ${namespace ?? ''}/${name}`;
}

function referenceOf(object: ApiObject, key: string): Reference {
  const references = referencesOf(Chart.of(object));
  const reference = references.get(key) ?? { waiting: [] };
  references.set(key, reference);
  return reference;
}
