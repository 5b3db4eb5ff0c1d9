import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import type { SpinAppProps as SpinAppManifest } from '../../imports/core.spinkube.dev';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/since';
import { CURRENT_GROUP, DEFAULT_EXECUTOR, exceededMemory, FORMER_GROUP, isSpinVariable, MAX_NAME, spinVariable } from '../cluster/spinkube';
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
import { show } from '../core/show';
import { warn } from '../core/warnings';
import { type AppProps, checkApp } from '../pod/app-props';
import { renderEnv, renderPullSecrets, renderResources, WASM_RESOURCES } from '../pod/pod-parts';
import { renderMounts, renderVolumes } from '../pod/volumes';
import type { Draft } from '../synth/draft';
import { manifestOf, type Wire } from '../synth/manifest-of';
import { createObject, reserveObject } from '../synth/objects';
import { awaitProvider, executorKey } from '../synth/order';
import { renderRuntimeConfig, type SpinRuntimeConfig } from './spin-runtime-config';

/** What a SpinApp says of the app. */
export interface SpinAppProps extends AppProps {
  /**
   * SpinAppExecutor that runs the app, in the namespace of the app.
   *
   * @default containerd-shim-spin
   */
  readonly executor?: string;

  /**
   * Fixed number of replicas, at least 1; not beside `triggers` or `metrics`.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Whether something scales the app, so that the operator leaves the number of replicas alone. Pass true for a scaler of your own.
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
   * Most memory that one invocation may use, at most the memory limit. Needs spin-operator 0.6 or newer.
   *
   * @default - no limit of its own
   */
  readonly invocationMemoryLimit?: Size;

  /**
   * Spin's runtime configuration: key-value stores, SQLite databases, inferencing.
   *
   * @default - Spin's own
   */
  readonly runtimeConfig?: SpinRuntimeConfig;

  /**
   * Volumes of the pod.
   *
   * @default - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Where the volumes appear in the app's container.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Annotations of the Service that the operator makes.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { [name: string]: string };

  /**
   * Annotations of the Deployment that the operator makes.
   *
   * @default - none
   */
  readonly deploymentAnnotations?: { [name: string]: string };
}

/** The operator labels pods core.spinkube.dev/app.<name>.status, and the part behind the slash may have 63 characters. */
const SPIN_NAME_LIMIT = { max: MAX_NAME, because: 'the operator makes a label app.<name>.status of it, which may have 63' };

/** Volumes that the operator adds: the runtime configuration, and the certificates that the executor asks for. */
const OPERATOR_VOLUMES = ['spin-runtime-config', 'spin-ca'];

/**
 * Fails for what the operator would refuse, or what its declared version does not have.
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
    warn(
      scope,
      `imagePullPolicy (${props.imagePullPolicy}) has no place in a SpinApp, whose operator leaves it to Kubernetes: leave it out`,
    );
  }
  const platform = Platform.of(scope);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.podLabels, 'labels', props.labels);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.components, 'components', props.components);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.serviceAccountName, 'serviceAccountName', props.serviceAccountName);
  platform._require(scope, 'spinOperator', SINCE.spinOperator.invocationLimits, 'invocationMemoryLimit', props.invocationMemoryLimit);
}

/** What the API server would refuse only later, in the Deployment that the operator makes. */
function checkVolumes(scope: IConstruct, { volumes = [], volumeMounts = [] }: SpinAppProps): void {
  volumes.forEach(({ name }, index) => {
    if (OPERATOR_VOLUMES.includes(name))
      fail(scope, `volumes[${index}].name (${show(name)}) is that of the operator's own volume: pass another`);
  });
  volumeMounts.forEach(({ name }, index) => {
    if (!volumes.some((volume) => volume.name === name)) {
      fail(scope, `volumeMounts[${index}].name (${show(name)}) must be the name of one of the volumes: add it to volumes`);
    }
  });
}

/** The API group that the declared operator serves, which is also that of the labels of its pods. */
export function operatorGroup(scope: IConstruct): string {
  return Platform.of(scope)._atLeast('spinOperator', SINCE.spinOperator.group) ? CURRENT_GROUP : FORMER_GROUP;
}

/** Makes the SpinApp, in the group that the declared operator serves. */
export function createSpinApp(
  scope: Construct,
  name: string,
  labels: { [name: string]: string },
  props: SpinAppProps,
  scaled: boolean,
): Draft {
  const enableAutoscaling = props.enableAutoscaling ?? scaled;
  const gvk = { apiVersion: `${operatorGroup(scope)}/v1alpha1`, kind: 'SpinApp' };
  const manifest = manifestOf<SpinAppManifest>(gvk, {
    metadata: { name, labels, annotations: props.annotations },
    spec: {
      image: props.image,
      executor: props.executor ?? DEFAULT_EXECUTOR,
      imagePullSecrets: renderPullSecrets(scope, props.imagePullSecrets),
      replicas: enableAutoscaling ? undefined : (props.replicas ?? 1),
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
  // the operator's webhook refuses an app whose executor is not there
  awaitProvider(spinApp, executorKey(spinApp.namespace, props.executor ?? DEFAULT_EXECUTOR));
  // the operator makes a Deployment and a Service of this name, over whatever has it already
  reserveObject(scope, spinApp, 'apps', 'Deployment');
  reserveObject(scope, spinApp, 'core', 'Service');
  return spinApp;
}

/** The operator passes a variable on as SPIN_VARIABLE_<NAME>, and Spin's own names have no other characters. */
function renderVariables(scope: IConstruct, { env }: SpinAppProps): Wire<k8s.EnvVar>[] | undefined {
  const variables = renderEnv(scope, 'env', env);
  const written = new Map<string, string>();
  for (const { name } of variables ?? []) {
    if (!isSpinVariable(name)) {
      fail(scope, `env.${name} must be named like a Spin variable: letters, digits and '_', starting with a letter`);
    }
    const other = written.get(spinVariable(name));
    if (other) fail(scope, `env.${name} and env.${other} are one Spin variable, which has no case: remove one`);
    written.set(spinVariable(name), name);
  }
  return variables;
}

/** The operator refuses a limit above the pod's own. */
function renderInvocationLimits(scope: IConstruct, props: SpinAppProps) {
  const limit = props.invocationMemoryLimit;
  if (limit === undefined) return undefined;
  if (typeof limit?.toKibibytes !== 'function')
    fail(scope, `invocationMemoryLimit (${show(limit)}) must be a Size, such as Size.mebibytes(64)`);
  const { memory } = resourcesOf(props);
  const bound = memory?.limit ?? memory?.request;
  if (kibibytes(limit) === 0) fail(scope, `invocationMemoryLimit (${limit.asString()}) must be more than 0: leave it out for no limit`);
  if (bound && exceededMemory(kibibytes(limit), memory?.limit && kibibytes(memory.limit), memory?.request && kibibytes(memory.request))) {
    fail(
      scope,
      `invocationMemoryLimit (${limit.asString()}) must be at most the memory of the pod (${bound.asString()}): lower it or raise resources`,
    );
  }
  return { memory: limit.asString() };
}

function kibibytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
}

/** Requests and limits of the app. */
export function resourcesOf(props: SpinAppProps): ContainerResources {
  return props.resources ?? WASM_RESOURCES;
}
