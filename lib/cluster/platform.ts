import type { Construct, IConstruct } from 'constructs';
import { checkInstance, checkLabel, checkList, checkName, checkPort, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { GATEWAY_API_CHANNELS, type GatewayApiChannel } from './gateway-api';
import type { IGitOps } from './git-ops';
import { DEFAULT_INTERCEPTOR } from './interceptor';
import { KUBERNETES_FOR_KNATIVE } from './kubernetes';
import { type Component, compareVersions, releaseOf, SUPPORTED, supportedVersion } from './supported-versions';

/** Address of the interceptor of the KEDA HTTP add-on. */
export interface InterceptorProps {
  /**
   * Name of the interceptor's proxy Service.
   *
   * @default keda-add-ons-http-interceptor-proxy - as in the Helm chart
   */
  readonly service?: string;

  /**
   * Namespace the add-on is installed in.
   *
   * @default keda
   */
  readonly namespace?: string;

  /**
   * Port of the proxy Service that speaks plain HTTP.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Port of the proxy Service that speaks TLS, if TLS is enabled on the interceptor (KEDA_HTTP_PROXY_TLS_ENABLED). The interceptor forwards
   * requests from this port to the app by TLS, so that it serves only apps with AppProtocol.HTTPS.
   *
   * @default - none; the Helm chart uses 8443
   */
  readonly tlsPort?: number;

  /**
   * Address of the add-on's external scaler, `service.namespace:port`.
   *
   * @default keda-add-ons-http-external-scaler.<namespace>:9090 - as in the Helm chart
   */
  readonly scalerAddress?: string;
}

/** Properties of the cluster that the manifests are for. */
export interface PlatformProps {
  /**
   * Version of Kubernetes.
   *
   * @default 1.37
   */
  readonly kubernetes?: string;

  /**
   * Feature gates of Kubernetes that are enabled although their release does not enable them, such as `HPAScaleToZero`.
   *
   * @default - none
   */
  readonly featureGates?: string[];

  /**
   * Version of KEDA.
   *
   * @default 2.21
   */
  readonly keda?: string;

  /**
   * Version of the KEDA HTTP add-on. From 0.14 an app has an InterceptorRoute and a ScaledObject, before an HTTPScaledObject.
   *
   * @default 0.16
   */
  readonly httpAddOn?: string;

  /**
   * Version of SpinKube's spin-operator. From 0.4 its API group is core.spinkube.dev, before core.spinoperator.dev.
   *
   * @default 0.6
   */
  readonly spinOperator?: string;

  /**
   * Version of SpinKube's containerd-shim-spin, which carries the Spin that runs the apps: 0.15 and 0.16 Spin 2.6, 0.17 Spin 3.0, 0.18 3.1,
   * 0.19 3.2, 0.20 3.3, 0.21 3.4, 0.22 3.5, 0.23 and 0.24 3.6, 0.25 4.0.
   *
   * @default 0.25
   */
  readonly spinShim?: string;

  /**
   * Version of Knative Serving.
   *
   * @default 1.24
   */
  readonly knative?: string;

  /**
   * Version of SpinKube's runtime-class-manager.
   *
   * @default 0.2
   */
  readonly runtimeClassManager?: string;

  /**
   * Version of the Gateway API whose CRDs are installed.
   *
   * @default 1.6
   */
  readonly gatewayApi?: string;

  /**
   * Channel of the Gateway API whose CRDs are installed: `standard` or `experimental`, which has further kinds and fields.
   *
   * @default standard
   */
  readonly gatewayApiChannel?: string;

  /**
   * The interceptor of the KEDA HTTP add-on.
   *
   * @default - as the add-on's Helm chart installs it in namespace keda
   */
  readonly interceptor?: InterceptorProps;

  /**
   * Knative feature flags that are enabled in the ConfigMap config-features, such as `kubernetes.podspec-nodeselector`.
   *
   * @default - none beyond Knative's own defaults
   */
  readonly knativeFeatures?: string[];

  /**
   * Namespace of Knative's ingress gateway, which a NetworkPolicy admits: kourier-system, istio-system, contour-external, ...
   *
   * @default kourier-system
   */
  readonly knativeIngressNamespace?: string;

  /**
   * GitOps tool that applies the manifests, such as `GitOps.argoCd()`: the objects get its annotations for the order of application.
   *
   * @default - nothing is added to the manifests
   */
  readonly gitOps?: IGitOps;
}

const KOURIER = 'kourier-system';

/** Declared platforms by construct; each is valid for the tree below. */
const declared = new WeakMap<IConstruct, Platform>();

/** Platforms by the construct that has read them, for which no other platform may be declared later. */
const read = new WeakMap<IConstruct, Platform>();

/**
 * The cluster that the manifests are for: the versions of its components, and the address of the interceptor.
 *
 * `Platform.target(app, { httpAddOn: '0.12' })` declares it for everything below a construct; omitted props are taken from
 * the enclosing declaration, or else from the defaults.
 *
 * @example
 * Platform.target(app, { kubernetes: '1.36', keda: '2.20', httpAddOn: '0.15' });
 */
export class Platform {
  /**
   * Declares the cluster for a tree of constructs. Call it before the first construct of this library is created in the tree, and
   * before declarations further down.
   *
   * @throws for a version outside the supported range, for a second declaration on the same construct, and if a construct or
   * a declaration below already used another platform
   */
  public static target(scope: Construct, props: PlatformProps): Platform {
    if (declared.has(scope)) fail(scope, 'the platform is declared twice for this construct: merge the two calls of Platform.target()');
    if (read.has(scope)) fail(scope, 'Platform.target() was called after constructs that it would change: call it before they are created');
    checkProps(scope, 'platform', 'PlatformProps', props);
    const { scope: parent } = scope.node;
    const platform = new Platform(scope, props, Platform.around(parent));
    if (parent) Platform.of(parent);
    declared.set(scope, platform);
    props.gitOps?._start(scope);
    return platform;
  }

  /** Returns the cluster declared for a construct. */
  public static of(scope: IConstruct): Platform {
    const known = read.get(scope);
    if (known) return known;
    const platform = Platform.around(scope);
    for (let at: IConstruct | undefined = scope; at && !read.has(at); at = at.node.scope) {
      read.set(at, platform);
      if (declared.has(at)) break;
    }
    return platform;
  }

  /** Returns the cluster declared for a construct, without recording that it was read. */
  private static around(scope: IConstruct | undefined): Platform {
    for (let at = scope; at; at = at.node.scope) {
      const platform = read.get(at) ?? declared.get(at);
      if (platform) return platform;
    }
    return Platform.defaults;
  }

  private static readonly defaults = new Platform(undefined, {}, {});

  /** Minor version of Kubernetes. */
  public readonly kubernetes: string;

  /** Feature gates of Kubernetes that are declared as enabled. */
  public readonly featureGates: string[];

  /** Minor version of KEDA, such as `2.21`. */
  public readonly keda: string;

  /** Minor version of the KEDA HTTP add-on. */
  public readonly httpAddOn: string;

  /** Minor version of spin-operator. */
  public readonly spinOperator: string;

  /** Minor version of containerd-shim-spin. */
  public readonly spinShim: string;

  /** Minor version of Knative Serving. */
  public readonly knative: string;

  /** Minor version of runtime-class-manager. */
  public readonly runtimeClassManager: string;

  /** Minor version of the Gateway API. */
  public readonly gatewayApi: string;

  /** Channel of the Gateway API: `standard` or `experimental`. */
  public readonly gatewayApiChannel: string;

  /** The releases by component that were declared with a patch, such as `2.17.1`: known defects depend on it. */
  public readonly releases: { [component: string]: string };

  /** The interceptor of the KEDA HTTP add-on, with every default filled in. */
  public readonly interceptor: InterceptorProps;

  /** Knative feature flags that are declared as enabled. */
  public readonly knativeFeatures: string[];

  /** Namespace of Knative's ingress gateway. */
  public readonly knativeIngressNamespace: string;

  /** GitOps tool that applies the manifests, if declared. */
  public readonly gitOps?: IGitOps;

  private constructor(scope: IConstruct | undefined, props: PlatformProps, parent: PlatformProps & Partial<Pick<Platform, 'releases'>>) {
    this.releases = { ...parent.releases };
    const version = (component: Component): string => {
      const declared = props[component];
      if (declared !== undefined) {
        const release = releaseOf(declared);
        if (release === undefined) delete this.releases[component];
        else this.releases[component] = release;
      }
      return scope && declared !== undefined
        ? supportedVersion(scope, component, declared)
        : (parent[component] ?? SUPPORTED[component].default);
    };
    this.kubernetes = version('kubernetes');
    if (scope) checkList(scope, 'featureGates', props.featureGates);
    this.featureGates = [...(props.featureGates ?? parent.featureGates ?? [])];
    this.keda = version('keda');
    this.httpAddOn = version('httpAddOn');
    this.spinOperator = version('spinOperator');
    this.spinShim = version('spinShim');
    this.knative = version('knative');
    this.runtimeClassManager = version('runtimeClassManager');
    this.gatewayApi = version('gatewayApi');
    this.gatewayApiChannel = props.gatewayApiChannel ?? parent.gatewayApiChannel ?? 'standard';
    this.interceptor = interceptor(props.interceptor ?? {}, parent.interceptor ?? {});
    if (scope) checkList(scope, 'knativeFeatures', props.knativeFeatures);
    this.knativeFeatures = [...(props.knativeFeatures ?? parent.knativeFeatures ?? [])];
    this.knativeIngressNamespace = props.knativeIngressNamespace ?? parent.knativeIngressNamespace ?? KOURIER;
    const gitOps = props.gitOps ?? parent.gitOps;
    if (gitOps) this.gitOps = gitOps;
    if (scope) this.check(scope, props);
  }

  private check(scope: IConstruct, { featureGates, knativeFeatures, gitOps }: PlatformProps): void {
    featureGates?.forEach((gate, index) => {
      checkText(scope, `featureGates[${index}]`, gate);
    });
    if (compareVersions(this.kubernetes, KUBERNETES_FOR_KNATIVE[this.knative]) < 0) this.checkKnative(scope);
    if (gitOps !== undefined) checkInstance(scope, 'gitOps', gitOps, '_start', 'a GitOps, such as GitOps.argoCd()');
    knativeFeatures?.forEach((flag, index) => {
      checkText(scope, `knativeFeatures[${index}]`, flag);
    });
    if (!GATEWAY_API_CHANNELS.includes(this.gatewayApiChannel as GatewayApiChannel)) {
      fail(
        scope,
        `gatewayApiChannel (${show(this.gatewayApiChannel)}) must be a channel of the Gateway API: write "standard" or "experimental"`,
      );
    }
    checkName(scope, 'interceptor.service', this.interceptor.service!);
    checkLabel(scope, 'interceptor.namespace', this.interceptor.namespace!);
    checkPort(scope, 'interceptor.port', this.interceptor.port);
    checkPort(scope, 'interceptor.tlsPort', this.interceptor.tlsPort);
    checkLabel(scope, 'knativeIngressNamespace', this.knativeIngressNamespace);
    if (!/^[^\s:/]+:\d+$/.test(this.interceptor.scalerAddress!)) {
      fail(
        scope,
        `interceptor.scalerAddress (${show(this.interceptor.scalerAddress)}) must be host:port, such as ${DEFAULT_INTERCEPTOR.scaler}.keda:9090`,
      );
    }
  }

  /** Fails if the cluster is declared to run a Knative whose controllers do not start on its Kubernetes. */
  private checkKnative(scope: IConstruct): void {
    fail(
      scope,
      `knative (${show(this.knative)}) needs Kubernetes ${KUBERNETES_FOR_KNATIVE[this.knative]} or newer, and kubernetes is ${show(this.kubernetes)}: ` +
        'upgrade Kubernetes first, or declare an older Knative',
    );
  }

  /**
   * Returns whether the declared version of a component is the given one or newer.
   *
   * @internal
   */
  public _atLeast(component: Component, since: string): boolean {
    return compareVersions(this[component], since) >= 0;
  }

  /**
   * Fails if a prop is given that the declared version of a component does not support.
   *
   * @internal
   */
  public _require(scope: IConstruct, component: Component, since: string, prop: string, value: unknown): void {
    if (value === undefined || this._atLeast(component, since)) return;
    fail(
      scope,
      `${prop} needs ${SUPPORTED[component].title} ${since} or newer, and the platform declares ${this[component]}: ` +
        `leave ${prop} out, or declare Platform.target(app, { ${component}: '${since}' })`,
    );
  }
}

function interceptor(props: InterceptorProps, parent: InterceptorProps): InterceptorProps {
  const tlsPort = props.tlsPort ?? parent.tlsPort;
  const namespace = props.namespace ?? parent.namespace ?? DEFAULT_INTERCEPTOR.namespace;
  // an add-on in another namespace has its own scaler
  const scalerAddress = namespace === parent.namespace ? parent.scalerAddress : undefined;
  return {
    service: props.service ?? parent.service ?? DEFAULT_INTERCEPTOR.service,
    namespace,
    port: props.port ?? parent.port ?? DEFAULT_INTERCEPTOR.port,
    ...(tlsPort !== undefined && { tlsPort }),
    scalerAddress: props.scalerAddress ?? scalerAddress ?? `${DEFAULT_INTERCEPTOR.scaler}.${namespace}:${DEFAULT_INTERCEPTOR.scalerPort}`,
  };
}
