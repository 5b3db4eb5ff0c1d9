import type { ApiObject, Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DomainMapping, Service } from '../imports/serving.knative.dev';
import { type AppProps, checkApp } from './app-props';
import {
  checkHost,
  checkInteger,
  checkLabels,
  checkName,
  checkNotEmpty,
  checkObject,
  checkObjects,
  checkPort,
  checkSeconds,
} from './checks';
import { goDuration, seconds } from './durations';
import { fail, show } from './errors';
import { checkExposure, type Exposure } from './exposure';
import { type KnativeAutoscalingProps, renderAutoscaling } from './knative-autoscaling';
import { checkFieldReferences, checkSecurityContext, checkVolumes, requireFeature } from './knative-features';
import { createKnativeNetworkPolicy } from './knative-network-policy';
import { kubernetes } from './kubernetes';
import { AUTOSCALING, DEFAULT_PORT, MAX_CONCURRENCY, MAX_TIMEOUT, RESERVED_PORTS, RESERVED_VARIABLES } from './limits/knative';
import { manifestOf } from './manifest-of';
import { networkPolicyOptions } from './network-policy';
import { createObject, NAME_LABEL } from './objects';
import {
  checkNonRoot,
  RESTRICTED_POD,
  renderEnv,
  renderPullSecrets,
  renderResources,
  restrictedContainer,
  WASM_REQUESTS,
} from './pod-parts';
import { checkProbe, type Probe } from './probe';
import { bindStores, withStores } from './stores';

/** Properties of a KnativeWagiService. */
export interface KnativeWagiServiceProps extends AppProps, KnativeAutoscalingProps {
  /**
   * Port the image listens on, on all addresses.
   *
   * @default 8080 - Knative's own
   */
  readonly port?: number;

  /**
   * Command in place of the image's entrypoint.
   *
   * @default - the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Arguments in place of the image's. WAGI listens on 127.0.0.1:3000 unless it is told otherwise: with arguments of your own, pass
   * `-l 0.0.0.0:8080` among them.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Most requests in flight that one replica gets, from 0 for no limit to 1000.
   *
   * @default - the cluster's, as installed no limit
   */
  readonly containerConcurrency?: number;

  /**
   * Time a request may take, from 1 second to 10 minutes in whole seconds.
   *
   * @default - the cluster's, as installed 5 minutes
   */
  readonly timeout?: Duration;

  /**
   * Time the app may take to its first byte, in whole seconds.
   *
   * @default - the timeout
   */
  readonly responseStartTimeout?: Duration;

  /**
   * Time a request may stay without a byte sent, in whole seconds.
   *
   * @default - the timeout
   */
  readonly idleTimeout?: Duration;

  /**
   * Time over which traffic moves to a new revision, in whole seconds.
   *
   * @default - at once
   */
  readonly rolloutDuration?: Duration;

  /**
   * Time in which a new revision must become ready, in whole seconds.
   *
   * @default - the cluster's, as installed 10 minutes
   */
  readonly progressDeadline?: Duration;

  /**
   * Asked until the app has started.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * Volumes of the pod, each mounted: Secrets, ConfigMaps, projections and emptyDirs; others behind a flag among the platform's
   * knativeFeatures.
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
   * Labels of the nodes that may run the pods. Needs the flag `kubernetes.podspec-nodeselector` among the platform's knativeFeatures.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints that the pods tolerate. Needs the flag `kubernetes.podspec-tolerations` among the platform's knativeFeatures.
   *
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * Security settings of the container, laid over those of the Restricted Pod Security Standard.
   *
   * @default - Restricted, as user 65532
   */
  readonly securityContext?: k8s.SecurityContext;

  /**
   * Who reaches the app by the name that Knative gives it: with Exposure.cluster() callers in the cluster alone. Knative leads requests to the app by itself, so that
   * it takes no Ingress or HTTPRoute.
   *
   * @default Exposure.none() - as Knative is configured to, as installed everybody
   */
  readonly exposure?: Exposure;

  /**
   * Name of its own under which the app is served, by a DomainMapping. The cluster must let it be claimed: autocreate-cluster-domain-claims in
   * config-network, or a ClusterDomainClaim.
   *
   * @default - only the name that Knative gives
   */
  readonly domain?: string;
}

/** Name of the container that Knative adds. */
const RESERVED_CONTAINER = 'queue-proxy';

/**
 * WAGI modules as a Knative Service, scaled by Knative from zero on the requests that it sees.
 *
 * WAGI is a gateway that runs Wasm modules inside an ordinary container, so that no RuntimeClass is needed.
 */
export class KnativeWagiService extends Construct {
  /** Name of the Service. */
  public readonly name: string;

  /** The Knative Service. */
  public readonly service: ApiObject;

  /** The DomainMapping, where the app has a domain. */
  public readonly domainMapping?: ApiObject;

  /** The NetworkPolicy, where it is asked for. */
  public readonly networkPolicy?: ApiObject;

