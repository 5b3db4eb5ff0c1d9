import type { Rule } from '../rule';
import { mapOf, show } from '../values';
import { backendsOf, HTTP_ROUTE } from './backends';
import { aliased, interceptorOf } from './interceptor';

export const externalName: Rule = {
  id: 'routing/external-name',
  severity: 'warning',
  title: 'An ExternalName names the interceptor in full and in its namespace',
  rationale: 'Cluster DNS answers an ExternalName with a CNAME, which is resolved as it stands.',
  link: 'https://github.com/kedacore/http-add-on/issues/993',
  kinds: ['Service'],
  check(object, { cluster, report }) {
    const interceptor = interceptorOf(cluster);
    const target = aliased(object);
    if (target?.service !== interceptor.service) return;
    const seen = `externalName (${show(mapOf(object.spec).externalName)})`;
    const fix = `write ${interceptor.service}.${interceptor.namespace}.svc.cluster.local`;
    const path = 'spec.externalName';
    if (target.namespace !== undefined && target.namespace !== interceptor.namespace) {
      report({ path, message: `${seen} names namespace ${target.namespace}, and the interceptor is in ${interceptor.namespace}`, fix });
    } else if (!target.isComplete) {
      report({ path, message: `${seen} is not a full DNS name: DNS returns it as it is, without the domain of the cluster`, fix });
    }
  },
};

export const gatewayExternalName: Rule = {
  id: 'routing/gateway-external-name',
  severity: 'warning',
  title: 'An HTTPRoute routes to Services, not to an ExternalName Service',
  rationale: 'The Gateway API advises implementations against ExternalName Services, and most refuse them.',
  link: 'https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.3/apis/v1/object_reference_types.go#L117-L125',
  kinds: [HTTP_ROUTE],
  check(object, { manifests, cluster, report }) {
    const interceptor = interceptorOf(cluster);
    for (const { service, namespace, at } of backendsOf(object)) {
      const backend = manifests.find('Service', namespace, service);
      if (mapOf(backend?.spec).type !== 'ExternalName') continue;
      const target = aliased(backend!);
      report({
        path: at,
        message: `name (${show(service)}) is an ExternalName, which most Gateways refuse`,
        fix:
          target?.service === interceptor.service
            ? `write name: ${interceptor.service} and namespace: ${interceptor.namespace}, and a ReferenceGrant in ${interceptor.namespace}`
            : "write the Service itself, with its namespace where it is not the route's",
      });
    }
  },
};
