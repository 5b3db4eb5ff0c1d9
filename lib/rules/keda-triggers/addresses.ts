import type { Cluster } from '../cluster';
import { addressOf, isExternalScaler } from '../http-add-on/address';
import type { Value } from '../manifest';
import { mapOf, textOf } from '../values';

/** The keys of triggers whose value is an address or a list of addresses. */
const KEYS =
  /^(serverAddress|scalerAddress|address(es)?|hosts?|bootstrapServers|url|serverURL|endpoint|awsEndpoint|brokerAddress|managementEndpoint|natsServerMonitoringEndpoint|adminURL|nsqLookupdHTTPAddresses|server|clusterIPAddress)$/;

/** An address in the metadata of a trigger. */
export interface TriggerAddress {
  readonly key: string;
  /** Without credentials. */
  readonly address: string;
}

/** Returns the addresses that a trigger queries. The HTTP add-on brings its own scaler. */
export function addressesOf(metadata: Value, cluster: Cluster): TriggerAddress[] {
  const addresses: TriggerAddress[] = [];
  for (const [key, value] of Object.entries(mapOf(metadata))) {
    if (!KEYS.test(key) || !textOf(value) || value.length > 2000) continue;
    if (key === 'scalerAddress' && isExternalScaler(addressOf(value, cluster), cluster)) continue;
    for (const part of value.split(',')) {
      const address = part.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/@]*@/i, '$1');
      if (address !== '' && !/[\s${}]/.test(address)) addresses.push({ key, address });
    }
  }
  return addresses;
}
