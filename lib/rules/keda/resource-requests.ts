import { SINCE } from '../../cluster/releases';
import { derived, entryOf } from '../../core/derived';
import { measuresPods } from '../../keda/scalers/trigger-types';
import { atLeast } from '../cluster';
import { podTemplateOf } from '../kubernetes/pod-template';
import { namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { listOf, mapOf, show, trimmedOf } from '../values';
import { scaledOf } from './scaled';
import { SCALED_OBJECT, WEBHOOK } from './upstream';

export const resourceRequests: Rule = {
  id: 'keda/resource-requests',
  // a LimitRange of the cluster may give the request
  severity: 'warning',
  title: 'Every container that a cpu or memory trigger measures has a request or a limit for it',
  rationale: 'The HPA computes the utilization as a share of the request, and has no metric for a pod without one.',
  link: WEBHOOK,
  kinds: [SCALED_OBJECT],
  check(object, { cluster, manifests, report }) {
    const { target, triggers } = scaledOf(object);
    if (!target) return;
    const namespace = namespaceOf(object);
    let containers: readonly Container[] | undefined;
    let podLevel: Value;
    for (const { metadata, type, path } of triggers) {
      if (!type || !measuresPods(type)) continue;
      if (!containers) {
        containers = containersOf(manifests, namespace, target);
        podLevel = atLeast(cluster, 'keda', SINCE.keda.podLevelRequests) ? podResourcesOf(manifests, namespace, target) : undefined;
      }
      if (containers.length === 0) return;
      const measured = trimmedOf(metadata.containerName);
      if (measured !== undefined && !containers.some(({ name }) => name === measured)) {
        report({
          path: `${path}.metadata.containerName`,
          message: `containerName (${show(measured)}) is not a container of ${target.kind} ${target.name}`,
          fix: `write one of ${containers.map(({ name }) => name).join(', ')}`,
        });
      }
      // a metric of one container is a share of that container's request
      if (measured === undefined && has(podLevel, type)) continue;
      for (const { name, resources, sidecar } of containers) {
        if (sidecar || (measured !== undefined && name !== measured) || has(resources, type)) continue;
        if (defaultsOf(manifests).get(namespace)?.has(type)) continue;
        report({
          path,
          message: `container ${show(name)} of ${target.kind} ${target.name} has no ${type} request for the ${type} trigger to measure against`,
          fix: `write resources.requests.${type} on the container`,
        });
      }
    }
  },
};

interface Container {
  readonly name: string;
  readonly resources: Value;
  /** A native sidecar: the webhook does not ask it for requests. */
  readonly sidecar?: boolean;
}

function containersOf(manifests: Manifests, namespace: string, { groupKind, name }: { groupKind: string; name: string }): Container[] {
  if (groupKind !== 'apps/Deployment' && groupKind !== 'apps/StatefulSet') return [];
  const workload = manifests.find(groupKind, namespace, name);
  if (workload) {
    const { containers, initContainers } = mapOf(podTemplateOf(workload).spec);
    const list = (value: Value, sidecar: boolean) =>
      listOf(value)
        .filter((container) => trimmedOf(mapOf(container).name) !== undefined)
        .map(({ name, resources }) => ({ name, resources, sidecar }));
    return [...list(containers, false), ...list(initContainers, true)];
  }
  const spinApp = groupKind === 'apps/Deployment' && manifests.find('core.spinkube.dev/SpinApp', namespace, name);
  return spinApp ? [{ name, resources: mapOf(spinApp.spec).resources }] : [];
}

/** The requests of a pod as a whole (KEP-2837). */
function podResourcesOf(manifests: Manifests, namespace: string, { groupKind, name }: { groupKind: string; name: string }): Value {
  const workload = manifests.find(groupKind, namespace, name);
  return workload && mapOf(podTemplateOf(workload).spec).resources;
}

function has(resources: Value, resource: string): boolean {
  const { requests, limits } = mapOf(resources);
  return [requests, limits].some((amounts) => isSome(mapOf(amounts)[resource]));
}

/** Whether an amount is there and not zero. */
function isSome(amount: Value): boolean {
  return typeof amount === 'number' ? amount > 0 : typeof amount === 'string' && /[1-9]/.test(amount);
}

/** The resources that a LimitRange gives every container, by namespace. */
const defaultsOf = derived((manifests: Manifests): ReadonlyMap<string, ReadonlySet<string>> => {
  const byNamespace = new Map<string, Set<string>>();
  for (const range of manifests.ofKind('LimitRange')) {
    const given = entryOf(byNamespace, namespaceOf(range), () => new Set<string>());
    for (const limit of listOf(mapOf(range.spec).limits)) {
      const { type, default: limits, defaultRequest } = mapOf(limit);
      if (type !== 'Container') continue;
      for (const amounts of [limits, defaultRequest])
        for (const [resource, amount] of Object.entries(mapOf(amounts))) if (isSome(amount)) given.add(resource);
    }
  }
  return byNamespace;
});
