import type { Manifest } from '../../rules/manifest';
import { apiVersion } from '../../rules/removed/api-version';
import { removedApi } from '../../rules/removed/apis';
import type { Item } from '../item';
import { makeNode } from '../node';
import { follow, type Step } from '../step';

/** What has to be rewritten by hand, since more than the apiVersion changed. */
const BY_HAND: { readonly [kind: string]: string } = {
  'apiextensions.k8s.io/v1beta1 CustomResourceDefinition':
    'take the CRD of the release that you install: v1 wants a structural schema for each version',
  'admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration':
    'write apiVersion admissionregistration.k8s.io/v1 with sideEffects and admissionReviewVersions',
  'admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration':
    'write apiVersion admissionregistration.k8s.io/v1 with sideEffects and admissionReviewVersions',
  'autoscaling/v2beta1 HorizontalPodAutoscaler': 'write apiVersion autoscaling/v2, and each target as target: { type, averageUtilization }',
  'serving.knative.dev/v1alpha1 Service':
    'write apiVersion serving.knative.dev/v1, and what stands under runLatest.configuration.revisionTemplate as spec.template',
  'serving.knative.dev/v1alpha1 Configuration':
    'write apiVersion serving.knative.dev/v1, and what stands under revisionTemplate as spec.template',
};

/** Fields that go with a version. */
const FIELDS: { readonly [kind: string]: (item: Item) => void } = {
  Deployment: addSelector,
  DaemonSet: addSelector,
  ReplicaSet: addSelector,
  StatefulSet: addSelector,
  RuntimeClass: (item) => {
    for (const [from, to] of Object.entries({ runtimeHandler: 'handler', scheduling: 'scheduling', overhead: 'overhead' })) {
      item.move(['spec', from], [to]);
    }
    item.remove(['spec']);
  },
  ScaledObject: (item) => {
    item.move(['spec', 'scaleTargetRef', 'deploymentName'], ['spec', 'scaleTargetRef', 'name']);
  },
};

/** API versions that clusters no longer serve. */
export const apiVersions: Step = {
  title:
    'API versions that are no longer served become those that are: Ingress, Deployment, CronJob, RuntimeClass, Gateway API, KEDA 1, Knative',
  run(workspace) {
    follow(workspace, [apiVersion], (item) => {
      const { apiVersion: former, kind } = item.manifest;
      const removed = removedApi(former, kind);
      if (!removed) return;
      const why = `${former} is not served since ${removed.since}`;
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

/** Knative's alpha took the shape of v1, too. */
function isAlreadyV1({ apiVersion: version, spec }: Manifest): boolean {
  return version.startsWith('serving.knative.dev/') && spec?.template !== undefined;
}

/** Before apps/v1 the selector was taken from the labels of the template. */
function addSelector(item: Item): void {
  const labels = item.at(['spec', 'template', 'metadata', 'labels']);
  if (!labels || item.pair(['spec', 'selector'])) return;
  item.set(['spec', 'selector', 'matchLabels'], makeNode(labels));
  item.first(['spec'], 'selector');
}
