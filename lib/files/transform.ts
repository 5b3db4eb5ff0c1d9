/** What the fields of a kustomization change in objects: new objects, the ones given stay as they are. */

import { CLUSTER_SCOPED_KINDS } from '../rules/kubernetes/cluster-scoped';
import { podTemplateOf } from '../rules/kubernetes/pod-template';
import { groupOf, kindOf, type Manifest, type Value } from '../rules/manifest';
import { isMap, listOf, mapOf, textOf } from '../rules/values';
import { withFields } from '../rules/written';
import type { Kustomization, LabelSet } from './kustomization';

const CLUSTER_SCOPED = new Set(CLUSTER_SCOPED_KINDS);

/** Whether objects of a kind are in no namespace. */
export function isClusterScoped(object: Manifest): boolean {
  return CLUSTER_SCOPED.has(kindOf(object));
}

/** The object in a namespace; one that names a namespace is moved only where that is asked for. */
export function inNamespace(object: Manifest, namespace: string, moves: boolean): Manifest {
  if (kindOf(object) === 'Namespace') return moves ? withMetadata(object, { name: namespace }) : object;
  if (isClusterScoped(object) || (!moves && object.metadata.namespace !== undefined)) return object;
  return object.metadata.namespace === namespace ? object : withMetadata(object, { namespace });
}

/** Applies the fields of a kustomization, without those that add, remove or patch objects. */
export function transformed(object: Manifest, kustomization: Kustomization): Manifest {
  const { namespace, defaultNamespace, labels, annotations, images, replicas } = kustomization;
  let result = object;
  if (namespace !== undefined) result = inNamespace(result, namespace, true);
  if (defaultNamespace !== undefined) result = inNamespace(result, defaultNamespace, false);
  for (const set of labels) if (Object.keys(set.pairs).length > 0) result = labelled(result, set);
  if (Object.keys(annotations).length > 0) result = annotated(result, annotations);
  for (const { name, count } of replicas) {
    if (name === object.metadata.name && typeof count === 'number' && isMap(result.spec) && isReplicated(result)) {
      result = { ...result, spec: { ...result.spec, replicas: count } };
    }
  }
  return images.length > 0 ? withImages(result, images) : result;
}

function withMetadata(object: Manifest, changes: { readonly [field: string]: Value }): Manifest {
  return { ...object, metadata: { ...object.metadata, ...changes } };
}

function isReplicated(object: Manifest): boolean {
  return ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'ReplicationController'].includes(kindOf(object));
}

function labelled(object: Manifest, { pairs, selectors, templates }: LabelSet): Manifest {
  let result = withMetadata(object, { labels: withFields(mapOf(object.metadata.labels), pairs) });
  const { path, metadata } = podTemplateOf(object);
  if (templates && path !== 'spec' && (metadata !== undefined || podTemplateOf(object).spec !== undefined)) {
    result = changedAt(result, [...path.split('.').slice(0, -1), 'metadata', 'labels'], add(pairs));
  }
  if (!selectors || !isMap(result.spec)) return result;
  if (kindOf(object) === 'Service' && isMap(object.spec.selector)) return changedAt(result, ['spec', 'selector'], add(pairs));
  if (isSelecting(object)) return changedAt(result, ['spec', 'selector', 'matchLabels'], add(pairs));
  return kindOf(object) === 'networking.k8s.io/NetworkPolicy' && isMap(mapOf(object.spec.podSelector).matchLabels)
    ? changedAt(result, ['spec', 'podSelector', 'matchLabels'], add(pairs))
    : result;
}

function isSelecting(object: Manifest): boolean {
  return groupOf(object.apiVersion) === 'apps' && ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(object.kind);
}

function add(pairs: { readonly [key: string]: Value }): (value: Value) => Value {
  return (value) => withFields(mapOf(value), pairs);
}

function annotated(object: Manifest, pairs: { readonly [key: string]: Value }): Manifest {
  const result = withMetadata(object, { annotations: withFields(mapOf(object.metadata.annotations), pairs) });
  const { path, spec } = podTemplateOf(object);
  if (path === 'spec' || spec === undefined) return result;
  return changedAt(result, [...path.split('.').slice(0, -1), 'metadata', 'annotations'], add(pairs));
}

function withImages(object: Manifest, images: Kustomization['images']): Manifest {
  const { path, spec } = podTemplateOf(object);
  if (!isMap(spec)) return object;
  let result = object;
  for (const field of ['containers', 'initContainers']) {
    if (!Array.isArray(spec[field])) continue;
    const change = (list: Value) => listOf(list).map((container) => withImage(container, images));
    result = changedAt(result, [...path.split('.'), field], change);
  }
  return result;
}

function withImage(container: Value, images: Kustomization['images']): Value {
  const image = mapOf(container).image;
  if (typeof image !== 'string') return container;
  const name = nameOf(image);
  const wanted = images.find((entry) => entry.name === name);
  if (!wanted) return container;
  const rest = textOf(wanted.digest) ? `@${wanted.digest}` : textOf(wanted.newTag) ? `:${wanted.newTag}` : image.slice(name.length);
  return { ...container, image: `${textOf(wanted.newName) ?? name}${rest}` };
}

