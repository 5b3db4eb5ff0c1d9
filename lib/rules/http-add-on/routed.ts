import { derived } from '../../core/derived';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { textOf } from '../values';
import { serviceReferencesOf } from './service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from './upstream';

/** The Services to which routes lead, as `namespace/name`. */
const routed = derived((manifests: Manifests): ReadonlySet<string> => {
  const routes = [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE].flatMap((kind) => manifests.ofKind(kind));
  return new Set(
    routes.flatMap((route) => serviceReferencesOf(route).flatMap(({ name }) => (textOf(name) ? [`${namespaceOf(route)}/${name}`] : []))),
  );
});

/** Whether a route of the HTTP add-on leads to a Service. */
export function isRouted(service: Manifest, manifests: Manifests): boolean {
  return routed(manifests).has(`${namespaceOf(service)}/${service.metadata.name}`);
}
