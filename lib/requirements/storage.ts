import { record, text } from '../rules/http-add-on/values';
import type { Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { component, type Need } from './need';
import { ofCluster } from './objects';

/** What a PersistentVolumeClaim needs: its class, the default one, or the volume that it names. */
export function* claimNeeds(spec: Value, context: Context): Generator<Need> {
  if (record(spec) !== spec) return;
  const { storageClassName, volumeName } = spec;
  yield* ofCluster('PersistentVolume', volumeName, context);
  if (text(storageClassName)) yield* ofCluster('storage.k8s.io/StorageClass', storageClassName, context);
  else if (storageClassName === undefined && !text(volumeName)) yield component('defaultStorage');
}
