import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Platform } from '../cluster/platform';
import { appNameLabel } from '../cluster/spinkube';
import { checkInteger, checkList } from '../core/checks';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import { warn } from '../core/warnings';
import { behindInterceptor } from '../exposure/behind-interceptor';
import type { ExposureTarget } from '../exposure/config';
import { checkExposure, Exposure } from '../exposure/exposure';
import { checkRouting, type HttpRoutingProps, metricExpression } from '../http/http-routing';
import { createHttpScaling, type HttpScalingObjects } from '../http/http-scaling';
import { createScaledObject, type ScaleTarget } from '../keda/scaled-object';
import { checkUnscaled, type ScalingProps, triggerExpression } from '../keda/scaling';
import { scrapers } from '../keda/scrapers';
import { NetworkPeer } from '../network/network-peer';
import { type AppTraffic, createNetworkPolicy, type NetworkPolicyOptions, networkPolicyOptions } from '../network/network-policy';
import { renderResources } from '../pod/pod-parts';
import { spinEgress } from '../spin/egress';
import { checkSpinApp, createSpinApp, operatorGroup, resourcesOf, type SpinAppProps } from '../spin/spin-app';
import type { SpinToml } from '../spin/spin-toml';
import { withSpinToml } from '../spin/spin-toml-props';
import { bindStores, withStores } from '../stores/bind-stores';
import type { StoreConfig } from '../stores/redis-address';
import { labelsOf, selectorOf } from '../synth/labels';
import { scopeOf } from '../synth/new-construct';
import { ExposedApp } from './exposed-app';

/** Properties of a SpinAppScaled. */
export interface SpinAppScaledProps extends SpinAppProps, HttpRoutingProps, ScalingProps {
  /**
   * Hosts that the app serves, in lower case: `*.example.com` matches any subdomain (add-on 0.12 and newer), `*` as the only host
   * matches any host (0.13 and newer). List the hosts that callers in the cluster use to reach the app through the interceptor,
   * too; Exposure.cluster() adds its own.
   *
   * @default - none: the app is not exposed
   */
  readonly hosts?: string[];

  /**
   * How requests from outside the cluster reach the app: through the add-on's interceptor with `metrics`, else directly at the
   * operator's Service.
   *
   * @default - Exposure.ingress() with `hosts`, else Exposure.none()
   */
  readonly exposure?: Exposure;

  /**
   * The spin.toml of the application. It supplies the default of the name and the paths, and the egress of the NetworkPolicy.
   * Fails if the application needs something that the props do not pass, such as a required variable.
   *
   * @default - none: the application is not checked
   */
  readonly spinToml?: SpinToml;
}

/** Port of the Service that the operator creates. It has no name, so it can only be referred to by number. */
const OPERATOR_SERVICE_PORT = 80;

/**
 * A Spin app run by SpinKube's operator. KEDA scales it from zero, on events with `triggers`, and on the requests that the HTTP add-on
 * receives with `hosts` and `metrics`; without either it has fixed `replicas`.
 *
 * The operator creates a Deployment and a Service with the name of the app. The scaler targets that Deployment, since a SpinApp has no
 * /scale subresource.
 *
 * @example
 * new SpinAppScaled(chart, 'worker', {
 *   image: 'ghcr.io/my-org/worker:v1',
 *   triggers: [Trigger.redis({ address: 'redis.data:6379', listName: 'jobs' })],
 * });
 */
export class SpinAppScaled extends ExposedApp {
  /** Creates an app from its spin.toml, like the constructor with the prop `spinToml`. */
  public static fromSpinToml(scope: Construct, id: string, toml: SpinToml, props: SpinAppScaledProps): SpinAppScaled {
    return new SpinAppScaled(scope, id, { ...props, spinToml: toml ?? null });
  }

  /** Name of the SpinApp, and of the Deployment and the Service that the operator creates. */
  public readonly name: string;

  /** URL of an app with metrics for callers in the cluster, with Exposure.cluster(). */
  public readonly clusterUrl?: string;

