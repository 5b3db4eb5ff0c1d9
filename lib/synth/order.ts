import { Chart } from 'cdk8s';
import { Platform } from '../cluster/platform';
import { type AnyObject, Draft, objectOf, scopeOf } from './draft';

const WAITING = Symbol.for('cdk8s-wasm.order');

/** An object that others refer to by name, and those that wait for it. */
interface Waiting {
  provider?: AnyObject;
  readonly waiting: AnyObject[];
}

/**
 * Puts an object before all of its chart that refer to it by the key, made before or after it. Another chart is another file, which the user orders with
 * `chart.addDependency()`: a dependency between two charts numbers the files of the whole app.
 */
export function provide(object: AnyObject, key: string): void {
  const entry = entryOf(object, key);
  entry.provider = object;
  for (const other of entry.waiting) order(object, other);
}

/** Puts an object after the one that is known by the key, where their chart has one. */
export function awaitProvider(object: AnyObject, key: string): void {
  const entry = entryOf(object, key);
  entry.waiting.push(object);
  if (entry.provider) order(entry.provider, object);
}

function order(first: AnyObject, second: AnyObject): void {
  Platform.of(scopeOf(second)).gitOps?._checkOrder(first, second);
  if (second instanceof Draft) second.addDependency(first);
  else second.addDependency(objectOf(first));
}

/** Key of a RuntimeClass. */
export function runtimeClassKey(name: string): string {
  return `RuntimeClass ${name}`;
}

/** Key of a SpinAppExecutor, which is found in its own namespace alone. */
export function executorKey(namespace: string | undefined, name: string): string {
  return `SpinAppExecutor ${namespace ?? ''}/${name}`;
}

function entryOf(object: AnyObject, key: string): Waiting {
  const chart = Chart.of(scopeOf(object)) as unknown as { [WAITING]?: Map<string, Waiting> };
  if (!chart[WAITING]) Object.defineProperty(chart, WAITING, { value: new Map() });
  const entries = chart[WAITING]!;
  const entry = entries.get(key) ?? { waiting: [] };
  entries.set(key, entry);
  return entry;
}
