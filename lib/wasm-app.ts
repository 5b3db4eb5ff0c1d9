import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type AppProps, checkApp } from './app-props';
import {
  checkBoolean,
  checkDistinct,
  checkInteger,
  checkLabels,
  checkName,
  checkObject,
  checkObjects,
  checkPort,
  checkSubdomain,
  checkTexts,
} from './checks';
import { fail, show } from './errors';
import { kubernetes } from './kubernetes';
import { createObject, NAME_LABEL } from './objects';
import {
  checkNonRoot,
  RESTRICTED_POD,
  ROOT_POD,
  renderEnv,
  renderPullSecrets,
  renderResources,
  restrictedContainer,
  toQuantities,
  WASM_RESOURCES,
} from './pod-parts';
import { checkProbe, type Probe } from './probe';
import { createScaledObject, type ScaleTarget } from './scaled-object';
import { checkUnscaled, type ScalingProps } from './scaling';
import { renderSidecar, type Sidecar } from './sidecar';
import { warn } from './warnings';
import type { WasmRuntime } from './wasm-runtime';

/** Listen addresses that the Service cannot reach. */
const LOOPBACK = /^(127\.|localhost:|\[::1\])/;

/** The pods of an app on a Wasm runtime of containerd. */
export interface WasmPodProps extends AppProps {
  /** Runtime of the nodes that runs the image. */
  readonly runtime: WasmRuntime;

  /**
   * Port the app listens on. Spin is told to listen on it.
   *
   * @default - the runtime's own, or none
   */
  readonly port?: number;

  /**
   * Port of the Service.
   *
   * @default - the port the app listens on
   */
  readonly servicePort?: number;

  /**
   * Command of the container.
   *
   * @default - the runtime's own, or the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Arguments of the container.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Asked until the app has started.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * Ordinary containers in the same pod.
   *
   * @default - none
   */
  readonly sidecars?: Sidecar[];

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
   * Labels of the nodes that may run the pods. A RuntimeClass with scheduling does this for all its pods.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * How the pods spread over nodes and zones. Where a constraint has no labelSelector it gets the app's.
   *
   * @default - as Kubernetes does
   */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];

  /**
   * Security settings of the pod, laid over those of the Restricted Pod Security Standard.
   *
   * @default - Restricted, as user 65532; a runtime that needs root, such as Spin, is not told to run as another user
   */
  readonly podSecurityContext?: k8s.PodSecurityContext;

  /**
   * Security settings of the app's container, laid over those of the Restricted Pod Security Standard.
   *
   * @default - Restricted
   */
  readonly securityContext?: k8s.SecurityContext;

  /**
   * Whether the pods get the token of their service account.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;
}

/** Properties of a WasmApp. */
export interface WasmAppProps extends WasmPodProps, ScalingProps {
  /**
   * Fixed number of replicas; not beside `triggers`.
   *
   * @default - not written: Kubernetes' own default of 1, and free for a scaler to change
   */
  readonly replicas?: number;
}

/** The props that are lists of objects. */
const LISTS = ['sidecars', 'volumes', 'volumeMounts', 'tolerations', 'topologySpreadConstraints'] as const;

/**
 * A Wasm image on a containerd shim: a Deployment and, where the app has a port, a Service. With `triggers` it is scaled by KEDA,
 * from zero, on events.
 */
export class WasmApp extends Construct {
  /** Name of the Deployment and the Service. */
  public readonly name: string;

  /** The Deployment. */
  public readonly deployment: ApiObject;

  /** The Service, where the app has a port. */
  public readonly service?: ApiObject;

  /** The ScaledObject, where the app has triggers. */
  public readonly scaledObject?: ApiObject;

  /** Port the app listens on, if any. */
  public readonly port?: number;

  /** Port of the Service, if any. */
  public readonly servicePort?: number;

  /**
   * What a scaler of this app needs to know of it.
   *
   * @internal
   */
  public readonly _target: ScaleTarget;

