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

/** What is reached over HTTPS under names of its cloud. */
const CLOUD: OutboundHost = { scheme: 'https', host: '*', ports: [443] };

/** What an app talks to as far as the manifests say it, and what they do not. */
interface Destinations {
  readonly hosts: OutboundHost[];
  readonly unknown: string[];
}

/**
 * Whom the NetworkPolicy of a Spin app must admit: the hosts of its spin.toml, and its stores. What is known on the cluster only, such as the URL in a Secret, the
 * user has to name.
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
      `networkPolicy does not know the address of ${unknown.join(', ')}: pass networkPolicy: { to: [...] }, such as NetworkPeer.internet({ ports: [443] }), or [] for none`,
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
