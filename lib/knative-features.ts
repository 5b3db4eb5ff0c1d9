import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { fail } from './errors';
import { Platform } from './platform';

/** The kinds of volume that Knative allows behind a flag. Secrets, ConfigMaps, projections and emptyDirs are allowed as installed. */
const VOLUME_FLAGS: { readonly [source in keyof k8s.Volume]?: string } = {
  persistentVolumeClaim: 'kubernetes.podspec-persistent-volume-claim',
  hostPath: 'kubernetes.podspec-volumes-hostpath',
  csi: 'kubernetes.podspec-volumes-csi',
  ephemeral: 'kubernetes.podspec-volumes-ephemeral',
};

const ALLOWED_VOLUMES: (keyof k8s.Volume)[] = ['secret', 'configMap', 'projected', 'emptyDir'];

/** Fails when a prop is given that Knative refuses unless the cluster enables a flag, and the platform does not declare it. */
export function requireFeature(scope: IConstruct, flag: string, prop: string, value: unknown): void {
  if (value === undefined || Platform.of(scope).knativeFeatures.includes(flag)) return;
  fail(
    scope,
    `${prop} is refused by Knative unless config-features sets ${flag}: leave it out, or set the flag and declare ` +
      `Platform.target(app, { knativeFeatures: ['${flag}'] })`,
  );
}

/** Fails for volumes that Knative refuses (pkg/apis/serving/fieldmask.go, VolumeSourceMask). */
export function checkVolumes(scope: IConstruct, volumes: k8s.Volume[] | undefined): void {
  volumes?.forEach((volume, index) => {
    for (const source of Object.keys(volume).filter((key) => key !== 'name') as (keyof k8s.Volume)[]) {
      const flag = VOLUME_FLAGS[source];
      if (flag) requireFeature(scope, flag, `volumes[${index}].${source}`, volume[source]);
      else if (!ALLOWED_VOLUMES.includes(source)) {
        fail(
          scope,
          `volumes[${index}].${source} is a kind of volume that Knative does not take: use ${ALLOWED_VOLUMES.join(', ')} or persistentVolumeClaim`,
        );
      }
    }
  });
}
