import { derived } from '../../core/derived';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Rule } from '../rule';
import { similar } from '../schema/words';
import { at, elements, listOf, show } from '../values';
import { type PodIndex, type Pods, podsOf, writtenKeys } from './pods';

const LINK = 'https://kubernetes.io/docs/concepts/services-networking/service/';

/** Above this many values of a label, the one that was meant is not looked for. */
const FEW = 50;

export const serviceSelector: Rule = {
  id: 'kubernetes/service-selector',
  severity: 'warning',
  title: 'A Service selects the pods that it stands beside',
  rationale: 'A Service sends requests to the pods that its selector matches, and to none when it matches none.',
  link: LINK,
  kinds: ['Service'],
  check(service, { manifests, report }) {
    const selector = selectorOf(service);
    const namespace = namespaceOf(service);
    if (!selector || podsOf(manifests).matching(namespace, selector).length > 0) return;
    // pods of other manifests, or those that an operator makes, may match: only a near miss is told
    const missed = nearMiss(podsOf(manifests), namespace, service.metadata.name, selector);
    if (missed) report({ path: missed.path, message: `the selector matches no pod of these manifests: ${missed.why}`, fix: missed.fix });
  },
};

export const serviceTargetPort: Rule = {
  id: 'kubernetes/service-target-port',
  severity: 'error',
  title: 'A named targetPort of a Service is a port of the pods that it selects',
  rationale: 'Kubernetes resolves a named targetPort in each pod, and leaves out the pods without such a port.',
  link: `${LINK}#field-spec-ports`,
  accepted: 'a Service may come before its pods; no pod has a port of the name, and the Service has no endpoints',
  kinds: ['Service'],
  check(service, { manifests, report }) {
    const selector = selectorOf(service);
    if (!selector) return;
    for (const [port, path] of elements(service.spec.ports, 'spec.ports')) {
      if (typeof port?.targetPort !== 'string' || /^\d+$/.test(port.targetPort)) continue;
      const selected = podsOf(manifests).matching(namespaceOf(service), selector);
      const { names: known } = portNamesOf(selected);
      if (selected.length === 0 || !known || known.has(port.targetPort)) continue;
      report({
        path: `${path}.targetPort`,
        message: `targetPort (${show(port.targetPort)}) is the name of no port of ${selected[0].workload.kind} ${show(selected[0].workload.metadata.name)}`,
        fix:
          known.size > 0
            ? `write ${[...known].slice(0, FEW).join(' or ')}, or name a container port ${port.targetPort}`
            : `name a container port ${port.targetPort}, or write its number`,
      });
    }
  },
};

/** The selector of a Service that selects pods at all. */
export function selectorOf({ spec }: Manifest): { readonly [key: string]: Value } | undefined {
  const selector = spec?.selector;
  if (spec?.type === 'ExternalName' || selector === null || typeof selector !== 'object') return undefined;
  return Object.keys(selector).length > 0 ? selector : undefined;
}

/** Names of the ports of all pods that a selector matches; undefined where those of one are not written out. */
const portNamesOf = derived((selected: readonly Pods[]): { readonly names?: ReadonlySet<string> } => {
  const names = new Set<string>();
  for (const pods of selected) {
    const own = portNames(pods);
    if (!own) return {};
    for (const name of own) names.add(name);
  }
  return { names };
});

/** Names of the ports of some pods; undefined where they are not written out. */
function portNames({ spec, workload }: Pods): string[] | undefined {
  if (workload.kind === 'SpinApp') return ['http-app'];
  if (!Array.isArray(spec?.containers)) return undefined;
  const names: string[] = [];
  for (const containers of [spec.containers, listOf(spec.initContainers)])
    for (const container of containers)
      for (const port of listOf(container?.ports)) if (typeof port?.name === 'string') names.push(port.name);
  return names;
}

interface NearMiss {
  readonly path: string;
  readonly why: string;
  readonly fix: string;
}

function nearMiss(pods: PodIndex, namespace: string, name: string, selector: { readonly [key: string]: Value }): NearMiss | undefined {
  const namesake = pods.named(namespace, name);
  const some = writtenKeys(selector).some((key) => pods.hasLabel(namespace, key, selector[key]));
  for (const key of writtenKeys(selector)) {
    const value = selector[key];
    const path = at('spec.selector', key);
    if (pods.hasLabel(namespace, key, value)) continue;
    const seen = namesake?.labels[key];
    const owner = namesake && `${namesake.workload.kind} ${show(name)}`;
    if (seen !== undefined) return { path, why: `${owner} has ${key} ${show(seen)}, not ${show(value)}`, fix: `write ${show(seen)}` };
    const values = pods.byValue(namespace, key);
    const meant =
      values.size <= FEW && typeof value === 'string'
        ? similar(
            value,
            [...values.keys()].filter((known) => typeof known === 'string'),
          )
        : undefined;
    if (meant) return { path, why: `no pod has ${key} ${show(value)}`, fix: `write ${show(meant)}` };
    if (owner) return { path, why: `the pods of ${owner} have no label ${key}`, fix: `select what they have: ${labels(namesake)}` };
    if (some) return { path, why: `no pod has ${key} ${show(value)}`, fix: 'write the labels of the pods that it is for' };
  }
  return some ? { path: 'spec.selector', why: 'its labels belong to different pods', fix: 'write the labels of one workload' } : undefined;
}

function labels({ labels }: Pods): string {
  return Object.entries(labels)
    .slice(0, 3)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
}
