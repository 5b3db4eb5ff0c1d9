import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkObject } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { behindInterceptor } from '../exposure/behind-interceptor';
import type { ExposureDrafts } from '../exposure/config';
import { createExposure } from '../exposure/create';
import { checkExposure, Exposure } from '../exposure/exposure';
import { HttpMetric } from '../http/http-metric';
import type { HttpRoutingProps } from '../http/http-routing';
import { createHttpScaling, type HttpScalingDrafts } from '../http/http-scaling';
import { type ScalingProps, withoutScaling } from '../keda/scaling';
import { scrapers } from '../keda/scrapers';
import { NetworkPeer } from '../network/network-peer';
import { createNetworkPolicy, type NetworkPolicyOptions, networkPolicyOptions } from '../network/network-policy';
import type { WasmPodProps } from '../pod/wasm-pod';
import type { Draft } from '../synth/draft';
import { withFields } from '../synth/with-fields';
import { WasmApp } from './wasm-app';

/** Properties of an HttpScaledWasm. */
export interface HttpScaledWasmProps extends WasmPodProps, HttpRoutingProps, ScalingProps {
  /**
   * Hosts of the app as requests name them, lower case; `*.example.com` for any name below (add-on 0.12 and newer), `*` alone for any host at
   * all (0.13 and newer).
   * Callers in the cluster that come by way of the interceptor must be listed by the host they use, too; Exposure.cluster() lists its own.
   *
   * @default - none beside those of Exposure.cluster(); required with every other exposure
   */
  readonly hosts?: string[];

  /**
   * How requests reach the interceptor.
   *
   * @default Exposure.ingress()
   */
  readonly exposure?: Exposure;
}

/** What is measured when the user names nothing: the default target of the add-on before it became required. */
const DEFAULT_METRICS = [HttpMetric.concurrency(100)];

/**
 * A Wasm image behind the KEDA HTTP add-on: scaled from zero on the requests that its interceptor sees, and on further `triggers`.
 *
 * Makes a WasmApp without replicas, the add-on's route, the scaler after it, and the exposure.
 */
export class HttpScaledWasm extends Construct {
  /** Name of every object of the app. */
  public readonly name: string;

  /** The Deployment and the Service. */
  public readonly app: WasmApp;

  /** Where callers in the cluster find the app, with Exposure.cluster(). */
  public readonly clusterUrl?: string;

  private readonly drafts: { scaling?: HttpScalingDrafts; exposing?: ExposureDrafts; networkPolicy?: Draft } = {};

  constructor(scope: Construct, id: string, props: HttpScaledWasmProps) {
    super(scope, id);
    checkObject(this, 'props', props ?? null);
    this.name = props.name ?? id;
    const { hosts, exposure = Exposure.ingress() } = props;
    checkExposure(this, exposure);
    const routedHosts = exposure._hosts(this, this.name, hosts);
    if (routedHosts === undefined) fail(this, "hosts is missing: pass the hosts that requests name, or ['*'] for any host");
    const policy = networkPolicyOptions(this, props.networkPolicy);
    this.app = this.createApp(props);
    this.drafts.scaling = this.createScaling(props, routedHosts);
    const exposed = behindInterceptor(this, this.name, hosts, props);
    const { labels } = this.app._target;
    this.drafts.exposing = createExposure(this, labels, exposure._bind(this, exposed));
    this.clusterUrl = exposure._clusterUrl(this, exposed);
    if (policy) this.drafts.networkPolicy = this.createPolicy(policy, exposed.namespace, props);
  }

  /** The InterceptorRoute, from add-on 0.14. */
  public get route(): ApiObject | undefined {
    return this.drafts.scaling?.route?.object;
  }

  /** The HTTPScaledObject, before add-on 0.14 or where it is asked for. */
  public get httpScaledObject(): ApiObject | undefined {
    return this.drafts.scaling?.httpScaledObject?.object;
  }

  /** The ScaledObject, unless the add-on's operator makes it from the HTTPScaledObject. */
  public get scaledObject(): ApiObject | undefined {
    return this.drafts.scaling?.scaledObject?.object;
  }

  /** The Ingress, where the exposure makes one. */
  public get ingress(): ApiObject | undefined {
    return this.drafts.exposing?.ingress?.object;
  }

  /** The HTTPRoute, where the exposure makes one. */
  public get httpRoute(): ApiObject | undefined {
    return this.drafts.exposing?.httpRoute?.object;
  }

  /** The ReferenceGrant in the namespace of the interceptor, where the exposure makes one. */
  public get referenceGrant(): ApiObject | undefined {
    return this.drafts.exposing?.referenceGrant?.object;
  }

  /** The ExternalName Service that stands for the interceptor, where the exposure makes one. */
  public get alias(): ApiObject | undefined {
    return this.drafts.exposing?.alias?.object;
  }

  /** The NetworkPolicy, where it is asked for. */
  public get networkPolicy(): ApiObject | undefined {
    return this.drafts.networkPolicy?.object;
  }

  /** The app itself, which neither has replicas nor knows what scales it. */
  private createApp(props: HttpScaledWasmProps): WasmApp {
    const { replicas } = props as { replicas?: unknown };
    if (replicas !== undefined) {
      fail(this, `replicas (${show(replicas)}) would be reset by every apply while KEDA scales the app: pass minReplicas and maxReplicas`);
    }
    return new WasmApp(this, 'App', withFields(withoutScaling(props), { networkPolicy: undefined, name: this.name }));
  }

  /** What routes requests to the app and scales it on them. */
  private createScaling(props: HttpScaledWasmProps, hosts: string[]): HttpScalingDrafts {
    const { servicePort } = this.app;
    const { service } = this.app._drafts;
    if (!service || servicePort === undefined) {
      fail(this, `port is missing, and runtime ${props.runtime.handler} has none of its own: pass the port the app listens on`);
    }
    const target = withFields(this.app._target, { service: service.name, servicePort, serviceObject: service });
    return createHttpScaling(this, target, withFields(props, { hosts, metrics: props.metrics ?? DEFAULT_METRICS }));
  }

  private createPolicy(options: NetworkPolicyOptions, interceptor: string, { triggers }: HttpScaledWasmProps): Draft {
    const from = [NetworkPeer.namespace(interceptor), ...scrapers(this, this.name, triggers)];
    return createNetworkPolicy(this, this.name, this.app._target.labels, this.app._trafficFrom(from), options);
  }
}
