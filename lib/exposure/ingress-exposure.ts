import { Chart } from 'cdk8s';
import type { IngressTls } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { ingressControllerOf } from '../cluster/ingress-controllers';
import {
  checkAnnotations,
  checkBoolean,
  checkHost,
  checkLabel,
  checkNotEmpty,
  checkOneOf,
  checkPort,
  checkSubdomain,
  millisecondsOf,
} from '../core/checks';
import { fail } from '../core/errors';
import { secretExpression } from '../core/expressions';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { warn } from '../core/warnings';
import { ANY_HOST } from '../http/http-routing';
import { aliasOf } from './alias';
import type { ExposureConfig, ExposureTarget, IngressPathConfig } from './config';
import { checkNames } from './hosts';

/** Type by which an Ingress matches a path. */
export enum IngressPathType {
  /** Matches the path and every path below it, segment by segment. */
  PREFIX = 'Prefix',
  /** Matches the path exactly. */
  EXACT = 'Exact',
}

/** A path of the app's hosts that another Service serves. */
export interface IngressExtraPath {
  /** The path, such as `/assets`. */
  readonly path: string;

  /**
   * Type by which the path is matched.
   *
   * @default IngressPathType.PREFIX
   */
  readonly pathType?: IngressPathType;

  /** Name of the Service, in the namespace of the Ingress. */
  readonly service: string;

  /** Port of that Service. */
  readonly port: number;
}

/** Options of Exposure.ingress(). */
export interface IngressExposureOptions {
  /**
   * IngressClass that serves the Ingress, such as `traefik`, `contour` or `haproxy`. The controller that serves most Ingresses of class
   * `nginx`, ingress-nginx, has been retired since March 2026: prefer another class, or a Gateway.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;

  /**
   * TLS termination. The Secrets are read from the namespace of the Ingress, which is the interceptor's for an app behind the interceptor.
   *
   * @default - none
   */
  readonly tls?: IngressTls[];

  /**
   * Annotations of the Ingress, such as those of its controller.
   *
   * @default - for an app with requestTimeout, the timeout annotations of class contour, nginx or haproxy; else none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Name of the Ingress.
   *
   * @default - the name of the app
   */
  readonly name?: string;

  /**
   * Whether the Ingress of an app behind the interceptor is in the namespace of the app, and refers to the interceptor by an
   * ExternalName Service: for teams that can only write to their own namespace. The controller must support ExternalName
   * Services: Traefik needs allowExternalNameServices, Contour enableExternalNameService.
   *
   * @default false - the Ingress is in the interceptor's namespace
   */
  readonly inAppNamespace?: boolean;

  /**
   * Paths of the same hosts that other Services serve, in the namespace of the Ingress.
   *
   * @default - none
   */
  readonly extraPaths?: IngressExtraPath[];
}

/** Paths that ingress-nginx accepts by default (internal/ingress/inspector/rules.go). */
const INGRESS_PATH = /^\/[A-Za-z0-9._/-]*$/;

const NGINX_PROTOCOL = 'nginx.ingress.kubernetes.io/backend-protocol';

/** Annotations of ingress-nginx that keep requests from reaching the app. */
const REFUSED_ANNOTATIONS: {
  readonly name: string;
  readonly refused: (value: string, target: ExposureTarget) => boolean;
  readonly because: string;
}[] = [
  {
    name: 'nginx.ingress.kubernetes.io/rewrite-target',
    refused: () => true,
    because: 'it rewrites every path of the Ingress to that one path, and the paths of the route no longer match',
  },
  {
    name: 'nginx.ingress.kubernetes.io/upstream-vhost',
    refused: (_, { namespace }) => namespace !== undefined,
    because: 'it replaces the host of the request, by which the interceptor finds the app',
  },
  {
    name: NGINX_PROTOCOL,
    refused: (value, { tls }) => !tls && ['HTTPS', 'GRPCS'].includes(value.toUpperCase()),
    because: 'the backend port does not serve TLS',
  },
  {
    name: NGINX_PROTOCOL,
    refused: (value, { tls }) => tls === true && !['HTTPS', 'GRPCS'].includes(value.toUpperCase()),
    because: 'the backend port serves only TLS',
  },
];

