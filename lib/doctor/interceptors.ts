import { DEFAULT_INTERCEPTOR } from '../cluster/interceptor';
import { type Manifest, namespaceOf } from '../rules/manifest';
import { listOf, mapOf } from '../rules/values';
import type { ClusterView } from './view';

/** The Services of interceptors: by the name of the add-on's chart, or by the name of their port. */
export function interceptorServices(view: ClusterView): readonly Manifest[] {
  return view.ofKind('Service').filter(({ metadata, spec }) => {
    const { name } = metadata;
    if (mapOf(spec).type === 'ExternalName') return false;
    return (
      name === DEFAULT_INTERCEPTOR.service ||
      (/interceptor-proxy$/.test(name) && listOf(mapOf(spec).ports).some(({ name: port }) => port === DEFAULT_INTERCEPTOR.portName))
    );
  });
}

/** The address of an interceptor for --interceptor. */
export function addressOf(service: Manifest): string {
  const port = listOf(mapOf(service.spec).ports).find(({ name }) => name === DEFAULT_INTERCEPTOR.portName)?.port;
  const suffix = port === undefined || port === DEFAULT_INTERCEPTOR.port ? '' : `:${port}`;
  return `${service.metadata.name}.${namespaceOf(service)}${suffix}`;
}
