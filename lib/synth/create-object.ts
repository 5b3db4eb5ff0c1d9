import { type ApiObject, type ApiObjectProps, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { Platform } from '../cluster/platform';
import { fail } from '../core/errors';
import { warn } from '../core/warnings';
import { claimInCluster, otherCluster } from './claims';
import { apiObjectOf } from './manifest-object';
import { checkAtSynth } from './rules-check';

/**
 * Creates an object; fails if the app already has one of the same kind, namespace and name, which would overwrite it on the cluster.
 *
 * It is an ApiObject rather than an instance of a generated class, since those ignore JSON patches of unknown fields.
 */
export function createObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  return register(scope, apiObjectOf(scope, id, manifest));
}

/** Creates a cluster-scoped object, without the namespace of the chart that cdk8s adds to every object. */
export function createClusterObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  const object = apiObjectOf(scope, id, manifest);
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return register(scope, object, '');
}

/**
 * Reserves the name of an object that a controller creates, so that the app has no object of the same name.
 *
 * @param owner the object for which the controller creates it, whose name and namespace it has
 */
export function reserveObject(scope: Construct, owner: ApiObject, apiGroup: string, kind: string): void {
  reserve(scope, apiGroup, kind, owner.metadata.namespace ?? '', owner.name);
}

function register(scope: Construct, object: ApiObject, namespace = object.metadata.namespace ?? ''): ApiObject {
  reserve(scope, object.apiGroup, object.kind, namespace, object.name);
  warnOfNamespace(scope, object, namespace);
  Platform.of(scope).gitOps?._order(object);
  checkAtSynth(scope);
  return object;
}

/** Warns of an object in a namespace of its own while the others of the chart are created wherever kubectl points to. */
function warnOfNamespace(scope: Construct, object: ApiObject, namespace: string): void {
  if (namespace === '') return;
  const chart = Chart.of(scope);
  if (chart.namespace !== undefined || warned.has(chart)) return;
  warned.add(chart);
  warn(
    chart,
    `the chart has no namespace, so its objects are created in the namespace of the kubectl context, and ${object.kind} ${object.name} ` +
      `in ${namespace}: pass a namespace to the Chart`,
  );
}

/** Charts for which a warning of their namespace was printed. */
const warned = new WeakSet<Chart>();

function reserve(scope: Construct, apiGroup: string, kind: string, namespace: string, name: string): void {
  const first = claimInCluster(scope, apiGroup, kind, namespace, name);
  if (first !== undefined) {
    fail(
      scope,
      `${kind} ${name}${namespace && ` in namespace ${namespace}`} is already created by [${first}]: rename one of the two${otherCluster(scope, first)}`,
    );
  }
}
