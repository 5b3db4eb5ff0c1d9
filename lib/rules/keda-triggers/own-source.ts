/** Triggers that measure the app which they scale. */

import { labelSelectorOf, meetsSelector } from '../../core/label-selector';
import { measuresPods } from '../../keda/scalers/trigger-types';
import { addressOf } from '../http-add-on/address';
import { scaledOf, type TriggerPart } from '../keda/scaled';
import { KEDA_SOURCE, SCALED_OBJECT } from '../keda/upstream';
import { type Pods, podsOf } from '../kubernetes/pods';
import { selectorOf } from '../kubernetes/service-pods';
import { kindOf, type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context, Rule } from '../rule';
import { APPS } from '../spinkube/apps';
import { isMap, show, trimmedOf } from '../values';

export const ownPods: Rule = {
  id: 'keda-triggers/own-pods',
  severity: 'warning',
  title: 'A kubernetes-workload trigger counts other pods than those that it scales',
  rationale: 'A trigger that counts the pods of its own workload takes each replica for work.',
  link: `${KEDA_SOURCE}/pkg/scalers/kubernetes_workload_scaler.go#L135`,
  kinds: [SCALED_OBJECT],
  check(object, { manifests, report }) {
    for (const { type, metadata, path } of scaledOf(object).triggers) {
      const selector = type === 'kubernetes-workload' ? trimmedOf(metadata.podSelector) : undefined;
      const requirements = selector === undefined ? undefined : labelSelectorOf(selector);
      const pods = requirements && ownPodsOf(object, manifests);
      if (!pods || !meetsSelector(pods.labels, requirements)) continue;
      report({
        path: `${path}.metadata.podSelector`,
        message: `podSelector (${show(selector)}) selects the pods of ${pods.workload.kind} ${pods.workload.metadata.name} itself, so that each replica asks for more`,
        fix: 'select the pods of the work alone',
      });
    }
  },
};

export const ownMetrics: Rule = {
  id: 'keda-triggers/own-metrics',
  severity: 'warning',
  title: 'An app at zero replicas is not started by metrics that it serves itself',
  rationale: 'The Service of a workload without replicas has no endpoints: the scaler fails, and KEDA starts nothing.',
  link: `${KEDA_SOURCE}/pkg/scalers/metrics_api_scaler.go`,
  kinds: [SCALED_OBJECT],
  check(object, context) {
    const { spec, scalesToZero, triggers } = scaledOf(object);
    // a fallback may start it
    if (!scalesToZero || isMap(spec.fallback)) return;
    const own = triggers.filter((part) => readsItself(part, object, context));
    // so may another trigger
    if (!triggers.every((part) => own.includes(part) || measuresPods(part.type ?? ''))) return;
    for (const { metadata, path } of own) {
      context.report({
        path: `${path}.metadata.url`,
        message: `url (${show(metadata.url)}) is served by the pods that the trigger scales, and no trigger starts them at zero`,
        fix: 'write minReplicaCount: 1, or read the metric from the source of the work',
      });
    }
  },
};

/** The pods that a ScaledObject scales. */
function ownPodsOf(object: Manifest, manifests: Manifests): Pods | undefined {
  const { target } = scaledOf(object);
  const pods = target && podsOf(manifests).named(namespaceOf(object), target.name);
  if (!pods) return undefined;
  const kind = kindOf(pods.workload);
  // the operator makes a Deployment of a SpinApp
  return kind === target.groupKind || (target.groupKind === 'apps/Deployment' && APPS.includes(kind)) ? pods : undefined;
}

/** Whether a trigger of type metrics-api asks a Service of the pods that the ScaledObject scales. */
function readsItself({ type, metadata }: TriggerPart, object: Manifest, { manifests, cluster }: Context): boolean {
  const host = type === 'metrics-api' ? /^https?:\/\/([^/?#@]+)/i.exec(trimmedOf(metadata.url) ?? '')?.[1] : undefined;
  const address = addressOf(host, cluster);
  const pods = address && ownPodsOf(object, manifests);
  if (!pods || address.namespace !== namespaceOf(object)) return false;
  const service = manifests.find('Service', address.namespace, address.service);
  // the operator makes a Service of the name of the SpinApp
  if (!service) return APPS.includes(kindOf(pods.workload)) && pods.workload.metadata.name === address.service;
  const selector = selectorOf(service);
  return selector !== undefined && podsOf(manifests).matching(address.namespace, selector).includes(pods);
}