/** Returns an Ingress in the namespace of its backend Service, or in the app's with an alias of that Service. */
export function bindIngress(scope: IConstruct, options: IngressExposureOptions, target: ExposureTarget): ExposureConfig {
  checkOptions(scope, options, target);
  const { className, annotations, name = target.name, tls, inAppNamespace, extraPaths } = options;
  const { hosts } = target;
  const alias = inAppNamespace && target.namespace !== undefined ? aliasOf(target, target.namespace) : undefined;
  const namespace = alias ? undefined : target.namespace;
  const own = renderPaths(target, alias?.name ?? target.service);
  return {
    alias,
    ingress: {
      name,
      namespace,
      annotations: withTimeouts(scope, withProtocol(scope, annotations, className, target), className, target),
      className,
      tls: tls?.map((entry, index) => renderTls(scope, `exposure.tls[${index}]`, entry, hosts, namespace ?? Chart.of(scope).namespace)),
      hosts: hosts.map((host) => (host === ANY_HOST ? undefined : host)),
      paths: extraPaths !== undefined ? [...renderExtraPaths(scope, extraPaths, own), ...own] : own,
    },
  };
}

function checkOptions(scope: IConstruct, options: IngressExposureOptions, target: ExposureTarget): void {
  checkProps(scope, 'exposure', 'IngressExposureOptions', options);
  const { className, annotations, name = target.name, tls, inAppNamespace } = options;
  if (className !== undefined) checkSubdomain(scope, 'exposure.className', className);
  checkSubdomain(scope, 'exposure.name', name);
  checkNotEmpty(scope, 'exposure.tls', tls, 'leave it out for plain HTTP');
  checkBoolean(scope, 'exposure.inAppNamespace', inAppNamespace);
  checkIngressAnnotations(scope, annotations, className, target);
  checkIngressPaths(scope, target.pathPrefixes);
  checkNames(scope, target.hosts, 'an Ingress');
}

function renderPaths({ pathPrefixes, servicePort }: ExposureTarget, service: string): IngressPathConfig[] {
  const paths = pathPrefixes.length > 0 ? pathPrefixes : ['/'];
  return paths.map((path) => ({ path, pathType: IngressPathType.PREFIX, service, servicePort }));
}

function checkIngressAnnotations(
  scope: IConstruct,
  annotations: { [name: string]: string } | undefined,
  className: string | undefined,
  target: ExposureTarget,
): void {
  if (annotations === undefined) return;
  checkAnnotations(scope, 'exposure.annotations', annotations);
  const legacyClass = annotations['kubernetes.io/ingress.class'];
  if (legacyClass !== undefined && className !== undefined) {
    fail(scope, `exposure.annotations kubernetes.io/ingress.class (${show(legacyClass)}) cannot be combined with className: leave it out`);
  }
  for (const { name: annotation, refused, because } of REFUSED_ANNOTATIONS) {
    const value = annotations[annotation];
    if (value !== undefined && refused(value, target)) {
      fail(scope, `exposure.annotations ${annotation} (${show(value)}) must be left out: ${because}`);
    }
  }
}

function checkIngressPaths(scope: IConstruct, pathPrefixes: string[]): void {
  pathPrefixes.forEach((path, index) => {
    if (!INGRESS_PATH.test(path)) {
      fail(
        scope,
        `pathPrefixes[${index}] (${show(path)}) is rejected by ingress-nginx, which accepts letters, digits, '-', '_' and '.': ` +
          'pass Exposure.none()',
      );
    }
  });
}

