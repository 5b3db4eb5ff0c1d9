import { derived, entryOf } from '../../core/derived';
import { type ServiceReference, serviceReferencesOf } from '../http-add-on/service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import { type Pods, podsOf } from '../kubernetes/pods';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { listOf, mapOf, numberOf, show, textOf } from '../values';
import { interceptorOf } from './interceptor';
import { admits, type PodPort, policiesFor } from './policies';

export const networkPolicy: Rule = {
  id: 'routing/network-policy',
  severity: 'warning',
  title: 'The NetworkPolicies of an app, and of the fallback of its route, admit the interceptor',
  rationale: 'Pods that a NetworkPolicy selects accept only the traffic that some policy allows, and requests come from the interceptor.',
  link: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(route, { manifests, cluster, report }) {
    const namespace = namespaceOf(route);
    const interceptor = interceptorOf(cluster);
    const [target, fallback] = serviceReferencesOf(route);
    for (const service of [target, fallback]) {
      // a fallback to the Service of the target is cut off with it
      if (service === fallback && fallback.name === target.name) continue;
      const reached = reachedBy(service, namespace, manifests);
      const cut = reached && cutOff(reached, interceptor.namespace, manifests);
      if (!cut) continue;
      const { policy, pods, port } = cut;
      report({
        path: route.kind === 'HTTPScaledObject' ? service.namePath : service.path,
        message: `NetworkPolicy ${show(policy.metadata.name)} keeps the interceptor, in namespace ${interceptor.namespace}, from the pods of ${pods.workload.kind} ${show(pods.workload.metadata.name)}: ${service === target ? 'every request times out' : 'the fallback does not answer'}`,
        fix: `admit namespace ${interceptor.namespace}${port ? ` to port ${port.number}` : ''} in its ingress`,
      });
    }
  },
};

/** The port of the pods of a SpinApp. */
const SPIN_PORT: PodPort = { number: 80, name: 'http-app' };

/** Pods, and the port that requests come to. */
interface Reached {
  readonly pods: readonly Pods[];
  readonly port: Value;
}

/** Pods that a policy keeps the interceptor from. */
interface CutOff {
  readonly policy: Manifest;
  readonly pods: Pods;
  readonly port?: PodPort;
}

/** The answers about a list of pods, since many routes may lead to the same pods. */
const answersOf = derived((_: readonly Pods[]) => new Map<string, CutOff | null>());

/** The first pods that no policy admits the interceptor to. */
function cutOff({ pods: all, port: targetPort }: Reached, from: string, manifests: Manifests): CutOff | null {
  return entryOf(answersOf(all), JSON.stringify([from, targetPort]), () => {
    for (const pods of all) {
      const policies = policiesFor(pods, manifests);
      // pods without a policy admit everybody
      if (policies.length === 0) continue;
      const port = podPort(targetPort, pods);
      // what one policy admits is admitted
      if (!policies.some((policy) => admits(policy, from, port))) return { policy: policies[0], pods, port };
    }
    return null;
  });
}

/** The pods behind a Service that a route names, as far as the manifests tell. */
function reachedBy({ holder, name }: ServiceReference, namespace: string, manifests: Manifests): Reached | undefined {
  if (!textOf(name)) return undefined;
  const service = manifests.find('Service', namespace, name);
  const index = podsOf(manifests);
  if (!service) {
    // the operator makes the Service of a SpinApp
    const pods = index.named(namespace, name);
    return pods?.workload.kind === 'SpinApp' ? { pods: [pods], port: SPIN_PORT.name } : undefined;
  }
  const { selector, ports } = mapOf(service.spec);
  if (Object.keys(mapOf(selector)).length === 0) return undefined;
  const { port, portName } = mapOf(holder);
  const chosen = mapOf(listOf(ports).find((each) => (portName !== undefined ? mapOf(each).name === portName : mapOf(each).port === port)));
  return { pods: index.matching(namespace, mapOf(selector)), port: chosen.targetPort ?? chosen.port };
}

/** The port of pods that a targetPort means. */
function podPort(targetPort: Value, { spec }: Pods): PodPort | undefined {
  if (spec === undefined && targetPort === SPIN_PORT.name) return SPIN_PORT;
  const ports = listOf(spec?.containers).flatMap((container) => [...listOf(mapOf(container).ports)].map(mapOf));
  const found = ports.find(({ name, containerPort }) => targetPort === (textOf(targetPort) ? name : containerPort));
  const wanted = numberOf(targetPort) ?? numberOf(found?.containerPort);
  return wanted === undefined ? undefined : { number: wanted, name: textOf(found?.name) };
}
