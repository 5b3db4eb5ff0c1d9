import { HTTP_SCALED_OBJECT, makesScaledObject } from '../http-add-on/upstream';
import { kindOf, namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, show } from '../values';
import { scaledOf } from './scaled';
import { targetOf } from './target-reference';
import { autoscalersOf, routesOf, scalersOf } from './targets';
import { SCALED_OBJECT, WEBHOOK } from './upstream';

export const oneScaler: Rule = {
  id: 'keda/one-scaler',
  severity: 'error',
  title: 'A workload has one ScaledObject, counting the one that the HTTP add-on makes for an HTTPScaledObject',
  rationale: 'Each scaler sets its own number of replicas on the workload, and they undo each other.',
  link: WEBHOOK,
  kinds: [SCALED_OBJECT, HTTP_SCALED_OBJECT],
  check(object, { manifests, report }) {
    const target = targetOf(object);
    const ours = kindOf(object) === SCALED_OBJECT;
    if (!ours && !makesScaledObject(object)) return;
    const namespace = namespaceOf(object);
    const sameName = ours ? manifests.find(HTTP_SCALED_OBJECT, namespace, object.metadata.name) : undefined;
    if (sameName && sameName.metadata.namespace === object.metadata.namespace && makesScaledObject(sameName)) {
      report({
        path: 'metadata.name',
        message: `HTTPScaledObject ${show(object.metadata.name)} makes a ScaledObject of this name, which takes the place of this one`,
        fix: SKIP,
      });
      return;
    }
    if (!target) return;
    // a ScaledObject beside an HTTPScaledObject is told of; among their like the first one is right, and what comes after it is refused
    const route = routesOf(manifests, namespace, target)[0];
    const first = ours ? (route ?? scalersOf(manifests, namespace, target)[0]) : route;
    const other =
      first !== object && !(kindOf(first ?? object) === kindOf(object) && first?.metadata.name === object.metadata.name)
        ? first
        : undefined;
    if (!other) return;
    report({
      path: 'spec.scaleTargetRef.name',
      message: `${target.kind} ${show(target.name)} is scaled by ${other.kind} ${other.metadata.name} too`,
      fix: ours && route ? SKIP : ours ? 'put the triggers of both into one ScaledObject' : ONE_ROUTE,
    });
  },
};

const SKIP =
  'write the annotation httpscaledobject.keda.sh/skip-scaledobject-creation: "true" on the HTTPScaledObject, and here a trigger external-push with scalerAddress and httpScaledObject';

const ONE_ROUTE =
  'put the hosts of both into one HTTPScaledObject, or write the annotation httpscaledobject.keda.sh/skip-scaledobject-creation: "true" on one of them';

export const hpaOnTarget: Rule = {
  id: 'keda/hpa-on-target',
  severity: 'error',
  title: 'The target of a ScaledObject has no Horizontal Pod Autoscaler of its own',
  rationale: 'KEDA makes an HPA for the target, and two HPAs of one workload undo each other.',
  link: WEBHOOK,
  accepted: "KEDA's webhook sees only what is there before; two autoscalers of one workload undo each other",
  kinds: [SCALED_OBJECT, HTTP_SCALED_OBJECT],
  check(object, { manifests, report }) {
    const target = targetOf(object);
    if (!target || (kindOf(object) === HTTP_SCALED_OBJECT && !makesScaledObject(object))) return;
    const { annotations } = object.metadata;
    const takesOver = annotations?.['scaledobject.keda.sh/transfer-hpa-ownership'] === 'true';
    const { hpaName } = scaledOf(object);
    for (const hpa of autoscalersOf(manifests, namespaceOf(object), target)) {
      const { name, annotations: theirs, ownerReferences } = hpa.metadata;
      if (theirs?.['validations.keda.sh/hpa-ownership'] === 'false') continue;
      const owned = (owner: unknown) => mapOf(owner).kind === 'ScaledObject' && mapOf(owner).name === object.metadata.name;
      if (Array.isArray(ownerReferences) && ownerReferences.some(owned)) continue;
      if (takesOver && hpaName === name) continue;
      report(
        takesOver
          ? {
              path: 'spec.advanced.horizontalPodAutoscalerConfig.name',
              message: `the HPA to take over is ${show(name)}, and the name of the HPA is ${hpaName === undefined ? 'not written' : show(hpaName)}`,
              fix: `write name: ${name}`,
            }
          : {
              path: 'spec.scaleTargetRef.name',
              message: `${target.kind} ${show(target.name)} is scaled by HorizontalPodAutoscaler ${name} too`,
              fix: `remove the HorizontalPodAutoscaler: KEDA makes one; what it measures becomes a cpu or memory trigger`,
            },
      );
      return;
    }
  },
};

export const targetReplicas: Rule = {
  id: 'keda/target-replicas',
  severity: 'warning',
  title: 'A workload that KEDA scales leaves its replicas out',
  rationale: 'Every apply sets the replicas back to the manifest, and undoes the number that the scaler chose.',
  link: 'https://github.com/kedacore/keda/issues/5572',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'],
  check(object, { manifests, report }) {
    const { replicas } = mapOf(object.spec);
    if (typeof replicas !== 'number') return;
    const target = { groupKind: kindOf(object), name: object.metadata.name };
    const scaler = scalersOf(manifests, namespaceOf(object), target)[0] ?? routesOf(manifests, namespaceOf(object), target)[0];
    if (!scaler) return;
    report({
      path: 'spec.replicas',
      message: `replicas (${show(replicas)}) is set back with every apply, against ${scaler.kind} ${scaler.metadata.name}`,
      fix: 'leave replicas out',
    });
  },
};
