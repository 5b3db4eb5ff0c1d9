import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type Availability, GATEWAY_API_FIELDS, parentKeys, servingOf, sinceOn } from '../cluster/gateway-api';
import { Platform } from '../cluster/platform';
import { checkAnnotations, checkLabel, checkNotEmpty, checkPort, checkSubdomain, millisecondsOf } from '../core/checks';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { warn } from '../core/warnings';
import { ANY_HOST } from '../http/http-routing';
import { namespaceOf } from './alias';
import type { ExposureConfig, ExposureTarget, GrantConfig, ParentConfig } from './config';
import { checkNames } from './hosts';

/** A Gateway to which an HTTPRoute attaches. */
export interface GatewayParent {
  /** Name of the Gateway. */
  readonly name: string;

  /**
   * Namespace of the Gateway. Its listeners must allow routes from the namespace of the app.
   *
   * @default - the namespace of the app
   */
  readonly namespace?: string;

  /**
   * Name of a listener of the Gateway.
   *
   * @default - every listener that accepts the hosts
   */
  readonly sectionName?: string;

  /**
   * Port of the Gateway.
   *
   * @default - every port
   */
  readonly port?: number;
}

/** Options of Exposure.gateway(). */
export interface GatewayExposureOptions {
  /** Gateways to which the HTTPRoute attaches. */
  readonly parentRefs: GatewayParent[];

  /**
   * Name of the HTTPRoute.
   *
   * @default - the name of the app
   */
  readonly name?: string;

  /**
   * Annotations of the HTTPRoute.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Timeout of a request at the Gateway, including a cold start, in whole milliseconds.
   *
   * @default - requestTimeout of the app, if the declared Gateway API has timeouts; else the timeout of the Gateway
   */
  readonly requestTimeout?: Duration;
}

/** Maximum number of hostnames, paths and parents of an HTTPRoute (CRD of the Gateway API). */
const MAX_HOSTNAMES = 16;
const MAX_PATHS = 64;
const MAX_PARENTS = 32;

/** Returns an HTTPRoute in the namespace of the app, and the grant for it to refer to a Service of another namespace. */
export function bindGateway(scope: IConstruct, options: GatewayExposureOptions, target: ExposureTarget): ExposureConfig {
  checkProps(scope, 'exposure', 'GatewayExposureOptions', options);
  const { parentRefs, name = target.name, annotations, requestTimeout } = options;
  const { hosts, pathPrefixes, service, servicePort } = target;
  checkSubdomain(scope, 'exposure.name', name);
  checkAnnotations(scope, 'exposure.annotations', annotations);
  checkParents(scope, parentRefs);
  checkRelease(scope, options);
  checkNames(scope, hosts, 'an HTTPRoute');
  checkMost(scope, 'hosts', hosts, MAX_HOSTNAMES);
  checkMost(scope, 'pathPrefixes', pathPrefixes, MAX_PATHS);
  if (target.tls) {
    warn(
      scope,
      `the Gateway sends plain HTTP to port ${servicePort} of Service ${service}, which serves TLS: create a BackendTLSPolicy for it`,
    );
  }
  const grant = grantOf(scope, target);
  return {
    grant,
    httpRoute: {
      name,
      annotations,
      parentRefs: parentRefs.map(({ name, namespace, sectionName, port }): ParentConfig => ({ name, namespace, sectionName, port })),
      hostnames: hosts[0] === ANY_HOST ? undefined : hosts,
      paths: pathPrefixes.length > 0 ? pathPrefixes : ['/'],
      service,
      servicePort,
      namespace: grant?.namespace,
      requestTimeout: gatewayDuration(scope, requestTimeout) ?? appTimeout(scope, target),
    },
  };
}

/** Returns the timeout of the app, so that the Gateway does not give up earlier; nothing on a Gateway API without timeouts. */
function appTimeout(scope: IConstruct, { requestTimeout }: ExposureTarget): string | undefined {
  if (requestTimeout === undefined || servingOf(GATEWAY_API_FIELDS.timeouts, Platform.of(scope)) !== 'served') return undefined;
  return gep2257(Math.ceil(millisecondsOf(scope, 'requestTimeout', requestTimeout)));
}

/** Fails for what the declared Gateway API does not serve. */
function checkRelease(scope: IConstruct, { parentRefs, requestTimeout }: GatewayExposureOptions): void {
  const platform = Platform.of(scope);
  const check = (prop: string, value: unknown, field: Availability) =>
    platform._require(scope, 'gatewayApi', sinceOn(field, platform.gatewayApiChannel)!, prop, value);
  check('exposure.requestTimeout', requestTimeout, GATEWAY_API_FIELDS.timeouts);
  parentRefs.forEach(({ port }, index) => {
    check(`exposure.parentRefs[${index}].port`, port, GATEWAY_API_FIELDS.parentPort);
  });
}

