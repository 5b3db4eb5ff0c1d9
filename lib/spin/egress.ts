import type { EnvValue } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import type { NetworkPeer } from '../network/network-peer';
import type { NetworkPolicyOptions } from '../network/network-policy';
import { parseAddress } from '../network/outbound-address';
import { type OutboundHost, peersOf } from '../network/outbound-host';
import type { SpinAppProps } from './spin-app';
import type { SpinRuntimeConfig } from './spin-runtime-config';
import type { SpinToml } from './spin-toml';

/** The endpoints of a cloud service, which it resolves from its configuration. */
const CLOUD: OutboundHost = { scheme: 'https', host: '*', ports: [443] };

/** The hosts that an app connects to, and the settings whose host is only known in the cluster. */
interface Destinations {
  readonly hosts: OutboundHost[];
  readonly unknown: string[];
}

/**
 * Returns the egress that the NetworkPolicy of a Spin app must allow: to the hosts of its spin.toml, and to its stores. Fails for
 * an address that is only known in the cluster, such as a URL in a Secret, unless the user names the peers.
 */
export function spinEgress(
  scope: IConstruct,
  toml: SpinToml | undefined,
  { env, runtimeConfig }: Pick<SpinAppProps, 'env' | 'runtimeConfig'>,
  { to }: NetworkPolicyOptions,
): NetworkPeer[] {
  const destinations = [destinationsOfConfig(scope, runtimeConfig), ...(toml ? [destinationsOfToml(scope, toml, env)] : [])];
  const unknown = destinations.flatMap((destination) => destination.unknown);
  if (unknown.length > 0 && to === undefined) {
    fail(
      scope,
      `networkPolicy cannot derive the address of ${unknown.join(', ')}: ` +
        'pass networkPolicy: { to: [...] }, such as NetworkPeer.internet({ ports: [443] }), or [] for none',
    );
  }
  return peersOf(destinations.flatMap(({ hosts }) => hosts));
}

function destinationsOfToml(scope: IConstruct, toml: SpinToml, env: { [name: string]: EnvValue } = {}): Destinations {
  const { hosts, unknown } = toml._outboundHosts(
    scope,
    new Map(Object.entries(env).map(([name, value]) => [name.toLowerCase(), value?.value])),
  );
  return { hosts, unknown: unknown.map((entry) => `${entry} (spin.toml)`) };
}

function destinationsOfConfig(
  scope: IConstruct,
  { loadFromSecret, keyValueStores = [], sqliteDatabases = [], llmCompute }: SpinRuntimeConfig = {},
): Destinations {
  const hosts: OutboundHost[] = [];
  const unknown = loadFromSecret ? ['runtimeConfig.loadFromSecret'] : [];
  const backends = [
    ...keyValueStores.map((store, index) => ({ prop: `runtimeConfig.keyValueStores[${index}]`, ...store })),
    ...sqliteDatabases.map((store, index) => ({ prop: `runtimeConfig.sqliteDatabases[${index}]`, ...store })),
    ...(llmCompute ? [{ prop: 'runtimeConfig.llmCompute', ...llmCompute }] : []),
  ];
  for (const { prop, type, options } of backends) {
    const url = options?.url;
    if (url?.value !== undefined) hosts.push(parseAddress(scope, `${prop}.options.url`, url.value));
    else if (url) unknown.push(`${prop}.options.url`);
    else if (type === 'azure_cosmos' || type === 'aws_dynamo') hosts.push(CLOUD);
  }
  return { hosts, unknown };
}
