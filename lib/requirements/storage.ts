import type { Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { mapOf, textOf } from '../rules/values';
import { component, type Need } from './need';
import { clusterScoped } from './objects';

/** Reports the StorageClass of a PersistentVolumeClaim, the default one, or the volume that it names. */
export function* claimNeeds(spec: Value, context: Context): Generator<Need> {
  if (mapOf(spec) !== spec) return;
  const { storageClassName, volumeName } = spec;
  yield* clusterScoped('PersistentVolume', volumeName, context);
  if (textOf(storageClassName)) yield* clusterScoped('storage.k8s.io/StorageClass', storageClassName, context);
  else if (storageClassName === undefined && !textOf(volumeName)) yield component('defaultStorage');
}
