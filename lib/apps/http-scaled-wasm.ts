import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { fail } from '../core/errors';
import { checkProps, pickProps } from '../core/props';
import { show } from '../core/show';
import { behindInterceptor } from '../exposure/behind-interceptor';
import { checkExposure, Exposure } from '../exposure/exposure';
import { HttpMetric } from '../http/http-metric';
import type { HttpRoutingProps } from '../http/http-routing';
import { createHttpScaling } from '../http/http-scaling';
import type { HttpTarget } from '../http/http-target';
import { type ScalingProps, withoutScaling } from '../keda/scaling';
import { scrapers } from '../keda/scrapers';
import { NetworkPeer } from '../network/network-peer';
import { createNetworkPolicy, type NetworkPolicyOptions, networkPolicyOptions } from '../network/network-policy';
import type { WasmPodProps } from '../pod/wasm-pod';
import { scopeOf } from '../synth/new-construct';
import { ExposedApp } from './exposed-app';
import { WasmApp } from './wasm-app';

/** Properties of an HttpScaledWasm. */
export interface HttpScaledWasmProps extends WasmPodProps, HttpRoutingProps, ScalingProps {
  /**
   * Hosts that the app serves, in lower case: `*.example.com` matches any subdomain (add-on 0.12 and newer), `*` as the only host
   * matches any host (0.13 and newer). List the hosts that callers in the cluster use to reach the app through the interceptor,
   * too; Exposure.cluster() adds its own.
   *
   * @default - only those of Exposure.cluster(); required with every other exposure
   */
  readonly hosts?: string[];

  /**
   * How requests reach the interceptor.
   *
   * @default Exposure.ingress()
   */
  readonly exposure?: Exposure;
}

/** The metrics of an app that names none: the default target of the add-on before it became required. */
const DEFAULT_METRICS = [HttpMetric.concurrency(100)];

/**
 * A Wasm image behind the KEDA HTTP add-on, which wakes from zero on a request and scales on requests, and on further `triggers`.
 *
 * Creates a WasmApp without replicas, the add-on's route, the scaler after it, and the exposure.
 *
 * @example
 * new HttpScaledWasm(chart, 'hello', {
 *   image: 'ghcr.io/my-org/hello:v1',
 *   runtime: WasmRuntime.SLIGHT,
 *   hosts: ['hello.example.com'],
 *   exposure: Exposure.gateway({ parentRefs: [{ name: 'public', namespace: 'gateways' }] }),
 * });
 */
export class HttpScaledWasm extends ExposedApp {
  /** Name of every object of the app. */
  public readonly name: string;

  /** The Deployment and the Service. */
  public readonly app: WasmApp;

  /** URL of the app for callers in the cluster, with Exposure.cluster(). */
  public readonly clusterUrl?: string;

  /** The Deployment of the app. */
  public readonly deployment: ApiObject;

  /** The Service of the app. */
  public readonly service: ApiObject;

  /** The InterceptorRoute, from add-on 0.14. */
  public readonly route?: ApiObject;

  /** The HTTPScaledObject, before add-on 0.14 or with `api` HTTP_SCALED_OBJECT. */
  public readonly httpScaledObject?: ApiObject;

  /** The ScaledObject, unless the add-on's operator creates it from the HTTPScaledObject. */
  public readonly scaledObject?: ApiObject;

  /** The NetworkPolicy, with `networkPolicy`. */
  public readonly networkPolicy?: ApiObject;

  constructor(scope: Construct, id: string, props: HttpScaledWasmProps) {
    super(scopeOf('HttpScaledWasm', scope, id), id);
    this.checkNoReplicas(props);
    checkProps(this, '', 'HttpScaledWasmProps', props);
    this.name = props.name ?? id;
    const { hosts, exposure = Exposure.ingress() } = props;
    checkExposure(this, exposure);
    const routedHosts = exposure._hosts(this, this.name, hosts);
    if (routedHosts === undefined) fail(this, "hosts is missing: pass the hosts of the app, or ['*'] for any host");
    const policy = networkPolicyOptions(this, props.networkPolicy);
    this.app = this.createApp(props);
    this.deployment = this.app.deployment;
    const target = this.targetOf(props);
    this.service = target.serviceObject;
    const scaling = createHttpScaling(this, target, { ...props, hosts: routedHosts, metrics: props.metrics ?? DEFAULT_METRICS });
    this.route = scaling.route;
    this.httpScaledObject = scaling.httpScaledObject;
    this.scaledObject = scaling.scaledObject;
    const exposed = behindInterceptor(this, this.name, hosts, props);
    const { labels } = this.app._target;
    this._expose(exposure, labels, exposed);
    this.clusterUrl = exposure._clusterUrl(this, exposed);
    if (policy) this.networkPolicy = this.createPolicy(policy, exposed.namespace, props);
  }

  /** Fails for a prop of a WasmApp that this construct does not have. */
  private checkNoReplicas(props: object | undefined): void {
    const { replicas } = (props ?? {}) as { replicas?: unknown };
    if (replicas !== undefined) {
      fail(this, `replicas (${show(replicas)}) would be reset by every apply while KEDA scales the app: pass minReplicas and maxReplicas`);
    }
  }

  /** Creates the workload, without replicas and without a scaler of its own. */
  private createApp(props: HttpScaledWasmProps): WasmApp {
    const workload = pickProps('WasmAppProps', withoutScaling(props));
    const port = props.port ?? props.runtime?.httpPort;
    return new WasmApp(this, 'App', { ...workload, port, networkPolicy: undefined, name: this.name });
  }

  /** Returns the target of the add-on: the Deployment and its Service. */
  private targetOf(props: HttpScaledWasmProps): HttpTarget {
    const { servicePort, service } = this.app;
    if (!service || servicePort === undefined) {
      fail(this, `port is missing, and runtime ${props.runtime.handler} has no default port: pass the port the app listens on`);
    }
    return { ...this.app._target, service: service.name, servicePort, serviceObject: service };
  }

  private createPolicy(options: NetworkPolicyOptions, interceptor: string, { triggers }: HttpScaledWasmProps): ApiObject {
    const from = [NetworkPeer.namespace(interceptor), ...scrapers(this, this.name, triggers)];
    return createNetworkPolicy(this, this.name, this.app._target.labels, this.app._trafficFrom(from), options);
  }
}
