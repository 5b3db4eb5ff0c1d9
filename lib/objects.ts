import { ApiObject, type ApiObjectProps, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { fail } from './errors';
import { Platform } from './platform';
import { orderByWaves } from './sync-waves';
import { checkAtSynth } from './synth-check';

/** Label that every object of an app carries, and that its pods are selected by. */
export const NAME_LABEL = 'app.kubernetes.io/name';

const REGISTRY = Symbol.for('cdk8s-wasm.objects');

/**
 * Makes an object, and fails when this app already has one of its kind, namespace and name: on the cluster the second would
 * overwrite the first.
 *
 * It is a plain ApiObject, since the generated classes of `cdk8s import` drop JSON patches of fields they do not know.
 */
export function createObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  return register(scope, object, object.metadata.namespace ?? '');
}

/** Makes an object that has no namespace; cdk8s gives every object that of its chart. */
export function createClusterObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return register(scope, object, '');
}

/**
 * Keeps a name that a controller gives to an object of its own, so that no second object takes it.
 *
 * @param owner object that the controller makes it from
 */
export function reserveObject(scope: Construct, owner: ApiObject, apiGroup: string, kind: string): void {
  reserve(scope, apiGroup, kind, owner.metadata.namespace ?? '', owner.name);
}

/**
 * Keeps something that an app may have once, such as a host and a path of an Ingress.
 *
 * @returns the path of the construct that has it already, if any
 */
export function claim(scope: IConstruct, key: string): string | undefined {
  const objects = registry(scope);
  const first = objects.get(key);
  if (first === undefined) objects.set(key, scope.node.path);
  return first;
}

function register(scope: Construct, object: ApiObject, namespace: string): ApiObject {
  reserve(scope, object.apiGroup, object.kind, namespace, object.name);
  if (Platform.of(object).gitOps?._ordersByWaves) orderByWaves(object);
  checkAtSynth(object);
  return object;
}

function reserve(scope: Construct, apiGroup: string, kind: string, namespace: string, name: string): void {
  const first = claim(scope, `${apiGroup}/${kind}/${namespace}/${name}`);
  if (first !== undefined) {
    fail(
      scope,
      `${kind} ${name}${namespace && ` in namespace ${namespace}`} is already made by [${first}]: give one of the two another name`,
    );
  }
}

/** What an app has once, with the path of the construct that has it; kept on the root of the tree. */
function registry(scope: IConstruct): Map<string, string> {
  const root = scope.node.root as unknown as { [REGISTRY]?: Map<string, string> };
  if (!root[REGISTRY]) Object.defineProperty(root, REGISTRY, { value: new Map() });
  return root[REGISTRY]!;
}
