import { kindOf, type Manifest, type Value } from '../rules/manifest';
import { elements } from '../rules/values';

const SCALING = 'autoscaling.knative.dev/';

/** Returns the reason why an app does not scale to zero; undefined if it does. */
export function keepsAboveZero(manifests: readonly Manifest[], name: string): string | undefined {
  const scalers = manifests.filter((manifest) => scales(manifest, name));
  if (scalers.length === 0) return `nothing scales ${name}: there is no ScaledObject, HTTPScaledObject or Knative Service for it`;
  const reasons = scalers.map((scaler) => reasonOf(scaler));
  if (reasons.some((reason) => reason !== undefined)) return reasons.find(Boolean);
  const spinApp = manifests.find(({ kind, metadata }) => kind === 'SpinApp' && metadata.name === name);
  return spinApp && spinApp.spec?.enableAutoscaling !== true ? `SpinApp ${name} does not have enableAutoscaling: true` : undefined;
}

function scales(manifest: Manifest, name: string): boolean {
  const { metadata, spec } = manifest;
  switch (kindOf(manifest)) {
    case 'keda.sh/ScaledObject':
    case 'http.keda.sh/HTTPScaledObject':
      return (spec?.scaleTargetRef?.name ?? spec?.scaleTargetRef?.deployment) === name;
    case 'serving.knative.dev/Service':
      return metadata.name === name;
    default:
      return false;
  }
}

function reasonOf(scaler: Manifest): string | undefined {
  const { spec, metadata } = scaler;
  const name = `${scaler.kind} ${metadata.name}`;
  if (scaler.kind === 'HTTPScaledObject') return above(name, 'replicas.min', spec?.replicas?.min);
  return scaler.kind === 'Service' ? ofKnative(name, spec) : ofKeda(name, metadata, spec);
}

function ofKeda(name: string, { annotations = {} }: Manifest['metadata'], spec: Value): string | undefined {
  const paused = annotations['autoscaling.keda.sh/paused-replicas'];
  if (paused !== undefined && paused !== '0') return `${name} is paused at ${paused} replicas`;
  const types = elements(spec?.triggers, 'triggers').map(([trigger]) => trigger?.type);
  if (types.every((type) => type === 'cpu' || type === 'memory'))
    return `${name} has no trigger that can activate it from zero: ${types.join(', ') || 'none'}`;
  return spec?.idleReplicaCount === 0 ? undefined : above(name, 'minReplicaCount', spec?.minReplicaCount);
}

function ofKnative(name: string, spec: Value): string | undefined {
  const annotations = spec?.template?.metadata?.annotations ?? {};
  const autoscaler = annotations[`${SCALING}class`];
  if (autoscaler !== undefined && autoscaler !== `kpa.${SCALING.slice(0, -1)}`)
    return `${name} is scaled by ${autoscaler}, which keeps one replica`;
  return above(name, 'min-scale', annotations[`${SCALING}min-scale`] ?? annotations[`${SCALING}minScale`]);
}

function above(name: string, field: string, value: Value): string | undefined {
  return value === undefined || value === null || Number(value) === 0 ? undefined : `${name} has ${field} ${value}`;
}
