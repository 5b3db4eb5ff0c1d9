/** The objects that pods reference: Secrets, ConfigMaps, ServiceAccounts, volumes. */

import { NATIVE_SIDECARS_SINCE } from '../cluster/kubernetes';
import type { Manifest, Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { listOf, mapOf, textOf } from '../rules/values';
import { type Bound, component, type Need, nameOf } from './need';
import { clusterScoped, inNamespaceOf } from './objects';
import { claimNeeds } from './storage';

/** The PriorityClasses that every cluster has. */
const PRIORITIES = ['system-cluster-critical', 'system-node-critical'];

/** Reports the needs of a pod, except for its RuntimeClass. */
export function* podNeeds(pod: Value, object: Manifest, context: Context): Generator<Need> {
  const { containers, initContainers, ephemeralContainers, volumes, imagePullSecrets, serviceAccountName, priorityClassName } = mapOf(pod);
  yield* pullSecretNeeds(imagePullSecrets, object, context);
  yield* accountNeeds(serviceAccountName, object, context);
  if (!PRIORITIES.includes(priorityClassName)) yield* clusterScoped('scheduling.k8s.io/PriorityClass', priorityClassName, context);
  yield* volumeNeeds(volumes, object, context);
  for (const container of [...listOf(containers), ...listOf(initContainers), ...listOf(ephemeralContainers)]) {
    const { env, envFrom, restartPolicy } = mapOf(container);
    yield* variableNeeds(env, object, context);
    for (const source of listOf(envFrom)) {
      yield* reference('Secret', mapOf(source).secretRef, object, context);
      yield* reference('ConfigMap', mapOf(source).configMapRef, object, context);
    }
    if (restartPolicy === 'Always') yield kubernetes({ version: NATIVE_SIDECARS_SINCE, because: `a sidecar in ${nameOf(object)}` });
  }
}

function kubernetes(atLeast: Bound): Need {
  return component('kubernetes', { atLeast });
}

/** Reports the objects that environment variables reference. */
export function* variableNeeds(variables: Value, object: Manifest, context: Context): Generator<Need> {
  for (const variable of listOf(variables)) yield* valueNeeds(mapOf(variable).valueFrom, object, context);
}

/** Reports the object that a `valueFrom` references. */
export function* valueNeeds(source: Value, object: Manifest, context: Context): Generator<Need> {
  const { secretKeyRef, configMapKeyRef } = mapOf(source);
  yield* reference('Secret', secretKeyRef, object, context);
  yield* reference('ConfigMap', configMapKeyRef, object, context);
}

/** Reports the image pull Secrets. */
export function* pullSecretNeeds(secrets: Value, object: Manifest, context: Context): Generator<Need> {
  for (const secret of listOf(secrets))
    yield* inNamespaceOf(object, 'Secret', mapOf(secret).name, context, { note: 'of type kubernetes.io/dockerconfigjson' });
}

/** Reports the ServiceAccount of a pod; every namespace has one called `default`. */
export function* accountNeeds(name: Value, object: Manifest, context: Context): Generator<Need> {
  if (name !== 'default') yield* inNamespaceOf(object, 'ServiceAccount', name, context);
}

/** Reports the objects that volumes reference. */
export function* volumeNeeds(volumes: Value, object: Manifest, context: Context): Generator<Need> {
  for (const volume of listOf(volumes)) {
    const { secret, configMap, projected, persistentVolumeClaim, csi, ephemeral } = mapOf(volume);
    yield* reference('Secret', { ...mapOf(secret), name: mapOf(secret).secretName }, object, context);
    yield* reference('ConfigMap', configMap, object, context);
    for (const source of listOf(mapOf(projected).sources)) {
      yield* reference('Secret', mapOf(source).secret, object, context);
      yield* reference('ConfigMap', mapOf(source).configMap, object, context);
    }
    yield* inNamespaceOf(object, 'PersistentVolumeClaim', mapOf(persistentVolumeClaim).claimName, context);
    const { driver, nodePublishSecretRef } = mapOf(csi);
    if (textOf(driver)) yield component('csiDriver', { name: `CSI driver ${driver}` });
    yield* inNamespaceOf(object, 'Secret', mapOf(nodePublishSecretRef).name, context);
    if (ephemeral) yield* claimNeeds(mapOf(mapOf(ephemeral).volumeClaimTemplate).spec, context);
  }
}

/** Reports an object by name and keys, unless the reference is optional. */
function* reference(kind: string, value: Value, object: Manifest, context: Context): Generator<Need> {
  const { name, key, items: chosen, optional } = mapOf(value);
  if (optional === true) return;
  const keys = [key, ...listOf(chosen).map((item) => mapOf(item).key)].flatMap((each) => textOf(each) ?? []);
  yield* inNamespaceOf(object, kind, name, context, { details: keys.map((each) => `key ${each}`) });
}
