import type { Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { mapOf, textOf } from '../rules/values';
import { component, type Need } from './need';
import { ofCluster } from './objects';

/** What a PersistentVolumeClaim needs: its class, the default one, or the volume that it names. */
export function* claimNeeds(spec: Value, context: Context): Generator<Need> {
  if (mapOf(spec) !== spec) return;
  const { storageClassName, volumeName } = spec;
  yield* ofCluster('PersistentVolume', volumeName, context);
  if (textOf(storageClassName)) yield* ofCluster('storage.k8s.io/StorageClass', storageClassName, context);
  else if (storageClassName === undefined && !textOf(volumeName)) yield component('defaultStorage');
}
