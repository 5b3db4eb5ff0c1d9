import { type ApiObject, type Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import type { SpinAppProps as SpinAppManifest } from '../../imports/core.spinkube.dev';
import { spinAppKind } from '../cluster/kinds';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { DEFAULT_REPLICAS } from '../cluster/replica-bounds';
import {
  CA_VOLUME,
  CONFIG_PATH,
  CONFIG_VOLUME,
  CURRENT_GROUP,
  DEFAULT_EXECUTOR,
  exceededMemory,
  FORMER_GROUP,
  isSpinVariable,
  MAX_NAME,
  MIN_INVOCATION_MEMORY,
  spinVariable,
} from '../cluster/spinkube';
import {
  checkAnnotations,
  checkBoolean,
  checkName,
  checkNotEmpty,
  checkObject,
  checkObjects,
  checkSubdomain,
  checkText,
} from '../core/checks';
import { fail } from '../core/errors';
import { sizeExpression } from '../core/expressions';
import { show } from '../core/show';
import { warn } from '../core/warnings';
import { type AppProps, checkApp } from '../pod/app-props';
import { WASM_RESOURCES } from '../pod/defaults';
import { renderEnv, renderPullSecrets, renderResources } from '../pod/pod-parts';
import { renderMounts, renderVolumes } from '../pod/volumes';
import { createObject, reserveObject } from '../synth/create-object';
import { manifestOf, type Wire } from '../synth/manifest-of';
import { awaitProvider, executorKey } from '../synth/order';
import { renderRuntimeConfig, type SpinRuntimeConfig } from './spin-runtime-config';

/** Settings of a SpinApp. */
export interface SpinAppProps extends AppProps {
  /**
   * Name of the SpinAppExecutor that runs the app, in the namespace of the app.
   *
   * @default containerd-shim-spin
   */
  readonly executor?: string;

  /**
   * Fixed number of replicas, at least 1; cannot be combined with `triggers` or `metrics`.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Whether an autoscaler sets the number of replicas, so that the operator does not. Pass true for an autoscaler of your own.
   *
   * @default - true with triggers or metrics
   */
  readonly enableAutoscaling?: boolean;

  /**
   * Components of the app to run. Needs spin-operator 0.4 or newer.
   *
   * @default - all
   */
  readonly components?: string[];

  /**
   * Maximum memory of one invocation, at most the memory limit. Needs spin-operator 0.6 or newer.
   *
   * @default - no limit besides that of the pod
   */
  readonly invocationMemoryLimit?: Size;

  /**
   * Spin's runtime configuration: key-value stores, SQLite databases and LLM inference.
   *
   * @default - the defaults of Spin
   */
  readonly runtimeConfig?: SpinRuntimeConfig;

  /**
   * Volumes of the pod.
   *
   * @default - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Mounts of the volumes in the container of the app.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Annotations of the Service that the operator creates.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { [name: string]: string };

  /**
   * Annotations of the Deployment that the operator creates.
   *
   * @default - none
   */
  readonly deploymentAnnotations?: { [name: string]: string };
}

/** The operator labels pods core.spinkube.dev/app.<name>.status, and the name of a label key may have 63 characters. */
const SPIN_NAME_LIMIT = { max: MAX_NAME, because: 'the operator adds a label app.<name>.status, which may have 63' };

/**
 * Fails for settings that the operator rejects, or that its declared version does not have.
 *
 * @see https://github.com/spinframework/spin-operator internal/webhook/spinapp_validating.go
 */
export function checkSpinApp(scope: IConstruct, name: string, props: SpinAppProps): void {
  checkName(scope, 'name', name, SPIN_NAME_LIMIT);
  checkApp(scope, props);
  if (props.executor !== undefined) checkSubdomain(scope, 'executor', props.executor);
  for (const prop of ['volumes', 'volumeMounts'] as const) checkObjects(scope, prop, props[prop]);
  for (const prop of ['serviceAnnotations', 'deploymentAnnotations'] as const) checkAnnotations(scope, prop, props[prop]);
  checkObject(scope, 'runtimeConfig', props.runtimeConfig);
  checkBoolean(scope, 'enableAutoscaling', props.enableAutoscaling);
  checkNotEmpty(scope, 'components', props.components, 'leave it out for all components');
  props.components?.forEach((component, index) => {
    checkText(scope, `components[${index}]`, component);
  });
  checkVolumes(scope, props);
  if (props.imagePullPolicy !== undefined) {
    warn(scope, `imagePullPolicy (${props.imagePullPolicy}) is not a field of a SpinApp, and the operator does not set it: leave it out`);
  }
  const platform = Platform.of(scope);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.podLabels, 'labels', props.labels);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.components, 'components', props.components);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.serviceAccountName, 'serviceAccountName', props.serviceAccountName);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.invocationLimits, 'invocationMemoryLimit', props.invocationMemoryLimit);
  platform._require(scope, 'spinShim', SINCE.spinShim.components, 'components', props.components);
  platform._require(scope, 'spinShim', SINCE.spinShim.invocationLimits, 'invocationMemoryLimit', props.invocationMemoryLimit);
}

/**
 * Fails for volumes that the API server rejects only later, in the Deployment that the operator creates. The operator adds the runtime
 * configuration to every app; whether it adds CA certificates depends on the executor, so that the rules check what meets them.
 */
