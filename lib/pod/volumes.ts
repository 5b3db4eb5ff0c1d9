import type { k8s } from 'cdk8s-plus-28';
import { kubernetes } from '../synth/kubernetes';
import type { Wire } from '../synth/manifest-of';

/** Renders the volumes of a pod. */
export function renderVolumes(volumes: k8s.Volume[] | undefined): Wire<k8s.Volume>[] | undefined {
  return volumes?.map((volume) => kubernetes().toJson_Volume(volume) as Wire<k8s.Volume>);
}

/** Renders the volume mounts of a container. */
export function renderMounts(mounts: k8s.VolumeMount[] | undefined): Wire<k8s.VolumeMount>[] | undefined {
  return mounts?.map((mount) => kubernetes().toJson_VolumeMount(mount) as Wire<k8s.VolumeMount>);
}
