import { dataIn, type MissingKey, missingKey } from '../kubernetes/held-keys';
import type { Manifest, Value } from '../manifest';
import type { Manifests } from '../manifests';
import { APPS } from '../spinkube/apps';
import { isMap, listOf, mapOf, textOf } from '../values';
import { scaledOf } from './scaled';

/** The containers in which KEDA looks for the variables that triggers and authentications name. */
export interface TargetPods {
  /** The workload, as messages name it: `Deployment worker`. */
  readonly workload: string;
  /** Empty where KEDA finds no pod template in the workload. */
  readonly containers: readonly Value[];
  /** The container that the scaler names, and the field that names it. */
  readonly named?: string;
  readonly namedAt: string;
}

/** The containers of what a ScaledObject or ScaledJob scales; undefined where they are not among the manifests. */
export function targetPodsOf(object: Manifest, manifests: Manifests): TargetPods | undefined {
  const { isJob, spec, target } = scaledOf(object);
  if (isJob) {
    const { containers } = mapOf(mapOf(mapOf(spec.jobTargetRef).template).spec);
    if (!Array.isArray(containers) || containers.length === 0) return undefined;
    const named = textOf(spec.envSourceContainerName);
    return { workload: `ScaledJob ${object.metadata.name}`, containers, named, namedAt: 'spec.envSourceContainerName' };
  }
  if (!target) return undefined;
  const { groupKind, name, kind } = target;
  const named = textOf(mapOf(spec.scaleTargetRef).envSourceContainerName);
  const pods = (containers: readonly Value[]): TargetPods => ({
    workload: `${kind} ${name}`,
    containers,
    named,
    namedAt: 'spec.scaleTargetRef.envSourceContainerName',
  });
  const workload = manifests.referred(object, groupKind, name);
  if (workload) {
    if (!isMap(workload.spec)) return undefined;
    const { containers } = mapOf(mapOf(mapOf(workload.spec).template).spec);
    if (Array.isArray(containers) && containers.length > 0) return pods(containers);
    // a Deployment without containers is refused, and told of as such
    return groupKind.startsWith('apps/') ? undefined : pods([]);
  }
  if (groupKind !== 'apps/Deployment') return undefined;
  const app = APPS.map((one) => manifests.referred(object, one, name)).find((found) => found !== undefined);
  return app && isMap(app.spec) ? pods([spinContainer(app)]) : undefined;
}

/** The container that the spin-operator makes for a SpinApp, with the variables that the app has. */
function spinContainer({ metadata, spec }: Manifest): Value {
  const variables = listOf(spec.variables).map((variable) => {
    const { name, value, valueFrom } = mapOf(variable);
    return { name: `SPIN_VARIABLE_${typeof name === 'string' ? name.toUpperCase() : ''}`, value, valueFrom };
  });
  const own = OPERATOR_VARIABLES.map((name) => ({ name, value: 'written by the operator' }));
  return { name: metadata.name, env: [...variables, ...own] };
}

/** Variables that the spin-operator may write itself. */
const OPERATOR_VARIABLES = [
  'SPIN_HTTP_LISTEN_ADDR',
  'SPIN_MAX_INSTANCE_MEMORY',
  'SPIN_COMPONENTS_TO_RETAIN',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
];

/** What KEDA makes of a variable of a container: a value, nothing that is known, or none, and why. */
export type Resolved = 'value' | 'unknown' | Unresolved;

/** Why a variable has no value for KEDA. */
export type Unresolved = { readonly why: 'missing' | 'empty' | 'field' } | ({ readonly why: 'key' } & MissingKey);

/** Resolves a variable as KEDA does: from `envFrom` first, then from `env`, whose fieldRef and resourceFieldRef it skips. */
export function resolveVariable(container: Value, name: string, object: Manifest, manifests: Manifests): Resolved {
  let resolved: Resolved = { why: 'missing' };
  for (const source of listOf(mapOf(container).envFrom)) {
    const { prefix, configMapRef, secretRef } = mapOf(source);
    const start = textOf(prefix) ?? '';
    const [kind, reference] = isMap(configMapRef) ? ['ConfigMap', configMapRef] : ['Secret', secretRef];
    const data = dataOf(kind, mapOf(reference).name, object, manifests);
    if (!data) resolved = unlessValue(resolved, 'unknown');
    else if (name.startsWith(start) && Object.hasOwn(data, name.slice(start.length))) resolved = 'value';
  }
  for (const variable of listOf(mapOf(container).env)) {
    const { name: own, value, valueFrom } = mapOf(variable);
    if (own !== name) continue;
    if (value !== undefined && value !== null && value !== '') resolved = 'value';
    else if (!isMap(valueFrom)) resolved = { why: 'empty' };
    else if (isMap(valueFrom.secretKeyRef)) resolved = keyOf('Secret', valueFrom.secretKeyRef, object, manifests);
    else if (isMap(valueFrom.configMapKeyRef)) resolved = keyOf('ConfigMap', valueFrom.configMapKeyRef, object, manifests);
    else if (typeof resolved === 'object') resolved = { why: 'field' };
  }
  return resolved;
}

/** The names of the variables of a container, for suggestions. */
export function variableNames(container: Value): string[] {
  return listOf(mapOf(container).env).flatMap((variable) => textOf(mapOf(variable).name) ?? []);
}

function unlessValue(resolved: Resolved, other: Resolved): Resolved {
  return resolved === 'value' ? resolved : other;
}

function keyOf(kind: string, reference: Value, object: Manifest, manifests: Manifests): Resolved {
  const { name, key } = mapOf(reference);
  const data = dataOf(kind, name, object, manifests);
  if (data && textOf(key) && Object.hasOwn(data, key)) return 'value';
  const missing = missingKey(kind, reference, object, manifests);
  return missing ? { why: 'key', ...missing } : 'unknown';
}

/** The data of a Secret or ConfigMap beside a workload; undefined where it is not here, or is filled by somebody else. */
function dataOf(kind: string, name: Value, object: Manifest, manifests: Manifests): { readonly [key: string]: Value } | undefined {
  const holder = textOf(name) ? manifests.referred(object, kind, name) : undefined;
  return holder && dataIn(holder);
}
