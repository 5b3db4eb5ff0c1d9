import { derived } from '../../core/derived';
import { type Manifest, namespaceOf, UNKNOWN_NAMESPACE } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { listOf, mapOf, show } from '../values';
import { type Backend, backendsOf, HTTP_ROUTE } from './backends';

const GRANT = 'gateway.networking.k8s.io/ReferenceGrant';

export const referenceGrant: Rule = {
  id: 'routing/reference-grant',
  severity: 'warning',
  title: 'A ReferenceGrant allows an HTTPRoute to route to a Service of another namespace',
  rationale: "The Gateway API allows references across namespaces only where the target's namespace grants them.",
  link: 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
  kinds: [HTTP_ROUTE],
  check(object, { manifests, report }) {
    const namespace = namespaceOf(object);
    for (const backend of backendsOf(object)) {
      if (backend.namespace === namespace || isGranted(object, backend, manifests)) continue;
      const isKnown = namespace !== UNKNOWN_NAMESPACE;
      const routes = isKnown
        ? `HTTPRoutes of ${namespace}${near(backend, namespace, manifests)}`
        : `this HTTPRoute, which names no namespace and is assumed to be applied to another one than ${backend.namespace}`;
      report({
        path: backend.at.replace(/\.name$/, '.namespace'),
        message: `namespace (${show(backend.namespace)}) has no ReferenceGrant among these manifests for ${routes}`,
        fix: `write a ReferenceGrant in ${backend.namespace} from HTTPRoute ${isKnown ? `in ${namespace}` : 'in its namespace'} to Service ${backend.service}`,
        absent: true,
      });
    }
  },
};

/** Whether a grant among the manifests lets an HTTPRoute lead to a Service of another namespace. */
export function isGranted({ metadata }: Manifest, backend: Backend, manifests: Manifests): boolean {
  const granted = grantsOf(manifests);
  // A route that names no namespace goes to the one it is applied to, which a grant may well name.
  const from = `${backend.namespace} HTTPRoute ${metadata.namespace ?? '*'}`;
  return granted.has(`${from} *`) || granted.has(`${from} ${backend.service}`);
}

/** What a grant that was probably meant says instead. */
function near({ service }: Backend, namespace: string, manifests: Manifests): string {
  const misplaced = grantsOf(manifests).get(`${namespace} HTTPRoute ${namespace} ${service}`);
  return misplaced ? `, ReferenceGrant ${misplaced} is in ${namespace} instead` : '';
}

/** What is granted: namespace of the Service, kind and namespace of the source, and the Service, `*` for each. */
const grantsOf = derived((manifests: Manifests): ReadonlyMap<string, string> => {
  const granted = new Map<string, string>();
  for (const grant of manifests.ofKind(GRANT)) {
    const { from, to } = mapOf(grant.spec);
    // A list holds 16 entries at most: longer ones are refused.
    for (const source of listOf(from).slice(0, 16).map(mapOf)) {
      if (source.group !== 'gateway.networking.k8s.io') continue;
      for (const target of listOf(to).slice(0, 16).map(mapOf)) {
        if (target.kind !== 'Service' || (target.group ?? '') !== '') continue;
        for (const namespace of [source.namespace, '*']) {
          granted.set(`${namespaceOf(grant)} ${source.kind} ${namespace} ${target.name ?? '*'}`, grant.metadata.name);
        }
      }
    }
  }
  return granted;
});