/** Adds the annotation by which ingress-nginx connects to an app with TLS; other controllers differ. */
function withProtocol(
  scope: IConstruct,
  annotations: { [name: string]: string } | undefined,
  className: string | undefined,
  { tls, service }: ExposureTarget,
): { [name: string]: string } | undefined {
  if (!tls || annotations?.[NGINX_PROTOCOL] !== undefined) return annotations;
  if (className === 'nginx') return { ...annotations, [NGINX_PROTOCOL]: 'HTTPS' };
  if (annotations === undefined) {
    warn(
      scope,
      `the Ingress must use TLS to Service ${service}, and only class nginx is supported here: pass the annotations of your controller`,
    );
  }
  return annotations;
}

/** Adds the annotations by which the controller waits as long as the app's requests may take; those of the user stay. */
function withTimeouts(
  scope: IConstruct,
  annotations: { [name: string]: string } | undefined,
  className: string | undefined,
  { requestTimeout }: ExposureTarget,
): { [name: string]: string } | undefined {
  const controller = ingressControllerOf(className ?? annotations?.['kubernetes.io/ingress.class']);
  if (!controller || requestTimeout === undefined) return annotations;
  const seconds = Math.ceil(millisecondsOf(scope, 'requestTimeout', requestTimeout) / 1000);
  if (seconds <= controller.timeout) return annotations;
  const value = controller.format === 'seconds' ? `${seconds}` : `${seconds}s`;
  return { ...Object.fromEntries(controller.annotations.map((name) => [name, value])), ...annotations };
}

function renderExtraPaths(scope: IConstruct, extra: IngressExtraPath[], own: IngressPathConfig[]): IngressPathConfig[] {
  checkNotEmpty(scope, 'exposure.extraPaths', extra, 'leave it out');
  return extra.map((entry, index) => {
    const prop = `exposure.extraPaths[${index}]`;
    const { path, pathType = IngressPathType.PREFIX, service, port } = entry;
    if (typeof path !== 'string' || !INGRESS_PATH.test(path))
      fail(scope, `${prop}.path (${show(path)}) must start with "/" and consist of letters, digits, '-', '_', '.' and '/'`);
    checkOneOf(scope, `${prop}.pathType`, pathType, IngressPathType);
    if (own.some((each) => each.path === path && each.pathType === pathType))
      fail(scope, `${prop}.path (${show(path)}) is a path of the app: pass another path, or pathPrefixes to the app`);
    checkLabel(scope, `${prop}.service`, service);
    if (port === undefined) fail(scope, `${prop}.port is missing: pass the port of the Service`);
    checkPort(scope, `${prop}.port`, port);
    return { path, pathType, service, servicePort: port };
  });
}

/** Renders an entry of TLS, by default for all hosts of the app. */
function renderTls(scope: IConstruct, prop: string, tls: IngressTls, served: string[], namespace: string | undefined) {
  const { hosts, secret } = tls;
  checkNotEmpty(scope, `${prop}.hosts`, hosts, 'leave it out for the hosts of the app');
  hosts?.forEach((host, index) => {
    checkHost(scope, `${prop}.hosts[${index}]`, host);
    if (!served.includes(host))
      fail(scope, `${prop}.hosts[${index}] (${show(host)}) must be one of the app's hosts (${served.join(', ')})`);
  });
  if (secret !== undefined && typeof secret?.name !== 'string') {
    fail(scope, `${prop}.secret (${show(secret)}) must be a Secret: write ${secretExpression(secret, 'Tls', 'shop-tls')}`);
  }
  const secretNamespace = (secret as { metadata?: { namespace?: string } } | undefined)?.metadata?.namespace;
  if (secretNamespace !== undefined && namespace !== undefined && secretNamespace !== namespace) {
    fail(
      scope,
      `${prop}.secret ${secret?.name} is in namespace ${secretNamespace}, and the Ingress is in ${namespace}: create the Secret there`,
    );
  }
  const named = served.filter((host) => host !== ANY_HOST);
  return { hosts: hosts ?? (named.length > 0 ? named : undefined), secretName: secret?.name };
}
