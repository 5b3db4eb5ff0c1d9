import type { ApiObject } from 'cdk8s';

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
  /** Whether that port speaks TLS. */
  readonly tls?: boolean;
}

/** A port of a Service. */
export interface BackendConfig {
  readonly service: string;
  readonly servicePort: number;
}

/** A path of an Ingress with what it leads to. */
export interface IngressPathConfig extends BackendConfig {
  readonly path: string;
  readonly pathType: string;
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
  /** The same for each host. */
  readonly paths: IngressPathConfig[];
}

/** An ExternalName Service in the namespace of the app, which stands for a Service of another namespace. */
export interface AliasConfig {
  readonly name: string;
  readonly externalName: string;
  readonly port: number;
}

/** An HTTPRoute in the namespace of the app, as plain data. */
export interface HttpRouteConfig extends BackendConfig {
  readonly name: string;
  readonly annotations?: { [name: string]: string };
  readonly parentRefs: ParentConfig[];
  /** Hosts to serve; undefined for any host. */
  readonly hostnames?: string[];
  readonly paths: string[];
  /** Namespace of the Service, where it is not the app's. */
  readonly namespace?: string;
  /** Longest time a request may take, as a duration of the Gateway API. */
  readonly requestTimeout?: string;
}

/** A Gateway, or a listener of it, that an HTTPRoute asks to be attached to. */
export interface ParentConfig {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** A ReferenceGrant: HTTPRoutes of one namespace may lead to a Service of another. */
export interface GrantConfig {
  readonly name: string;
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Namespace of the HTTPRoute. */
  readonly from: string;
  readonly service: string;
}

/** What an Exposure makes. */
export interface ExposureConfig {
  readonly ingress?: IngressConfig;
  readonly alias?: AliasConfig;
  readonly httpRoute?: HttpRouteConfig;
  readonly grant?: GrantConfig;
}

/** The objects of an Exposure. */
export interface ExposureObjects {
  readonly ingress?: ApiObject;
  readonly alias?: ApiObject;
  readonly httpRoute?: ApiObject;
  readonly referenceGrant?: ApiObject;
}
