import type { k8s } from 'cdk8s-plus-28';
import { kubernetes } from '../synth/kubernetes';
import type { Wire } from '../synth/manifest-of';

/** Volumes of a pod, as the user gave them. */
export function renderVolumes(volumes: k8s.Volume[] | undefined): Wire<k8s.Volume>[] | undefined {
  return volumes?.map((volume) => kubernetes().toJson_Volume(volume) as Wire<k8s.Volume>);
}

/** Where volumes appear in a container, as the user gave it. */
export function renderMounts(mounts: k8s.VolumeMount[] | undefined): Wire<k8s.VolumeMount>[] | undefined {
  return mounts?.map((mount) => kubernetes().toJson_VolumeMount(mount) as Wire<k8s.VolumeMount>);
}