function checkVolumes(scope: IConstruct, { volumes = [], volumeMounts = [] }: SpinAppProps): void {
  volumes.forEach(({ name }, index) => {
    if (name === CONFIG_VOLUME)
      fail(scope, `volumes[${index}].name (${show(name)}) is the name of a volume that the operator adds: pass another name`);
    if (volumes.findIndex((volume) => volume.name === name) < index)
      fail(scope, `volumes[${index}].name (${show(name)}) is that of another volume: pass another name`);
  });
  const names = [...volumes.map((volume) => volume.name), CONFIG_VOLUME, CA_VOLUME];
  volumeMounts.forEach(({ name, mountPath }, index) => {
    if (mountPath === CONFIG_PATH)
      fail(scope, `volumeMounts[${index}].mountPath (${show(mountPath)}) is where the operator mounts a file: pass another path`);
    if (volumeMounts.findIndex((mount) => mount.mountPath === mountPath) < index)
      fail(scope, `volumeMounts[${index}].mountPath (${show(mountPath)}) is that of another mount: pass another path`);
    if (!names.includes(name)) {
      fail(scope, `volumeMounts[${index}].name (${show(name)}) must be the name of one of the volumes: add it to volumes`);
    }
  });
}

/** Returns the API group that the declared operator serves, and by which it prefixes the labels of pods. */
export function operatorGroup(scope: IConstruct): string {
  return Platform.of(scope)._atLeast('spinOperator', SINCE.spinOperator.group) ? CURRENT_GROUP : FORMER_GROUP;
}

/** Creates the SpinApp, in the API group that the declared operator serves. */
export function createSpinApp(
  scope: Construct,
  name: string,
  labels: { [name: string]: string },
  props: SpinAppProps,
  scaled: boolean,
): ApiObject {
  const enableAutoscaling = props.enableAutoscaling ?? scaled;
  const manifest = manifestOf<SpinAppManifest>(spinAppKind(operatorGroup(scope)), {
    metadata: { name, labels, annotations: props.annotations },
    spec: {
      image: props.image,
      executor: props.executor ?? DEFAULT_EXECUTOR,
      imagePullSecrets: renderPullSecrets(scope, props.imagePullSecrets),
      replicas: enableAutoscaling ? undefined : (props.replicas ?? DEFAULT_REPLICAS),
      enableAutoscaling: enableAutoscaling || undefined,
      checks: (props.readinessProbe || props.livenessProbe) && {
        readiness: props.readinessProbe?._toSpinCheck(scope, 'readinessProbe'),
        liveness: props.livenessProbe?._toSpinCheck(scope, 'livenessProbe'),
      },
      components: props.components,
      invocationLimits: renderInvocationLimits(scope, props),
      serviceAccountName: props.serviceAccountName,
      serviceAnnotations: props.serviceAnnotations,
      deploymentAnnotations: props.deploymentAnnotations,
      podAnnotations: props.podAnnotations,
      podLabels: props.labels,
      runtimeConfig: renderRuntimeConfig(scope, props.runtimeConfig),
      volumes: renderVolumes(props.volumes),
      volumeMounts: renderMounts(props.volumeMounts),
      resources: renderResources(resourcesOf(props)),
      variables: renderVariables(scope, props),
    },
  });
  const spinApp = createObject(scope, 'SpinApp', manifest);
  // the operator's webhook rejects an app whose executor does not exist
  awaitProvider(spinApp, executorKey(spinApp.metadata.namespace, props.executor ?? DEFAULT_EXECUTOR));
  // the operator creates a Deployment and a Service of this name, and overwrites existing ones
  reserveObject(scope, spinApp, 'apps', 'Deployment');
  reserveObject(scope, spinApp, 'core', 'Service');
  return spinApp;
}

/** Renders the variables; fails for names that Spin does not have, since the operator passes a variable as SPIN_VARIABLE_<NAME>. */
function renderVariables(scope: IConstruct, { env }: SpinAppProps): Wire<k8s.EnvVar>[] | undefined {
  const variables = renderEnv(scope, 'env', env);
  const nameOf = new Map<string, string>();
  for (const { name } of variables ?? []) {
    if (!isSpinVariable(name)) {
      fail(scope, `env.${name} must be named like a Spin variable: letters, digits and '_', starting with a letter`);
    }
    const other = nameOf.get(spinVariable(name));
    if (other) fail(scope, `env.${name} and env.${other} are the same Spin variable, since names are case-insensitive: remove one`);
    nameOf.set(spinVariable(name), name);
  }
  return variables;
}

/** Renders the limits of an invocation; fails for a limit above that of the pod, which the operator rejects. */
function renderInvocationLimits(scope: IConstruct, props: SpinAppProps) {
  const limit = props.invocationMemoryLimit;
  if (limit === undefined) return undefined;
  if (typeof limit?.toKibibytes !== 'function')
    fail(scope, `invocationMemoryLimit (${show(limit)}) must be a Size: write ${sizeExpression(limit)}`);
  const { memory } = resourcesOf(props);
  const bound = memory?.limit ?? memory?.request;
  if (kibibytes(limit) * 1024 < MIN_INVOCATION_MEMORY) {
    fail(scope, `invocationMemoryLimit (${limit.asString()}) must be at least 64Ki, a page of Wasm memory: leave it out for no limit`);
  }
  if (bound && exceededMemory(kibibytes(limit), memory?.limit && kibibytes(memory.limit), memory?.request && kibibytes(memory.request))) {
    fail(
      scope,
      `invocationMemoryLimit (${limit.asString()}) must be at most the memory of the pod (${bound.asString()}): ` +
        'lower it or raise resources',
    );
  }
  return { memory: limit.asString() };
}

function kibibytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
}

/** Returns the requests and limits of the app. */
export function resourcesOf(props: SpinAppProps): ContainerResources {
  return props.resources ?? WASM_RESOURCES;
}
