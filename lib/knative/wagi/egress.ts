import type { IConstruct } from 'constructs';
import type { NetworkPeer } from '../../network/network-peer';
import { parseAddress } from '../../network/outbound-address';
import { type OutboundHost, peersOf } from '../../network/outbound-host';
import { ANY_HOST, type WagiModule } from './wagi-module';

/** Registry of a module reference that names none. */
const DEFAULT_REGISTRY = 'docker.io';

/**
 * Returns the egress that a NetworkPolicy must allow: to the hosts that the modules may call, and to the registries from which
 * WAGI fetches them at startup.
 */
export function modulesEgress(scope: IConstruct, modules: readonly WagiModule[]): NetworkPeer[] {
  return peersOf(modules.flatMap((module, index) => destinationsOf(scope, `modules[${index}]`, module)));
}

function destinationsOf(scope: IConstruct, prop: string, { module, bindleServer, allowedHosts = [] }: WagiModule): OutboundHost[] {
  const source = bindleServer ?? (module.startsWith('oci:') ? `https://${registryOf(module)}` : undefined);
  return [
    ...(source === undefined ? [] : [parseAddress(scope, `${prop}.module`, source)]),
    ...allowedHosts.map((host) => (host === ANY_HOST ? { scheme: '*', host: '*' } : parseAddress(scope, `${prop}.allowedHosts`, host))),
  ];
}

/** Returns the registry of an image; a first segment without a dot or a port is a user of the default registry. */
function registryOf(module: string): string {
  const [first, ...rest] = module.replace(/^oci:(\/\/)?/, '').split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : DEFAULT_REGISTRY;
}
