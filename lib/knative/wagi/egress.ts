import type { IConstruct } from 'constructs';
import type { NetworkPeer } from '../../network/network-peer';
import { parseAddress } from '../../network/outbound-address';
import { type OutboundHost, peersOf } from '../../network/outbound-host';
import { ANY_HOST, type WagiModule } from './wagi-module';

/** Where a module without a registry comes from. */
const DEFAULT_REGISTRY = 'docker.io';

/** Whom a NetworkPolicy must admit: the hosts that the modules may call, and the registries that WAGI fetches them from before it serves anything. */
export function modulesEgress(scope: IConstruct, modules: readonly WagiModule[]): NetworkPeer[] {
  return peersOf(modules.flatMap((module, index) => destinationsOf(scope, `modules[${index}]`, module)));
}

function destinationsOf(scope: IConstruct, prop: string, { module, bindleServer, allowedHosts = [] }: WagiModule): OutboundHost[] {
  const sources = bindleServer ?? (module.startsWith('oci:') ? `https://${registryOf(module)}` : undefined);
  return [
    ...(sources === undefined ? [] : [parseAddress(scope, `${prop}.module`, sources)]),
    ...allowedHosts.map((host) => (host === ANY_HOST ? { scheme: '*', host: '*' } : parseAddress(scope, `${prop}.allowedHosts`, host))),
  ];
}

/** The registry of an image; a first part without a dot or a port is a user of the default one. */
function registryOf(module: string): string {
  const [first, ...rest] = module.replace(/^oci:(\/\/)?/, '').split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : DEFAULT_REGISTRY;
}
