import { type ServiceReference, serviceReferencesOf } from '../http-add-on/service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import { type Pods, podsOf } from '../kubernetes/pods';
import { namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { listOf, mapOf, numberOf, show, textOf } from '../values';
import { interceptorOf } from './interceptor';
import { admits, type PodPort, policiesFor } from './policies';

export const networkPolicy: Rule = {
  id: 'routing/network-policy',
  severity: 'warning',
  title: 'The NetworkPolicies of an app admit the interceptor',
  rationale: 'Pods that a NetworkPolicy selects accept only the traffic that some policy allows, and requests come from the interceptor.',
  link: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(route, { manifests, cluster, report }) {
    const [target] = serviceReferencesOf(route);
    const namespace = namespaceOf(route);
    const interceptor = interceptorOf(cluster);
    for (const { pods, port } of podsBehind(target, namespace, manifests)) {
      const policies = policiesFor(pods, manifests);
      // what one policy admits is admitted, and pods without a policy admit everybody
      if (policies.length === 0 || policies.some((policy) => admits(policy, interceptor.namespace, port))) continue;
      report({
        path: route.kind === 'HTTPScaledObject' ? target.namePath : target.path,
        message: `NetworkPolicy ${show(policies[0].metadata.name)} keeps the interceptor, in namespace ${interceptor.namespace}, from the pods of ${pods.workload.kind} ${show(pods.workload.metadata.name)}: every request times out`,
        fix: `admit namespace ${interceptor.namespace}${port ? ` to port ${port.number}` : ''} in its ingress`,
      });
      return;
    }
  },
};

/** Pods, and the port that requests come to. */
interface Reached {
  readonly pods: Pods;
  readonly port?: PodPort;
}

/** The pods behind a Service that a route names, as far as the manifests tell. */
function podsBehind({ holder, name }: ServiceReference, namespace: string, manifests: Manifests): readonly Reached[] {
  if (!textOf(name)) return [];
  const service = manifests.find('Service', namespace, name);
  const index = podsOf(manifests);
  if (!service) {
    // the operator makes the Service of a SpinApp, and its pods listen on port 80
    const pods = index.named(namespace, name);
    return pods?.workload.kind === 'SpinApp' ? [{ pods, port: { number: 80, name: 'http-app' } }] : [];
  }
  const { selector, ports } = mapOf(service.spec);
  if (Object.keys(mapOf(selector)).length === 0) return [];
  const { port, portName } = mapOf(holder);
  const chosen = mapOf(listOf(ports).find((each) => (portName !== undefined ? mapOf(each).name === portName : mapOf(each).port === port)));
  return index.matching(namespace, mapOf(selector)).map((pods) => ({ pods, port: podPort(chosen.targetPort ?? chosen.port, pods) }));
}

/** The port of pods that a targetPort means. */
function podPort(targetPort: Value, { spec }: Pods): PodPort | undefined {
  const ports = listOf(spec?.containers).flatMap((container) => [...listOf(mapOf(container).ports)].map(mapOf));
  const found = ports.find(({ name, containerPort }) => targetPort === (textOf(targetPort) ? name : containerPort));
  const wanted = numberOf(targetPort) ?? numberOf(found?.containerPort);
  return wanted === undefined ? undefined : { number: wanted, name: textOf(found?.name) };
}
