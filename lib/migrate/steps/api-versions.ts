import type { Manifest } from '../../rules/manifest';
import { apiVersion } from '../../rules/removed/api-version';
import { removedApi } from '../../rules/removed/apis';
import { mapOf } from '../../rules/values';
import type { Item } from '../item';
import { makeNode } from '../node';
import { follow, type Step } from '../step';

/** The manual steps for kinds whose schema changed together with the apiVersion. */
const BY_HAND: { readonly [kind: string]: string } = {
  'apiextensions.k8s.io/v1beta1 CustomResourceDefinition':
    'use the CRD of the release that you install: v1 requires a structural schema for each version',
  'admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration':
    'write apiVersion admissionregistration.k8s.io/v1 with sideEffects and admissionReviewVersions',
  'admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration':
    'write apiVersion admissionregistration.k8s.io/v1 with sideEffects and admissionReviewVersions',
  'autoscaling/v2beta1 HorizontalPodAutoscaler': 'write apiVersion autoscaling/v2, and each target as target: { type, averageUtilization }',
  'serving.knative.dev/v1alpha1 Service':
    'write apiVersion serving.knative.dev/v1, and move runLatest.configuration.revisionTemplate to spec.template',
  'serving.knative.dev/v1alpha1 Configuration': 'write apiVersion serving.knative.dev/v1, and move revisionTemplate to spec.template',
};

/** Changes of fields that come with a new apiVersion. */
const FIELDS: { readonly [kind: string]: (item: Item) => void } = {
  Deployment: addSelector,
  DaemonSet: addSelector,
  ReplicaSet: addSelector,
  StatefulSet: addSelector,
  RuntimeClass: (item) => {
    for (const [from, to] of Object.entries({ runtimeHandler: 'handler', scheduling: 'scheduling', overhead: 'overhead' })) {
      item.move(['spec', from], [to]);
    }
    // what else is there is not thrown away
    if (Object.keys(mapOf(item.value(['spec']))).length === 0) item.remove(['spec']);
  },
};

/** Replaces API versions that the cluster no longer serves. */
export const apiVersions: Step = {
  title: 'API versions that are no longer served are replaced: Ingress, Deployment, CronJob, RuntimeClass, Gateway API, KEDA 1, Knative',
  run(workspace) {
    follow(workspace, [apiVersion], (item) => {
      const { apiVersion: former, kind } = item.manifest;
      const removed = removedApi(former, kind);
      if (!removed) return;
      const why = `${former} has not been served since ${removed.since}`;
      const byHand = BY_HAND[`${former} ${kind}`];
      if (removed.instead.includes(' ') || (byHand && !isAlreadyV1(item.manifest))) {
        workspace.leave(item, ['apiVersion'], byHand ?? `use ${removed.instead}`, why);
        return;
      }
      workspace.change(item, ['apiVersion'], `apiVersion becomes ${removed.instead}`, why);
      item.set(['apiVersion'], removed.instead);
      FIELDS[kind]?.(item);
    });
  },
};

/** Returns whether the object has the schema of v1, which Knative's v1alpha1 accepted, too. */
function isAlreadyV1({ apiVersion: version, spec }: Manifest): boolean {
  return version.startsWith('serving.knative.dev/') && spec?.template !== undefined;
}

/** Adds the selector, which defaulted to the labels of the template before apps/v1. */
function addSelector(item: Item): void {
  const labels = item.at(['spec', 'template', 'metadata', 'labels']);
  if (!labels || item.pair(['spec', 'selector'])) return;
  item.set(['spec', 'selector', 'matchLabels'], makeNode(labels));
  item.first(['spec'], 'selector');
}
