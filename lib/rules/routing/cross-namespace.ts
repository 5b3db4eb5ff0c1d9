import { derived } from '../../core/derived';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import { inNamespace, type Manifest } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { show } from '../values';
import { backendsOf, HTTP_ROUTE, INGRESS } from './backends';
import { interceptorOf } from './interceptor';

export const crossNamespaceBackend: Rule = {
  id: 'routing/cross-namespace-backend',
  severity: 'warning',
  title: "The interceptor's Service is named in its own namespace, by an ExternalName, or with its namespace",
  rationale:
    'An Ingress routes to Services of its own namespace only, and an HTTPRoute to those of other namespaces only by name and with a ReferenceGrant.',
  link: 'https://github.com/kedacore/http-add-on/issues/755',
  kinds: [INGRESS, HTTP_ROUTE],
  check(object, { manifests, cluster, report }) {
    const interceptor = interceptorOf(cluster);
    const isIngress = object.kind === 'Ingress';
    const route = `write namespace: ${interceptor.namespace} beside it, and a ReferenceGrant in ${interceptor.namespace}`;
    for (const { service, namespace, at } of backendsOf(object)) {
      const name = interceptor.service;
      if (service.startsWith(`${name}.`)) {
        report({
          path: at,
          message: `name (${show(service)}) is a DNS name, and a backend takes the bare name of a Service`,
          fix: isIngress ? `write ${name}, and put the Ingress into namespace ${interceptor.namespace}` : `write ${name}, and ${route}`,
          severity: 'error',
        });
      } else if (
        service === name &&
        namespace !== interceptor.namespace &&
        !manifests.find('Service', namespace, service) &&
        !isUnplaced(object, manifests)
      ) {
        report({
          path: at,
          message: `name (${show(service)}) is looked up ${inNamespace(namespace)}, and the interceptor is in ${interceptor.namespace}`,
          fix: isIngress
            ? `put the Ingress into namespace ${interceptor.namespace}, or make an ExternalName Service beside it that points to it`
            : route,
        });
      }
    }
  },
};

/** Whether no route leaves its namespace out. */
const routesArePlaced = derived((manifests: Manifests) =>
  [INTERCEPTOR_ROUTE, HTTP_SCALED_OBJECT].every((kind) => manifests.ofKind(kind).every(({ metadata }) => metadata.namespace !== undefined)),
);

/** Whether an object names no namespace and no route does so beside it: it may be meant for the interceptor's. */
function isUnplaced({ metadata }: Manifest, manifests: Manifests): boolean {
  return metadata.namespace === undefined && routesArePlaced(manifests);
}
