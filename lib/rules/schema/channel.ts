import { type Availability, GATEWAY_API_VERSIONS, type GatewayApi, servingOf, sinceOn } from '../../cluster/gateway-api';
import type { Manifest } from '../manifest';
import type { Problem } from '../rule';
import { GATEWAY_API } from './schema-of';

/** The problem of a version of a kind that the release or the channel of the Gateway API does not serve. */
export function channelProblem({ apiVersion, kind }: Manifest, cluster: GatewayApi): Problem | undefined {
  const version = apiVersion.slice(GATEWAY_API.length + 1);
  const key = `${version} ${kind}`;
  const availability = Object.hasOwn(GATEWAY_API_VERSIONS, key) ? GATEWAY_API_VERSIONS[key] : undefined;
  const serving = availability && servingOf(availability, cluster);
  if (!availability || serving === 'served') return undefined;
  const { gatewayApi } = cluster;
  const other = servedVersion(kind, cluster);
  const write = other && `write apiVersion: ${GATEWAY_API}/${other}`;
  if (serving === 'channel') {
    return {
      path: 'apiVersion',
      message: `${version} of ${kind} is served by the experimental channel of the Gateway API alone`,
      fix: `${write ?? 'leave it out'}, or declare gatewayApiChannel experimental where the cluster has it`,
      severity: 'warning',
    };
  }
  if (serving === 'removed') {
    return {
      path: 'apiVersion',
      message: `${version} of ${kind} is not served by the Gateway API ${gatewayApi}: it was removed in ${availability.until}`,
      fix: write ?? `leave it out, or install ${nextOf(kind)}`,
    };
  }
  const since = sinceOn(availability, cluster.gatewayApiChannel) ?? availability.experimental;
  return {
    path: 'apiVersion',
    message: `${version} of ${kind} is not known to the Gateway API ${gatewayApi}: it came with ${since}`,
    fix: `${write ?? 'leave it out'}, or declare gatewayApi ${since} where the cluster runs it`,
  };
}

/** The newest version of a kind that a cluster serves. */
function servedVersion(kind: string, cluster: GatewayApi): string | undefined {
  return versionsOf(kind).find(([, availability]) => servingOf(availability, cluster) === 'served')?.[0];
}

function versionsOf(kind: string): (readonly [version: string, availability: Availability])[] {
  // ReferenceGrant is v1beta1 in every release
  const always: [string, Availability][] = kind === 'ReferenceGrant' ? [['v1beta1', { standard: '1.0' }]] : [];
  const listed = Object.entries(GATEWAY_API_VERSIONS).map(([key, availability]) => [...key.split(' '), availability] as const);
  return [
    ...listed.flatMap(([version, of, availability]) => (of === kind ? [[version, availability] as [string, Availability]] : [])),
    ...always,
  ];
}

/** The first release with the version v1 of a kind. */
function nextOf(kind: string): string {
  const { standard } = GATEWAY_API_VERSIONS[`v1 ${kind}`] ?? {};
  return `the Gateway API ${standard ?? '1.0'}`;
}
