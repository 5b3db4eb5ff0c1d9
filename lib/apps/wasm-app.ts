import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkInteger, checkName, checkObject, checkPort } from '../core/checks';
import { fail } from '../core/errors';
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
import type { Draft } from '../synth/draft';
import { DEPLOYMENT, SERVICE } from '../synth/kubernetes';
import { type Labels, labelsOf, selectorOf } from '../synth/labels';
import { manifestOf } from '../synth/manifest-of';
import { createObject } from '../synth/objects';
import { awaitProvider, runtimeClassKey } from '../synth/order';

/** Properties of a WasmApp. */
export interface WasmAppProps extends WasmPodProps, ScalingProps {
  /**
   * Fixed number of replicas; not beside `triggers`.
   *
   * @default - not written: Kubernetes' own default of 1, and free for a scaler to change
   */
  readonly replicas?: number;
}

const NONE: NetworkPeer[] = [];

/** The objects of a WasmApp, as far as they are made. */
export interface WasmAppDrafts {
  deployment?: Draft;
  service?: Draft;
  scaledObject?: Draft;
  networkPolicy?: Draft;
}

/**
 * A Wasm image on a containerd shim: a Deployment and, where the app has a port, a Service. With `triggers` it is scaled by KEDA,
 * from zero, on events.
 */
export class WasmApp extends Construct {
  /** Name of the Deployment and the Service. */
  public readonly name: string;

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

  /**
   * The objects of the app.
   *
   * @internal
   */
  public readonly _drafts: WasmAppDrafts = {};

  /** The stores of the app, which its pods must reach. */
  private readonly stores: NetworkPeer[];

  constructor(scope: Construct, id: string, props: WasmAppProps) {
    super(scope, id);
    checkObject(this, 'props', props ?? null);
    this.name = props.name ?? id;
    this.port = props.port ?? props.runtime?.port;
    this.servicePort = props.servicePort ?? this.port;
    this.check(props);

    const stores = bindStores(this, props.stores, props.env);
    this.stores = stores.length > 0 ? stores.map(({ peer }) => peer) : NONE;
    this._target = this.createWorkload(props, stores);
    if (props.triggers) this._drafts.scaledObject = createScaledObject(this, this._target, props);
    this._drafts.networkPolicy = this.createPolicy(this._target.labels, props);
  }

  /** The Deployment. */
  public get deployment(): ApiObject {
    return this._drafts.deployment?.object as ApiObject;
  }

  /** The Service, where the app has a port. */
  public get service(): ApiObject | undefined {
    return this._drafts.service?.object;
  }

  /** The ScaledObject, where the app has triggers. */
  public get scaledObject(): ApiObject | undefined {
    return this._drafts.scaledObject?.object;
  }

  /** The NetworkPolicy, where it is asked for. */
  public get networkPolicy(): ApiObject | undefined {
    return this._drafts.networkPolicy?.object;
  }

  /**
   * Who the pods talk to, for a NetworkPolicy.
   *
   * @param from who must reach them
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

  /** The Deployment and the Service. */
  private createWorkload(props: WasmAppProps, stores: readonly StoreConfig[]): ScaleTarget {
    const selector = selectorOf(this.name);
    const labels = labelsOf(selector, props.labels);
    const deployment = this.createDeployment(props, selector, labels, stores);
    this._drafts.deployment = deployment;
    if (this.port !== undefined) this._drafts.service = this.createService(selector, labels, this.port, props.appProtocol);
    return { name: this.name, labels, workload: deployment, containers: deployment.manifest.spec.template.spec.containers };
  }

  private createDeployment(props: WasmAppProps, selector: Labels, labels: Labels, stores: readonly StoreConfig[]): Draft {
    const manifest = manifestOf<k8s.KubeDeploymentProps>(DEPLOYMENT, {
      metadata: { name: this.name, labels, annotations: props.annotations },
      spec: {
        replicas: props.replicas,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels, annotations: props.podAnnotations },
          spec: renderPod(this, this.name, this.port, withStores(props, stores)),
        },
      },
    });
    const deployment = createObject(this, 'Deployment', manifest);
    for (const { after } of stores) deployment.addDependency(...after);
    awaitProvider(deployment, runtimeClassKey(props.runtime.runtimeClassName));
    return deployment;
  }

  private createService(selector: Labels, labels: Labels, port: number, appProtocol?: AppProtocol): Draft {
    const manifest = manifestOf<k8s.KubeServiceProps>(SERVICE, {
      metadata: { name: this.name, labels },
      spec: {
        selector,
        ports: [{ name: 'http', port: this.servicePort ?? port, targetPort: 'http', appProtocol }],
      },
    });
    return createObject(this, 'Service', manifest);
  }

  private createPolicy(labels: Labels, { networkPolicy, triggers }: WasmAppProps): Draft | undefined {
    const options = networkPolicyOptions(this, networkPolicy);
    if (!options) return undefined;
    const from = this.port === undefined ? [] : [NetworkPeer.pods({}), ...scrapers(this, this.name, triggers)];
    return createNetworkPolicy(this, this.name, labels, this._trafficFrom(from), options);
  }
}