  /** The SpinApp. */
  public readonly spinApp: ApiObject;

  /** The ScaledObject, with `triggers` or `metrics`. */
  public readonly scaledObject?: ApiObject;

  /** The InterceptorRoute, with `metrics`, from add-on 0.14. */
  public readonly route?: ApiObject;

  /** The HTTPScaledObject, with `metrics`, before add-on 0.14 or with `api` HTTP_SCALED_OBJECT. */
  public readonly httpScaledObject?: ApiObject;

  /** The NetworkPolicy, with `networkPolicy`. */
  public readonly networkPolicy?: ApiObject;

  constructor(scope: Construct, id: string, given: SpinAppScaledProps) {
    super(scopeOf('SpinAppScaled', scope, id), id);
    checkProps(this, '', 'SpinAppScaledProps', given);
    const props = withSpinToml(this, given);
    this.name = props.name ?? id;
    const scaled = props.triggers !== undefined || props.metrics !== undefined;
    const { exposure = props.hosts ? Exposure.ingress() : Exposure.none() } = props;
    checkExposure(this, exposure);
    // behind the interceptor an exposure may add hosts
    const hosts = props.metrics ? exposure._hosts(this, this.name, props.hosts) : props.hosts;
    this.check({ ...props, hosts }, exposure, scaled);

    const labels = labelsOf(selectorOf(this.name), props.labels);
    const stores = bindStores(this, props.stores, props.env, (variable) => `$(SPIN_VARIABLE_${variable.toUpperCase()})`);
    this.spinApp = createSpinApp(this, this.name, labels, withStores(props, stores), scaled);
    for (const { after } of stores) this.spinApp.addDependency(...after);
    const target: ScaleTarget = {
      name: this.name,
      labels,
      workload: this.spinApp,
      containers: [{ name: this.name, resources: renderResources(resourcesOf(props)) }],
    };
    const scaling = this.createScaling(target, props, hosts);
    this.route = scaling.route;
    this.httpScaledObject = scaling.httpScaledObject;
    this.scaledObject = scaling.scaledObject;
    const exposed = this.exposedTarget(props);
    if (exposed.hosts.length > 0 || exposure._clusterOnly) this._expose(exposure, labels, exposed);
    this.clusterUrl = exposure._clusterUrl(this, exposed);
    const policy = networkPolicyOptions(this, props.networkPolicy);
    if (policy) this.networkPolicy = createNetworkPolicy(this, this.name, labels, this.traffic(props, exposure, policy, stores), policy);
  }

  private createScaling(target: ScaleTarget, props: SpinAppScaledProps, hosts: string[] | undefined): HttpScalingObjects {
    if (props.metrics) {
      const http = { ...target, service: this.name, servicePort: OPERATOR_SERVICE_PORT, serviceObject: target.workload };
      return createHttpScaling(this, http, { ...props, hosts });
    }
    return props.triggers ? { scaledObject: createScaledObject(this, target, props) } : {};
  }

  /** Returns the ingress and egress that a NetworkPolicy must allow. */
  private traffic(props: SpinAppScaledProps, exposure: Exposure, policy: NetworkPolicyOptions, stores: StoreConfig[]): AppTraffic {
    return {
      podLabels: { [appNameLabel(operatorGroup(this))]: this.name },
      port: OPERATOR_SERVICE_PORT,
      from: [...this.callers(props, exposure, policy), ...scrapers(this, this.name, props.triggers)],
      to: [...stores.map(({ peer }) => peer), ...spinEgress(this, props.spinToml, props, policy)],
    };
  }

  /** Returns the peers that send requests to the pods. */
  private callers({ metrics, hosts }: SpinAppScaledProps, exposure: Exposure, policy: NetworkPolicyOptions): NetworkPeer[] {
    if (metrics) return [NetworkPeer.namespace(Platform.of(this).interceptor.namespace!)];
    if (!hosts || !exposure._outside) return [NetworkPeer.pods({})];
    if (policy.from === undefined) {
      fail(
        this,
        'networkPolicy cannot derive the namespace of the Ingress controller or Gateway that sends the requests: ' +
          "pass { from: [NetworkPeer.namespace('traefik')] }",
      );
    }
    return [];
  }

