/** Objects that must exist on the cluster, unless these manifests contain them or make a controller create them. */

import { secretMakers } from '../rules/kubernetes/secret-makers';
import { type Manifest, namespaceOf, type Value } from '../rules/manifest';
import type { Manifests } from '../rules/manifests';
import type { Context } from '../rules/rule';
import { textOf } from '../rules/values';
import type { Need } from './need';
import { RequirementKind } from './requirement';

type More = Pick<Need, 'details' | 'note' | 'install' | 'link'>;

/** Reports an object in the namespace of the referring one, unless the name is not a string. `kind` is `group/Kind`. */
export function* inNamespaceOf(from: Manifest, kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (!textOf(name) || manifests.referred(from, kind, name)) return;
  if (kind === 'Secret' && secretMakers(manifests, name).some((maker) => namespaceOf(maker) === namespaceOf(from))) return;
  yield need(kind, name, textOf(from.metadata.namespace), more);
}

/** Reports an object in a namespace. */
export function* inNamespace(namespace: string, kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (!textOf(name) || manifests.find(kind, namespace, name)) return;
  yield need(kind, name, namespace, more);
}

/** Reports a cluster-scoped object. */
export function* clusterScoped(kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (textOf(name) && !isAmong(manifests, kind, name)) yield need(kind, name, undefined, more);
}

/** Returns whether the manifests contain a cluster-scoped object; a namespace in its metadata is ignored. */
export function isAmong(manifests: Manifests, kind: string, name: Value): boolean {
  return manifests.named(kind, name).length > 0;
}

function need(kind: string, name: string, namespace: string | undefined, more: More): Need {
  const slash = kind.indexOf('/');
  return {
    kind: RequirementKind.OBJECT,
    objectKind: kind.slice(slash + 1),
    group: kind.slice(0, Math.max(slash, 0)),
    name,
    namespace,
    ...more,
  };
}
