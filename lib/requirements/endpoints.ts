import type { Cluster } from '../rules/cluster';
import { addressOf, isExternalScaler } from '../rules/http-add-on/address';
import type { Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { mapOf, textOf } from '../rules/values';
import type { Need } from './need';
import { RequirementKind } from './requirement';

/** The keys of triggers whose value is an address or a list of addresses. */
const KEYS =
  /^(serverAddress|scalerAddress|address(es)?|hosts?|bootstrapServers|url|serverURL|endpoint|awsEndpoint|brokerAddress|managementEndpoint|natsServerMonitoringEndpoint|adminURL|nsqLookupdHTTPAddresses|server|clusterIPAddress)$/;

/** KEDA builds all triggers of a scaler or none, and keeps those that it has built (pkg/scaling/scalers_builder.go). */
const NOTE = 'queried by KEDA; while it is away when KEDA first reads the scaler, none of its triggers scales the app';

/** Returns the addresses that a trigger queries, without credentials. The HTTP add-on brings its own scaler. */
export function addressesOf(metadata: Value, cluster: Cluster): string[] {
  const addresses: string[] = [];
  for (const [key, value] of Object.entries(mapOf(metadata))) {
    if (!KEYS.test(key) || !textOf(value) || value.length > 2000) continue;
    if (key === 'scalerAddress' && isExternalScaler(addressOf(value, cluster), cluster)) continue;
    for (const address of value.split(',')) {
      const name = address.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/@]*@/i, '$1');
      if (name !== '' && !/[\s${}]/.test(name)) addresses.push(name);
    }
  }
  return addresses;
}

/** Reports the addresses that a trigger queries. */
export function* endpoints(metadata: Value, { cluster }: Context): Generator<Need> {
  for (const name of addressesOf(metadata, cluster)) yield { kind: RequirementKind.ENDPOINT, name, note: NOTE };
}
