import { type ApiObject, type Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { SpinApp } from '../imports/core.spinkube.dev';
import { type AppProps, checkApp } from './app-props';
import {
  checkAnnotations,
  checkBoolean,
  checkInteger,
  checkList,
  checkName,
  checkNotEmpty,
  checkObject,
  checkObjects,
  checkSubdomain,
  checkText,
} from './checks';
import { fail, show } from './errors';
import { checkExposure, Exposure, type ExposureTarget } from './exposure';
import { checkRouting, type HttpRoutingProps } from './http-routing';
import { createHttpScaling } from './http-scaling';
import { createIngress } from './ingress';
import { kubernetes } from './kubernetes';
import { createObject, NAME_LABEL } from './objects';
import { Platform } from './platform';
import { renderEnv, renderPullSecrets, renderResources, WASM_RESOURCES } from './pod-parts';
import { createScaledObject, type ScaleTarget } from './scaled-object';
import { checkUnscaled, type ScalingProps } from './scaling';
import { renderRuntimeConfig, type SpinRuntimeConfig } from './spin-runtime-config';
import { warn } from './warnings';

/** Properties of a SpinAppScaled. */
export interface SpinAppScaledProps extends AppProps, HttpRoutingProps, ScalingProps {
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

  /**
   * How requests from outside the cluster reach the app: by way of the add-on's interceptor with `metrics`, else straight to the operator's Service.
   *
   * @default - Exposure.ingress() with `hosts`, else Exposure.none()
   */
  readonly exposure?: Exposure;
}

/** The executor that SpinKube's own installation makes. */
const DEFAULT_EXECUTOR = 'containerd-shim-spin';

/** Port of the Service that the operator makes. It has no name, so that nothing can refer to it by one. */
const OPERATOR_SERVICE_PORT = 80;

/** The operator labels pods core.spinkube.dev/app.<name>.status, and the part behind the slash may have 63 characters. */
const SPIN_NAME_LIMIT = { max: 52, because: 'the operator makes a label app.<name>.status of it, which may have 63' };

/** Volumes that the operator adds: the runtime configuration, and the certificates that the executor asks for. */
const OPERATOR_VOLUMES = ['spin-runtime-config', 'spin-ca'];

/** The group that serves SpinApp: renamed in spin-operator 0.4. */
const CURRENT_GROUP = 'core.spinkube.dev';
const FORMER_GROUP = 'core.spinoperator.dev';

/**
 * A Spin app run by SpinKube's operator. With `triggers` it is scaled by KEDA on events, with `hosts` and `metrics` on the requests that
 * the HTTP add-on sees, from zero in both cases; without either it has fixed `replicas`.
 *
 * The operator makes a Deployment and a Service of the app's name. The scaler's target is that Deployment, since a SpinApp has no /scale.
 */
export class SpinAppScaled extends Construct {
  /** Name of the SpinApp, and of the Deployment and the Service that the operator makes. */
  public readonly name: string;

  /** The SpinApp. */
  public readonly spinApp: ApiObject;

  /** The ScaledObject, where the app has triggers or metrics. */
  public readonly scaledObject?: ApiObject;

  /** The InterceptorRoute, where the app has metrics, from add-on 0.14. */
  public readonly route?: ApiObject;

  /** The HTTPScaledObject, where the app has metrics, before add-on 0.14 or where it is asked for. */
  public readonly httpScaledObject?: ApiObject;

  /** The Ingress, where the exposure makes one. */
  public readonly ingress?: ApiObject;

  constructor(scope: Construct, id: string, props: SpinAppScaledProps) {
    super(scope, id);
    this.name = props.name ?? id;
    const scaled = props.triggers !== undefined || props.metrics !== undefined;
    this.check(props, scaled);

    const labels = { ...props.labels, [NAME_LABEL]: this.name };
    this.spinApp = this.createSpinApp(props, labels, scaled);
    const target: ScaleTarget = {
      name: this.name,
      labels,
      workload: this.spinApp,
      containers: [{ name: this.name, resources: renderResources(resourcesOf(props)) as k8s.ResourceRequirements }],
    };
    if (props.metrics) {
      const http = { ...target, service: this.name, servicePort: OPERATOR_SERVICE_PORT, serviceObject: this.spinApp };
      const { route, httpScaledObject, scaledObject } = createHttpScaling(this, http, props);
      this.route = route;
      this.httpScaledObject = httpScaledObject;
      this.scaledObject = scaledObject;
    } else if (props.triggers) {
      this.scaledObject = createScaledObject(this, target, props);
    }
    const exposure = this.bindExposure(props);
    if (exposure) this.ingress = createIngress(this, labels, exposure);
  }

  private check(props: SpinAppScaledProps, scaled: boolean): void {
    checkName(this, 'name', this.name, SPIN_NAME_LIMIT);
    checkApp(this, props);
    if (props.executor !== undefined) checkSubdomain(this, 'executor', props.executor);
    for (const prop of ['triggers', 'metrics'] as const) checkList(this, prop, props[prop]);
    for (const prop of ['volumes', 'volumeMounts'] as const) checkObjects(this, prop, props[prop]);
    for (const prop of ['serviceAnnotations', 'deploymentAnnotations'] as const) checkAnnotations(this, prop, props[prop]);
    checkObject(this, 'runtimeConfig', props.runtimeConfig);
    checkBoolean(this, 'enableAutoscaling', props.enableAutoscaling);
    if (props.exposure !== undefined) checkExposure(this, props.exposure);
    checkRouting(this, props);
    checkNotEmpty(this, 'components', props.components, 'leave it out for all components');
    props.components?.forEach((component, index) => {
      checkText(this, `components[${index}]`, component);
    });
    this.checkVolumes(props);
    this.checkReplicas(props, scaled);
    if (!scaled) checkUnscaled(this, props, 'triggers or metrics');
    this.checkMetricsAndHosts(props);
    if (props.imagePullPolicy !== undefined) {
      warn(
        this,
        `imagePullPolicy (${props.imagePullPolicy}) has no place in a SpinApp, whose operator leaves it to Kubernetes: leave it out`,
      );
    }
    const platform = Platform.of(this);
    platform._require(this, 'spinOperator', '0.3', 'labels', props.labels);
    platform._require(this, 'spinOperator', '0.4', 'components', props.components);
    platform._require(this, 'spinOperator', '0.5', 'serviceAccountName', props.serviceAccountName);
    platform._require(this, 'spinOperator', '0.6', 'invocationMemoryLimit', props.invocationMemoryLimit);
  }

  /** What the API server would refuse only later, in the Deployment that the operator makes. */
  private checkVolumes({ volumes = [], volumeMounts = [] }: SpinAppScaledProps): void {
    volumes.forEach(({ name }, index) => {
      if (OPERATOR_VOLUMES.includes(name))
        fail(this, `volumes[${index}].name (${show(name)}) is that of the operator's own volume: pass another`);
    });
    volumeMounts.forEach(({ name }, index) => {
      if (!volumes.some((volume) => volume.name === name)) {
        fail(this, `volumeMounts[${index}].name (${show(name)}) must be the name of one of the volumes: add it to volumes`);
      }
    });
  }

  private checkReplicas({ replicas, enableAutoscaling }: SpinAppScaledProps, scaled: boolean): void {
    if (scaled && replicas !== undefined) {
      fail(this, `replicas (${replicas}) is refused beside autoscaling: leave it out and pass minReplicas and maxReplicas`);
    }
    if (scaled && enableAutoscaling === false) {
      fail(
        this,
        'enableAutoscaling (false) makes the operator fight the scaler over the replicas: leave it out, or leave triggers and metrics out',
      );
    }
    if (scaled) return;
    if (enableAutoscaling && replicas !== undefined) {
      fail(this, `replicas (${replicas}) is refused beside enableAutoscaling: leave one of the two out`);
    }
    if (replicas === 0) fail(this, 'replicas (0) is refused by the operator: pass triggers or metrics, which scale to zero');
    checkInteger(this, 'replicas', replicas, { min: 1 });
  }

  /** The add-on's settings without the add-on, or the add-on without hosts, would silently do nothing. */
  private checkMetricsAndHosts(props: SpinAppScaledProps): void {
    if (props.metrics && !props.hosts) fail(this, 'metrics needs the hosts that requests name: pass hosts');
    if (props.metrics) return;
    const addOnOnly = [
      'headers',
      'readinessTimeout',
      'requestTimeout',
      'responseHeaderTimeout',
      'coldStartFallback',
      'coldStartPlaceholder',
      'api',
    ] as const;
    for (const prop of addOnOnly) {
      if (props[prop] !== undefined)
        fail(this, `${prop} is a setting of the HTTP add-on, which routes an app that has metrics: pass metrics, or leave ${prop} out`);
    }
    if (props.hosts) return;
    const needsHosts = props.pathPrefixes !== undefined ? 'pathPrefixes' : props.exposure?._exposes ? 'exposure' : undefined;
    if (needsHosts) fail(this, `${needsHosts} needs the hosts it is for: pass hosts, or leave ${needsHosts} out`);
  }

  private createSpinApp(props: SpinAppScaledProps, labels: { [name: string]: string }, scaled: boolean): ApiObject {
    const enableAutoscaling = props.enableAutoscaling ?? scaled;
    const { spec } = SpinApp.manifest({
      spec: {
        image: props.image,
        executor: props.executor ?? DEFAULT_EXECUTOR,
        imagePullSecrets: renderPullSecrets(this, props.imagePullSecrets),
        replicas: enableAutoscaling ? undefined : (props.replicas ?? 1),
        enableAutoscaling: enableAutoscaling || undefined,
        checks: (props.readinessProbe || props.livenessProbe) && {
          readiness: props.readinessProbe?._toSpinCheck(this, 'readinessProbe'),
          liveness: props.livenessProbe?._toSpinCheck(this, 'livenessProbe'),
        },
        components: props.components,
        invocationLimits: this.renderInvocationLimits(props),
        serviceAccountName: props.serviceAccountName,
        serviceAnnotations: props.serviceAnnotations,
        deploymentAnnotations: props.deploymentAnnotations,
        podAnnotations: props.podAnnotations,
        podLabels: props.labels,
        runtimeConfig: renderRuntimeConfig(this, props.runtimeConfig),
      },
    });
    const current = Platform.of(this)._atLeast('spinOperator', '0.4');
    return createObject(this, 'SpinApp', {
      apiVersion: `${current ? CURRENT_GROUP : FORMER_GROUP}/v1alpha1`,
      kind: 'SpinApp',
      metadata: { name: this.name, labels, annotations: props.annotations },
      // what comes from the Kubernetes types is already in the form of the wire
      spec: {
        ...spec,
        ...this.renderVolumes(props),
        resources: renderResources(resourcesOf(props)),
        variables: this.renderVariables(props),
      },
    });
  }

  private renderVolumes({ volumes, volumeMounts }: SpinAppScaledProps) {
    if (!volumes && !volumeMounts) return {};
    const { toJson_Volume, toJson_VolumeMount } = kubernetes();
    return { volumes: volumes?.map(toJson_Volume), volumeMounts: volumeMounts?.map(toJson_VolumeMount) };
  }

  /** The operator passes a variable on as SPIN_VARIABLE_<NAME>, and Spin's own names have no other characters. */
  private renderVariables({ env }: SpinAppScaledProps): k8s.EnvVar[] | undefined {
    const variables = renderEnv(this, 'env', env);
    const written = new Map<string, string>();
    for (const { name } of variables ?? []) {
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
        fail(this, `env.${name} must be named like a Spin variable: letters, digits and '_', starting with a letter`);
      }
      const other = written.get(name.toUpperCase());
      if (other) fail(this, `env.${name} and env.${other} are one Spin variable, which has no case: remove one`);
      written.set(name.toUpperCase(), name);
    }
    return variables;
  }

  /** The operator refuses a limit above the pod's own. */
  private renderInvocationLimits(props: SpinAppScaledProps) {
    const limit = props.invocationMemoryLimit;
    if (limit === undefined) return undefined;
    if (typeof limit?.toKibibytes !== 'function')
      fail(this, `invocationMemoryLimit (${show(limit)}) must be a Size, such as Size.mebibytes(64)`);
    const { memory } = resourcesOf(props);
    const bound = memory?.limit ?? memory?.request;
    if (kibibytes(limit) === 0) fail(this, `invocationMemoryLimit (${limit.asString()}) must be more than 0: leave it out for no limit`);
    if (bound && kibibytes(limit) > kibibytes(bound)) {
      fail(
        this,
        `invocationMemoryLimit (${limit.asString()}) must be at most the memory of the pod (${bound.asString()}): lower it or raise resources`,
      );
    }
    return { memory: limit.asString() };
  }

  private bindExposure(props: SpinAppScaledProps) {
    const { hosts, pathPrefixes = [], exposure = Exposure.ingress() } = props;
    if (!hosts) return undefined;
    checkExposure(this, exposure);
    const { interceptor } = Platform.of(this);
    const direct = { service: this.name, servicePort: OPERATOR_SERVICE_PORT };
    const intercepted = { service: interceptor.service!, servicePort: interceptor.port!, namespace: interceptor.namespace };
    const target: ExposureTarget = { name: this.name, hosts, pathPrefixes, ...(props.metrics ? intercepted : direct) };
    return exposure._bind(this, target);
  }
}

function kibibytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
}

function resourcesOf(props: SpinAppScaledProps): ContainerResources {
  return props.resources ?? WASM_RESOURCES;
}
