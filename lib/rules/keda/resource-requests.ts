import { measuresPods } from '../../keda/scalers/trigger-types';
import { elements, entries, show } from '../fields';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule, RuleContext } from '../rule';
import { isMap, mapOf, SCALED_OBJECT, textOf, triggersOf, WEBHOOK } from './parts';
import { cached, podSpecOf, targetOf } from './targets';

/** Containers that a cpu or memory trigger has no request to measure against. */
export const resourceRequests: Rule = {
  id: 'keda/resource-requests',
  // a LimitRange of the cluster may give the request
  severity: 'warning',
  title: 'Every container that a cpu or memory trigger measures has a request or a limit for it',
  link: WEBHOOK,
  kinds: [SCALED_OBJECT],
  check(object: Manifest, { manifests, report }: RuleContext): void {
    const target = targetOf(object);
    if (!target) return;
    const namespace = namespaceOf(object);
    let containers: Container[] | undefined;
    for (const { trigger, type, path } of triggersOf(object)) {
      if (!type || !measuresPods(type)) continue;
      containers ??= containersOf(manifests, namespace, target);
      if (containers.length === 0) return;
      const measured = textOf(mapOf(trigger.metadata).containerName);
      if (measured !== undefined && !containers.some(({ name }) => name === measured)) {
        report({
          path: `${path}.metadata.containerName`,
          message: `containerName (${show(measured)}) is no container of ${target.kind} ${target.name}`,
          fix: `write one of ${containers.map(({ name }) => name).join(', ')}`,
        });
      }
      for (const { name, resources, sidecar } of containers) {
        if (sidecar || (measured !== undefined && name !== measured) || has(resources, type)) continue;
        if (defaultsOf(manifests, namespace).has(type)) continue;
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
    const { containers, initContainers } = podSpecOf(workload);
    const list = (value: Value, sidecar: boolean) =>
      [...elements(value, '')]
        .filter(([container]) => isMap(container) && textOf(container.name) !== undefined)
        .map(([container]) => ({ name: container.name, resources: container.resources, sidecar }));
    return [...list(containers, false), ...list(initContainers, true)];
  }
  const spinApp = groupKind === 'apps/Deployment' && manifests.find('core.spinkube.dev/SpinApp', namespace, name);
  return spinApp ? [{ name, resources: mapOf(spinApp.spec).resources }] : [];
}

function has(resources: Value, resource: string): boolean {
  const { requests, limits } = mapOf(resources);
  return [requests, limits].some((amounts) => isSome(mapOf(amounts)[resource]));
}

/** Whether an amount is there and not zero. */
function isSome(amount: Value): boolean {
  return typeof amount === 'number' ? amount > 0 : typeof amount === 'string' && /[1-9]/.test(amount);
}

const defaults = new WeakMap<Manifests, Map<string, Set<string>>>();

/** The resources that a LimitRange gives every container of a namespace. */
function defaultsOf(manifests: Manifests, namespace: string): Set<string> {
  const index = cached(defaults, manifests, () => {
    const byNamespace = new Map<string, Set<string>>();
    for (const range of manifests.ofKind('LimitRange')) {
      const given = byNamespace.get(namespaceOf(range)) ?? new Set<string>();
      byNamespace.set(namespaceOf(range), given);
      for (const [limit] of elements(mapOf(range.spec).limits, '')) {
        const { type, default: limits, defaultRequest } = mapOf(limit);
        if (type !== 'Container') continue;
        for (const amounts of [limits, defaultRequest])
          for (const [resource, amount] of entries(amounts, '')) if (isSome(amount)) given.add(resource);
      }
    }
    return byNamespace;
  });
  return index.get(namespace) ?? new Set();
}
