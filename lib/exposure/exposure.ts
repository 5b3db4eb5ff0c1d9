import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { ANY_HOST } from '../http/http-routing';
import { aliasHosts, aliasOf } from './alias';
import type { ExposureConfig, ExposureTarget } from './config';
import { bindGateway, type GatewayExposureOptions } from './gateway-exposure';
import { bindIngress, type IngressExposureOptions } from './ingress-exposure';

/** How an Exposure is made. */
interface Making {
  readonly bind: (scope: IConstruct, target: ExposureTarget) => ExposureConfig;
  /** Hosts that requests come by beside those of the app. */
  readonly hosts?: (scope: IConstruct, name: string) => string[];
  /** Whether requests come from outside of the cluster. */
  readonly outside: boolean;
}

/** How requests reach an app. */
export class Exposure {
  /**
   * By an Ingress in the namespace of the Service it leads to: the interceptor's for an app that the HTTP add-on scales, else the app's own.
   * An Ingress cannot lead to another namespace; with `inAppNamespace` it leads to an ExternalName Service in the app's.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingress(options: IngressExposureOptions = {}): Exposure {
    return new Exposure({ outside: true, bind: (scope, target) => bindIngress(scope, options, target) });
  }

  /**
   * By a Gateway: an HTTPRoute in the namespace of the app, and for an app behind the interceptor the ReferenceGrant in the interceptor's that allows it
   * to lead there.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  public static gateway(options: GatewayExposureOptions): Exposure {
    return new Exposure({ outside: true, bind: (scope, target) => bindGateway(scope, options, target) });
  }

  /**
   * From inside the cluster only. For an app behind the interceptor that is an ExternalName Service `<name>-proxy` in the namespace of the app, whose names
   * are hosts of the route: `http://<name>-proxy.<namespace>:8080`, with the port of the interceptor. Other apps have a Service that is reached as it is; a Knative
   * Service is told to have no address outside.
   */
  public static cluster(): Exposure {
    return new Exposure({
      outside: false,
      hosts: aliasHosts,
      bind: (_, target) => (target.namespace === undefined ? {} : { alias: aliasOf(target, target.namespace) }),
    });
  }

  /** Not at all: what leads to the app is made elsewhere. */
  public static none(): Exposure {
    return new Exposure({ outside: false, bind: () => ({}) });
  }

  private constructor(private readonly making: Making) {}

  /**
   * Whether requests come from outside of the cluster, by a router that needs to know the hosts.
   *
   * @internal
   */
  public get _outside(): boolean {
    return this.making.outside;
  }

  /**
   * Whether only callers in the cluster reach the app.
   *
   * @internal
   */
  public get _clusterOnly(): boolean {
    return this.making.hosts !== undefined;
  }

  /**
   * The hosts by which requests come to the interceptor: those of the app, and those of this exposure.
   *
   * @internal
   */
  public _hosts(scope: IConstruct, name: string, hosts: string[] | undefined): string[] | undefined {
    if (!this.making.hosts || !(hosts === undefined || Array.isArray(hosts)) || hosts?.[0] === ANY_HOST || hosts?.length === 0)
      return hosts;
    const given = hosts ?? [];
    // what the user repeats stays repeated, and is refused as anywhere
    return [...given, ...this.making.hosts(scope, name).filter((host) => !given.includes(host))];
  }

  /**
   * Where callers in the cluster find an app that only they reach, behind the interceptor.
   *
   * @internal
   */
  public _clusterUrl(scope: IConstruct, { name, servicePort, tls, namespace }: ExposureTarget): string | undefined {
    if (!this.making.hosts || namespace === undefined) return undefined;
    return `${tls ? 'https' : 'http'}://${this.making.hosts(scope, name)[0]}:${servicePort}`;
  }

  /**
   * What to make.
   *
   * @internal
   */
  public _bind(scope: IConstruct, target: ExposureTarget): ExposureConfig {
    return this.making.bind(scope, target);
  }
}

/** Fails for what is not an Exposure. */
export function checkExposure(scope: IConstruct, exposure: Exposure): void {
  if (typeof exposure?._bind !== 'function') {
    fail(scope, `exposure (${show(exposure)}) must be an Exposure, such as Exposure.ingress()`);
  }
}