  constructor(scope: Construct, id: string, props: KnativeWagiServiceProps) {
    super(scope, id);
    checkObject(this, 'props', props ?? null);
    this.name = props.name ?? id;
    this.check(props);
    const labels = { ...props.labels, [NAME_LABEL]: this.name };
    const stores = bindStores(this, props.stores, props.env);
    this.service = this.createService({ ...props, env: withStores(stores, props.env) }, labels);
    for (const { after } of stores) this.service.addDependency(...after);
    const policy = networkPolicyOptions(this, props.networkPolicy);
    if (policy) this.networkPolicy = createKnativeNetworkPolicy(this, this.name, labels, stores, policy);
    if (props.domain !== undefined) this.domainMapping = this.createDomainMapping(props.domain, labels);
  }

  private check(props: KnativeWagiServiceProps): void {
    checkName(this, 'name', this.name);
    if (this.name === RESERVED_CONTAINER) fail(this, `name ("${RESERVED_CONTAINER}") is that of Knative's own container: pass another`);
    checkApp(this, props);
    checkProbe(this, 'startupProbe', props.startupProbe);
    checkObject(this, 'securityContext', props.securityContext);
    checkLabels(this, 'nodeSelector', props.nodeSelector);
    this.checkListening(props);
    if (props.exposure !== undefined) this.checkKnativeExposure(props.exposure, props.domain);
    this.checkAnnotations('annotations', props.annotations);
    this.checkAnnotations('podAnnotations', props.podAnnotations);
    for (const name of RESERVED_VARIABLES) {
      if (props.env?.[name] !== undefined) fail(this, `env.${name} is set by Knative and refused here: leave it out or rename it`);
    }
    checkInteger(this, 'containerConcurrency', props.containerConcurrency, { max: MAX_CONCURRENCY });
    checkSeconds(this, 'timeout', props.timeout, { min: 1, max: MAX_TIMEOUT });
    checkSeconds(this, 'responseStartTimeout', props.responseStartTimeout);
    checkSeconds(this, 'idleTimeout', props.idleTimeout);
    for (const prop of ['responseStartTimeout', 'idleTimeout'] as const) this.checkWithinTimeout(props, prop);
    checkSeconds(this, 'rolloutDuration', props.rolloutDuration);
    checkSeconds(this, 'progressDeadline', props.progressDeadline, { min: 1 });
    for (const prop of ['volumes', 'volumeMounts', 'tolerations'] as const) checkObjects(this, prop, props[prop]);
    checkVolumes(this, props.volumes, props.volumeMounts);
    checkSecurityContext(this, props.securityContext);
    checkNonRoot(this, 'securityContext', { ...(RESTRICTED_POD as k8s.SecurityContext), ...props.securityContext });
    requireFeature(this, 'kubernetes.podspec-nodeselector', 'nodeSelector', props.nodeSelector);
    requireFeature(this, 'kubernetes.podspec-tolerations', 'tolerations', props.tolerations);
    if (props.domain !== undefined) this.checkDomain(props.domain);
  }

  private checkKnativeExposure(exposure: Exposure, domain?: string): void {
    checkExposure(this, exposure);
    if (exposure._outside)
      fail(
        this,
        'exposure makes an Ingress or HTTPRoute, and Knative leads requests to the app by itself: leave it out, and pass domain for a name of its own',
      );
    if (exposure._clusterOnly && domain !== undefined)
      fail(this, `domain (${show(domain)}) is a name for callers outside, whom Exposure.cluster() keeps out: leave one of the two out`);
  }

  /** A longer wait inside a request than the request may take never comes about. */
  private checkWithinTimeout({ timeout, ...props }: KnativeWagiServiceProps, prop: 'responseStartTimeout' | 'idleTimeout'): void {
    const within = seconds(props[prop]);
    const whole = seconds(timeout);
    if (within !== undefined && whole !== undefined && within > whole) {
      fail(this, `${prop} (${within} s) must be at most timeout (${whole} s): lower it or raise timeout`);
    }
  }

  /** The port must be free, and WAGI must be told to listen on it from outside the pod. */
  private checkListening({ port, command, args }: KnativeWagiServiceProps): void {
    checkPort(this, 'port', port);
    if (port !== undefined && RESERVED_PORTS.includes(port)) {
      fail(this, `port (${port}) is one that Knative keeps for itself (${RESERVED_PORTS.join(', ')}): pass another`);
    }
    checkNotEmpty(this, 'command', command, "leave it out for the image's");
    checkNotEmpty(this, 'args', args, "leave it out for the image's");
    const expected = `0.0.0.0:${port ?? DEFAULT_PORT}`;
    const { flag, address } = listenFlag(args ?? []);
    if (flag !== undefined && address !== expected) {
      fail(this, `args ${flag} (${show(address)}) must be "${expected}", where Knative sends the requests: correct it, or pass port`);
    }
    const runsWagi = command ? command[0].endsWith('wagi') : args !== undefined;
    if (runsWagi && flag === undefined) {
      const prop = args ? `args (${args.join(' ')})` : `command (${command?.join(' ')})`;
      fail(this, `${prop} leaves WAGI at 127.0.0.1:3000, where Knative does not reach it: add '-l', '${expected}' to args`);
    }
  }

