import { isIP } from 'node:net';
import { Chart } from 'cdk8s';
import type { IngressTls } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkAnnotations, checkHost, checkKeys, checkNotEmpty, checkObject, checkSubdomain } from './checks';
import { fail, show } from './errors';
import { ANY_HOST } from './http-routing';

/** Options of Exposure.ingress(). */
export interface IngressExposureOptions {
  /**
   * IngressClass that serves the Ingress.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;

  /**
   * TLS at the edge. The secrets are read in the namespace of the Ingress, which for an app behind the interceptor is the interceptor's.
   *
   * @default - none
   */
  readonly tls?: IngressTls[];

  /**
   * Annotations of the Ingress, such as those of its controller.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Name of the Ingress.
   *
   * @default - the name of the app
   */
  readonly name?: string;
}

/** What an Exposure leads to. */
export interface ExposureTarget {
  /** Name of the app. */
  readonly name: string;
  /** Hosts of the app. */
  readonly hosts: string[];
  /** Path prefixes of the app. */
  readonly pathPrefixes: string[];
  /** Name of the Service that takes the requests. */
  readonly service: string;
  /** Port of that Service. */
  readonly servicePort: number;
  /** Namespace of that Service, where it is not the app's. */
  readonly namespace?: string;
}

/** An Ingress as plain data. */
export interface IngressConfig {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: { [name: string]: string };
  readonly className?: string;
  readonly tls?: { readonly hosts?: string[]; readonly secretName?: string }[];
  /** Hosts to serve; undefined stands for any host. */
  readonly hosts: (string | undefined)[];
  readonly pathPrefixes: string[];
  readonly service: string;
  readonly servicePort: number;
}

/** What ingress-nginx takes as a prefix, as installed (internal/ingress/inspector/rules.go). */
const INGRESS_PATH = /^\/[A-Za-z0-9._/-]*$/;

/** Annotations of ingress-nginx with which no request reaches the app. */
const REFUSED_ANNOTATIONS: {
  readonly name: string;
  readonly refused: (value: string, target: ExposureTarget) => boolean;
  readonly because: string;
}[] = [
  {
    name: 'nginx.ingress.kubernetes.io/rewrite-target',
    refused: () => true,
    because: 'it sends every path of the Ingress to that one path of the app, and the paths of the route no longer match',
  },
  {
    name: 'nginx.ingress.kubernetes.io/upstream-vhost',
    refused: (_, { namespace }) => namespace !== undefined,
    because: 'it replaces the host of the request, by which the interceptor finds the app',
  },
  {
    name: 'nginx.ingress.kubernetes.io/backend-protocol',
    refused: (value) => ['HTTPS', 'GRPCS'].includes(value.toUpperCase()),
    because: 'the port behind the Ingress speaks no TLS',
  },
];

/** How requests from outside the cluster reach an app. */
export abstract class Exposure {
  /**
   * By an Ingress in the namespace of the Service it leads to: the interceptor's for an app that the HTTP add-on scales, else the app's own.
   * An Ingress cannot lead to another namespace.
   */
  public static ingress(options: IngressExposureOptions = {}): Exposure {
    return new IngressExposure(options);
  }

  /** Not at all: what leads to the app is made elsewhere. */
  public static none(): Exposure {
    return new NoExposure();
  }

  /**
   * Whether it makes anything at all.
   *
   * @internal
   */
  public abstract readonly _exposes: boolean;

  /**
   * The Ingress to make, if any.
   *
   * @internal
   */
  public abstract _bind(scope: IConstruct, target: ExposureTarget): IngressConfig | undefined;
}

/** Fails for what is not an Exposure. */
export function checkExposure(scope: IConstruct, exposure: Exposure): void {
  if (typeof exposure?._bind !== 'function') {
    fail(scope, `exposure (${show(exposure)}) must be an Exposure, such as Exposure.ingress()`);
  }
}

class NoExposure extends Exposure {
  public readonly _exposes = false;

  public _bind(): undefined {
    return undefined;
  }
}

class IngressExposure extends Exposure {
  public readonly _exposes = true;

  constructor(private readonly options: IngressExposureOptions) {
    super();
  }

  public _bind(scope: IConstruct, target: ExposureTarget): IngressConfig {
    const { className, annotations, name = target.name, tls } = this.options;
    if (className !== undefined) checkSubdomain(scope, 'exposure.className', className);
    checkSubdomain(scope, 'exposure.name', name);
    checkNotEmpty(scope, 'exposure.tls', tls, 'leave it out for plain HTTP');
    checkAnnotations(scope, 'exposure.annotations', annotations);
    const legacyClass = annotations?.['kubernetes.io/ingress.class'];
    if (legacyClass !== undefined && className !== undefined) {
      fail(scope, `exposure.annotations kubernetes.io/ingress.class (${show(legacyClass)}) is refused beside className: leave it out`);
    }
    for (const { name: annotation, refused, because } of REFUSED_ANNOTATIONS) {
      const value = annotations?.[annotation];
      if (value !== undefined && refused(value, target)) {
        fail(scope, `exposure.annotations ${annotation} (${show(value)}) must be left out: ${because}`);
      }
    }
    const { namespace, service, servicePort, hosts, pathPrefixes } = target;
    pathPrefixes.forEach((path, index) => {
      if (!INGRESS_PATH.test(path)) {
        fail(
          scope,
          `pathPrefixes[${index}] (${show(path)}) is refused by ingress-nginx, which takes letters, digits, '-', '_' and '.': pass Exposure.none()`,
        );
      }
    });
    hosts.forEach((host, index) => {
      if (isIP(host))
        fail(scope, `hosts[${index}] (${show(host)}) must be a name, since an Ingress takes no address: pass Exposure.none()`);
    });
    return {
      name,
      namespace,
      annotations,
      className,
      tls: tls?.map((entry, index) => renderTls(scope, `exposure.tls[${index}]`, entry, hosts, namespace ?? Chart.of(scope).namespace)),
      hosts: hosts.map((host) => (host === ANY_HOST ? undefined : host)),
      pathPrefixes: pathPrefixes.length > 0 ? pathPrefixes : ['/'],
      service,
      servicePort,
    };
  }
}

/** A certificate serves the hosts of the app, unless it names some of them. */
function renderTls(scope: IConstruct, prop: string, tls: IngressTls, served: string[], namespace: string | undefined) {
  checkObject(scope, prop, tls ?? null);
  checkKeys(scope, prop, tls, ['hosts', 'secret']);
  const { hosts, secret } = tls;
  checkNotEmpty(scope, `${prop}.hosts`, hosts, 'leave it out for the hosts of the app');
  hosts?.forEach((host, index) => {
    checkHost(scope, `${prop}.hosts[${index}]`, host);
    if (!served.includes(host))
      fail(scope, `${prop}.hosts[${index}] (${show(host)}) must be one of the app's hosts (${served.join(', ')})`);
  });
  if (secret !== undefined && typeof secret?.name !== 'string') {
    fail(scope, `${prop}.secret (${show(secret)}) must be a Secret: for one that exists write Secret.fromSecretName(scope, id, name)`);
  }
  const lies = (secret as { metadata?: { namespace?: string } } | undefined)?.metadata?.namespace;
  if (lies !== undefined && namespace !== undefined && lies !== namespace) {
    fail(
      scope,
      `${prop}.secret ${secret?.name} lies in namespace ${lies}, and an Ingress reads it in its own, ${namespace}: make the Secret there`,
    );
  }
  const named = served.filter((host) => host !== ANY_HOST);
  return { hosts: hosts ?? (named.length > 0 ? named : undefined), secretName: secret?.name };
}