  constructor(scope: Construct, id: string, props: WasmAppProps) {
    super(scope, id);
    checkObject(this, 'props', props ?? null);
    this.name = props.name ?? id;
    this.port = props.port ?? props.runtime?.port;
    this.servicePort = props.servicePort ?? this.port;
    this.check(props);

    const labels = { ...props.labels, [NAME_LABEL]: this.name };
    const containers = this.renderContainers(props);
    this.deployment = this.createDeployment(props, labels, containers);
    if (this.port !== undefined) this.service = this.createService(labels, this.port);
    this._target = { name: this.name, labels, workload: this.deployment, containers };
    if (props.triggers) this.scaledObject = createScaledObject(this, this._target, props);
  }

  private check(props: WasmAppProps): void {
    checkName(this, 'name', this.name);
    checkApp(this, props);
    if (typeof props.runtime?.runtimeClassName !== 'string') {
      fail(this, `runtime (${show(props.runtime)}) must be a WasmRuntime, such as WasmRuntime.SPIN`);
    }
    checkSubdomain(this, 'runtime.runtimeClassName', props.runtime.runtimeClassName);
    checkPort(this, 'port', this.port);
    checkPort(this, 'servicePort', this.servicePort);
    if (this.port === undefined && props.servicePort !== undefined) {
      fail(this, `servicePort (${props.servicePort}) needs the port the app listens on: pass port`);
    }
    checkInteger(this, 'replicas', props.replicas);
    for (const prop of ['command', 'args'] as const) checkTexts(this, prop, props[prop]);
    for (const prop of LISTS) checkObjects(this, prop, props[prop]);
    for (const prop of ['podSecurityContext', 'securityContext'] as const) checkObject(this, prop, props[prop]);
    checkLabels(this, 'nodeSelector', props.nodeSelector);
    checkBoolean(this, 'automountServiceAccountToken', props.automountServiceAccountToken);
    checkProbe(this, 'startupProbe', props.startupProbe);
    if (props.triggers && props.replicas !== undefined) {
      fail(
        this,
        `replicas (${props.replicas}) would be reset by every apply while KEDA scales the app: leave it out, or leave triggers out`,
      );
    }
    const pod = podSecurity(props);
    const container = { ...(pod as k8s.SecurityContext), ...props.securityContext };
    checkNonRoot(this, 'podSecurityContext', pod);
    checkNonRoot(this, 'securityContext', container);
    if (props.runtime.needsRoot) this.checkRoot(container);
    if (!props.triggers) checkUnscaled(this, props, 'triggers');
    this.checkContainers(props);
  }

  /** A runtime that writes into the root of the filesystem cannot start otherwise. */
  private checkRoot({ runAsNonRoot, runAsUser, readOnlyRootFilesystem }: k8s.SecurityContext): void {
    const remedy = 'leave it out, or pass a WasmRuntime that does not';
    if (runAsNonRoot)
      fail(this, `runAsNonRoot (true) keeps the runtime from starting, which writes into the root of its filesystem: ${remedy}`);
    if (runAsUser)
      fail(this, `runAsUser (${runAsUser}) keeps the runtime from starting, which writes into the root of its filesystem: ${remedy}`);
    if (readOnlyRootFilesystem) {
      fail(this, `readOnlyRootFilesystem (true) keeps the runtime from starting, which writes into the root of its filesystem: ${remedy}`);
    }
  }

  /** The containers of a pod share its network and its volumes. */
  private checkContainers({ sidecars = [], volumes = [], volumeMounts = [] }: WasmPodProps): void {
    checkDistinct(this, 'sidecars', [this.name, ...sidecars.map((sidecar) => sidecar.name)]);
    const listening = new Map([[this.port, 'the app']]);
    for (const [index, { port }] of sidecars.entries()) {
      const other = port !== undefined && listening.get(port);
      if (other)
        fail(this, `sidecars[${index}].port (${port}) is taken by ${other} in the same pod: let one of them listen on another port`);
      listening.set(port, `sidecars[${index}]`);
    }
    const mounts = [{ prop: 'volumeMounts', list: volumeMounts }];
    for (const [index, sidecar] of sidecars.entries()) {
      if (sidecar.env) {
        warn(
          this,
          `sidecars[${index}].env is not passed on by the shims of runwasi, which set up no environment for ordinary containers: use args or files`,
        );
      }
      mounts.push({ prop: `sidecars[${index}].volumeMounts`, list: sidecar.volumeMounts ?? [] });
    }
    for (const { prop, list } of mounts) {
      for (const [index, { name }] of list.entries()) {
        if (volumes.some((volume) => volume.name === name)) continue;
        fail(this, `${prop}[${index}].name (${show(name)}) must be the name of one of the volumes: add it to volumes`);
      }
    }
  }

