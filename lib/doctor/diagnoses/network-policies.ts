import { KNATIVE_NAMESPACE } from '../../cluster/knative';
import { podTemplateOf } from '../../rules/kubernetes/pod-template';
import { type Manifest, namespaceOf } from '../../rules/manifest';
import { interceptorOf } from '../../rules/routing/interceptor';
import { admits } from '../../rules/routing/policies';
import { listOf, mapOf } from '../../rules/values';
import type { Diagnosis, Patient } from '../diagnosis';
import { type ClusterView, refOf, selects } from '../view';

const NETWORK_POLICY = 'networking.k8s.io/NetworkPolicy';

/** The policies that decide what comes into pods of some labels. */
function policiesFor(view: ClusterView, namespace: string, labels: { readonly [key: string]: unknown }): readonly Manifest[] {
  return view.ofKind(NETWORK_POLICY).filter((policy) => {
    const { podSelector, policyTypes } = mapOf(policy.spec);
    const isIngress = policyTypes === undefined || listOf(policyTypes).includes('Ingress');
    return namespaceOf(policy) === namespace && isIngress && selects(podSelector, labels);
  });
}

export const policyDenies: Diagnosis = {
  id: 'network/denied',
  severity: 'error',
  title: 'NetworkPolicies keep out what sends the requests',
  why: 'Pods that a NetworkPolicy selects accept only what some policy allows: a request that is dropped waits until it times out.',
  *find({ view, apps, cluster }: Patient) {
    for (const { workload, routes, knative, pods, namespace } of apps) {
      const labels = workload ? podTemplateOf(workload).labels : mapOf(pods[0]?.metadata.labels);
      const from = knative ? KNATIVE_NAMESPACE : routes.length > 0 ? interceptorOf(cluster).namespace : undefined;
      if (from === undefined || Object.keys(labels).length === 0) continue;
      const policies = policiesFor(view, namespace, labels);
      if (policies.length === 0 || policies.some((policy) => admits(policy, from, undefined))) continue;
      yield {
        about: workload ? refOf(workload) : refOf(knative!),
        seen: `NetworkPolicy ${policies.map(({ metadata }) => metadata.name).join(', ')} selects its pods, and none admits namespace ${from}, where ${knative ? 'the activator and the autoscaler are' : 'the interceptor is'}`,
        remedy: [
          `kubectl describe networkpolicy -n ${namespace}`,
          `admit namespace ${from}: a policy with from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${from} } } }]; the prop networkPolicy writes it`,
        ],
      };
    }
  },
};

export const policyOfComponent: Diagnosis = {
  id: 'network/component-denied',
  severity: 'warning',
  title: 'NetworkPolicies may keep requests from the interceptor',
  why: 'The Ingress or Gateway controller reaches the interceptor across namespaces, and KEDA its scaler.',
  *find({ view, apps, cluster }) {
    if (!apps.some(({ routes }) => routes.length > 0)) return;
    const { service, namespace } = interceptorOf(cluster);
    const selector = mapOf(view.find('Service', namespace, service)?.spec).selector;
    if (Object.keys(mapOf(selector)).length === 0) return;
    const policies = policiesFor(view, namespace, selector);
    // a policy that admits some namespace may admit that of the controller
    if (policies.length === 0 || policies.some(({ spec }) => listOf(mapOf(spec).ingress).length > 0)) return;
    yield {
      about: `Service ${namespace}/${service}`,
      seen: `NetworkPolicy ${policies.map(({ metadata }) => metadata.name).join(', ')} selects the interceptor's pods and admits nothing`,
      remedy: [`kubectl describe networkpolicy -n ${namespace}`, 'admit the namespace of the Ingress or Gateway controller'],
    };
  },
};