/** Returns the grant for an HTTPRoute to refer to a Service of another namespace. */
function grantOf(scope: IConstruct, { name, service, namespace }: ExposureTarget): GrantConfig | undefined {
  if (namespace === undefined) return undefined;
  const from = namespaceOf(scope, 'Exposure.gateway()', `a ReferenceGrant in ${namespace} names it`);
  return namespace === from ? undefined : { name: `${name}.${from}`, namespace, from, service };
}

function checkParents(scope: IConstruct, parents: GatewayParent[]): void {
  if (parents === undefined) fail(scope, "exposure.parentRefs is missing: pass the Gateway, such as [{ name: 'gateway' }]");
  checkNotEmpty(scope, 'exposure.parentRefs', parents, "pass the Gateway, such as [{ name: 'gateway' }]");
  checkMost(scope, 'exposure.parentRefs', parents, MAX_PARENTS);
  const seen = new Set<string>();
  const keys = parentKeys(Platform.of(scope).gatewayApiChannel);
  parents.forEach((parent, index) => {
    const prop = `exposure.parentRefs[${index}]`;
    checkSubdomain(scope, `${prop}.name`, parent.name);
    if (parent.namespace !== undefined) checkLabel(scope, `${prop}.namespace`, parent.namespace);
    if (parent.sectionName !== undefined) checkSubdomain(scope, `${prop}.sectionName`, parent.sectionName);
    checkPort(scope, `${prop}.port`, parent.port);
    const gateway = gatewayOf(parent);
    const others = parents.filter((other, at) => at !== index && gatewayOf(other) === gateway);
    for (const other of others) checkApart(scope, prop, parent, other);
    const key = JSON.stringify([gateway, ...keys.map((field) => parent[field])]);
    if (seen.has(key)) fail(scope, `${prop} names Gateway ${show(parent.name)} twice: remove one`);
    seen.add(key);
  });
}

function gatewayOf(parent: GatewayParent): string {
  return `${parent?.namespace ?? ''}/${parent?.name}`;
}

/** Fails for one of several parents of a Gateway that lacks a field by which the CRD of the channel tells them apart. */
function checkApart(scope: IConstruct, prop: string, parent: GatewayParent, other: GatewayParent): void {
  const keys = parentKeys(Platform.of(scope).gatewayApiChannel);
  const one = `${prop} is one of several parents of Gateway ${show(parent.name)} and`;
  if (keys.every((key) => parent[key] === undefined && other[key] === undefined)) {
    const isByPort = parent.port !== undefined && !keys.includes('port');
    const why = isByPort ? ', since only the experimental channel of the Gateway API tells them apart by port' : '';
    fail(scope, `${one} must name its listener: pass ${keys.join(' or ')}${why}`);
  }
  for (const key of keys) {
    if (parent[key] === undefined && other[key] !== undefined) fail(scope, `${one} has no ${key}, which another has: pass ${key}`);
  }
}

function checkMost(scope: IConstruct, prop: string, list: unknown[], most: number): void {
  if (list.length > most)
    fail(scope, `${prop} has ${list.length} entries, and an HTTPRoute takes at most ${most}: split it, or pass Exposure.none()`);
}

/** Renders the timeout of the exposure. */
function gatewayDuration(scope: IConstruct, duration: Duration | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const ms = millisecondsOf(scope, 'exposure.requestTimeout', duration);
  if (!Number.isInteger(ms) || ms <= 0) fail(scope, `exposure.requestTimeout (${ms} ms) must be whole milliseconds, longer than 0`);
  const hours = Math.floor(ms / 3_600_000);
  if (hours > MAX_HOURS) fail(scope, `exposure.requestTimeout (${hours} h) must be at most 99999 h: leave it out for no limit`);
  return gep2257(ms);
}

const MAX_HOURS = 99_999;

/** Renders a duration of the Gateway API (GEP-2257): at most five digits before each unit; nothing for a longer one. */
function gep2257(ms: number): string | undefined {
  const hours = Math.floor(ms / 3_600_000);
  if (hours > MAX_HOURS) return undefined;
  const parts = [hours, Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60, ms % 1000];
  return ['h', 'm', 's', 'ms'].flatMap((unit, index) => (parts[index] > 0 ? `${parts[index]}${unit}` : [])).join('');
}
