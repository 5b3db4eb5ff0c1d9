import { show } from '../fields';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/api';
import { serviceReferences } from '../http-add-on/target-port';
import { items, number, record, text } from '../http-add-on/values';
import { type Pods, podsOf } from '../kubernetes/pods';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Context, Rule, RuleContext } from '../rule';
import { interceptorOf } from './interceptor';
import { admits, type PodPort, policiesFor } from './policies';

export const networkPolicy: Rule = {
  id: 'routing/network-policy',
  severity: 'warning',
  title: 'the NetworkPolicies of an app admit the interceptor',
  link: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(route: Manifest, { manifests, cluster, report }: RuleContext): void {
    const [[reference, path, name]] = serviceReferences(route);
    const namespace = namespaceOf(route);
    const interceptor = interceptorOf(cluster);
    for (const { pods, port } of podsBehind(reference, name, namespace, { manifests, cluster })) {
      const policies = policiesFor(pods, manifests);
      // what one policy admits is admitted, and pods without a policy admit everybody
      if (policies.length === 0 || policies.some((policy) => admits(policy, interceptor.namespace, port))) continue;
      report({
        path: route.kind === 'HTTPScaledObject' ? `${path}.service` : path,
        message: `NetworkPolicy ${show(policies[0].metadata.name)} keeps the interceptor, in namespace ${interceptor.namespace}, from the pods of ${pods.workload.kind} ${show(pods.workload.metadata.name)}: every request times out`,
        fix: `admit namespace ${interceptor.namespace}${port ? ` to port ${port.number}` : ''} in its ingress`,
      });
      return;
    }
  },
};

/** The pods behind a Service that a route names, with the port that requests come to, as far as the manifests tell. */
function podsBehind(reference: Value, name: Value, namespace: string, { manifests }: Context): readonly { pods: Pods; port?: PodPort }[] {
  const found: { pods: Pods; port?: PodPort }[] = [];
  if (!text(name)) return found;
  const service = manifests.find('Service', namespace, name);
  const index = podsOf(manifests);
  if (!service) {
    // the operator makes the Service of a SpinApp, and its pods listen on port 80
    const pods = index.named(namespace, name);
    if (pods?.workload.kind === 'SpinApp') found.push({ pods, port: { number: 80, name: 'http-app' } });
    return found;
  }
  const { selector, ports } = record(service.spec);
  if (Object.keys(record(selector)).length === 0) return found;
  const { port, portName } = record(reference);
  const chosen = items(ports).find((each) => (portName !== undefined ? record(each).name === portName : record(each).port === port));
  for (const pods of index.matching(namespace, record(selector))) {
    found.push({ pods, port: podPort(record(chosen).targetPort ?? record(chosen).port, pods) });
  }
  return found;
}

/** The port of pods that a targetPort means. */
function podPort(targetPort: Value, { spec }: Pods): PodPort | undefined {
  const ports = items(spec?.containers).flatMap((container) => [...items(record(container).ports)].map(record));
  const found = ports.find(({ name, containerPort }) => targetPort === (text(targetPort) ? name : containerPort));
  const wanted = number(targetPort) ?? number(found?.containerPort);
  return wanted === undefined ? undefined : { number: wanted, name: text(found?.name) };
}
