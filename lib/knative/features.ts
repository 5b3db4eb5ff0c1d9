import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { ALLOWED_VOLUMES, FLAG_SINCE, reservedPaths, VOLUME_FLAGS } from '../cluster/knative';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { Wire } from '../synth/manifest-of';

const WRITE_FLAG = 'kubernetes.podspec-persistent-volume-write';
const PROPAGATION_FLAG = 'kubernetes.podspec-volumes-mount-propagation';
const CAPABILITIES_FLAG = 'kubernetes.containerspec-addcapabilities';

/** Security settings that Knative rejects with any value (pkg/apis/serving/fieldmask.go, SecurityContextMask). */
const REJECTED_SECURITY = ['seLinuxOptions', 'windowsOptions', 'procMount'] as const;

/** Fails if a prop is set that Knative rejects without a feature flag, and the platform does not declare the flag. */
export function requireFeature(scope: IConstruct, flag: string, prop: string, value: unknown): void {
  if (value === undefined) return;
  const platform = Platform.of(scope);
  if (FLAG_SINCE[flag]) platform._require(scope, 'knative', FLAG_SINCE[flag], prop, value);
  if (platform.knativeFeatures.includes(flag)) return;
  fail(
    scope,
    `${prop} is rejected by Knative unless config-features sets ${flag}: leave it out, or set the flag and declare ` +
      `Platform.target(app, { knativeFeatures: ['${flag}'] })`,
  );
}

/**
 * Fails for volumes that Knative rejects: because of their type (pkg/apis/serving/fieldmask.go, VolumeSourceMask), or since
 * nothing mounts them.
 */
export function checkVolumes(scope: IConstruct, volumes: k8s.Volume[] = [], mounts: k8s.VolumeMount[] = []): void {
  volumes.forEach((volume, index) => {
    const prop = `volumes[${index}]`;
    checkSource(scope, prop, volume);
    if (!mounts.some(({ name }) => name === volume.name)) {
      fail(scope, `${prop} (${show(volume.name)}) is not mounted, which Knative rejects: add it to volumeMounts, or leave it out`);
    }
  });
  mounts.forEach((mount, index) => {
    checkMount(scope, `volumeMounts[${index}]`, mount, volumes);
  });
}

function checkSource(scope: IConstruct, prop: string, volume: k8s.Volume): void {
  const sources = (Object.keys(volume) as (keyof k8s.Volume)[]).filter((key) => key !== 'name' && volume[key] !== undefined);
  if (sources.length !== 1) {
    fail(scope, `${prop} (${show(volume.name)}) must have one source, such as secret, and has ${sources.join(' and ') || 'none'}`);
  }
  const [source] = sources;
  const flag = VOLUME_FLAGS[source];
  if (flag) requireFeature(scope, flag, `${prop}.${source}`, volume[source]);
  else if (!ALLOWED_VOLUMES.includes(source)) {
    fail(scope, `${prop}.${source} is a volume type that Knative rejects: use ${ALLOWED_VOLUMES.join(', ')} or persistentVolumeClaim`);
  }
  if (volume.persistentVolumeClaim?.readOnly !== true) {
    requireFeature(scope, WRITE_FLAG, `${prop}.persistentVolumeClaim without readOnly`, volume.persistentVolumeClaim);
  }
}

function checkMount(scope: IConstruct, prop: string, mount: k8s.VolumeMount, volumes: k8s.Volume[]): void {
  const volume = volumes.find(({ name }) => name === mount.name);
  if (!volume) fail(scope, `${prop}.name (${show(mount.name)}) must be the name of one of the volumes: add it to volumes`);
  const platform = Platform.of(scope);
  const reserved = reservedPaths((since) => platform._atLeast('knative', since));
  if (
    typeof mount.mountPath !== 'string' ||
    !mount.mountPath.startsWith('/') ||
    reserved.includes(mount.mountPath.replace(/(?<!\/)\/+$/, '') || '/')
  ) {
    fail(scope, `${prop}.mountPath (${show(mount.mountPath)}) must be an absolute path other than ${reserved.join(', ')}`);
  }
  if (volume.persistentVolumeClaim?.readOnly && !mount.readOnly) {
    fail(scope, `${prop} (${show(mount.name)}) must be read-only like its volume: pass readOnly: true`);
  }
  if (mount.subPathExpr !== undefined) {
    fail(scope, `${prop}.subPathExpr (${show(mount.subPathExpr)}) is rejected by Knative: pass subPath`);
  }
  requireFeature(scope, PROPAGATION_FLAG, `${prop}.mountPropagation`, mount.mountPropagation);
}

/** Fails for variables from a field of the pod or its resources, which Knative rejects without a feature flag. */
export function checkFieldReferences(scope: IConstruct, env: Wire<k8s.EnvVar>[] = []): void {
  for (const { name, valueFrom } of env) {
    requireFeature(scope, 'kubernetes.podspec-fieldref', `env.${name} from a field`, valueFrom?.fieldRef ?? valueFrom?.resourceFieldRef);
  }
}

/** Fails for security settings of a container that Knative rejects. */
export function checkSecurityContext(scope: IConstruct, context: k8s.SecurityContext = {}): void {
  if (context.privileged) fail(scope, 'securityContext.privileged (true) is rejected by Knative: leave it out');
  Platform.of(scope)._require(scope, 'knative', SINCE.knative.privileged, 'securityContext.privileged', context.privileged);
  for (const field of REJECTED_SECURITY) {
    const value = context[field];
    if (value !== undefined) fail(scope, `securityContext.${field} (${show(value)}) is rejected by Knative: leave it out`);
  }
  requireFeature(scope, CAPABILITIES_FLAG, 'securityContext.capabilities.add', context.capabilities?.add);
}