  private renderContainers(props: WasmPodProps): k8s.Container[] {
    const { IntOrString, Quantity } = kubernetes();
    const app: k8s.Container = {
      name: this.name,
      image: props.image,
      imagePullPolicy: props.imagePullPolicy,
      command: props.command ?? props.runtime.command,
      args: props.args,
      env: this.renderEnv(props),
      ports: this.port === undefined ? undefined : [{ name: 'http', containerPort: this.port }],
      resources: toQuantities(renderResources(props.resources ?? WASM_RESOURCES), Quantity),
      readinessProbe: props.readinessProbe?._toKube(this, 'readinessProbe', this.port, IntOrString),
      livenessProbe: props.livenessProbe?._toKube(this, 'livenessProbe', this.port, IntOrString),
      startupProbe: props.startupProbe?._toKube(this, 'startupProbe', this.port, IntOrString),
      volumeMounts: props.volumeMounts,
      securityContext: restrictedContainer(props.securityContext),
    };
    return [app, ...(props.sidecars ?? []).map((sidecar, index) => renderSidecar(this, `sidecars[${index}]`, sidecar))];
  }

  /** The user's environment, and the listen address for a runtime that must be told it. */
  private renderEnv(props: WasmPodProps): k8s.EnvVar[] | undefined {
    const env = renderEnv(this, 'env', props.env);
    const variable = props.runtime.listenAddressVariable;
    if (!variable || this.port === undefined) return env;
    const given = env?.find(({ name }) => name === variable);
    if (!given) return [...(env ?? []), { name: variable, value: `0.0.0.0:${this.port}` }];
    if (given.value !== undefined && !given.value.endsWith(`:${this.port}`)) {
      fail(
        this,
        `env.${variable} (${show(given.value)}) must name port ${this.port}, which the Service sends to: leave it out and pass port`,
      );
    }
    if (given.value !== undefined && LOOPBACK.test(given.value)) {
      fail(
        this,
        `env.${variable} (${show(given.value)}) is reached from inside the pod only: leave it out, or listen on 0.0.0.0:${this.port}`,
      );
    }
    return env;
  }

  private createDeployment(props: WasmAppProps, labels: { [name: string]: string }, containers: k8s.Container[]): ApiObject {
    const selector = { matchLabels: { [NAME_LABEL]: this.name } };
    const manifest = kubernetes().KubeDeployment.manifest({
      metadata: { name: this.name, labels, annotations: props.annotations },
      spec: {
        replicas: props.replicas,
        selector,
        template: {
          metadata: { labels, annotations: props.podAnnotations },
          spec: {
            runtimeClassName: props.runtime.runtimeClassName,
            serviceAccountName: props.serviceAccountName,
            automountServiceAccountToken: props.automountServiceAccountToken ?? false,
            imagePullSecrets: renderPullSecrets(this, props.imagePullSecrets),
            nodeSelector: props.nodeSelector,
            tolerations: props.tolerations,
            topologySpreadConstraints: props.topologySpreadConstraints?.map((constraint) => ({
              ...constraint,
              labelSelector: constraint.labelSelector ?? selector,
            })),
            securityContext: podSecurity(props),
            containers,
            volumes: props.volumes,
          },
        },
      },
    });
    return createObject(this, 'Deployment', manifest);
  }

  private createService(labels: { [name: string]: string }, port: number): ApiObject {
    const { IntOrString, KubeService } = kubernetes();
    const manifest = KubeService.manifest({
      metadata: { name: this.name, labels },
      spec: {
        selector: { [NAME_LABEL]: this.name },
        ports: [{ name: 'http', port: this.servicePort ?? port, targetPort: IntOrString.fromString('http') }],
      },
    });
    return createObject(this, 'Service', manifest);
  }
}

/** The user's security settings of the pod, laid over what the runtime allows of the Restricted Pod Security Standard. */
function podSecurity({ runtime, podSecurityContext }: WasmPodProps): k8s.PodSecurityContext {
  return { ...(runtime.needsRoot ? ROOT_POD : RESTRICTED_POD), ...podSecurityContext };
}
