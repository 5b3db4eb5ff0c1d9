import { DEFAULT_INTERCEPTOR } from '../../cluster/interceptor';
import { derived } from '../../core/derived';
import type { Cluster } from '../cluster';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { mapOf, textOf } from '../values';
import type { Backend } from './backends';

/** The interceptor of a cluster, every default filled in. */
export const interceptorOf = derived(({ interceptor: { service, namespace, port } }: Cluster) => ({
  service: service ?? DEFAULT_INTERCEPTOR.service,
  namespace: namespace ?? DEFAULT_INTERCEPTOR.namespace,
  port: port ?? DEFAULT_INTERCEPTOR.port,
}));

/** The Service that an ExternalName names in the cluster, and whether the name is complete. */
export function aliased({ spec }: Manifest): { service: string; namespace?: string; isComplete: boolean } | undefined {
  const { type, externalName } = mapOf(spec);
  if (type !== 'ExternalName' || !textOf(externalName) || externalName.length > 253) return undefined;
  const [service, namespace, svc, ...domain] = (externalName as string).toLowerCase().replace(/\.$/, '').split('.');
  if (svc !== undefined && svc !== 'svc') return undefined;
  return { service, namespace, isComplete: domain.length > 0 };
}

/** Whether a backend is the interceptor, by itself or by an ExternalName in its own namespace. */
export function isInterceptor({ service, namespace }: Backend, manifests: Manifests, cluster: Cluster): boolean {
  const interceptor = interceptorOf(cluster);
  if (service === interceptor.service && namespace === interceptor.namespace) return true;
  const alias = manifests.find('Service', namespace, service);
  const target = alias && aliased(alias);
  return target?.service === interceptor.service && (target.namespace ?? namespaceOf(alias!)) === interceptor.namespace;
}
