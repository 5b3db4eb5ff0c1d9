/** What pods name: Secrets, ConfigMaps, accounts, volumes. */
import { NATIVE_SIDECARS_SINCE } from '../cluster/kubernetes';
import { items, record, text } from '../rules/http-add-on/values';
import type { Manifest, Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { type Bound, component, type Need, nameOf } from './need';
import { beside, ofCluster } from './objects';
import { claimNeeds } from './storage';

/** The classes that every cluster has. */
const PRIORITIES = ['system-cluster-critical', 'system-node-critical'];

/** What a pod needs, but for its RuntimeClass. */
export function* podNeeds(pod: Value, object: Manifest, context: Context): Generator<Need> {
  const { containers, initContainers, ephemeralContainers, volumes, imagePullSecrets, serviceAccountName, priorityClassName } = record(pod);
  yield* pullSecretNeeds(imagePullSecrets, object, context);
  yield* accountNeeds(serviceAccountName, object, context);
  if (!PRIORITIES.includes(priorityClassName)) yield* ofCluster('scheduling.k8s.io/PriorityClass', priorityClassName, context);
  yield* volumeNeeds(volumes, object, context);
  for (const container of [...items(containers), ...items(initContainers), ...items(ephemeralContainers)]) {
    const { env, envFrom, restartPolicy } = record(container);
    yield* variableNeeds(env, object, context);
    for (const source of items(envFrom)) {
      yield* reference('Secret', record(source).secretRef, object, context);
      yield* reference('ConfigMap', record(source).configMapRef, object, context);
    }
    if (restartPolicy === 'Always') yield kubernetes({ version: NATIVE_SIDECARS_SINCE, because: `a sidecar in ${nameOf(object)}` });
  }
}

function kubernetes(atLeast: Bound): Need {
  return component('kubernetes', { atLeast });
}

/** What a list of variables needs, each with a value or a source. */
export function* variableNeeds(variables: Value, object: Manifest, context: Context): Generator<Need> {
  for (const variable of items(variables)) yield* valueNeeds(record(variable).valueFrom, object, context);
}

/** What a source of a value needs. */
export function* valueNeeds(source: Value, object: Manifest, context: Context): Generator<Need> {
  const { secretKeyRef, configMapKeyRef } = record(source);
  yield* reference('Secret', secretKeyRef, object, context);
  yield* reference('ConfigMap', configMapKeyRef, object, context);
}

/** The Secrets that images are pulled with. */
export function* pullSecretNeeds(secrets: Value, object: Manifest, context: Context): Generator<Need> {
  for (const secret of items(secrets))
    yield* beside(object, 'Secret', record(secret).name, context, { note: 'of type kubernetes.io/dockerconfigjson' });
}

/** The account of a pod; each namespace has one called default. */
export function* accountNeeds(name: Value, object: Manifest, context: Context): Generator<Need> {
  if (name !== 'default') yield* beside(object, 'ServiceAccount', name, context);
}

/** What volumes need. */
export function* volumeNeeds(volumes: Value, object: Manifest, context: Context): Generator<Need> {
  for (const volume of items(volumes)) {
    const { secret, configMap, projected, persistentVolumeClaim, csi, ephemeral } = record(volume);
    yield* reference('Secret', { ...record(secret), name: record(secret).secretName }, object, context);
    yield* reference('ConfigMap', configMap, object, context);
    for (const source of items(record(projected).sources)) {
      yield* reference('Secret', record(source).secret, object, context);
      yield* reference('ConfigMap', record(source).configMap, object, context);
    }
    yield* beside(object, 'PersistentVolumeClaim', record(persistentVolumeClaim).claimName, context);
    const { driver, nodePublishSecretRef } = record(csi);
    if (text(driver)) yield component('csiDriver', { name: `CSI driver ${driver}` });
    yield* beside(object, 'Secret', record(nodePublishSecretRef).name, context);
    if (ephemeral) yield* claimNeeds(record(record(ephemeral).volumeClaimTemplate).spec, context);
  }
}

/** An object by its name and keys; one that is optional is not needed. */
function* reference(kind: string, value: Value, object: Manifest, context: Context): Generator<Need> {
  const { name, key, items: chosen, optional } = record(value);
  if (optional === true) return;
  const keys = [key, ...items(chosen).map((item) => record(item).key)].flatMap((each) => text(each) ?? []);
  yield* beside(object, kind, name, context, { details: keys.map((each) => `key ${each}`) });
}
