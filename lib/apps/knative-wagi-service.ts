import type { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { ServiceProps } from '../../imports/serving.knative.dev';
import { KNATIVE_SERVICE } from '../cluster/kinds';
import { AUTOSCALING, MAX_CONCURRENCY, MAX_TIMEOUT } from '../cluster/knative';
import { checkInteger, checkName, checkSeconds } from '../core/checks';
import { goDuration, seconds } from '../core/durations';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import type { Exposure } from '../exposure/exposure';
import { checkDomain, checkKnativeExposure, createDomainMapping } from '../knative/domain';
import { type KnativeAutoscalingProps, renderAutoscaling } from '../knative/knative-autoscaling';
import { checkKnativePod, type KnativePodProps, renderKnativePod } from '../knative/knative-pod';
import { createKnativeNetworkPolicy } from '../knative/network-policy';
import { checkListening } from '../knative/wagi/command';
import { modulesEgress } from '../knative/wagi/egress';
import { checkModules, createModulesConfigMap, podOfModules } from '../knative/wagi/modules';
import { checkFormerKeys, type WagiModule } from '../knative/wagi/wagi-module';
import { networkPolicyOptions } from '../network/network-policy';
import { renderPullSecrets } from '../pod/pod-parts';
import { bindStores, withStores } from '../stores/bind-stores';
import { createObject } from '../synth/create-object';
import { labelsOf, selectorOf } from '../synth/labels';
import { manifestOf } from '../synth/manifest-of';
import { scopeOf } from '../synth/new-construct';

/** Properties of a KnativeWagiService. */
export interface KnativeWagiServiceProps extends KnativePodProps, KnativeAutoscalingProps {
  /**
   * Maximum number of concurrent requests per replica, at most 1000; 0 for no limit.
   *
   * @default - the default of the cluster, as installed no limit
   */
  readonly containerConcurrency?: number;

  /**
   * Timeout of a request, from 1 second to 10 minutes in whole seconds.
   *
   * @default - the default of the cluster, as installed 5 minutes
   */
  readonly timeout?: Duration;

  /**
   * Timeout until the app sends the first byte of its response, in whole seconds.
   *
   * @default - the timeout
   */
  readonly responseStartTimeout?: Duration;

  /**
   * Timeout while no byte of the response is sent, in whole seconds.
   *
   * @default - the timeout
   */
  readonly idleTimeout?: Duration;

  /**
   * Duration over which traffic is shifted to a new revision, in whole seconds.
   *
   * @default - at once
   */
  readonly rolloutDuration?: Duration;

  /**
   * Time within which a new revision must become ready, in whole seconds.
   *
   * @default - the default of the cluster, as installed 10 minutes
   */
  readonly progressDeadline?: Duration;

  /**
   * Modules that WAGI serves, by route, in place of the modules of the image. They are written to a ConfigMap from which WAGI is
   * started; WAGI listens on the port, and the readiness probe requests `/healthz`. The modules receive `env`, except names that
   * start with `HTTP_`, which hold the headers of a request. `args` are appended, such as `--cache`.
   *
   * @default - the command and configuration of the image
   */
  readonly modules?: WagiModule[];

  /**
   * Visibility of the URL that Knative assigns: with Exposure.cluster() only callers in the cluster reach the app. Knative routes
   * the requests, so an Ingress or HTTPRoute is rejected.
   *
   * @default Exposure.none() - as Knative is configured, as installed public
   */
  readonly exposure?: Exposure;

  /**
   * Custom domain name of the app, mapped by a DomainMapping. The cluster must allow the claim: with autocreate-cluster-domain-claims in
   * config-network, or with a ClusterDomainClaim.
   *
   * @default - only the URL that Knative assigns
   */
  readonly domain?: string;
}

/** Name of the sidecar container that Knative adds. */
const RESERVED_CONTAINER = 'queue-proxy';

/**
 * WAGI modules as a Knative Service, scaled from zero by Knative on the requests that it receives.
 *
 * WAGI is a gateway that runs Wasm modules inside an ordinary container, so no RuntimeClass is needed.
 *
 * @example
 * new KnativeWagiService(chart, 'wagi', {
 *   image: 'ghcr.io/my-org/wagi:v1',
 *   metric: KnativeMetric.concurrency(10),
 * });
 */
export class KnativeWagiService extends Construct {
  /** Name of the Service. */
  public readonly name: string;

  /** The Knative Service. */
  public readonly service: ApiObject;

  /** The ConfigMap with modules.toml, with `modules`. */
  public readonly modulesConfigMap?: ApiObject;

  /** The DomainMapping, with `domain`. */
  public readonly domainMapping?: ApiObject;

  /** The NetworkPolicy, with `networkPolicy`. */
  public readonly networkPolicy?: ApiObject;

  constructor(scope: Construct, id: string, props: KnativeWagiServiceProps) {
    super(scopeOf('KnativeWagiService', scope, id), id);
    checkFormerKeys(this, 'modules', props?.modules);
    checkProps(this, '', 'KnativeWagiServiceProps', props);
    this.name = props.name ?? id;
    this.check(props);
    const labels = labelsOf(selectorOf(this.name), props.labels);
    const stores = bindStores(this, props.stores, props.env);
    const given = withStores(props, stores);
    const modulesConfigMap = props.modules && createModulesConfigMap(this, this.name, labels, props.modules);
    this.modulesConfigMap = modulesConfigMap;
    const pod = modulesConfigMap ? podOfModules(modulesConfigMap.name, given) : given;
    const service = this.createService(props, pod, labels);
    this.service = service;
    for (const { after } of stores) service.addDependency(...after);
    if (modulesConfigMap) service.addDependency(modulesConfigMap);
    const policy = networkPolicyOptions(this, props.networkPolicy);
    if (policy) {
      const to = [...stores.map(({ peer }) => peer), ...modulesEgress(this, props.modules ?? [])];
      this.networkPolicy = createKnativeNetworkPolicy(this, this.name, labels, to, policy);
    }
    if (props.domain !== undefined) this.domainMapping = createDomainMapping(this, props.domain, labels, service);
  }

  private check(props: KnativeWagiServiceProps): void {
    checkName(this, 'name', this.name);
    if (this.name === RESERVED_CONTAINER)
      fail(this, `name ("${RESERVED_CONTAINER}") is the name of Knative's sidecar container: pass another name`);
    checkKnativePod(this, props);
    if (props.modules !== undefined) checkModules(this, props.modules, props);
    else checkListening(this, props);
    if (props.exposure !== undefined) checkKnativeExposure(this, props.exposure, props.domain);
    this.checkAnnotations('annotations', props.annotations);
    this.checkAnnotations('podAnnotations', props.podAnnotations);
    checkInteger(this, 'containerConcurrency', props.containerConcurrency, { max: MAX_CONCURRENCY });
    checkSeconds(this, 'timeout', props.timeout, { min: 1, max: MAX_TIMEOUT });
    checkSeconds(this, 'responseStartTimeout', props.responseStartTimeout);
    checkSeconds(this, 'idleTimeout', props.idleTimeout);
    for (const prop of ['responseStartTimeout', 'idleTimeout'] as const) this.checkWithinTimeout(props, prop);
    checkSeconds(this, 'rolloutDuration', props.rolloutDuration);
    checkSeconds(this, 'progressDeadline', props.progressDeadline, { min: 1 });
    if (props.domain !== undefined) checkDomain(this, props.domain);
  }

  /** Fails for a timeout within a request that is longer than the timeout of the request, and so never takes effect. */
  private checkWithinTimeout({ timeout, ...props }: KnativeWagiServiceProps, prop: 'responseStartTimeout' | 'idleTimeout'): void {
    const within = seconds(props[prop]);
    const whole = seconds(timeout);
    if (within !== undefined && whole !== undefined && within > whole) {
      fail(this, `${prop} (${within} s) must be at most timeout (${whole} s): lower it or raise timeout`);
    }
  }

  private checkAnnotations(prop: string, annotations: { [name: string]: string } | undefined): void {
    for (const name of Object.keys(annotations ?? {})) {
      if (name.startsWith(AUTOSCALING)) {
        fail(this, `${prop} ${name} is written by this construct on the revision template: pass metric, minReplicas, ... instead`);
      }
    }
  }

  private createService(props: KnativeWagiServiceProps, pod: KnativePodProps, labels: { [name: string]: string }): ApiObject {
    const visibility = props.exposure?._clusterOnly ? { 'networking.knative.dev/visibility': 'cluster-local' } : undefined;
    const rollout = props.rolloutDuration && { 'serving.knative.dev/rollout-duration': goDuration(props.rolloutDuration) };
    const annotations = { ...props.annotations, ...rollout };
    const manifest = manifestOf<ServiceProps>(KNATIVE_SERVICE, {
      metadata: {
        name: this.name,
        labels: { ...labels, ...visibility },
        annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
      },
      spec: {
        template: {
          metadata: { labels, annotations: this.renderTemplateAnnotations(props) },
          spec: {
            containerConcurrency: props.containerConcurrency,
            timeoutSeconds: seconds(props.timeout),
            responseStartTimeoutSeconds: seconds(props.responseStartTimeout),
            idleTimeoutSeconds: seconds(props.idleTimeout),
            serviceAccountName: props.serviceAccountName,
            automountServiceAccountToken: false,
            imagePullSecrets: renderPullSecrets(this, props.imagePullSecrets),
            ...renderKnativePod(this, this.name, pod),
          },
        },
      },
    });
    return createObject(this, 'Service', manifest);
  }

  private renderTemplateAnnotations(props: KnativeWagiServiceProps): { [name: string]: string } {
    const deadline = props.progressDeadline && { 'serving.knative.dev/progress-deadline': goDuration(props.progressDeadline) };
    return { ...props.podAnnotations, ...deadline, ...renderAutoscaling(this, props) };
  }
}