  private checkAnnotations(prop: string, annotations: { [name: string]: string } | undefined): void {
    for (const name of Object.keys(annotations ?? {})) {
      if (name.startsWith(AUTOSCALING)) {
        fail(
          this,
          `${prop} ${name} is what the props of this construct write, on the revision template where it works: use metric, minReplicas, ... instead`,
        );
      }
    }
  }

  private checkDomain(domain: string): void {
    checkHost(this, 'domain', domain);
    if (domain.startsWith('*') || !domain.includes('.'))
      fail(this, `domain (${show(domain)}) must be a full domain name without wildcard, such as app.example.com`);
    if (domain.endsWith('.cluster.local'))
      fail(this, `domain (${show(domain)}) must not lie under the cluster's own domain: pass a public name`);
  }

  private createService(props: KnativeWagiServiceProps, labels: { [name: string]: string }): ApiObject {
    const { spec } = manifestOf(Service, {
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
            containers: [],
          },
        },
      },
    });
    // what comes from the Kubernetes types is already in the form of the wire, and goes in as it is
    Object.assign(spec.template.spec, this.renderPod(props));
    const visibility = props.exposure?._clusterOnly ? { 'networking.knative.dev/visibility': 'cluster-local' } : undefined;
    const rollout = props.rolloutDuration && { 'serving.knative.dev/rollout-duration': goDuration(props.rolloutDuration) };
    const annotations = { ...props.annotations, ...rollout };
    return createObject(this, 'Service', {
      ...Service.GVK,
      metadata: {
        name: this.name,
        labels: { ...labels, ...visibility },
        annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
      },
      spec,
    });
  }

  private renderTemplateAnnotations(props: KnativeWagiServiceProps): { [name: string]: string } {
    const deadline = props.progressDeadline && { 'serving.knative.dev/progress-deadline': goDuration(props.progressDeadline) };
    return { ...props.podAnnotations, ...deadline, ...renderAutoscaling(this, props) };
  }

  private renderPod(props: KnativeWagiServiceProps) {
    const { IntOrString, toJson_Container, toJson_Toleration, toJson_Volume } = kubernetes();
    const env = renderEnv(this, 'env', props.env);
    checkFieldReferences(this, env);
    const readinessProbe = props.readinessProbe?._toKube(this, 'readinessProbe', props.port ?? DEFAULT_PORT, IntOrString);
    if (readinessProbe) this.checkReadiness(readinessProbe);
    const container = toJson_Container({
      name: this.name,
      image: props.image,
      imagePullPolicy: props.imagePullPolicy,
      command: props.command,
      args: props.args,
      env,
      ports: [{ containerPort: props.port ?? DEFAULT_PORT }],
      readinessProbe,
      livenessProbe: props.livenessProbe?._toKube(this, 'livenessProbe', props.port ?? DEFAULT_PORT, IntOrString),
      startupProbe: props.startupProbe?._toKube(this, 'startupProbe', props.port ?? DEFAULT_PORT, IntOrString),
      volumeMounts: props.volumeMounts,
      // on the container, since Knative takes the pod's only behind a flag
      securityContext: { ...RESTRICTED_POD, ...restrictedContainer(props.securityContext) },
    });
    return {
      nodeSelector: props.nodeSelector && { ...props.nodeSelector },
      tolerations: props.tolerations?.map(toJson_Toleration),
      volumes: props.volumes?.map(toJson_Volume),
      containers: [{ ...container, resources: renderResources(props.resources ?? WASM_REQUESTS) }],
    };
  }

  /** Without a period Knative asks by itself many times a second, and refuses what counts or waits for single answers. */
  private checkReadiness(probe: k8s.Probe): void {
    if (probe.periodSeconds !== undefined) return;
    const given = { timeout: probe.timeoutSeconds, failureThreshold: probe.failureThreshold };
    for (const [prop, value] of Object.entries(given)) {
      if (value !== undefined) {
        fail(this, `readinessProbe.${prop} (${value}) is refused by Knative without a period: pass period, or leave ${prop} out`);
      }
    }
  }

  private createDomainMapping(domain: string, labels: { [name: string]: string }): ApiObject {
    const manifest = manifestOf(DomainMapping, {
      metadata: { name: domain, labels },
      spec: { ref: { apiVersion: Service.GVK.apiVersion, kind: Service.GVK.kind, name: this.name } },
    });
    const mapping = createObject(this, 'DomainMapping', manifest);
    mapping.addDependency(this.service);
    return mapping;
  }
}

/** WAGI's flag for its listen address, in the forms that it takes, and what is passed with it. */
function listenFlag(args: string[]): { readonly flag?: string; readonly address?: string } {
  for (const [index, arg] of args.entries()) {
    if (arg === '-l' || arg === '--listen') return { flag: arg, address: args[index + 1] };
    const joined = /^(-l|--listen)=(.*)$/.exec(arg);
    if (joined) return { flag: joined[1], address: joined[2] };
  }
  return {};
}