/** The image without tag and digest. */
function nameOf(image: string): string {
  const whole = image.split('@')[0];
  const colon = whole.lastIndexOf(':');
  return colon > whole.lastIndexOf('/') ? whole.slice(0, colon) : whole;
}

/** A copy in which the value at the end of some steps is another one. */
export function changedAt<T extends Value>(value: T, [step, ...steps]: readonly string[], change: (value: Value) => Value): T {
  if (step === undefined) return change(value);
  return withFields(mapOf(value), { [step]: changedAt(mapOf(value)[step], steps, change) }) as T;
}

/** The kinds whose names a prefix leaves as they are. */
const UNPREFIXED = ['Namespace', 'apiextensions.k8s.io/CustomResourceDefinition', 'apiregistration.k8s.io/APIService'];

/** Whether `namePrefix` and `nameSuffix` change the name of an object. */
export function isRenamed(object: Manifest): boolean {
  return !UNPREFIXED.includes(kindOf(object));
}

/** New names by kind and former name. */
export type Renames = ReadonlyMap<string, string>;

/** References that kustomize renames with the object that they name: the path in a pod spec, and the kind. */
const POD_REFERENCES: readonly (readonly [path: string, kind: string])[] = [
  ...['containers', 'initContainers'].flatMap((list) => [
    [`${list}.env.valueFrom.configMapKeyRef.name`, 'ConfigMap'] as const,
    [`${list}.env.valueFrom.secretKeyRef.name`, 'Secret'] as const,
    [`${list}.envFrom.configMapRef.name`, 'ConfigMap'] as const,
    [`${list}.envFrom.secretRef.name`, 'Secret'] as const,
  ]),
  ['volumes.configMap.name', 'ConfigMap'],
  ['volumes.secret.secretName', 'Secret'],
  ['volumes.projected.sources.configMap.name', 'ConfigMap'],
  ['volumes.projected.sources.secret.name', 'Secret'],
  ['volumes.persistentVolumeClaim.claimName', 'PersistentVolumeClaim'],
  ['imagePullSecrets.name', 'Secret'],
  ['serviceAccountName', 'ServiceAccount'],
  ['priorityClassName', 'scheduling.k8s.io/PriorityClass'],
];

/** The same in other kinds. */
const REFERENCES: { readonly [kind: string]: readonly (readonly [path: string, kind: string])[] } = {
  'autoscaling/HorizontalPodAutoscaler': [
    ['spec.scaleTargetRef.name', 'apps/Deployment'],
    ['spec.scaleTargetRef.name', 'apps/StatefulSet'],
  ],
  'apps/StatefulSet': [['spec.serviceName', 'Service']],
  'networking.k8s.io/Ingress': [
    ['spec.rules.http.paths.backend.service.name', 'Service'],
    ['spec.defaultBackend.service.name', 'Service'],
    ['spec.tls.secretName', 'Secret'],
    ['spec.ingressClassName', 'networking.k8s.io/IngressClass'],
  ],
  'gateway.networking.k8s.io/HTTPRoute': [['spec.rules.backendRefs.name', 'Service']],
  'rbac.authorization.k8s.io/RoleBinding': [
    ['roleRef.name', 'rbac.authorization.k8s.io/Role'],
    ['roleRef.name', 'rbac.authorization.k8s.io/ClusterRole'],
    ['subjects.name', 'ServiceAccount'],
  ],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [
    ['roleRef.name', 'rbac.authorization.k8s.io/ClusterRole'],
    ['subjects.name', 'ServiceAccount'],
  ],
  ServiceAccount: [['imagePullSecrets.name', 'Secret']],
};

/** The object with its references to renamed objects renamed, where kustomize knows of them; those in custom resources stay. */
export function withReferences(object: Manifest, renames: Renames): Manifest {
  let result = object;
  const { path, spec } = podTemplateOf(object);
  if (isMap(spec))
    for (const [field, kind] of POD_REFERENCES) result = renamedAt(result, [...path.split('.'), ...field.split('.')], kind, renames);
  const own = REFERENCES[kindOf(object)] ?? [];
  for (const [field, kind] of own) result = renamedAt(result, field.split('.'), kind, renames);
  return result;
}

function renamedAt<T extends object>(value: T, steps: readonly string[], kind: string, renames: Renames): T {
  if (Array.isArray(value)) {
    const list = value.map((element) => renamedAt(element, steps, kind, renames));
    return list.some((element, index) => element !== value[index]) ? (list as unknown as T) : value;
  }
  const [step, ...rest] = steps;
  if (step === undefined) return (typeof value === 'string' ? (renames.get(`${kind} ${value}`) ?? value) : value) as T;
  if (!isMap(value) || !Object.hasOwn(value, step)) return value;
  const next = renamedAt((value as Value)[step], rest, kind, renames);
  return next === (value as Value)[step] ? value : { ...(value as Value), [step]: next };
}
