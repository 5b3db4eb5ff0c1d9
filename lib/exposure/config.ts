import type { ApiObject, Duration } from 'cdk8s';

/** The target of an Exposure. */
export interface ExposureTarget {
  /** Name of the app. */
  readonly name: string;
  /** Hosts of the app. */
  readonly hosts: string[];
  /** Path prefixes of the app. */
  readonly pathPrefixes: string[];
  /** Name of the Service that receives the requests. */
  readonly service: string;
  /** Port of that Service. */
  readonly servicePort: number;
  /** Namespace of that Service, if it is not the app's. */
  readonly namespace?: string;
  /** Whether that port serves TLS. */
  readonly tls?: boolean;
  /** Time that the Service may take for a response. */
  readonly requestTimeout?: Duration;
}

/** A port of a Service. */
export interface BackendConfig {
  readonly service: string;
  readonly servicePort: number;
}

/** A path of an Ingress and its backend. */
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
  /** Hosts to serve; undefined matches any host. */
  readonly hosts: (string | undefined)[];
  /** Paths of each host. */
  readonly paths: IngressPathConfig[];
}

/** An ExternalName Service in the namespace of the app, for a Service of another namespace. */
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
  /** Namespace of the Service, if it is not the app's. */
  readonly namespace?: string;
  /** Timeout of a request, as a duration of the Gateway API. */
  readonly requestTimeout?: string;
}

/** A Gateway, or one of its listeners, that an HTTPRoute attaches to. */
export interface ParentConfig {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** A ReferenceGrant, by which HTTPRoutes of one namespace may refer to a Service of another. */
export interface GrantConfig {
  readonly name: string;
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Namespace of the HTTPRoute. */
  readonly from: string;
  readonly service: string;
}

/** The objects that an Exposure creates, as plain data. */
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
