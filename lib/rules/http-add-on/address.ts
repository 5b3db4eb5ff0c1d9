import { DEFAULT_INTERCEPTOR } from '../../cluster/interceptor';
import { derived } from '../../core/derived';
import type { Cluster } from '../cluster';

/** The Service that a scalerAddress names. */
export interface Address {
  readonly text: string;
  readonly scheme?: string;
  readonly service: string;
  readonly namespace: string;
  readonly port?: number;
}

/** Takes an address apart; a bare name is looked up by KEDA, in the namespace of KEDA. Nothing for what is no Service of the cluster. */
export function addressOf(address: string | undefined, { interceptor }: Cluster): Address | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/{2,3})?([^\s:/]+)(?::(\d+))?\/?$/i.exec(address ?? '');
  if (!match || !address) return undefined;
  const [, scheme, host, port] = match;
  const [service, namespace = interceptor.namespace ?? DEFAULT_INTERCEPTOR.namespace, svc] = host
    .toLowerCase()
    .replace(/\.$/, '')
    .split('.');
  if (svc !== undefined && svc !== 'svc') return undefined;
  return { text: address, scheme: scheme === 'dns' ? undefined : scheme, service, namespace, port: port ? Number(port) : undefined };
}

/** The address of the add-on's external scaler. */
export const externalScaler = derived((cluster: Cluster): Address => {
  const { namespace = DEFAULT_INTERCEPTOR.namespace, scalerAddress } = cluster.interceptor;
  const { scaler, scalerPort } = DEFAULT_INTERCEPTOR;
  const standard = { text: `${scaler}.${namespace}:${scalerPort}`, service: scaler, namespace, port: scalerPort };
  return addressOf(scalerAddress, cluster) ?? standard;
});

/** Whether that address is the add-on's external scaler; its port is not looked at. */
export function isExternalScaler(address: Address | undefined, cluster: Cluster): boolean {
  const scaler = externalScaler(cluster);
  return address !== undefined && address.service === scaler.service && address.namespace === scaler.namespace;
}
