import { KEDA_MAX_REPLICAS } from '../cluster/replica-bounds';
import { scaledOf } from '../rules/keda/scaled';
import { SCALED_JOB, SCALED_OBJECT } from '../rules/keda/upstream';
import { autoscaling, SERVICE as KNATIVE_SERVICE } from '../rules/knative/template';
import { podTemplateOf } from '../rules/kubernetes/pod-template';
import { kindOf, type Manifest, type Value } from '../rules/manifest';
import { listOf, mapOf, textOf } from '../rules/values';

/** Returns the lines below the name of an object: its runtime, its ports, its bounds. */
export function notesOf(object: Manifest): readonly string[] {
  const kind = kindOf(object);
  const spec = mapOf(object.spec);
  if (kind === 'Service') return ports(spec.ports);
  if (kind === SCALED_OBJECT) return [];
  if (kind === SCALED_JOB) return [`0 to ${spec.maxReplicaCount ?? KEDA_MAX_REPLICAS} jobs`];
  if (kind === KNATIVE_SERVICE) return [revisionBounds(object)];
  if (object.kind === 'SpinApp') return textOf(spec.executor) ? [`executor ${spec.executor}`] : [];
  const { runtimeClassName } = mapOf(podTemplateOf(object).spec);
  return textOf(runtimeClassName) ? [`runtime ${runtimeClassName}`] : [];
}

/** Returns the bounds of a scaler as a label: `0 to 10`. */
export function bounds(min: Value, max: Value, standardMin = 0, standardMax: number = KEDA_MAX_REPLICAS): string {
  const count = (value: Value, standard: number) => (typeof value === 'number' ? value : standard);
  return `${count(min, standardMin)} to ${count(max, standardMax)}`;
}

/** Returns the bounds of a ScaledObject; idle replicas are its least. */
export function scaledBounds(object: Manifest): string {
  const { idle, min, max } = scaledOf(object);
  return bounds(typeof idle === 'number' ? idle : min, max);
}

function ports(list: Value): readonly string[] {
  const numbers = listOf(list).flatMap((port) => (typeof mapOf(port).port === 'number' ? [mapOf(port).port] : []));
  if (numbers.length === 0) return [];
  return [`port${numbers.length > 1 ? 's' : ''} ${numbers.slice(0, 5).join(', ')}`];
}

function revisionBounds(service: Manifest): string {
  const count = (name: string) => {
    const value = autoscaling(service, name)?.value;
    return value !== undefined && /^\d{1,9}$/.test(value) ? value : undefined;
  };
  const max = count('max-scale');
  const most = max === undefined || max === '0' ? 'any number of' : max;
  return `${count('min-scale') ?? 0} to ${most} replicas on ${autoscaling(service, 'metric')?.value ?? 'concurrency'}`;
}
