import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DEPLOYMENT, SERVICE } from '../cluster/kinds';
import { checkInteger, checkName, checkPort } from '../core/checks';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import { createScaledObject, type ScaleTarget } from '../keda/scaled-object';
import { checkUnscaled, type ScalingProps } from '../keda/scaling';
import { scrapers } from '../keda/scrapers';
import { NetworkPeer } from '../network/network-peer';
import { type AppTraffic, createNetworkPolicy, networkPolicyOptions } from '../network/network-policy';
import { checkApp } from '../pod/app-props';
import type { AppProtocol } from '../pod/app-protocol';
import { checkPod, checkRuntime, renderPod, type WasmPodProps } from '../pod/wasm-pod';
import { bindStores, withStores } from '../stores/bind-stores';
import type { StoreConfig } from '../stores/redis-address';
import { createObject } from '../synth/create-object';
import { type Labels, labelsOf, selectorOf } from '../synth/labels';
import { manifestOf, type Wire } from '../synth/manifest-of';
import { scopeOf } from '../synth/new-construct';
import { awaitProvider, runtimeClassKey } from '../synth/order';

/** Properties of a WasmApp. */
export interface WasmAppProps extends WasmPodProps, ScalingProps {
  /**
   * Fixed number of replicas; cannot be combined with `triggers`.
   *
   * @default - omitted: Kubernetes starts 1, and a scaler may change it
   */
  readonly replicas?: number;
}

const NONE: NetworkPeer[] = [];

/**
 * A Wasm image run by a containerd shim: a Deployment and, if the app has a port, a Service. With `triggers` KEDA scales it from zero
 * on events.
 *
 * @example
 * new WasmApp(chart, 'worker', {
 *   image: 'ghcr.io/my-org/worker:v1',
 *   runtime: WasmRuntime.WASMTIME,
 *   triggers: [Trigger.redis({ address: 'redis.data:6379', listName: 'jobs' })],
 * });
 */
export class WasmApp extends Construct {
  /** Name of the Deployment and the Service. */
  public readonly name: string;

  /** Port the app listens on, if any. */
  public readonly port?: number;

  /** Port of the Service, if any. */
  public readonly servicePort?: number;

  /** The Deployment. */
  public readonly deployment: ApiObject;

  /** The Service, if the app has a port. */
  public readonly service?: ApiObject;

  /** The ScaledObject, with `triggers`. */
  public readonly scaledObject?: ApiObject;

  /** The NetworkPolicy, with `networkPolicy`. */
  public readonly networkPolicy?: ApiObject;

  /**
   * The app as the target of a scaler.
   *
   * @internal
   */
  public readonly _target: ScaleTarget;

  /** The stores that the pods connect to. */
  private readonly stores: NetworkPeer[];

  constructor(scope: Construct, id: string, props: WasmAppProps) {
    super(scopeOf('WasmApp', scope, id), id);
    checkProps(this, '', 'WasmAppProps', props);
    this.name = props.name ?? id;
    this.port = props.port ?? props.runtime?.port;
    this.servicePort = props.servicePort ?? this.port;
    this.check(props);

    const stores = bindStores(this, props.stores, props.env);
    this.stores = stores.length > 0 ? stores.map(({ peer }) => peer) : NONE;
    const selector = selectorOf(this.name);
    const labels = labelsOf(selector, props.labels);
    const pod = renderPod(this, this.name, this.port, withStores(props, stores));
    this.deployment = this.createDeployment(props, selector, labels, pod, stores);
    if (this.port !== undefined) this.service = this.createService(selector, labels, this.port, props.appProtocol);
    this._target = { name: this.name, labels, workload: this.deployment, containers: pod.containers };
    if (props.triggers) this.scaledObject = createScaledObject(this, this._target, props);
    this.networkPolicy = this.createPolicy(labels, props);
  }

  /**
   * Returns the ingress and egress that a NetworkPolicy must allow.
   *
   * @param from peers that send requests to the pods
   * @internal
   */
  public _trafficFrom(from: NetworkPeer[]): AppTraffic {
    return { podLabels: selectorOf(this.name), port: this.port, from, to: this.stores };
  }

  private check(props: WasmAppProps): void {
    checkName(this, 'name', this.name);
    checkApp(this, props);
    checkRuntime(this, props.runtime);
    this.checkPorts(props);
    this.checkReplicas(props);
    checkPod(this, this.name, this.port, props);
  }

  private checkPorts({ servicePort }: WasmAppProps): void {
    checkPort(this, 'port', this.port);
    checkPort(this, 'servicePort', this.servicePort);
    if (this.port === undefined && servicePort !== undefined) {
      fail(this, `servicePort (${servicePort}) needs the port the app listens on: pass port`);
    }
  }

  private checkReplicas(props: WasmAppProps): void {
    const { replicas, triggers } = props;
    checkInteger(this, 'replicas', replicas);
    if (!triggers) checkUnscaled(this, props, 'triggers');
    else if (replicas !== undefined) {
      fail(this, `replicas (${replicas}) would be reset by every apply while KEDA scales the app: leave it out, or leave triggers out`);
    }
  }

  private createDeployment(
    props: WasmAppProps,
    selector: Labels,
    labels: Labels,
    spec: Wire<k8s.PodSpec>,
    stores: readonly StoreConfig[],
  ): ApiObject {
    const manifest = manifestOf<k8s.KubeDeploymentProps>(DEPLOYMENT, {
      metadata: { name: this.name, labels, annotations: props.annotations },
      spec: {
        replicas: props.replicas,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels, annotations: props.podAnnotations },
          spec,
        },
      },
    });
    const deployment = createObject(this, 'Deployment', manifest);
    for (const { after } of stores) deployment.addDependency(...after);
    awaitProvider(deployment, runtimeClassKey(props.runtime.runtimeClassName));
    return deployment;
  }

  private createService(selector: Labels, labels: Labels, port: number, appProtocol?: AppProtocol): ApiObject {
    const manifest = manifestOf<k8s.KubeServiceProps>(SERVICE, {
      metadata: { name: this.name, labels },
      spec: {
        selector,
        ports: [{ name: 'http', port: this.servicePort ?? port, targetPort: 'http', appProtocol }],
      },
    });
    return createObject(this, 'Service', manifest);
  }

  private createPolicy(labels: Labels, { networkPolicy, triggers }: WasmAppProps): ApiObject | undefined {
    const options = networkPolicyOptions(this, networkPolicy);
    if (!options) return undefined;
    const from = this.port === undefined ? [] : [NetworkPeer.pods({}), ...scrapers(this, this.name, triggers)];
    return createNetworkPolicy(this, this.name, labels, this._trafficFrom(from), options);
  }
}