  private check(props: SpinAppScaledProps, exposure: Exposure, scaled: boolean): void {
    checkSpinApp(this, this.name, props);
    checkList(this, 'triggers', props.triggers, triggerExpression);
    checkList(this, 'metrics', props.metrics, metricExpression);
    checkRouting(this, props.hosts, props);
    this.checkReplicas(props, scaled);
    if (!scaled) checkUnscaled(this, props, 'triggers or metrics');
    this.checkMetricsAndHosts(props, exposure);
    this.warnOfZero(props);
  }

  /** Warns of settings that work differently than they read. */
  private warnOfZero({ hosts, metrics, triggers, minReplicas = 0 }: SpinAppScaledProps): void {
    if (hosts && triggers && !metrics && minReplicas === 0) {
      warn(
        this,
        'hosts route requests directly to the app, and at zero replicas nothing wakes it: pass metrics, or minReplicas of at least 1',
      );
    }
    if (triggers?.some((trigger) => trigger?._measuresPods)) {
      warn(
        this,
        'a trigger of type cpu or memory makes KEDA look up the Deployment, which the operator creates shortly after the SpinApp: ' +
          'the first apply may be refused, apply again',
      );
    }
  }

  private checkReplicas({ replicas, enableAutoscaling }: SpinAppScaledProps, scaled: boolean): void {
    if (scaled && replicas !== undefined) {
      fail(this, `replicas (${replicas}) cannot be combined with autoscaling: leave it out and pass minReplicas and maxReplicas`);
    }
    if (scaled && enableAutoscaling === false) {
      fail(
        this,
        'enableAutoscaling (false) makes the operator fight the scaler over the replicas: leave it out, or leave triggers and metrics out',
      );
    }
    if (scaled) return;
    if (enableAutoscaling && replicas !== undefined) {
      fail(this, `replicas (${replicas}) cannot be combined with enableAutoscaling: leave one of the two out`);
    }
    if (replicas === 0) fail(this, 'replicas (0) is refused by the operator: pass triggers or metrics, which scale to zero');
    checkInteger(this, 'replicas', replicas, { min: 1 });
  }

  /** Fails for settings of the add-on without the add-on, and for the add-on without hosts: they would silently do nothing. */
  private checkMetricsAndHosts(props: SpinAppScaledProps, exposure: Exposure): void {
    if (props.metrics && !props.hosts) fail(this, 'metrics needs the hosts of the app: pass hosts');
    if (props.metrics) return;
    const addOnOnly = [
      'headers',
      'readinessTimeout',
      'requestTimeout',
      'responseHeaderTimeout',
      'coldStartFallback',
      'coldStartPlaceholder',
      'coldStartMaxPendingRequests',
      'coldStartOverflow',
      'staticRoutes',
      'api',
    ] as const;
    for (const prop of addOnOnly) {
      if (props[prop] !== undefined)
        fail(this, `${prop} is a setting of the HTTP add-on, which only routes an app with metrics: pass metrics, or leave ${prop} out`);
    }
    if (props.hosts) return;
    const needsHosts = props.pathPrefixes !== undefined ? 'pathPrefixes' : exposure._outside ? 'exposure' : undefined;
    if (needsHosts) fail(this, `${needsHosts} needs the hosts that it applies to: pass hosts, or leave ${needsHosts} out`);
  }

  /** Returns the Service that receives the requests: the interceptor's with `metrics`, else the operator's. */
  private exposedTarget(props: SpinAppScaledProps): ExposureTarget {
    const { hosts, pathPrefixes = [], metrics, requestTimeout } = props;
    if (metrics) return behindInterceptor(this, this.name, hosts, { pathPrefixes, requestTimeout });
    return { name: this.name, hosts: hosts ?? [], pathPrefixes, service: this.name, servicePort: OPERATOR_SERVICE_PORT };
  }
}
