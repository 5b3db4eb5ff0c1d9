import type { IConstruct } from 'constructs';
import { checkInstance } from '../core/checks';
import { ANY_HOST } from '../http/http-routing';
import { aliasHosts, aliasOf } from './alias';
import type { ExposureConfig, ExposureTarget } from './config';
import { bindGateway, type GatewayExposureOptions } from './gateway-exposure';
import { bindIngress, type IngressExposureOptions } from './ingress-exposure';

/** A way to expose an app. */
interface ExposureStrategy {
  readonly bind: (scope: IConstruct, target: ExposureTarget) => ExposureConfig;
  /** Hosts of the route in addition to those of the app. */
  readonly hosts?: (scope: IConstruct, name: string) => string[];
  /** Whether requests come from outside the cluster. */
  readonly outside: boolean;
}

/**
 * The way in which requests reach an app.
 *
 * @example
 * const exposures = [
 *   Exposure.gateway({ parentRefs: [{ name: 'public', namespace: 'gateways' }] }),
 *   Exposure.ingress({ className: 'traefik' }),
 *   Exposure.cluster(),
 * ];
 */
export class Exposure {
  /**
   * Exposes the app with an Ingress in the namespace of its backend Service: that of the interceptor for an app that the HTTP
   * add-on scales, else that of the app. An Ingress cannot refer to a Service of another namespace; with `inAppNamespace` it
   * refers to an ExternalName Service in the namespace of the app.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingress(options: IngressExposureOptions = {}): Exposure {
    return new Exposure({ outside: true, bind: (scope, target) => bindIngress(scope, options, target) });
  }

  /**
   * Exposes the app with an HTTPRoute in its namespace, attached to a Gateway. For an app behind the interceptor, a ReferenceGrant in the
   * interceptor's namespace allows the HTTPRoute to refer to the interceptor.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  public static gateway(options: GatewayExposureOptions): Exposure {
    return new Exposure({ outside: true, bind: (scope, target) => bindGateway(scope, options, target) });
  }

  /**
   * Exposes the app in the cluster only. An app behind the interceptor gets an ExternalName Service `<name>-proxy` in its
   * namespace, whose DNS names are hosts of the route: `http://<name>-proxy.<namespace>:8080`, with the port of the interceptor.
   * Other apps are reached by their own Service; a Knative Service becomes cluster-local.
   */
  public static cluster(): Exposure {
    return new Exposure({
      outside: false,
      hosts: aliasHosts,
      bind: (_, target) => (target.namespace === undefined ? {} : { alias: aliasOf(target, target.namespace) }),
    });
  }

  /** Does not expose the app: it is exposed elsewhere, or not at all. */
  public static none(): Exposure {
    return new Exposure({ outside: false, bind: () => ({}) });
  }

  private constructor(private readonly strategy: ExposureStrategy) {}

  /**
   * Whether requests come from outside the cluster, through a router that needs the hosts.
   *
   * @internal
   */
  public get _outside(): boolean {
    return this.strategy.outside;
  }

  /**
   * Whether only callers in the cluster can reach the app.
   *
   * @internal
   */
  public get _clusterOnly(): boolean {
    return this.strategy.hosts !== undefined;
  }

  /**
   * Returns the hosts of the route: those of the app, and those of this exposure.
   *
   * @internal
   */
  public _hosts(scope: IConstruct, name: string, hosts: string[] | undefined): string[] | undefined {
    if (!this.strategy.hosts || !(hosts === undefined || Array.isArray(hosts)) || hosts?.[0] === ANY_HOST || hosts?.length === 0)
      return hosts;
    const given = hosts ?? [];
    // duplicates in the user's list stay, so that they fail as with every exposure
    return [...given, ...this.strategy.hosts(scope, name).filter((host) => !given.includes(host))];
  }

  /**
   * Returns the URL of a cluster-only app behind the interceptor.
   *
   * @internal
   */
  public _clusterUrl(scope: IConstruct, { name, servicePort, tls, namespace }: ExposureTarget): string | undefined {
    if (!this.strategy.hosts || namespace === undefined) return undefined;
    return `${tls ? 'https' : 'http'}://${this.strategy.hosts(scope, name)[0]}:${servicePort}`;
  }

  /**
   * Returns the objects to create.
   *
   * @internal
   */
  public _bind(scope: IConstruct, target: ExposureTarget): ExposureConfig {
    return this.strategy.bind(scope, target);
  }
}

/** Fails unless the value is an Exposure. */
export function checkExposure(scope: IConstruct, exposure: Exposure): void {
  checkInstance(scope, 'exposure', exposure, '_bind', 'an Exposure, such as Exposure.ingress()');
}
