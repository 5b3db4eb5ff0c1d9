import { ApiObject, type ApiObjectProps, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { fail } from './errors';

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

function register(scope: Construct, object: ApiObject, namespace: string): ApiObject {
  const { apiGroup, kind, name } = object;
  const key = `${apiGroup}/${kind}/${namespace}/${name}`;
  const objects = registry(scope);
  const first = objects.get(key);
  if (first !== undefined) {
    fail(
      scope,
      `${kind} ${name}${namespace && ` in namespace ${namespace}`} is already made by [${first}]: give one of the two another name`,
    );
  }
  objects.set(key, scope.node.path);
  return object;
}

/** The objects of an app by kind, namespace and name, with the path of their construct; kept on the root of the tree. */
function registry(scope: IConstruct): Map<string, string> {
  const root = scope.node.root as unknown as { [REGISTRY]?: Map<string, string> };
  if (!root[REGISTRY]) Object.defineProperty(root, REGISTRY, { value: new Map() });
  return root[REGISTRY]!;
}
