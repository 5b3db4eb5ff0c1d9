import { type ApiObject, type ApiObjectProps, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { Platform } from '../cluster/platform';
import { fail } from '../core/errors';
import { claim } from './claims';
import { apiObjectOf } from './manifest-object';
import { checkAtSynth } from './rules-check';

/**
 * Makes an object, and fails when this app already has one of its kind, namespace and name: on the cluster the second would
 * overwrite the first.
 *
 * It is an ApiObject rather than an instance of a generated class, since those drop JSON patches of fields that they do not know.
 */
export function createObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  return register(scope, apiObjectOf(scope, id, manifest));
}

/** Makes an object that has no namespace; cdk8s gives every object the namespace of its chart. */
export function createClusterObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  const object = apiObjectOf(scope, id, manifest);
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return register(scope, object, '');
}

/**
 * Reserves the name of an object that a controller makes, so that no second object takes it.
 *
 * @param owner object that the controller makes it from
 */
export function reserveObject(scope: Construct, owner: ApiObject, apiGroup: string, kind: string): void {
  reserve(scope, apiGroup, kind, owner.metadata.namespace ?? '', owner.name);
}

function register(scope: Construct, object: ApiObject, namespace = object.metadata.namespace ?? ''): ApiObject {
  reserve(scope, object.apiGroup, object.kind, namespace, object.name);
  Platform.of(scope).gitOps?._order(object);
  checkAtSynth(scope);
  return object;
}

function reserve(scope: Construct, apiGroup: string, kind: string, namespace: string, name: string): void {
  const first = claim(scope, apiGroup, kind, namespace, name);
  if (first !== undefined) {
    fail(
      scope,
      `${kind} ${name}${namespace && ` in namespace ${namespace}`} is already made by [${first}]: give one of the two another name`,
    );
  }
}
